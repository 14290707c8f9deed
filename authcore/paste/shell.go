// The words of a POSIX shell: quotes, escapes, variables, here-documents, and
// the few commands that people make a header with.

package paste

import (
	"strings"
	"unicode/utf8"
)

// maxWords is more than any command has that a person pastes.
const maxWords = 4096

// maxExpanded bounds what variables are replaced by, or a few lines that double
// a value would fill the memory.
const maxExpanded = 1 << 20

// A word is what a shell hands to a command.
type word struct {
	text string
	at   int  // where it stands in the paste, byte for byte; -1: nowhere
	open bool // it holds what the paste does not tell, such as the value of a variable
}

// from returns the word without its first n bytes.
func (w word) from(n int) word {
	if w.text = w.text[n:]; w.at >= 0 {
		w.at += n
	}
	return w
}

// A lexer splits one command into words.
type lexer struct {
	*reader
	at, end int // of what is still to be read
	env     map[string]word
	depth   int // of $(…) in one another

	out   []byte
	start int  // of out in the text; -1: it is not there as it is
	begun bool // a word has begun, though it may be empty
	open  bool

	words []word
	stdin *word // of a here-document
	piped bool  // the command ended with a |
	muted bool  // nothing is noted

	unclosed bool // a quote was not closed
}

func (r *reader) lexer(at, end int, env map[string]word) *lexer {
	return &lexer{reader: r, at: at, end: end, env: env}
}

func (l *lexer) note(code string, args ...string) {
	if !l.muted {
		l.reader.note(code, args...)
	}
}

// put appends bytes that stand at text[from:]; -1: they do not.
func (l *lexer) put(s string, from int) {
	if !l.begun {
		l.start = from
	} else if l.start >= 0 && l.start+len(l.out) != from {
		if l.start = -1; len(l.out) == 0 {
			l.start = from
		}
	}
	l.begun = true
	l.out = append(l.out, s...)
}

func (l *lexer) take(n int) {
	l.put(l.text[l.at:l.at+n], l.at)
	l.at += n
}

// quote begins a word that may stay empty.
func (l *lexer) quote(n int) {
	if l.at += n; !l.begun {
		l.begun, l.start = true, l.at
	}
}

func (l *lexer) flush() {
	if l.begun && len(l.words) < maxWords {
		l.words = append(l.words, word{string(l.out), l.start, l.open})
	}
	l.out, l.begun, l.open = l.out[:0], false, false
}

// posix reads words up to the end of the command. What ended it stays unread.
func (l *lexer) posix() []word {
	for l.at < l.end {
		rest := l.text[l.at:l.end]
		switch c := rest[0]; {
		case c == '\\':
			l.escape(rest)
		case c == '\'':
			l.quote(1)
			l.until("'")
		case c == '"':
			l.quote(1)
			l.double()
		case strings.HasPrefix(rest, "$'"):
			l.quote(2)
			l.ansi()
		case c == '$' || c == '`':
			l.expand()
		case isBlank(c):
			l.flush()
			l.at++
		case lineBreak(l.text, l.at) > 0:
			l.flush()
			if !l.goesOn() {
				return l.words
			}
		case c == '#' && !l.begun:
			l.at, _ = lineEnd(l.text[:l.end], l.at)
		case c == '<' || c == '>':
			l.redirect(rest)
		case c == '&' && strings.HasPrefix(rest, "&>"):
			l.flush()
			l.at++
		case strings.IndexByte(";&|()", c) >= 0:
			if c == '&' && l.begun && len(rest) > 1 && isWord(rest[1]) {
				l.note("cut_at_ampersand")
			}
			l.flush()
			l.piped = c == '|'
			return l.words
		default:
			if !l.begun && c >= 0x80 && l.smart(rest) {
				continue
			}
			l.take(1)
		}
	}
	l.flush()
	return l.words
}

// until takes bytes up to a mark that ends a quote, and passes it.
func (l *lexer) until(mark string) {
	n := strings.Index(l.text[l.at:l.end], mark)
	if n < 0 {
		l.unclosed = true
		l.note("quote_open")
		l.take(l.end - l.at)
		return
	}
	l.take(n)
	l.at += len(mark)
}

