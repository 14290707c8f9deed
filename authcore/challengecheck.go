// What a code challenge was made of, for an App that hears invalid_client: the
// mistakes that people make are few, so each is made here and compared.

package authcore

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// A ChallengeVerdict says how a challenge was made.
type ChallengeVerdict struct {
	// Code is one of:
	//
	//   - right;
	//   - upper_case: right, but for the case of its digits;
	//   - base64, base64url: right, but not in hexadecimal. Of says whether
	//     the "bytes" of the hash were encoded or its hexadecimal, "hex";
	//   - double_hex: in hexadecimal twice;
	//   - order_swapped: the secret first;
	//   - separator: Of stands between the two;
	//   - stray: Of ("blank", "tab", "line feed", "CR LF", "NUL") got in Where;
	//   - pkce: base64url of the hash of the code identifier alone, RFC 7636;
	//   - identifier_alone, secret_alone: the hash of one of the two;
	//   - hmac: the secret is the key of an HMAC of the code identifier;
	//   - not_64: nothing that is known, and not 64 hexadecimal digits;
	//   - unknown: nothing that is known.
	Code string
	Of   string
	// Where is "before" the code identifier, "between" the two, "after" the
	// secret, around a "challenge" that is right otherwise, or where the
	// inputs of the check have a blank too many: "identifier" or "secret".
	Where string
}

// CheckChallenge says how a challenge was made from a code identifier and a
// secret, or that nobody knows.
func CheckChallenge(challenge, codeIdentifier, clientSecret string) ChallengeVerdict {
	text := strings.TrimSpace(challenge)
	lower := strings.ToLower(text)
	both := codeIdentifier + clientSecret
	right := CodeChallenge(codeIdentifier, clientSecret)
	switch {
	case challenge == right:
		return ChallengeVerdict{Code: "right"}
	case text == right:
		return ChallengeVerdict{"stray", strayName(strings.Replace(challenge, text, "", 1)), "challenge"}
	case lower == right:
		return ChallengeVerdict{Code: "upper_case"}
	case lower == hex.EncodeToString([]byte(right)):
		return ChallengeVerdict{Code: "double_hex"}
	}
	for _, of := range []string{"bytes", "hex"} {
		encoded := right
		if of == "bytes" {
			encoded = hashed(both)
		}
		// Both alphabets can give the same text: then it is called by the more common one.
		for _, padded := range []bool{true, false} {
			e := base64.StdEncoding
			u := base64.URLEncoding
			if !padded {
				e, u = base64.RawStdEncoding, base64.RawURLEncoding
			}
			switch text {
			case e.EncodeToString([]byte(encoded)):
				return ChallengeVerdict{Code: "base64", Of: of}
			case u.EncodeToString([]byte(encoded)):
				return ChallengeVerdict{Code: "base64url", Of: of}
			}
		}
	}
	for _, c := range mistakes(codeIdentifier, clientSecret) {
		sum := hashed(c.text)
		if lower == hex.EncodeToString([]byte(sum)) {
			return c.verdict
		}
	}
	switch {
	case strings.TrimRight(text, "=") == base64.RawURLEncoding.EncodeToString([]byte(hashed(codeIdentifier))):
		return ChallengeVerdict{Code: "pkce"}
	case lower == hex.EncodeToString([]byte(hmac(clientSecret, codeIdentifier))):
		return ChallengeVerdict{Code: "hmac"}
	case len(text) != 64 || strings.Trim(lower, "0123456789abcdef") != "":
		return ChallengeVerdict{Code: "not_64"}
	}
	return ChallengeVerdict{Code: "unknown"}
}

// strays are what gets in unseen.
var strays = []struct{ text, name string }{{" ", "blank"}, {"\t", "tab"}, {"\n", "line feed"}, {"\r\n", "CR LF"}, {"\x00", "NUL"}}

func strayName(text string) string {
	for _, s := range strays {
		if s.text == text {
			return s.name
		}
	}
	return "blank"
}

// A mistake is a text that was hashed in place of the right one.
type mistake struct {
	text    string
	verdict ChallengeVerdict
}

func mistakes(identifier, secret string) []mistake {
	all := []mistake{
		{secret + identifier, ChallengeVerdict{Code: "order_swapped"}},
		{identifier, ChallengeVerdict{Code: "identifier_alone"}},
		{secret, ChallengeVerdict{Code: "secret_alone"}},
		// The challenge may be right, and the field hold a blank too many.
		{strings.TrimSpace(identifier) + secret, ChallengeVerdict{"stray", "blank", "identifier"}},
		{identifier + strings.TrimSpace(secret), ChallengeVerdict{"stray", "blank", "secret"}},
		{strings.TrimSpace(identifier) + strings.TrimSpace(secret), ChallengeVerdict{"stray", "blank", "secret"}},
	}
	for _, s := range strays {
		all = append(all,
			mistake{s.text + identifier + secret, ChallengeVerdict{"stray", s.name, "before"}},
			mistake{identifier + s.text + secret, ChallengeVerdict{"stray", s.name, "between"}},
			mistake{identifier + secret + s.text, ChallengeVerdict{"stray", s.name, "after"}},
		)
	}
	for _, c := range ":.,;-_|&+/=~#" {
		all = append(all, mistake{identifier + string(c) + secret, ChallengeVerdict{Code: "separator", Of: string(c)}})
	}
	return all
}

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return string(sum[:])
}

// hmac is HMAC-SHA-256 (RFC 2104), for a mistake to be known by: crypto/hmac
// would weigh more than these lines do.
func hmac(key, text string) string {
	if len(key) > sha256.BlockSize {
		key = hashed(key)
	}
	var inner, outer [sha256.BlockSize]byte
	copy(inner[:], key)
	copy(outer[:], key)
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5C
	}
	return hashed(string(outer[:]) + hashed(string(inner[:])+text))
}
