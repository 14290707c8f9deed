//go:build js && wasm

// Writing what a call answers: a value, or an error that says what to do.

package main

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose/casejson"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A callError is a fault of the call itself, not of an input.
type callError struct {
	Code, Message string
}

func (e *callError) Error() string { return e.Message }

// result returns the tagged result. A value is ignored if there is an error.
func result(value any, err error) string {
	tagged := record("ok", true, "value", value)
	if err != nil {
		tagged = record("ok", false, "error", errorValue(err))
	}
	return string(jsontext.Append(nil, tagged))
}

// errorValue writes the errors that know more than their text in full. Nobody
// wraps them on their way here.
func errorValue(err error) jsontext.Object {
	switch e := err.(type) {
	case *authcore.InputError:
		o := record("code", e.Code, "message", e.Message, "next", e.Next, "field", e.Field)
		if e.At >= 0 {
			o = with(o, "at", e.At)
		}
		return o
	case *callError:
		return record("code", e.Code, "message", e.Message)
	case *casejson.Error:
		return record("code", "bad_argument", "message", message(err))
	}
	return record("code", "failed", "message", message(err))
}

// message returns the text of err without the name of the package that made
// it: people read it.
func message(err error) string {
	text := err.Error()
	for _, name := range [...]string{"authcore: ", "demopim: ", "client: ", "standin: "} {
		text = strings.TrimPrefix(text, name)
	}
	return text
}

// record returns an object of names, each followed by its value. It is shorter
// than a literal, in the source and in the module.
func record(pairs ...any) jsontext.Object {
	return with(nil, pairs...)
}

// with appends further members to o.
func with(o jsontext.Object, pairs ...any) jsontext.Object {
	for i := 0; i < len(pairs); i += 2 {
		o = append(o, jsontext.Member{Name: pairs[i].(string), Value: pairs[i+1]})
	}
	return o
}
