//go:build js && wasm

// What the page can call: name to function, and nothing else. The shapes of
// arguments and values stand in web/src/authcore/contract.ts.

package main

var exports = map[string]func(object) (any, error){
	"versions":      versions,     // of the demo PIM
	"parse_address": parseAddress, // of a PIM, as typed
	"encode":        encode,       // client ID and secret, group by group
	"build":         build,        // a request, as HTTP and as curl
	"read":          read,         // an answer
	"demo":          demo,         // a request to a demo PIM of this page
	"demo_snapshot": demoSnapshot,
	"demo_restore":  demoRestore,
	"browse":        browse,     // what a person does at the screens of a demo PIM
	"client":        clientStep, // what the client library does next
}
