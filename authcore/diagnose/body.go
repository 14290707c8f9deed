// What the body of a request is: how long, of which kind, and whether the PIM
// reads it as what was written.

package diagnose

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// bodyRules look at the body, in the order in which a PIM does. The last of
// them speaks if nobody else explained the answer.
var bodyRules = []rule{
	becameGet, bodySize, bodyIsJSON, contentTypeOfToken, bodyIsEmpty, paramsInQuery,
	grantType, misspelledParameters, missingParameters, formValues, strayValues, scopeOfToken, saidByAnswer,
}

const (
	typeJSON = "application/json"
	maxToken = 300 // bytes of a body on the token route
)

// bodyIsGone reports whether there was a body, or may have been, of which
// nothing is known.
func (x *examination) bodyIsGone() bool {
	if len(x.q.Body) > 0 {
		return false
	}
	if length := x.q.Header.Get("Content-Length"); length != "" && length != "0" || x.q.Header.Has("Transfer-Encoding") {
		return true
	}
	return !x.headerIsKnown()
}

// lacksType reports whether no Content-Type was sent, which is more than that
// none is known.
func (x *examination) lacksType() bool {
	return x.body.line < 0 && x.headerIsKnown()
}

// read reports whether the PIM reads the parameters of a token's request: the
// bytes are what the Content-Type says.
func (x *examination) read() bool {
	b := &x.body
	if !x.wantsToken() || len(x.q.Body) == 0 || x.lacksType() {
		return false
	}
	if b.line >= 0 && !isJSON(b.mediaType) {
		return b.mediaType == typeForm && !b.json
	}
	if b.json {
		return b.fault == nil && strings.HasPrefix(strings.TrimLeft(x.text(), " \t\r\n"), "{")
	}
	return b.line < 0 && looksLikeForm(x.text())
}

func looksLikeForm(text string) bool {
	name, _, ok := strings.Cut(text, "=")
	return ok && consists(strings.ToLower(name), base36+"_-[].")
}

// markStart adds the first of a body, which says what kind it is.
func (x *examination) markStart(f *Finding) {
	body := x.text()
	end := min(1, len(body))
	if looksLikeForm(body) {
		end = strings.IndexByte(body, '=') + 1
	}
	f.show("body", 0, 0, end)
}

// bodyIsEmpty is for a request whose parameters are not there at all.
func bodyIsEmpty(x *examination) {
	token := x.wantsToken() || x.route == routeAppToken && x.sent && x.q.Method == "POST"
	needed := x.route == routeAPI && (x.q.Method == "POST" || x.q.Method == "PATCH") && isJSON(x.body.mediaType)
	if !token && !needed || strings.TrimSpace(x.text()) != "" || x.bodyIsGone() {
		return
	}
	if i := x.redirectedFrom(); i >= 0 && len(x.before[i].Request.Body) > 0 {
		x.sayRedirected("redirected_empty", i)
		return
	}
	if token && x.inQuery("") != "" {
		return
	}
	f := x.find("body_empty", Certain)
	if k := &x.known; x.wantsToken() && k.Username != "" && k.Password != "" {
		x.fixAs(f, typeJSON, `{"grant_type":"password","username":`+quotedText(k.Username)+`,"password":`+quotedText(k.Password)+"}")
	}
}

// tokenParams are the names that the token route reads.
var tokenParams = []string{"grant_type", "username", "password", "refresh_token", "client_id", "client_secret"}

// inQuery returns the first parameter of a token's request that stands in the
// query and not in the body, of one name if that is given.
func (x *examination) inQuery(name string) string {
	for i := range x.query {
		n := x.query[i].Name
		if (name == "" || n == name) && slices.Contains(tokenParams, n) && !x.has(n) {
			return n
		}
	}
	return ""
}

// paramsInQuery is for parameters that a PIM does not look for in the query.
func paramsInQuery(x *examination) {
	first := x.inQuery("")
	if !x.wantsToken() || first == "" {
		return
	}
	var moved, left []urltext.Pair
	f := x.say("params_in_query name", Certain, first)
	url, query, _ := strings.Cut(x.q.URL, "?")
	at := len(url) + 1
	for _, piece := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(piece, "=")
		p := urltext.Pair{Name: urltext.QueryUnescape(name), Value: urltext.QueryUnescape(value)}
		list := &left
		if x.inQuery(p.Name) != "" {
			f.show("url", 0, at, at+len(name))
			list = &moved
		}
		*list = append(*list, p)
		at += len(piece) + 1
	}
	if x.body.json && x.body.fault != nil {
		return
	}
	if len(left) > 0 {
		url += "?" + urltext.EncodeQuery(left)
	}
	x.fixAs(f, typeJSON, asJSON(append(moved, x.texts(false)...)))
	f.Fix.URL = url
}
