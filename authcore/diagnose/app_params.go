// The parameters of an App's requests: where they stand in an address, and the
// same body with others.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// withMember returns the request with a parameter of its body set.
func (x *examination) withMember(name, value string) authcore.Request {
	q := x.q
	x.setMember(&q, name, value, name)
	return q
}

// fixMember makes it the fix of a finding.
func (x *examination) fixMember(f *Finding, name, value string) {
	x.setMember(x.fixed(f), name, value, name)
}

// setMember sets a parameter of the body, and takes another out; the others
// are as they are written where that can be.
func (x *examination) setMember(q *authcore.Request, name, value, without string) {
	if x.body.json {
		v, _ := jsontext.Parse(q.Body)
		object, _ := v.(jsontext.Object)
		if _, ok := object.Get(name); !ok {
			object = append(object, jsontext.Member{Name: name})
		}
		kept := 0
		for i := range object {
			m := &object[i]
			if m.Name == name {
				m.Value = value
			} else if m.Name == without {
				continue
			}
			object[kept] = *m
			kept++
		}
		q.Body = jsontext.Append(nil, object[:kept])
		return
	}
	member := name + "=" + urltext.QueryEscape(value)
	var form strings.Builder
	set := false
	for piece, rest, more := "", string(q.Body), true; more || !set; {
		if more {
			piece, rest, more = strings.Cut(rest, "&")
		} else {
			piece = member
		}
		key, _, _ := strings.Cut(piece, "=")
		if key = urltext.QueryUnescape(key); key == name {
			piece, set = member, true
		} else if piece == "" || key == without {
			continue
		}
		if form.Len() > 0 {
			form.WriteByte('&')
		}
		form.WriteString(piece)
	}
	q.Body = []byte(form.String())
}

// longestQuery is eight times what web servers take.
const longestQuery = 1 << 16

// rawQuery returns the parameters of an address, their places counted from the
// start of the address, and where its query begins.
func rawQuery(address string) ([]param, int) {
	address, _, _ = strings.Cut(address, "#")
	path, query, ok := strings.Cut(address, "?")
	if !ok || len(query) > longestQuery {
		return nil, len(address)
	}
	start := len(path) + 1
	return formParams(query, start), start
}

// inQueryOf returns a parameter of an address, noParam if it is not there.
func inQueryOf(address, name string) *param {
	query, _ := rawQuery(address)
	return paramOf(query, name)
}

// asks returns a parameter of the request's address.
func (x *examination) asks(name string) *param {
	return inQueryOf(x.q.URL, name)
}

// appParams are the parameters of an App's request, where its route has them.
func (x *examination) appParams() []param {
	if x.route == routeAppToken {
		return x.body.params
	}
	query, _ := rawQuery(x.q.URL)
	return query
}

// plainName returns a name as an argument, which may hold no secret: whoever
// mixes up names and values has one here.
func plainName(text string) string {
	if len(text) > 40 || strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz_-.: ") != "" {
		return "other_text"
	}
	return text
}
