// The words of a shell: quotes, escapes, variables, what commands print. POSIX
// shells and PowerShell are read alike but for the sign that escapes; cmd.exe
// has words of its own.

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

// The signs that escape, by which shells are told apart.
const posix, powerShell, cmdExe = '\\', '`', '^'

// A lexer splits one command into words.
type lexer struct {
	*reader
	text   string // up to where the command ends at the latest
	at     int
	shell  byte // the sign that escapes
	single bool // one word only
	depth  int  // of $(…) in one another

	out   []byte
	start int  // of out in the text; -1: it is not there as it is
	begun bool // a word has begun, though it may be empty
	open  bool

	words []word
	stdin *word // of a here-document
	piped bool  // the command ended with a |

	unclosed bool // a quote was not closed
}

// put appends bytes that stand at text[from:]; -1: they do not.
func (l *lexer) put(s string, from int) {
	if len(l.out) == 0 && (!l.begun || l.start != from) {
		l.start = from
	} else if l.start+len(l.out) != from {
		l.start = -1
	}
	l.begun = true
	l.out = append(l.out, s...)
}

func (l *lexer) take(n int) {
	if l.start < 0 && len(l.out) > 0 {
		l.out = append(l.out, l.text[l.at:l.at+n]...)
	} else {
		l.put(l.text[l.at:l.at+n], l.at)
	}
	l.at += n
}

func (l *lexer) flush() {
	if l.begun && len(l.words) < maxWords {
		l.words = append(l.words, word{string(l.out), l.start, l.open})
	}
	l.out, l.begun, l.open = l.out[:0], false, false
}

// split reads words up to the end of the command. What ended it stays unread.
func (l *lexer) split() []word {
	for l.at < len(l.text) {
		rest := l.text[l.at:]
		c := rest[0]
		switch n := lineBreak(rest, 0); {
		case c == l.shell:
			l.escape(rest)
		case c == '\'' || c == '"':
			l.quoted(1, rest[:1], c)
		case strings.HasPrefix(rest, "$'") && l.shell == posix:
			l.quoted(2, "'", '$')
		case c == '$' || c == '`':
			l.expand(rest)
		case n > 0 || isBlank(c):
			l.flush()
			if l.single || n > 0 && !l.goesOn(n) {
				return l.words
			}
			l.at = blanks(l.text, l.at)
		case c == '#' && !l.begun:
			l.at, _ = lineEnd(l.text, l.at)
		case !l.single && (c == '<' || c == '>' || strings.HasPrefix(rest, "&>")):
			l.redirect(rest)
		case strings.IndexByte(";&|()<>", c) >= 0:
			if c == '&' && l.begun && len(rest) > 1 && isWord(rest[1]) {
				l.note("cut_at_ampersand")
			}
			l.flush()
			l.piped = c == '|'
			return l.words
		case c < 0x80 || l.begun || !l.smart(rest):
			l.take(1)
		}
	}
	l.flush()
	return l.words
}

// escape reads an escape outside quotes.
func (l *lexer) escape(rest string) {
	end := blanks(rest, 1)
	n := lineBreak(rest, end)
	switch {
	case n > 0:
		if end > 1 {
			l.note("continuation_blank")
			l.flush()
		}
		l.at += end + n
		l.secondPrompt()
	case len(rest) > 1:
		l.at++
		l.take(1)
	default:
		l.at++
	}
}

// secondPrompt passes what a shell shows before a line that goes on.
func (l *lexer) secondPrompt() {
	at := blanks(l.text, l.at)
	n := begins(l.text[at:], "> |>> ")
	next := blanks(l.text, at+n)
	if n > 0 && next < len(l.text) && strings.IndexByte("-'\"h", l.text[next]) >= 0 {
		l.flush()
		l.at = next
	}
}

// goesOn reports whether the command goes on after the line end, of n bytes,
// though nothing says so: a paste often loses the signs. If so it passes it.
func (l *lexer) goesOn(n int) bool {
	next := blanks(l.text, l.at+n)
	dashes := run(l.text, next, "-") - next
	if letter := next + dashes; len(l.words) == 0 || dashes == 0 || dashes > 2 || letter == len(l.text) || !isLetter(l.text[letter]) {
		return false
	}
	l.note("continuation_missing")
	l.at = next
	return true
}

// quoted reads from behind the n bytes that open a quote up to what closes it.
// The kind is ' of what stays as it is, " and, of what C escapes, $.
func (l *lexer) quoted(n int, closing string, kind byte) {
	if l.at += n; !l.begun {
		l.begun, l.start = true, l.at
	}
	for l.at < len(l.text) {
		rest := l.text[l.at:]
		switch c := rest[0]; {
		case strings.HasPrefix(rest, closing):
			l.at += len(closing)
			if l.shell == posix || !strings.HasPrefix(l.text[l.at:], closing) {
				return
			}
			l.take(len(closing)) // PowerShell's own escape
		case kind == '\'' || len(rest) == 1:
			l.take(1)
		case kind == '$' && c == '\\', c == '`' && l.shell == powerShell && strings.IndexByte("0abefnrtv", rest[1]) >= 0:
			s, n := unescape(rest)
			l.put(s, -1)
			l.at += n
		case c == l.shell && lineBreak(rest, 1) > 0:
			l.at += 1 + lineBreak(rest, 1)
		case c == l.shell && (c == powerShell || strings.IndexByte("$`\"\\", rest[1]) >= 0):
			l.at++
			l.take(1)
		case kind == '"' && (c == '$' || c == '`'):
			l.expand(rest)
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
	n := begins(rest, "“|„|”|‘|’")
	if n == 0 {
		return false
	}
	l.note("smart_quotes")
	closing := "”"
	switch rest[:n] {
	case "„":
		closing = "“"
	case "‘", "’":
		closing = "’"
	}
	l.quoted(n, closing, '\'')
	return true
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
	digits, base, at := 0, 16, 2
	switch c := text[1]; {
	case c == 'x':
		digits = 2
	case c == 'u':
		digits = 4
	case '0' <= c && c <= '7':
		digits, base, at = 3, 8, 1
	}
	n, first := 0, at
	for ; at < len(text) && at < first+digits; at++ {
		d := strings.IndexByte("0123456789abcdef", text[at]|0x20)
		if isDigit(text[at]) {
			d = int(text[at] - '0')
		}
		if d < 0 || d >= base {
			break
		}
		n = n*base + d
	}
	switch {
	case at == first:
		return text[:2], 2
	case digits == 4:
		return string(utf8.AppendRune(nil, rune(n))), at
	}
	return string([]byte{byte(n)}), at
}
