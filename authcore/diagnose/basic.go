// The client's credentials in a request for a token: where they are, and what
// is wrong with the form of the header before anything is decoded.

package diagnose

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// basicRules look at the client ID and secret. The last of them speaks if
// nobody else did.
var basicRules = []rule{tokenClient, appClientID, refusedClient}

// tokenClient looks at the credentials that the PIM would take: those of the
// header if they name a client, else those of the body.
func tokenClient(x *examination) {
	if !x.wantsToken() || isCovered(x.auth.credentials) {
		return
	}
	inBody := x.inBodyPair()
	user, _, isPair := strings.Cut(x.decodedByPHP(), ":")
	switch {
	case inBody != nil && inBody.id != "" && (!isPair || user == ""):
		inBody.look()
	case x.auth.line >= 0:
		header{x, x.auth}.look()
	case inBody != nil:
		inBody.look()
	case x.headerIsKnown() && !x.bodyIsGone() && !x.namesClientElsewhere():
		f := x.find("basic_missing", Certain)
		for i, line := range x.q.Header {
			if isNearAuthorization(line.Name) {
				f.because(x.inHeader(i, 0, len(line.Value)))
			}
		}
		x.cureWithKnown(f)
	}
}

// wantsToken reports whether the request is one that a connector gets a
// token with, as far as it is known.
func (x *examination) wantsToken() bool {
	return x.sent && x.route == routeToken && (x.q.Method == "POST" || x.q.Method == "")
}

// headerIsKnown reports whether a line that the header lacks was not sent. Of
// a traceback or a log line there is an address and no header.
func (x *examination) headerIsKnown() bool {
	return x.sent && (len(x.q.Header) > 0 && x.q.URL != "" || x.q.Method != "" && x.q.URL != "" && !x.came && x.failure == nil)
}

// namesClientElsewhere reports whether the client stands where another rule
// finds it: under another name, or in the query.
func (x *examination) namesClientElsewhere() bool {
	for _, p := range x.query {
		if p.Name == "client_id" {
			return true
		}
	}
	for _, f := range x.found {
		if f.Code == "parameter_misspelled" && strings.HasPrefix(f.Arg("nearest"), "client_") {
			return true
		}
	}
	return false
}

func isNearAuthorization(name string) bool {
	switch strings.ToLower(name) {
	case "authentication", "auth", "x-authorization", "proxy-authorization", "www-authenticate", "basic", "basic-auth":
		return true
	}
	_, near := nearest(name, []string{"Authorization"})
	return near
}

// cureWithKnown gives a finding the request with the pair that was meant, if
// that is known.
func (x *examination) cureWithKnown(f *Finding) {
	if c := x.known.Client; c.ID != "" && c.Secret != "" {
		x.cure(f, x.withPair(c.ID+":"+c.Secret))
	}
}

// cure gives a finding a changed request, unless it is the same as before.
func (x *examination) cure(f *Finding, q authcore.Request) {
	if q.URL != x.q.URL || !slices.Equal(q.Header, x.q.Header) || !bytes.Equal(q.Body, x.q.Body) {
		f.fix(q)
	}
}

// decodedByPHP is what a PIM reads in a Basic header: PHP passes over what is
// no base64.
func (x *examination) decodedByPHP() string {
	scheme, credentials, _ := strings.Cut(strings.TrimLeft(x.auth.value, " \t"), " ")
	if !strings.EqualFold(scheme, "Basic") {
		return ""
	}
	kept := strings.Map(func(c rune) rune {
		if c < 0x80 && (strings.ContainsRune(base36, c|0x20) || c == '+' || c == '/') {
			return c
		}
		return -1
	}, credentials)
	if len(kept)%4 == 1 {
		kept = kept[:len(kept)-1]
	}
	pair, _ := base64.RawStdEncoding.DecodeString(kept) // nothing is left to refuse
	return string(pair)
}

// A header is the Authorization line of a request for a token.
type header struct {
	*examination
	a authorization
}

func (h header) look() {
	value := strings.Trim(h.a.value, " \t")
	start := strings.Index(h.a.value, value)
	if h.repeated(value) {
		return
	}
	scheme, credentials, spaced := strings.Cut(value, " ")
	switch {
	case value == "", strings.EqualFold(value, "Basic"):
		h.cureWithKnown(h.find("basic_missing", Certain).because(h.all()))
	case strings.EqualFold(scheme, "Basic"):
		h.credentials(strings.TrimLeft(credentials, " \t"))
	case strings.EqualFold(scheme, "Bearer"):
		h.curePair(h.find("basic_bearer", Certain).because(h.inHeader(h.a.line, start, start+len(scheme))), h.pairIn(credentials))
	case isPlaceholder(value):
		h.cureWithKnown(h.find("basic_placeholder", Certain).arg("part", "pair").because(h.all()))
	default:
		h.scheme(value, scheme, credentials, start, spaced)
	}
}

