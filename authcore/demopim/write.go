// Writing things of any entity: the requests, the answers, and what a PIM says
// to what it does not want.

package demopim

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const (
	typeCollection = "application/vnd.akeneo.collection+json"
	maxLines       = 100     // of a list update
	maxLine        = 1000000 // bytes of each
)

// A refusal is an error that may end up as an answer or in a line of one.
type refusal struct {
	status int
	object jsontext.Object // message and what else it says
}

func refusing(status int, message string, more ...jsontext.Member) *refusal {
	return &refusal{status, append(object("message", message), more...)}
}

func (r *refusal) answer() *authcore.Response {
	a := refuse(r.status, "")
	a.Body = php(append(object("code", r.status), r.object...), false)
	return a
}

// violations collect what the validation of a thing finds.
type violations struct{ errors jsontext.Array }

func (v *violations) add(property, message string) {
	v.errors = append(v.errors, object("property", property, "message", message))
}

// refusal is nil without violations.
func (v *violations) refusal() *refusal {
	if v.errors == nil {
		return nil
	}
	return refusing(422, "Validation failed.", object("errors", v.errors)...)
}

// code checks what a thing is called, word being what the PIM says for the
// thing.
func (v *violations) code(code, word string) {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
	if strings.Trim(code, letters) != "" || strings.ContainsFunc(code, func(r rune) bool { return !strings.ContainsRune(letters, r) }) {
		v.add("code", word+" code may contain only letters, numbers and underscores")
	}
	if utf8.RuneCountInString(code) > 100 {
		v.add("code", "This value is too long. It should have 100 characters or less.")
	}
}

// locale checks that there is a locale of a label.
func (v *violations) locale(d *data, code string) {
	if d.item("locale", "", code) < 0 {
		v.add("labels", `The locale "`+code+`" does not exist.`)
	}
}

// What a PIM says beside the place in its documentation.
const (
	taken  = "This value is already used."
	blank  = "This value should not be blank."
	frozen = "This property cannot be changed."
)

// undocumented refuses a property, and names the place in the documentation
// that says how it is.
func (c *call) undocumented(message string) *refusal {
	anchor := "post"
	path := strings.TrimPrefix(c.route.path, rootPath)
	if c.method == "PATCH" {
		anchor, path = "patch", strings.TrimSuffix(path, "/{code}")+"/{code}"
	}
	for _, char := range path {
		switch {
		case 'a' <= char && char <= 'z':
			anchor += string(char)
		case 'A' <= char && char <= 'Z':
			anchor += "_" + string(char+'a'-'A')
		default:
			anchor += "_"
		}
	}
	link := object("documentation", href("http://api.akeneo.com/api-reference.html#"+anchor))
	return refusing(422, message+" Check the expected format on the API documentation.", object("_links", link)...)
}

func (c *call) unknownProperty(name string) *refusal {
	return c.undocumented(`Property "` + name + `" does not exist.`)
}

// expects refuses a value of another type.
func (c *call) expects(name, kind string, v any) *refusal {
	return c.undocumented(`Property "` + name + `" expects ` + kind + ` as data, "` + phpType(v) + `" given.`)
}

// labelsOf reads labels; no refusal of them is nil.
func (c *call) labelsOf(v any) ([]param, *refusal) {
	if _, ok := elements(v); !ok {
		return nil, c.expects("labels", "an array", v)
	}
	labels := members(fields(v))
	for _, l := range labels {
		if l.array {
			return nil, c.undocumented(`Property "labels" expects an array with valid data, one of the labels is not a scalar.`)
		}
	}
	return labels, nil
}

// fields returns the members of an object, or of the array that PHP makes of a
// list.
func fields(v any) jsontext.Object {
	var all jsontext.Object
	list, _ := v.(jsontext.Array)
	for i, element := range list {
		all = append(all, jsontext.Member{Name: string(jsontext.Append(nil, i)), Value: element})
	}
	from, _ := v.(jsontext.Object)
	for _, member := range from {
		all = set(all, member.Name, member.Value)
	}
	return all
}

// set gives a member a value, where it stands or else at the end.
func set(o jsontext.Object, name string, v any) jsontext.Object {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = v
			return o
		}
	}
	return append(o, jsontext.Member{Name: name, Value: v})
}

// text returns a scalar as PHP casts it.
func text(v any) string {
	return members(object("", v))[0].value
}

// A putter creates a thing or, with the code of one that is there, updates it.
// patch is off for a thing whose code is only in the body.
type putter func(c *call, code string, patch bool, body jsontext.Object) (now string, created bool, no *refusal)

// write answers POST and PATCH of things that have a key.
func (c *call) write(key string, put putter) *authcore.Response {
	one := strings.HasSuffix(c.route.path, "/{code}")
	if c.method == "PATCH" && !one {
		return c.writeLines(key, put)
	}
	code := ""
	if one {
		code = c.vars[len(c.vars)-1]
	}
	if c.json == nil {
		return refuse(400, invalidJSON)
	}
	code, created, no := put(c, code, one, fields(c.json))
	if no != nil {
		return no.answer()
	}
	at := authcore.Field{Name: "Location", Value: c.origin + c.collection() + "/" + escape(code)}
	if created {
		return answer(201, "no-cache, private", nil, at)
	}
	return empty(at)
}

// empty is the answer of a controller that has nothing to say.
func empty(extra ...authcore.Field) *authcore.Response {
	a := answer(204, "no-cache, private", nil, extra...)
	a.Header = a.Header[1:] // no type of nothing
	return a
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
func (c *call) writeLines(key string, put putter) *authcore.Response {
	var lines []string
	if len(c.body) > 0 {
		lines = strings.Split(strings.TrimSuffix(string(c.body), "\n"), "\n")
	}
	if len(lines) > maxLines {
		return refuse(413, "Too many resources to process, 100 is the maximum allowed.")
	}
	var out []byte
	for i, line := range lines {
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, php(append(object("line", i+1), c.writeLine(line, key, put)...), false)...)
	}
	a := answer(200, "no-cache, private", out)
	a.Header[0].Value = typeCollection
	return a
}

func (c *call) writeLine(line, key string, put putter) jsontext.Object {
	status := func(status int, message string) jsontext.Object {
		return object("status_code", status, "message", message)
	}
	if len(line) > maxLine {
		return status(413, "Line is too long.")
	}
	v, err := jsontext.Parse([]byte(line))
	if err != nil || v == nil {
		return status(400, invalidJSON)
	}
	body := fields(v)
	given, _ := body.Get(key)
	code, isText := given.(string)
	switch {
	case given != nil && !isText:
		return status(422, key+" must be of type string.")
	case strings.Trim(code, " \t\n\r\x00\v") == "":
		return status(422, strings.ToUpper(key[:1])+key[1:]+" is missing.")
	}
	_, created, no := put(c, code, true, body)
	answer := object(key, code, "status_code", 204)
	switch {
	case no != nil:
		answer[1].Value = no.status
		answer = append(answer, no.object...)
	case created:
		answer[1].Value = 201
	}
	return answer
}

// mismatch refuses a thing that would be created under another name than the
// address has; called is what the name is called.
func mismatch(called string, got any, code string) *refusal {
	if got == nil || got == any(code) {
		return nil
	}
	return refusing(422, "The "+called+` "`+text(got)+`" provided in the request body must match the `+called+` "`+code+`" provided in the url.`)
}

// stamp is the PIM's now as its things show it.
func (p *PIM) stamp() string {
	return strings.TrimSuffix(instant(p.now().Unix()), "Z") + "+00:00"
}
