// A shell's history: which of its lines are commands, and what each printed.

package paste

import "strings"

// commands reads curl commands, the variables set before them, and pipelines
// that make base64.
func (r *reader) commands() string {
	kind := ""
	for at := 0; at < len(r.text) && !r.full(); {
		end, next := lineEnd(r.text, at)
		line := r.text[at:end]
		start := at + prompt(line)
		if i := curlIn(line); i >= 0 {
			r.settle(at)
			l := r.curlWords(at, at+i, end)
			if c := l.curl(); c.Request.URL != "" || c.Request.Header != nil || c.Request.Body != nil {
				c.strips = l.shell == powerShell && !strings.Contains(r.text[at:l.at], `\"`)
				kind, r.pending = "curl", c
			}
			if next = l.at + lineBreak(r.text, l.at); l.piped {
				_, next = lineEnd(r.text, l.at)
			} else if next == l.at {
				next++
			}
			r.printed = min(next, len(r.text))
		} else if rest := r.text[start:end]; begins(rest, "echo |printf |base64 ") > 0 && strings.Contains(rest, "base64") {
			r.settle(at)
			l := &lexer{reader: r, text: r.text, at: start, shell: posix}
			if pair, ok := l.pipeline(); ok {
				next = max(next, r.made(pair, l.at))
				if kind == "" {
					kind = "shell"
				}
			}
		} else if end = r.assign(start); end > start {
			r.settle(at)
			_, next = lineEnd(r.text, end)
		}
		at = next
	}
	r.settle(len(r.text))
	return kind
}

// settle adds the command before the place that is read, with what it printed
// up to there.
func (r *reader) settle(to int) {
	if c := r.pending; c != nil {
		r.pending = nil
		r.answered(c, min(r.printed, to), to)
	}
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
		if begins(first, "-|'|\"|$|\\|^|`|“") > 0 || strings.ContainsAny(argument, ".:/") {
			return start
		}
	}
}

// curlWords splits the command whose name stands at text[curl:], in a line
// that begins at text[line:end].
func (r *reader) curlWords(line, curl, end int) *lexer {
	before := strings.TrimSpace(r.text[line:curl])
	exe := begins(r.text[curl+4:], ".exe")
	l := &lexer{reader: r, text: r.text, at: curl + 4 + exe, shell: posix}
	last := strings.TrimRight(r.text[l.at:end], " \t")
	inQuotes := strings.HasSuffix(before, "`")
	if inQuotes { // of Markdown
		if n := strings.IndexByte(r.text[l.at:end], '`'); n >= 0 {
			l.text = r.text[:l.at+n]
		}
	}
	typed := len(before) > 2 && before[1] == ':' && strings.HasSuffix(before, ">")
	switch {
	case strings.HasPrefix(before, "PS ") || strings.HasSuffix(last, "`") && !inQuotes || !typed && exe > 0 && strings.Contains(last, "'"):
		l.shell = powerShell
		for i, w := range l.split() {
			// Programs see \" as a quote, and those who write it mean it so.
			if strings.Contains(w.text, `\"`) {
				l.words[i] = word{strings.ReplaceAll(w.text, `\"`, `"`), -1, w.open}
			}
		}
	case typed || strings.HasSuffix(last, "^") || strings.Contains(last, `^"`):
		l.shell = cmdExe
		l.cmd()
	default:
		l.split()
	}
	return l
}

// prompt returns the length of what a shell shows before what is typed.
func prompt(line string) int {
	at := blanks(line, 0)
	if i := strings.IndexAny(line[:min(len(line), 100)], "$#%>❯\"'="); i >= 0 {
		if n := begins(line[i:], "$ |# |% |> |❯ "); n > 0 {
			return blanks(line, i+n)
		}
	}
	if _, n := number(line[at:]); n > 0 && strings.HasPrefix(line[at+n:], "  ") {
		return blanks(line, at+n) // of history
	}
	return at
}

// assign reads NAME=value, with or without export, and returns where it ends;
// start, if it is none.
func (r *reader) assign(start int) int {
	at := start + begins(r.text[start:], "export ")
	n := identifier(r.text, at)
	if n == 0 || !strings.HasPrefix(r.text[at+n:], "=") {
		return start
	}
	// One word only: what follows is a command or another assignment.
	l := &lexer{reader: r, text: r.text, at: at + n + 1, shell: posix, single: true}
	notes := len(r.notes)
	l.split()
	if r.notes = r.notes[:notes]; l.unclosed || len(l.words) == 0 {
		return start
	}
	if w := l.words[0]; !w.open {
		r.env[r.text[at:at+n]] = &value{word: w, kind: text}
	}
	return l.at
}

// made adds the exchange of a pair that was made base64 of, the header that it
// is for, and returns where it ends. What the command printed, if it is in the
// paste, is what counts.
func (r *reader) made(value word, at int) int {
	_, from := lineEnd(r.text, at)
	to := words(r.text, from, "+/=\r\n")
	shown := strings.TrimRight(r.text[from:to], "\r\n")
	if len(shown) > 7 && (to == len(r.text) || r.text[to-1] == '\n') {
		value, at = word{text: shown}, to
	}
	var d draft
	d.authorize("Basic ", strings.TrimRight(value.text, "\n"), value.open)
	r.add(&d)
	return at
}
