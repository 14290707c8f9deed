// The sweep: whatever leaves is searched for what was replaced, in clear and
// in every encoding that can be undone.

package standin

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// A LeakError says that something would have left that must not. It does not
// say what.
type LeakError struct{}

func (*LeakError) Error() string {
	return "standin: a value that must not leave was found in what was to be shared"
}

// shortest is the length of what is searched for. Anything shorter stands in
// every text by chance.
const shortest = 6

// needles are all values that were replaced, and their parts.
func (m *maker) needles() []string {
	var all []string
	seen := map[string]bool{}
	public := strings.ToLower(samplePairs[0] + " " + samplePairs[1] + " " + sampleTokens[0] + " " + sampleTokens[1])
	add := func(text string) {
		text = strings.ToLower(text)
		if strings.Contains(public, text) && !strings.Contains(strings.ToLower(m.meant), text) {
			return
		}
		if len(text) < shortest || seen[text] || passes(text) {
			return
		}
		for _, word := range m.passed {
			if strings.Contains(word, text) {
				return
			}
		}
		seen[text] = true
		all = append(all, text)
	}
	for _, s := range m.secrets {
		add(s)
	}
	for _, a := range m.atoms {
		add(a.text)
	}
	return all
}

// Check searches a text that is to leave. The error is a *[LeakError].
func (s *Sharing) Check(text string) error {
	if holds(text, s.secrets, 2) {
		return &LeakError{}
	}
	return nil
}

func holds(text string, needles []string, left int) bool {
	folded := strings.ToLower(text)
	for _, n := range needles {
		if strings.Contains(folded, n) {
			return true
		}
	}
	if left == 0 {
		return false
	}
	if v := urltext.QueryUnescape(text); v != text && holds(v, needles, left-1) {
		return true
	}
	if strings.IndexByte(text, '\\') >= 0 {
		if v := escapeView(text); v.plain != text && holds(v.plain, needles, left-1) {
			return true
		}
	}
	for at := 0; at < len(text); {
		n := run(text[at:], "+/-_")
		if n >= 8 && holdsCode(text[at:at+n], needles, left-1) {
			return true
		}
		at += n + 1
	}
	return false
}

// holdsCode searches what a run of base64 or hexadecimal characters says, from
// whichever of them it begins.
func holdsCode(code string, needles []string, left int) bool {
	if isHex(code) {
		for from := range 2 {
			if v, err := hex.DecodeString(code[from : from+(len(code)-from)/2*2]); err == nil && holds(string(v), needles, left) {
				return true
			}
		}
	}
	standard := strings.ReplaceAll(strings.ReplaceAll(code, "-", "+"), "_", "/")
	for from := range min(4, len(standard)) {
		rest := standard[from:]
		if len(rest)%4 == 1 {
			rest = rest[:len(rest)-1]
		}
		if v, err := base64.RawStdEncoding.DecodeString(rest); err == nil && holds(string(v), needles, left) {
			return true
		}
	}
	return false
}
