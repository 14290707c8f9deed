// What the digits of a token come from.

package demopim

import (
	"crypto/rand"
	"crypto/sha256"
	"io"
)

var systemRand io.Reader = rand.Reader

// digest is what a PIM takes the digits of a token from: the SHA-256 of random
// bytes.
func digest(random [32]byte) [32]byte { return sha256.Sum256(random[:]) }
