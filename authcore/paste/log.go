// What clients and servers write into logs: exceptions, tracebacks, access
// logs, the console of a browser.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// tail is how much of a long log is looked at for more than its lines: the
// last megabyte.
const tail = 1 << 20

// log reads lines that hold a method, an address and a status, or, if there
// are none, what the text as a whole says.
func (r *reader) log() string {
	var last draft
	known := false
	for at := 0; at < len(r.text) && !r.full(); {
		end, next := lineEnd(r.text, at)
		if d, ok := r.logLine(at, end); ok {
			if known {
				r.add(last)
			}
			last, known = d, true
		}
		at = next
	}
	r.told(&last, max(0, len(r.text)-tail), len(r.text))
	r.add(last)
	switch {
	case last.Failure != nil:
		return "failure"
	case last.Response != nil:
		return "log"
	}
	return ""
}

// logLine reads a line such as `"POST /api/oauth/v1/token HTTP/1.1" 422`.
func (r *reader) logLine(at, end int) (d draft, ok bool) {
	line := r.text[at:end]
	for _, m := range methods {
		i := strings.Index(line, m)
		if i < 0 || i > 0 && isWord(line[i-1]) {
			continue
		}
		start := blanks(line, i+len(m))
		if start < len(line) && (line[start] == '"' || line[start] == '\'') {
			start++
		}
		rest := line[start:]
		if !strings.HasPrefix(rest, "/") && !hasFold(rest, "http") {
			continue
		}
		length := addressEnd(rest, 0)
		code, place := 0, 0
		for k := length; k < len(rest); k++ {
			if isDigit(rest[k]) && strings.IndexByte(" `\"'(:=", rest[k-1]) >= 0 {
				if n, valid := status(rest, k); valid {
					code, place = n, start+k
					break
				}
			}
		}
		if code == 0 {
			continue
		}
		q := d.request()
		d.lineOnly()
		q.Method, q.URL = m[:len(m)-1], rest[:length]
		d.span("request", "method", 0, at+i, len(q.Method))
		d.span("request", "url", 0, at+start, length)
		if host := strings.Index(line[:i], "://"); host >= 0 && q.URL[0] == '/' {
			// urllib3 writes https://pim.example.com:443 "POST /…
			if from, _ := addressIn(line[:i]); from >= 0 {
				q.URL = strings.TrimSuffix(line[from:addressEnd(line[:i], from)], ":443") + q.URL
				d.spans = d.spans[:1]
			}
		}
		d.response().Status = code
		d.span("response", "status", 0, at+place, 3)
		return d, true
	}
	return d, false
}

// told completes a draft by what text[from:to] says of an answer, or of why
// there is none.
func (r *reader) told(d *draft, from, to int) {
	text := r.text[from:to]
	if d.Failure = r.failure(from, to); d.Failure != nil {
		if d.Response != nil {
			d.Response = nil
			d.spans = d.spans[:min(len(d.spans), 2)]
		}
		if d.Request == nil {
			r.addressed(d, from, to)
		}
		return
	}
	if d.Response == nil || d.Response.Body == nil {
		if !r.body(d, from, to) {
			r.message(d, text)
		}
	}
	if d.Response == nil {
		if at, code := statusIn(text); code != 0 {
			d.response().Status = code
			d.span("response", "status", 0, from+at, 3)
		}
	}
	if d.Response != nil && d.Request == nil {
		r.addressed(d, from, to)
	}
}

// addressed takes the PIM's address in a text for that of the request.
func (r *reader) addressed(d *draft, from, to int) {
	text := r.text[from:to]
	at, ofPIM := addressIn(text)
	if at < 0 || !ofPIM && d.Failure == nil {
		return
	}
	address := text[at:addressEnd(text, at)]
	if u, err := urltext.Parse(address); err != nil || u.Path == "" && d.Failure == nil {
		return
	}
	d.request().URL = address
	d.lineOnly()
	d.span("request", "url", 0, from+at, len(address))
	for _, m := range methods {
		if strings.Contains(text, m+address) || strings.HasSuffix(strings.TrimRight(text[:at], "\"'` ("), m[:len(m)-1]) {
			d.Request.Method = m[:len(m)-1]
		}
	}
}

// body looks for the JSON or the HTML of an answer.
func (r *reader) body(d *draft, from, to int) bool {
	text := r.text[from:to]
	for at := 0; at < len(text); {
		n := strings.IndexAny(text[at:], "{<")
		if n < 0 {
			return false
		}
		at += n
		if text[at] == '<' {
			if !hasFold(text[at:], "<!doctype html") && !hasFold(text[at:], "<html") {
				at++
				continue
			}
			end := len(text)
			if i, _ := indexFold(text[at:], "</html>"); i >= 0 {
				end = at + i + 7
			}
			r.html(d, from+at, text[at:end])
			return true
		}
		if !answerBegins(text[at:]) {
			at++
			continue
		}
		end := skip(text, at)
		if cut := strings.Index(text[at:end], "(truncated..."); cut >= 0 || strings.HasPrefix(strings.TrimLeft(text[end:], " "), "(truncated...") {
			r.note("truncated")
			return false
		}
		d.answered(text[at:end], from+at)
		if n := space(text, end); d.Response.Status == 0 || n == end {
			if code, ok := status(text, n); ok { // of curl -w
				d.Response.Status = code
			}
		}
		return true
	}
	return false
}

