// The memory: which stretch of letters and digits stands for which. What
// related the secrets relates their stand-ins: equal ones are equal, a
// stretch of one is that stretch of the other, another case is another case.

package standin

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// A memory knows the atoms: runs of letters and digits, and UUIDs. All are
// collected before the first is replaced, since the longest decide what the
// shorter ones become.
type memory struct {
	salt       int
	collecting bool
	atoms      []*atom // in the order in which they came
	known      map[string]*atom
	grams      map[string]place
	used       map[string]bool
	letters    []string // other letters than ASCII's, likewise
}

type atom struct {
	text, standIn string
	number        int
}

// A place is where four characters stand in an atom.
type place struct {
	atom *atom
	at   int
}

// gram is how many characters two atoms must share at their beginnings or
// their ends for one to be taken for a variation of the other, and inner how
// many elsewhere: a PIM's secrets have few letters, and four alike by chance.
const gram, inner = 4, 9

// replaced returns text with its letters and digits replaced. Everything else
// stays: it is the shape.
func (m *memory) replaced(text string) string {
	var b strings.Builder
	for at := 0; at < len(text); {
		if n := atomLength(text[at:]); n > 0 {
			b.WriteString(m.atom(text[at : at+n]))
			at += n
			continue
		}
		r, n := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == utf8.RuneError && n == 1:
			b.WriteByte(0xFF) // as wrong, and nobody's
		case isShape(r):
			b.WriteString(text[at : at+n])
		default:
			b.WriteString(m.letter(text[at : at+n]))
		}
		at += n
	}
	return b.String()
}

// atomLength returns the length of the atom at the beginning of text, or 0.
func atomLength(text string) int {
	if len(text) >= 36 && isUUID(text[:36]) && (len(text) == 36 || !isAlnum(text[36])) {
		return 36
	}
	n := 0
	for n < len(text) && isAlnum(text[n]) {
		n++
	}
	return n
}

// isShape reports whether a character is no letter or digit but a blank, a
// sign, or nothing that can be seen.
func isShape(r rune) bool {
	switch {
	case r < 0x80:
		return !isAlnum(byte(r))
	case r < 0xC0, 0x2000 <= r && r < 0x2070, r == 0xFEFF, r == 0x3000, r == 0xFFFD, r == 0x180E, r == 0x1680, r == 0x061C, 0xFE00 <= r && r < 0xFE10:
		return true
	}
	return false
}

// letter returns another letter of as many bytes.
func (m *memory) letter(text string) string {
	number := len(m.letters)
	for i, known := range m.letters {
		if known == text {
			number = i
		}
	}
	if number == len(m.letters) {
		m.letters = append(m.letters, text)
	}
	others := [...]string{2: "àâçèêîïôùûüöäñ", 3: "一丁七万丈三上下不与", 4: "😀😁😂😃😄😅😆😇"}[len(text)]
	n := len(others) / len(text)
	at := (number + m.salt) % n * len(text)
	return others[at : at+len(text)]
}

func (m *memory) atom(text string) string {
	a := m.known[text]
	if m.collecting {
		if a == nil {
			a = &atom{text: text, number: len(m.atoms)}
			m.atoms = append(m.atoms, a)
			m.known[text] = a
		}
		return text
	}
	if a == nil { // it was not met while collecting: never so, but never the text either
		a = &atom{text: text, number: len(m.atoms)}
		m.atoms = append(m.atoms, a)
		m.known[text] = a
	}
	if a.standIn == "" {
		m.assign(a)
	}
	return a.standIn
}

// settle gives every atom its stand-in: whole tokens first, whose form is more
// than their characters, then the longest.
func (m *memory) settle() {
	m.collecting = false
	for _, a := range m.atoms {
		if isToken(a.text) {
			m.assign(a)
		}
	}
	longest := 0
	for _, a := range m.atoms {
		longest = max(longest, len(a.text))
	}
	byLength := make([][]*atom, longest+1)
	for _, a := range m.atoms {
		byLength[len(a.text)] = append(byLength[len(a.text)], a)
	}
	for n := longest; n > 0; n-- {
		for _, a := range byLength[n] {
			if a.standIn == "" {
				m.assign(a)
			}
		}
	}
}

