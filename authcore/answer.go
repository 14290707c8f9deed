// Reading an answer: telling JSON of the right form from everything else that
// comes back from the address of a PIM.

package authcore

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// A reading is an answer on its way to a value: the first fault ends it, and
// whatever is read after that is zero. So a parser reads all it needs and asks
// once, at the end.
type reading struct {
	status int
	err    error
}

// An object is a JSON object with its place in the answer.
type object struct {
	*reading
	path    string // of the object, with a dot at its end; "" is the body itself
	members jsontext.Object
}

// read finds the JSON object of a successful answer, or an [AnswerError]. The
// body decides, not its Content-Type: proxies change that.
func read(r Response) object {
	o := object{reading: &reading{status: r.Status}}
	body := strings.TrimSpace(string(r.Body))
	toLogin := strings.Contains(r.Header.Get("Location"), "/user/login")
	switch {
	case toLogin || strings.HasPrefix(body, "<"):
		o.err = &HTMLError{r.Status, toLogin || isLogin(body), title(body)}
		return o
	case body == "":
		o.err = &EmptyError{r.Status}
		return o
	}
	v, err := jsontext.Parse(r.Body)
	if syntax, ok := err.(*jsontext.SyntaxError); ok { // Parse has no other error
		o.err = &BrokenJSONError{r.Status, syntax.Offset, syntax.Reason}
		return o
	}
	members, ok := v.(jsontext.Object)
	o.members = members
	code, isOAuth := o.value("error").(string)
	message, isPIM := o.value("message").(string)
	switch {
	case !ok:
		o.err = &TypeError{r.Status, "", "object", typeOf(v)}
	case isOAuth:
		description, _ := o.value("error_description").(string)
		o.err = &OAuthError{r.Status, code, description}
	case isPIM:
		number, _ := whole(o.value("code"))
		o.err = &PIMError{r.Status, number, message}
	case r.Status < 200 || r.Status > 299:
		o.fail("message", "string")
	}
	return o
}

// isLogin looks for the fields of the PIM's login form.
func isLogin(page string) bool {
	return strings.Contains(page, `name="_username"`) || strings.Contains(page, "/user/login")
}

func title(page string) string {
	lower := strings.ToLower(page)
	if len(lower) != len(page) { // some letters change their length with their case
		lower = page
	}
	start := strings.Index(lower, "<title")
	if start < 0 {
		return ""
	}
	length := strings.Index(lower[start:], "</title")
	if length < 0 {
		return ""
	}
	_, text, _ := strings.Cut(page[start:start+length], ">")
	text = strings.Join(strings.Fields(text), " ")
	return strings.ToValidUTF8(text[:min(len(text), 100)], "")
}

// value returns a member, nil if it is null or missing.
func (o object) value(name string) any {
	v, _ := o.members.Get(name)
	return v
}

// fail ends the reading: a member is not what it should be.
func (o object) fail(name, want string) {
	if o.err != nil {
		return
	}
	got := "nothing"
	if v, ok := o.members.Get(name); ok {
		got = typeOf(v)
	}
	o.err = &TypeError{o.status, o.path + name, want, got}
}

// text returns a string.
func (o object) text(name string) string {
	s, ok := o.value(name).(string)
	if !ok {
		o.fail(name, "string")
	}
	return s
}

// optional returns a string that may be null or missing, which is "".
func (o object) optional(name string) string {
	if o.value(name) == nil {
		return ""
	}
	return o.text(name)
}

// whole returns a number that is whole and written without exponent.
func (o object) whole(name string) int {
	n, ok := whole(o.value(name))
	if !ok {
		o.fail(name, "whole number")
	}
	return n
}

func whole(v any) (int, bool) {
	number, _ := v.(jsontext.Number)
	n, err := strconv.ParseInt(string(number), 10, 32)
	return int(n), err == nil
}

// object returns a member that is an object.
func (o object) object(name string) object {
	members, ok := o.value(name).(jsontext.Object)
	if !ok {
		o.fail(name, "object")
	}
	return object{o.reading, o.path + name + ".", members}
}

// objects returns the elements of an array of objects.
func (o object) objects(name string) []object {
	array, ok := o.value(name).(jsontext.Array)
	if !ok {
		o.fail(name, "array")
	}
	all := make([]object, len(array))
	for i, v := range array {
		place := name + "[" + strconv.Itoa(i) + "]"
		members, ok := v.(jsontext.Object)
		if !ok && o.err == nil {
			o.err = &TypeError{o.status, o.path + place, "object", typeOf(v)}
		}
		all[i] = object{o.reading, o.path + place + ".", members}
	}
	return all
}

// typeOf names the type of a JSON value.
func typeOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case jsontext.Number:
		return "number"
	case string:
		return "string"
	case jsontext.Array:
		return "array"
	}
	return "object"
}
