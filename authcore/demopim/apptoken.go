// What an App calls once it was let in: its code becomes a token, and it says
// which scopes it wants from now on.

package demopim

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
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
// that is wrong, in this order, and a refusal leaves the code as it is. A
// client that is unknown proves nothing either, and hears no other word.
func (c *call) exchangeCode() *authcore.Response {
	input := c.exchangeInput()
	id, text := value(input, "client_id"), value(input, "code")
	identifier, challenge := value(input, "code_identifier"), value(input, "code_challenge")
	app := c.pim.data.app(id)
	code := find(c.pim.data.codes, func(k *authorizationCode) bool { return k.code == text })
	switch {
	case identifier != "" && challenge != "" && app != nil && challenge != challengeOf(identifier, app.secret):
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
	return c.appToken(id, code)
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

// challengeOf is the challenge of an App that knows its secret.
func challengeOf(identifier, secret string) string {
	sum := sha256.Sum256([]byte(identifier + secret))
	return hex.EncodeToString(sum[:])
}

func (c *call) refuseCode(name, description string) *authcore.Response {
	text := `{"error":"` + name + `"`
	if description != "" && c.v.patientApps {
		text += `,"error_description":"` + description + `"`
	}
	return said(400, text+"}")
}

// appToken answers with the token of the App that asks, which need not be the
// one that the code was made for, and uses up the code.
func (c *call) appToken(id string, code *authorizationCode) *authcore.Response {
	p, d := c.pim, c.pim.data
	app := d.connectedApp(id)
	if app == nil {
		return c.oops(500, ownFault)
	}
	scope, text := strings.Join(app.scopes, " "), ""
	told, identity := scope, ""
	access := d.access.last(func(k *token) bool { return k.client == id && k.scope == scope })
	var err error
	if access == nil {
		text, err = p.draw()
	} else {
		text = access.text
	}
	consent := find(app.consents, func(k *consent) bool { return k.username == code.username })
	if u := d.user(code.username); err == nil && u != nil && consent != nil && slices.Contains(consent.scopes, openID) {
		identity, err = c.idToken(id, u, consent)
		identity = `,"id_token":"` + identity + `"`
		told = strings.Join(namedScopes(scope+" "+strings.Join(consent.scopes, " ")), " ")
	}
	if err != nil {
		return c.oops(500, ownFault)
	}
	if access == nil {
		if c.v.patientApps {
			d.access.dropAll(func(k *token) bool { return k.client == id })
		}
		d.access.add(token{text: text, client: id, user: app.code, scope: scope}, p.now().Unix())
	}
	used := code.code
	d.codes = without(d.codes, func(k *authorizationCode) bool { return k.code == used })
	return said(200, `{"access_token":"`+text+`","token_type":"bearer","scope":"`+told+`"`+identity+"}")
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
	return said(200, `"Ok"`)
}
