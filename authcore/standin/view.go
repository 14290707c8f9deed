// Encodings: what a text says, and how to say something else of the same
// length in the same way, with every oddity where it was.

package standin

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A view is a text without its encoding. again encodes another text.
type view struct {
	plain string
	again func(plain string) string
}

// A unit is what encodes one or more bytes.
type unit struct {
	raw   string
	n     int // of bytes
	write func(plain string) string
}

// viewOf joins units. A text of the same length is written unit for unit, and
// what has not changed as it was; one of another length by whole.
func viewOf(units []unit, plain string, whole func(string) string) view {
	return view{plain, func(changed string) string {
		if len(changed) != len(plain) {
			return whole(changed)
		}
		var b strings.Builder
		at := 0
		for _, u := range units {
			if now := changed[at : at+u.n]; now == plain[at:at+u.n] {
				b.WriteString(u.raw)
			} else {
				b.WriteString(u.write(now))
			}
			at += u.n
		}
		return b.String()
	}}
}

func asItIs(plain string) string { return plain }

const (
	upper = "0123456789ABCDEF"
	lower = "0123456789abcdef"
)

// percentView reads %XX and, in a form, + for a blank.
func percentView(text string, form bool) view {
	var units []unit
	var plain strings.Builder
	for at := 0; at < len(text); {
		u := unit{text[at : at+1], 1, asItIs}
		c := text[at]
		if at+2 < len(text) && c == '%' && isHex(text[at+1:at+3]) {
			u.raw = text[at : at+3]
			c = urltext.PathUnescape(u.raw)[0]
			digits := upper
			if strings.ToUpper(u.raw) != u.raw {
				digits = lower
			}
			u.write = func(plain string) string {
				return string([]byte{'%', digits[plain[0]>>4], digits[plain[0]&15]})
			}
		} else if form && c == '+' {
			c = ' '
		}
		plain.WriteByte(c)
		units = append(units, u)
		at += len(u.raw)
	}
	return viewOf(units, plain.String(), urltext.QueryEscape)
}

// escapeView reads the escapes of a JSON string. What is no escape is taken as
// it stands.
func escapeView(text string) view {
	var units []unit
	var plain strings.Builder
	for at := 0; at < len(text); {
		u := unit{text[at : at+1], 1, asItIs}
		says := u.raw
		if text[at] == '\\' && at+1 < len(text) {
			u.raw = text[at : at+2]
			switch text[at+1] {
			case 'b':
				says = "\b"
			case 'f':
				says = "\f"
			case 'n':
				says = "\n"
			case 'r':
				says = "\r"
			case 't':
				says = "\t"
			case '"', '\\', '/':
				says = text[at+1 : at+2]
			case 'u':
				length := 6
				if at+12 <= len(text) && text[at+6] == '\\' && text[at+2]|0x20 == 'd' && strings.IndexByte("89abAB", text[at+3]) >= 0 {
					length = 12
				}
				if s, ok := escaped(text[at:min(at+length, len(text))]); ok {
					u.raw, says = text[at:at+length], s
					u.write = writeEscape(strings.ToUpper(u.raw[2:]) == u.raw[2:])
				} else {
					u.raw, says = text[at:at+1], "\\"
				}
			default:
				u.raw, says = text[at:at+1], "\\"
			}
		}
		u.n = len(says)
		plain.WriteString(says)
		units = append(units, u)
		at += len(u.raw)
	}
	return viewOf(units, plain.String(), func(s string) string {
		written := string(jsontext.Append(nil, s))
		return written[1 : len(written)-1]
	})
}

// escaped reads \uXXXX, or two that are one character.
func escaped(text string) (string, bool) {
	v, err := jsontext.Parse([]byte(`"` + text + `"`))
	s, _ := v.(string)
	return s, err == nil && utf8.RuneCountInString(s) == 1
}

func writeEscape(capital bool) func(string) string {
	digits := lower
	if capital {
		digits = upper
	}
	four := func(r rune) string {
		return string([]byte{'\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
	}
	return func(plain string) string {
		r, _ := utf8.DecodeRuneInString(plain)
		if r < 0x10000 {
			return four(r)
		}
		r -= 0x10000
		return four(0xD800+r>>10) + four(0xDC00+r&0x3FF)
	}
}

// base64View reads base64 of either alphabet whatever else stands in it: line
// breaks, blanks, quotes. ok: enough of it is base64 to say something.
func base64View(text string) (v view, ok bool) {
	if strings.IndexFunc(text, func(r rune) bool { return !isShape(r) && r > 0x7F }) >= 0 {
		return view{}, false
	}
	var code []byte
	var places []int
	url := false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '-':
			url, code = true, append(code, '+')
		case c == '_':
			url, code = true, append(code, '/')
		case isAlnum(c) || c == '+' || c == '/':
			code = append(code, c)
		default:
			continue
		}
		places = append(places, i)
	}
	decodable := len(code)
	if decodable%4 == 1 {
		decodable-- // one character says less than a byte
	}
	plain, err := base64.RawStdEncoding.DecodeString(string(code[:decodable]))
	if err != nil || len(plain) == 0 {
		return view{}, false
	}
	return view{string(plain), func(changed string) string {
		encoding := base64.RawStdEncoding
		if url {
			encoding = base64.RawURLEncoding
		}
		written := encoding.EncodeToString([]byte(changed))
		if len(changed) != len(plain) {
			return base64.StdEncoding.EncodeToString([]byte(changed))
		}
		out := []byte(text)
		for i, at := range places {
			if i < len(written) {
				out[at] = written[i]
			} else {
				out[at] = 'A'
			}
		}
		return string(out)
	}}, true
}
