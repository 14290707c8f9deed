// Findings as the rules for bodies and credentials write them: with their
// arguments, the bytes that show them, and a changed request, in one call each.

package diagnose

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// say adds a finding with its arguments. Their names stand behind the code,
// each with its value if that is always the same: "basic_quotes char part=pair".
func (x *examination) say(code string, certainty Certainty, values ...string) *Finding {
	code, names, _ := strings.Cut(code, " ")
	f := x.find(code, certainty)
	for names != "" {
		var name string
		name, names, _ = strings.Cut(names, " ")
		name, value, fixed := strings.Cut(name, "=")
		if !fixed {
			value, values = values[0], values[1:]
		}
		f.arg(name, value)
	}
	return f
}

// sayAt adds a finding with its arguments, the last of which may be a place.
func (x *examination) sayAt(code string, certainty Certainty, at int, values []string) *Finding {
	return x.say(code, certainty, append(values, strconv.Itoa(at))...)
}

// sayBody adds a finding with the bytes of the body that show it. Where they
// begin is one more value.
func (x *examination) sayBody(code string, certainty Certainty, from, to int, values ...string) *Finding {
	return x.sayAt(code, certainty, from, values).show("body", 0, from, to)
}

// sayParam adds a certain finding with the value of a parameter, if that is a
// text.
func (x *examination) sayParam(p *param, code string, values ...string) *Finding {
	f := x.say(code, Certain, values...)
	if p.text {
		f.show("body", 0, p.from, p.to)
	}
	return f
}

// show adds bytes of the request.
func (f *Finding) show(part string, line, from, to int) *Finding {
	return f.mark("request", part, line, from, to)
}

// markLine adds the value of a line of the header.
func (x *examination) markLine(f *Finding, line int) {
	f.show("header", line, 0, len(x.q.Header[line].Value))
}

// markLines adds the values of all lines of a name.
func (x *examination) markLines(f *Finding, name string) {
	for i := range x.q.Header {
		if strings.EqualFold(x.q.Header[i].Name, name) {
			x.markLine(f, i)
		}
	}
}

// markType adds the Content-Type.
func (x *examination) markType(f *Finding) {
	x.markLine(f, x.body.line)
}

// fixBody gives a finding the request with another stretch in its body.
func (x *examination) fixBody(f *Finding, from, to int, text string) {
	f.fix(x.withBody(from, to, text))
}

// fixType gives a finding the request with another Content-Type.
func (x *examination) fixType(f *Finding, mediaType string) {
	f.fix(x.withHeader("Content-Type", mediaType))
}

// fixAs gives a finding the request with another body of another type.
func (x *examination) fixAs(f *Finding, mediaType, body string) {
	x.fixType(f, mediaType)
	f.Fix.Body = []byte(body)
}

// fixParam gives a finding the request with another value of a parameter,
// which is added if there is none. No value: no fix.
func (x *examination) fixParam(f *Finding, name, value string) {
	switch p := x.member(name); {
	case value == "":
	case p == noParam:
		f.fix(x.withParam(name, value))
	case p.text:
		f.fix(x.withValue(name, value))
	}
}

// text returns the body.
func (x *examination) text() string {
	return string(x.q.Body)
}

// texts returns the parameters of the body that are texts, without those of
// the client if it is so wished.
func (x *examination) texts(withoutClient bool) (pairs []urltext.Pair) {
	for i := range x.body.params {
		p := &x.body.params[i]
		if p.text && (!withoutClient || !strings.HasPrefix(p.name, "client_")) {
			pairs = append(pairs, urltext.Pair{Name: p.name, Value: p.value})
		}
	}
	return pairs
}

// asJSON returns parameters as JSON.
func asJSON(pairs []urltext.Pair) string {
	var o jsontext.Object
	for i := range pairs {
		o = append(o, jsontext.Member{Name: pairs[i].Name, Value: pairs[i].Value})
	}
	return string(jsontext.Append(nil, o))
}

// entry returns the value of a key in a table of key:value, which begins with
// the sign that separates its entries; "" if there is none.
func entry(table, key string) string {
	sign := table[:1]
	_, rest, _ := strings.Cut(table, sign+key+":")
	value, _, _ := strings.Cut(rest, sign)
	return value
}
