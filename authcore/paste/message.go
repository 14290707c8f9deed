// Raw HTTP: requests and answers as they stand on the wire, in what curl -i and
// curl -v print, and in files of requests.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
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
const methods = "GET |POST |PUT |PATCH |DELETE |HEAD |OPTIONS "

// requestLine reads the method and the target of a request line; the target
// stands at line[at:].
func requestLine(line string) (target string, at int) {
	at = begins(line, methods)
	if at == 0 {
		return "", 0
	}
	at = blanks(line, at)
	target = line[at:]
	version := strings.LastIndex(target, " HTTP/")
	if version >= 0 {
		target = target[:version]
	}
	target = strings.TrimRight(target, " ")
	if begins(target, "/|http://|https://") == 0 || version < 0 && strings.Contains(target, " ") {
		return "", 0
	}
	return target, at
}

// statusLine reads the status of a status line, which stands at line[at:]; if
// short, also of one as people and some tools write it: "200 OK".
func statusLine(line string, short bool) (code, at int) {
	if strings.HasPrefix(line, "HTTP/") {
		at = strings.IndexByte(line, ' ') + 1
		if at > 6 && at < 10 {
			code = statusAt(line, at)
		}
	} else if short && len(line) > 5 && len(line) < 50 && line[3] == ' ' && 'A' <= line[4] && line[4] <= 'Z' && !strings.ContainsAny(line, "{}\":=&") {
		code = statusAt(line, 0)
	}
	return code, at
}

// A transcript is messages in the making.
type transcript struct {
	*reader
	text   string // up to where the messages end
	drafts []*draft
	sent   *command // what a command made, if there is one
	https  bool     // curl said so
	marked bool     // the lines begin with > and <
	taken  bool     // the header of the request is taken from here, not from the command
}

// messages reads the messages in text[from:to]. An answer belongs to the
// request before it. ok says whether anything was found.
func (r *reader) messages(from, to int, sent *command) (drafts []*draft, ok bool) {
	t := &transcript{reader: r, text: r.text[:to], sent: sent}
	if sent != nil {
		t.drafts = []*draft{&sent.draft}
	}
	for at := from; at < to; {
		end, next := lineEnd(t.text, at)
		line := t.text[at:end]
		mark := begins(line, "> |< ")
		t.https = t.https || begins(line, "* SSL connection|* ALPN") > 0 || strings.HasPrefix(line, "* Connected to ") && strings.Contains(line, " port 443 ")
		line = line[mark:]
		code, place := statusLine(line, len(t.drafts) > 0)
		if target, targetAt := requestLine(line); target != "" {
			t.request(line, target, at+mark, at+mark+targetAt)
			next = t.message(next, mark, linePart)
			ok = true
		} else if code != 0 {
			t.answer(code, at+mark+place)
			next = t.message(next, mark, answerLine)
			ok = true
		}
		at = next
	}
	return t.drafts, ok
}

func (t *transcript) last() *draft { return t.drafts[len(t.drafts)-1] }

// request begins a request. What a command sent is known better from the
// command, unless that leaves something open.
func (t *transcript) request(line, target string, at, targetAt int) {
	if t.sent != nil && len(t.drafts) == 1 && t.sent.Response == nil {
		d := t.last()
		if t.taken = len(d.Gaps) > 0; !t.taken {
			return
		}
		// The lines are taken from the transcript.
		d.Request.Header = nil
		d.unmark(methodPart, methodPart)
		d.unmark(linePart, linePart)
		var gaps []string
		for _, gap := range d.Gaps {
			switch gap {
			case "url":
				d.setURL(target, -1)
			case "body":
				gaps = append(gaps, gap)
			}
		}
		d.Gaps = gaps
		return
	}
	t.drafts, t.taken = append(t.drafts, &draft{}), true
	method, _, _ := strings.Cut(line, " ")
	d := t.last()
	d.setMethod(method, at)
	if !strings.Contains(target, "://") {
		targetAt = -1
	}
	d.setURL(target, targetAt)
}

// answer begins an answer: of the request before, or of one that curl -L sent
// by itself, or of none that is known.
func (t *transcript) answer(code, at int) {
	if len(t.drafts) == 0 {
		t.drafts = append(t.drafts, &draft{})
	}
	if a := t.last().Response; a != nil {
		switch {
		case a.Status < 200 || t.sent != nil && a.Header == nil && a.Status == 200:
			// Only the last answer counts: 100 Continue, or a proxy that is connected.
			t.last().unanswered()
		case a.Status/100 == 3 && t.last().Request != nil:
			t.note("redirect_followed")
			t.drafts = append(t.drafts, redirected(t.last(), t.sent != nil && t.sent.has('X')))
		default:
			t.drafts = append(t.drafts, &draft{})
		}
	}
	t.last().setStatus(code, at)
}

// redirected returns the request that curl -L sends after a redirect: with -X
// the method stays, else a POST becomes a GET.
func redirected(before *draft, methodStays bool) *draft {
	q := *before.Request
	q.Header = append(authcore.Header(nil), q.Header...)
	if code := before.Response.Status; code != 307 && code != 308 && q.Method != "HEAD" {
		q.Header.Del("Content-Type")
		if q.Body = nil; !methodStays {
			q.Method = "GET"
		}
	}
	location := before.Response.Header.Get("Location")
	from, host := origin(q.URL)
	if strings.HasPrefix(location, "/") {
		q.URL = from + location
	} else if location != "" {
		q.URL = location
		if _, to := origin(location); !strings.EqualFold(to, host) {
			q.Header.Del("Authorization") // as curl does
		}
	}
	d := &draft{}
	d.Request, d.Gaps = &q, before.Gaps
	return d
}
