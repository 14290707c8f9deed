// Reading an answer: telling JSON of the right form from everything else that
// comes back from the address of a PIM.

package authcore

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// readObject returns the JSON object of a successful answer, or an
// [AnswerError]. The body decides, not its Content-Type: proxies change that.
func readObject(r Response) (object, error) {
	body := bytes.TrimSpace(r.Body)
	toLogin := strings.Contains(r.Header.Get("Location"), "/user/login")
	switch {
	case toLogin || len(body) > 0 && body[0] == '<':
		return object{}, &HTMLError{r.Status, toLogin || isLogin(body), title(body)}
	case len(body) == 0:
		return object{}, &EmptyError{r.Status}
	}
	v, err := jsontext.Parse(r.Body)
	var syntax *jsontext.SyntaxError
	if errors.As(err, &syntax) {
		return object{}, &BrokenJSONError{r.Status, syntax.Offset, syntax.Reason}
	}
	members, ok := v.(jsontext.Object)
	o := object{r.Status, "", members}
	if !ok {
		return object{}, &TypeError{r.Status, "", "object", typeOf(v)}
	}
	if code, err := member[string](o, "error"); err == nil {
		description, _ := member[string](o, "error_description")
		return object{}, &OAuthError{r.Status, code, description}
	}
	if message, err := member[string](o, "message"); err == nil {
		code, _ := o.whole("code")
		return object{}, &PIMError{r.Status, code, message}
	} else if r.Status < 200 || r.Status > 299 {
		return object{}, err
	}
	return o, nil
}

// isLogin looks for the fields of the PIM's login form.
func isLogin(page []byte) bool {
	return bytes.Contains(page, []byte(`name="_username"`)) || bytes.Contains(page, []byte("/user/login"))
}

func title(page []byte) string {
	const open, end = "<title", "</title"
	lower := bytes.ToLower(page)
	if len(lower) != len(page) { // some letters change their length with their case
		lower = page
	}
	start := bytes.Index(lower, []byte(open))
	if start < 0 {
		return ""
	}
	stop := bytes.Index(lower[start:], []byte(end))
	if stop < 0 {
		return ""
	}
	_, text, _ := strings.Cut(string(page[start:start+stop]), ">")
	text = strings.ToValidUTF8(strings.Join(strings.Fields(text), " "), "")
	if len(text) > 100 {
		text = strings.ToValidUTF8(text[:100], "")
	}
	return text
}

// An object is a JSON object with its place in the answer.
type object struct {
	status  int
	path    string // of the object, with a dot at its end; "" is the body itself
	members jsontext.Object
}

// fault says that a member is not what it should be.
func (o object) fault(name, want string) error {
	v, ok := o.members.Get(name)
	got := "nothing"
	if ok {
		got = typeOf(v)
	}
	return &TypeError{o.status, o.path + name, want, got}
}

// has reports whether a member is there and not null.
func (o object) has(name string) bool {
	v, _ := o.members.Get(name)
	return v != nil
}

// member returns a member of the Go type T.
func member[T string | jsontext.Array | jsontext.Object](o object, name string) (T, error) {
	v, _ := o.members.Get(name)
	t, ok := v.(T)
	if !ok {
		return t, o.fault(name, typeOf(t))
	}
	return t, nil
}

// text returns a string that may be null or missing, which is "".
func (o object) text(name string) (string, error) {
	if !o.has(name) {
		return "", nil
	}
	return member[string](o, name)
}

// object returns a member that is an object.
func (o object) object(name string) (object, error) {
	members, err := member[jsontext.Object](o, name)
	return object{o.status, o.path + name + ".", members}, err
}

// whole returns a number that is whole and written without exponent.
func (o object) whole(name string) (int, error) {
	v, _ := o.members.Get(name)
	number, _ := v.(jsontext.Number)
	n, err := strconv.ParseInt(string(number), 10, 32)
	if err != nil {
		return 0, o.fault(name, "whole number")
	}
	return int(n), nil
}

// element returns one element of an array that must be an object.
func (o object) element(name string, i int, v any) (object, error) {
	path := fmt.Sprintf("%s%s[%d]", o.path, name, i)
	members, ok := v.(jsontext.Object)
	if !ok {
		return object{}, &TypeError{o.status, path, "object", typeOf(v)}
	}
	return object{o.status, path + ".", members}, nil
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
