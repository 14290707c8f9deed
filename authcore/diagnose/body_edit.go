// A body as bytes: where a parameter stands in it, and the same body with
// another value.

package diagnose

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// markParam adds bytes of a parameter's value where they stand in the body,
// escaped or not.
func (x *examination) markParam(f *Finding, p *param, from, to int) {
	f.show("body", 0, x.written(p, from), x.written(p, to))
}

// written returns where a byte of a parameter's value stands in the body.
func (x *examination) written(p *param, n int) int {
	i, done := p.from, 0
	for i < p.to && done < n {
		length, decoded := x.unit(x.q.Body[i:p.to])
		i, done = i+length, done+decoded
	}
	return i
}

// unit returns how many bytes of the body the first byte of a value takes, or
// the first few that are escaped together, and how many bytes it stands for.
func (x *examination) unit(raw []byte) (length, decoded int) {
	switch {
	case x.body.json && raw[0] == '\\' && len(raw) > 1:
		if raw[1] != 'u' || len(raw) < 6 {
			return 2, 1
		}
		n, err := strconv.ParseUint(string(raw[2:6]), 16, 16)
		if err != nil {
			return 1, 1
		}
		if n >= 0xD800 && n < 0xE000 {
			return min(12, len(raw)), 4 // both halves of a surrogate pair
		}
		return 6, utf8.RuneLen(rune(n))
	case !x.body.json && raw[0] == '%' && len(raw) > 2 && isHex(raw[1]) && isHex(raw[2]):
		return 3, 1
	}
	return 1, 1
}

// escaped returns a value as the body has to write it.
func (x *examination) escaped(value string) string {
	if !x.body.json {
		return urltext.QueryEscape(value)
	}
	text := quotedText(value)
	return text[1 : len(text)-1]
}

// withValue returns the request with another value of a parameter; one that
// the body lacks is not added.
func (x *examination) withValue(name, value string) authcore.Request {
	if p := x.member(name); p.text {
		return x.withBody(p.from, p.to, x.escaped(value))
	}
	return x.q
}

// withParam returns the request with one more parameter, the first of all.
func (x *examination) withParam(name, value string) authcore.Request {
	body := x.text()
	value = x.escaped(value)
	if !x.body.json {
		if strings.Trim(body, " \t\r\n&") == "" {
			return x.withBody(0, len(body), name+"="+value)
		}
		return x.withBody(0, 0, name+"="+value+"&")
	}
	at := strings.IndexByte(body, '{') + 1
	rest := strings.TrimLeft(body[at:], jsonBlanks)
	end := `"`
	if !strings.HasPrefix(rest, "}") {
		end = `",`
	}
	return x.withBody(at, at, body[at:len(body)-len(rest)]+`"`+name+`":"`+value+end)
}

const jsonBlanks = " \t\r\n" // of JSON

// nameAt returns where the name of a parameter stands in the body.
func (x *examination) nameAt(p *param) (from, to int) {
	before := string(x.q.Body[:p.from])
	if !x.body.json {
		return strings.LastIndexByte(before, '&') + 1, p.from - 1
	}
	to = strings.LastIndexByte(strings.TrimRight(strings.TrimRight(before, `"`), " \t\r\n:"), '"')
	from = strings.LastIndexByte(before[:max(to, 0)], '"') + 1
	return from, max(to, from)
}

// withoutParam returns the request without a parameter.
func (x *examination) withoutParam(p *param) authcore.Request {
	body := x.text()
	from, _ := x.nameAt(p)
	to := p.to
	comma, around := "&", ""
	if x.body.json {
		from, to = from-1, to+1 // the quotes
		comma, around = ",", jsonBlanks
	}
	after := strings.TrimLeft(body[to:], around)
	before := strings.TrimRight(body[:from], around)
	if rest, ok := strings.CutPrefix(after, comma); ok {
		to = len(body) - len(strings.TrimLeft(rest, around))
	} else if strings.HasSuffix(before, comma) {
		from = len(before) - 1
	}
	return x.withBody(from, to, "")
}
