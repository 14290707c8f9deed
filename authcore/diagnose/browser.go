// Why no answer came, as far as a page in a browser, or a program, can know.

package diagnose

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/urltext"
)

var browserRules = []rule{unanswered, relayed, mayHaveActed}

// failures are the codes of failures that say all there is to say.
var failures = [...]struct {
	failure, code string
	certainty     Certainty
}{
	{"csp", "browser_csp", Certain},
	{"mixed_content", "browser_mixed_content", Certain},
	{"timeout", "browser_timeout", Certain},
	{"cancelled", "browser_cancelled", Certain},
	{"dropped", "browser_dropped", Certain},
	{"engine", "browser_engine", Certain},
	{"local_down", "local_down", Certain},
	{"tls_untrusted", "tls_untrusted", Certain},
	{"tls_expired", "tls_expired", Certain},
	{"tls_name", "tls_name", Certain},
	{"tls_failed", "tls_failed", Certain},
	{"dns", "dns_failed", Certain},
	{"refused", "local_down", Certain}, // if it is a demo PIM
	{"refused", "connection_refused", Certain},
	{"connection_timeout", "connection_timeout", Certain},

	// The page's own probe was answered, so that only the permission to read
	// the answer can be missing; on which answers is another question.
	{"no_cors", "browser_no_cors", Certain},
	{"no_cors", "browser_no_cors_on_errors", Possible},
	{"no_answer", "local_down", Possible}, // likewise
	{"no_answer", "browser_no_answer", Likely},

	// A console says no more than that fetch failed.
	{"fetch_failed", "browser_no_answer", Likely},
	{"fetch_failed", "browser_no_cors", Possible},
	{"fetch_failed", "browser_mixed_content", Possible},
}

func unanswered(x *examination) {
	f := x.failure
	if f == nil {
		return
	}
	if f.Code == "unsendable" {
		x.unsendable(f)
		return
	}
	host := x.host()
	if f.LocalNetwork != "" && isOneOf("no_answer fetch_failed local_down", f.Code) {
		certainty := Likely
		if f.LocalNetwork == "denied" {
			certainty = Certain
		}
		x.find("browser_local_network", certainty).arg("state", f.LocalNetwork).arg("how", "network_"+f.LocalNetwork).arg("host", host)
	}
	if x.relayMissing(host) {
		return
	}
	for i := range failures {
		row := &failures[i]
		certainty := row.certainty
		switch {
		case row.failure != f.Code:
			continue
		case row.code == "local_down" && f.Code != "local_down" && !isOneOf("localhost:8081 127.0.0.1:8081 [::1]:8081", host):
			continue // where the demo PIM of this project listens, once it is started
		case row.code == "browser_no_cors" && x.readBefore():
			continue // the PIM does allow the page, with answers that are no errors
		case row.code == "browser_mixed_content" && f.Code == "fetch_failed":
			if !x.mixed() {
				continue
			}
			certainty = Certain
		}
		x.failedFor(row.code, certainty, host)
	}
}

// failedFor adds a finding with what its words need.
func (x *examination) failedFor(code string, certainty Certainty, host string) {
	found := x.find(code, certainty)
	switch code {
	case "browser_csp":
		found.arg("directive", or(x.failure.Directive, "connect-src"))
	case "browser_timeout":
		seconds := x.failure.Seconds
		if seconds == 0 {
			seconds = 30 // after which the page gives up
		}
		found.number("seconds", seconds)
	case "browser_mixed_content":
		if scheme := len("http"); strings.HasPrefix(x.q.URL, "http:") {
			x.fixInURL(found.mark("request", "url", 0, 0, scheme), 0, scheme, "https")
		}
	}
	if isOneOf("browser_no_cors browser_no_cors_on_errors browser_timeout browser_dropped", code) {
		// Their sentences begin with it, where the term has a capital.
		who := host
		if host == "unknown_host" {
			who = "unknown_who"
		}
		found.arg("who", who)
	}
	found.arg("host", host)
}

func or(text, instead string) string {
	if text == "" {
		return instead
	}
	return text
}

// host is what did not answer.
func (x *examination) host() string {
	u, _ := urltext.Parse(x.q.URL)
	return or(x.failure.Host, or(u.Host, "unknown_host"))
}

// mixed reports whether a page that came by https asks for http.
func (x *examination) mixed() bool {
	return strings.HasPrefix(x.known.Page, "https:") && strings.HasPrefix(x.q.URL, "http:") && !loopback(x.q.URL)
}

// loopback reports whether an address is one of the machine itself.
func loopback(address string) bool {
	u, _ := urltext.Parse(address)
	host := strings.ToLower(u.Host)
	if strings.HasPrefix(host, "[") {
		return strings.HasPrefix(host, "[::1]")
	}
	host, _, _ = strings.Cut(host, ":")
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || strings.HasPrefix(host, "127.")
}

// readBefore reports whether an answer of the same origin could be read.
func (x *examination) readBefore() bool {
	origin := originOf(x.q.URL)
	for i := range x.before {
		if e := x.past(i); e.r.Status/100 == 2 && origin != "" && originOf(e.q.URL) == origin {
			return true
		}
	}
	return false
}

func originOf(address string) string {
	u, _ := urltext.Parse(address)
	if u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + strings.ToLower(u.Host)
}

// unsendable names the byte that fetch would change or refuse.
func (x *examination) unsendable(f *Failure) {
	what := f.What
	if strings.HasPrefix(what, "sent as ") {
		what = "sent_otherwise" // the rest is the address, and may hold a code
	}
	found := x.find("browser_unsendable", Certain).arg("where", f.Where).arg("what", what).number("at", f.Offset)
	part, line, from, to, text := "header", -1, f.Offset, 0, ""
	switch f.Where {
	case "method":
		part, text = "method", x.q.Method
	case "address":
		part, text = "url", x.q.URL
	case "body":
		part, from, to = "body", 0, len(x.q.Body)
	default:
		for i := range x.q.Header {
			if strings.EqualFold(x.q.Header[i].Name, f.Where) {
				line = i
				// Of lines that repeat it is the last.
				if f.What != "second_line" && !strings.HasPrefix(f.What, "a second line") {
					break
				}
			}
		}
		if line < 0 {
			return
		}
		text = x.q.Header[line].Value
	}
	if to == 0 && 0 <= from && from < len(text) {
		_, size := utf8.DecodeRuneInString(text[from:])
		to = from + size
	}
	if to > 0 {
		found.mark("request", part, max(line, 0), from, to)
	}
	if value := strings.Trim(text, " \t\r\n"); line >= 0 && len(value) < len(text) && printableASCII(value) {
		found.fix(x.withLine(line, value))
	}
}

func printableASCII(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// mayHaveActed says what may be used up although no answer was seen.
func mayHaveActed(x *examination) {
	if x.failure == nil || !x.failure.MayHaveActed {
		return
	}
	what := "none"
	switch {
	case x.route == routeToken && x.value("grant_type") == "refresh_token":
		what = "refresh_token"
	case x.route == routeAppToken:
		what = "code"
	}
	p := x.member(what)
	if p == noParam {
		what = "none"
	}
	x.findIn(p, "browser_maybe_acted", Possible).arg("what", what).arg("lost", "lost_"+what)
}
