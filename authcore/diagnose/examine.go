// What the rules look at: an exchange taken apart once, and the findings as
// they are made.

package diagnose

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A rule looks for one kind of fault. What it finds may be dropped later,
// since another answer came than the fault would have brought.
type rule func(*examination)

type examination struct {
	q       authcore.Request  // empty if there is none
	r       authcore.Response // likewise
	sent    bool              // there is a request
	came    bool              // there is an answer
	failure *Failure          // nil: none
	this    Case
	before  []Case // oldest first
	known   Known

	path    string // of the request below the PIM's own folder: "/api/oauth/v1/token"
	query   []urltext.Pair
	route   route
	body    body
	auth    authorization
	answer  answer
	message string // what the answer's JSON says: message, or error and error_description

	pasts []*examination // those before, once a rule asks for them

	found []*Finding
}

// An authorization is the first line called Authorization.
type authorization struct {
	line        int    // of the header; -1: there is none
	value       string // whole
	scheme      string // up to the first blank, as written; "" if there is no blank
	credentials string // after it
	at          int    // where the credentials begin in the value
	pair        []byte // what a lenient decoder makes of them; nil if it is no base64
}

// A body is what the request carries, as the PIM would read it.
type body struct {
	mediaType string // in small letters, without parameters; "" if there is no Content-Type
	line      int    // of the Content-Type; -1: there is none
	json      bool   // the bytes look like JSON, whatever the Content-Type says
	fault     *jsontext.SyntaxError
	params    []param
}

// A param is one parameter of a body.
type param struct {
	name, value string
	from, to    int // of the value in the body, as it is written there
	text        bool
}

func examine(cases []Case, known Known) *examination {
	last := cases[len(cases)-1]
	x := &examination{this: last, before: cases[:len(cases)-1], known: known, failure: last.Failure}
	if last.Request != nil {
		x.q, x.sent = *last.Request, true
	}
	if last.Response != nil {
		x.r, x.came = *last.Response, true
	}
	u, _ := urltext.Parse(x.q.URL) // what is no address has no path
	x.path, x.query = u.Path, urltext.ParseQuery(u.RawQuery)
	x.route, x.path = routeOf(x.path)
	x.auth = authorizationOf(x.q.Header)
	x.body = bodyOf(x.q)
	if x.sent && x.route == routeUnknown {
		x.route = x.guessRoute()
	}
	x.answer, x.message = classify(x.route, x.this)
	return x
}

// guessRoute tells the route of a request of which only a part is known.
func (x *examination) guessRoute() route {
	switch {
	case x.q.URL != "":
		return routeOther
	case strings.EqualFold(x.auth.scheme, "Bearer"):
		return routeAPI
	case x.has("code_identifier"), x.has("code_challenge"):
		return routeAppToken
	case x.auth.line >= 0, x.has("grant_type"):
		return routeToken
	}
	return routeUnknown
}

func authorizationOf(h authcore.Header) authorization {
	for i, f := range h {
		if !strings.EqualFold(f.Name, "Authorization") {
			continue
		}
		a := authorization{line: i, value: f.Value}
		if scheme, rest, ok := strings.Cut(f.Value, " "); ok {
			a.scheme, a.credentials, a.at = scheme, rest, len(scheme)+1
		} else {
			a.credentials = f.Value
		}
		a.pair = lenient(a.credentials)
		return a
	}
	return authorization{line: -1}
}

// lenient decodes base64 of either alphabet, with padding, without, or with
// too much of it, line breaks and blanks aside. nil: it is none.
func lenient(text string) []byte {
	var b strings.Builder
	for _, c := range []byte(text) {
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		case '-':
			c = '+'
		case '_':
			c = '/'
		}
		b.WriteByte(c)
	}
	decoded, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(b.String(), "="))
	if err != nil || len(decoded) == 0 {
		return nil
	}
	return decoded
}

