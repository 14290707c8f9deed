// The calls that make a value of others, and values as forms and JSON.

package paste

import (
	"strings"
	"unicode/utf16"

	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// name reads a name, and the call that it may begin.
func (e *expressions) name() *value {
	start := e.at
	for e.at < len(e.text) && (isWord(e.text[e.at]) || strings.IndexByte("$.", e.text[e.at]) >= 0 || e.shell && strings.IndexByte("[]:", e.text[e.at]) >= 0) {
		e.at++
	}
	name := e.text[start:e.at]
	if e.at < len(e.text) && len(name) <= 2 && (e.text[e.at] == '"' || e.text[e.at] == '\'') {
		v := e.quoted(e.text[e.at]) // a prefix of Python
		if strings.ContainsAny(name, "fF") && strings.Contains(v.text, "{") {
			e.note("env_not_expanded", "name", "{…}")
			v.open = true
		}
		return v
	}
	switch name {
	case "new", "await", "return":
		return e.term()
	case "true", "false", "null", "True", "False", "None", "undefined":
		return &value{word: word{text: name, at: start}, kind: plain}
	}
	if !strings.HasPrefix(e.text[e.at:], "(") {
		if name == "" {
			e.at++
		}
		return e.lookup(strings.TrimPrefix(name, "$"))
	}
	e.at++
	return e.call(strings.ToLower(name), e.items(")"))
}

// call returns what a call of a known name gives.
func (e *expressions) call(name string, args *value) *value {
	first := args.index(0)
	switch {
	case strings.HasSuffix(name, "urlsearchparams"), strings.HasSuffix(name, "stringify") && !strings.HasPrefix(name, "json"), strings.HasSuffix(name, "urlencode"):
		if first.kind == text {
			first.typed, first.at = "application/x-www-form-urlencoded;charset=UTF-8", -1
			return first
		}
		return &value{word: word{first.form(), -1, first.anyOpen()}, kind: text, typed: "application/x-www-form-urlencoded;charset=UTF-8"}
	case name == "json.stringify":
		return &value{word: word{first.json(":", ","), -1, first.anyOpen()}, kind: text}
	case name == "json.dumps":
		return &value{word: word{first.json(": ", ", "), -1, first.anyOpen()}, kind: text}
	case name == "btoa", strings.HasSuffix(name, "b64encode"), strings.HasSuffix(name, "tobase64string"):
		return encode(first)
	case name == "buffer.from", strings.HasSuffix(name, "utf8.getbytes"), strings.HasSuffix(name, "ascii.getbytes"):
		first.buffer = true
		return first
	case strings.HasSuffix(name, "unicode.getbytes"):
		var wide []byte
		for _, u := range utf16.Encode([]rune(first.text)) {
			wide = append(wide, byte(u), byte(u>>8))
		}
		first.text, first.at = string(wide), -1
		return first
	case strings.HasSuffix(name, "auth"), strings.HasSuffix(name, "bytes"), name == "str":
		return args
	}
	e.note("env_not_expanded", "name", name+"()")
	return &value{word: word{at: -1, open: true}}
}

func (v *value) anyOpen() bool {
	open := v.open
	for _, i := range v.items {
		open = open || i.value.anyOpen()
	}
	return open
}

// form returns the members as a form body.
func (v *value) form() string {
	var pairs []urltext.Pair
	for _, i := range v.items {
		name, text := i.name, i.value.text
		if v.kind == list {
			name, text = i.value.index(0).text, i.value.index(1).text
		}
		pairs = append(pairs, urltext.Pair{Name: name, Value: text})
	}
	return urltext.EncodeQuery(pairs)
}

// json writes a value as JSON.
func (v *value) json(colon, comma string) string {
	var b strings.Builder
	v.write(&b, colon, comma)
	return b.String()
}

func (v *value) write(b *strings.Builder, colon, comma string) {
	switch v.kind {
	case plain:
		switch v.text {
		case "True", "False":
			b.WriteString(strings.ToLower(v.text))
		case "None", "undefined":
			b.WriteString("null")
		default:
			b.WriteString(v.text)
		}
	case object, list:
		signs := "[]"
		if v.kind == object {
			signs = "{}"
		}
		b.WriteByte(signs[0])
		for i, member := range v.items {
			if i > 0 {
				b.WriteString(comma)
			}
			if v.kind == object {
				b.Write(jsontext.Append(nil, member.name))
				b.WriteString(colon)
			}
			member.value.write(b, colon, comma)
		}
		b.WriteByte(signs[1])
	default:
		b.Write(jsontext.Append(nil, v.text))
	}
}
