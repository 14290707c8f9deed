// Writing: compact for the wire, indented for people, never escaping what
// JSON does not ask for.

package jsontext

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Append appends v to dst as compact JSON. Only the quote, the backslash and
// control characters are escaped; bytes that are not UTF-8 become U+FFFD. It
// panics on a Go type that is none of JSON's, which is a fault of the caller's
// code and never of a value that came from outside.
func Append(dst []byte, v any) []byte {
	return appendValue(dst, v, -1)
}

// AppendIndent is [Append] with a line for every element and member, indented
// by two spaces, and one space after each colon. Empty arrays and objects stay
// on their line.
func AppendIndent(dst []byte, v any) []byte {
	return appendValue(dst, v, 0)
}

// appendValue writes v at a depth of nesting; a negative depth means compact.
func appendValue(dst []byte, v any, depth int) []byte {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return strconv.AppendBool(dst, v)
	case int:
		return strconv.AppendInt(dst, int64(v), 10)
	case int64:
		return strconv.AppendInt(dst, v, 10)
	case Number:
		return append(dst, v...)
	case string:
		return appendString(dst, v)
	case Array:
		dst = append(dst, '[')
		for i, element := range v {
			dst = appendValue(separate(dst, i, depth), element, deeper(depth))
		}
		return append(end(dst, len(v), depth), ']')
	case Object:
		dst = append(dst, '{')
		for i, member := range v {
			dst = append(appendString(separate(dst, i, depth), member.Name), ':')
			if depth >= 0 {
				dst = append(dst, ' ')
			}
			dst = appendValue(dst, member.Value, deeper(depth))
		}
		return append(end(dst, len(v), depth), '}')
	}
	panic(fmt.Sprintf("jsontext: %T is no JSON value", v))
}

func deeper(depth int) int {
	if depth < 0 {
		return depth
	}
	return depth + 1
}

// separate writes what stands before element i.
func separate(dst []byte, i, depth int) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	return newline(dst, deeper(depth))
}

// end writes what stands before the closing bracket after n elements.
func end(dst []byte, n, depth int) []byte {
	if n == 0 {
		return dst
	}
	return newline(dst, depth)
}

func newline(dst []byte, depth int) []byte {
	if depth < 0 {
		return dst
	}
	dst = append(dst, '\n')
	for range depth {
		dst = append(dst, "  "...)
	}
	return dst
}

func appendString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, char := range s { // invalid bytes come as U+FFFD
		switch {
		case char == '"' || char == '\\':
			dst = append(dst, '\\', byte(char))
		case char == '\n':
			dst = append(dst, `\n`...)
		case char == '\r':
			dst = append(dst, `\r`...)
		case char == '\t':
			dst = append(dst, `\t`...)
		case char == '\b':
			dst = append(dst, `\b`...)
		case char == '\f':
			dst = append(dst, `\f`...)
		case char < ' ':
			dst = append(dst, `\u00`...)
			dst = append(dst, hex[char>>4], hex[char&15])
		default:
			dst = utf8.AppendRune(dst, char)
		}
	}
	return append(dst, '"')
}
