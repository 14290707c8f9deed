// Sessions at the screens: the cookie, and the guard that asks for it.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// cookie names the cookie of a session.
func (p *PIM) cookie() string {
	if p.Cookie == "" {
		return "BAPID"
	}
	return p.Cookie
}

// enter lets a request of a person who is logged in pass with nil, or answers
// it. byScript asks for the header of the screens' own scripts, too.
func (c *call) enter(byScript bool) *authcore.Response {
	c.findSession()
	if c.user == nil {
		return c.askLogin()
	}
	if byScript && c.header.Get("X-Requested-With") != "XMLHttpRequest" {
		return redirect(302, "/")
	}
	return nil
}

// findSession finds the session that the request's cookie names, and its user.
func (c *call) findSession() {
	if c.session == nil {
		for _, line := range c.header {
			if !strings.EqualFold(line.Name, "Cookie") {
				continue
			}
			for pair := range strings.SplitSeq(line.Value, ";") {
				name, id, _ := strings.Cut(strings.TrimSpace(pair), "=")
				if name == c.pim.cookie() && id != "" {
					c.session = find(c.pim.data.sessions, func(s *session) bool { return s.id == id })
				}
			}
		}
	}
	if c.session != nil {
		if u := c.pim.data.user(c.session.username); u != nil && u.enabled {
			c.user = u
		}
	}
}
