// A body that should be JSON and is none: which of the few mistakes it is that
// people make.

package diagnose

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// writing are the methods of requests that have a body; "" is not known.
var writing = []string{"POST", "PUT", "PATCH", ""}

// bodyIsJSON is for what a PIM refuses before it looks at anything else.
func bodyIsJSON(x *examination) {
	body := x.text()
	start := strings.TrimSpace(body)
	if !x.sent || x.route == routeOther || start == "" || !slices.Contains(writing, x.q.Method) {
		return
	}
	if x.body.line < 0 {
		// A body alone, of which nothing else is known.
		if x.lacksType() || x.body.fault == nil || !strings.Contains(body, "grant_type") {
			return
		}
	} else if !isJSON(x.body.mediaType) {
		return
	}
	if !x.bytesOfJSON(body) {
		return
	}
	token := x.route == routeToken || x.route == routeAppToken
	fault := x.body.fault
	switch {
	case start[0] == '\'':
		x.mended(x.bodyAt("shell_quotes", strings.IndexByte(body, '\'')), strings.Trim(start, "'"))
	case x.escapedTwice(start):
	case !x.body.json && looksLikeForm(body):
		f := x.find("body_form_as_json", Certain)
		if x.body.line >= 0 {
			x.markType(f)
		}
		x.markStart(f)
		if x.wantsToken() || x.route == routeAppToken {
			x.fixType(f, typeForm)
		}
	case fault != nil:
		x.jsonFault(body, fault)
	case !x.body.json:
		v, err := jsontext.Parse(x.q.Body)
		if fault, ok := err.(*jsontext.SyntaxError); ok {
			x.jsonFault(body, fault)
		} else if _, isObject := v.(jsontext.Object); !isObject {
			x.bodyAt("json_not_object", strings.Index(body, start))
		}
	case token && start[0] == '[':
		x.bodyAt("json_not_object", strings.IndexByte(body, '['))
	}
}

// bodyAt adds a finding with one character of the body, none at its end.
func (x *examination) bodyAt(code string, at int) *Finding {
	_, n := utf8.DecodeRune(x.q.Body[min(at, len(x.q.Body)):])
	return x.sayBody(code, Certain, at, at+n)
}

// utf16 is how JSON in UTF-16 begins.
var utf16 = []string{"\xFF\xFE", "\xFE\xFF", "{\x00", "\x00{"}

// bytesOfJSON reports whether the bytes can be JSON at all; if not it says why.
func (x *examination) bytesOfJSON(body string) bool {
	code, from, to, mended := "body_encoding at", 0, 2, ""
	switch encoding := strings.ToLower(strings.TrimSpace(x.q.Header.Get("Content-Encoding"))); {
	case strings.HasPrefix(body, "\x1F\x8B"):
		code = "body_compressed"
	case encoding != "" && encoding != "identity":
		return x.encoded()
	case len(body) > 1 && slices.Contains(utf16, body[:2]):
	case strings.HasPrefix(body, "\uFEFF"):
		code, to, mended = "json_bom", 3, strings.TrimLeft(body, "\uFEFF")
	case !utf8.ValidString(body):
		mended, from = fromLatin1(body)
		to = from + 1
	default:
		return true
	}
	x.mended(x.sayBody(code, Certain, from, to), mended)
	return false
}

// encoded is for a Content-Encoding, which no PIM reads. It reports whether the
// body may be JSON all the same.
func (x *examination) encoded() bool {
	f := x.find("body_compressed", Certain)
	x.markLines(f, "Content-Encoding")
	if x.body.json && x.body.fault == nil {
		f.Certainty = Likely // what is shown may be what it was before
		q := x.q
		q.Header = slices.Clone(q.Header)
		q.Header.Del("Content-Encoding")
		f.fix(q)
	}
	return x.body.json
}

// fromLatin1 returns a text whose bytes are no UTF-8 as what it most often is,
// and where the first of them stands.
func fromLatin1(body string) (text string, first int) {
	var b []byte
	first = -1
	for i := 0; i < len(body); {
		c, n := utf8.DecodeRuneInString(body[i:])
		if c == utf8.RuneError && n == 1 {
			c = rune(body[i])
			if first < 0 {
				first = i
			}
		}
		b = utf8.AppendRune(b, c)
		i += n
	}
	return string(b), first
}

