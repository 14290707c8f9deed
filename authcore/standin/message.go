// Requests and answers, line by line.

package standin

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

func (m *maker) request(r *authcore.Request) *authcore.Request {
	m.identifier = identifierIn(r)
	made := &authcore.Request{Method: m.method(r.Method), Header: m.header(r.Header)}
	made.URL = m.optionalURL(r.URL)
	made.Body = m.body(r.Body, false)
	return made
}

func (m *maker) response(r *authcore.Response) *authcore.Response {
	return &authcore.Response{Status: r.Status, Header: m.header(r.Header), Body: m.body(r.Body, true)}
}

func (m *maker) method(text string) string {
	if text == "" || methods.has(text) {
		return text
	}
	return m.replaced(text)
}

// identifierIn returns the code identifier that a request carries.
func identifierIn(r *authcore.Request) string {
	for _, s := range jsontext.Strings(r.Body) {
		if s.Name == "code_identifier" {
			return escapeView(string(r.Body[s.Start:s.End])).plain
		}
	}
	u, _ := urltext.Parse(r.URL)
	for _, form := range [...]string{string(r.Body), u.RawQuery} {
		for _, p := range urltext.ParseQuery(form) {
			if p.Name == "code_identifier" {
				return p.Value
			}
		}
	}
	return ""
}

func (m *maker) header(h authcore.Header) authcore.Header {
	var made authcore.Header
	for _, f := range h {
		made.Add(m.headerName(f.Name), m.line(strings.ToLower(strings.TrimFunc(f.Name, isShape)), f.Value))
	}
	return made
}

func (m *maker) headerName(name string) string {
	if near, ok := m.nearly(name, headerNames); ok {
		return near
	}
	return m.leaf(kindText, name)
}

const (
	addressLines vocabulary = " location content-location referer origin x-forwarded-host host "
	numberLines  vocabulary = " content-length age retry-after access-control-max-age upgrade-insecure-requests dnt "
	dateLines    vocabulary = " retry-after date expires last-modified "
	valueLines   vocabulary = " cookie set-cookie etag x-api-key x-auth-token x-access-token x-request-id x-debug-token postman-token x-forwarded-for x-real-ip forwarded from "
)

// line replaces the value of a header line.
func (m *maker) line(name, value string) string {
	switch {
	case vocabulary(" authorization proxy-authorization x-authorization ").has(name):
		return m.authorization(value)
	case name == "client-id":
		return m.leaf(kindClientID, value)
	case name == "client-secret":
		return m.leaf(kindSecret, value)
	case addressLines.has(name):
		if isURL(value) || strings.HasPrefix(value, "/") {
			return m.url(value)
		}
		if strings.Contains(value, ".") && strings.IndexByte(value, ' ') < 0 && name != "location" {
			return m.authority(value)
		}
	case numberLines.has(name) && strings.Trim(value, "0123456789") == "" && len(value) <= 7, dateLines.has(name) && isDate(value):
		return value
	case valueLines.has(name):
		return m.cookie(value)
	case !headerNames.has(name):
		return m.leaf(kindText, value)
	}
	return m.told(value)
}

// isDate reports whether a value is a date as HTTP writes it.
func isDate(value string) bool {
	const form = "Www, 00 Www 0000 00:00:00 GMT"
	if len(value) != len(form) {
		return false
	}
	for i := range len(form) {
		switch c := value[i]; {
		case form[i] == '0' && isDigit(c), (form[i]|0x20 == 'w') && isAlpha(c), form[i] == c:
		default:
			return false
		}
	}
	return words.has(value[:3]) && words.has(value[8:11])
}

// cookie lets nothing pass but the names of a PIM's cookie and of attributes.
func (m *maker) cookie(value string) string {
	pieces := strings.Split(value, ";")
	for i, p := range pieces {
		name, text, ok := strings.Cut(p, "=")
		core := strings.TrimSpace(name)
		known := vocabulary(" bapid path httponly secure samesite expires max-age domain ").has(core)
		switch {
		case known && ok && vocabulary(" / lax strict none ").has(strings.TrimSpace(text)):
		case known && ok:
			pieces[i] = name + "=" + m.leaf(kindText, text)
		case known:
		case ok:
			pieces[i] = m.leaf(kindText, name) + "=" + m.leaf(kindText, text)
		default:
			pieces[i] = m.leaf(kindText, p)
		}
	}
	return strings.Join(pieces, ";")
}

