//go:build js && wasm

// Randomness of the browser, for the tokens of the demo PIM.

package main

import "github.com/hack-pad/safejs"

// browserRand reads from crypto.getRandomValues, which works on plain http,
// too.
type browserRand struct{}

func (browserRand) Read(b []byte) (int, error) {
	crypto, err := safejs.Global().Get("crypto")
	if err != nil {
		return 0, err
	}
	constructor, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return 0, err
	}
	array, err := constructor.New(len(b))
	if err != nil {
		return 0, err
	}
	if _, err := crypto.Call("getRandomValues", array); err != nil {
		return 0, err
	}
	return safejs.CopyBytesToGo(b, array)
}
