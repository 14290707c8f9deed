// POST /api/oauth/v1/token: the table of its errors and the order in which
// they are looked for.

package demopim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
)

const tokenPath = "/api/oauth/v1/token"

// The refusals. Each says what a PIM says, however little that is.
const (
	invalidJSON      = "Invalid json message received"
	grantMissing     = `Parameter "grant_type", "username" or "password" is missing, empty or invalid`
	clientUnknown    = `Parameter "client_id" is missing or does not match any client, or secret is invalid`
	grantNotClients  = "This grant type is not authorized for this client"
	userUnknown      = "No user found for the given username and password"
	refreshMissing   = `Parameter "grant_type" or "refresh_token" is missing or empty`
	refreshUnknown   = "Refresh token is invalid or has expired"
	scopeUnsupported = "An unsupported scope was requested."
)

// token answers a token request.
func (c *call) token() *authcore.Response {
	if limit := c.v.tokenBody; limit > 0 && len(c.body) > limit {
		return refuse(413, fmt.Sprintf("Request content exceeded the maximum allowed size of %d bytes", limit))
	}
	v, ok := c.decode()
	if !ok {
		return refuse(400, invalidJSON)
	}
	if message := c.wrongType([]string{typeJSON, typeForm}); message != "" {
		return refuse(415, message)
	}
	input := members(v)
	if c.contentType() == typeForm {
		input = params(string(c.body))
	}
	grant := value(input, "grant_type")
	if !grammatical(grant) {
		return refuse(422, grantMissing)
	}
	client := c.client(input)
	if client == nil {
		return refuse(422, clientUnknown)
	}
	if slices.Contains(client.grants, grant) {
		switch grant {
		case "password":
			return c.password(client, input)
		case "refresh_token":
			return c.refresh(client, input)
		}
	}
	return refuse(422, grantNotClients)
}

// grammatical reports whether a text can be a grant type at all.
func grammatical(grant string) bool {
	switch grant {
	case "authorization_code", "token", "password", "client_credentials", "refresh_token":
		return true
	}
	return strings.HasPrefix(grant, "http://") || strings.HasPrefix(grant, "https://") || strings.HasPrefix(grant, "urn:")
}

// client finds the client that the request names and proves: in the Basic
// header, or in the body if that header names none.
func (c *call) client(input []param) *client {
	id, secret := basic(c.header.Get("Authorization"))
	if id == "" {
		id, secret = value(input, "client_id"), value(input, "client_secret")
	}
	known := c.pim.data.client(id)
	if known == nil || known.secret != secret || !strings.Contains(id, "_") { // as an App's, which has no number of a row
		return nil
	}
	return known
}

// basic reads an Authorization header as PHP does: the scheme in any case, the
// base64 with whatever stands between its characters. Both results are empty
// if it holds no pair.
func basic(header string) (user, secret string) {
	if len(header) < 6 || !strings.EqualFold(header[:6], "basic ") {
		return "", ""
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	var pair []byte
	var bits, held uint
	for i := 6; i < len(header); i++ {
		digit := strings.IndexByte(alphabet, header[i])
		if digit < 0 {
			continue
		}
		if bits, held = bits<<6|uint(digit), held+6; held >= 8 {
			held -= 8
			pair = append(pair, byte(bits>>held))
		}
	}
	user, secret, found := strings.Cut(string(pair), ":")
	if !found {
		return "", ""
	}
	return user, secret
}

func (c *call) password(client *client, input []param) *authcore.Response {
	username, password := value(input, "username"), value(input, "password")
	if username == "" || password == "" {
		return refuse(422, grantMissing)
	}
	user := c.pim.data.user(username)
	if user == nil || user.password != password || !user.enabled && c.v.strictLogin {
		return refuse(422, userUnknown)
	}
	return c.issue(client, user.name, input, "")
}

func (c *call) refresh(client *client, input []param) *authcore.Response {
	used := value(input, "refresh_token")
	if used == "" {
		return refuse(422, refreshMissing)
	}
	known := c.pim.data.refresh.find(used)
	if known == nil || known.client != client.id || known.expired(c.pim.now().Unix()) {
		return refuse(422, refreshUnknown)
	}
	return c.issue(client, known.user, input, used)
}

// issue ends a grant: it looks at the scope, makes the two tokens and deletes
// the refresh token that was used, "" for none.
func (c *call) issue(client *client, user string, input []param, used string) *authcore.Response {
	if value(input, "scope") != "" {
		return refuse(422, scopeUnsupported)
	}
	p := c.pim
	access, err := p.draw()
	if err != nil {
		return broken()
	}
	refresh, err := p.draw()
	if err != nil {
		return broken()
	}
	now, lifetime := p.now().Unix(), seconds(p.AccessTokenLifetime, time.Hour)
	if used != "" {
		p.data.refresh.drop(used)
	}
	p.data.access.add(token{text: access, client: client.id, user: user, expires: now + lifetime}, now)
	p.data.refresh.add(token{text: refresh, client: client.id, user: user, expires: now + seconds(p.RefreshTokenLifetime, 14*24*time.Hour)}, now)
	return oauth(200, object("access_token", access, "expires_in", lifetime, "token_type", "bearer", "scope", nil, "refresh_token", refresh))
}
