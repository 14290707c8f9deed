// A part alone: header lines, a pair, a token, a body, a status, an address.

package paste

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// bare reads a text that is one part of a message and nothing else.
func (r *reader) bare() string {
	from := space(r.text, 0)
	text := strings.TrimRight(r.text[from:], " \t\r\n")
	if len(text) > tail {
		return ""
	}
	d := &draft{}
	kind := r.part(d, text, from)
	r.add(d)
	return kind
}

func (r *reader) part(d *draft, text string, at int) string {
	oneLine := strings.IndexByte(text, '\n') < 0
	switch {
	case begins(text, "{|[{|[[|[\"|[ |[\r|[\n|\uFEFF{") > 0:
		return barejson(d, text, at)
	case isPage(text):
		d.page(text, at)
		return "http"
	case hasFold(text, "grant_type=") || oneLine && strings.Contains(text, "&grant_type="):
		d.setBody(text, at)
		return "form"
	case hasFold(text, "basic ") || hasFold(text, "bearer "):
		d.addLine(linePart, "Authorization", text, at)
		return "header"
	case oneLine && (hasFold(text, "http") && strings.Contains(text, "://") || begins(text, "?") > 0 && strings.Contains(text, "=") || pimPath(text)) && !strings.ContainsAny(text, " \t\"'{"):
		d.setURL(text, at)
		return "url"
	case barestatus(d, text, at):
		return "status"
	}
	if kind := r.barelines(d, text, at); kind != "" {
		return kind
	}
	return r.barecredentials(d, text)
}

// barejson takes a JSON text, or what was meant as one, as a body: of an
// answer, or of a request if it names what only requests have.
func barejson(d *draft, text string, at int) string {
	switch {
	case holds(text, "grant_type|client_id|username|code_identifier") && !holds(text, `"code":4|"message"|"access_token"`):
		d.setBody(text, at)
	case skip(text, 0) == len(text) && holds(text, `"access_token"|"code"|"error"|"_links"|"routes"|"public_key"|"message"`):
		d.answered(text, at)
	default:
		return ""
	}
	return "json"
}

// barestatus takes "422 Unprocessable Entity", "HTTP 422", "Error 401", "422".
func barestatus(d *draft, text string, at int) bool {
	if len(text) > 60 || strings.ContainsAny(text, "{<\n") {
		return false
	}
	i := 0
	for n := 1; n > 0; i += n {
		n = begins(strings.ToLower(text[i:]), "http/1.1 |http/1.0 |http/2 |http |error |status |code |code: |status: ")
	}
	code := statusAt(text, i)
	if code == 0 || i+3 < len(text) && strings.IndexByte(" (-,.", text[i+3]) < 0 {
		return false
	}
	d.setStatus(code, at+i)
	return true
}

// answerLines are names of header lines that only answers have, otherLines
// further ones by which lines are known to be a header's.
const (
	answerLines = "www-authenticate|server|set-cookie|location|retry-after|allow|vary|pragma|etag|date|x-powered-by|x-frame-options|strict-transport-security|expires"
	otherLines  = "authorization|content-type|accept|host|user-agent|cookie|origin|referer|cache-control|connection|content-length|accept-encoding|accept-language|transfer-encoding"
)

// isHeader reports whether a name, in small letters, is one of those by which
// lines are known to be a header's.
func isHeader(name string) bool {
	return strings.HasPrefix(name, "x-") || among(name, answerLines) || among(name, otherLines)
}

