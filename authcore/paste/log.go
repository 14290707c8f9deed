// What clients and servers write into logs: exceptions, tracebacks, access
// logs, the console of a browser.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// tail is how much of a long log is looked at for more than its lines: the
// last megabyte.
const tail = 1 << 20

// log reads lines that hold a method, an address and a status, or, if there
// are none, what the text as a whole says.
func (r *reader) log() string {
	last := &draft{}
	for at := 0; at < len(r.text) && !r.full(); {
		end, next := lineEnd(r.text, at)
		if d := r.logLine(at, r.text[at:end]); d != nil {
			r.add(last)
			last = d
		}
		at = next
	}
	r.told(last, max(0, len(r.text)-tail), len(r.text))
	r.add(last)
	switch {
	case last.Failure != nil:
		return "failure"
	case last.Response != nil:
		return "log"
	}
	return ""
}

// logLine reads a line such as `"POST /api/oauth/v1/token HTTP/1.1" 422`; nil if
// it is none.
func (r *reader) logLine(at int, line string) *draft {
	for i := range len(line) {
		if i > 0 && isWord(line[i-1]) || line[i] < 'A' || line[i] > 'Z' {
			continue
		}
		n := begins(line[i:], methods)
		if n == 0 {
			continue
		}
		start := run(line, i+n, " \t\"'")
		rest := line[start:]
		if !strings.HasPrefix(rest, "/") && !hasFold(rest, "http") {
			continue
		}
		length := addressEnd(rest, 0)
		for k := length; k < len(rest); k++ {
			code := statusAt(rest, k)
			if code == 0 || strings.IndexByte(" `\"'(:=", rest[k-1]) < 0 {
				continue
			}
			d := &draft{}
			d.lineOnly()
			d.setMethod(line[i:i+n-1], at+i)
			d.setURL(rest[:length], at+start)
			if from, _ := addressIn(line[:i]); from >= 0 && rest[0] == '/' {
				// urllib3 writes https://pim.example.com:443 "POST /…
				d.setURL(strings.TrimSuffix(line[from:addressEnd(line[:i], from)], ":443")+rest[:length], -1)
			}
			d.setStatus(code, at+start+k)
			return d
		}
		return nil
	}
	return nil
}