// assign makes the stand-in of an atom.
func (m *memory) assign(a *atom) {
	for try := 0; ; try++ {
		made := m.made(a, m.salt+97*try)
		if !isToken(a.text) {
			m.related(a.text, made)
		}
		// Two short ones may have to share one.
		if a.standIn = string(made); !m.used[a.standIn] || try == 20 {
			break
		}
	}
	m.used[a.standIn] = true
	folded := strings.ToLower(a.text)
	for i := 0; i+gram <= len(a.text); i++ {
		if _, ok := m.grams[folded[i:i+gram]]; !ok {
			m.grams[folded[i:i+gram]] = place{a, i}
		}
	}
}

// made returns characters of the same classes at the same places. They follow
// from the number of the atom, the place and the salt alone.
func (m *memory) made(a *atom, salt int) []byte {
	if isTokens(a.text) {
		hex := make([]byte, len(a.text))
		for i := range hex {
			hex[i] = "0123456789abcdef"[chosen(a.number, i, salt)%16]
		}
		return []byte(base64.RawURLEncoding.EncodeToString(hex[:(len(a.text)*3+3)/4]))[:len(a.text)]
	}
	made := []byte(a.text)
	letters, digits := "ghijklmnopqrstuvwxyz", "0123456789"
	switch {
	case isHex(a.text) && len(a.text) >= 8 || isUUID(a.text):
		letters = "abcdef"
	case len(a.text) >= 40:
		letters, digits = "gkosw", "048" // as a PIM's own, from the eleventh on
	}
	for i, c := range made {
		n := chosen(a.number, i, salt)
		switch {
		case c == '-', isUUID(a.text) && (i == 14 && c == '4' || i == 19 && strings.IndexByte("89ab", c) >= 0):
			// What makes it a UUID of version 4.
		case '0' <= c && c <= '9':
			made[i] = digits[n%len(digits)]
		default:
			made[i] = letters[n%len(letters)]
			if c&0x20 == 0 {
				made[i] = letters[n%len(letters)] &^ 0x20
			}
		}
	}
	return made
}

// related writes into made what text shares with atoms that have theirs: the
// longest stretch first, then what is left and right of it.
func (m *memory) related(text string, made []byte) {
	if len(text) < gram {
		return
	}
	folded := strings.ToLower(text)
	var of place
	from, length := 0, 0
	for i := 0; i+gram <= len(text); i++ {
		p, ok := m.grams[folded[i:i+gram]]
		if !ok {
			continue
		}
		n := shared(folded[i:], strings.ToLower(p.atom.text[p.at:]))
		back := 0
		for back < i && back < p.at && folded[i-back-1] == p.atom.text[p.at-back-1]|lowers(p.atom.text[p.at-back-1]) {
			back++
		}
		related := n+back >= inner || n+back == len(text) || n+back == len(p.atom.text) ||
			i == back && p.at == back || i+n == len(text) && p.at+n == len(p.atom.text)
		if related && n+back > length {
			of, from, length = place{p.atom, p.at - back}, i-back, n+back
		}
		i += n - gram // what overlaps cannot be longer by much
	}
	if length < gram {
		return
	}
	for i := range length {
		c := of.atom.standIn[of.at+i]
		if text[from+i] != of.atom.text[of.at+i] && isAlpha(c) {
			c ^= 0x20
		}
		made[from+i] = c
	}
	m.related(text[:from], made[:from])
	m.related(text[from+length:], made[from+length:])
}

// shared returns how many bytes two texts have in common at their beginning.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// chosen mixes three numbers into one (SplitMix64).
func chosen(number, at, salt int) int {
	z := uint64(number+1)*0x9E3779B97F4A7C15 + uint64(at+1)*0xD1B54A32D192ED03 + uint64(salt)*0x8CB92BA72F3D8DD7
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return int((z ^ z>>31) >> 33)
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isAlnum(c byte) bool { return isAlpha(c) || isDigit(c) }

// lowers is the bit that makes an ASCII letter small.
func lowers(c byte) byte {
	if isAlpha(c) {
		return 0x20
	}
	return 0
}

func isHex(text string) bool {
	for i := range len(text) {
		if c := text[i]; !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// isToken reports whether text has the form of a PIM's tokens: the base64 of
// 64 hexadecimal digits.
func isToken(text string) bool {
	return len(text) == 86 && isTokens(text)
}

// isTokens reports whether text looks like a token or the beginning of one.
func isTokens(text string) bool {
	if len(text) < 16 {
		return false
	}
	decoded, err := base64.RawURLEncoding.DecodeString(text[:len(text)/4*4])
	return err == nil && isHex(string(decoded))
}

func isUUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (text[i] == '-') || !dash && !isHex(text[i:i+1]) {
			return false
		}
	}
	return true
}
