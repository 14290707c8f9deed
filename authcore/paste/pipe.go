// The commands that people make a header with: echo, printf, base64, openssl
// and tr, each with what it prints.

package paste

import (
	"encoding/base64"
	"strings"
)

// pipeline runs the commands up to the end of a pipeline, and returns what the
// last one prints; not ok if it holds another than the few known ones.
func (l *lexer) pipeline() (printed word, ok bool) {
	for {
		l.words, l.piped, l.stdin = nil, false, nil
		words := l.posix()
		if l.stdin != nil {
			printed = *l.stdin
		}
		if len(words) == 0 {
			return word{}, false
		}
		for _, w := range words {
			printed.open = printed.open || w.open
		}
		if printed.text, ok = l.run(words, printed.text); !ok {
			return word{}, false
		}
		if !l.piped {
			return printed, true
		}
		l.at++
	}
}

func (l *lexer) run(words []word, stdin string) (printed string, ok bool) {
	args := make([]string, 0, len(words))
	for _, w := range words[1:] {
		args = append(args, w.text)
	}
	switch name := words[0].text; name[strings.LastIndexByte(name, '/')+1:] {
	case "echo":
		return echo(args), true
	case "printf":
		return printf(args)
	case "cat":
		return stdin, len(args) == 0
	case "tr":
		return tr(args, stdin)
	case "base64", "gbase64":
		return l.base64(args, stdin, 76)
	case "openssl":
		if len(args) > 0 && args[0] == "base64" || len(args) > 1 && args[0] == "enc" && (args[1] == "-base64" || args[1] == "-a") {
			return l.base64(args, stdin, 64)
		}
	}
	return "", false
}

func echo(args []string) string {
	newline, escapes := "\n", false
	for len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-' && strings.Trim(args[0][1:], "neE") == "" {
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
	for i := 0; i < len(text); {
		if text[i] == '\\' && i+1 < len(text) {
			s, n := unescape(text[i:])
			b.WriteString(s)
			i += n
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// printf knows %s and %%, which is what a pair needs.
func printf(args []string) (string, bool) {
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return "", false
	}
	var b strings.Builder
	pieces := strings.Split(unescaped(args[0]), "%")
	args = args[1:]
	b.WriteString(pieces[0])
	for i := 1; i < len(pieces); i++ {
		switch {
		case pieces[i] == "" && i+1 < len(pieces):
			i++
			b.WriteString("%" + pieces[i])
		case strings.HasPrefix(pieces[i], "s"):
			if len(args) > 0 {
				b.WriteString(args[0])
				args = args[1:]
			}
			b.WriteString(pieces[i][1:])
		default:
			return "", false
		}
	}
	return b.String(), true
}

// tr knows -d with a set of characters.
func tr(args []string, stdin string) (string, bool) {
	if len(args) != 2 || args[0] != "-d" {
		return "", false
	}
	set := strings.NewReplacer("[:space:]", " \t\r\n", "[:blank:]", " \t").Replace(unescaped(args[1]))
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(set, c) {
			return -1
		}
		return c
	}, stdin), true
}

// base64 encodes, with a line end after so many characters unless the
// arguments say otherwise, or decodes.
func (l *lexer) base64(args []string, stdin string, wrap int) (string, bool) {
	for i, a := range args {
		switch {
		case a == "-d" || a == "-D" || a == "--decode":
			decoded, err := base64.StdEncoding.DecodeString(stdin)
			return string(decoded), err == nil
		case a == "-A" || a == "-w0" || a == "-b0" || a == "--wrap=0" || a == "--break=0":
			wrap = 0
		case (a == "-w" || a == "--wrap" || a == "-b") && i+1 < len(args) && args[i+1] == "0":
			wrap = 0
		case a == "<" || len(a) > 0 && a[0] != '-' && a != "0" && a != "base64" && a != "enc":
			return "", false // a file
		}
	}
	encoded := base64.StdEncoding.EncodeToString([]byte(stdin))
	if wrap == 0 {
		return encoded, true
	}
	var b strings.Builder
	for len(encoded) > wrap {
		l.note("base64_wrapped")
		b.WriteString(encoded[:wrap] + "\n")
		encoded = encoded[wrap:]
	}
	return b.String() + encoded + "\n", true
}
