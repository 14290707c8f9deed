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
	stray := v.Of // of a separator it is the character
	for _, row := range [...][2]string{{"blank", " "}, {"tab", "\t"}, {"line feed", "\n"}, {"CR LF", "\r\n"}, {"NUL", "\x00"}} {
		if row[0] == v.Of {
			stray = row[1]
		}
	}
	text := identifier + secret
	switch v.Code + " " + v.Where {
	case "order_swapped ":
		text = secret + identifier
	case "identifier_alone ", "pkce ":
		text = identifier
	case "secret_alone ":
		text = secret
	case "separator ", "stray between":
		text = identifier + stray + secret
	case "stray before":
		text = stray + text
	case "stray after":
		text += stray
	case "stray identifier", "stray secret":
		text = strings.TrimSpace(identifier) + strings.TrimSpace(secret)
	}
	sum := sha256.Sum256([]byte(text))
	hashed := sum[:]
	if v.Code == "hmac" {
		hashed = hmac(secret, identifier)
	}
	right := hex.EncodeToString(hashed)
	if v.Of == "hex" {
		hashed = []byte(right)
	}
	switch v.Code {
	case "double_hex":
		return hex.EncodeToString([]byte(right))
	case "base64":
		return base64.RawStdEncoding.EncodeToString(hashed)
	case "base64url", "pkce":
		return base64.RawURLEncoding.EncodeToString(hashed)
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
