// Reading: one pass over the bytes gives the value and, for those who mark up
// a text, the places of its strings.

package jsontext

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is the nesting that PHP's json_decode allows by default.
const maxDepth = 512

// Parse reads a text that is one JSON value with nothing but white space
// around it. The error is a *[SyntaxError]. Refused as by PHP: invalid UTF-8,
// a \u escape of half a surrogate pair, more than 512 levels of nesting. A
// byte order mark is refused, too (RFC 8259 §8.1 leaves it open).
func Parse(text []byte) (any, error) {
	r := reader{text: text}
	return r.document()
}

// A Stretch is a string that is a member's value: it stands between its
// quotes in text[Start:End], escapes as they are written.
type Stretch struct {
	Name       string // of the member
	Start, End int
}

// Strings returns the strings that are values of members, of nested objects
// too, in the order of the text. A text that is not JSON gives those that come
// before the fault; one that ends within a string gives that string as well,
// for a secret that was cut off is still a secret.
func Strings(text []byte) []Stretch {
	r := reader{text: text, record: true}
	_, _ = r.document() // what came before a fault counts as well
	return r.found
}

type reader struct {
	text   []byte
	at     int // the next byte
	depth  int
	record bool
	found  []Stretch
}

func (r *reader) document() (any, error) {
	if len(r.text) > 2 && string(r.text[:3]) == "\uFEFF" {
		return nil, r.fault("the text begins with a byte order mark")
	}
	v, err := r.value()
	if err != nil {
		return nil, err
	}
	if r.blanks(); r.at < len(r.text) {
		return nil, r.fault("something follows the value")
	}
	return v, nil
}

func (r *reader) fault(reason string) error {
	return &SyntaxError{r.at, reason}
}

// peek returns the next byte, or 0 at the end: no value begins with NUL and no
// string may hold one.
func (r *reader) peek() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

// next reports whether the next byte is c, and passes it.
func (r *reader) next(c byte) bool {
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *reader) blanks() {
	for r.next(' ') || r.next('\n') || r.next('\r') || r.next('\t') {
	}
}

func (r *reader) value() (any, error) {
	r.blanks()
	switch c := r.peek(); {
	case c == '{':
		return r.object()
	case c == '[':
		return r.array()
	case c == '"':
		return r.str()
	case c == '-' || '0' <= c && c <= '9':
		return r.number()
	case r.word("true"):
		return true, nil
	case r.word("false"):
		return false, nil
	case r.word("null"):
		return nil, nil
	case r.at == len(r.text):
		return nil, r.fault("the text ends where a value should stand")
	}
	return nil, r.fault("no JSON value begins like this")
}

func (r *reader) word(w string) bool {
	if len(r.text)-r.at < len(w) || string(r.text[r.at:r.at+len(w)]) != w {
		return false
	}
	r.at += len(w)
	return true
}

// open passes the bracket that begins an array or object.
func (r *reader) open() error {
	if r.depth++; r.depth > maxDepth {
		return r.fault("more than 512 levels of nesting")
	}
	r.at++
	r.blanks()
	return nil
}

// more passes what stands after an element: a comma, or the end.
func (r *reader) more(end byte) (bool, error) {
	r.blanks()
	switch {
	case r.next(','):
		return true, nil
	case r.next(end):
		r.depth--
		return false, nil
	}
	return false, r.fault("a comma or a closing " + string(rune(end)) + " is missing")
}

func (r *reader) array() (any, error) {
	if err := r.open(); err != nil {
		return nil, err
	}
	a := Array{}
	if r.next(']') {
		r.depth--
		return a, nil
	}
	for {
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		a = append(a, v)
		if more, err := r.more(']'); err != nil {
			return nil, err
		} else if !more {
			return a, nil
		}
	}
}

func (r *reader) object() (any, error) {
	if err := r.open(); err != nil {
		return nil, err
	}
	o := Object{}
	if r.next('}') {
		r.depth--
		return o, nil
	}
	for {
		if r.blanks(); r.peek() != '"' {
			return nil, r.fault("a member's name in double quotes is missing")
		}
		name, err := r.str()
		if err != nil {
			return nil, err
		}
		if r.blanks(); !r.next(':') {
			return nil, r.fault("a colon after a member's name is missing")
		}
		r.blanks()
		found := len(r.found)
		isString := r.record && r.peek() == '"'
		if isString {
			r.found = append(r.found, Stretch{name, r.at + 1, len(r.text)})
		}
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		if isString {
			r.found[found].End = r.at - 1
		}
		o = append(o, Member{name, v})
		if more, err := r.more('}'); err != nil {
			return nil, err
		} else if !more {
			return o, nil
		}
	}
}

func (r *reader) number() (any, error) {
	start := r.at
	r.next('-')
	if !r.next('0') && !r.digits() {
		return nil, r.fault("a digit is missing after the minus sign")
	}
	if r.next('.') && !r.digits() {
		return nil, r.fault("a digit is missing after the decimal point")
	}
	if r.next('e') || r.next('E') {
		if !r.next('+') {
			r.next('-')
		}
		if !r.digits() {
			return nil, r.fault("a digit is missing in the exponent")
		}
	}
	return Number(r.text[start:r.at]), nil
}

func (r *reader) digits() bool {
	start := r.at
	for c := r.peek(); '0' <= c && c <= '9'; c = r.peek() {
		r.at++
	}
	return r.at > start
}

func (r *reader) str() (string, error) {
	r.at++
	start := r.at
	var out []byte // nil as long as the text holds no escape
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case c == '"':
			s := r.text[start:r.at]
			if r.at++; out != nil {
				s = append(out, s...)
			}
			return string(s), nil
		case c == '\\':
			char, err := r.escape()
			if err != nil {
				return "", err
			}
			// escape has not moved past what it read: the bytes before
			// it are still to be taken.
			out = append(out, r.text[start:r.at]...)
			out = utf8.AppendRune(out, char.rune)
			r.at += char.length
			start = r.at
		case c < ' ':
			return "", r.fault("a control character stands unescaped in a string")
		case c < utf8.RuneSelf:
			r.at++
		default:
			char, n := utf8.DecodeRune(r.text[r.at:])
			if char == utf8.RuneError && n == 1 {
				return "", r.fault("a string is not valid UTF-8")
			}
			r.at += n
		}
	}
	return "", r.fault("a string lacks its closing quote")
}

type escaped struct {
	rune   rune
	length int // of the escape in the text
}

func (r *reader) escape() (escaped, error) {
	rest := r.text[r.at:]
	if len(rest) < 2 {
		return escaped{}, r.fault("a string lacks its closing quote")
	}
	if k := strings.IndexByte(letters, rest[1]); k >= 0 {
		return escaped{rune(short[k]), 2}, nil
	}
	if rest[1] != 'u' {
		return escaped{}, r.fault("JSON knows no such escape")
	}
	high, ok := unit(rest)
	if !ok {
		return escaped{}, r.fault(`\u lacks its four hexadecimal digits`)
	}
	if !utf16.IsSurrogate(high) {
		return escaped{high, 6}, nil
	}
	low, _ := unit(rest[6:])
	char := utf16.DecodeRune(high, low)
	if char == utf8.RuneError {
		return escaped{}, r.fault(`a \u escape is half of a surrogate pair`)
	}
	return escaped{char, 12}, nil
}

// unit reads \uXXXX.
func unit(text []byte) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	return rune(n), err == nil
}
