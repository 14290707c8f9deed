// Why no answer came, as far as a page in a browser, or a program, can know.

package diagnose

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/urltext"
)

var browserRules = []rule{unanswered, mayHaveActed}

// failures are the codes of failures that say all there is to say.
var failures = []struct {
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
	{"refused", "connection_refused", Certain},
	{"connection_timeout", "connection_timeout", Certain},

	// The page's own probe was answered, so that only the permission to read
	// the answer can be missing; on which answers is another question.
	{"no_cors", "browser_no_cors", Certain},
	{"no_cors", "browser_no_cors_on_errors", Possible},
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
	if f.LocalNetwork != "" && (f.Code == "no_answer" || f.Code == "fetch_failed" || f.Code == "local_down") {
		certainty := Likely
		if f.LocalNetwork == "denied" {
			certainty = Certain
		}
		x.find("browser_local_network", certainty).arg("state", f.LocalNetwork).arg("how", "network_"+f.LocalNetwork).arg("host", host)
	}
	if (f.Code == "refused" || f.Code == "no_answer") && isDemoPIM(host) {
		x.find("local_down", demoCertainty(f.Code)).arg("host", host)
	}
	for _, row := range failures {
		switch {
		case row.failure != f.Code:
		case f.Code == "fetch_failed" && row.code == "browser_mixed_content" && !x.mixed():
		case row.code == "browser_no_cors" && x.readBefore():
			// The PIM does allow the page, with answers that are no errors.
		case f.Code == "fetch_failed" && row.code == "browser_mixed_content":
			x.failedFor(row.code, Certain).arg("host", host)
		default:
			x.failedFor(row.code, row.certainty).arg("host", host)
		}
	}
}

// isDemoPIM reports whether the demo PIM of this project listens at a host,
// once it is started.
func isDemoPIM(host string) bool {
	return host == "localhost:8081" || host == "127.0.0.1:8081" || host == "[::1]:8081"
}

func demoCertainty(failure string) Certainty {
	if failure == "refused" {
		return Certain
	}
	return Possible
}

// failedFor adds a finding with what its words need beside the host.
func (x *examination) failedFor(code string, certainty Certainty) *Finding {
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
			found.because(x.inURL(0, scheme)).fix(x.withURL("https" + x.q.URL[scheme:]))
		}
	}
	switch code {
	case "browser_no_cors", "browser_no_cors_on_errors", "browser_timeout", "browser_dropped":
		// Their sentences begin with it, where the term has a capital.
		if host := x.host(); host == "unknown_host" {
			found.arg("who", "unknown_who")
		} else {
			found.arg("who", host)
		}
	}
	return found
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
	for _, c := range x.before {
		if c.Request != nil && c.Response != nil && c.Response.Status/100 == 2 && origin != "" && originOf(c.Request.URL) == origin {
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
	mark := Mark{In: "request", From: f.Offset}
	text := ""
	switch f.Where {
	case "method":
		mark.Part, text = "method", x.q.Method
	case "address":
		mark.Part, text = "url", x.q.URL
	case "body":
		mark.Part, mark.From, mark.To = "body", 0, len(x.q.Body)
	default:
		mark.Part, mark.Line = "header", -1
		for i, line := range x.q.Header {
			if strings.EqualFold(line.Name, f.Where) {
				mark.Line, text = i, line.Value
				// Of lines that repeat it is the last.
				if f.What != "second_line" && !strings.HasPrefix(f.What, "a second line") {
					break
				}
			}
		}
		if mark.Line < 0 {
			return
		}
	}
	if mark.To == 0 && 0 <= f.Offset && f.Offset < len(text) {
		_, size := utf8.DecodeRuneInString(text[f.Offset:])
		mark.To = f.Offset + size
	}
	if mark.To > 0 {
		found.because(mark)
	}
	if mark.Part == "header" {
		if value := strings.Trim(text, " \t\r\n"); value != text && printableASCII(value) {
			found.fix(x.withLine(mark.Line, value))
		}
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
	found := x.find("browser_maybe_acted", Possible)
	name := ""
	switch {
	case x.route == routeToken && x.value("grant_type") == "refresh_token":
		name = "refresh_token"
	case x.route == routeAppToken:
		name = "code"
	}
	p, ok := x.param(name)
	if !ok {
		found.arg("what", "none").arg("lost", "lost_none")
		return
	}
	found.arg("what", name).arg("lost", "lost_"+name).because(x.inBody(p.from, p.to))
}
