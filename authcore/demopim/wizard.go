// The wizard that asks a person whether an App may do what it wants: what its
// script loads and sends, and the address that a person opens an App at.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

var wizardRoutes = []route{
	{method: "GET", path: "/rest/apps/activate/{id}", from: authcore.V6_0, guard: byScript, act: (*call).activate},
	{method: "GET", path: "/rest/apps/load-wizard-data/{id}", from: authcore.V6_0, guard: byScript, act: (*call).wizardData},
	{method: "POST", path: "/rest/apps/confirm-authorization/{id}", from: authcore.V6_0, guard: byScript, act: (*call).confirmAuthorization},
	{method: "POST", path: "/rest/apps/confirm-authentication/{id}", from: authcore.V6_0, guard: byScript, act: (*call).confirmAuthentication},
}

const noApp = "Invalid app identifier"

// activate answers with the address at which a person begins to connect an
// App.
func (c *call) activate() *authcore.Response {
	d := c.pim.data
	app := d.app(c.vars[0])
	switch {
	case app == nil:
		return c.oops(404, noApp)
	case !c.manages():
		return c.oops(403, accessDenied)
	case c.v.limited && len(d.connections)+len(d.connected) >= maxConnections:
		return c.oops(400, "App and connections limit reached")
	}
	return reply(200, object("url", c.activation(app)))
}

// asked finds what an App asked the user for in this session, nil if nothing.
func (c *call) asked(app string) *authorization {
	return find(c.session.asked, func(a *authorization) bool { return a.app == app })
}

// wizardData answers with what the wizard shows.
func (c *call) wizardData() *authcore.Response {
	d := c.pim.data
	app, asked := d.app(c.vars[0]), c.asked(c.vars[0])
	if app == nil || asked == nil {
		return c.oops(404, noApp)
	}
	told := `{"appName":` + quoted(app.name) + `,"appLogo":null,`
	messages, authentication := `"scopeMessages":`+scopeMessages(asked.scopes), `,"authenticationScopes":`+consentNames(asked.authentication)
	if !c.v.patientApps {
		return said(200, told+messages+authentication+"}")
	}
	old, oldAuthentication, checkbox := "null", "null", "true"
	if connected := d.connectedApp(app.id); connected != nil {
		old, oldAuthentication, checkbox = scopeMessages(connected.scopes), "[]", "false"
		if k := connected.consent(c.user); k != nil {
			oldAuthentication = consentNames(k.scopes)
		}
	}
	return said(200, told+`"appUrl":null,"appIsCertified":false,`+messages+`,"oldScopeMessages":`+old+authentication+
		`,"oldAuthenticationScopes":`+oldAuthentication+`,"displayCheckboxConsent":`+checkbox+"}")
}

// scopeMessages has a message for the strongest scope of each entity, as JSON.
func scopeMessages(scopes []string) string {
	var messages []string
	for _, scope := range strongest(scopes) {
		if verb, entity := scopeParts(scope); verb >= 0 { // a snapshot may hold others
			messages = append(messages, `{"icon":"`+entity+`","type":"`+[...]string{"view", "edit", "delete"}[verb]+`","entities":"`+entity+`"}`)
		}
	}
	return "[" + strings.Join(messages, ",") + "]"
}

// consentNames are the authentication scopes that a person is asked about, as
// JSON: all but openid.
func consentNames(scopes []string) string {
	var names []string
	for _, scope := range scopes {
		if scope != openID {
			names = append(names, `"`+scope+`"`)
		}
	}
	return "[" + strings.Join(names, ",") + "]"
}

// confirmAuthorization lets an App in, or gives it other scopes.
func (c *call) confirmAuthorization() *authcore.Response {
	app, asked, refusal := c.confirming(c.manages)
	if refusal != nil {
		return refusal
	}
	connected, err := c.pim.connect(app)
	if err != nil {
		return c.oops(500, ownFault)
	}
	c.pim.data.grant(connected, asked.scopes)
	callback, err := c.letIn(app, connected, asked)
	if err != nil {
		return c.oops(500, ownFault)
	}
	return reply(200, object("appId", app.id, "userGroup", connected.code, "redirectUrl", callback))
}

// confirmAuthentication lets an App that is there know who the user is.
func (c *call) confirmAuthentication() *authcore.Response {
	app, asked, refusal := c.confirming(c.opens)
	if refusal != nil {
		return refusal
	}
	connected := c.pim.data.connectedApp(app.id)
	if connected == nil {
		return notAsked()
	}
	callback, err := c.letIn(app, connected, asked)
	if err != nil {
		return c.oops(500, ownFault)
	}
	return reply(200, object("redirectUrl", callback))
}

// confirming leads what the wizard sends through its guards, and finds what it
// is about.
func (c *call) confirming(may func() bool) (*customApp, *authorization, *authcore.Response) {
	app := c.pim.data.app(c.vars[0])
	switch {
	case app == nil:
		return nil, nil, reply(404, object("errors", jsontext.Array{object("message", appKeys+"error.app_not_found")}))
	case !may():
		return nil, nil, c.oops(403, accessDenied)
	}
	asked := c.asked(app.id)
	if asked == nil {
		return nil, nil, notAsked()
	}
	return app, asked, nil
}

func notAsked() *authcore.Response {
	return reply(400, object("errors", jsontext.Array{object("message", appKeys+"constraint.client_id.must_have_ongoing_authorization", "property_path", "clientId")}))
}

// connect finds an App among those that were let in, or makes all that one
// gets: a client, and a user with a role of his own.
func (p *PIM) connect(app *customApp) (*connectedApp, error) {
	d := p.data
	if k := d.connectedApp(app.id); k != nil {
		return k, nil
	}
	code, err := p.appCode()
	if err != nil {
		return nil, err
	}
	d.lastRole++
	d.keepClient(client{id: app.id, secret: app.secret, label: app.name, grants: []string{"authorization_code"}, redirects: []string{app.callbackURL}})
	d.roles = append(d.roles, role{row: d.lastRole, label: code})
	d.users = append(d.users, user{name: code, role: code, first: app.name, last: " ", enabled: true, api: true})
	d.connected = append(d.connected, connectedApp{id: app.id, code: code})
	return &d.connected[len(d.connected)-1], nil
}
