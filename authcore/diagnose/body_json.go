// A body that should be JSON and is none: which of the few mistakes it is that
// people make.

package diagnose

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// bodyIsJSON is for what a PIM refuses before it looks at anything else.
func bodyIsJSON(x *examination) {
	writes := x.q.Method == "POST" || x.q.Method == "PUT" || x.q.Method == "PATCH" || x.q.Method == ""
	body := string(x.q.Body)
	if !x.sent || !writes || x.route == routeOther || strings.TrimSpace(body) == "" {
		return
	}
	if x.body.line < 0 {
		// A body alone, of which nothing else is known.
		if x.lacksType() || x.body.fault == nil || !x.body.json || !strings.Contains(body, "grant_type") {
			return
		}
	} else if !isJSON(x.body.mediaType) {
		return
	}
	if !x.bytesOfJSON(body) {
		return
	}
	switch start := strings.TrimSpace(body); {
	case start[0] == '\'':
		x.mended(x.find("shell_quotes", Certain).because(x.bodyAt(strings.IndexByte(body, '\''))), strings.Trim(start, "'"))
	case x.escapedTwice(start):
	case !x.body.json && looksLikeForm(body):
		f := x.find("body_form_as_json", Certain)
		if x.body.line >= 0 {
			f.because(x.typeMark())
		}
		f.because(x.bodyMark())
		if x.wantsToken() || x.route == routeAppToken {
			f.fix(x.withHeader("Content-Type", typeForm))
		}
	case x.body.fault != nil:
		x.jsonFault(body, x.body.fault)
	case !x.body.json:
		v, err := jsontext.Parse(x.q.Body)
		if fault, ok := err.(*jsontext.SyntaxError); ok {
			x.jsonFault(body, fault)
		} else if _, isObject := v.(jsontext.Object); !isObject {
			x.find("json_not_object", Certain).because(x.bodyAt(strings.Index(body, start)))
		}
	case strings.HasPrefix(start, "["):
		if x.route == routeToken || x.route == routeAppToken {
			x.find("json_not_object", Certain).because(x.bodyAt(strings.IndexByte(body, '[')))
		}
	}
}

// bodyAt marks one character of the body, none at its end.
func (x *examination) bodyAt(at int) Mark {
	_, n := utf8.DecodeRune(x.q.Body[min(at, len(x.q.Body)):])
	return x.inBody(at, at+n)
}

