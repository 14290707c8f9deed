// Sessions at the screens: the cookie, and the guard that asks for it.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// maxSessions is how many a PIM holds. The oldest goes first, and of nobody
// before anybody's.
const maxSessions = 100

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
	if byScript && !c.scripted() {
		return redirect(302, "/")
	}
	return nil
}

// scripted reports whether a screen's own script sent the request.
func (c *call) scripted() bool { return c.header.Get("X-Requested-With") == "XMLHttpRequest" }

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

// visit makes sure that there is a session with a CSRF token. For a new one it
// returns the header line that its browser must be sent.
func (c *call) visit() (cookie []authcore.Field, err error) {
	d := c.pim.data
	if c.findSession(); c.session == nil {
		id, err := c.pim.draw()
		if err != nil {
			return nil, err
		}
		if len(d.sessions) >= maxSessions {
			oldest := &d.sessions[0]
			if nobodys := find(d.sessions, func(s *session) bool { return s.username == "" }); nobodys != nil {
				oldest = nobodys
			}
			d.sessions = without(d.sessions, func(s *session) bool { return s == oldest })
		}
		d.sessions = append(d.sessions, session{id: id})
		c.session, cookie = &d.sessions[len(d.sessions)-1], c.setCookie(id)
	}
	if c.session.csrf == "" {
		c.session.csrf, err = c.pim.draw()
	}
	return cookie, err
}

func (c *call) setCookie(id string) []authcore.Field {
	return []authcore.Field{{Name: "Set-Cookie", Value: c.pim.cookie() + "=" + id + "; path=/; HttpOnly; SameSite=lax"}}
}