// answerBegins reports whether an object begins as the PIM's answers do.
func answerBegins(text string) bool {
	at := space(text, 1)
	for _, name := range [...]string{`"code"`, `"message"`, `"error"`, `"error_description"`, `"access_token"`, `"_links"`, `"host"`, `"current_page"`, `"public_key"`, `"expires_in"`, `"status"`, `"token_type"`, `"refresh_token"`} {
		if strings.HasPrefix(text[min(at, len(text)):], name) {
			return !strings.Contains(text[:min(len(text), 200)], `"grant_type"`)
		}
	}
	return false
}

// answered takes a JSON text as the body of an answer. If no status is known,
// it is the one that goes with such a body.
func (d *draft) answered(body string, at int) {
	a := d.response()
	a.Body = []byte(body)
	d.span("response", "body", 0, at, len(body))
	if a.Status == 0 {
		a.Status = statusOf(body)
	}
}

// statusOf returns the status that a body names or goes with.
func statusOf(body string) int {
	v, _ := jsontext.Parse([]byte(body[:min(len(body), tail)]))
	o, _ := v.(jsontext.Object)
	if code, ok := o.Get("code"); ok {
		if n, ok := code.(jsontext.Number); ok {
			if code, ok := status(string(n), 0); ok {
				return code
			}
		}
	}
	switch v, _ := o.Get("error"); v {
	case nil:
		return 200
	case "access_denied":
		return 401
	}
	return 400
}

// html takes a page as an answer; many name their status in the title.
func (r *reader) html(d *draft, at int, page string) {
	a := d.response()
	a.Body = []byte(page)
	d.span("response", "body", 0, at, len(page))
	if a.Status != 0 {
		return
	}
	a.Status = 200
	if i, _ := indexFold(page, "<title>"); i >= 0 {
		title := page[i+7:]
		if code, ok := status(title, space(title, 0)); ok {
			a.Status = code
		}
	}
}

// statusIn finds a status: three digits behind words that say that they are
// one, or before its reason.
func statusIn(text string) (at, code int) {
	for i := 0; i+3 <= len(text); i++ {
		if c := text[i]; c < '1' || c > '5' || i > 0 && (isWord(text[i-1]) || text[i-1] == '.') {
			continue
		}
		n, ok := status(text, i)
		if !ok {
			continue
		}
		before := strings.ToLower(strings.TrimRight(text[max(0, i-24):i], " :=(\"'`["))
		for _, word := range [...]string{"status", "status code", "statuscode", "status_code", "http/1.1", "http/1.0", "http/2", "http/2.0", "http", "code", "success", "error", "status code of", "status of", "responded with", "returned", "httperror"} {
			if strings.HasSuffix(before, word) {
				return i, n
			}
		}
		after := strings.TrimLeft(text[i+3:min(len(text), i+40)], " (:-")
		for _, reason := range [...]string{"Unprocessable", "Unauthorized", "Forbidden", "Not Found", "Bad Request", "Client Error", "Server Error", "Method Not", "Not Acceptable", "Unsupported Media", "Too Many", "Internal Server", "Bad Gateway", "Service Unavailable", "Gateway Time", "Moved Perm", "Found", "Payload Too", "Request Entity", "Content Too", "OK"} {
			if hasFold(after, strings.ToLower(reason)) {
				return i, n
			}
		}
	}
	return 0, 0
}

// answered returns the exchanges of a command that printed text[from:to].
func (r *reader) answered(c *command, from, to int) []draft {
	drafts, ok := r.messages(from, to, c)
	d := &drafts[len(drafts)-1]
	if !ok || d.Response == nil {
		r.printed(d, max(from, to-tail), to)
	}
	if c.strips && d.Response != nil && strings.Contains(string(d.Response.Body), "Invalid json message received") && strings.Contains(string(d.Request.Body), `"`) && d == &drafts[0] {
		// The answer tells which PowerShell it was.
		r.note("powershell_strips")
		d.Request.Body = []byte(strings.ReplaceAll(string(d.Request.Body), `"`, ""))
		d.spans = without(d.spans, "request", "body", 0)
	}
	if c.follows && len(drafts) == 1 && ok && d.Response != nil && d.Response.Status/100 == 3 {
		r.note("redirect_followed")
	}
	return drafts
}

// printed is told without what is no answer: curl's progress, the prompt.
func (r *reader) printed(d *draft, from, to int) {
	if from < to && strings.TrimSpace(r.text[from:to]) != "" {
		gap := d.Request
		r.told(d, from, to)
		d.Request = gap
	}
}
