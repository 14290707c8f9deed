// Reading an id_token (OpenID Connect Core §2, RFC 7515, RFC 7519): what it
// says, and whether that is meant for this App and this time. Whether it is
// genuine is for whoever can verify RS256: crypto/rsa, or a browser.

package authcore

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// A Claim is a member of an id_token's header or of its claims.
type Claim struct {
	Name  string
	Value string // as JSON: `"PIM"`, `1679587200.123456`, `false`
}

// An IDToken is what an id_token says. Nothing in it is true until its
// signature was verified and [IDToken.Check] found no fault.
type IDToken struct {
	Header, Claims      []Claim   // all, in their order
	Algorithm           string    // "RS256"
	Issuer              string    // iss: the address of the PIM
	Subject             string    // sub: the person; the same for this App each time, another for other Apps
	Audience            string    // aud: the client ID of the App
	IssuedAt, ExpiresAt time.Time // iat, exp
	SigningInput        string    // what was signed: header and claims as they came
	Signature           []byte
}

// ParseIDToken reads an id_token. The claims that a PIM always sends must be
// there; others, such as firstname, lastname, email and email_verified, are
// among Claims. The error is an *[InputError] with the Field "id_token" and the
// code id_token_empty, id_token_parts, id_token_base64, id_token_json or
// id_token_claim.
func ParseIDToken(text string) (IDToken, error) {
	refuse := func(code string, at int, message, next string) (IDToken, error) {
		return IDToken{}, &InputError{"id_token_" + code, "id_token", at, message, next}
	}
	if text == "" {
		return refuse("empty", -1, "The id_token is empty", "Take it from the answer of the token endpoint; it comes if the scope openid was granted.")
	}
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return refuse("parts", -1, "The id_token has not three parts with a dot between them", "Copy the whole of it, and nothing else.")
	}
	var raw [3][]byte
	at := 0
	for i, part := range parts {
		decoded, fault := decodeBase64URL(part)
		if fault >= 0 {
			return refuse("base64", at+fault, "The id_token stops being base64url at byte "+strconv.Itoa(at+fault), "Copy the whole of it again: A-Z a-z 0-9 - and _, and two dots.")
		}
		raw[i] = decoded
		at += len(part) + 1
	}
	t := IDToken{SigningInput: parts[0] + "." + parts[1], Signature: raw[2]}
	header, headerOK := members(raw[0])
	claims, claimsOK := members(raw[1])
	if !headerOK || !claimsOK {
		return refuse("json", -1, "The header or the claims of the id_token are no JSON object", "Copy the whole of it again.")
	}
	t.Header, t.Claims = claimsOf(header), claimsOf(claims)
	wrong := ""
	textOf := func(o jsontext.Object, name string) string {
		v, _ := o.Get(name)
		s, ok := v.(string)
		if !ok && wrong == "" {
			wrong = name
		}
		return s
	}
	seconds := func(name string) time.Time {
		v, _ := claims.Get(name)
		number, _ := v.(jsontext.Number)
		at, ok := moment(string(number))
		if !ok && wrong == "" {
			wrong = name
		}
		return at
	}
	t.Algorithm = textOf(header, "alg")
	t.Issuer, t.Subject, t.Audience = textOf(claims, "iss"), textOf(claims, "sub"), textOf(claims, "aud")
	t.IssuedAt, t.ExpiresAt = seconds("iat"), seconds("exp")
	if wrong != "" {
		return refuse("claim", -1, "The id_token lacks "+wrong+", or has it in another form than a PIM", "See who made it: every id_token of a PIM has alg, iss, sub and aud as text, iat and exp in seconds.")
	}
	return t, nil
}

// decodeBase64URL decodes strictly and returns the byte at fault, or -1.
func decodeBase64URL(text string) (decoded []byte, at int) {
	// The decoder passes over line ends.
	if i := strings.IndexAny(text, "\r\n"); i >= 0 {
		return nil, i
	}
	decoded, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if fault, ok := err.(base64.CorruptInputError); ok {
		return nil, int(fault)
	}
	return decoded, -1
}

func members(text []byte) (jsontext.Object, bool) {
	v, _ := jsontext.Parse(text)
	o, ok := v.(jsontext.Object)
	return o, ok
}

func claimsOf(o jsontext.Object) []Claim {
	all := make([]Claim, len(o))
	for i, m := range o {
		all[i] = Claim{m.Name, string(jsontext.Append(nil, m.Value))}
	}
	return all
}

// moment reads seconds since 1970 with microseconds behind the point, as a
// PIM's JWT library writes them. Digits beyond are cut off.
func moment(number string) (time.Time, bool) {
	whole, fraction, _ := strings.Cut(number, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || seconds < 0 || seconds > 1<<40 {
		return time.Time{}, false
	}
	micros, err := strconv.ParseUint((fraction + "000000")[:6], 10, 32)
	return time.Unix(seconds, int64(micros)*1000), err == nil && strings.Trim(fraction, "0123456789") == ""
}

// A TokenFault says why an id_token must not be believed.
type TokenFault string

// The faults that [IDToken.Check] finds, beside those of a signature.
const (
	FaultAlgorithm TokenFault = "algorithm" // another than RS256
	FaultIssuer    TokenFault = "issuer"    // another PIM made it
	FaultAudience  TokenFault = "audience"  // it was made for another App
	FaultExpired   TokenFault = "expired"
	FaultFuture    TokenFault = "future" // it was issued later than now
)

// clockSkew is how far the clock of a PIM may be ahead.
const clockSkew = time.Minute

// Check returns what is wrong with an id_token whose signature is right
// (OpenID Connect Core §3.1.3.7): issuer is the address of the PIM and must be
// the same byte for byte, clientID that of the App. A PIM's clock may be a
// minute ahead of now. No nonce is checked: a PIM knows none.
func (t IDToken) Check(issuer, clientID string, now time.Time) (faults []TokenFault) {
	note := func(wrong bool, fault TokenFault) {
		if wrong {
			faults = append(faults, fault)
		}
	}
	note(t.Algorithm != "RS256", FaultAlgorithm)
	note(t.Issuer != issuer, FaultIssuer)
	note(t.Audience != clientID, FaultAudience)
	note(!now.Before(t.ExpiresAt), FaultExpired)
	note(t.IssuedAt.After(now.Add(clockSkew)), FaultFuture)
	return faults
}
