// Values as programs write them: strings, objects, lists and the few calls by
// which a header is made, in JavaScript, Python and PowerShell. It is a reader
// of literals and no interpreter: what it does not know it says so of.

package paste

import (
	"encoding/base64"
	"strings"
)

// maxNesting is more than any value has that matters here.
const maxNesting = 12

// A kind of value.
type kind int

const (
	unknown kind = iota
	text
	plain // a number, true, null
	object
	list
)

type value struct {
	word
	kind   kind
	items  []item
	typed  string // the Content-Type that it gives a body
	buffer bool   // bytes that toString("base64") encodes
}

type item struct {
	name  string
	value *value
}

// get returns the member of a name, in any case.
func (v *value) get(name string) (*value, bool) {
	for i := len(v.items) - 1; i >= 0; i-- {
		if strings.EqualFold(v.items[i].name, name) {
			return v.items[i].value, true
		}
	}
	return &value{}, false
}

// at returns the element of a list.
func (v *value) index(i int) *value {
	if i < len(v.items) {
		return v.items[i].value
	}
	return &value{}
}

// An expression reader stands before the next value.
type expressions struct {
	*reader
	at    int
	shell bool // PowerShell
	depth int
	env   map[string]*value
}

func (e *expressions) space() {
	for e.at < len(e.text) {
		rest := e.text[e.at:]
		switch {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0, rest[0] == '\\' && lineBreak(e.text, e.at+1) > 0, e.shell && rest[0] == '`' && lineBreak(e.text, e.at+1) > 0:
			e.at++
		case strings.HasPrefix(rest, "//") || rest[0] == '#':
			e.at, _ = lineEnd(e.text, e.at)
		default:
			return
		}
	}
}

func (e *expressions) next(sign string) bool {
	if e.space(); strings.HasPrefix(e.text[e.at:], sign) {
		e.at += len(sign)
		return true
	}
	return false
}

// value reads one value, with what is joined to it.
func (e *expressions) value() *value {
	if e.depth++; e.depth > maxNesting {
		e.at = len(e.text)
	}
	defer func() { e.depth-- }()
	v := e.suffixes(e.term())
	for {
		switch {
		case e.next("+"):
			sum := []byte(v.text)
			for again := true; again; again = e.next("+") {
				w := e.suffixes(e.term())
				sum, v.open = append(sum, w.text...), v.open || w.open
			}
			v = &value{word: word{string(sum), -1, v.open}, kind: text, typed: v.typed}
		case e.shell && e.next("-f"):
			values := &value{kind: list, items: []item{{value: e.value()}}}
			for e.next(",") {
				values.items = append(values.items, item{value: e.value()})
			}
			v = format(v, values)
		case e.shell && e.next("|"):
			if e.space(); !hasFold(e.text[e.at:], "convertto-json") {
				return v
			}
			for e.at < len(e.text) && strings.IndexByte("\r\n);", e.text[e.at]) < 0 {
				e.at++
			}
			v = &value{word: word{v.json(": ", ","), -1, v.anyOpen()}, kind: text}
		default:
			return v
		}
	}
}

// suffixes reads .toString("base64"), .decode() and the like.
func (e *expressions) suffixes(v *value) *value {
	for strings.HasPrefix(e.text[e.at:], ".") {
		start := e.at + 1
		end := start
		for end < len(e.text) && isWord(e.text[end]) {
			end++
		}
		name := e.text[start:end]
		if e.at = end; !strings.HasPrefix(e.text[e.at:], "(") {
			v.open = true
			continue
		}
		e.at++
		args := e.items(")")
		switch {
		case name == "toString" && v.buffer && args.index(0).text == "base64":
			v = encode(v)
		case name == "format":
			v = &value{word: word{v.text, -1, true}, kind: text}
		}
	}
	return v
}

func encode(v *value) *value {
	return &value{word: word{base64.StdEncoding.EncodeToString([]byte(v.text)), -1, v.open}, kind: text}
}

// format puts values into {0}, {1}.
func format(v, values *value) *value {
	for i, a := range values.items {
		if len(v.text) < 1000 && i < 9 {
			v.text = strings.ReplaceAll(v.text, "{"+string(rune('0'+i))+"}", a.value.text)
		}
		v.open = v.open || a.value.open
	}
	v.at = -1
	return v
}

// term reads a value without what is joined to it. It always moves on, unless
// a closing sign or the end stands there.
func (e *expressions) term() *value {
	e.space()
	if e.at >= len(e.text) {
		return &value{}
	}
	rest := e.text[e.at:]
	switch c := rest[0]; {
	case c == '"' || c == '\'' || c == '`' && !e.shell:
		return e.quoted(c)
	case strings.HasPrefix(rest, "@{"):
		e.at += 2
		return e.object()
	case strings.HasPrefix(rest, "@("):
		e.at += 2
		return e.items(")")
	case e.shell && c == '[':
		return e.name()
	case c == '{':
		e.at++
		return e.object()
	case c == '[':
		e.at++
		return e.items("]")
	case c == '(':
		e.at++
		v := e.items(")")
		if len(v.items) == 1 && v.items[0].name == "" {
			return v.items[0].value
		}
		return v
	case isLetter(c) || c == '_' || c == '$':
		return e.name()
	case isDigit(c) || c == '-':
		end := e.at + 1
		for end < len(e.text) && (isWord(e.text[end]) || e.text[end] == '.') {
			end++
		}
		v := &value{word: word{text: e.text[e.at:end], at: e.at}, kind: plain}
		e.at = end
		return v
	case strings.IndexByte(")]},;", c) >= 0:
		return &value{}
	}
	e.at++
	return &value{word: word{open: true, at: -1}}
}

// object reads members up to a closing brace.
func (e *expressions) object() *value {
	v := &value{kind: object, word: word{at: -1}}
	for {
		before := e.at
		if e.next("}") {
			return v
		}
		if e.at >= len(e.text) {
			return v
		}
		if e.next(",") || e.next(";") || e.next("...") {
			continue
		}
		name := &value{}
		if c := e.text[e.at]; c == '"' || c == '\'' {
			name = e.quoted(c)
		} else {
			start := e.at
			for e.at < len(e.text) && (isWord(e.text[e.at]) || e.text[e.at] == '-' || e.text[e.at] == '[' || e.text[e.at] == ']') {
				e.at++
			}
			name.text = e.text[start:e.at]
		}
		switch {
		case e.next(":") || e.next("="):
			v.items = append(v.items, item{name.text, e.value()})
		case e.at == before:
			e.at++
		default:
			v.items = append(v.items, item{name.text, e.lookup(name.text)})
		}
	}
}

// items reads elements up to a closing sign; those that Python names keep
// their names.
func (e *expressions) items(closing string) *value {
	v := &value{kind: list, word: word{at: -1}}
	for e.at < len(e.text) && !e.next(closing) {
		if e.next(",") || e.next(";") {
			continue
		}
		before := e.at
		name := ""
		if n := identifier(e.text, e.at); n > 0 && closing == ")" && !e.shell {
			if after := blanks(e.text, e.at+n); strings.HasPrefix(e.text[after:], "=") && !strings.HasPrefix(e.text[after:], "==") {
				name = e.text[e.at : e.at+n]
				e.at = after + 1
			}
		}
		if v.items = append(v.items, item{name, e.value()}); e.at == before {
			e.at = min(e.at+1, len(e.text))
		}
	}
	return v
}

// identifier returns the length of the name at text[at:].
func identifier(text string, at int) int {
	n := 0
	for at+n < len(text) && isWord(text[at+n]) && (n > 0 || !isDigit(text[at])) {
		n++
	}
	return n
}
