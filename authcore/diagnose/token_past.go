// What the exchanges before this one tell of its tokens.

package diagnose

import (
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
)

// past is an earlier exchange, taken apart.
func (x *examination) past(i int) *examination {
	if x.pasts == nil {
		x.pasts = make([]*examination, len(x.before))
	}
	if x.pasts[i] == nil {
		x.pasts[i] = examine(x.before[i:i+1], Known{})
	}
	return x.pasts[i]
}

// earlier marks an earlier exchange as a whole.
func (x *examination) earlier(i int) *Mark {
	return mark("earlier", "url", i, 0, len(x.past(i).q.URL))
}

// since marks the earlier exchange that tells of what was found.
func (f *Finding) since(x *examination, i int) *Finding {
	return f.at(x.earlier(i))
}

// A tokenIssue is a token answer among those exchanges.
type tokenIssue struct {
	n      int // of the exchange
	token  authcore.Token
	ofApp  bool
	client string // client ID
	user   string // of the password grant; "" after a refresh
	host   string
	at     time.Time // zero: not known
}

// tokenIssues are all token answers of the journal, oldest first.
func (x *examination) tokenIssues() []*tokenIssue {
	var all []*tokenIssue
	for i := range x.before {
		e := x.past(i)
		if e.route != routeToken && e.route != routeAppToken || e.answer != success {
			continue
		}
		issue := &tokenIssue{n: i, ofApp: e.route == routeAppToken, user: e.value("username"), host: hostOf(e.q.URL), at: e.this.At}
		issue.client, _ = e.clientSent()
		var err error
		if issue.token, err = authcore.ParseToken(e.r); err == nil {
			all = append(all, issue)
		}
	}
	return all
}

// issueOf returns the answer that brought a token; nil: none of the journal.
func (x *examination) issueOf(token string) *tokenIssue {
	var found *tokenIssue
	for _, i := range x.tokenIssues() {
		if token != "" && (i.token.AccessToken == token || i.token.RefreshToken == token) {
			found = i
		}
	}
	return found
}

// longer returns the token of the journal of which another is a part only.
func (x *examination) longer(part string) string {
	if len(part) < 8 {
		return ""
	}
	for _, i := range x.tokenIssues() {
		for _, whole := range [...]string{i.token.AccessToken, i.token.RefreshToken} {
			if whole != part && (strings.HasPrefix(whole, part) || strings.HasSuffix(whole, part)) {
				return whole
			}
		}
	}
	return ""
}

// now is when the request was sent, as far as that is known.
func (x *examination) now() time.Time {
	if !x.this.At.IsZero() {
		return x.this.At
	}
	return x.known.Now
}

// revocations are requests of screens that end tokens: the method, a part of
// the path, what the path ends with, and what was done. Of a connection its
// code stands between the two.
var revocations = [...]struct{ method, part, end, by string }{
	{"POST", "/rest/connections/", "/regenerate-secret", "secret_regenerated"},
	{"POST", "/rest/connections/", "/regenerate-password", "password_regenerated"},
	{"DELETE", "/rest/connections/", "", "connection_deleted"},
	{"DELETE", "/rest/apps/connected-apps/", "", "app"},
	{"DELETE", "/rest/custom-apps/", "", "app"},
	{"DELETE", "/api/rest/v1/test-apps/", "", "app"},
	{"", "", "/_demo/reset", "reset"},
	{"", "", "/_demo/console", "client_revoked"},
}

// revocation returns what an exchange of the journal did to a connection's
// tokens, or to an App's; "" for nothing. It may name the connection.
func (x *examination) revocation() (by, code string) {
	if x.came && x.r.Status/100 != 2 {
		return "", ""
	}
	for i := range revocations {
		r := &revocations[i]
		_, rest, ok := strings.Cut(x.path, r.part)
		rest, ends := strings.CutSuffix(rest, r.end)
		ofConnection := r.part == revocations[0].part
		switch {
		case !ok || !ends || r.method != "" && r.method != strings.ToUpper(x.q.Method):
		case ofConnection && strings.Contains(rest, "/"):
		case r.by == "client_revoked" && !strings.Contains(x.value("line"), "revoke-client"):
		case ofConnection:
			return r.by, rest
		default:
			return r.by, ""
		}
	}
	return "", ""
}

// revokedAfter returns the last exchange after another that ended a token of
// the client and user; -1: none.
func (x *examination) revokedAfter(n int, client, user string) (by string, at int) {
	for i := len(x.before) - 1; i > n; i-- {
		by, code := x.past(i).revocation()
		switch {
		case by == "":
		case by == "client_revoked" && client != "" && !strings.Contains(x.past(i).value("line"), client):
		case code != "" && x.otherConnection(code, client, user):
		default:
			return by, i
		}
	}
	return "", -1
}

// otherConnection reports whether the journal tells that a connection is not
// that of the client, or of the user.
func (x *examination) otherConnection(code, client, user string) bool {
	if isUser(user) && !strings.EqualFold(user[:len(user)-5], code) {
		return true
	}
	for i := range x.before {
		e := x.past(i)
		if client == "" || !strings.Contains(e.path, "/rest/connections") || e.r.Status/100 != 2 {
			continue
		}
		own, _ := e.answerMember("code")
		if id, ok := e.answerMember("client_id"); ok && own == code {
			return id != client
		}
	}
	return false
}