// bytesOfJSON reports whether the bytes can be JSON at all; if not it says why.
func (x *examination) bytesOfJSON(body string) bool {
	encoding := strings.ToLower(strings.TrimSpace(x.q.Header.Get("Content-Encoding")))
	switch {
	case strings.HasPrefix(body, "\x1F\x8B"):
		x.find("body_compressed", Certain).because(x.inBody(0, 2))
		return false
	case encoding != "" && encoding != "identity":
		f := x.find("body_compressed", Certain)
		if x.body.json && x.body.fault == nil {
			f.Certainty = Likely // what is shown may be what it was before
		}
		for i, line := range x.q.Header {
			if strings.EqualFold(line.Name, "Content-Encoding") {
				f.because(x.inHeader(i, 0, len(line.Value)))
			}
		}
		q := x.q
		q.Header = append(q.Header[:0:0], q.Header...)
		q.Header.Del("Content-Encoding")
		if f.Certainty == Likely {
			f.fix(q)
		}
		return x.body.json
	case strings.HasPrefix(body, "\xFF\xFE"), strings.HasPrefix(body, "\xFE\xFF"), strings.HasPrefix(body, "{\x00"), strings.HasPrefix(body, "\x00{"):
		x.find("body_encoding", Certain).number("at", 0).because(x.inBody(0, 2)) // UTF-16
		return false
	case strings.HasPrefix(body, "\uFEFF"):
		x.mended(x.find("json_bom", Certain).because(x.inBody(0, 3)), strings.TrimLeft(body, "\uFEFF"))
		return false
	case !utf8.ValidString(body):
		at := 0
		for at < len(body) {
			c, n := utf8.DecodeRuneInString(body[at:])
			if c == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		// What is no UTF-8 is most often Latin-1.
		var b strings.Builder
		for rest := body; rest != ""; {
			c, n := utf8.DecodeRuneInString(rest)
			if c == utf8.RuneError && n == 1 {
				c = rune(rest[0])
			}
			b.WriteRune(c)
			rest = rest[n:]
		}
		x.mended(x.find("body_encoding", Certain).number("at", at).because(x.inBody(at, at+1)), b.String())
		return false
	}
	return true
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
	at := strings.IndexAny(string(x.q.Body), `"\`)
	code := "json_escaped_twice"
	if x.route == routeAppToken {
		code = "app_json_escaped"
	}
	x.mended(x.find(code, Certain).because(x.inBody(at, at+1)), inner)
	return true
}

// jsonFault names a fault of syntax.
func (x *examination) jsonFault(body string, fault *jsontext.SyntaxError) {
	at := min(fault.Offset, len(body))
	char, _ := utf8.DecodeRuneInString(body[at:])
	before := strings.TrimRight(body[:at], " \t\r\n")
	starts := jsonReasons[fault.Reason] == "json_name" || jsonReasons[fault.Reason] == "json_value"
	code := "json_broken"
	switch {
	case strings.ContainsRune(smartQuotes, char):
		code = "json_smart_quotes"
	case strings.ContainsAny(body, smartQuotes) && isJSONText(straightened(body)):
		code, at = "json_smart_quotes", strings.IndexAny(body, smartQuotes)
	case char == '\'':
		code = "json_single_quotes"
	case (char == '}' || char == ']') && strings.HasSuffix(before, ",") && starts:
		code, at = "json_trailing_comma", len(before)-1
	case char == '#' && starts, strings.HasPrefix(body[at:], "//"), strings.HasPrefix(body[at:], "/*"):
		code = "json_comment"
	case starts && at < len(body) && (char == '_' || char == '$' || char >= 0x80 || 'a' <= char|0x20 && char|0x20 <= 'z'):
		code = "json_unquoted"
	}
	f := x.find(code, Certain).number("at", at)
	if code == "json_broken" {
		f.arg("reason", jsonReasons[fault.Reason])
	}
	f.because(x.bodyAt(at))
	x.mended(f, body)
}

// jsonReasons are the faults of syntax as the words call them.
var jsonReasons = map[string]string{
	"the text ends where a value should stand":         "json_ends",
	"a string lacks its closing quote":                 "json_string_open",
	"a comma or a closing } is missing":                "json_comma_or_end",
	"a comma or a closing ] is missing":                "json_comma_or_end",
	"a colon after a member's name is missing":         "json_colon",
	"a member's name in double quotes is missing":      "json_name",
	"no JSON value begins like this":                   "json_value",
	"something follows the value":                      "json_more",
	"a control character stands unescaped in a string": "json_control",
	"JSON knows no such escape":                        "json_escape",
	`\u lacks its four hexadecimal digits`:             "json_escape",
	`a \u escape is half of a surrogate pair`:          "json_escape",
	"a digit is missing after the minus sign":          "json_number",
	"a digit is missing after the decimal point":       "json_number",
	"a digit is missing in the exponent":               "json_number",
	"more than 512 levels of nesting":                  "json_depth",
	"a string is not valid UTF-8":                      "json_escape",
	"the text begins with a byte order mark":           "json_value",
}

const smartQuotes = "“”„‟‘’‚‛″"

func isJSONText(text string) bool {
	_, err := jsontext.Parse([]byte(text))
	return err == nil
}

func straightened(text string) string {
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
	if len(text) > 16<<10 {
		return
	}
	if mended, ok := repaired(text); ok && !bytes.Equal([]byte(mended), x.q.Body) {
		q := x.q
		q.Body = []byte(mended)
		f.fix(q)
	}
}
