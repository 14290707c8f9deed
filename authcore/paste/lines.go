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

// run returns the first place from at on that holds none of the bytes of set.
func run(text string, at int, set string) int {
	for at < len(text) && strings.IndexByte(set, text[at]) >= 0 {
		at++
	}
	return at
}

func blanks(text string, at int) int { return run(text, at, " \t") }

// space is blanks that passes line ends, too.
func space(text string, at int) int { return run(text, at, " \t\r\n") }

// words returns where the letters, digits and signs of set that begin at
// text[at] end.
func words(text string, at int, set string) int {
	for at < len(text) && (isWord(text[at]) || strings.IndexByte(set, text[at]) >= 0) {
		at++
	}
	return at
}

// identifier returns the length of the name at text[at:].
func identifier(text string, at int) int {
	if at < len(text) && isDigit(text[at]) {
		return 0
	}
	return words(text, at, "") - at
}

// Several words stand in one text, with bars between them: "a|b|c".

// begins returns the length of the first of several words that text begins
// with, 0 if there is none. Case counts.
func begins(text, words string) int {
	for word := ""; words != ""; {
		if word, words, _ = strings.Cut(words, "|"); strings.HasPrefix(text, word) {
			return len(word)
		}
	}
	return 0
}

// ends reports whether text ends with one of several words.
func ends(text, words string) bool {
	for word := ""; words != ""; {
		if word, words, _ = strings.Cut(words, "|"); strings.HasSuffix(text, word) {
			return true
		}
	}
	return false
}

// holds reports whether whether one of several words stands in text.
func holds(text, words string) bool {
	for word := ""; words != ""; {
		if word, words, _ = strings.Cut(words, "|"); strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// among reports whether word is one of several.
func among(word, words string) bool {
	for one := ""; words != ""; {
		if one, words, _ = strings.Cut(words, "|"); one == word {
			return true
		}
	}
	return false
}

// hasFold is strings.HasPrefix for a prefix in small ASCII letters, without
// case.
func hasFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// indexFold returns the first place of a word, which is in small letters and
// begins with one; -1 if it is not there.
func indexFold(text, word string) int {
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|0x20 == word[0] && hasFold(text[i:], word) {
			return i
		}
	}
	return -1
}

// statusAt reads three digits at text[at:] that are a status of HTTP and end
// there; 0 if there are none.
func statusAt(text string, at int) int {
	if at >= len(text) {
		return 0
	}
	n, length := number(text[at:])
	if at += length; length != 3 || n < 100 || n > 599 || at < len(text) && isWord(text[at]) {
		return 0
	}
	return n
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
	for end < len(text) && text[end] > ' ' && strings.IndexByte("\"'`<>|\\^{}", text[end]) < 0 && (text[end] < 0x80 || begins(text[end:], "”|’") == 0) {
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
	return holds(address, "/api/oauth/|/api/rest/|/connect/apps/")
}

// origin returns the scheme and the host of an absolute address, and the host
// alone; both are empty of another.
func origin(address string) (origin, host string) {
	at := strings.Index(address, "://") + 3
	if at < 4 {
		return "", ""
	}
	end := at
	for end < len(address) && strings.IndexByte("/?#", address[end]) < 0 {
		end++
	}
	return address[:end], address[at:end]
}
