// Values as programs write them: strings, objects, lists and the few calls by
// which a header is made, in JavaScript and PowerShell. It is a reader
// of literals and no interpreter: what it does not know it says so of.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// maxNesting is more than any value has that matters here.
const maxNesting = 12

const formType = "application/x-www-form-urlencoded"

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
	kind  kind
	items []item
	typed string // the Content-Type that it gives a body
}

type item struct {
	name  string
	value *value
}

// literal returns a string that does not stand in the paste as it is.
func literal(s string, open bool) *value {
	return &value{word: word{s, -1, open}, kind: text}
}

// add adds a member, or an element, which has no name.
func (v *value) add(name string, member *value) {
	v.items = append(v.items, item{name, member})
}

// get returns the member of a name, in any case; an unknown value if there is
// none.
func (v *value) get(name string) *value {
	for i := range v.items {
		if strings.EqualFold(v.items[i].name, name) {
			return v.items[i].value
		}
	}
	return &value{}
}

// index returns the element of a list.
func (v *value) index(i int) *value {
	if i < len(v.items) {
		return v.items[i].value
	}
	return &value{}
}

// An expression reader stands before the next value.
type expressions struct {
	*reader
	text  string
	at    int
	shell bool // PowerShell
	depth int
}

// space passes blanks, line ends, also escaped ones, and comments.
func (e *expressions) space() {
	for e.at < len(e.text) {
		c := e.text[e.at]
		switch {
		case strings.IndexByte(" \t\r\n", c) >= 0, (c == '\\' || c == '`' && e.shell) && lineBreak(e.text, e.at+1) > 0:
			e.at++
		case begins(e.text[e.at:], "//|#") > 0:
			e.at, _ = lineEnd(e.text, e.at)
		default:
			return
		}
	}
}

// next passes the first of several signs, if one stands next.
func (e *expressions) next(signs string) bool {
	e.space()
	n := begins(e.text[e.at:], signs)
	e.at += n
	return n > 0
}

// value reads one value, with what is joined to it.
func (e *expressions) value() *value {
	if e.depth++; e.depth > maxNesting {
		e.at = len(e.text)
	}
	v := e.suffixes(e.term())
	if e.next("+") {
		sum := []byte(v.text)
		for again := true; again; again = e.next("+") {
			w := e.suffixes(e.term())
			sum, v.open = append(sum, w.text...), v.open || w.open
		}
		v = literal(string(sum), v.open)
	}
	if e.space(); e.shell && strings.HasPrefix(e.text[e.at:], "|") {
		e.at++
		if e.space(); hasFold(e.text[e.at:], "convertto-json") {
			v = v.json(": ", ",")
			for e.at < len(e.text) && strings.IndexByte("\r\n);", e.text[e.at]) < 0 {
				e.at++
			}
		}
	}
	e.depth--
	return v
}

// suffixes reads .toString("base64"), .decode() and the like.
func (e *expressions) suffixes(v *value) *value {
	for strings.HasPrefix(e.text[e.at:], ".") {
		e.at = words(e.text, e.at+1, "")
		if !strings.HasPrefix(e.text[e.at:], "(") {
			v.open = true
			continue
		}
		e.at++
		if e.items(")").index(0).text == "base64" {
			v = literal(encode(v.text), v.open)
		}
	}
	return v
}

// term reads a value without what is joined to it. It always moves on, unless
// a closing sign or the end stands there.
func (e *expressions) term() *value {
	e.space()
	if e.at >= len(e.text) {
		return &value{}
	}
	switch c := e.text[e.at]; {
	case c == '"' || c == '\'' || c == '`' && !e.shell:
		return e.quoted(c)
	case e.next("@{|{"):
		return e.object()
	case e.shell && c == '[' || isLetter(c) || strings.IndexByte("_$", c) >= 0:
		return e.name()
	case e.next("["):
		return e.items("]")
	case e.next("@(|("):
		v := e.items(")")
		if len(v.items) == 1 {
			return v.items[0].value
		}
		return v
	case isDigit(c) || c == '-':
		start := e.at
		e.at = words(e.text, start+1, ".")
		return &value{word: word{text: e.text[start:e.at], at: start}, kind: plain}
	case strings.IndexByte(")]},;", c) >= 0:
		return &value{}
	}
	e.at++
	return &value{word: word{open: true, at: -1}}
}

