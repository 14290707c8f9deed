//go:build js && wasm

// Command wasm is the border post between a page and the Go packages: it sets
// one object, pimauth, on the global object that it is given, with one
// function, call(name, json), which takes and returns strings of JSON. What can
// be called stands in exports.go; there is no protocol here.
//
//	{"ok":true,"value":…}
//	{"ok":false,"error":{"code":"client_id_colon","message":"…","next":"…","field":"client_id","at":3}}
//
// It keeps nothing but the demo PIMs of the page, each under the name of its
// session, and the browser of a person at each. A call that panics answers with the code "panic" and the module
// lives on; what recover cannot catch (a deadlock, memory used up, a stack that
// overflows) ends it, and the page starts it again.
package main

import "github.com/hack-pad/safejs"

func main() {
	if err := expose(); err != nil {
		panic(err) // the page sees that pimauth is missing
	}
	select {} // calls are answered from here on
}

// expose sets pimauth. Its function returns strings only: a value that
// JavaScript cannot hold would panic after the guard has returned.
func expose() error {
	call, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		name, json, err := callOf(args)
		if err != nil {
			return result(nil, err)
		}
		return answer(name, json)
	})
	if err != nil {
		return err
	}
	return safejs.Global().Set("pimauth", map[string]any{"call": call})
}
