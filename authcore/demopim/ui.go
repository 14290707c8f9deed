// The control route ui: a request of the screens, sent in a session of a user.
// A page on another origin has no cookie of the PIM's and may not send the
// header that the screens' own scripts do, so it has the PIM do both.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// ui answers with the answer to the request that the body describes. It is the
// PIM's own: no fault touches it, and the journal does not hold it.
func (c *call) ui(body jsontext.Object) *authcore.Response {
	var as, path, text string
	request, d := authcore.Request{}, document{reading: true, object: body}
	d.text("as", &as)
	d.text("method", &request.Method)
	d.text("path", &path)
	if _, given := body.Get("body"); given {
		d.text("body", &text)
	}
	if _, given := body.Get("header"); given {
		d.pairs("header", &request.Header)
	}
	request.URL, request.Body = c.origin+path, []byte(text)
	inner, readable := c.pim.read(request)
	switch {
	case d.err != nil:
		return unfit("header", d.err.Error())
	case request.Method == "":
		return unfit("method", "a method is not empty")
	case !strings.HasPrefix(path, "/"):
		return unfit("path", "a path begins with a slash")
	case !readable:
		return unfit("path", "the path cannot stand in an address")
	}
	u := c.pim.data.user(as)
	if u == nil || !u.mayLogin() {
		return unfit("as", `no user "`+as+`" may log in to the UI: there are `+c.pim.data.people())
	}
	inner.session = c.pim.data.sessionOf(as)
	answer := bare(inner.method, *inner.answer())
	status, told := int64(answer.Status), document{}
	told.whole("status", &status)
	told.pairs("header", &answer.Header)
	told.bytes("body", &answer.Body)
	return controlReply(200, told.object)
}

// mayLogin reports whether a user may log in at the screens.
func (u *user) mayLogin() bool { return u.enabled && !u.api }

// people names the users who may log in at the screens.
func (d *data) people() string {
	var names []string
	for i := range d.users {
		if d.users[i].mayLogin() {
			names = append(names, d.users[i].name)
		}
	}
	return strings.Join(names, ", ")
}

// sessionOf returns the one session that ui has for a user, so that what an App
// asks for in one request waits there for the next. No cookie can name it, as
// its id has a semicolon.
func (d *data) sessionOf(username string) *session {
	id := "ui;" + username
	fits := func(s *session) bool { return s.id == id }
	if find(d.sessions, fits) == nil {
		d.sessions = append(d.sessions, session{id: id, username: username})
	}
	return find(d.sessions, fits)
}
