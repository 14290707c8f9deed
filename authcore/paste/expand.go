// What a POSIX shell puts in: files, variables, what commands print.

package paste

import "strings"

// redirect passes < and > with the file behind them, and reads a here-document.
func (l *lexer) redirect(rest string) {
	if len(l.out) == 1 && isDigit(l.out[0]) {
		l.begun, l.out = false, l.out[:0] // 2>
	}
	l.flush()
	if strings.HasPrefix(rest, "<<") && !strings.HasPrefix(rest, "<<<") {
		l.hereDocument()
		return
	}
	word := strings.HasPrefix(rest, "<<<")
	l.at += len(rest) - len(strings.TrimLeft(rest, "<>&|"))
	inner := l.lexer(blanks(l.text, l.at), l.end, l.env)
	inner.depth, inner.muted = l.depth, l.muted
	for inner.at < inner.end && !isBlank(inner.text[inner.at]) && strings.IndexByte("\r\n;&|()<>", inner.text[inner.at]) < 0 {
		switch c := inner.text[inner.at]; c {
		case '\'':
			inner.quote(1)
			inner.until("'")
		case '"':
			inner.quote(1)
			inner.double()
		default:
			inner.take(1)
		}
	}
	if word && inner.begun {
		inner.flush()
		l.stdin = &inner.words[0]
		l.stdin.text += "\n"
	}
	l.at = inner.at
}

// hereDocument takes the lines up to the delimiter as standard input, and out
// of the command.
func (l *lexer) hereDocument() {
	end, next := lineEnd(l.text[:l.end], l.at)
	mark := strings.TrimLeft(l.text[l.at:end], "<-")
	mark = strings.Trim(strings.TrimSpace(mark), `'"\`)
	for at := next; at < l.end && !l.noDocument; {
		lineEnds, after := lineEnd(l.text[:l.end], at)
		if strings.TrimLeft(l.text[at:lineEnds], "\t") == mark {
			l.stdin = &word{text: l.text[next:at], at: next}
			l.at = lineEnds
			return
		}
		at = after
	}
	l.noDocument = true
	l.at = end
}

// expand reads $NAME, ${NAME}, $(command) and its older form.
func (l *lexer) expand() {
	rest := l.text[l.at:l.end]
	switch {
	case rest[0] == '`':
		n := -1
		if !l.noBacktick {
			n = strings.IndexByte(rest[1:], '`')
		}
		if n < 0 {
			l.noBacktick = true
			l.take(1)
			return
		}
		l.substitute(1, n+1, n+2)
	case strings.HasPrefix(rest, "$("):
		n := l.parenthesis(rest)
		if n < 0 {
			l.take(1)
			return
		}
		l.substitute(2, n, n+1)
	case strings.HasPrefix(rest, "${"):
		n := strings.IndexByte(rest[:min(len(rest), 200)], '}')
		if n < 0 {
			l.take(1)
			return
		}
		name := rest[2:n]
		for i := 0; i < len(name); i++ {
			if !isWord(name[i]) {
				name = name[:i]
			}
		}
		l.variable(name, n+1)
	default:
		n := 1
		for n < len(rest) && isWord(rest[n]) && (n > 1 || !isDigit(rest[n])) {
			n++
		}
		if n == 1 {
			l.take(1)
			return
		}
		l.variable(rest[1:n], n)
	}
}

// parenthesis returns where the one of $( closes, -1 if it does not.
func (l *lexer) parenthesis(rest string) int {
	if l.noParenthesis {
		return -1
	}
	depth := 0
	for i := 1; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '\'':
			n := strings.IndexByte(rest[i+1:], '\'')
			if n < 0 {
				i = len(rest)
			}
			i += n + 1
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	l.noParenthesis = true
	return -1
}

func (l *lexer) variable(name string, length int) {
	if value, ok := l.env[name]; ok && name != "" && l.expanded+len(value.text) < maxExpanded {
		l.expanded += len(value.text)
		l.put(value.text, value.at)
		l.open = l.open || value.open
		l.at += length
		return
	}
	l.note("env_not_expanded", "name", name)
	l.open = true
	l.take(length)
}

// substitute puts in what the command at rest[from:to] prints. What is not
// known stays as it is.
func (l *lexer) substitute(from, to, length int) {
	if l.depth < 4 {
		inner := l.lexer(l.at+from, l.at+to, l.env)
		inner.depth, inner.muted = l.depth+1, l.muted
		if printed, ok := inner.pipeline(); ok {
			l.put(strings.TrimRight(printed.text, "\n"), -1)
			l.open = l.open || printed.open
			l.at += length
			return
		}
	}
	l.note("env_not_expanded", "name", "$(…)")
	l.open = true
	l.take(length)
}
