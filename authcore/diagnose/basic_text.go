// What texts that people copy hold without knowing, and the shapes of what a
// PIM makes up.

package diagnose

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/urltext"
)

// invisibles are characters that nobody sees, or takes for a blank. Others of
// the kind are "invisible".
var invisibles = [...]struct {
	from, to rune
	name     string
}{
	{0x00, 0x08, "control_character"},
	{0x0B, 0x0C, "control_character"},
	{0x0E, 0x1F, "control_character"},
	{0x7F, 0x9F, "control_character"},
	{0xA0, 0xA0, "no_break_space"},
	{0xAD, 0xAD, "soft_hyphen"},
	{0x2000, 0x200A, "wide_space"},
	{0x200B, 0x200B, "zero_width_space"},
	{0x200C, 0x200D, "zero_width_joiner"},
	{0x200E, 0x200F, "direction_mark"},
	{0x2028, 0x2029, "line_separator"},
	{0x202A, 0x202E, "direction_mark"},
	{0x202F, 0x202F, "no_break_space"},
	{0x205F, 0x205F, "wide_space"},
	{0x2060, 0x2060, "word_joiner"},
	{0x2061, 0x2064, "invisible"},
	{0x2066, 0x2069, "direction_mark"},
	{0x3000, 0x3000, "wide_space"},
	{0xFEFF, 0xFEFF, "byte_order_mark"},
}

// unseen names the character at the beginning of a text, "" if one sees it.
// Blanks, tabs and line breaks have names of their own.
func unseen(text string) (name string, length int) {
	c, n := utf8.DecodeRuneInString(text)
	if c == utf8.RuneError && n == 1 {
		if text[0] == 0xA0 { // as Windows-1252 has it
			return "no_break_space", 1
		}
		return "", 1
	}
	for _, row := range invisibles {
		if row.from <= c && c <= row.to {
			return row.name, n
		}
	}
	return "", n
}

// A stray is a stretch of a text that was not meant to be in it.
type stray struct {
	what     string // "line_feed", "cr_lf", "carriage_return", "blank", "tab", or the name of what is invisible
	from, to int
}

// A stretch is a part of a text, in bytes.
type stretch struct{ from, to int }

// strays returns what does not belong in a text: whatever stands before its
// first visible character, whatever after its last, and what stands between,
// but of neighbours of one kind the first. core is where the visible text
// begins and ends.
func strays(text string) (found []stray, core stretch) {
	runs := runsOfStrays(text)
	core.to = len(text)
	edges := 0
	if len(runs) > 0 && runs[0].from == 0 {
		core.from = runs[0].to
		edges = 1
	}
	if n := len(runs) - 1; n >= edges && runs[n].to == len(text) {
		end := runs[n]
		core.to = end.from
		copy(runs[edges+1:], runs[edges:])
		runs[edges] = end
		edges++
	}
	found = runs[:edges]
	last := ""
	for _, s := range runs[edges:] {
		if kind := kindOf(s.what); kind != last {
			found, last = append(found, s), kind
		}
	}
	return found, core
}

// runsOfStrays returns the strays of a text in their order. Neighbours are
// one, called by the worst of them: people look for blanks first.
func runsOfStrays(text string) (runs []stray) {
	run := &stray{to: -1}
	for i := 0; i < len(text); {
		what, n := strayAt(text[i:])
		if what != "" {
			if run.to != i {
				runs = append(runs, stray{what, i, i})
				run = &runs[len(runs)-1]
			}
			if strings.Index(worse, kindOf(what)) > strings.Index(worse, kindOf(run.what)) {
				run.what = what
			}
			run.to = i + n
		}
		i += n
	}
	return runs
}

const worse = "blank invisible line_feed"

// kinds are those of the strays that are not just invisible.
const kinds = " blank:blank tab:blank line_feed:line_feed cr_lf:line_feed carriage_return:line_feed "

// kindOf returns the kind of a stray: "line_feed", "blank" or "invisible".
func kindOf(what string) string {
	return or(entry(kinds, what), "invisible")
}

// plainStrays are the strays that have names of their own.
var plainStrays = [...]struct{ text, name string }{
	{"\r\n", "cr_lf"},
	{"\n", "line_feed"},
	{"\r", "carriage_return"},
	{" ", "blank"},
	{"\t", "tab"},
}

