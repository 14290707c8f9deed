// What the exchanges before this one tell of its tokens.

package diagnose

import (
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
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
func (x *examination) earlier(i int) Mark {
	m := Mark{In: "earlier", Part: "url", Line: i}
	if q := x.before[i].Request; q != nil {
		m.To = len(q.URL)
	}
	return m
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
func (x *examination) tokenIssues() []tokenIssue {
	var all []tokenIssue
	for i := range x.before {
		e := x.past(i)
		if e.route != routeToken && e.route != routeAppToken || e.answer != success {
			continue
		}
		token, err := authcore.ParseToken(e.r)
		if err != nil {
			continue
		}
		u, _ := urltext.Parse(e.q.URL)
		id, _ := e.clientSent()
		all = append(all, tokenIssue{i, token, e.route == routeAppToken, id, e.value("username"), u.Host, e.this.At})
	}
	return all
}

// issueOf returns the answer that brought a token; nil: none of the journal.
func (x *examination) issueOf(token string) *tokenIssue {
	all := x.tokenIssues()
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].token.AccessToken == token || all[i].token.RefreshToken == token {
			return &all[i]
		}
	}
	return nil
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

// revocations are requests of screens that end the tokens of a connection, by
// the end of their path.
var revocations = [...]struct{ method, end, by string }{
	{"POST", "/regenerate-secret", "secret_regenerated"},
	{"POST", "/regenerate-password", "password_regenerated"},
	{"DELETE", "", "connection_deleted"},
}

// revoked returns what an exchange of the journal did to a connection's
// tokens, or to an App's; "" for nothing. It may name the connection.
func (x *examination) revocation() (by, code string) {
	if x.came && x.r.Status/100 != 2 {
		return "", ""
	}
	method := strings.ToUpper(x.q.Method)
	if _, rest, ok := strings.Cut(x.path, "/rest/connections/"); ok {
		for _, r := range revocations {
			if code, is := strings.CutSuffix(rest, r.end); is && r.method == method && !strings.Contains(code, "/") {
				return r.by, code
			}
		}
	}
	switch {
	case method == "DELETE" && strings.Contains(x.path, "/rest/apps/connected-apps/"),
		method == "DELETE" && (strings.Contains(x.path, "/rest/custom-apps/") || strings.Contains(x.path, "/api/rest/v1/test-apps/")):
		return "app", ""
	case strings.HasSuffix(x.path, "/_demo/reset"):
		return "reset", ""
	case strings.HasSuffix(x.path, "/_demo/console") && strings.Contains(x.value("line"), "revoke-client"):
		return "client_revoked", ""
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
		if !strings.Contains(e.path, "/rest/connections") || e.r.Status/100 != 2 {
			continue
		}
		v, _ := jsontext.Parse(e.r.Body)
		o, _ := v.(jsontext.Object)
		own, _ := o.Get("code")
		if id, ok := o.Get("client_id"); own == code && ok && client != "" {
			return id != client
		}
	}
	return false
}
