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
	case inBody != nil && (x.auth.line < 0 || inBody.id != "" && (!isPair || user == "")):
		inBody.look()
	case x.auth.line >= 0:
		(&header{examination: x}).look()
	case x.headerIsKnown() && !x.bodyIsGone() && !x.namesClientElsewhere():
		f := x.find("basic_missing", Certain)
		for i := range x.q.Header {
			if isNearAuthorization(x.q.Header[i].Name) {
				x.markLine(f, i)
			}
		}
		x.curePair(f, "")
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
	return x.sent && x.q.URL != "" && (len(x.q.Header) > 0 || x.q.Method != "" && !x.came && x.failure == nil)
}

// namesClientElsewhere reports whether the client stands where another rule
// finds it: under another name, or in the query.
func (x *examination) namesClientElsewhere() bool {
	for i := range x.query {
		if x.query[i].Name == "client_id" {
			return true
		}
	}
	for _, f := range x.found {
		if f.Code == "parameter_misspelled" && strings.HasPrefix(f.Args[1].Value, "client_") {
			return true
		}
	}
	return false
}

// nearAuthorization are other names that people give the line, in small
// letters.
var nearAuthorization = []string{"authentication", "auth", "x-authorization", "proxy-authorization", "www-authenticate", "basic", "basic-auth"}

var authorizationOnly = []string{"Authorization"}

func isNearAuthorization(name string) bool {
	_, near := nearest(name, authorizationOnly)
	return near || slices.Contains(nearAuthorization, strings.ToLower(name))
}

// curePair gives a finding the request with the pair that was meant, or if
// that is not known with the one that could be made out, if any.
func (x *examination) curePair(f *Finding, pair string) {
	if c := &x.known.Client; c.ID != "" && c.Secret != "" {
		pair = c.ID + ":" + c.Secret
	}
	if pair != "" {
		x.cure(f, x.withPair(pair))
	}
}

// cure gives a finding a changed request, unless it is the same as before.
func (x *examination) cure(f *Finding, q authcore.Request) {
	if q.URL != x.q.URL || !slices.Equal(q.Header, x.q.Header) || !bytes.Equal(q.Body, x.q.Body) {
		f.Fix = &q
	}
}

// decodedByPHP is what a PIM reads in a Basic header: PHP passes over what is
// no base64.
func (x *examination) decodedByPHP() string {
	scheme, credentials, _ := strings.Cut(strings.TrimLeft(x.auth.value, " \t"), " ")
	if !strings.EqualFold(scheme, "Basic") {
		return ""
	}
	kept := only(credentials, alphabet64)
	if len(kept)%4 == 1 {
		kept = kept[:len(kept)-1]
	}
	pair, _ := base64.RawStdEncoding.DecodeString(kept) // nothing is left to refuse
	return string(pair)
}

// A header is the Authorization line of a request for a token.
type header struct {
	*examination
	text  string // the credentials
	start int    // of them in the line's value
	pair  string // that they hold in whatever form, its own faults taken out; "" if none
}

// fault adds a finding with the bytes of the credentials that show it, and
// the pair as its cure. Where the bytes begin is one more value.
func (h *header) fault(code string, certainty Certainty, from, to int, values ...string) {
	f := h.sayAt(code, certainty, from, values)
	f.show("header", h.auth.line, h.start+from, h.start+to)
	h.curePair(f, h.pair)
}

func (h *header) look() {
	line := h.auth.value
	value := strings.Trim(line, " \t")
	if h.repeated(value) {
		return
	}
	scheme, credentials, spaced := strings.Cut(value, " ")
	from, to := 0, len(line)
	code := "basic_missing"
	switch {
	case value == "", strings.EqualFold(value, "Basic"):
	case strings.EqualFold(scheme, "Basic"):
		h.credentials(strings.TrimLeft(credentials, " \t"))
		return
	case strings.EqualFold(scheme, "Bearer"):
		from = strings.Index(line, value)
		code, to, h.pair = "basic_bearer", from+len(scheme), pairIn(credentials)
	case isPlaceholder(value):
		code = "basic_placeholder part=pair"
	default:
		h.scheme(value, scheme, credentials, spaced)
		return
	}
	h.fault(code, Certain, from, to)
}

// repeated is for more than one line called Authorization: which of them
// counts, or whether they are joined, is the web server's choice. It reports
// whether that leaves nothing else to be said.
func (h *header) repeated(value string) bool {
	lines, alike := 0, true
	for i := range h.q.Header {
		if line := &h.q.Header[i]; strings.EqualFold(line.Name, "Authorization") {
			lines++
			alike = alike && line.Value == h.auth.value
		}
	}
	if lines < 2 {
		return false
	}
	f := h.find("basic_repeated", Certain)
	h.markLines(f, "Authorization")
	h.curePair(f, pairIn(value))
	return !alike
}

// scheme looks at a value that does not begin with Basic and a blank.
func (h *header) scheme(value, scheme, credentials string, spaced bool) {
	what, end := "other_scheme", len(scheme)
	switch {
	case len(value) > 5 && strings.EqualFold(value[:5], "Basic") && (!spaced || len(scheme) > 12):
		// Basic:MV80…, BasicMV80…
		what, end, scheme, credentials = "no_blank_after_scheme", 5, value[:5], strings.TrimLeft(value[5:], ":=, \t")
	case !spaced, len(scheme) > 16, consists(scheme, figures), strings.Contains(scheme, ":") && len(scheme) > 10 && !strings.HasSuffix(scheme, ":"):
		what, end, scheme, credentials = "no_scheme", 0, "", value
	}
	h.pair = pairIn(credentials)
	if h.pair != "" && strings.Contains(strings.TrimSuffix(credentials, ":"), ":") {
		at := strings.Index(h.auth.value, credentials)
		h.fault("basic_not_encoded", Certain, at, at+len(credentials))
	}
	start := strings.Index(h.auth.value, value)
	h.fault("basic_scheme scheme what", Certain, start, start+end, scheme, what)
}

// pairIn returns the pair that credentials hold in whatever form, its own
// faults taken out; "" if there is none.
func pairIn(credentials string) string {
	credentials = cutBasic(credentials)
	_, front, back := quoted(credentials)
	credentials = credentials[front : len(credentials)-back]
	if id, secret, ok := strings.Cut(credentials, ":"); ok {
		if one, other := string(lenient(id)), string(lenient(secret)); other != "" && hasRow(one) {
			return cleaned(one) + ":" + cleaned(other)
		}
		return cleanPair(credentials)
	}
	if strings.Contains(credentials, "%") {
		credentials = urltext.PathUnescape(credentials)
		if strings.Contains(credentials, ":") {
			return cleanPair(credentials)
		}
	}
	pair := string(lenient(credentials))
	for range 3 {
		inner := string(lenient(cutBasic(pair)))
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
	for _, c := range []byte(text) {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return text != "" && utf8.ValidString(text)
}

// cutBasic returns credentials without what stands around them, and without a
// scheme.
func cutBasic(text string) string {
	text = strings.TrimSpace(text)
	if scheme, rest, _ := strings.Cut(text, " "); strings.EqualFold(scheme, "Basic") {
		return strings.TrimSpace(rest)
	}
	return text
}

// cleanPair returns a pair without what does not belong in it, "" if it is
// none.
func cleanPair(pair string) string {
	id, secret, ok := strings.Cut(pair, ":")
	if !ok {
		id, secret, _ = strings.Cut(cleaned(pair), ":")
	}
	id, secret = cleaned(id), cleaned(secret)
	if id == "" || secret == "" {
		return ""
	}
	return id + ":" + secret
}
