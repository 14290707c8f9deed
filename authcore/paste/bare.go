// A part alone: header lines, a pair, a token, a body, a status, an address.

package paste

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// bare reads a text that is one part of a message and nothing else.
func (r *reader) bare() string {
	from := space(r.text, 0)
	text := strings.TrimRight(r.text[from:], " \t\r\n")
	if len(text) > tail {
		return ""
	}
	var d draft
	kind := r.part(&d, text, from)
	r.add(d)
	return kind
}

func (r *reader) part(d *draft, text string, at int) string {
	first := text
	if i := strings.IndexAny(text, "\r\n"); i >= 0 {
		first = text[:i]
	}
	oneLine := len(first) == len(text)
	lower := strings.ToLower(first[:min(len(first), 40)])
	switch {
	case text[0] == '{' || text[0] == '[' && len(text) > 1 && strings.IndexByte("{[\" \r\n", text[1]) >= 0 || strings.HasPrefix(text, "\uFEFF{"):
		return r.barejson(d, text, at)
	case hasFold(text, "<!doctype html") || hasFold(text, "<html"):
		r.html(d, at, text)
		return "http"
	case strings.HasPrefix(lower, "grant_type=") || oneLine && strings.Contains(text, "&grant_type="):
		d.request().Body = []byte(text)
		d.span("request", "body", 0, at, len(text))
		return "form"
	case strings.HasPrefix(lower, "basic ") || strings.HasPrefix(lower, "bearer "):
		d.authorization(text, at)
		return "header"
	case oneLine && strings.Contains(text, "://") && !strings.ContainsAny(text, " \t") && hasFold(text, "http"),
		oneLine && text[0] == '/' && pimPath(text), oneLine && text[0] == '?' && strings.Contains(text, "="),
		oneLine && strings.Contains(text, "/") && !strings.ContainsAny(text, " \t\"'{") && pimPath(text):
		d.request().URL = text
		d.span("request", "url", 0, at, len(text))
		return "url"
	}
	if r.barestatus(d, text, at) {
		return "status"
	}
	if kind := r.barelines(d, text, at); kind != "" {
		return kind
	}
	return r.barecredentials(d, text)
}

// authorization takes text as the value of the header.
func (d *draft) authorization(text string, at int) {
	d.request().Header.Add("Authorization", text)
	d.span("request", "header", 0, at, len(text))
}

// barejson takes a JSON text, or what was meant as one, as a body: of an
// answer, or of a request if it names what only requests have.
func (r *reader) barejson(d *draft, text string, at int) string {
	for _, name := range [...]string{"grant_type", "client_id", "username", "code_identifier"} {
		if strings.Contains(text, name) && !strings.Contains(text, `"code":4`) && !strings.Contains(text, `"message"`) && !strings.Contains(text, `"access_token"`) {
			d.request().Body = []byte(text)
			d.span("request", "body", 0, at, len(text))
			return "json"
		}
	}
	if skip(text, 0) < len(text) {
		return "" // more than one value
	}
	if strings.Contains(text, `"access_token"`) || strings.Contains(text, `"code"`) || strings.Contains(text, `"error"`) || strings.Contains(text, `"_links"`) || strings.Contains(text, `"routes"`) || strings.Contains(text, `"public_key"`) || strings.Contains(text, `"message"`) {
		d.answered(text, at)
		return "json"
	}
	return ""
}

// barestatus takes "422 Unprocessable Entity", "HTTP 422", "Error 401", "422".
func (r *reader) barestatus(d *draft, text string, at int) bool {
	if len(text) > 60 || strings.ContainsAny(text, "{<:/\n") && !strings.HasPrefix(text, "HTTP/") {
		return false
	}
	i := 0
	for _, word := range [...]string{"http/1.1 ", "http/1.0 ", "http/2 ", "http ", "error ", "status ", "code ", "code: ", "status: "} {
		if hasFold(text[i:], word) {
			i += len(word)
		}
	}
	code, ok := status(text, i)
	if !ok || i+3 < len(text) && strings.IndexByte(" (-,.", text[i+3]) < 0 {
		return false
	}
	d.response().Status = code
	d.span("response", "status", 0, at+i, 3)
	return true
}

// answerLines are names of header lines that only answers have.
const answerLines = " www-authenticate server set-cookie location retry-after allow vary pragma etag date x-powered-by x-frame-options strict-transport-security expires "

