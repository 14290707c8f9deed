// What stands after Basic: whether it is base64, and of what.

package diagnose

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// credentials looks at what stands after the scheme and its blank.
func (h *header) credentials(text string) {
	h.text, h.start = text, strings.LastIndex(h.auth.value, text)
	if isPlaceholder(text) {
		h.fault("basic_placeholder part=pair", Certain, 0, len(text))
		return
	}
	h.pair = pairIn(text)
	at := percented(text)
	code, from, to := "basic_not_encoded", 0, len(text)
	switch name, front, back := quoted(text); {
	case front+back > 0:
		f := h.say("basic_quotes char part=pair", Certain, name)
		if front > 0 {
			f.show("header", h.auth.line, h.start, h.start+front)
		}
		if back > 0 {
			f.show("header", h.auth.line, h.start+to-back, h.start+to)
		}
		h.curePair(f, h.pair)
		return
	case strings.Contains(text, ":"):
		h.inClear()
		return
	case strings.Contains(text, "Basic ") && h.pair != "":
		h.fault("basic_scheme scheme what=scheme_twice", Certain, 0, 5, "Basic Basic")
		return
	case at >= 0:
		if !strings.Contains(strings.ToLower(text), "%3a") || lenient(urltext.PathUnescape(text)) != nil {
			code, from, to = "basic_percent part=pair", at, at+3
		}
	case isRandom(text) || hasRow(text) && len(text) > 20:
		h.pair = "" // the client ID alone, or the secret
	default:
		h.base64()
		return
	}
	h.fault(code, Certain, from, to)
}

// inClear looks at credentials with a colon, which no base64 has.
func (h *header) inClear() {
	id, secret, _ := strings.Cut(h.text, ":")
	if hasRow(string(lenient(id))) {
		// Each was encoded by itself.
		h.fault("basic_base64 at", Certain, len(id), len(id)+1)
		return
	}
	pair := h.pair
	if isPlaceholder(id) && isPlaceholder(secret) {
		h.pair = ""
		h.fault("basic_placeholder part=pair", Certain, 0, len(h.text))
	}
	h.pair = pair
	h.fault("basic_not_encoded", Certain, 0, len(h.text))
}

// base64 looks at what can be nothing else.
func (h *header) base64() {
	text, pair := h.text, h.pair
	s := scan(text)
	if at := s.other; at >= 0 {
		// What PHP passes over need not be the fault.
		certainty := Certain
		if id, secret, _ := strings.Cut(h.decodedByPHP(), ":"); hasRow(id) && secret != "" {
			certainty = Likely
		}
		name, n := unseen(text[at:])
		if name == "" {
			h.fault("basic_base64 at", certainty, at, at+n)
		} else {
			h.pair = pairIn(cleaned(text))
			h.fault("basic_invisible what part=pair at", certainty, at, at+n, name)
		}
		return
	}
	if at := s.breaks; at >= 0 {
		what, n := strayAt(text[at:])
		certainty := Likely
		if kindOf(what) == "line_feed" { // ends the line of the header
			certainty = Certain
		}
		h.fault("basic_line_break what at", certainty, at, at+n, what)
	}
	due := -s.letters & 3
	switch {
	case s.letters&3 == 1, s.padding >= 0:
		at := len(text)
		if s.padding >= 0 {
			at = s.padding
		}
		h.pair = ""
		h.fault("basic_base64 at", Certain, at, min(at+1, len(text)))
		h.pair = pair
		if s.letters&3 == 1 {
			return
		}
	case s.signs > due:
		h.fault("basic_padding what=extra count", Likely, len(text)-(s.signs-due), len(text), strconv.Itoa(s.signs-due))
	case s.signs < due:
		h.fault("basic_padding what=missing count", Likely, len(text), len(text), strconv.Itoa(due-s.signs))
	}
	if at := s.alphabet; at >= 0 {
		h.fault("basic_url_alphabet char", Likely, at, at+1, text[at:at+1])
	}
	h.decodedPair()
}

// A scanned is what credentials consist of: where the first character of each
// kind stands, -1 for none, and how many letters and signs of padding there
// are.
type scanned struct {
	alphabet int // of the other alphabet
	padding  int // with something behind it
	breaks   int
	other    int // no base64 at all
	letters  int
	signs    int
}

func scan(text string) *scanned {
	s := &scanned{alphabet: -1, padding: -1, breaks: -1, other: -1}
	sign := -1
	for i, c := range []byte(text) {
		at := &s.other
		switch {
		case c == '=':
			s.signs++
			at = &sign
		case strings.IndexByte(" \t\r\n", c) >= 0:
			at = &s.breaks
		default:
			s.letters++
			if s.padding < 0 {
				s.padding = sign
			}
			if strings.IndexByte(alphabet64, c) >= 0 {
				continue
			}
			if c == '-' || c == '_' {
				at = &s.alphabet
			}
		}
		if *at < 0 {
			*at = i
		}
	}
	return s
}

// decodedPair looks at what the base64 says.
func (h *header) decodedPair() {
	decoded := string(h.auth.pair)
	if p := h.inHeaderPair(decoded); p != nil {
		p.look()
		return
	}
	text := strings.TrimSpace(decoded)
	if inner := string(lenient(cutBasic(text))); isText(inner) && strings.Contains(inner, ":") {
		h.fault("basic_twice", Certain, 0, len(h.text))
		return
	}
	code, pair := "basic_no_colon", ""
	from, to := 0, len(decoded)
	if at := strings.Index(strings.ToLower(decoded), "%3a"); at >= 0 && h.pair != "" {
		code, pair, from, to = "basic_percent part=pair", h.pair, at, at+3
	} else if at := separator(text); at >= 0 && h.known.Client.ID == "" {
		pair = text[:at] + ":" + cleaned(strings.TrimLeft(text[at:], separators))
		from = strings.Index(decoded, text) + at
		to = from + 1
	}
	f := h.say(code, Certain)
	f.because(h.decoded(from, to))
	h.curePair(f, pair)
}

const separators = ";,|/ \t"

// separator returns where a client ID ends with something else than a colon,
// -1 if there is none.
func separator(text string) int {
	for i, c := range []byte(text) {
		if strings.IndexByte(separators, c) >= 0 && hasRow(text[:i]) {
			return i
		}
	}
	return -1
}