// strayAt names the stray at the beginning of a text, "" if there is none,
// and returns how long the character is.
func strayAt(text string) (what string, length int) {
	if c := text[0]; c > ' ' && c < 0x7F { // nearly all
		return "", 1
	}
	for i := range plainStrays {
		if s := &plainStrays[i]; strings.HasPrefix(text, s.text) {
			return s.name, len(s.text)
		}
	}
	return unseen(text)
}

// quotes are what people and programs put around a text, as they open and
// close it.
var quotes = [...]struct{ open, shut, name string }{
	{`"`, `"`, "double_quote"},
	{"'", "'", "single_quote"},
	{"`", "`", "backtick"},
	{"<", ">", "angle_bracket"},
	{"“", "”", "smart_quote"},
	{"”", "”", "smart_quote"},
	{"„", "“", "smart_quote"},
	{"‘", "’", "smart_quote"},
	{"’", "’", "smart_quote"},
	{"«", "»", "smart_quote"},
}

// quoted returns the quote that a text begins or ends with, how many bytes of
// it that are in front and behind, and "" if it has none. A comma or semicolon
// behind the closing quote belongs to it.
func quoted(text string) (name string, front, back int) {
	for _, q := range quotes {
		if strings.HasPrefix(text, q.open) && len(text) > len(q.open) {
			name, front = q.name, len(q.open)
			break
		}
	}
	rest := strings.TrimRight(text[front:], ",;")
	for _, q := range quotes {
		if strings.HasSuffix(rest, q.shut) && len(rest) > len(q.shut) {
			return q.name, front, len(text) - front - len(rest) + len(q.shut)
		}
	}
	return name, front, 0
}

// cleaned takes from a text what strays and quotes there are, and percent signs
// back to what they stand for.
func cleaned(text string) string {
	for range 4 { // quotes within quotes, and blanks within them
		_, core := strays(text)
		text = text[core.from:core.to]
		_, front, back := quoted(text)
		text = text[front : len(text)-back]
	}
	var kept []byte
	for i := 0; i < len(text); {
		what, n := strayAt(text[i:])
		if what == "" {
			kept = append(kept, text[i:i+n]...)
		}
		i += n
	}
	text = string(kept)
	if percented(text) >= 0 {
		text = urltext.PathUnescape(text)
	}
	return text
}

// percented returns where the first %XX of a text stands, -1 if there is none.
func percented(text string) int {
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '%' && isHex(text[i+1]) && isHex(text[i+2]) {
			return i
		}
	}
	return -1
}

const (
	figures = "0123456789"
	base36  = figures + "abcdefghijklmnopqrstuvwxyz"

	alphabet64 = base36 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ+/" // of base64
)

// only returns what a text holds of some letters.
func only(text, letters string) string {
	var kept []byte
	for _, c := range []byte(text) {
		if strings.IndexByte(letters, c) >= 0 {
			kept = append(kept, c)
		}
	}
	return string(kept)
}

// consists reports whether a text holds nothing but the letters, and one at
// the least.
func consists(text, letters string) bool {
	return text != "" && strings.Trim(text, letters) == ""
}

// hasRow reports whether a text begins with the number and the underscore that
// every client ID of a connection begins with.
func hasRow(id string) bool {
	number, rest, ok := strings.Cut(id, "_")
	return ok && len(number) < 8 && consists(number, figures) && rest != ""
}

// isRandom reports whether a text looks like a secret, or the random part of a
// client ID: 32 bytes in base 36.
func isRandom(text string) bool {
	return len(text) >= 40 && len(text) <= 54 && consists(text, base36)
}

// isToken reports whether a text has the form of a token, of a code, or of an
// App's secret: base64 of 64 hexadecimal digits.
func isToken(text string) bool {
	return len(text) == 86 && consists(strings.ToLower(text), base36) && strings.IndexByte("MNOYZ", text[0]) >= 0
}

// isUser reports whether a text has the form of a connection's username.
func isUser(text string) bool {
	i := strings.LastIndexByte(text, '_')
	return i > 0 && len(text) == i+5 && consists(text[i+1:], figures) && !hasRow(text)
}
