//go:build js && wasm

// What the page can call: name to function, and nothing else. The shapes of
// arguments and values stand in web/src/authcore/contract.ts.

package main

// An export is a function that the page can call by its name.
type export struct {
	name string
	call func(object) (any, error)
}

// Why a list and no map? It is data of the module; a map is built by code.
var exports = []export{
	{"versions", versions},          // of the demo PIM
	{"parse_address", parseAddress}, // of a PIM, as typed
	{"encode", encode},              // client ID and secret, group by group
	{"build", build},                // a request, as HTTP and as curl
	{"read", read},                  // an answer
	{"demo", demo},                  // a request to a demo PIM of this page
	{"demo_snapshot", demoSnapshot},
	{"demo_restore", demoRestore},
	{"browse", browse}, // what a person does at the screens of a demo PIM
	{"text", text},     // any request as HTTP and as curl

	// Of Apps.
	{"challenge", challenge},
	{"check_challenge", checkChallenge},
	{"random", random}, // a state or a code identifier of the page's random bytes
	{"scopes", scopes}, // of a version
	{"with_implied", withImplied},
	{"activation", activation},         // the address that a PIM opens an App with
	{"callback", callback},             // the address that a PIM sends the browser back to
	{"id_token", idToken},              // what it says
	{"id_token_faults", idTokenFaults}, // whether it is for this App and this time
	{"certificate", certificate},       // the key in it

	{"guess_version", guessVersion}, // by what a PIM says of itself
	{"client", clientStep},          // what the client library does next

	// The doctor.
	{"diagnose", diagnosis},       // what is wrong with an exchange
	{"difference", difference},    // between a failure and a success
	{"decoded_pair", decodedPair}, // of an Authorization header
	{"paste", pasteRead},          // what a pasted text is
	{"share", share},              // exchanges with stand-ins for their secrets
	{"share_report", shareReport}, // the same for people to read
	{"share_check", shareCheck},   // that a text holds no secret of theirs
	{"share_open", shareOpen},     // what somebody shared
	{"share_replay", shareReplay}, // how a demo PIM fails likewise
}
