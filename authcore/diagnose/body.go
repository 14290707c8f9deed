// What the body of a request is: how long, of which kind, and whether the PIM
// reads it as what was written.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
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
	switch {
	case !x.wantsToken() || len(x.q.Body) == 0 || x.lacksType():
		return false
	case x.body.line < 0, isJSON(x.body.mediaType):
		isObject := x.body.json && x.body.fault == nil && strings.HasPrefix(strings.TrimLeft(string(x.q.Body), " \t\r\n"), "{")
		return isObject || x.body.line < 0 && !x.body.json && looksLikeForm(string(x.q.Body))
	}
	return x.body.mediaType == typeForm && !x.body.json
}

func looksLikeForm(text string) bool {
	name, _, ok := strings.Cut(text, "=")
	return ok && consists(strings.ToLower(name), base36+"_-[].")
}

func (x *examination) typeMark() Mark {
	return x.inHeader(x.body.line, 0, len(x.q.Header[x.body.line].Value))
}

// bodyMark is the first of a body, which says what kind it is.
func (x *examination) bodyMark() Mark {
	name, _, isForm := strings.Cut(string(x.q.Body), "=")
	if isForm && looksLikeForm(string(x.q.Body)) {
		return x.inBody(0, len(name)+1)
	}
	return x.inBody(0, min(1, len(x.q.Body)))
}

// bodyIsEmpty is for a request whose parameters are not there at all.
func bodyIsEmpty(x *examination) {
	token := x.wantsToken() || x.route == routeAppToken && x.sent && x.q.Method == "POST"
	needed := x.route == routeAPI && (x.q.Method == "POST" || x.q.Method == "PATCH") && isJSON(x.body.mediaType)
	if !token && !needed || strings.TrimSpace(string(x.q.Body)) != "" || x.bodyIsGone() {
		return
	}
	if i := x.redirectedFrom(); i >= 0 && len(x.before[i].Request.Body) > 0 {
		q := *x.before[i].Request
		q.URL = x.q.URL
		x.find("redirected_empty", Certain).because(Mark{In: "earlier", Part: "method", Line: i, To: len(q.Method)}).fix(q)
		return
	}
	if x.inQuery("") != "" && token {
		return
	}
	f := x.find("body_empty", Certain)
	if x.wantsToken() && x.known.Username != "" && x.known.Password != "" {
		q := x.withHeader("Content-Type", typeJSON)
		q.Body = jsontext.Append(nil, jsontext.Object{
			{Name: "grant_type", Value: "password"}, {Name: "username", Value: x.known.Username}, {Name: "password", Value: x.known.Password},
		})
		f.fix(q)
	}
}

// tokenParams are the names that the token route reads.
var tokenParams = []string{"grant_type", "username", "password", "refresh_token", "client_id", "client_secret"}

// inQuery returns the first parameter of a token's request that stands in the
// query and not in the body, of one name if that is given.
func (x *examination) inQuery(name string) string {
	for _, p := range x.query {
		for _, n := range tokenParams {
			if p.Name == n && !x.has(n) && (name == "" || n == name) {
				return n
			}
		}
	}
	return ""
}

// paramsInQuery is for parameters that a PIM does not look for in the query.
func paramsInQuery(x *examination) {
	if !x.wantsToken() || x.inQuery("") == "" {
		return
	}
	var moved, left []urltext.Pair
	f := x.find("params_in_query", Certain).arg("name", x.inQuery(""))
	query := strings.IndexByte(x.q.URL, '?') + 1
	at := query
	for piece := range strings.SplitSeq(x.q.URL[query:], "&") {
		name, value, _ := strings.Cut(piece, "=")
		p := urltext.Pair{Name: urltext.QueryUnescape(name), Value: urltext.QueryUnescape(value)}
		if x.inQuery(p.Name) != "" {
			f.because(x.inURL(at, at+len(name)))
			moved = append(moved, p)
		} else {
			left = append(left, p)
		}
		at += len(piece) + 1
	}
	url := x.q.URL[:query-1]
	if len(left) > 0 {
		url += "?" + urltext.EncodeQuery(left)
	}
	if x.body.json && x.body.fault != nil {
		return
	}
	q := x.withHeader("Content-Type", typeJSON)
	q.URL = url
	var o jsontext.Object
	for _, p := range moved {
		o = append(o, jsontext.Member{Name: p.Name, Value: p.Value})
	}
	for _, p := range x.body.params {
		if p.text {
			o = append(o, jsontext.Member{Name: p.name, Value: p.value})
		}
	}
	q.Body = jsontext.Append(nil, o)
	f.fix(q)
}
