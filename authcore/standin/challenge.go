// The challenge of an App: made anew of the stand-ins, right or wrong in the
// way in which the real one is.

package standin

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

func (m *maker) challenge(text string) string {
	verdict := authcore.CheckChallenge(text, m.identifier, m.secret)
	if m.identifier == "" || verdict.Code == "unknown" || verdict.Code == "not_64" {
		return m.leaf(kindChallenge, text)
	}
	identifier, secret := m.leaf(kindIdentifier, m.identifier), m.leaf(kindSecret, m.secret)
	if m.collecting {
		return text
	}
	made := challengeOf(verdict, identifier, secret)
	core := strings.TrimSpace(text)
	if strings.ToUpper(core) == core && verdict.Code != "base64" && verdict.Code != "base64url" && verdict.Code != "pkce" {
		made = strings.ToUpper(made)
	}
	m.note(kindChallenge, core, made)
	return strings.Replace(text, core, made, 1)
}

// challengeOf makes a challenge in the way of a verdict.
func challengeOf(v authcore.ChallengeVerdict, identifier, secret string) string {
	sum := sha256.Sum256([]byte(identifier + secret))
	right := hex.EncodeToString(sum[:])
	hashed := func(text string) string { return authcore.CodeChallenge(text, "") }
	stray := " "
	switch v.Of {
	case "tab":
		stray = "\t"
	case "line feed":
		stray = "\n"
	case "CR LF":
		stray = "\r\n"
	case "NUL":
		stray = "\x00"
	}
	switch v.Code {
	case "double_hex":
		return hex.EncodeToString([]byte(right))
	case "base64", "base64url":
		encoding, of := base64.RawStdEncoding, sum[:]
		if v.Code == "base64url" {
			encoding = base64.RawURLEncoding
		}
		if v.Of == "hex" {
			of = []byte(right)
		}
		return encoding.EncodeToString(of)
	case "order_swapped":
		return hashed(secret + identifier)
	case "identifier_alone":
		return hashed(identifier)
	case "secret_alone":
		return hashed(secret)
	case "separator":
		return hashed(identifier + v.Of + secret)
	case "pkce":
		sum := sha256.Sum256([]byte(identifier))
		return base64.RawURLEncoding.EncodeToString(sum[:])
	case "hmac":
		return hex.EncodeToString(hmac(secret, identifier))
	case "stray":
		switch v.Where {
		case "before":
			return hashed(stray + identifier + secret)
		case "between":
			return hashed(identifier + stray + secret)
		case "after":
			return hashed(identifier + secret + stray)
		case "identifier", "secret":
			return hashed(strings.TrimSpace(identifier) + strings.TrimSpace(secret))
		}
	}
	return right
}

// hmac is HMAC-SHA-256 (RFC 2104): crypto/hmac would weigh more.
func hmac(key, text string) []byte {
	if len(key) > sha256.BlockSize {
		sum := sha256.Sum256([]byte(key))
		key = string(sum[:])
	}
	var inner, outer [sha256.BlockSize]byte
	copy(inner[:], key)
	copy(outer[:], key)
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5C
	}
	sum := sha256.Sum256(append(inner[:], text...))
	sum = sha256.Sum256(append(outer[:], sum[:]...))
	return sum[:]
}
