// The header and the body of a raw message.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

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