// barelines takes lines that are all header lines, and the lines that a PIM
// prints about a new client.
func (r *reader) barelines(d *draft, text string, at int) string {
	p := linePart
	if name, _, _ := strings.Cut(text, ":"); among(strings.ToLower(name), answerLines) {
		p = answerLine
	}
	id, secret := "", ""
	for i := 0; i < len(text); {
		end, next := lineEnd(text, i)
		lead := blanks(text[:end], i)
		lead = blanks(text[:end], lead+begins(text[lead:end], "-H |--header |> |< "))
		quote := begins(text[lead:end], "'|\"")
		lead += quote
		line := text[lead:end]
		if quote > 0 {
			line = strings.TrimRight(line, "'\" \\")
		}
		i = next
		name, value, ok := strings.Cut(line, ":")
		value = strings.TrimLeft(value, " \t")
		switch key := strings.ToLower(name); {
		case line == "" || hasFold(line, "a new c"): // client, or connection
		case ok && among(key, "client_id|client id"):
			id = value
		case ok && key == "secret":
			secret = value
		case id != "" && ok: // its label, or the user's name
		case ok && isName(name) && (isHeader(key) || len(*d.header(p)) > 0):
			d.addLine(p, name, value, at+lead+len(line)-len(value))
		case ok || !d.folded(p, strings.TrimLeft(line, " \t")):
			*d = draft{}
			return ""
		}
	}
	if id != "" && secret != "" {
		r.encoded(d, strings.TrimSpace(id)+":"+strings.TrimSpace(secret))
		return "pair"
	}
	if p == answerLine {
		// The status that goes with such a line; without one there is nothing to say.
		for name, rest := "", "WWW-Authenticate401|Retry-After429|Location302|Allow405"; rest != ""; {
			name, rest, _ = strings.Cut(rest, "|")
			if n := len(name) - 3; d.Response.Status == 0 && d.Response.Header.Has(name[:n]) {
				d.setStatus(statusAt(name, n), -1)
			}
		}
		if d.Response.Status == 0 {
			*d = draft{}
			return ""
		}
	}
	return "header"
}

// encoded takes a pair, as the header that it is for.
func (r *reader) encoded(d *draft, pair string) {
	r.note("encoded")
	d.pair(pair, false)
}

// barecredentials takes a token, the base64 of a pair, a pair, or a host.
func (r *reader) barecredentials(d *draft, text string) string {
	if n := len(text); n > 2 && begins(text, "'|\"") > 0 && text[n-1] == text[0] {
		text = text[1 : n-1]
	}
	switch {
	case isToken(text):
		d.authorize("Bearer ", text, false)
		return "token"
	case readable(text):
		d.authorize("Basic ", text, false)
		return "pair"
	case strings.ContainsAny(text, " \t\n/{}"):
	case likeHost(text):
		scheme := "https"
		if begins(text, "localhost|127.") > 0 {
			scheme = "http"
		}
		r.noteOf("scheme_assumed", "scheme", scheme)
		d.setURL(scheme+"://"+text, -1)
		return "url"
	case strings.Contains(text, ":"):
		r.encoded(d, text)
		return "pair"
	}
	return ""
}

// isToken reports whether a text looks like a token of a PIM: letters and
// digits, about 86 of them, that are the base64 of hexadecimal digits.
func isToken(text string) bool {
	text = strings.TrimRight(text, "=")
	if len(text) < 40 || len(text) > 120 || strings.IndexByte("MNOYZ", text[0]) < 0 {
		return false
	}
	decoded, err := base64.RawStdEncoding.DecodeString(text[:len(text)/4*4])
	return err == nil && strings.Trim(string(decoded), "0123456789abcdef") == ""
}

// readable reports whether a text is base64, maybe broken into lines, that says
// something that a person could have meant.
func readable(text string) bool {
	var digits []byte
	for i := range len(text) {
		c := text[i]
		if k := strings.IndexByte("-_", c); k >= 0 {
			c = "+/"[k]
		}
		if strings.IndexByte(" \t\r\n=", c) < 0 {
			digits = append(digits, c)
		}
	}
	if len(digits)%4 == 1 {
		digits = digits[:len(digits)-1]
	}
	decoded, err := base64.RawStdEncoding.DecodeString(string(digits))
	if err != nil || len(decoded) < 4 || !utf8.Valid(decoded) {
		return false
	}
	for _, c := range decoded {
		if c < ' ' && strings.IndexByte("\n\r\t", c) < 0 || c == 0x7F {
			return false
		}
	}
	return true
}

func likeHost(text string) bool {
	host, port, _ := strings.Cut(text, ":")
	return len(text) < 300 && (strings.Contains(strings.Trim(host, "."), ".") || host == "localhost") &&
		run(host, 0, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == len(host) && strings.Trim(port, "0123456789") == ""
}
