//go:build js && wasm

// The demo PIMs of the page, each under the name of its session.

package main

import (
	"fmt"
	"slices"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// sessions is all that this module remembers. A page has few: one, and one for
// every embed on it.
var sessions = map[string]*demopim.PIM{}

func versions(object) (any, error) {
	rows := jsontext.Array{}
	for _, version := range demopim.Versions() {
		rows = append(rows, record(
			"version", version.String(),
			"release", version.Release(),
		))
	}
	return rows, nil
}

// demo puts a request to the PIM of a session, which begins with its first
// request. How long the answer takes, and whether it comes, is up to the page.
func demo(args object) (any, error) {
	request := requestOf(args.object("request"))
	if *args.fault != nil {
		return nil, *args.fault // wrong arguments must not change a PIM
	}
	pim, err := sessionOf(args.text("session"), args.text("version"))
	if err != nil {
		return nil, err
	}
	answer := pim.Do(request)
	return record(
		"response", responseValue(answer.Response),
		"delay_ms", answer.Delay.Milliseconds(),
		"drop", answer.Drop,
	), nil
}

// sessionOf finds or begins the PIM of a session. One that is there in another
// version is not replaced, since its tokens would be lost: /_demo/reset changes
// a version, and another session has a PIM of its own.
func sessionOf(session, name string) (*demopim.PIM, error) {
	version, err := authcore.ParseVersion(name)
	if err != nil || !slices.Contains(demopim.Versions(), version) {
		return nil, &callError{"bad_argument", fmt.Sprintf("there is no demo PIM %q", name)}
	}
	pim := sessions[session]
	if pim == nil {
		pim = &demopim.PIM{Version: version}
		sessions[session] = pim
	}
	if pim.Version.String() != version.String() {
		return nil, &callError{"session_version", fmt.Sprintf("the demo PIM of the session %q is a %s, not a %s: reset it, or use another session", session, pim.Version, version)}
	}
	return pim, nil
}

// demoSnapshot returns all that the PIM of a session holds.
func demoSnapshot(args object) (any, error) {
	session := args.text("session")
	pim := sessions[session]
	if pim == nil {
		return nil, &callError{"no_session", fmt.Sprintf("there is no demo PIM for the session %q", session)}
	}
	return record("snapshot", string(pim.Snapshot())), nil
}

// demoRestore puts a PIM with what the snapshot holds in the session's place.
func demoRestore(args object) (any, error) {
	pim := &demopim.PIM{}
	if err := pim.Restore([]byte(args.text("snapshot"))); err != nil {
		return nil, &callError{"bad_snapshot", message(err)}
	}
	if *args.fault == nil {
		sessions[args.text("session")] = pim
	}
	return jsontext.Object{}, nil
}
