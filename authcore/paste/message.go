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

// message reads the header and the body of the message whose first line is
// read, and returns where it ends. side is the mark of its lines in what
// curl -v prints.
func (t *transcript) message(at int, side byte) int {
	d := &t.drafts[len(t.drafts)-1]
	in, header := "request", &authcore.Header{}
	if side == '<' {
		in, header = "response", &d.Response.Header
	} else if t.taken {
		header = &d.Request.Header
	}
	host := ""
	for at < t.to {
		end, next := lineEnd(t.text[:t.to], at)
		start := at
		if t.marked {
			if strings.HasPrefix(t.text[at:end], "*") {
				at = next
				continue
			}
			if t.text[at] != side {
				break
			}
			start = min(end, blanks(t.text, at+1))
		}
		line := t.text[start:end]
		if line == "" {
			at = next
			break
		}
		if line[0] == '{' || strings.HasPrefix(line, "grant_type=") || line[0] == '<' {
			break // a body without the empty line
		}
		name, value, ok := strings.Cut(line, ":")
		switch {
		case ok && isName(name):
			trimmed := strings.TrimLeft(value, " \t")
			if in == "request" && strings.EqualFold(name, "Host") {
				host = trimmed
				break
			}
			if in == "request" && t.marked && (strings.EqualFold(name, "User-Agent") || strings.EqualFold(name, "Content-Length") || trimmed == "*/*") {
				break // curl's own
			}
			if len(*header) == maxLines {
				break
			}
			if in == "response" || t.taken {
				d.span(in, "header", len(*header), end-len(trimmed), len(trimmed))
			}
			header.Add(name, trimmed)
		case len(*header) > 0 && len((*header)[len(*header)-1].Value) < maxValue:
			// A value that was broken into lines.
			last := len(*header) - 1
			(*header)[last].Value += "\n" + line
			d.unspan(in, last)
		}
		at = next
	}
	if in == "request" && t.taken {
		t.address(d, host)
	}
	return t.body(d, in, header, at)
}

// isName reports whether a header line may be called so.
func isName(name string) bool {
	for i := range len(name) {
		if c := name[i]; !isWord(c) && c != '-' && c != '.' {
			return false
		}
	}
	return name != ""
}

func without(spans []Span, in, part string, line int) []Span {
	var kept []Span
	for _, s := range spans {
		if s.In != in || s.Part != part || s.Line != line {
			kept = append(kept, s)
		}
	}
	return kept
}

// address puts host before the target. The scheme is a guess where curl did
// not say it.
func (t *transcript) address(d *draft, host string) {
	q := d.Request
	if host == "" || !strings.HasPrefix(q.URL, "/") {
		return
	}
	name, port, _ := strings.Cut(host, ":")
	scheme := "https"
	switch {
	case t.https:
	case t.marked, name == "localhost", name == "127.0.0.1", strings.HasPrefix(port, "80"):
		scheme = "http"
		fallthrough
	default:
		t.note("scheme_assumed", "scheme", scheme)
	}
	q.URL = scheme + "://" + host + q.URL
}

// body reads what follows a header, up to the next message.
func (t *transcript) body(d *draft, in string, header *authcore.Header, at int) int {
	start, end := at, at
	for at < t.to {
		lineEnds, next := lineEnd(t.text[:t.to], at)
		line := t.text[at:lineEnds]
		if t.marked && len(line) > 1 && strings.IndexByte("*{}<>", line[0]) >= 0 && line[1] == ' ' && (line[0] != '{' && line[0] != '}' || strings.HasSuffix(line, "data]")) {
			if at == start && line[0] != '<' && line[0] != '>' {
				start = next
				at, end = next, next
				continue
			}
			break
		}
		if m, _, _ := requestLine(line); m != "" {
			break
		}
		if code, _ := statusLine(line); code != 0 {
			break
		}
		if code, _ := shortStatusLine(line); code != 0 && in == "request" {
			break
		}
		at, end = next, next
	}
	next := at
	body := t.text[start:end]
	// What curl says next stands right behind a body without a line end.
	for _, sign := range [...]string{"* Connection #", "* Closing connection", "* TLSv1"} {
		if i := strings.Index(body, sign); i >= 0 && t.marked {
			body = body[:i]
		}
	}
	if n, digits := number(header.Get("Content-Length")); digits > 0 && n <= len(body) && strings.Trim(body[n:], " \t\r\n") == "" {
		body = body[:n]
	} else {
		body = strings.TrimRight(body, "\r\n")
	}
	if strings.Contains(header.Get("Transfer-Encoding"), "chunked") {
		if size, rest, ok := strings.Cut(body, "\n"); ok && strings.Trim(size, "0123456789abcdefABCDEF\r") == "" && rest != "" && (rest[0] == '{' || rest[0] == '<') {
			start += len(size) + 1
			body = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(rest, "\r\n"), "\n0"), "\r")
		}
	}
	if body == "" {
		return next
	}
	switch {
	case in == "response":
		d.Response.Body = []byte(body)
		d.span(in, "body", 0, start, len(body))
	case d.Request != nil && d.Request.Body == nil && !t.marked:
		d.Request.Body = []byte(body)
		d.span(in, "body", 0, start, len(body))
	}
	return next
}
