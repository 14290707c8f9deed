// One request as a PIM reads it: its address, its parameters by PHP's rules,
// its body decoded.

package demopim

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A call is a request on its way through the PIM.
type call struct {
	pim      *PIM
	v        *behaviour
	method   string
	origin   string // scheme and host, without the scheme's own port
	path     string // as it was written
	rawQuery string
	query    []param
	header   authcore.Header
	body     []byte
	listed   []route // what the root of the API lists
	route    *route
	vars     []string // what stands in the path for the route's {names}
	json     any      // the body, if it is JSON and its type says so
	user     *user    // whose token came along, or who is logged in
	session  *session // that the cookie names
	screen   *Screen  // what a person sees of the answer
}

// read takes a request apart. It reports false for one that could never have
// reached a PIM.
func (p *PIM) read(r authcore.Request) (*call, bool) {
	u, err := urltext.Parse(r.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, false
	}
	path, _, _ := strings.Cut(u.Target(), "?")
	return &call{
		pim:      p,
		listed:   apiRoutes,
		v:        behaves(p.Version),
		method:   strings.ToUpper(r.Method),
		origin:   originOf(u),
		path:     path,
		rawQuery: u.RawQuery,
		query:    params(u.RawQuery),
		header:   slices.Clone(r.Header),
		body:     r.Body,
	}, true
}

// originOf returns scheme and host, without the scheme's own port.
func originOf(u urltext.URL) string {
	port := ":80"
	if u.Scheme == "https" {
		port = ":443"
	}
	return u.Scheme + "://" + strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(u.Host), port), ":")
}

// IsControl reports whether a request is for a control route, the one thing
// that whoever serves a PIM must guard.
func IsControl(r authcore.Request) bool {
	u, err := urltext.Parse(r.URL)
	return err == nil && under(u.Path, "/_demo")
}

// A param is one name and value of a query, a form or a JSON object.
type param struct {
	name, value string
	array       bool   // the value is an array's or, of a JSON object, unused
	key         string // of an element of a query's array: [0], [a][b]
}

// maxParams is PHP's max_input_vars.
const maxParams = 1000

// params reads a query or a form as PHP does: name[] and name[key] are elements
// of arrays, dots and blanks in a name become underscores, the last of a name
// counts and stands where the first stood.
func params(text string) []param {
	var all []param
	for _, pair := range urltext.ParseQuery(text) {
		name := strings.TrimLeft(pair.Name, " ")
		base, key := name, ""
		if open := strings.IndexByte(name, '['); open > 0 {
			if key = keys(name[open:]); key != "" {
				base = name[:open]
			}
		}
		for _, c := range [...]string{".", " ", "["} {
			base = strings.ReplaceAll(base, c, "_")
		}
		if base != "" && len(all) < maxParams {
			all = put(all, param{base, pair.Value, key != "", key})
		}
	}
	return all
}

// keys returns the keys in brackets with which a text begins.
func keys(text string) string {
	end := 0
	for strings.HasPrefix(text[end:], "[") {
		closing := strings.IndexByte(text[end:], ']')
		if closing < 0 {
			break
		}
		end += closing + 1
	}
	return text[:end]
}

// put adds a parameter or, if its name is known, takes its place. The elements
// of an array stand together.
func put(all []param, p param) []param {
	first := slices.IndexFunc(all, func(q param) bool { return q.name == p.name })
	if first < 0 {
		first = len(all)
	}
	end := first
	for end < len(all) && all[end].name == p.name {
		end++
	}
	if first < end && (p.key == "" || all[first].key == "") {
		all, end = slices.Delete(all, first, end), first
	}
	if rest, unnamed := strings.CutPrefix(p.key, "[]"); unnamed {
		p.key = "[" + strconv.Itoa(end-first) + "]" + rest
	}
	for i := first; i < end; i++ {
		if all[i].key == p.key {
			all[i] = p
			return all
		}
	}
	return slices.Insert(all, end, p)
}

// value returns a parameter, "" if it is missing or an array.
func value(all []param, name string) string {
	v, _ := given(all, name)
	return v
}

// given returns a parameter and whether it is there and no array.
func given(all []param, name string) (string, bool) {
	for _, p := range all {
		if p.name == name && !p.array {
			return p.value, true
		}
	}
	return "", false
}

// on reports whether a parameter means true to PHP.
func on(all []param, name string) bool { return isTrue(value(all, name)) }

// isTrue reports whether a text is one of PHP's words for true.
func isTrue(s string) bool {
	return slices.Contains([]string{"1", "true", "on", "yes"}, strings.ToLower(s))
}

// contentType returns the Content-Type without its parameters.
func (c *call) contentType() string {
	base, _, _ := strings.Cut(c.header.Get("Content-Type"), ";")
	return strings.TrimSpace(base)
}

// wrongType says what is wrong with the Content-Type if it is none of allowed.
func (c *call) wrongType(allowed []string) string {
	got := c.contentType()
	if slices.Contains(allowed, got) {
		return ""
	}
	list, verb := `"`+strings.Join(allowed, `" or "`)+`"`, "are"
	if len(allowed) == 1 {
		verb = "is"
	}
	if got == "" {
		return `The "Content-Type" header is missing. ` + list + " has to be specified as value."
	}
	return `"` + got + `" in "Content-Type" header is not valid. Only ` + list + " " + verb + " allowed."
}

// decode reads a JSON body before anything else looks at the request, and
// reports whether it may go on. An empty body passes.
func (c *call) decode() (any, bool) {
	if len(c.body) == 0 || c.contentType() != typeJSON || !slices.Contains([]string{"POST", "PUT", "PATCH"}, c.method) {
		return nil, true
	}
	v, err := jsontext.Parse(c.body)
	switch v.(type) {
	case jsontext.Object, jsontext.Array:
		return v, err == nil
	}
	return nil, false
}

// members reads a JSON object as parameters: scalars as PHP casts them.
func members(v any) []param {
	var all []param
	object, _ := v.(jsontext.Object)
	for _, member := range object {
		p := param{name: member.Name}
		switch v := member.Value.(type) {
		case string:
			p.value = v
		case jsontext.Number:
			p.value = string(v)
		case bool:
			if v {
				p.value = "1"
			}
		case jsontext.Array, jsontext.Object:
			p.array = true
		}
		all = put(all, p)
	}
	return all
}
