// The login at the screens, its end, and what stands at home.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

const (
	loginPath      = "/user/login"
	loginCheckPath = "/user/login-check"
)

var loginRoutes = []route{
	{method: "GET", path: "/", guard: byNothing, act: (*call).home},
	{method: "GET", path: loginPath, guard: byNothing, act: func(c *call) *authcore.Response { return c.loginPage(200, "") }},
	{method: "POST", path: loginCheckPath, guard: byNothing, act: (*call).checkLogin},
	{method: "GET", path: "/user/logout", guard: byNothing, act: (*call).logout},
}

// home is the one page of the PIM's own application, which finds in the
// address's fragment what to show.
func (c *call) home() *authcore.Response {
	if c.findSession(); c.user == nil {
		return redirect(302, loginPath)
	}
	s := homeScreen
	switch {
	case c.v.testApps:
		s.Apps = testAppsPath
	case c.v.customApps:
		s.Apps = customAppsPath
	}
	return c.paint(200, &s)
}

// askLogin answers what needs a login: the login page in the same response.
// The login leads back to the address, unless it is one for scripts or forms.
func (c *call) askLogin() *authcore.Response {
	target := ""
	if (c.method == "GET" || c.method == "HEAD") && !c.scripted() {
		if target = c.origin + c.path; c.rawQuery != "" {
			target += "?" + c.rawQuery
		}
	}
	return c.loginPage(401, target)
}

// loginPage shows the form, and once what the last login failed for. A target
// is kept for the login.
func (c *call) loginPage(status int, target string) *authcore.Response {
	cookie, err := c.visit()
	if err != nil {
		return c.oops(500, ownFault)
	}
	s := c.session
	if target != "" {
		s.target = target
	}
	screen := &Screen{Kind: LoginScreen, Title: "Login", CSRF: s.csrf, Target: s.target, Failure: s.failure, Username: s.lastUsername}
	s.failure = ""
	return c.paint(status, screen, cookie...)
}

// checkLogin logs in, in a session with another id, as one that a stranger may
// have planted must not become worth something.
func (c *call) checkLogin() *authcore.Response {
	cookie, err := c.visit()
	if err != nil {
		return c.oops(500, ownFault)
	}
	var form []param
	if c.contentType() == typeForm {
		form = params(string(c.body))
	}
	s, name := c.session, value(form, "_username")
	u := c.pim.data.user(name)
	switch {
	case value(form, "_csrf_token") != s.csrf:
		s.failure = "Invalid CSRF token."
	case u == nil || !u.mayLogin() || u.password != value(form, "_password"):
		s.failure = "Invalid credentials."
	}
	target := loginPath
	if s.failure != "" {
		s.lastUsername = name
	} else {
		if target = value(form, "_target_path"); target == "" {
			target = s.target
		}
		target = c.landing(target)
		id, err := c.pim.draw()
		if err != nil {
			return c.oops(500, ownFault)
		}
		*s, cookie = session{id: id, username: u.name}, c.setCookie(id)
	}
	r := redirect(302, target)
	r.Header = append(r.Header, cookie...)
	return r
}

// landing is where a login leads to: to no other origin, and nowhere that
// would break the header.
func (c *call) landing(target string) string {
	if strings.HasPrefix(target, "/") {
		target = c.origin + target
	}
	if !strings.HasPrefix(target, c.origin+"/") || strings.ContainsFunc(target, func(r rune) bool { return r < ' ' || r == 0x7F }) {
		return c.origin + "/"
	}
	return target
}

func (c *call) logout() *authcore.Response {
	if c.findSession(); c.session != nil {
		id := c.session.id
		c.pim.data.sessions = without(c.pim.data.sessions, func(s *session) bool { return s.id == id })
	}
	return redirect(302, loginPath)
}
