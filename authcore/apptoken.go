// The answers to the requests of an App.

package authcore

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// An AppToken is what the token endpoint of Apps answers. It never expires,
// nor can it be refreshed; it ends when somebody disconnects the App, or when
// a code is exchanged after the scopes changed.
type AppToken struct {
	AccessToken string
	TokenType   string // "bearer"
	Scope       string // granted, separated by blanks; "" for none
	IDToken     string // for [ParseIDToken]; "" without the scope openid
}

// ParseAppToken reads the answer to [App.TokenRequest] (documentation, "Get
// your App token", Step 5). Every other answer is an [AnswerError].
func ParseAppToken(r Response) (AppToken, error) {
	o := read(r)
	t := AppToken{AccessToken: o.text("access_token")}
	if t.AccessToken == "" {
		o.fail("access_token", "string that is not empty")
	}
	t.TokenType = o.text("token_type")
	t.Scope = o.text("scope")
	t.IDToken = o.optional("id_token")
	if o.err != nil {
		return AppToken{}, o.err
	}
	return t, nil
}

// ParsePublicKey reads the answer to [PublicKey]: a certificate in PEM, for
// [CertificateKey]. Every other answer is an [AnswerError].
func ParsePublicKey(r Response) (certificate string, err error) {
	if text, ok := bareText(r); ok && r.Status >= 400 {
		return "", &PIMError{r.Status, 0, text}
	}
	o := read(r)
	certificate = o.text("public_key")
	if o.err != nil {
		return "", o.err
	}
	return certificate, nil
}

// ParseScopesUpdated reads the answer to [UpdateScopes], which says Ok and no
// more. Every other answer is an [AnswerError].
func ParseScopesUpdated(r Response) error {
	if _, ok := bareText(r); ok && 200 <= r.Status && r.Status <= 299 {
		return nil
	}
	o := read(r)
	if o.err == nil {
		o.err = &TypeError{r.Status, "", "string", "object"}
	}
	return o.err
}

// bareText returns a body that is a JSON string and nothing else.
func bareText(r Response) (string, bool) {
	if !strings.HasPrefix(strings.TrimSpace(string(r.Body)), `"`) {
		return "", false
	}
	v, _ := jsontext.Parse(r.Body)
	text, ok := v.(string)
	return text, ok
}
