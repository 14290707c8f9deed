// A shell's history: which of its lines are commands, and what each printed.

package paste

import "strings"

// A dialect is the shell that a command was typed into.
type dialect int

const (
	posix dialect = iota
	cmdExe
	powerShell
)

// commands reads curl commands, the variables set before them, and pipelines
// that make base64.
func (r *reader) commands() string {
	env := map[string]word{}
	kind := ""
	var pending *command
	printed := 0 // where what the last command printed begins
	settle := func(to int) {
		if pending != nil {
			for _, d := range r.answered(pending, printed, to) {
				r.add(d)
			}
			pending = nil
		}
	}
	for at := 0; at < len(r.text) && !r.full(); {
		end, next := lineEnd(r.text, at)
		line := r.text[at:end]
		if i := curlIn(line); i >= 0 {
			settle(at)
			l, words, shell := r.curlWords(at, at+i, end, env)
			c := r.curl(words, l.stdin)
			c.strips = shell == powerShell && !strings.Contains(r.text[at:l.at], `\"`)
			if c.Request.URL != "" || len(c.Request.Header) > 0 || c.Request.Body != nil {
				kind, pending = "curl", &c
			}
			at = max(l.at, at+i+4)
			if l.piped || at >= len(r.text) {
				_, at = lineEnd(r.text, at)
			} else if n := lineBreak(r.text, at); n > 0 {
				at += n
			} else {
				at++
			}
			printed = at
			continue
		}
		start := at + prompt(line)
		if rest := r.text[start:end]; isMaker(rest) {
			settle(at)
			l := r.lexer(start, len(r.text), env)
			if made, ok := l.pipeline(); ok {
				d, after := r.made(made, l.at)
				r.add(d)
				if kind == "" {
					kind = "shell"
				}
				at = max(next, after)
				continue
			}
		} else if end = r.assign(start, env); end > start {
			settle(at)
			_, next = lineEnd(r.text, end)
		}
		at = next
	}
	settle(len(r.text))
	return kind
}

// curlIn returns where in a line the word curl begins a command, or -1.
func curlIn(line string) int {
	for at := 0; ; {
		i := strings.Index(line[at:], "curl")
		if i < 0 {
			return -1
		}
		start := at + i
		at = start + 4
		if start > 0 && strings.IndexByte(" \t(`/\\\"'=;&|$>", line[start-1]) < 0 {
			continue
		}
		rest := strings.TrimPrefix(line[at:], ".exe")
		first := strings.TrimLeft(rest, " \t")
		if first == "" || first == rest {
			continue
		}
		argument, _, _ := strings.Cut(first, " ")
		if strings.IndexByte("-'\"$\\^`", first[0]) >= 0 || strings.ContainsAny(argument, ".:/") || strings.HasPrefix(first, "“") {
			return start
		}
	}
}

// curlWords splits the command whose name stands at text[curl:], in a line
// that begins at text[line:end].
func (r *reader) curlWords(line, curl, end int, env map[string]word) (*lexer, []word, dialect) {
	before := strings.TrimSpace(r.text[line:curl])
	l := r.lexer(curl+4, len(r.text), env)
	if strings.HasPrefix(r.text[l.at:], ".exe") {
		l.at += 4
	}
	inQuotes := strings.HasSuffix(before, "`")
	if inQuotes { // of Markdown
		if n := strings.IndexByte(r.text[l.at:end], '`'); n >= 0 {
			l.end = l.at + n
		}
	}
	last := strings.TrimRight(r.text[l.at:end], " \t")
	typed := len(before) > 2 && before[1] == ':' && strings.HasSuffix(before, ">")
	switch {
	case strings.HasPrefix(before, "PS ") || strings.HasSuffix(last, "`") && !inQuotes || !typed && l.at > curl+4 && strings.Contains(last, "'"):
		return l, l.powershellWords(), powerShell
	case typed || strings.HasSuffix(last, "^") || strings.Contains(last, `^"`):
		return l, l.cmd(), cmdExe
	}
	return l, l.posix(), posix
}

// prompt returns the length of what a shell shows before what is typed.
func prompt(line string) int {
	at := blanks(line, 0)
	for _, sign := range [...]string{"$ ", "# ", "% ", "> ", "❯ "} {
		if i := strings.Index(line[:min(len(line), 100)], sign); i >= 0 && strings.IndexAny(line[:i], `"'=`) < 0 {
			return blanks(line, i+len(sign))
		}
	}
	if _, n := number(line[at:]); n > 0 && strings.HasPrefix(line[at+n:], "  ") {
		return blanks(line, at+n) // of history
	}
	return at
}

// isMaker reports whether a line makes base64 of something.
func isMaker(line string) bool {
	return (strings.HasPrefix(line, "echo ") || strings.HasPrefix(line, "printf ") || strings.HasPrefix(line, "base64 ")) && strings.Contains(line, "base64")
}

// assign reads NAME=value, with or without export, and returns where it ends;
// start, if it is none.
func (r *reader) assign(start int, env map[string]word) int {
	at := start
	if strings.HasPrefix(r.text[at:], "export ") {
		at = blanks(r.text, at+7)
	}
	n := 0
	for at+n < len(r.text) && isWord(r.text[at+n]) {
		n++
	}
	if n == 0 || isDigit(r.text[at]) || !strings.HasPrefix(r.text[at+n:], "=") {
		return start
	}
	l := r.lexer(at+n+1, len(r.text), env)
	l.muted = true
	if c := r.text[l.at:]; c == "" || isBlank(c[0]) || lineBreak(c, 0) > 0 {
		return start
	}
	// One word only: what follows is a command or another assignment.
	for l.at < l.end && len(l.words) == 0 && !isBlank(l.text[l.at]) && lineBreak(l.text, l.at) == 0 && strings.IndexByte(";&|()", l.text[l.at]) < 0 {
		switch c := l.text[l.at]; c {
		case '\'':
			l.quote(1)
			l.until("'")
		case '"':
			l.quote(1)
			l.double()
		case '$', '`':
			l.expand()
		case '\\':
			l.escape(l.text[l.at:l.end])
		default:
			l.take(1)
		}
	}
	after := l.at
	if l.unclosed {
		return start
	}
	if l.flush(); len(l.words) == 1 && !l.words[0].open {
		env[r.text[at:at+n]] = l.words[0]
	}
	return after
}

// made returns the exchange of a pair that was made base64 of: the header that
// it is for. What the command printed, if it is in the paste, is what counts.
func (r *reader) made(value word, at int) (draft, int) {
	_, from := lineEnd(r.text, at)
	to := from
	for to < len(r.text) && (isWord(r.text[to]) || strings.IndexByte("+/=-\r\n", r.text[to]) >= 0) {
		to++
	}
	if shown := strings.TrimRight(r.text[from:to], "\r\n"); len(shown) > 7 && (to == len(r.text) || strings.HasSuffix(r.text[:to], "\n")) && strings.IndexByte(shown, '-') < 0 {
		value, at = word{text: shown, at: from}, to
	} else {
		value.text, value.at = strings.TrimRight(value.text, "\n"), -1
	}
	var d draft
	d.request().Header.Add("Authorization", "Basic "+value.text)
	if value.open {
		d.gap("authorization")
	}
	return d, at
}
