// The words of cmd.exe and of PowerShell.

package paste

import "strings"

// cmd reads the words of one command as cmd.exe, which looks at carets and
// quotes, hands them to a program, which splits them by quotes and backslashes
// of its own. A single quote is a character like any other.
func (l *lexer) cmd() []word {
	var command []byte
	var places []int
	quoted := false
read:
	for l.at < l.end {
		c := l.text[l.at]
		switch {
		case c == '^' && !quoted:
			// What follows a caret is no sign; of a line end, what follows that.
			if l.at += 1 + lineBreak(l.text, l.at+1); l.at >= l.end {
				break read
			}
			if n := lineBreak(l.text, l.at); n > 0 {
				l.at += n - 1
			}
			if c = l.text[l.at]; isBlank(c) || c == '"' && strings.HasSuffix(l.text[:l.at], "\n") {
				continue // not part of a pair of signs
			}
		case c == '"':
			quoted = !quoted
		case lineBreak(l.text, l.at) > 0:
			next := blanks(l.text[:l.end], l.at+lineBreak(l.text, l.at))
			if len(command) == 0 || next+1 >= l.end || l.text[next] != '-' || !isLetter(l.text[next+1]) && l.text[next+1] != '-' {
				break read
			}
			l.note("continuation_missing")
			c, l.at, quoted = ' ', next-1, false
		case (c == '&' || c == '|' || c == '<' || c == '>') && !quoted:
			l.piped = c == '|'
			break read
		case c == '%':
			n := 1
			for l.at+n < l.end && n < 100 && isWord(l.text[l.at+n]) {
				n++
			}
			if n > 1 && l.at+n < l.end && l.text[l.at+n] == '%' && !isDigit(l.text[l.at+1]) {
				l.note("env_not_expanded", "name", l.text[l.at+1:l.at+n])
				l.open = true
			}
		}
		command, places = append(command, c), append(places, l.at)
		l.at++
	}
	open := l.open
	l.open = false
	l.argv(string(command), places)
	for i := range l.words {
		l.words[i].open = open && strings.Contains(l.words[i].text, "%")
	}
	return l.words
}

// argv splits a command line as programs of Windows do.
func (l *lexer) argv(line string, places []int) {
	quoted := false
	for i := 0; i < len(line); {
		n := 0
		for i+n < len(line) && line[i+n] == '\\' {
			n++
		}
		quote := i+n < len(line) && line[i+n] == '"'
		switch {
		case n > 0 && quote:
			for k := range n / 2 {
				l.put(`\`, places[i+n/2+k])
			}
			i += n
			if n%2 == 1 {
				l.put(`"`, places[i])
				i++
			}
		case n > 0:
			for range n {
				l.put(`\`, places[i])
				i++
			}
		case quote && quoted && i+1 < len(line) && line[i+1] == '"':
			l.put(`"`, places[i+1])
			i += 2
		case quote:
			if quoted = !quoted; !l.begun {
				l.begun, l.start = true, places[i]+1
			}
			i++
		case !quoted && isBlank(line[i]):
			l.flush()
			i++
		default:
			l.put(line[i:i+1], places[i])
			i++
		}
	}
	l.flush()
}

// powershell reads the words that PowerShell hands to a program. In a word
// \" is a quote: programs see it so, and those who write it mean it so.
func (l *lexer) powershellWords() []word {
	for l.at < l.end {
		switch c := l.text[l.at]; {
		case c == '`' && lineBreak(l.text, l.at+1) > 0:
			l.at += 1 + lineBreak(l.text, l.at+1)
			l.secondPrompt()
		case c == '`' && l.at+1 < l.end:
			l.at++
			l.take(1)
		case c == '\'':
			l.quote(1)
			l.doubled('\'')
		case c == '"':
			l.quote(1)
			l.doubled('"')
		case c == '$':
			l.expandPowershell()
		case isBlank(c):
			l.flush()
			l.at++
		case lineBreak(l.text, l.at) > 0:
			l.flush()
			if !l.goesOn() {
				return l.unquoted()
			}
		case strings.IndexByte(";&|()<>", c) >= 0:
			l.flush()
			l.piped = c == '|'
			return l.unquoted()
		default:
			if !l.begun && c >= 0x80 && l.smart(l.text[l.at:l.end]) {
				continue
			}
			l.take(1)
		}
	}
	l.flush()
	return l.unquoted()
}

func (l *lexer) unquoted() []word {
	for i, w := range l.words {
		if strings.Contains(w.text, `\"`) {
			l.words[i].text, l.words[i].at = strings.ReplaceAll(w.text, `\"`, `"`), -1
		}
	}
	return l.words
}

// doubled reads up to a quote that is not followed by another.
func (l *lexer) doubled(quote byte) {
	for l.at < l.end {
		switch c := l.text[l.at]; {
		case c == quote && l.at+1 < l.end && l.text[l.at+1] == quote:
			l.at++
			l.take(1)
		case c == quote:
			l.at++
			return
		case c == '`' && quote == '"' && l.at+1 < l.end:
			if i := strings.IndexByte("0abefnrtv", l.text[l.at+1]); i >= 0 {
				l.put("\x00\a\b\x1b\f\n\r\t\v"[i:i+1], -1)
				l.at += 2
				continue
			}
			l.at++
			l.take(1)
		case c == '$' && quote == '"':
			l.expandPowershell()
		default:
			l.take(1)
		}
	}
	l.unclosed = true
	l.note("quote_open")
}

// expandPowershell reads $name, ${name} and $env:NAME; $(…) is not known.
func (l *lexer) expandPowershell() {
	rest := l.text[l.at:l.end]
	n := 1
	for n < len(rest) && (isWord(rest[n]) || rest[n] == ':' && n+1 < len(rest) && isLetter(rest[n+1])) {
		n++
	}
	switch {
	case n > 1:
		l.variable(strings.ToLower(rest[1:n]), n)
	case strings.HasPrefix(rest, "$(") || strings.HasPrefix(rest, "${"):
		l.note("env_not_expanded", "name", rest[:2]+"…")
		l.open = true
		l.take(2)
	default:
		l.take(1)
	}
}