// escape reads a backslash outside quotes.
func (l *lexer) escape(rest string) {
	if n := lineBreak(l.text, l.at+1); n > 0 {
		l.at += 1 + n
		l.secondPrompt()
		return
	}
	if end := blanks(l.text, l.at+1); end > l.at+1 {
		if n := lineBreak(l.text, end); n > 0 {
			l.note("continuation_blank")
			l.flush()
			l.at = end + n
			l.secondPrompt()
			return
		}
	}
	l.at++
	if len(rest) > 1 {
		l.take(1)
	}
}

// secondPrompt passes what a shell shows before a line that goes on.
func (l *lexer) secondPrompt() {
	at := blanks(l.text[:l.end], l.at)
	for _, sign := range [...]string{"> ", ">> "} {
		rest, ok := strings.CutPrefix(l.text[at:l.end], sign)
		if rest = strings.TrimLeft(rest, " \t"); ok && rest != "" && strings.IndexByte("-'\"h", rest[0]) >= 0 {
			l.flush()
			l.at = at + len(sign)
			return
		}
	}
}

// goesOn reports whether the command goes on in the next line, though nothing
// at the end of this one says so: a paste often loses the backslashes. If so
// it passes the line end.
func (l *lexer) goesOn() bool {
	next := blanks(l.text[:l.end], l.at+lineBreak(l.text, l.at))
	if rest := l.text[next:l.end]; len(l.words) == 0 || len(rest) < 2 || rest[0] != '-' || !isLetter(rest[1]) && !(strings.HasPrefix(rest, "--") && len(rest) > 2 && isLetter(rest[2])) {
		return false
	}
	l.note("continuation_missing")
	l.at = next
	return true
}

// double reads up to the closing double quote.
func (l *lexer) double() {
	for l.at < l.end {
		switch c := l.text[l.at]; {
		case c == '"':
			l.at++
			return
		case c == '\\' && lineBreak(l.text, l.at+1) > 0:
			l.at += 1 + lineBreak(l.text, l.at+1)
		case c == '\\' && l.at+1 < l.end && strings.IndexByte("$`\"\\", l.text[l.at+1]) >= 0:
			l.at++
			l.take(1)
		case c == '$' || c == '`':
			l.expand()
		default:
			l.take(1)
		}
	}
	l.unclosed = true
	l.note("quote_open")
}

// smart reads a typographic quote at the start of a word as if it were a plain
// one.
func (l *lexer) smart(rest string) bool {
	for _, pair := range [...][2]string{{"“", "”"}, {"„", "“"}, {"‘", "’"}, {"”", "”"}, {"’", "’"}} {
		if strings.HasPrefix(rest, pair[0]) {
			l.note("smart_quotes")
			l.quote(len(pair[0]))
			l.until(pair[1])
			return true
		}
	}
	return false
}

// ansi reads up to the end of $'…'.
func (l *lexer) ansi() {
	for l.at < l.end {
		switch c := l.text[l.at]; {
		case c == '\'':
			l.at++
			return
		case c == '\\' && l.at+1 < l.end:
			s, n := unescape(l.text[l.at:l.end])
			l.put(s, -1)
			l.at += n
		default:
			l.take(1)
		}
	}
	l.unclosed = true
	l.note("quote_open")
}

// unescape reads the escape of $'…', and of printf and echo -e, that text
// begins with, and returns its length.
func unescape(text string) (s string, length int) {
	if len(text) < 2 {
		return text, len(text)
	}
	const letters, values = `abefnrtvE\'"?`, "\a\b\x1b\f\n\r\t\v\x1b\\'\"?"
	if i := strings.IndexByte(letters, text[1]); i >= 0 {
		return values[i : i+1], 2
	}
	digits, base, at := 0, rune(16), 2
	switch c := text[1]; {
	case c == 'x':
		digits = 2
	case c == 'u':
		digits = 4
	case c == 'U':
		digits = 8
	case '0' <= c && c <= '7':
		digits, base, at = 3, 8, 1
	}
	n, first := rune(0), at
	for at < len(text) && at < first+digits {
		d := strings.IndexByte("0123456789abcdef", text[at]|0x20)
		if isDigit(text[at]) {
			d = int(text[at] - '0')
		}
		if d < 0 || rune(d) >= base {
			break
		}
		n = n*base + rune(d)
		at++
	}
	switch {
	case at == first:
		return text[:2], 2
	case text[1] == 'u' || text[1] == 'U':
		return string(utf8.AppendRune(nil, n)), at
	}
	return string([]byte{byte(n)}), at
}
