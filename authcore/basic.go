// Client ID and secret, and the value "Basic …" that they become (RFC 7617).

package authcore

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// A Client is the client ID and secret of a connection, or of an app.
type Client struct {
	ID     string // "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s"
	Secret string
}

// Credentials returns what stands after "Basic ": the base64, with padding, of
// the bytes of client ID, colon, secret, none of them changed (documentation,
// "Token generation"; RFC 7617 §2, with UTF-8 for other letters than ASCII's).
//
// The error is an *[InputError]: the client ID is empty or holds a colon,
// which would end it there, or either holds a control character, which RFC
// 7617 forbids and which most often is the line feed of a copied line.
func (c Client) Credentials() (string, error) {
	if err := filled("client_id", c.ID); err != nil {
		return "", err
	}
	if i := strings.IndexByte(c.ID, ':'); i >= 0 {
		return "", &InputError{"client_id_colon", "client_id", i, fmt.Sprintf("The client ID holds a colon at byte %d", i), "Take out the colon and what follows it: everything after the first colon is read as the secret."}
	}
	if err := printable("client_id", c.ID); err != nil {
		return "", err
	}
	if err := printable("secret", c.Secret); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString([]byte(c.ID + ":" + c.Secret)), nil
}

// ParseCredentials reads the value of an Authorization header, "Basic …". It
// is strict: what it takes, Credentials gives back byte for byte. The scheme
// is compared without case.
//
// The error is an *[InputError] with the Field "authorization" and the code
// basic_scheme, basic_base64 or basic_colon; or one of Credentials, for a pair
// that should not have been encoded.
func ParseCredentials(header string) (Client, error) {
	refuse := func(code string, at int, message, next string) (Client, error) {
		return Client{}, &InputError{code, "authorization", at, message, next}
	}
	const scheme = "Basic "
	if len(header) < len(scheme) || !strings.EqualFold(header[:len(scheme)], scheme) {
		return refuse("basic_scheme", 0, "The header does not begin with Basic and one blank", "Send Basic, one blank and the base64 of client_id:secret.")
	}
	pair, at := decodeBase64(header[len(scheme):])
	if at >= 0 {
		at += len(scheme)
		return refuse("basic_base64", at, fmt.Sprintf("The header stops being base64 at byte %d", at), "Encode client_id:secret again, with A-Z a-z 0-9 + / and with = at the end where it is due, without a line feed.")
	}
	id, secret, ok := strings.Cut(string(pair), ":")
	if !ok {
		return refuse("basic_colon", -1, "The decoded header holds no colon", "Encode client ID and secret together, with a colon between them.")
	}
	c := Client{id, secret}
	if _, err := c.Credentials(); err != nil {
		return Client{}, err
	}
	return c, nil
}

// decodeBase64 decodes strictly: standard alphabet, padding, no line ends, no
// stray bits. at is the line end, or the first of the four characters that are
// at fault, or -1.
func decodeBase64(text string) (decoded []byte, at int) {
	// The decoder passes over line ends.
	if i := strings.IndexAny(text, "\r\n"); i >= 0 {
		return nil, i
	}
	decoded, err := base64.StdEncoding.Strict().DecodeString(text)
	if fault, ok := err.(base64.CorruptInputError); ok {
		return nil, int(fault) / 4 * 4
	}
	return decoded, -1
}

// A Group is three bytes of client_id:secret, fewer at the end, and the four
// characters that base64 makes of them.
type Group struct {
	Bytes  []byte
	Base64 string
	Kind   Kind // ClientID, Secret, or Pair if the colon is among the bytes
}

// Groups shows what base64 does to the client, group for group. Joined, the
// Base64 of the groups are its credentials. It checks nothing: it shows what
// becomes of a pair that Credentials refuses, too.
func (c Client) Groups() []Group {
	var groups []Group
	pair := []byte(c.ID + ":" + c.Secret)
	for at := 0; at < len(pair); at += 3 {
		three := pair[at:min(at+3, len(pair))]
		kind := Pair
		switch {
		case at+len(three) <= len(c.ID):
			kind = ClientID
		case at > len(c.ID):
			kind = Secret
		}
		groups = append(groups, Group{three[:len(three):len(three)], base64.StdEncoding.EncodeToString(three), kind})
	}
	return groups
}
