// What stands after Basic: whether it is base64, and of what.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// credentials looks at what stands after the scheme and its blank.
func (h header) credentials(text string) {
	start := strings.LastIndex(h.a.value, text)
	mark := func(from, to int) Mark { return h.inHeader(h.a.line, start+from, start+to) }
	whole := mark(0, len(text))
	pair := h.pairIn(text)
	name, front, back := quoted(text)
	switch {
	case isPlaceholder(text):
		h.cureWithKnown(h.find("basic_placeholder", Certain).arg("part", "pair").because(whole))
	case front+back > 0:
		f := h.find("basic_quotes", Certain).arg("char", name).arg("part", "pair")
		if front > 0 {
			f.because(mark(0, front))
		}
		if back > 0 {
			f.because(mark(len(text)-back, len(text)))
		}
		h.curePair(f, pair)
	case strings.Contains(text, ":"):
		h.inClear(text, pair, mark)
	case strings.Contains(text, "Basic ") && pair != "":
		h.curePair(h.find("basic_scheme", Certain).arg("scheme", "Basic Basic").arg("what", "scheme_twice").because(mark(0, 5)), pair)
	case percented(text) >= 0:
		at := percented(text)
		if strings.Contains(strings.ToLower(text), "%3a") && lenient(urltext.PathUnescape(text)) == nil {
			h.curePair(h.find("basic_not_encoded", Certain).because(whole), pair)
			return
		}
		h.curePair(h.find("basic_percent", Certain).arg("part", "pair").because(mark(at, at+3)), pair)
	case isRandom(text) || hasRow(text) && len(text) > 20:
		// The client ID alone, or the secret.
		h.curePair(h.find("basic_not_encoded", Certain).because(whole), "")
	default:
		h.base64(text, pair, mark)
	}
}

// inClear looks at credentials with a colon, which no base64 has.
func (h header) inClear(text, pair string, mark func(from, to int) Mark) {
	colon := strings.IndexByte(text, ':')
	if id := lenient(text[:colon]); id != nil && hasRow(string(id)) {
		// Each was encoded by itself.
		h.curePair(h.find("basic_base64", Certain).number("at", colon).because(mark(colon, colon+1)), pair)
		return
	}
	id, secret, _ := strings.Cut(text, ":")
	if isPlaceholder(id) && isPlaceholder(secret) {
		h.cureWithKnown(h.find("basic_placeholder", Certain).arg("part", "pair").because(mark(0, len(text))))
	}
	h.curePair(h.find("basic_not_encoded", Certain).because(mark(0, len(text))), pair)
}

// base64 looks at what can be nothing else.
func (h header) base64(text, pair string, mark func(from, to int) Mark) {
	alphabet, padding, breaks, other := scan(text)
	// What PHP passes over need not be the fault.
	id, secret, _ := strings.Cut(h.decodedByPHP(), ":")
	harmless := Certain
	if hasRow(id) && secret != "" {
		harmless = Likely
	}
	if other >= 0 {
		name, n := unseen(text[other:])
		if name == "" {
			h.curePair(h.find("basic_base64", harmless).number("at", other).because(mark(other, other+n)), pair)
		} else {
			h.curePair(h.find("basic_invisible", harmless).arg("what", name).arg("part", "pair").number("at", other).because(mark(other, other+n)), pairWithout(h, text))
		}
		return
	}
	if breaks >= 0 {
		s, n := strayAt(text[breaks:])
		certainty := Likely
		if s.kind == "line_feed" { // ends the line of the header
			certainty = Certain
		}
		h.curePair(h.find("basic_line_break", certainty).arg("what", s.what).number("at", breaks).because(mark(breaks, breaks+n)), pair)
	}
	letters := 0
	for _, c := range []byte(text) {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '=' {
			letters++
		}
	}
	signs := strings.Count(text, "=")
	due := (4 - letters%4) % 4
	switch {
	case letters%4 == 1, padding >= 0:
		at := len(text)
		if padding >= 0 {
			at = padding
		}
		h.curePair(h.find("basic_base64", Certain).number("at", at).because(mark(at, min(at+1, len(text)))), "")
		if letters%4 == 1 {
			return
		}
	case signs != due:
		what, count, from := "missing", due-signs, len(text)
		if signs > due {
			what, count, from = "extra", signs-due, len(text)-(signs-due)
		}
		h.curePair(h.find("basic_padding", Likely).arg("what", what).number("count", count).because(mark(from, len(text))), pair)
	}
	if alphabet >= 0 {
		h.curePair(h.find("basic_url_alphabet", Likely).arg("char", text[alphabet:alphabet+1]).because(mark(alphabet, alphabet+1)), pair)
	}
	h.decodedPair(string(h.a.pair), pair, mark(0, len(text)))
}

// scan returns where the first character of each kind stands, -1 for none: one
// of the other alphabet, a padding with something behind it, a break, and what
// is no base64 at all.
func scan(text string) (alphabet, padding, breaks, other int) {
	alphabet, padding, breaks, other = -1, -1, -1, -1
	first := func(at *int, i int) {
		if *at < 0 {
			*at = i
		}
	}
	sign := -1
	for i, c := range []byte(text) {
		switch {
		case c == '=':
			first(&sign, i)
			continue
		case c == ' ', c == '\t', c == '\r', c == '\n':
			first(&breaks, i)
			continue
		case c == '-', c == '_':
			first(&alphabet, i)
		case c >= 0x80 || strings.IndexByte(base36+"+/", c) < 0 && (c < 'A' || c > 'Z'):
			first(&other, i)
		}
		if sign >= 0 {
			first(&padding, sign)
		}
	}
	return alphabet, padding, breaks, other
}

func pairWithout(h header, text string) string {
	return h.pairIn(cleaned(text))
}

// decodedPair looks at what the base64 says.
func (h header) decodedPair(decoded, pair string, whole Mark) {
	if c := h.inHeaderPair(decoded); c != nil {
		c.look()
		return
	}
	text := strings.TrimSpace(decoded)
	if rest, _ := cutBasic(text); isText(string(lenient(rest))) && strings.Contains(string(lenient(rest)), ":") {
		h.curePair(h.find("basic_twice", Certain).because(whole), pair)
		return
	}
	if at := strings.Index(strings.ToLower(decoded), "%3a"); at >= 0 && pair != "" {
		h.curePair(h.find("basic_percent", Certain).arg("part", "pair").because(h.decoded(at, at+3)), pair)
		return
	}
	if at := len(decoded); h.known.Client.ID == "" {
		// The separator is another.
		for i, c := range []byte(text) {
			if strings.IndexByte(";,|/ \t", c) >= 0 && hasRow(text[:i]) {
				pair, at = text[:i]+":"+cleaned(strings.TrimLeft(text[i:], ";,|/ \t")), strings.Index(decoded, text)+i
				h.curePair(h.find("basic_no_colon", Certain).because(h.decoded(at, at+1)), pair)
				return
			}
		}
	}
	h.curePair(h.find("basic_no_colon", Certain).because(h.decoded(0, len(decoded))), "")
}
