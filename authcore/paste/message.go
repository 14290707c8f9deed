// Raw HTTP: requests and answers as they stand on the wire, in what curl -i and
// curl -v print, and in files of requests.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// http reads a text that holds raw messages.
func (r *reader) http() string {
	drafts, _ := r.messages(0, len(r.text), nil)
	for _, d := range drafts {
		if q := d.Request; q != nil && q.Header == nil && q.Body == nil && strings.HasPrefix(q.URL, "/") {
			d.lineOnly()
		}
		r.add(d)
	}
	return "http"
}

// methods are those that a request line may begin with.
var methods = [...]string{"GET ", "POST ", "PUT ", "PATCH ", "DELETE ", "HEAD ", "OPTIONS "}

// requestLine reads the method and the target of a request line; the target
// stands at line[at:].
func requestLine(line string) (method, target string, at int) {
	for _, m := range methods {
		if !strings.HasPrefix(line, m) {
			continue
		}
		at = blanks(line, len(m))
		target = line[at:]
		version := strings.LastIndex(target, " HTTP/")
		if version >= 0 {
			target = target[:version]
		}
		if strings.HasPrefix(target, "/") || hasFold(target, "http://") || hasFold(target, "https://") {
			if version >= 0 || !strings.Contains(strings.TrimRight(target, " "), " ") {
				return m[:len(m)-1], strings.TrimRight(target, " "), at
			}
		}
	}
	return "", "", 0
}

// statusLine reads the status of a status line; it stands at line[at:].
func statusLine(line string) (code, at int) {
	if !strings.HasPrefix(line, "HTTP/") {
		return 0, 0
	}
	blank := strings.IndexByte(line, ' ')
	if blank < 6 || blank > 8 {
		return 0, 0
	}
	if code, ok := status(line, blank+1); ok {
		return code, blank + 1
	}
	return 0, 0
}

// maxLines is more than a header has, and maxValue than a value has.
const maxLines, maxValue = 1000, 16 << 10

// shortStatusLine reads a status line as people and some tools write it: "200 OK".
func shortStatusLine(line string) (code, at int) {
	code, ok := status(line, 0)
	if reason := strings.TrimRight(line[min(3, len(line)):], " "); ok && len(line) < 50 && len(reason) > 2 && reason[0] == ' ' && 'A' <= reason[1] && reason[1] <= 'Z' && !strings.ContainsAny(reason, "{}\":=&") {
		return code, 0
	}
	return 0, 0
}

// A transcript is messages in the making.
type transcript struct {
	*reader
	drafts []draft
	https  bool // curl said so
	marked bool // the lines begin with > and <
	taken  bool // the header of the request is taken from here, not from the command
	to     int
}

// messages reads the messages in text[from:to]. An answer belongs to the
// request before it. first, if there is one, is the request that a command made;
// ok says whether anything was found.
func (r *reader) messages(from, to int, first *command) (drafts []draft, ok bool) {
	t := transcript{reader: r, to: to}
	if first != nil {
		t.drafts = []draft{first.draft}
	}
	for at := from; at < to; {
		end, next := lineEnd(r.text[:to], at)
		line := r.text[at:end]
		mark := 0
		if strings.HasPrefix(line, "> ") || strings.HasPrefix(line, "< ") {
			mark = 2
		}
		t.https = t.https || strings.HasPrefix(line, "* Connected to ") && strings.Contains(line, " port 443 ") || strings.HasPrefix(line, "* SSL connection") || strings.HasPrefix(line, "* ALPN")
		if method, target, place := requestLine(line[mark:]); method != "" {
			t.marked, ok = mark > 0, true
			t.request(first, method, target, at+mark, at+mark+place)
			at = t.message(next, '>')
			continue
		}
		code, place := statusLine(line[mark:])
		if code == 0 && len(t.drafts) > 0 {
			code, place = shortStatusLine(line)
		}
		if code != 0 {
			t.marked, ok = mark > 0, true
			t.answer(first, code, at+mark+place)
			at = t.message(next, '<')
			continue
		}
		at = next
	}
	return t.drafts, ok
}

// request begins a request. What a command sent is known better from the
// command, unless that leaves something open.
func (t *transcript) request(first *command, method, target string, at, targetAt int) {
	if first != nil && len(t.drafts) == 1 && t.drafts[0].Response == nil {
		d := &t.drafts[0]
		if t.taken = false; len(d.Gaps) == 0 {
			return
		}
		// The lines are taken from the transcript.
		d.request().Header = nil
		kept, unknown := []Span(nil), []string(nil)
		for _, gap := range d.Gaps {
			switch gap {
			case "url":
				d.Request.URL = target
				d.spans = without(d.spans, "request", "url", 0)
			case "body":
				unknown = append(unknown, gap)
			}
		}
		for _, s := range d.spans {
			if s.Part == "url" || s.Part == "body" {
				kept = append(kept, s)
			}
		}
		d.spans, d.Gaps, t.taken = kept, unknown, true
		return
	}
	t.drafts, t.taken = append(t.drafts, draft{}), true
	d := &t.drafts[len(t.drafts)-1]
	q := d.request()
	q.Method = method
	q.URL = target
	d.span("request", "method", 0, at, len(method))
	if strings.Contains(target, "://") {
		d.span("request", "url", 0, targetAt, len(target))
	}
}

// answer begins an answer: of the request before, or of one that curl -L sent
// by itself, or of none that is known.
func (t *transcript) answer(first *command, code, at int) {
	n := len(t.drafts)
	switch {
	case n == 0:
		t.drafts = append(t.drafts, draft{})
	case t.drafts[n-1].Response == nil:
	case t.drafts[n-1].Response.Status < 200 || first != nil && len(t.drafts[n-1].Response.Header) == 0 && t.drafts[n-1].Response.Status == 200:
		// Only the last answer counts: 100 Continue, or a proxy that is connected.
		d := &t.drafts[n-1]
		d.Response = nil
		var kept []Span
		for _, s := range d.spans {
			if s.In == "request" {
				kept = append(kept, s)
			}
		}
		d.spans = kept
	case t.drafts[n-1].Response.Status/100 == 3 && t.drafts[n-1].Request != nil:
		t.note("redirect_followed")
		t.drafts = append(t.drafts, redirected(t.drafts[n-1], first != nil && first.method.text != ""))
	default:
		t.drafts = append(t.drafts, draft{})
	}
	d := &t.drafts[len(t.drafts)-1]
	d.response().Status = code
	d.span("response", "status", 0, at, 3)
}

// redirected returns the request that curl -L sends after a redirect: with -X
// the method stays, else a POST becomes a GET.
func redirected(before draft, methodStays bool) draft {
	q := *before.Request
	q.Header = append(authcore.Header(nil), q.Header...)
	if code := before.Response.Status; code != 307 && code != 308 && q.Method != "HEAD" {
		q.Header.Del("Content-Type")
		if q.Body = nil; !methodStays {
			q.Method = "GET"
		}
	}
	location := before.Response.Header.Get("Location")
	from, _ := urltext.Parse(q.URL)
	to, err := urltext.Parse(location)
	switch {
	case err != nil || location == "":
	case to.Host == "" && strings.HasPrefix(to.Path, "/"):
		to.Scheme, to.Host = from.Scheme, from.Host
		q.URL = to.String()
	default:
		if q.URL = location; !strings.EqualFold(to.Host, from.Host) {
			q.Header.Del("Authorization") // as curl does
		}
	}
	var d draft
	d.Request, d.Gaps = &q, before.Gaps
	return d
}
