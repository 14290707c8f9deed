// Writing things: the requests that do, one thing or a line for each, and what
// a PIM says to what it does not want.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const (
	typeCollection = "application/vnd.akeneo.collection+json"
	maxLines       = 100     // of a list update
	maxLine        = 1000000 // bytes of each
)

// A refusal is an error as it stands in a line of a list update: status_code,
// message and what else it says. nil is none.
type refusal jsontext.Object

func refusing(status int, message string) refusal {
	return refusal(object("status_code", status, "message", message))
}

// answer is the refusal of a whole request.
func (r refusal) answer() *authcore.Response {
	status := r[0].Value.(int)
	r[0].Name = "code"
	a := refuse(status, "")
	a.Body = php(jsontext.Object(r), false)
	return a
}

// undocumented refuses a property and names the place in the documentation
// that says how it is.
func (c *call) undocumented(e *entity, message string) refusal {
	link := "http://api.akeneo.com/api-reference.html#post_" + e.anchor
	if c.method == "PATCH" {
		link = "http://api.akeneo.com/api-reference.html#patch_" + e.anchor + "__code_"
	}
	r := refusing(422, message+" Check the expected format on the API documentation.")
	return append(r, object("_links", object("documentation", href(link)))...)
}

// property refuses one: what says why.
func (c *call) property(e *entity, name, what string) refusal {
	return c.undocumented(e, `Property "`+name+`" `+what)
}

// expects refuses a value of another type.
func (c *call) expects(e *entity, name, kind string, v any) refusal {
	return c.property(e, name, "expects "+kind+` as data, "`+phpType(v)+`" given.`)
}

// write answers POST and PATCH of an entity's things.
func (c *call) write(e *entity, parent, code string) *authcore.Response {
	if code == "" && c.method == "PATCH" {
		return c.writeLines(e, parent)
	}
	if c.json == nil {
		return refuse(400, invalidJSON)
	}
	now, created, no := c.put(e, parent, code, fields(c.json))
	if no != nil {
		return no.answer()
	}
	return c.written(now, created)
}

// written answers for a thing that was created or updated.
func (c *call) written(code string, created bool) *authcore.Response {
	at := authcore.Field{Name: "Location", Value: c.origin + c.collection() + "/" + escape(code)}
	if created {
		return answer(201, "no-cache, private", nil, at)
	}
	return noContent(at)
}

// collection is the path of the things that the route is about.
func (c *call) collection() string {
	path := strings.TrimSuffix(c.route.path, "/{code}")
	if before, after, found := strings.Cut(path, "{"); found {
		_, after, _ = strings.Cut(after, "}")
		path = before + escape(c.vars[0]) + after
	}
	return path
}

// writeLines answers the update of a list: an object a line, each as if it
// were a request of its own.
func (c *call) writeLines(e *entity, parent string) *authcore.Response {
	lines := strings.Split(string(c.body), "\n")
	if last := len(lines) - 1; lines[last] == "" {
		lines = lines[:last]
	}
	if len(lines) > maxLines {
		return refuse(413, "Too many resources to process, 100 is the maximum allowed.")
	}
	var out []byte
	for i, line := range lines {
		v, err := jsontext.Parse([]byte(line))
		result := refusing(400, invalidJSON)
		switch {
		case len(line) > maxLine:
			result = refusing(413, "Line is too long.")
		case err == nil && v != nil:
			result = c.writeOne(e, parent, fields(v))
		}
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, php(append(object("line", i+1), result...), false)...)
	}
	a := answer(200, "no-cache, private", out)
	a.Header[0].Value = typeCollection
	return a
}

// writeOne writes a thing of several and returns what became of it.
func (c *call) writeOne(e *entity, parent string, body jsontext.Object) refusal {
	key := e.key()
	given := get(body, key)
	code, isText := given.(string)
	if given != nil && !isText {
		return refusing(422, key+" must be of type string.")
	}
	if strings.TrimSpace(code) == "" {
		return refusing(422, strings.ToUpper(key[:1])+key[1:]+" is missing.")
	}
	_, created, no := c.put(e, parent, code, body)
	if no == nil {
		no = refusal(object("status_code", 204))
		if created {
			no[0].Value = 201
		}
	}
	return append(refusal(object(key, code)), no...)
}
