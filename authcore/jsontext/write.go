// Writing: compact for the wire, indented for people, never escaping what
// JSON does not ask for.

package jsontext

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Append appends v to dst as compact JSON. Only the quote, the backslash and
// control characters are escaped; bytes that are not UTF-8 become U+FFFD. It
// panics on a Go type that is none of JSON's, which is a fault of the caller's
// code and never of a value that came from outside.
func Append(dst []byte, v any) []byte {
	w := writer{dst, -1}
	w.value(v)
	return w.out
}

// AppendIndent is [Append] with a line for every element and member, indented
// by two spaces, and one space after each colon. Empty arrays and objects stay
// on their line.
func AppendIndent(dst []byte, v any) []byte {
	w := writer{dst, 0}
	w.value(v)
	return w.out
}

type writer struct {
	out   []byte
	depth int // of nesting; below 0: compact
}

func (w *writer) text(s string) {
	w.out = append(w.out, s...)
}

func (w *writer) value(v any) {
	switch v := v.(type) {
	case nil:
		w.text("null")
	case bool:
		w.text(strconv.FormatBool(v))
	case int:
		w.text(strconv.Itoa(v))
	case int64:
		w.text(strconv.FormatInt(v, 10))
	case Number:
		w.text(string(v))
	case string:
		w.str(v)
	case Array:
		w.text("[")
		for i, element := range v {
			w.begin(i)
			w.value(element)
		}
		w.end(len(v), "]")
	case Object:
		w.text("{")
		for i, member := range v {
			w.begin(i)
			w.str(member.Name)
			w.text(":")
			if w.depth >= 0 {
				w.text(" ")
			}
			w.value(member.Value)
		}
		w.end(len(v), "}")
	default:
		panic(fmt.Sprintf("jsontext: %T is no JSON value", v))
	}
}

// begin writes what stands before element i of an array or object.
func (w *writer) begin(i int) {
	if i > 0 {
		w.text(",")
	} else if w.depth >= 0 {
		w.depth++
	}
	w.newline()
}

// end closes an array or object of n elements.
func (w *writer) end(n int, bracket string) {
	if n > 0 {
		if w.depth >= 0 {
			w.depth--
		}
		w.newline()
	}
	w.text(bracket)
}

func (w *writer) newline() {
	if w.depth >= 0 {
		w.text("\n")
		for range w.depth {
			w.text("  ")
		}
	}
}

// short are the characters whose escape is a backslash and the letter at the
// same place in letters. The slash may be escaped and is not, when written.
const (
	short   = "\"\\\b\f\n\r\t/"
	letters = `"\bfnrt/`
)

func (w *writer) str(s string) {
	const hex = "0123456789abcdef"
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // an invalid byte is U+FFFD as a rune
	}
	w.text(`"`)
	done := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		w.text(s[done:i])
		done = i + 1
		if k := strings.IndexByte(short, c); k >= 0 {
			w.text(`\` + letters[k:k+1])
		} else {
			w.text(`\u00` + hex[c>>4:c>>4+1] + hex[c&15:c&15+1])
		}
	}
	w.text(s[done:])
	w.text(`"`)
}
