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
	n := len(cases) - 1
	x := &examination{this: cases[n], before: cases[:n], known: known}
	x.failure = x.this.Failure
	if q := x.this.Request; q != nil {
		x.q, x.sent = *q, true
	}
	if r := x.this.Response; r != nil {
		x.r, x.came = *r, true
	}
	u, _ := urltext.Parse(x.q.URL) // what is no address has no path
	x.query = urltext.ParseQuery(u.RawQuery)
	x.route, x.path = routeOf(u.Path)
	x.auth = authorizationOf(x.q.Header)
	x.body.read(&x.q)
	if x.sent && x.route == routeUnknown {
		x.route = x.guessRoute()
	}
	x.answer = x.classify()
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

func authorizationOf(h authcore.Header) (a authorization) {
	if a.line = lineOf(h, "Authorization"); a.line < 0 {
		return a
	}
	a.value = h[a.line].Value
	ok := false
	if a.scheme, a.credentials, ok = strings.Cut(a.value, " "); ok {
		a.at = len(a.scheme) + 1
	} else {
		a.scheme, a.credentials = "", a.value
	}
	a.pair = lenient(a.credentials)
	return a
}

// lineOf returns the first line of a header that has the name, -1 if there is
// none.
func lineOf(h authcore.Header, name string) int {
	for i := range h {
		if strings.EqualFold(h[i].Name, name) {
			return i
		}
	}
	return -1
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
	var b body
	b.read(&q)
	return b
}

func (b *body) read(q *authcore.Request) {
	if b.line = lineOf(q.Header, "Content-Type"); b.line >= 0 {
		media, _, _ := strings.Cut(q.Header[b.line].Value, ";")
		b.mediaType = strings.ToLower(strings.TrimSpace(media))
	}
	text := string(q.Body)
	start := strings.TrimLeft(text, " \t\r\n\uFEFF")
	if b.json = start != "" && (start[0] == '{' || start[0] == '['); !b.json {
		b.params = formParams(text, 0)
		return
	}
	v, err := jsontext.Parse(q.Body)
	b.fault, _ = err.(*jsontext.SyntaxError)
	object, _ := v.(jsontext.Object)
	for _, s := range jsontext.Strings(q.Body) {
		value, ok := object.Get(s.Name)
		if !ok && object != nil {
			continue // what stands deeper in an object is no parameter
		}
		whole, isText := value.(string)
		if !isText {
			whole = text[s.Start:s.End]
		}
		b.add(s.Name, whole, s.Start, s.End)
	}
	for i := range object {
		if _, isText := object[i].Value.(string); !isText {
			b.add(object[i].Name, "", 0, -1)
		}
	}
}

// maxParams is more than any request for a token has. Others may be of
// megabytes, and nobody looks for their parameters.
const maxParams = 100

// add adds a parameter; one that ends before it begins is no text.
func (b *body) add(name, value string, from, to int) {
	if len(b.params) < maxParams {
		b.params = append(b.params, param{name, value, from, max(from, to), to >= from})
	}
}

// formParams returns the parameters of a form that begins at a byte of the
// body, or of the address.
func formParams(form string, at int) []param {
	var b body
	for more := true; more && len(b.params) < maxParams; {
		var piece string
		piece, form, more = strings.Cut(form, "&")
		if name, value, ok := strings.Cut(piece, "="); ok {
			b.add(urltext.QueryUnescape(name), urltext.QueryUnescape(value), at+len(name)+1, at+len(piece))
		}
		at += len(piece) + 1
	}
	return b.params
}

// noParam stands for a parameter that is not there.
var noParam = new(param)

// paramOf returns a parameter, of several the last, as PHP does.
func paramOf(params []param, name string) *param {
	for i := len(params) - 1; i >= 0; i-- {
		if params[i].name == name {
			return &params[i]
		}
	}
	return noParam
}

// member returns a parameter of the body, noParam if it is not there.
func (x *examination) member(name string) *param {
	return paramOf(x.body.params, name)
}

// value returns a parameter's text, "" if there is none.
func (x *examination) value(name string) string {
	return x.member(name).value
}

func (x *examination) has(name string) bool {
	return x.member(name) != noParam
}

// atLeast reports whether the PIM is known to be of the version or later.
func (x *examination) atLeast(v authcore.Version) bool {
	return x.known.Version != "" && authcore.Version(x.known.Version).AtLeast(v)
}

// Marks.

func (x *examination) inBody(from, to int) Mark {
	return Mark{In: "request", Part: "body", From: from, To: to}
}

func (x *examination) inURL(from, to int) Mark {
	return Mark{In: "request", Part: "url", From: from, To: to}
}

// decoded marks bytes of the pair in the header.
func (x *examination) decoded(from, to int) Mark {
	return Mark{In: "request", Part: "header", Line: x.auth.line, From: from, To: to, Decoded: true}
}

// Findings.

// find adds a finding; what it returns adds to it.
func (x *examination) find(code string, certainty Certainty) *Finding {
	f := new(Finding)
	f.Code, f.Certainty, f.Source = code, certainty, of(code).source
	x.found = append(x.found, f)
	return f
}

// findIn adds a finding about a parameter, where the route has its parameters:
// in the body of what asks for a token or calls the API, in the address of all
// else. Of one that is not there nothing is marked.
func (x *examination) findIn(p *param, code string, certainty Certainty) *Finding {
	f := x.find(code, certainty)
	switch {
	case p == noParam:
	case x.route <= routeAPI || x.route == routeAppToken:
		f.mark("request", "body", 0, p.from, p.to)
	default:
		f.mark("request", "url", 0, p.from, p.to)
	}
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

// mark adds a stretch of bytes, as because does.
func (f *Finding) mark(in, part string, line, from, to int) *Finding {
	return f.because(Mark{In: in, Part: part, Line: line, From: from, To: to})
}

func (f *Finding) arg(name, value string) *Finding {
	addArg(&f.Args, name, value)
	return f
}

func addArg(args *[]Arg, name, value string) {
	*args = append(*args, Arg{name, value})
}

// asBefore marks an earlier exchange as a whole.
func (x *examination) asBefore(f *Finding, n int) {
	f.mark("earlier", "url", n, 0, len(x.before[n].Request.URL))
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

// fixed makes the fix of a finding: a copy of the request, to be changed.
func (x *examination) fixed(f *Finding) *authcore.Request {
	q := x.q
	f.Fix = &q
	return f.Fix
}

// fixInURL makes it the request with another stretch in its address.
func (x *examination) fixInURL(f *Finding, from, to int, text string) {
	x.fixed(f).URL = x.q.URL[:from] + text + x.q.URL[to:]
}

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
		if strings.EqualFold(f.Name, name) {
			if set {
				continue
			}
			f.Value, set = value, true
		}
		q.Header = append(q.Header, f)
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
	old := string(x.q.Body)
	q.Body = []byte(old[:from] + text + old[to:])
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