func bodyOf(q authcore.Request) body {
	b := body{line: -1}
	for i, f := range q.Header {
		if strings.EqualFold(f.Name, "Content-Type") {
			media, _, _ := strings.Cut(f.Value, ";")
			b.line, b.mediaType = i, strings.ToLower(strings.TrimSpace(media))
			break
		}
	}
	start := strings.TrimLeft(string(q.Body), " \t\r\n\uFEFF")
	b.json = strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[")
	if !b.json {
		b.params = formParams(string(q.Body))
		return b
	}
	v, err := jsontext.Parse(q.Body)
	b.fault, _ = err.(*jsontext.SyntaxError)
	object, _ := v.(jsontext.Object)
	for _, s := range jsontext.Strings(q.Body) {
		p := param{name: s.Name, value: string(q.Body[s.Start:s.End]), from: s.Start, to: s.End, text: true}
		value, ok := object.Get(s.Name)
		if text, isText := value.(string); isText {
			p.value = text
		}
		if ok || object == nil { // what stands deeper in an object is no parameter
			b.params = append(b.params, p)
		}
		if len(b.params) == maxParams {
			break
		}
	}
	for _, m := range object {
		if _, isText := m.Value.(string); !isText && len(b.params) < maxParams {
			b.params = append(b.params, param{name: m.Name})
		}
	}
	return b
}

// maxParams is more than any request for a token has. Others may be of
// megabytes, and nobody looks for their parameters.
const maxParams = 100

func formParams(form string) []param {
	var params []param
	at := 0
	for piece := range strings.SplitSeq(form, "&") {
		if name, value, ok := strings.Cut(piece, "="); ok {
			params = append(params, param{urltext.QueryUnescape(name), urltext.QueryUnescape(value), at + len(name) + 1, at + len(piece), true})
		}
		if at += len(piece) + 1; len(params) == maxParams {
			break
		}
	}
	return params
}

// param returns a parameter of the body, of several the last, as PHP does.
func (x *examination) param(name string) (param, bool) {
	for i := len(x.body.params) - 1; i >= 0; i-- {
		if x.body.params[i].name == name {
			return x.body.params[i], true
		}
	}
	return param{}, false
}

// value returns a parameter's text, "" if there is none.
func (x *examination) value(name string) string {
	p, _ := x.param(name)
	return p.value
}

func (x *examination) has(name string) bool {
	_, ok := x.param(name)
	return ok
}

// version reports whether the PIM is known to be of the version or later.
func (x *examination) atLeast(v authcore.Version) bool {
	return x.known.Version != "" && authcore.Version(x.known.Version).AtLeast(v)
}

// Marks.

func (x *examination) inHeader(line, from, to int) Mark {
	return Mark{In: "request", Part: "header", Line: line, From: from, To: to}
}

func (x *examination) inBody(from, to int) Mark {
	return Mark{In: "request", Part: "body", From: from, To: to}
}

func (x *examination) inURL(from, to int) Mark {
	return Mark{In: "request", Part: "url", From: from, To: to}
}

// whole marks a part of the answer from its first byte to its last; of the
// status there is none to count.
func (x *examination) inAnswer(part string, line, from, to int) Mark {
	return Mark{In: "response", Part: part, Line: line, From: from, To: to}
}

// decoded marks bytes of the pair in the header.
func (x *examination) decoded(from, to int) Mark {
	return Mark{In: "request", Part: "header", Line: x.auth.line, From: from, To: to, Decoded: true}
}

// Findings.

// find adds a finding; what it returns adds to it.
func (x *examination) find(code string, certainty Certainty) *Finding {
	f := &Finding{Code: code, Certainty: certainty, Source: of(code).source}
	x.found = append(x.found, f)
	return f
}

// ruleOut says that a cause of this answer was looked for, and why it is none.
func (x *examination) ruleOut(code, reason string) {
	x.find(code, RuledOut).Reason = reason
}

func (f *Finding) because(marks ...Mark) *Finding {
	f.Evidence = append(f.Evidence, marks...)
	return f
}

func (f *Finding) arg(name, value string) *Finding {
	f.Args = append(f.Args, Arg{name, value})
	return f
}

func (f *Finding) number(name string, n int) *Finding {
	return f.arg(name, strconv.Itoa(n))
}

func (f *Finding) fix(r authcore.Request) *Finding {
	f.Fix = &r
	return f
}

func (f *Finding) probe(name string, r authcore.Request) *Finding {
	f.Probes = append(f.Probes, Probe{name, r})
	return f
}

// Changed requests.

// withLine returns the request with another value in a line of its header.
func (x *examination) withLine(line int, value string) authcore.Request {
	q := x.q
	q.Header = append(authcore.Header(nil), x.q.Header...)
	q.Header[line].Value = value
	return q
}

// withHeader returns the request with a line set: the first of its name is
// replaced and the others are gone, or it is added at the end.
func (x *examination) withHeader(name, value string) authcore.Request {
	q := x.q
	q.Header = nil
	set := false
	for _, f := range x.q.Header {
		if !strings.EqualFold(f.Name, name) {
			q.Header = append(q.Header, f)
		} else if !set {
			q.Header, set = append(q.Header, authcore.Field{Name: f.Name, Value: value}), true
		}
	}
	if !set {
		q.Header.Add(name, value)
	}
	return q
}

// withPair returns the request with a Basic header of these bytes.
func (x *examination) withPair(pair string) authcore.Request {
	return x.withHeader("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(pair)))
}

// withBody returns the request with another stretch in its body.
func (x *examination) withBody(from, to int, text string) authcore.Request {
	q := x.q
	q.Body = []byte(string(x.q.Body[:from]) + text + string(x.q.Body[to:]))
	return q
}

// withURL returns the request with another address.
func (x *examination) withURL(url string) authcore.Request {
	q := x.q
	q.URL = url
	return q
}

// Pair returns what a lenient decoder makes of the credentials in the value of
// an Authorization header: the bytes that a [Mark] counts that is Decoded. nil:
// they are no base64.
func Pair(authorization string) []byte {
	return authorizationOf(authcore.Header{{Name: "Authorization", Value: authorization}}).pair
}
