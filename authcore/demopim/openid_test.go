package demopim

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func TestNoKeys(t *testing.T) {
	p := letIn(authcore.V7_0, nil)
	p.data.openIDKeys = false
	answer := p.Do(authcore.Request{Method: "GET", URL: "http://pim.example.com/connect/apps/v1/openid/public-key"})
	require.Equal(t, 500, answer.Status)
	require.Equal(t, `"No OpenId keys"`, string(answer.Body))
	require.Equal(t, typeJSON, answer.Header.Get("Content-Type"))
}

// What the corpus cannot show: names beyond ASCII, and microseconds of a clock.
func TestIDToken(t *testing.T) {
	p := letIn(authcore.SaaS, nil, openID, "profile", "email")
	now := time.Date(2026, 1, 2, 3, 4, 5, 123456999, time.UTC)
	p.Now, p.Rand = func() time.Time { return now }, strings.NewReader(strings.Repeat("\x01", 48))
	p.data.users[0].first, p.data.users[0].last = `Zoë "Z/o"`, "<O'Brien> & Söhne"
	_, token, found := strings.Cut(string(exchangeAt(p).Body), `"id_token":"`)
	require.True(t, found)
	part := strings.Split(strings.TrimSuffix(token, `"}`), ".")
	require.Len(t, part, 3)
	require.Equal(t, `{"typ":"JWT","alg":"RS256"}`, decode(t, part[0]))
	require.Equal(t, `{"iss":"http://pim.example.com","jti":"01010101-0101-4101-8101-010101010101","sub":"sub of admin","aud":"206f450e-09a1-44ed-a0b3-9dd80f980ace",`+
		`"iat":1767323045.123456,"exp":1767326645.123456,"firstname":"Zoë \"Z/o\"","lastname":"<O'Brien> & Söhne","email_verified":false,"email":"admin@example.com"}`, decode(t, part[1]))
	sum := sha256.Sum256([]byte(part[0] + "." + part[1]))
	require.NoError(t, rsa.VerifyPKCS1v15(publicKey(t), crypto.SHA256, sum[:], []byte(decode(t, part[2]))))
}

func decode(t *testing.T, s string) string {
	b, err := base64.RawURLEncoding.DecodeString(s)
	require.NoError(t, err)
	return string(b)
}
