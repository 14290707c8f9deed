// The authorization of Apps, the person's side: what an App may ask for, and
// where its request leads the person's browser.

package demopim

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

var authorizeRoutes = []route{
	{method: "GET", path: "/connect/apps/v1/authorize", from: authcore.V6_0, guard: bySession, act: (*call).authorize},
}

// The screens for authorizations, in the one page that is the PIM's own
// application.
const (
	authorizeScreen    = "/#/connect/apps/authorize"
	authenticateScreen = "/#/connect/apps/authenticate"
	connectedScreen    = "/#/connect/connected-apps/"
)

// accessDenied is all that a screen's request hears that may not be.
const accessDenied = "Access Denied."

// manages reports whether the user may let Apps in, opens whether he may use
// those that were. Test apps have one permission for both.
func (c *call) manages() bool {
	if c.v.testApps {
		return c.pim.data.may(c.user, manageTestApps)
	}
	return c.pim.data.may(c.user, manageApps)
}

func (c *call) opens() bool {
	return c.manages() || !c.v.testApps && c.pim.data.may(c.user, openApps)
}

// authorize takes an App's request. Never does it tell the App what is wrong:
// a person who is sent here with a bad request sees it on a screen of the PIM.
func (c *call) authorize() *authcore.Response {
	d := c.pim.data
	app := d.app(value(c.query, "client_id"))
	if wrong := c.wrongAuthorization(app); wrong == accessDenied {
		return c.oops(403, accessDenied)
	} else if wrong != "" {
		return redirect(302, authorizeScreen+"?error="+appKeys+wrong)
	}
	connected := d.connectedApp(app.id)
	if connected == nil && !c.manages() {
		return c.oops(403, accessDenied)
	}
	asked := c.ask(app)
	if connected == nil || c.manages() && exceeds(asked.scopes, connected.scopes) {
		return redirect(302, authorizeScreen+"?client_id="+app.id)
	}
	if c.manages() {
		d.grant(connected, asked.scopes)
	}
	if news := connected.unknown(c.user, asked.authentication); news != nil {
		location := authenticateScreen + "?client_id=" + app.id
		if !c.v.patientApps {
			location += "&new_authentication_scopes=" + strings.Join(news, ",")
		}
		return redirect(302, location)
	}
	location, err := c.letIn(app, connected, asked)
	if err != nil {
		return c.oops(500, ownFault)
	}
	return redirect(302, location)
}

// wrongAuthorization returns what a PIM calls the first thing that is wrong
// with an App's request, accessDenied, or "".
func (c *call) wrongAuthorization(app *customApp) string {
	kind, scope := value(c.query, "response_type"), value(c.query, "scope")
	switch {
	case !c.v.patientApps && !c.opens():
		return accessDenied
	case app == nil && c.v.patientApps:
		return "error.app_not_found"
	case value(c.query, "client_id") == "":
		return "constraint.client_id.not_blank"
	case app == nil:
		return "constraint.client_id.must_be_valid"
	case !c.opens():
		return accessDenied
	case kind == "":
		return "constraint.response_type.not_blank"
	case kind != "code":
		return "constraint.response_type.must_be_code"
	case c.v.patientApps && utf8.RuneCountInString(scope) > 1000:
		return "constraint.scope.too_long"
	case c.v.scopeIsText && slices.ContainsFunc(c.query, func(p param) bool { return p.name == "scope" && p.array }):
		return "constraint.scope.must_be_string"
	}
	return ""
}

// ask keeps what an App asks for until this user has answered. Without openid
// the other authentication scopes count for nothing.
func (c *call) ask(app *customApp) *authorization {
	a := authorization{app: app.id}
	a.state, a.stated = given(c.query, "state")
	a.scopes, a.authentication = parseScopes(c.v, value(c.query, "scope"))
	if !slices.Contains(a.authentication, openID) {
		a.authentication = nil
	}
	s := c.session
	s.asked = append(without(s.asked, func(k *authorization) bool { return k.app == app.id }), a)
	return &s.asked[len(s.asked)-1]
}

// grant gives an App its scopes, and its role what they permit.
func (d *data) grant(k *connectedApp, scopes []string) {
	k.scopes, k.outdated = scopes, false
	if r := find(d.roles, func(r *role) bool { return r.label == k.code }); r != nil {
		r.permissions = permissionsOf(scopes)
	}
}

// consent finds what a user lets the App know, nil if he was never asked.
func (k *connectedApp) consent(u *user) *consent {
	return find(k.consents, func(k *consent) bool { return k.username == u.name })
}

// unknown returns the authentication scopes that a user has yet to consent to.
// openid alone tells nothing that would need a consent.
func (k *connectedApp) unknown(u *user, scopes []string) (news []string) {
	held := k.consent(u)
	for _, scope := range scopes {
		if scope != openID && (held == nil || !slices.Contains(held.scopes, scope)) {
			news = append(news, scope)
		}
	}
	return news
}

// maxCodes is how many authorization codes are kept that nobody exchanged.
const maxCodes = 1000

// letIn records the consent of the user to what an App asked for, and makes
// the address that takes a code to it.
func (c *call) letIn(app *customApp, k *connectedApp, asked *authorization) (callback string, err error) {
	d := c.pim.data
	switch held := k.consent(c.user); {
	case held != nil:
		held.scopes = asked.authentication
	case len(asked.authentication) > 0:
		sub, err := c.pim.uuid()
		if err != nil {
			return "", err
		}
		k.consents = append(k.consents, consent{c.user.name, sub, asked.authentication})
	}
	code, err := c.pim.draw()
	if err != nil {
		return "", err
	}
	d.codes = append(d.codes[max(0, len(d.codes)+1-maxCodes):], authorizationCode{code, app.id, c.user.name, c.pim.now().Unix()})
	query := "code=" + code
	if asked.stated {
		query += "&state=" + strings.ReplaceAll(urltext.QueryEscape(asked.state), "~", "%7E") // PHP's urlencode
	}
	return withQuery(app.callbackURL, query), nil
}
