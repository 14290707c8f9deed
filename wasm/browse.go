//go:build js && wasm

// The browsers of the page's people: one at the demo PIM of each session,
// which the page tells what the person does.

package main

import (
	"fmt"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// browsers hold cookies only: after a crash of the module people log in again.
var browsers = map[string]*demopim.Browser{}

// browse does one thing in the browser of a session, and tells what went over
// the wire for it and what is on the screen then.
func browse(args object) (any, error) {
	session, action := args.text("session"), args.text("action")
	url, client, username, password, agree := args.text("url"), args.text("client_id"), args.text("username"), args.text("password"), args.flag("agree")
	if *args.fault != nil {
		return nil, *args.fault // wrong arguments must not change a PIM
	}
	pim, err := sessionOf(session, args.text("version"))
	if err != nil {
		return nil, err
	}
	b := browsers[session]
	if b == nil {
		b = &demopim.Browser{}
		browsers[session] = b
	}
	var delay time.Duration
	b.Do = func(r authcore.Request) authcore.Response {
		answer := pim.Do(r)
		delay += answer.Delay
		if answer.Drop {
			return authcore.Response{}
		}
		return answer.Response
	}
	var hops []demopim.Hop
	switch action {
	case "open":
		hops, err = b.Open(url)
	case "login":
		hops, err = b.Login(username, password)
	case "connect":
		hops, err = b.Connect(client)
	case "next":
		hops, err = b.Next(agree)
	case "close":
		hops, err = b.Close()
	default:
		return nil, &callError{"bad_argument", fmt.Sprintf("there is no action %q", action)}
	}
	if err != nil {
		return nil, err
	}
	exchanges := make(jsontext.Array, len(hops))
	for i, hop := range hops {
		exchanges[i] = record("request", requestValue(hop.Request), "response", responseValue(hop.Response))
	}
	return record("exchanges", exchanges, "address", b.Address(), "screen", screenValue(b.Screen()), "delay_ms", delay.Milliseconds()), nil
}

func screenValue(s *demopim.Screen) any {
	if s == nil {
		return nil
	}
	steps := make(jsontext.Array, len(s.Steps))
	for i, step := range s.Steps {
		steps[i] = record("title", step.Title, "items", texts(step.Items), "granted", texts(step.Granted), "button", step.Button)
	}
	shown := record("steps", steps, "step", s.Step)
	names := [...]string{"kind", "title", "text", "key", "failure", "username", "app", "checkbox"}
	for i, text := range [len(names)]string{string(s.Kind), s.Title, s.Text, s.Key, s.Failure, s.Username, s.App, s.Checkbox} {
		shown = with(shown, names[i], text)
	}
	return shown
}

func texts(all []string) jsontext.Array {
	array := make(jsontext.Array, len(all))
	for i, text := range all {
		array[i] = text
	}
	return array
}
