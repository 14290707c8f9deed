// The commands that people make a header with: echo, printf, base64 and
// openssl, each with what it prints.

package paste

import "strings"

// pipeline runs the commands up to the end of a pipeline, and returns what the
// last one prints; not ok if it holds another than the few known ones.
func (l *lexer) pipeline() (printed word, ok bool) {
	for {
		l.words, l.piped, l.stdin = nil, false, nil
		var args []string
		for _, w := range l.split() {
			printed.open = printed.open || w.open
			args = append(args, w.text)
		}
		if l.stdin != nil {
			printed = *l.stdin
		}
		if len(args) == 0 {
			return word{}, false
		}
		if printed.text, ok = l.run(args, printed.text); !ok || !l.piped {
			return printed, ok
		}
		l.at++
	}
}

func (l *lexer) run(args []string, stdin string) (printed string, ok bool) {
	switch name := args[0]; {
	case name == "echo":
		return echo(args[1:]), true
	case name == "printf" && len(args) > 1:
		return printf(unescaped(args[1]), args[2:])
	case name == "base64":
		return l.base64(args[1:], stdin, 76), true
	case name == "openssl" && len(args) > 1 && args[1] == "base64":
		return l.base64(args[2:], stdin, 64), true
	}
	return "", false
}

func echo(args []string) string {
	newline, escapes := "\n", false
	for len(args) > 0 && among(args[0], "-n|-e|-E|-ne|-en") {
		if strings.Contains(args[0], "n") {
			newline = ""
		}
		escapes = strings.Contains(args[0], "e")
		args = args[1:]
	}
	text := strings.Join(args, " ")
	if escapes {
		text = unescaped(text)
	}
	return text + newline
}

func unescaped(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		s, n := text[:1], 1
		if s == `\` {
			s, n = unescape(text)
		}
		b.WriteString(s)
		text = text[n:]
	}
	return b.String()
}

// printf knows %s, which is what a pair needs.
func printf(format string, args []string) (string, bool) {
	var b strings.Builder
	for {
		before, after, more := strings.Cut(format, "%")
		if b.WriteString(before); !more {
			return b.String(), true
		}
		if !strings.HasPrefix(after, "s") {
			return "", false
		}
		if len(args) > 0 {
			b.WriteString(args[0])
			args = args[1:]
		}
		format = after[1:]
	}
}

// base64 encodes, with a line end after so many characters unless the
// arguments say otherwise.
func (l *lexer) base64(args []string, stdin string, wrap int) string {
	encoded := encode(stdin)
	if len(args) > 0 && among(args[0], "-A|-w0|-w|-b0|-b|--wrap=0") {
		return encoded
	}
	var b strings.Builder
	for ; len(encoded) > wrap; encoded = encoded[wrap:] {
		l.note("base64_wrapped")
		b.WriteString(encoded[:wrap] + "\n")
	}
	return b.String() + encoded + "\n"
}