// quoted reads a string. What a template puts in is not known, unless it is a
// name that was given a string before.
func (e *expressions) quoted(quote byte) *value {
	l := lexer{reader: e.reader, text: e.text, at: e.at, shell: posix}
	kind := byte('$')
	switch {
	case e.shell:
		l.shell, kind = powerShell, quote
	case quote == '`':
		kind = '"'
	}
	l.quoted(1, string(quote), kind)
	e.at = l.at
	return &value{word: word{string(l.out), l.start, l.open}, kind: text}
}

// object reads members up to a closing brace.
func (e *expressions) object() *value {
	v := &value{kind: object}
	for !e.next("}") && e.at < len(e.text) {
		if e.next(",|;|...") {
			continue
		}
		before := e.at
		name := &value{}
		if c := e.text[before]; c == '"' || c == '\'' {
			name = e.quoted(c)
		} else {
			e.at = words(e.text, before, "-[]")
			name.text = e.text[before:e.at]
		}
		switch {
		case e.next(":|="):
			v.add(name.text, e.value())
		case e.at == before:
			e.at++
		default:
			v.add(name.text, e.lookup(name.text, e.shell))
		}
	}
	return v
}

// items reads elements up to a closing sign.
func (e *expressions) items(closing string) *value {
	v := &value{kind: list}
	for e.at < len(e.text) && !e.next(closing) {
		if e.next(",|;") {
			continue
		}
		before := e.at
		if v.add("", e.value()); e.at == before {
			e.at = min(e.at+1, len(e.text))
		}
	}
	return v
}

// name reads a name, and the call that it may begin.
func (e *expressions) name() *value {
	start := e.at
	signs := "$."
	if e.shell {
		signs = "$.[]:"
	}
	e.at = words(e.text, start, signs)
	name := e.text[start:e.at]
	switch {
	case among(name, "new|await|return"):
		return e.term()
	case among(name, "true|false|null|undefined"):
		return &value{word: word{text: name, at: start}, kind: plain}
	case strings.HasPrefix(e.text[e.at:], "("):
		e.at++
		return e.call(strings.ToLower(name), e.items(")").index(0))
	}
	return e.lookup(strings.TrimPrefix(name, "$"), e.shell)
}

// call returns what a call of a known name gives.
func (e *expressions) call(name string, first *value) *value {
	switch {
	case strings.HasSuffix(name, "urlsearchparams"):
		if first.kind == object {
			first = first.form()
		}
		first.typed = formType + ";charset=UTF-8"
		return first
	case name == "json.stringify":
		return first.json(":", ",")
	case name == "btoa" || strings.HasSuffix(name, "tobase64string"):
		return literal(encode(first.text), first.open)
	case strings.HasSuffix(name, "unicode.getbytes"):
		return literal(wide(first.text), first.open)
	case name == "buffer.from" || strings.HasSuffix(name, ".getbytes"):
		return first
	}
	e.noteOf("env_not_expanded", "name", name+"()")
	return literal("", true)
}

// wide returns a text in UTF-16, as far as it is ASCII.
func wide(text string) string {
	var b strings.Builder
	for i := range len(text) {
		b.WriteString(text[i:i+1] + "\x00")
	}
	return b.String()
}

func (v *value) anyOpen() bool {
	open := v.open
	for i := range v.items {
		open = open || v.items[i].value.anyOpen()
	}
	return open
}

// form returns the members as a form body.
func (v *value) form() *value {
	var pairs []urltext.Pair
	for i := range v.items {
		m := &v.items[i]
		pairs = append(pairs, urltext.Pair{Name: m.name, Value: m.value.text})
	}
	return literal(urltext.EncodeQuery(pairs), v.anyOpen())
}

// json returns a value as JSON.
func (v *value) json(colon, comma string) *value {
	var b strings.Builder
	v.write(&b, colon, comma)
	return literal(b.String(), v.anyOpen())
}

func (v *value) write(b *strings.Builder, colon, comma string) {
	signs := "{}"
	switch {
	case v.kind == plain && v.text == "undefined":
		b.WriteString("null")
		return
	case v.kind == plain:
		b.WriteString(v.text)
		return
	case v.kind == list:
		signs = "[]"
	case v.kind != object:
		b.Write(jsontext.Append(nil, v.text))
		return
	}
	b.WriteString(signs[:1])
	for i := range v.items {
		m := &v.items[i]
		if i > 0 {
			b.WriteString(comma)
		}
		if v.kind == object {
			b.Write(jsontext.Append(nil, m.name))
			b.WriteString(colon)
		}
		m.value.write(b, colon, comma)
	}
	b.WriteString(signs[1:])
}
