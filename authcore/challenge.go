// The values that an app makes itself. The documentation, "Get your App
// token", calls for them; the randomness is the caller's.
//
// Why not PKCE (RFC 7636), whose words these are? There the challenge is sent
// before the code, and the verifier with it. Here both go with the code, and
// the secret is in the hash: it proves that the app knows its secret without
// sending it.

package authcore

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
)

// CodeChallenge returns the lower-case hexadecimal SHA-256 of the code
// identifier followed by the client secret.
func CodeChallenge(codeIdentifier, clientSecret string) string {
	sum := sha256.Sum256([]byte(codeIdentifier + clientSecret))
	return hex.EncodeToString(sum[:])
}

// NewState returns 10 bytes of random in hexadecimal, as the documentation
// does: the value by which an app knows the answer to its own authorization
// request. The random must be cryptographic. The error is that of random.
func NewState(random io.Reader) (string, error) {
	return randomHex(random, 10)
}

// NewCodeIdentifier returns 30 bytes of random in hexadecimal, as the
// documentation does: made anew for each exchange of a code. The random must
// be cryptographic. The error is that of random.
func NewCodeIdentifier(random io.Reader) (string, error) {
	return randomHex(random, 30)
}

func randomHex(random io.Reader, n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}