// barelines takes lines that are all header lines, and the lines that a PIM
// prints about a new client.
func (r *reader) barelines(d *draft, text string, at int) string {
	var header authcore.Header
	var places []int
	ofAnswer := false
	id, secret := "", ""
	for i := 0; i < len(text); {
		end, next := lineEnd(text, i)
		line := text[i:end]
		start := i
		i = next
		if strings.TrimSpace(line) == "" || hasFold(line, "a new client has been added") || hasFold(line, "a new connection has been created") {
			continue
		}
		lead := blanks(line, 0)
		for _, mark := range [...]string{"-H ", "--header ", "> ", "< ", "'", `"`} {
			if strings.HasPrefix(line[lead:], mark) {
				lead = blanks(line, lead+len(mark))
			}
		}
		name, value, ok := strings.Cut(line[lead:], ":")
		value = strings.TrimLeft(value, " \t")
		place := at + start + len(line) - len(value)
		if lead > 0 && (line[lead-1] == '\'' || line[lead-1] == '"') {
			value = strings.TrimRight(strings.TrimRight(value, " \\"), line[lead-1:lead])
		}
		switch key := strings.ToLower(name); {
		case ok && (key == "client_id" || key == "client id"):
			id = strings.TrimSpace(value)
			continue
		case ok && key == "secret":
			secret = strings.TrimSpace(value)
			continue
		case ok && isName(name) && (isHeader(key) || len(header) > 0 && len(name) < 40):
			ofAnswer = ofAnswer || strings.Contains(answerLines, " "+key+" ")
			header.Add(name, value)
			places = append(places, place)
			continue
		case len(header) > 0 && !ok && strings.EqualFold(header[len(header)-1].Name, "Authorization"):
			if len(header[len(header)-1].Value) > maxValue {
				return ""
			}
			header[len(header)-1].Value += "\n" + strings.TrimLeft(line, " \t")
			places[len(places)-1] = -1
			continue
		case id != "" && ok:
			continue // label, username, …
		}
		return ""
	}
	in := "request"
	switch {
	case id != "" && secret != "":
		r.note("encoded")
		d.request().Header.Add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(id+":"+secret)))
		return "pair"
	case len(header) == 0:
		return ""
	case ofAnswer && !header.Has("Authorization"):
		// The status that goes with such a line; without one there is nothing to say.
		in = "response"
		for _, row := range [...]struct {
			name   string
			status int
		}{{"WWW-Authenticate", 401}, {"Retry-After", 429}, {"Location", 302}, {"Allow", 405}} {
			if d.Response == nil && header.Has(row.name) {
				d.response().Status = row.status
				d.Response.Header = header
			}
		}
		if d.Response == nil {
			return ""
		}
	default:
		d.request().Header = header
	}
	for i, place := range places {
		d.span(in, "header", i, place, len(header[i].Value))
	}
	return "header"
}

// isHeader reports whether a name, in small letters, is one of those by which
// lines are known to be a header's.
func isHeader(name string) bool {
	return strings.HasPrefix(name, "x-") || strings.Contains(answerLines+"authorization content-type accept host user-agent cookie origin referer cache-control connection content-length accept-encoding accept-language transfer-encoding ", " "+name+" ")
}

// barecredentials takes a token, the base64 of a pair, or a pair.
func (r *reader) barecredentials(d *draft, text string) string {
	quotes := ""
	if n := len(text); n > 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		quotes = text[:1]
	}
	inner := strings.TrimSuffix(strings.TrimPrefix(text, quotes), quotes)
	if strings.ContainsAny(inner, " \t") && !isBase64(strings.NewReplacer(" ", "", "\t", "").Replace(inner)) {
		return ""
	}
	switch {
	case isToken(inner):
		r.header(d, "Bearer ", inner)
		return "token"
	case isBase64(strings.NewReplacer("\r", "", "\n", "", " ", "").Replace(inner)) && len(inner) >= 8 && readable(inner):
		r.header(d, "Basic ", inner)
		return "pair"
	case strings.Contains(inner, ":") && !strings.ContainsAny(inner, " \n/{}") && !hostAndPort(inner):
		r.note("encoded")
		d.request().Header.Add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(inner)))
		return "pair"
	case likeHost(inner):
		scheme := "https"
		if strings.HasPrefix(inner, "localhost") || strings.HasPrefix(inner, "127.") {
			scheme = "http"
		}
		r.note("scheme_assumed", "scheme", scheme)
		d.request().URL = scheme + "://" + inner
		return "url"
	}
	return ""
}

// header takes credentials with a scheme before them. The value stands nowhere
// in the paste as a whole, so it has no span.
func (r *reader) header(d *draft, scheme, credentials string) {
	d.request().Header.Add("Authorization", scheme+credentials)
}

// isToken reports whether a text looks like a token of a PIM: letters and
// digits, about 86 of them, that are the base64 of hexadecimal digits.
func isToken(text string) bool {
	body := strings.TrimRight(text, "=")
	if len(body) < 40 || len(body) > 120 || strings.IndexByte("MNOYZ", body[0]) < 0 {
		return false
	}
	decoded, err := base64.RawStdEncoding.DecodeString(body[:len(body)/4*4])
	return err == nil && strings.Trim(string(decoded), "0123456789abcdef") == ""
}

func isBase64(text string) bool {
	for i := range len(text) {
		if c := text[i]; !isWord(c) && strings.IndexByte("+/=-", c) < 0 {
			return false
		}
	}
	return text != ""
}

// readable reports whether a base64 text says something that a person could
// have meant.
func readable(text string) bool {
	text = strings.NewReplacer("\r", "", "\n", "", " ", "", "=", "", "-", "+", "_", "/").Replace(text)
	if len(text)%4 == 1 {
		text = text[:len(text)-1]
	}
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil || len(decoded) < 4 || !utf8.Valid(decoded) {
		return false
	}
	strange := 0
	for _, c := range decoded {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7F {
			strange++
		}
	}
	return strange == 0
}

func hostAndPort(text string) bool {
	host, port, _ := strings.Cut(text, ":")
	n, length := number(port)
	return length == len(port) && n < 65536 && (strings.Contains(host, ".") || host == "localhost")
}

func likeHost(text string) bool {
	u, err := urltext.Parse("https://" + text)
	host, _, _ := strings.Cut(u.Host, ":")
	name := strings.ToLower(host)
	return err == nil && (strings.Contains(strings.Trim(name, "."), ".") || name == "localhost") && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == "" && len(text) < 300
}
