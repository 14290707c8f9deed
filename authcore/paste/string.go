// Strings of programs, with what templates put into them.

package paste

import "strings"

// quoted reads a string. What a template puts in is not known, unless it is a
// name that was given a string before.
func (e *expressions) quoted(quote byte) *value {
	triple := strings.Repeat(string(quote), 3)
	length := 1
	if !e.shell && quote != '`' && strings.HasPrefix(e.text[e.at:], triple) {
		length = 3
	}
	e.at += length
	v := &value{kind: text, word: word{at: e.at}}
	var out []byte
	put := func(s string, from int) {
		if v.word.at >= 0 && v.word.at+len(out) != from {
			v.word.at = -1
		}
		out = append(out, s...)
	}
	for e.at < len(e.text) {
		c := e.text[e.at]
		switch {
		case c == quote && e.shell && strings.HasPrefix(e.text[e.at+1:], string(quote)):
			put(string(quote), -1)
			e.at += 2
			continue
		case c == quote && (length == 1 || strings.HasPrefix(e.text[e.at:], triple)):
			e.at += length
			v.word.text = string(out)
			return v
		case c == '\\' && !e.shell:
			s, n := unescape(e.text[e.at:])
			put(s, -1)
			e.at += n
			continue
		case c == '`' && e.shell && quote == '"' && e.at+1 < len(e.text):
			s := e.text[e.at+1 : e.at+2]
			if i := strings.Index("nrt0", s); i >= 0 {
				s = "\n\r\t\x00"[i : i+1]
			}
			put(s, -1)
			e.at += 2
			continue
		case c == '$' && (quote == '`' && strings.HasPrefix(e.text[e.at:], "${") || e.shell && quote == '"'):
			end := e.at + 1
			for end < len(e.text) && strings.IndexByte("({$", e.text[end]) >= 0 {
				end++
			}
			start := end
			for end < len(e.text) && (isWord(e.text[end]) || e.text[end] == '.') {
				end++
			}
			w := e.lookup(e.text[start:end])
			for end < len(e.text) && start > e.at+1 && strings.IndexByte(")}", e.text[end]) >= 0 {
				end++
			}
			if w.open {
				w.text = e.text[e.at:end]
				v.open = true
			}
			put(w.text, -1)
			e.at = max(end, e.at+1)
			continue
		}
		put(e.text[e.at:e.at+1], e.at)
		e.at++
	}
	e.note("quote_open")
	v.word.text = string(out)
	return v
}

// lookup returns what a name stands for.
func (e *expressions) lookup(name string) *value {
	if e.shell {
		name = strings.ToLower(name)
	}
	if v, ok := e.env[name]; ok && e.expanded+v.size() < maxExpanded {
		e.expanded += v.size()
		own := *v
		return &own
	}
	if name != "" {
		e.note("env_not_expanded", "name", name)
	}
	return &value{word: word{text: name, at: -1, open: true}}
}
