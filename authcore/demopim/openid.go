// OpenID: who the person is that let an App in, signed.

package demopim

import (
	"encoding/base64"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// publicKey answers with the certificate that an id_token is verified by.
func (c *call) publicKey() *authcore.Response {
	if !c.pim.data.openIDKeys {
		return said(500, `"No OpenId keys"`)
	}
	return said(200, `{"public_key":`+quoted(demoCertificate)+"}")
}

// idToken makes an id_token for an App about a user who consented.
func (c *call) idToken(app string, u *user, k *consent) (string, error) {
	if !c.pim.data.openIDKeys {
		return "", errors.New("no keys to sign with")
	}
	jti, err := c.pim.uuid()
	now := c.pim.now()
	claims := `{"iss":` + claim(c.origin) + `,"jti":"` + jti + `","sub":` + claim(k.sub) + `,"aud":` + claim(app) +
		`,"iat":` + moment(now) + `,"exp":` + moment(now.Add(time.Hour))
	if slices.Contains(k.scopes, "profile") {
		claims += `,"firstname":` + claim(u.first) + `,"lastname":` + claim(u.last)
	}
	if slices.Contains(k.scopes, "email") {
		if c.v.emailStatus {
			claims += `,"email_verified":false`
		}
		claims += `,"email":` + claim(u.name+"@example.com")
	}
	signed := encoded(`{"typ":"JWT","alg":"RS256"}`) + "." + encoded(claims+"}")
	return signed + "." + encoded(rs256(signed)), err
}

// claim is a text in JSON as the JWT library writes it, which escapes neither
// slashes nor letters.
func claim(s string) string { return string(jsontext.Append(nil, s)) }

func encoded(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

// moment is a time in seconds as PHP prints it: microseconds if there are any,
// without zeros at the end.
func moment(t time.Time) string {
	return strconv.FormatFloat(float64(t.UnixMicro())/1e6, 'f', -1, 64)
}
