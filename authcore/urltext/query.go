// Percent encoding and the list of pairs that a query and a form body are.

package urltext

import "strings"

// A Pair is one name and value, decoded.
type Pair struct {
	Name, Value string
}

// QueryEscape encodes s for a query or a form body: letters, digits and -_.~
// stay, a space becomes +, every other byte %XX.
func QueryEscape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-_.~", c) >= 0:
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// QueryUnescape undoes [QueryEscape]. A % without two hexadecimal digits stays
// as it is, as it does in PHP, so that no text is refused.
func QueryUnescape(s string) string {
	return PathUnescape(strings.ReplaceAll(s, "+", " "))
}

// PathUnescape decodes %XX and leaves everything else, + included.
func PathUnescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			high, low := digit(s[i+1]), digit(s[i+2])
			if high >= 0 && low >= 0 {
				c, i = byte(high<<4|low), i+2
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// digit returns the value of a hexadecimal digit, -1 for any other byte.
func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// ParseQuery reads the pairs of a query or a form body in their order, names
// that repeat included. A piece without = has an empty value; empty pieces
// (a&&b) are passed over. No text is refused.
func ParseQuery(s string) []Pair {
	var pairs []Pair
	for _, piece := range strings.Split(s, "&") {
		if piece != "" {
			name, value, _ := strings.Cut(piece, "=")
			pairs = append(pairs, Pair{QueryUnescape(name), QueryUnescape(value)})
		}
	}
	return pairs
}

// EncodeQuery writes pairs in their order: name=value&name=value.
func EncodeQuery(pairs []Pair) string {
	pieces := make([]string, len(pairs))
	for i, p := range pairs {
		pieces[i] = QueryEscape(p.Name) + "=" + QueryEscape(p.Value)
	}
	return strings.Join(pieces, "&")
}
