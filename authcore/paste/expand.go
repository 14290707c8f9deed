// What a shell puts in: files, variables, what commands print.

package paste

import "strings"

// within returns a lexer of a part of the text, for the same shell.
func (l *lexer) within(from, to int) *lexer {
	return &lexer{reader: l.reader, text: l.text[:to], at: from, shell: l.shell, depth: l.depth + 1}
}

// redirect passes < and > with the file behind them, and reads here-documents.
func (l *lexer) redirect(rest string) {
	if len(l.out) == 1 && isDigit(l.out[0]) {
		l.begun, l.out = false, l.out[:0] // 2>
	}
	l.flush()
	signs := rest[:run(rest, 0, "<>&|")]
	l.at = blanks(l.text, l.at+len(signs))
	file := l.within(l.at, len(l.text))
	file.single = true
	file.split()
	l.at = file.at
	if len(file.words) == 0 {
		return
	}
	name := file.words[0]
	switch signs {
	case "<<<":
		name.text += "\n"
		l.stdin = &name
	case "<<":
		_, from := lineEnd(l.text, l.at)
		if l.noDocument || from == 0 {
			return
		}
		if to := strings.Index(l.text[from-1:], "\n"+name.text); to >= 0 {
			l.stdin = &word{text: l.text[from : from+to], at: from}
			l.at = from + to + len(name.text)
		} else {
			l.noDocument = true
		}
	}
}

// expand reads $NAME, ${NAME}, $(command) and its older form.
func (l *lexer) expand(rest string) {
	name, length := "", 0
	switch {
	case rest[0] == '`':
		if n := strings.IndexByte(rest[1:min(len(rest), 4096)], '`'); n >= 0 {
			l.substitute(l.at+1, l.at+1+n)
			return
		}
	case strings.HasPrefix(rest, "$("):
		if n := l.parenthesis(rest); n > 2 && rest[2] == '$' && l.shell == powerShell {
			name, length = rest[3:n], n+1
		} else if n >= 0 {
			l.substitute(l.at+2, l.at+n)
			return
		}
	case strings.HasPrefix(rest, "${"):
		if n := strings.IndexByte(rest[:min(len(rest), 200)], '}'); n >= 0 {
			name, length = rest[2:words(rest, 2, ":.")], n+1
		}
	default:
		if length = words(rest, 1, ""); isDigit(rest[min(1, len(rest)-1)]) {
			length = 1
		}
		if l.shell == powerShell && strings.HasPrefix(rest[length:], ":") { // $env:NAME
			length = words(rest, length+1, "")
		}
		name = rest[1:length]
	}
	if name == "" {
		l.take(1)
		return
	}
	if v := l.lookup(name, l.shell == powerShell); !v.open {
		l.put(v.text, v.at)
		l.at += length
		return
	}
	l.open = true
	l.take(length)
}

// lookup returns what a name stands for; without case in PowerShell.
func (r *reader) lookup(name string, folded bool) *value {
	if folded {
		name = strings.ToLower(name)
	}
	if v := r.env[name]; v != nil && r.expanded+v.size() < maxExpanded {
		r.expanded += v.size()
		own := *v
		return &own
	}
	r.noteOf("env_not_expanded", "name", name)
	return &value{word: word{name, -1, true}}
}

// parenthesis returns where the one of $( closes, -1 if it does not.
func (l *lexer) parenthesis(rest string) int {
	depth := 0
	for i := 1; i < len(rest) && !l.noParenthesis; i++ {
		switch rest[i] {
		case '\\':
			i++
		case '\'':
			n := strings.IndexByte(rest[i+1:], '\'')
			if n < 0 {
				n = len(rest)
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

// substitute puts in what the command at text[from:to] prints. What is not
// known stays as it is.
func (l *lexer) substitute(from, to int) {
	length := to + 1 - l.at
	if l.depth < 4 && l.shell == posix {
		if printed, ok := l.within(from, to).pipeline(); ok {
			l.put(strings.TrimRight(printed.text, "\n"), -1)
			l.open = l.open || printed.open
			l.at += length
			return
		}
	}
	l.noteOf("env_not_expanded", "name", "$(…)")
	l.open = true
	l.take(length)
}
