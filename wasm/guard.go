//go:build js && wasm

// The guard around every call: whatever happens inside, an answer comes out.

package main

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// answer makes one call and returns its result as JSON.
func answer(name, json string) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = result(nil, panicked(name, p))
		}
	}()
	i := slices.IndexFunc(exports, func(e export) bool { return e.name == name })
	if i < 0 {
		return result(nil, &callError{"unknown_call", fmt.Sprintf("there is no call %q", name)})
	}
	v, err := jsontext.Parse([]byte(json))
	if err != nil {
		return result(nil, &callError{"bad_json", name + ": the arguments are " + err.Error()})
	}
	members, ok := v.(jsontext.Object)
	if !ok {
		return result(nil, &callError{"bad_json", name + ": the arguments are no JSON object"})
	}
	args := object{members: members, fault: new(error)}
	value, err := exports[i].call(args)
	if *args.fault != nil { // what was made of wrong arguments is worth nothing
		value, err = nil, *args.fault
	}
	return result(value, err)
}

// panicked says what the runtime said. Of any other value it says the type
// alone, since the value may hold a secret.
func panicked(name string, p any) *callError {
	if err, ok := p.(runtime.Error); ok {
		return &callError{"panic", name + ": " + err.Error()}
	}
	return &callError{"panic", fmt.Sprintf("%s: panic with a %T", name, p)}
}
