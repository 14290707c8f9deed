// RS256, the signature under an id_token: RSASSA-PKCS1-v1_5 with SHA-256 (RFC
// 7518 section 3.3, RFC 8017 section 8.2.1).
//
// This is the one place of the house with arithmetic of its own for a
// signature: crypto/rsa would add 56 KB to the WebAssembly module, this adds
// 5. It is not constant-time and need not be, since the key is public: it
// stands in demokey.go for everyone to read, and what it signs proves nothing.
// Never use this with a key that is worth anything. Verifying is left to
// crypto/rsa and to browsers, which judge every signature in the tests.

package demopim

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// rs256 signs a message with the demo's key. The two powers modulo the primes
// are put together by the Chinese remainder theorem.
func rs256(message string) string {
	const (
		half   = 128                                                                            // bytes of a prime
		prefix = "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20" // DER: a SHA-256 follows
	)
	sum := sha256.Sum256([]byte(message))
	padded := []byte("\x00\x01" + strings.Repeat("\xff", 2*half-3-len(prefix)-len(sum)) + "\x00" + prefix + string(sum[:]))

	raw, _ := base64.StdEncoding.DecodeString(demoKey)
	var key [5][]uint32
	for i := range key {
		key[i] = limbs(raw[i*half : (i+1)*half])
	}
	p, q := modulo(key[0]), modulo(key[1])
	high, low := limbs(padded[:half]), limbs(padded[half:])
	modP, modQ := p.power(p.enter(high, low), key[2]), q.power(q.enter(high, low), key[3])

	// The signature is modQ + q·h with h = (modP - modQ)/q modulo p. Adding p
	// keeps the difference above zero, since p is the greater prime.
	difference := append(modP, 0)
	addProduct(difference, p.m, 1)
	subtract(difference, modQ)
	h := p.mul(p.mul(p.reduce(difference), p.square), key[4])
	s := append(modQ, make([]uint32, len(h)+1)...)
	for i, limb := range h {
		addProduct(s[i:], q.m, limb)
	}
	signature := make([]byte, 2*half)
	for i := range signature {
		signature[len(signature)-1-i] = byte(s[i/4] >> (i % 4 * 8))
	}
	return string(signature)
}

// limbs reads a number, most significant byte first, as limbs of 32 bits,
// least significant first: WebAssembly multiplies 32 by 32 bits at once.
func limbs(number []byte) []uint32 {
	all := make([]uint32, len(number)/4)
	for i := range number {
		all[i/4] |= uint32(number[len(number)-1-i]) << (i % 4 * 8)
	}
	return all
}

// A modulus is an odd number whose highest bit is set, for Montgomery's
// multiplication: with R = 2^32 to the number of limbs, a product comes out
// divided by R.
type modulus struct {
	m      []uint32
	minus  uint32   // -1/m modulo 2^32
	square []uint32 // R² modulo m: a product with it multiplies by R
}

func modulo(m []uint32) modulus {
	f := modulus{m: m, minus: 1, square: make([]uint32, len(m))}
	for range 5 { // Newton: each step doubles the bits that are right
		f.minus *= 2 + m[0]*f.minus
	}
	subtract(f.square, m) // 0 - m = R modulo m
	for range 32 * len(m) {
		twice := make([]uint32, len(m)+1)
		addProduct(twice, f.square, 2)
		f.square = f.reduce(twice)
	}
	return f
}

// mul is a·b/R modulo m. One of the two may be anything below R.
func (f *modulus) mul(a, b []uint32) []uint32 {
	n := len(f.m)
	t := make([]uint32, 2*n+1)
	for i, limb := range b {
		addProduct(t[i:], a, limb)
	}
	for i := range n {
		addProduct(t[i:], f.m, t[i]*f.minus)
	}
	return f.reduce(t[n:])
}

// enter is (high·R + low)·R modulo m.
func (f *modulus) enter(high, low []uint32) []uint32 {
	sum := append(f.mul(f.mul(high, f.square), f.square), 0)
	addProduct(sum, f.mul(low, f.square), 1)
	return f.reduce(sum)
}

// power is the number that entered as x to the power e.
func (f *modulus) power(x, e []uint32) []uint32 {
	one := make([]uint32, len(f.m))
	one[0] = 1
	y := f.mul(f.square, one)
	for i := 32*len(e) - 1; i >= 0; i-- {
		y = f.mul(y, y)
		if e[i/32]>>(i%32)&1 == 1 {
			y = f.mul(y, x)
		}
	}
	return f.mul(y, one)
}

// reduce brings a number below 2m, one limb longer than m, below m.
func (f *modulus) reduce(t []uint32) []uint32 {
	less := append([]uint32{}, t...)
	if subtract(less, f.m) == 0 {
		t = less
	}
	return t[:len(f.m)]
}

// addProduct adds a·b to t, which has the room.
func addProduct(t, a []uint32, b uint32) {
	var carry uint64
	for i, limb := range a {
		carry += uint64(t[i]) + uint64(limb)*uint64(b)
		t[i] = uint32(carry)
		carry >>= 32
	}
	for i := len(a); carry > 0; i++ {
		carry += uint64(t[i])
		t[i] = uint32(carry)
		carry >>= 32
	}
}

// subtract takes a from t and returns what is borrowed beyond its last limb.
func subtract(t, a []uint32) (borrow uint64) {
	for i := range t {
		d := uint64(t[i]) - borrow
		if i < len(a) {
			d -= uint64(a[i])
		}
		t[i], borrow = uint32(d), d>>63
	}
	return borrow
}
