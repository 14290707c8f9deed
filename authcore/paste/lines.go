// Finding things in a text: lines, words without case, numbers.

package paste

import "strings"

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isWord(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }

// lineEnd returns where the line that holds text[at] ends, and where the next
// begins.
func lineEnd(text string, at int) (end, next int) {
	n := strings.IndexByte(text[at:], '\n')
	if n < 0 {
		return len(text), len(text)
	}
	end, next = at+n, at+n+1
	if end > at && text[end-1] == '\r' {
		end--
	}
	return end, next
}

// lineBreak returns the length of the line end at text[at], 0 if there is none.
func lineBreak(text string, at int) int {
	switch {
	case strings.HasPrefix(text[at:], "\n"):
		return 1
	case strings.HasPrefix(text[at:], "\r\n"):
		return 2
	}
	return 0
}

// blanks returns the first place from at on that holds no blank or tab.
func blanks(text string, at int) int {
	for at < len(text) && isBlank(text[at]) {
		at++
	}
	return at
}

// space is blanks that passes line ends, too.
func space(text string, at int) int {
	for at < len(text) && (isBlank(text[at]) || text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return at
}

// hasFold is strings.HasPrefix for a prefix in small ASCII letters, without
// case.
func hasFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// indexFold returns the first place of one of words, which are in small
// letters and begin with a letter, and which of them it is; -1 if none is
// there. The time is in proportion to the text for each word.
func indexFold(text string, words ...string) (at, which int) {
	at = -1
	for k, w := range words {
		upper := w[0] &^ 0x20
		until := len(text)
		if at >= 0 {
			until = min(len(text), at+len(w)-1)
		}
		for i := 0; i+len(w) <= until; i++ {
			if c := text[i]; (c == w[0] || c == upper) && hasFold(text[i:], w) {
				at, which = i, k
				break
			}
		}
	}
	return at, which
}

// status reads three digits at text[at:] that are a status of HTTP and end
// there.
func status(text string, at int) (int, bool) {
	if at+3 > len(text) || at+3 < len(text) && isWord(text[at+3]) {
		return 0, false
	}
	n := 0
	for _, c := range []byte(text[at : at+3]) {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, 100 <= n && n <= 599
}

// number reads the digits at the start of text.
func number(text string) (n, length int) {
	for length < len(text) && length < 9 && isDigit(text[length]) {
		n = n*10 + int(text[length]-'0')
		length++
	}
	return n, length
}

// addressEnd returns where the address that begins at text[at] ends in prose
// and logs.
func addressEnd(text string, at int) int {
	end := at
	for end < len(text) && text[end] > ' ' && strings.IndexByte("\"'`<>|\\^{}", text[end]) < 0 && !strings.HasPrefix(text[end:], "”") && !strings.HasPrefix(text[end:], "’") {
		end++
	}
	for end > at && strings.IndexByte(".,;:)]!?", text[end-1]) >= 0 {
		end--
	}
	return end
}

// pimPath reports whether an address is one that this package is about.
func pimPath(address string) bool {
	address, _, _ = strings.Cut(address, "?")
	return strings.Contains(address, "/api/oauth/") || strings.Contains(address, "/api/rest/") || strings.Contains(address, "/connect/apps/")
}
