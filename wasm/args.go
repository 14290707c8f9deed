//go:build js && wasm

// Reading what a call brings: the only reader of JavaScript values, and the
// members of the JSON in them.

package main

import (
	"strconv"

	"github.com/hack-pad/safejs"
	"github.com/pim-auth/playground/authcore/diagnose/casejson"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// callOf reads the two arguments of call: strings, both.
func callOf(args []safejs.Value) (name, json string, err error) {
	if len(args) != 2 || args[0].Type() != safejs.TypeString || args[1].Type() != safejs.TypeString {
		return "", "", &callError{"bad_argument", "call takes two strings: a name and its arguments as JSON"}
	}
	if name, err = args[0].String(); err == nil {
		json, err = args[1].String()
	}
	return name, json, err
}

// An object reads the members of a JSON object. A member that is missing reads
// as the zero value. The first of a wrong type is noted in fault, which all
// objects of a call share and its guard looks at; it reads as zero, too.
type object struct {
	path    string // of the object, with a dot at its end
	members jsontext.Object
	fault   *error
}

// codec reads members as a diagnosis knows them.
func (o object) codec() *casejson.Codec {
	return casejson.Reader(o.members, o.path, o.fault)
}

func (o object) text(name string) string {
	return member[string](o, name, "a string")
}

func (o object) flag(name string) bool {
	return member[bool](o, name, "true or false")
}

func (o object) whole(name string) int {
	number := member[jsontext.Number](o, name, "a number")
	if number == "" {
		return 0
	}
	n, err := strconv.Atoi(string(number))
	if err != nil {
		o.wrong(name, "a whole number")
	}
	return n
}

func (o object) object(name string) object {
	return object{o.path + name + ".", member[jsontext.Object](o, name, "an object"), o.fault}
}

func (o object) array(name string) jsontext.Array {
	return member[jsontext.Array](o, name, "an array")
}

// member returns a member that is of type T, missing or null.
func member[T any](o object, name, want string) T {
	v, _ := o.members.Get(name)
	t, ok := v.(T)
	if !ok && v != nil {
		o.wrong(name, want)
	}
	return t
}

func (o object) wrong(name, want string) {
	if *o.fault == nil {
		*o.fault = &casejson.Error{Member: o.path + name, Want: want}
	}
}