// repeated is for more than one line called Authorization: which of them
// counts, or whether they are joined, is the web server's choice. It reports
// whether that leaves nothing else to be said.
func (h header) repeated(value string) bool {
	var marks []Mark
	alike := true
	for i, line := range h.q.Header {
		if strings.EqualFold(line.Name, "Authorization") {
			marks = append(marks, h.inHeader(i, 0, len(line.Value)))
			alike = alike && line.Value == h.a.value
		}
	}
	if len(marks) < 2 {
		return false
	}
	h.curePair(h.find("basic_repeated", Certain).because(marks...), h.pairIn(value))
	return !alike
}

func (h header) all() Mark {
	return h.inHeader(h.a.line, 0, len(h.a.value))
}

// scheme looks at a value that does not begin with Basic and a blank.
func (h header) scheme(value, scheme, credentials string, start int, spaced bool) {
	what, end := "other_scheme", len(scheme)
	switch {
	case len(value) > 5 && strings.EqualFold(value[:5], "Basic") && (!spaced || len(scheme) > 12):
		// Basic:MV80…, BasicMV80…
		what, end, scheme, credentials = "no_blank_after_scheme", 5, value[:5], strings.TrimLeft(value[5:], ":=, \t")
	case !spaced, len(scheme) > 16:
		what, end, scheme, credentials = "no_scheme", 0, "", value
	case consists(scheme, figures) || strings.Contains(scheme, ":") && len(scheme) > 10 && !strings.HasSuffix(scheme, ":"):
		what, end, scheme, credentials = "no_scheme", 0, "", value
	}
	pair := h.pairIn(credentials)
	if strings.Contains(strings.TrimSuffix(credentials, ":"), ":") && pair != "" {
		at := strings.Index(h.a.value, credentials)
		h.curePair(h.find("basic_not_encoded", Certain).because(h.inHeader(h.a.line, at, at+len(credentials))), pair)
	}
	h.curePair(h.find("basic_scheme", Certain).arg("scheme", scheme).arg("what", what).because(h.inHeader(h.a.line, start, start+end)), pair)
}

// pairIn returns the pair that credentials hold in whatever form, its own
// faults taken out; "" if there is none.
func (h header) pairIn(credentials string) string {
	credentials = strings.TrimSpace(credentials)
	if rest, ok := cutBasic(credentials); ok {
		credentials = rest
	}
	if _, front, back := quoted(credentials); front+back > 0 {
		credentials = credentials[front : len(credentials)-back]
	}
	if id, secret, ok := strings.Cut(credentials, ":"); ok {
		if one, other := lenient(id), lenient(secret); one != nil && other != nil && hasRow(string(one)) {
			return cleaned(string(one)) + ":" + cleaned(string(other))
		}
		return cleanPair(credentials)
	}
	if strings.Contains(credentials, "%") {
		if decoded := urltext.PathUnescape(credentials); strings.Contains(decoded, ":") {
			return cleanPair(decoded)
		}
		credentials = urltext.PathUnescape(credentials)
	}
	pair := string(lenient(credentials))
	for range 3 {
		rest, _ := cutBasic(strings.TrimSpace(pair))
		inner := string(lenient(rest))
		if strings.Contains(pair, ":") || !isText(inner) {
			break
		}
		pair = inner
	}
	if !isText(pair) {
		return ""
	}
	return cleanPair(pair)
}

// isText reports whether a text is one that people could read, and not what
// becomes of any letters once they are taken for base64.
func isText(text string) bool {
	return text != "" && utf8.ValidString(text) && strings.IndexFunc(text, func(c rune) bool { return c < ' ' && c != '\t' && c != '\r' && c != '\n' }) < 0
}

func cutBasic(text string) (string, bool) {
	scheme, rest, ok := strings.Cut(text, " ")
	if ok && strings.EqualFold(scheme, "Basic") {
		return strings.TrimSpace(rest), true
	}
	return text, false
}

// cleanPair returns a pair without what does not belong in it, "" if it is
// none.
func cleanPair(pair string) string {
	id, secret, ok := strings.Cut(pair, ":")
	if !ok {
		id, secret, ok = strings.Cut(cleaned(pair), ":")
	}
	id, secret = cleaned(id), cleaned(secret)
	if !ok || id == "" || secret == "" {
		return ""
	}
	return id + ":" + secret
}

// curePair gives a finding the request with the pair that was meant, or if
// that is not known with the one that could be made out.
func (h header) curePair(f *Finding, pair string) {
	if c := h.known.Client; c.ID != "" && c.Secret != "" {
		h.cureWithKnown(f)
	} else if pair != "" {
		h.cure(f, h.withPair(pair))
	}
}
