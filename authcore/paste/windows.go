// The words of cmd.exe, which looks at carets and quotes, and hands the rest to
// a program, which splits it by quotes and backslashes of its own. A single
// quote is a character like any other.

package paste

import "strings"

// An argv splits a command line as programs of Windows do.
type argv struct {
	*lexer
	slashes, slash int  // backslashes that wait for what follows, and where the first is
	quoted         bool // in a quote
	closed         bool // right behind the quote that closed one
}

// cmd reads the words of one command.
func (l *lexer) cmd() []word {
	a := argv{lexer: l}
	quoted := false // as cmd.exe sees it
	for l.at < len(l.text) {
		c := l.text[l.at]
		n := lineBreak(l.text, l.at)
		switch {
		case c == '^' && !quoted:
			// What follows a caret is no sign; of a line end, what follows that.
			l.at++
			n = lineBreak(l.text, l.at)
			if l.at += n; l.at >= len(l.text) {
				continue
			}
			if c = l.text[l.at]; n > 0 && (isBlank(c) || c == '"') {
				continue // not part of a pair of signs
			}
		case c == '"':
			quoted = !quoted
		case n > 0:
			if a.rest(); !l.goesOn(n) {
				return l.words
			}
			quoted, a.quoted = false, false
			continue
		case !quoted && strings.IndexByte("&|<>", c) >= 0:
			l.piped = c == '|'
			a.rest()
			return l.words
		case c == '%':
			if end := words(l.text, l.at+1, ""); end > l.at+1 && end < len(l.text) && l.text[end] == '%' && !isDigit(l.text[l.at+1]) {
				l.noteOf("env_not_expanded", "name", l.text[l.at+1:end])
				l.open = true
			}
		}
		a.feed(c)
		l.at++
	}
	a.rest()
	return l.words
}

// feed takes the byte at the place of the lexer.
func (a *argv) feed(c byte) {
	if c == '\\' {
		if a.slashes == 0 {
			a.slash = a.at
		}
		a.slashes++
		return
	}
	escaped := false
	if c == '"' { // each pair of backslashes before it is one; another escapes it
		escaped = a.slashes%2 == 1
		a.slashes /= 2
	}
	a.backslashes()
	closed := a.closed
	a.closed = false
	switch {
	case c == '"' && !escaped && !closed:
		if a.closed = a.quoted; !a.begun {
			a.begun, a.start = true, a.at+1
		}
		a.quoted = !a.quoted
		return
	case c == '"' && !escaped:
		a.quoted = true
	case isBlank(c) && !a.quoted:
		a.flush()
		return
	}
	a.put(a.text[a.at:a.at+1], a.at)
}

func (a *argv) backslashes() {
	for ; a.slashes > 0; a.slashes-- {
		a.put(`\`, a.slash)
		a.slash++
	}
}

// rest ends the last word.
func (a *argv) rest() {
	a.backslashes()
	a.flush()
}