// told completes a draft by what text[from:to] says of an answer, or of why
// there is none.
func (r *reader) told(d *draft, from, to int) {
	text := r.text[from:to]
	if d.Failure = r.failure(from, to); d.Failure != nil {
		d.unanswered()
	} else {
		if (d.Response == nil || d.Response.Body == nil) && !r.body(d, from, to) {
			r.message(d, text)
		}
		if d.Response == nil {
			statusIn(d, text, from)
		}
		if d.Response == nil {
			return
		}
	}
	if d.Request == nil {
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
	if from, _ := origin(address); from == address && d.Failure == nil {
		return
	}
	d.setURL(address, from+at)
	d.lineOnly()
	before := strings.TrimRight(text[:at], "\"'` (")
	for name, rest := "", methods; rest != ""; {
		name, rest, _ = strings.Cut(rest, "|")
		if strings.Contains(text, name+address) || strings.HasSuffix(before, name[:len(name)-1]) {
			d.Request.Method = name[:len(name)-1]
		}
	}
}

// body looks for the JSON or the HTML of an answer.
func (r *reader) body(d *draft, from, to int) bool {
	text := r.text[from:to]
	for at := 0; ; at++ {
		n := strings.IndexAny(text[at:], "{<")
		if n < 0 {
			return false
		}
		at += n
		switch rest := text[at:]; {
		case isPage(rest):
			if i := indexFold(rest, "</html>"); i >= 0 {
				rest = rest[:i+7]
			}
			d.page(rest, from+at)
			return true
		case rest[0] == '{' && answerBegins(rest):
			end := skip(text, at)
			if strings.Contains(text[at:min(end+20, len(text))], "(truncated...") {
				r.note("truncated")
				return false
			}
			d.answered(text[at:end], from+at)
			if n := space(text, end); n == end || d.Response.Status == 0 {
				if code := statusAt(text, n); code > 0 { // of curl -w
					d.Response.Status = code
				}
			}
			return true
		}
	}
}

// isPage reports whether a page begins.
func isPage(text string) bool { return hasFold(text, "<!doctype html") || hasFold(text, "<html") }

// answerBegins reports whether an object begins as the PIM's answers do.
func answerBegins(text string) bool {
	return begins(text[space(text, 1):], `"code"|"message"|"error"|"error_description"|"access_token"|"_links"|"host"|"current_page"|"public_key"|"expires_in"|"status"|"token_type"|"refresh_token"`) > 0 &&
		!strings.Contains(text[:min(len(text), 200)], `"grant_type"`)
}

// answered takes a JSON text as the body of an answer. If no status is known,
// it is the one that goes with such a body.
func (d *draft) answered(body string, at int) {
	d.setAnswer(body, at)
	if d.Response.Status == 0 {
		d.Response.Status = statusOf(body)
	}
}

// statusOf returns the status that a body names or goes with.
func statusOf(body string) int {
	v, _ := jsontext.Parse([]byte(body[:min(len(body), tail)]))
	o, _ := v.(jsontext.Object)
	named, _ := o.Get("code")
	if n, ok := named.(jsontext.Number); ok && statusAt(string(n), 0) > 0 {
		return statusAt(string(n), 0)
	}
	switch v, _ := o.Get("error"); v {
	case nil:
		return 200
	case "access_denied":
		return 401
	}
	return 400
}

// page takes a page as an answer; many name their status in the title.
func (d *draft) page(page string, at int) {
	d.setAnswer(page, at)
	a := d.Response
	if a.Status != 0 {
		return
	}
	a.Status = 200
	if i := indexFold(page, "<title>"); i >= 0 {
		if code := statusAt(page, space(page, i+7)); code > 0 {
			a.Status = code
		}
	}
}

// beforeStatus are words that say that a status follows, and reasons are those
// of a status before them.
const (
	beforeStatus = "status|status code|statuscode|status_code|http/1.1|http/1.0|http/2|http/2.0|http|code|success|error|status of|returned|responded with|httperror"
	reasons      = "Unprocessable|Unauthorized|Forbidden|Not Found|Bad Request|Client Error|Server Error|Method Not|Not Acceptable|Unsupported Media|Too Many|" +
		"Internal Server|Bad Gateway|Service Unavailable|Gateway Time|Moved Perm|Found|Payload Too|Request Entity|Content Too|OK"
)

// statusIn finds a status in text, which stands at a place of the paste: three
// digits behind words that say that they are one, or before its reason.
func statusIn(d *draft, text string, at int) {
	for i := 0; i+3 <= len(text); i++ {
		if c := text[i]; c < '1' || c > '5' || i > 0 && (isWord(text[i-1]) || text[i-1] == '.') || statusAt(text, i) == 0 {
			continue
		}
		before := strings.ToLower(strings.TrimRight(text[max(0, i-24):i], " :=(\"'`["))
		after := strings.TrimLeft(text[i+3:min(len(text), i+40)], " (:-")
		if ends(strings.TrimSuffix(before, " of"), beforeStatus) || begins(after, reasons) > 0 {
			d.setStatus(statusAt(text, i), at+i)
			return
		}
	}
}

// answered adds the exchanges of a command that printed text[from:to].
func (r *reader) answered(c *command, from, to int) {
	drafts, ok := r.messages(from, to, c)
	d := drafts[len(drafts)-1]
	from = max(from, to-tail)
	if d.Response == nil && space(r.text[:to], from) < to {
		r.told(d, from, to)
	}
	if len(drafts) == 1 && d.Response != nil {
		if c.strips && strings.Contains(string(d.Response.Body), "Invalid json message received") && strings.Contains(string(d.Request.Body), `"`) {
			// The answer tells which PowerShell it was.
			r.note("powershell_strips")
			d.setBody(strings.ReplaceAll(string(d.Request.Body), `"`, ""), -1)
		}
		if ok && c.has('L') && d.Response.Status/100 == 3 {
			r.note("redirect_followed")
		}
	}
	for _, d := range drafts {
		r.add(d)
	}
}
