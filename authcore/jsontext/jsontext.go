// Package jsontext reads and writes JSON (RFC 8259) as plain Go values.
//
// It exists because encoding/json would be a seventh of the WebAssembly
// module, and because that package forgives what a PIM does not: PHP refuses
// invalid UTF-8, lone surrogates and more than 512 levels, and so does
// [Parse]. encoding/json is the judge of this package in its tests.
//
// Notably absent: struct tags, streams, floats. A number stays as it was
// written, since a reader who explains an answer must show what it says.
package jsontext

import "fmt"

// A value is nil, a bool, a Number, a string, an Array or an Object. [Append]
// and [AppendIndent] take int and int64 as well.

// Number is a number as it was written: "3600", "-0", "1e3". [Append] writes
// it unchecked.
type Number string

// Array is a JSON array. nil is written as [].
type Array []any

// Member is one name and value of an [Object].
type Member struct {
	Name  string
	Value any
}

// Object is a JSON object in the order of the text, repeated names included.
// nil is written as {}.
type Object []Member

// Get returns the value of the last member called name, the one that PHP and
// encoding/json keep, and whether there is one.
func (o Object) Get(name string) (any, bool) {
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].Name == name {
			return o[i].Value, true
		}
	}
	return nil, false
}

// SyntaxError says where a text stops being JSON and why. It never quotes the
// text, which may hold a secret.
type SyntaxError struct {
	Offset int    // bytes before the fault
	Reason string // "a string lacks its closing quote"
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("not JSON at byte %d: %s", e.Offset, e.Reason)
}
