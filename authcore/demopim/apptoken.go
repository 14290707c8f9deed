// What an App calls once it was let in: its code becomes a token, and it says
// which scopes it wants from now on.

package demopim

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

var appTokenRoutes = []route{
	{method: "POST", path: "/connect/apps/v1/oauth2/token", from: authcore.V6_0, guard: byNothing, act: (*call).exchangeCode},
	{method: "POST", path: "/connect/apps/v1/scopes/update", from: authcore.V7_0, act: (*call).updateScopes},
	{method: "GET", path: "/connect/apps/v1/openid/public-key", from: authcore.V6_0, guard: byNothing, act: (*call).publicKey},
}

// codeLifetime is how many seconds an authorization code lives; the last of
// them is still good.
const codeLifetime = 30

// exchangeCode answers the token endpoint of Apps. It tells the first thing
// that is wrong, in this order, and a refusal leaves the code as it is.
func (c *call) exchangeCode() *authcore.Response {
	d, input := c.pim.data, c.exchangeInput()
	id, text := value(input, "client_id"), value(input, "code")
	identifier, challenge := value(input, "code_identifier"), value(input, "code_challenge")
	app := find(d.apps, func(a *customApp) bool { return a.id == id })
	code := find(d.codes, func(k *authorizationCode) bool { return k.code == text })
	switch {
	case id != "" && identifier != "" && challenge != "" && (app == nil || !app.challenged(identifier, challenge)):
		return c.refuseCode("invalid_client", "")
	case id == "":
		return c.refuseCode("invalid_request", "")
	case app == nil:
		return c.refuseCode("invalid_client", "")
	case text == "":
		return c.refuseCode("invalid_request", "")
	case code == nil:
		return c.refuseCode("invalid_grant", "Code is not valid")
	case c.pim.now().Unix() > code.issued+codeLifetime:
		return c.refuseCode("invalid_grant", "Code has expired")
	case value(input, "grant_type") != "authorization_code":
		return c.refuseCode("unsupported_grant_type", "")
	case identifier == "" || challenge == "":
		return c.refuseCode("invalid_request", "")
	}
	return c.appToken(id, *code)
}

// exchangeInput returns the parameters of an exchange. A body of any other
// type has none.
func (c *call) exchangeInput() []param {
	input := members(c.json)
	if c.contentType() == typeForm {
		input = params(string(c.body))
	}
	if !c.v.patientApps { // Symfony's Request::get, which looks at the query first
		for _, p := range c.query {
			input = put(input, p)
		}
	}
	return input
}

// challenged reports whether an App that knows its secret made this challenge.
func (a *customApp) challenged(identifier, challenge string) bool {
	sum := sha256.Sum256([]byte(identifier + a.secret))
	return challenge == hex.EncodeToString(sum[:])
}

func (c *call) refuseCode(name, description string) *authcore.Response {
	refusal := object("error", name)
	if description != "" && c.v.patientApps {
		refusal = append(refusal, jsontext.Member{Name: "error_description", Value: description})
	}
	return reply(400, refusal)
}

// appToken answers with the token of the App that asks, which need not be the
// one that the code was made for, and uses up the code.
func (c *call) appToken(id string, code authorizationCode) *authcore.Response {
	p, d := c.pim, c.pim.data
	app := find(d.connected, func(a *connectedApp) bool { return a.id == id })
	if app == nil {
		return c.oops(500, "Internal Server Error")
	}
	granted, told := strings.Join(app.scopes, " "), slices.Clone(app.scopes)
	access := d.access.last(func(k *token) bool { return k.client == id && k.scope == granted && k.expires == 0 })
	text, err := "", error(nil)
	if access != nil {
		text = access.text
	} else if text, err = p.draw(); err != nil {
		return c.oops(500, "Internal Server Error")
	}
	identity := ""
	consent := find(app.consents, func(k *consent) bool { return k.username == code.username })
	if u := d.user(code.username); u != nil && consent != nil && slices.Contains(consent.scopes, openID) {
		told = sorted(append(told, consent.scopes...))
		if identity, err = c.idToken(id, u, consent); err != nil {
			return c.oops(500, "Internal Server Error")
		}
	}
	if access == nil {
		if c.v.patientApps {
			d.access.dropAll(func(k *token) bool { return k.client == id })
		}
		d.access.add(token{text: text, client: id, user: app.code, scope: granted}, p.now().Unix())
	}
	d.codes = slices.DeleteFunc(d.codes, func(k authorizationCode) bool { return k.code == code.code })
	body := object("access_token", text, "token_type", "bearer", "scope", strings.Join(told, " "))
	if identity != "" {
		body = append(body, jsontext.Member{Name: "id_token", Value: identity})
	}
	return reply(200, body)
}

// updateScopes notes that an App wants more than it was granted, for people to
// see. It grants nothing.
func (c *call) updateScopes() *authcore.Response {
	app := find(c.pim.data.connected, func(a *connectedApp) bool { return a.code == c.user.name })
	if app == nil {
		return c.oops(403, "Not an authenticated App")
	}
	if asked, _ := parseScopes(c.v, value(c.query, "scopes")); exceeds(asked, app.scopes) {
		app.outdated = true
	}
	return reply(200, "Ok")
}