// escapedTwice is for JSON within a string of JSON, or what is left of one.
func (x *examination) escapedTwice(start string) bool {
	inner := ""
	switch {
	case start[0] == '"':
		v, err := jsontext.Parse([]byte(start))
		inner, _ = v.(string)
		if err != nil || !strings.HasPrefix(strings.TrimSpace(inner), "{") {
			return false
		}
	case x.body.fault != nil && strings.HasPrefix(strings.TrimLeft(start[1:], " \t\r\n"), `\`):
		inner = strings.ReplaceAll(start, `\"`, `"`)
		if _, err := jsontext.Parse([]byte(inner)); err != nil {
			return false
		}
	default:
		return false
	}
	code := "json_escaped_twice"
	if x.route == routeAppToken {
		code = "app_json_escaped"
	}
	at := strings.IndexAny(x.text(), `"\`)
	x.mended(x.sayBody(code, Certain, at, at+1), inner)
	return true
}

// A stumble is where a parser of JSON stops.
type stumble struct {
	at     int
	before string // without blanks at its end
	rest   string
	char   rune // the first of the rest
	size   int
	reason string
	starts bool // a name or a value should begin here
}

func stumbleOf(text string, fault *jsontext.SyntaxError) *stumble {
	s := &stumble{at: min(fault.Offset, len(text)), reason: entry(jsonReasons, fault.Reason)}
	s.before, s.rest = strings.TrimRight(text[:s.at], jsonBlanks), text[s.at:]
	s.char, s.size = utf8.DecodeRuneInString(s.rest)
	s.starts = s.reason == "json_name" || s.reason == "json_value"
	return s
}

// endsEarly reports whether a comma stands before the end.
func (s *stumble) endsEarly() bool {
	return s.starts && (s.char == '}' || s.char == ']') && strings.HasSuffix(s.before, ",")
}

// isWord reports whether a word begins that no quotes stand around.
func (s *stumble) isWord() bool {
	return s.starts && (s.char == '_' || 'a' <= s.char|0x20 && s.char|0x20 <= 'z')
}

// jsonFault names a fault of syntax.
func (x *examination) jsonFault(body string, fault *jsontext.SyntaxError) {
	s := stumbleOf(body, fault)
	code, at := "json_broken at reason", s.at
	switch {
	case strings.ContainsRune(smartQuotes, s.char):
		code = "json_smart_quotes at"
	case isJSONText(straightened(body)):
		code, at = "json_smart_quotes at", strings.IndexAny(body, smartQuotes)
	case s.char == '\'':
		code = "json_single_quotes at"
	case s.endsEarly():
		code, at = "json_trailing_comma at", len(s.before)-1
	case s.char == '#' && s.starts, strings.HasPrefix(s.rest, "//"), strings.HasPrefix(s.rest, "/*"):
		code = "json_comment at"
	case s.isWord(), s.starts && s.rest != "" && (s.char == '$' || s.char >= 0x80):
		code = "json_unquoted at"
	}
	_, n := utf8.DecodeRuneInString(body[at:])
	x.mended(x.say(code, Certain, strconv.Itoa(at), s.reason).show("body", 0, at, at+n), body)
}

// jsonReasons are the faults of syntax, and what the words call them.
const jsonReasons = `
the text ends where a value should stand:json_ends
a string lacks its closing quote:json_string_open
a comma or a closing } is missing:json_comma_or_end
a comma or a closing ] is missing:json_comma_or_end
a colon after a member's name is missing:json_colon
a member's name in double quotes is missing:json_name
no JSON value begins like this:json_value
something follows the value:json_more
a control character stands unescaped in a string:json_control
JSON knows no such escape:json_escape
\u lacks its four hexadecimal digits:json_escape
a \u escape is half of a surrogate pair:json_escape
a digit is missing after the minus sign:json_number
a digit is missing after the decimal point:json_number
a digit is missing in the exponent:json_number
more than 512 levels of nesting:json_depth
a string is not valid UTF-8:json_escape
the text begins with a byte order mark:json_value
`

const smartQuotes = "“”„‟‘’‚‛″"

func isJSONText(text string) bool {
	_, err := jsontext.Parse([]byte(text))
	return err == nil
}

// straightened returns a text with straight quotes in place of others, "" if
// it has none of those.
func straightened(text string) string {
	if !strings.ContainsAny(text, smartQuotes) {
		return ""
	}
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(smartQuotes, c) {
			return '"'
		}
		return c
	}, text)
}

// mended gives a finding the request with the text as its body, once what is
// wrong with its syntax is put right.
func (x *examination) mended(f *Finding, text string) {
	if text == "" || len(text) > 16<<10 {
		return
	}
	if mended, ok := repaired(text); ok && mended != x.text() {
		x.fixBody(f, 0, len(x.q.Body), mended)
	}
}
