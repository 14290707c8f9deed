// The header and the body of a raw message.

package paste

import "strings"

// message reads the header and the body of the message whose first line is
// read, and returns where it ends. If mark is not 0 its lines begin with one of
// the marks of curl -v.
func (t *transcript) message(at, mark int, p part) int {
	t.marked = mark > 0
	d := t.last()
	side, taken := byte('<'), true
	if p == linePart {
		side, taken = '>', t.taken
	}
	host := ""
	for at < len(t.text) {
		end, next := lineEnd(t.text, at)
		line := t.text[at:end]
		if t.marked {
			if strings.HasPrefix(line, "*") {
				at = next
				continue
			}
			if line == "" || line[0] != side {
				break
			}
			line = line[blanks(line, 1):]
		}
		if line == "" {
			at = next
			break
		}
		if begins(line, "{|<|grant_type=") > 0 {
			break // a body without the empty line
		}
		at = next
		if !taken {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		value = strings.TrimLeft(value, " \t")
		switch {
		case !ok || !isName(name):
			d.folded(p, line)
		case p == answerLine:
			d.addLine(p, name, value, end-len(value))
		case strings.EqualFold(name, "Host"):
			host = value
		case t.marked && (among(strings.ToLower(name), "user-agent|content-length") || value == "*/*"): // curl's own
		default:
			d.addLine(p, name, value, end-len(value))
		}
	}
	if p == linePart && taken {
		t.address(d, host)
	}
	return t.body(d, p, at)
}

// isName reports whether a header line may be called so.
func isName(name string) bool { return name != "" && words(name, 0, "-.") == len(name) }

// address puts host before the target. The scheme is a guess where curl did
// not say it.
func (t *transcript) address(d *draft, host string) {
	q := d.Request
	if host == "" || !strings.HasPrefix(q.URL, "/") {
		return
	}
	scheme := "https"
	if !t.https {
		if t.marked || begins(host, "localhost|127.0.0.1") > 0 || strings.Contains(host, ":80") {
			scheme = "http"
		}
		t.noteOf("scheme_assumed", "scheme", scheme)
	}
	q.URL = scheme + "://" + host + q.URL
}

// body reads what follows a header, up to the next message.
func (t *transcript) body(d *draft, p part, at int) int {
	start := at
	for at < len(t.text) {
		end, next := lineEnd(t.text, at)
		line := t.text[at:end]
		if t.marked && begins(line, "> |< ") > 0 {
			break
		}
		if t.marked && (strings.HasPrefix(line, "* ") || begins(line, "{ |} ") > 0 && strings.HasSuffix(line, "data]")) {
			if at != start {
				break
			}
			start = next
		}
		target, _ := requestLine(line)
		if code, _ := statusLine(line, p == linePart); target != "" || code != 0 {
			break
		}
		at = next
	}
	body := t.text[start:max(at, start)]
	// What curl says next stands right behind a body without a line end.
	if i := strings.Index(body, "* Connection #"); i >= 0 && t.marked {
		body = body[:i]
	}
	header := *d.header(p)
	if n, digits := number(header.Get("Content-Length")); digits > 0 && n <= len(body) && space(body, n) == len(body) {
		body = body[:n]
	} else {
		body = strings.TrimRight(body, "\r\n")
	}
	if strings.Contains(header.Get("Transfer-Encoding"), "chunked") {
		if size := run(body, 0, "0123456789abcdefABCDEF"); size > 0 {
			size += lineBreak(body, size)
			start += size
			body = strings.TrimRight(strings.TrimSuffix(body[size:], "\n0"), "\r\n")
		}
	}
	switch {
	case body == "":
	case p == answerLine:
		d.setAnswer(body, start)
	case d.Request.Body == nil && !t.marked:
		d.setBody(body, start)
	}
	return at
}
