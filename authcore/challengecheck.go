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

// mistakes are texts that get hashed in place of the right one: 1 stands for
// the code identifier and 2 for the secret, 3 and 4 for the same without
// blanks around them. For the last two the challenge is right, and the inputs
// of the check are not.
var mistakes = [...]struct {
	text    string
	verdict ChallengeVerdict
}{
	{"21", ChallengeVerdict{"order_swapped", "", ""}},
	{"1", ChallengeVerdict{"identifier_alone", "", ""}},
	{"2", ChallengeVerdict{"secret_alone", "", ""}},
	{" 12", ChallengeVerdict{"stray", "blank", "before"}},
	{"1 2", ChallengeVerdict{"stray", "blank", "between"}},
	{"12 ", ChallengeVerdict{"stray", "blank", "after"}},
	{"\t12", ChallengeVerdict{"stray", "tab", "before"}},
	{"1\t2", ChallengeVerdict{"stray", "tab", "between"}},
	{"12\t", ChallengeVerdict{"stray", "tab", "after"}},
	{"\n12", ChallengeVerdict{"stray", "line feed", "before"}},
	{"1\n2", ChallengeVerdict{"stray", "line feed", "between"}},
	{"12\n", ChallengeVerdict{"stray", "line feed", "after"}},
	{"\r\n12", ChallengeVerdict{"stray", "CR LF", "before"}},
	{"1\r\n2", ChallengeVerdict{"stray", "CR LF", "between"}},
	{"12\r\n", ChallengeVerdict{"stray", "CR LF", "after"}},
	{"\x0012", ChallengeVerdict{"stray", "NUL", "before"}},
	{"1\x002", ChallengeVerdict{"stray", "NUL", "between"}},
	{"12\x00", ChallengeVerdict{"stray", "NUL", "after"}},
	{"1:2", ChallengeVerdict{"separator", ":", ""}},
	{"1.2", ChallengeVerdict{"separator", ".", ""}},
	{"1,2", ChallengeVerdict{"separator", ",", ""}},
	{"1;2", ChallengeVerdict{"separator", ";", ""}},
	{"1-2", ChallengeVerdict{"separator", "-", ""}},
	{"1_2", ChallengeVerdict{"separator", "_", ""}},
	{"1|2", ChallengeVerdict{"separator", "|", ""}},
	{"1&2", ChallengeVerdict{"separator", "&", ""}},
	{"1+2", ChallengeVerdict{"separator", "+", ""}},
	{"1/2", ChallengeVerdict{"separator", "/", ""}},
	{"1=2", ChallengeVerdict{"separator", "=", ""}},
	{"1~2", ChallengeVerdict{"separator", "~", ""}},
	{"1#2", ChallengeVerdict{"separator", "#", ""}},
	{"32", ChallengeVerdict{"stray", "blank", "identifier"}},
	{"14", ChallengeVerdict{"stray", "blank", "secret"}},
	{"34", ChallengeVerdict{"stray", "blank", "secret"}},
}

// CheckChallenge says how a challenge was made from a code identifier and a
// secret, or that nobody knows.
func CheckChallenge(challenge, codeIdentifier, clientSecret string) ChallengeVerdict {
	text := strings.TrimFunc(challenge, blank)
	lower := strings.ToLower(text)
	right := CodeChallenge(codeIdentifier, clientSecret)
	switch {
	case challenge == right:
		return ChallengeVerdict{Code: "right"}
	case text == right:
		return ChallengeVerdict{"stray", "blank", "challenge"}
	case lower == right:
		return ChallengeVerdict{Code: "upper_case"}
	case lower == hex.EncodeToString([]byte(right)):
		return ChallengeVerdict{Code: "double_hex"}
	}
	unpadded := strings.TrimRight(text, "=")
	for _, of := range []string{"bytes", "hex"} {
		encoded := []byte(right)
		if of == "bytes" {
			encoded = []byte(hashed(codeIdentifier + clientSecret))
		}
		switch unpadded { // where both alphabets give the same text, it is called by the commoner
		case base64.RawStdEncoding.EncodeToString(encoded):
			return ChallengeVerdict{Code: "base64", Of: of}
		case base64.RawURLEncoding.EncodeToString(encoded):
			return ChallengeVerdict{Code: "base64url", Of: of}
		}
	}
	for i := range mistakes {
		m := &mistakes[i]
		if lower == CodeChallenge(mistaken(m.text, codeIdentifier, clientSecret), "") {
			return m.verdict
		}
	}
	switch {
	case unpadded == base64.RawURLEncoding.EncodeToString([]byte(hashed(codeIdentifier))):
		return ChallengeVerdict{Code: "pkce"}
	case lower == hex.EncodeToString([]byte(hmac(clientSecret, codeIdentifier))):
		return ChallengeVerdict{Code: "hmac"}
	case len(text) != 64 || strings.Trim(lower, "0123456789abcdef") != "":
		return ChallengeVerdict{Code: "not_64"}
	}
	return ChallengeVerdict{Code: "unknown"}
}

// mistaken returns one of the texts of mistakes.
func mistaken(text, codeIdentifier, clientSecret string) string {
	parts := [...]string{codeIdentifier, clientSecret, strings.TrimFunc(codeIdentifier, blank), strings.TrimFunc(clientSecret, blank)}
	made := ""
	for _, c := range text {
		if '1' <= c && c <= '4' {
			made += parts[c-'1']
		} else {
			made += string(c)
		}
	}
	return made
}

// Challenge makes the mistake again, with another code identifier and another
// secret. What is unknown comes out right.
func (v *ChallengeVerdict) Challenge(codeIdentifier, clientSecret string) string {
	text := "12"
	if v.Code == "pkce" {
		text = "1"
	}
	for i := range mistakes {
		if mistakes[i].verdict == *v {
			text = mistakes[i].text
			break
		}
	}
	made := hashed(mistaken(text, codeIdentifier, clientSecret))
	if v.Code == "hmac" {
		made = hmac(clientSecret, codeIdentifier)
	}
	right := hex.EncodeToString([]byte(made))
	if v.Of == "hex" {
		made = right
	}
	switch v.Code {
	case "upper_case":
		return strings.ToUpper(right)
	case "double_hex":
		return hex.EncodeToString([]byte(right))
	case "base64":
		return base64.RawStdEncoding.EncodeToString([]byte(made))
	case "base64url", "pkce":
		return base64.RawURLEncoding.EncodeToString([]byte(made))
	}
	return right
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
