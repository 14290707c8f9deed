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

// noKeys is what a PIM says before the console has made them.
const noKeys = "No OpenId keys"

// publicKey answers with the certificate that an id_token is verified by.
func (c *call) publicKey() *authcore.Response {
	if !c.pim.data.openIDKeys {
		return reply(500, noKeys)
	}
	return reply(200, object("public_key", demoCertificate))
}

// idToken makes an id_token for an App about a user who consented. Its JSON is
// that of the JWT library, which escapes neither slashes nor letters.
func (c *call) idToken(app string, u *user, k *consent) (string, error) {
	if !c.pim.data.openIDKeys {
		return "", errors.New(noKeys)
	}
	jti, err := c.pim.uuid()
	if err != nil {
		return "", err
	}
	now := c.pim.now()
	claims := object("iss", c.origin, "jti", jti, "sub", k.sub, "aud", app, "iat", moment(now), "exp", moment(now.Add(time.Hour)))
	if slices.Contains(k.scopes, "profile") {
		claims = append(claims, object("firstname", u.first, "lastname", u.last)...)
	}
	if slices.Contains(k.scopes, "email") {
		if c.v.emailStatus {
			claims = append(claims, object("email_verified", false)...)
		}
		claims = append(claims, object("email", u.name+"@example.com")...)
	}
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"typ":"JWT","alg":"RS256"}`)) + "." + encode(jsontext.Append(nil, claims))
	return signed + "." + encode(rs256([]byte(signed))), nil
}

// moment is a time in seconds as PHP prints it: microseconds if there are any,
// without zeros at the end.
func moment(t time.Time) jsontext.Number {
	return jsontext.Number(strconv.FormatFloat(float64(t.UnixMicro())/1e6, 'f', -1, 64))
}
