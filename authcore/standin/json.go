// JSON, and what somebody took for JSON: with single quotes, smart quotes, no
// quotes, comments, commas too many. Its signs stay where they are.

package standin

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/jsontext"
)

func (m *maker) json(text string) string {
	var b strings.Builder
	name := ""
	for at := 0; at < len(text); {
		rest := text[at:]
		n, quote := 0, quoteOf(rest)
		switch c := rest[0]; {
		case quote > 0:
			end := quote + closing(rest[quote:], rest[:quote])
			n = end + quoteOf(rest[end:])
			v := escapeView(rest[quote:end])
			made := ""
			if strings.HasPrefix(strings.TrimLeft(rest[n:], " \t\r\n"), ":") {
				name = v.plain
				made = m.name(name)
			} else {
				made = m.named(name, v.plain)
			}
			b.WriteString(rest[:quote] + v.again(made) + rest[end:n])
		case c == '-' || isAlnum(c) || c == '_' || c == '$':
			n = run(rest, "_-$.+")
			word := rest[:n]
			switch {
			case strings.HasPrefix(strings.TrimLeft(rest[n:], " \t"), ":"):
				name = word
				word = m.name(word)
			case word == "true" || word == "false" || word == "null":
			case isNumber(word):
				word = m.number(name, word)
			default:
				word = m.named(name, word)
			}
			b.WriteString(word)
		default:
			_, n = utf8.DecodeRuneInString(rest)
			b.WriteString(m.replaced(rest[:n]))
		}
		at += n
	}
	return b.String()
}

// quoteOf returns the length of the quote that text begins with, or 0.
func quoteOf(text string) int {
	for _, q := range [...]string{`"`, `'`, "“", "”", "„", "‘", "’", "`", `\"`} {
		if strings.HasPrefix(text, q) {
			return len(q)
		}
	}
	return 0
}

// closing returns where the string ends that began with quote.
func closing(text, quote string) int {
	for at := 0; at < len(text); at++ {
		switch {
		case quote == `\"` && strings.HasPrefix(text[at:], `\"`):
			return at
		case text[at] == '\\':
			at++
		case text[at] == quote[0] && len(quote) == 1:
			return at
		case len(quote) == 3 && quoteOf(text[at:]) == 3:
			return at
		}
	}
	return len(text)
}

func isNumber(word string) bool {
	v, err := jsontext.Parse([]byte(word))
	_, ok := v.(jsontext.Number)
	return err == nil && ok
}

// number lets the numbers of a PIM's own members pass.
func (m *maker) number(name, word string) string {
	if name = strings.ToLower(name); len(word) <= 7 && (name == "code" || counts.has(name)) {
		return word
	}
	made := m.replaced(word)
	if word[0] != '0' && made[0] == '0' {
		return "1" + made[1:] // or it would be no number
	}
	return made
}
