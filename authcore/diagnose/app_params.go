// The parameters of an App's requests: where they stand in an address, and the
// same body with others.

package diagnose

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// withMember returns the request with a parameter of its body set, the others
// as they are written where that can be, and without some.
func (x *examination) withMember(name, value string, without ...string) authcore.Request {
	q := x.q
	if x.body.json {
		v, _ := jsontext.Parse(x.q.Body)
		object, _ := v.(jsontext.Object)
		var members jsontext.Object
		set := false
		for _, m := range object {
			if m.Name == name {
				m.Value, set = value, true
			}
			if !slices.Contains(without, m.Name) {
				members = append(members, m)
			}
		}
		if !set {
			members = append(members, jsontext.Member{Name: name, Value: value})
		}
		q.Body = jsontext.Append(nil, members)
		return q
	}
	var pieces []string
	set := false
	for piece := range strings.SplitSeq(string(x.q.Body), "&") {
		key, _, _ := strings.Cut(piece, "=")
		switch key = urltext.QueryUnescape(key); {
		case key == name:
			piece, set = name+"="+urltext.QueryEscape(value), true
		case piece == "" || slices.Contains(without, key):
			continue
		}
		pieces = append(pieces, piece)
	}
	if !set {
		pieces = append(pieces, name+"="+urltext.QueryEscape(value))
	}
	q.Body = []byte(strings.Join(pieces, "&"))
	return q
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
	params := formParams(query)
	for i := range params {
		params[i].from += start
		params[i].to += start
	}
	return params, start
}

func hasParam(params []param, name string) bool {
	_, ok := paramOf(params, name)
	return ok
}

// paramOf returns a parameter, of several the last, as PHP does.
func paramOf(params []param, name string) (param, bool) {
	for i := len(params) - 1; i >= 0; i-- {
		if params[i].name == name {
			return params[i], true
		}
	}
	return param{}, false
}

// plainName returns a name as an argument, which may hold no secret: whoever
// mixes up names and values has one here.
func plainName(text string) string {
	if len(text) > 40 || strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz_-.: ") != "" {
		return "other_text"
	}
	return text
}
