// A body as bytes: where a parameter stands in it, and the same body with
// another value.

package diagnose

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// inParam marks bytes of a parameter's value where they stand in the body,
// escaped or not.
func (x *examination) inParam(p param, from, to int) Mark {
	raw := string(x.q.Body[p.from:p.to])
	at := func(n int) int {
		i, done := 0, 0
		for i < len(raw) && done < n {
			length, decoded := x.unit(raw[i:])
			i, done = i+length, done+decoded
		}
		return p.from + i
	}
	return x.inBody(at(from), at(to))
}

// unit returns how many bytes of the body the first byte of a value takes, or
// the first few that are escaped together, and how many bytes it stands for.
func (x *examination) unit(raw string) (length, decoded int) {
	if !x.body.json {
		if raw[0] == '%' && len(raw) > 2 && isHex(raw[1]) && isHex(raw[2]) {
			return 3, 1
		}
		return 1, 1
	}
	if raw[0] != '\\' || len(raw) < 2 {
		return 1, 1
	}
	if raw[1] != 'u' || len(raw) < 6 {
		return 2, 1
	}
	n, err := strconv.ParseUint(raw[2:6], 16, 16)
	switch {
	case err != nil:
		return 1, 1
	case n >= 0xD800 && n < 0xE000:
		return min(12, len(raw)), 4 // both halves of a surrogate pair
	}
	return 6, utf8.RuneLen(rune(n))
}

// written returns a value as the body has to write it.
func (x *examination) written(value string) string {
	if !x.body.json {
		return urltext.QueryEscape(value)
	}
	text := string(jsontext.Append(nil, value))
	return text[1 : len(text)-1]
}

// withParams returns the request with other values; a name that the body lacks
// is not added, and one whose value is "" stays.
func (x *examination) withParams(values map[string]string) authcore.Request {
	var b strings.Builder
	done := 0
	for i, p := range x.body.params {
		value, ok := values[p.name]
		if last, _ := x.param(p.name); !ok || value == "" || !p.text || last != x.body.params[i] || p.from < done {
			continue
		}
		b.Write(x.q.Body[done:p.from])
		b.WriteString(x.written(value))
		done = p.to
	}
	b.Write(x.q.Body[done:])
	q := x.q
	q.Body = []byte(b.String())
	return q
}

// withParam returns the request with one more parameter, the first of all.
func (x *examination) withParam(name, value string) authcore.Request {
	body := string(x.q.Body)
	if !x.body.json {
		pair := name + "=" + x.written(value)
		if strings.Trim(body, " \t\r\n&") == "" {
			return x.withBody(0, len(body), pair)
		}
		return x.withBody(0, 0, pair+"&")
	}
	at := strings.IndexByte(body, '{') + 1
	rest := body[at:]
	blank := rest[:len(rest)-len(strings.TrimLeft(rest, " \t\r\n"))]
	member := blank + `"` + name + `":"` + x.written(value) + `"`
	if !strings.HasPrefix(rest[len(blank):], "}") {
		member += ","
	}
	return x.withBody(at, at, member)
}

// nameOf returns where the name of a parameter stands in the body.
func (x *examination) nameAt(p param) (from, to int) {
	before := string(x.q.Body[:p.from])
	if !x.body.json {
		return strings.LastIndexByte(before, '&') + 1, p.from - 1
	}
	to = strings.LastIndex(strings.TrimRight(strings.TrimRight(before, `"`), " \t\r\n:"), `"`)
	from = strings.LastIndex(before[:max(to, 0)], `"`) + 1
	return from, max(to, from)
}

// withoutParam returns the request without a parameter.
func (x *examination) withoutParam(p param) authcore.Request {
	body := string(x.q.Body)
	from, _ := x.nameAt(p)
	to := p.to
	if x.body.json {
		from, to = from-1, to+1 // the quotes
	}
	comma, blanks := byte('&'), ""
	if x.body.json {
		comma, blanks = ',', " \t\r\n"
	}
	after := strings.TrimLeft(body[to:], blanks)
	before := strings.TrimRight(body[:from], blanks)
	switch {
	case after != "" && after[0] == comma:
		to = len(body) - len(strings.TrimLeft(after[1:], blanks))
	case before != "" && before[len(before)-1] == comma:
		from = len(before) - 1
	}
	return x.withBody(from, to, "")
}