// authorization replaces the credentials behind their scheme, or behind
// several, or behind none.
func (m *maker) authorization(value string) string {
	rest := value
	var b strings.Builder
	basic := false
	for {
		start := len(rest) - len(strings.TrimLeftFunc(rest, isShape))
		n := run(rest[start:], "-")
		word := rest[start : start+n]
		near, ok := m.near(word, schemes+" authorization ")
		if !ok || start+n == len(rest) || isAlnum(rest[start+n]) || rest[start+n] == '=' {
			break
		}
		if !vocabulary(" authorization ").has(word) {
			basic = strings.EqualFold(near, "Basic") || basic && !strings.EqualFold(near, "Bearer")
		}
		b.WriteString(m.replaced(rest[:start]) + near)
		rest = rest[start+n:]
	}
	blanks := len(rest) - len(strings.TrimLeft(rest, " "))
	b.WriteString(rest[:blanks])
	b.WriteString(m.credentials(rest[blanks:], basic || b.Len() == 0))
	return b.String()
}

func (m *maker) credentials(text string, basic bool) string {
	if strings.Contains(text, ":") && !strings.HasPrefix(text, "{") {
		return m.pair(text, depth)
	}
	// Line breaks and blanks in the base64 of a pair are faults of it, and
	// what they break is still its base64.
	if v, ok := base64View(text); ok && !isTokens(strings.TrimFunc(text, isShape)) && isText(v.plain) && len(text) >= 4 {
		return v.again(m.within(v.plain, depth-1))
	}
	if basic {
		return m.leaf(kindSecret, text)
	}
	return m.leaf(kindToken, text)
}

// maxBody is what is kept of a body. A page is told by how it begins.
const maxBody = 8 << 10

// body replaces what is in a body by what it looks like: what it is called may
// be the fault.
func (m *maker) body(body []byte, answer bool) []byte {
	if body == nil {
		return nil
	}
	text := string(body)
	if len(text) > maxBody {
		text = text[:maxBody]
		for len(text) > 0 && !utf8.ValidString(text[len(text)-1:]) && text[len(text)-1]&0xC0 == 0x80 {
			text = text[:len(text)-1]
		}
	}
	start := strings.TrimLeft(text, " \t\r\n'\"\uFEFF\\")
	isJSON := strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[")
	switch {
	case vocabulary(" null true false ").has(strings.TrimSpace(text)):
	case strings.HasPrefix(text, "--"):
		text = m.multipart(text)
	case isJSON && !answer && strings.HasPrefix(text, `"`): // JSON within a JSON string
		inner := strings.TrimSuffix(text[1:], `"`)
		v := escapeView(inner)
		text = `"` + v.again(m.json(v.plain)) + text[1+len(inner):]
	case isJSON:
		text = m.json(text)
	case answer && !strings.HasPrefix(start, "access_token="):
		text = m.told(text)
	case strings.Contains(text, "="):
		text = m.form(text)
	case strings.ContainsAny(text, "{<"):
		text = m.told(text)
	default:
		text = m.leaf(kindText, text)
	}
	return []byte(text)
}

// multipart replaces the values between the boundaries.
func (m *maker) multipart(text string) string {
	var b strings.Builder
	name := ""
	for _, line := range strings.SplitAfter(text, "\n") {
		bare := strings.TrimRight(line, "\r\n")
		end := line[len(bare):]
		lower := strings.ToLower(bare)
		switch {
		case strings.HasPrefix(bare, "--"):
			b.WriteString(m.replaced(bare))
		case strings.HasPrefix(lower, "content-"):
			head, rest, ok := strings.Cut(bare, `name="`)
			b.WriteString(m.told(head))
			if ok {
				name, rest, ok = strings.Cut(rest, `"`)
				b.WriteString(`name="` + m.name(name))
				if ok {
					b.WriteString(`"` + m.told(rest))
				}
			}
		default:
			b.WriteString(m.named(name, bare))
		}
		b.WriteString(end)
	}
	return b.String()
}
