package demopim

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// publicKey is what the certificate says, as crypto/x509 reads it.
func publicKey(t *testing.T) *rsa.PublicKey {
	block, rest := pem.Decode([]byte(demoCertificate))
	require.NotNil(t, block)
	require.Empty(t, rest)
	certificate, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	return certificate.PublicKey.(*rsa.PublicKey)
}

func TestCertificate(t *testing.T) {
	block, _ := pem.Decode([]byte(demoCertificate))
	certificate, err := x509.ParseCertificate(block.Bytes)
	require.NoError(t, err)
	require.Equal(t, "O=Akeneo", certificate.Subject.String())
	require.Equal(t, "O=Akeneo", certificate.Issuer.String())
	require.True(t, certificate.BasicConstraintsValid && certificate.IsCA)
	require.Equal(t, certificate.NotBefore.AddDate(1, 0, 0), certificate.NotAfter)
	require.Equal(t, 2048, certificate.PublicKey.(*rsa.PublicKey).N.BitLen())
	roots := x509.NewCertPool()
	roots.AddCert(certificate)
	_, err = certificate.Verify(x509.VerifyOptions{Roots: roots, CurrentTime: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)})
	require.NoError(t, err)

	// As PHP writes it: lines of 64 characters, CR LF between them.
	lines := strings.Split(demoCertificate, "\r\n")
	require.Equal(t, "-----BEGIN CERTIFICATE-----", lines[0])
	require.Equal(t, "-----END CERTIFICATE-----", lines[len(lines)-1])
	require.Equal(t, base64.StdEncoding.EncodeToString(block.Bytes), strings.Join(lines[1:len(lines)-1], ""))
	for _, line := range lines[1 : len(lines)-2] {
		require.Len(t, line, 64)
	}
}

func TestKey(t *testing.T) {
	raw, err := base64.StdEncoding.DecodeString(demoKey)
	require.NoError(t, err)
	var part [5]*big.Int
	for i, bytes := range slices.Collect(slices.Chunk(raw, 128)) {
		part[i] = new(big.Int).SetBytes(bytes)
	}
	p, q := part[0], part[1]
	require.Equal(t, 1, p.Cmp(q), "rs256 relies on it")
	public := publicKey(t)
	require.Equal(t, public.N, new(big.Int).Mul(p, q))
	key := rsa.PrivateKey{
		PublicKey: *public,
		D:         new(big.Int).ModInverse(big.NewInt(int64(public.E)), new(big.Int).Mul(minusOne(p), minusOne(q))),
		Primes:    []*big.Int{p, q},
	}
	require.NoError(t, key.Validate())
	key.Precompute()
	require.Equal(t, part[2:], []*big.Int{key.Precomputed.Dp, key.Precomputed.Dq, key.Precomputed.Qinv})
}

func minusOne(x *big.Int) *big.Int { return new(big.Int).Sub(x, big.NewInt(1)) }

func TestRS256(t *testing.T) {
	public := publicKey(t)
	for n := range 100 {
		message := strings.Repeat("header.claims ", 8)[:n]
		sum := sha256.Sum256([]byte(message))
		require.NoError(t, rsa.VerifyPKCS1v15(public, crypto.SHA256, sum[:], []byte(rs256(message))), "%d bytes", n)
	}
}

func FuzzRS256(f *testing.F) {
	f.Add("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30")
	f.Fuzz(func(t *testing.T, message string) {
		sum := sha256.Sum256([]byte(message))
		require.NoError(t, rsa.VerifyPKCS1v15(publicKey(t), crypto.SHA256, sum[:], []byte(rs256(message))))
	})
}

// The arithmetic, for moduli of any length, judged by math/big.
func FuzzModulus(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x01"), []byte("\xff\xff\xff\xff"), []byte("\x00\x00\x00\x02"), []byte("\x80\x00\x00\x00"))
	f.Add([]byte(strings.Repeat("\xff", 16)), []byte(strings.Repeat("\xff", 16)), []byte(strings.Repeat("\xff", 16)), []byte(strings.Repeat("\xff", 16)))
	f.Add([]byte("\x80\x00\x00\x00\x00\x00\x00\x01"), []byte("\xff\xff\xff\xff\xff\xff\xff\xff"), []byte("\xff\xff\xff\xff\xff\xff\xff\xff"), []byte("\x00\x00\x00\x03"))
	f.Fuzz(func(t *testing.T, m, high, low, exponent []byte) {
		size := min(len(m), len(high), len(low), 32) &^ 3
		if size == 0 {
			return
		}
		m, high, low = slices.Clone(m[:size]), high[:size], low[:size]
		m[0], m[size-1] = m[0]|0x80, m[size-1]|1
		exponent = exponent[:min(len(exponent), 16)&^3]

		field := modulo(limbs(m))
		M, R := toBig(limbs(m)), new(big.Int).Lsh(big.NewInt(1), uint(8*size))
		equal := func(want *big.Int, got []uint32) { t.Helper(); require.Equal(t, want.String(), toBig(got).String()) }
		equal(new(big.Int).SetBytes(m), limbs(m))
		equal(new(big.Int).Mod(new(big.Int).Mul(R, R), M), field.square)
		require.Equal(t, uint32(0), field.m[0]*field.minus+1)

		x := new(big.Int).SetBytes(slices.Concat(high, low))
		entered := field.enter(limbs(high), limbs(low))
		equal(new(big.Int).Mod(new(big.Int).Mul(x, R), M), entered)
		equal(new(big.Int).Exp(x, new(big.Int).SetBytes(exponent), M), field.power(entered, limbs(exponent)))

		y := new(big.Int).Mul(toBig(limbs(high)), toBig(entered))
		equal(y.Mod(y.Mul(y, new(big.Int).ModInverse(R, M)), M), field.mul(limbs(high), entered))
	})
}

// toBig turns limbs into a number of math/big.
func toBig(limbs []uint32) *big.Int {
	n := new(big.Int)
	for i := len(limbs) - 1; i >= 0; i-- {
		n.Or(n.Lsh(n, 32), big.NewInt(int64(limbs[i])))
	}
	return n
}

func BenchmarkRS256(b *testing.B) {
	for b.Loop() {
		rs256("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30")
	}
}
