//go:build js && wasm

// The call that is the client library: its conduct, one event at a time. What
// it remembers goes out with each answer and comes back with the next event.

package main

import (
	"fmt"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/client"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// clientStep tells the client library what happened. Without an event it has
// just been built.
func clientStep(args object) (any, error) {
	built, err := builtClient(args)
	if err != nil {
		return nil, err
	}
	state := built.Built()
	if _, ok := args.members.Get("state"); ok {
		state = clientState(args.object("state"))
	}
	event := args.object("event")
	kind, call := event.text("kind"), event.text("call")
	answer := responseOf(event.object("response"))
	accessToken, refreshToken := event.text("access_token"), event.text("refresh_token")
	if *args.fault != nil {
		return nil, *args.fault // or a fault of the library's would stand for it
	}
	var step client.Step
	switch kind {
	case "":
	case "call":
		var request authcore.Request
		if request, err = clientCall(call, args.text("pim")); err == nil {
			state, step, err = built.Call(state, request)
		}
	case "answer":
		state, step, err = built.Answer(state, answer)
	case "renewed":
		state, step, err = built.Renewed(state, accessToken, refreshToken)
	default:
		err = &callError{"bad_argument", fmt.Sprintf("there is no event %q: there are call, answer and renewed", kind)}
	}
	if err != nil {
		return nil, err
	}
	return record(
		"state", clientStateValue(state),
		"token", record("access_token", orNull(state.AccessToken), "refresh_token", orNull(state.RefreshToken)),
		"why", string(step.Why),
		"next", nextValue(step.Next),
		"verdict", verdictValue(step.Verdict),
	), nil
}

func builtClient(args object) (client.Client, error) {
	pim, _, err := authcore.ParseAddress(args.text("pim"))
	if err != nil {
		return client.Client{}, err
	}
	pair := authcore.Client{ID: args.text("client_id"), Secret: args.text("secret")}
	switch way := args.text("way"); way {
	case "password":
		return client.ByPassword(pim, pair, args.text("username"), args.text("password")), nil
	case "token":
		return client.ByToken(pim, pair, args.text("access_token"), args.text("refresh_token")), nil
	case "app":
		return client.ByAppToken(pim, args.text("app_token")), nil
	default:
		return client.Client{}, &callError{"bad_argument", fmt.Sprintf("there is no way %q: there are password, token and app", way)}
	}
}

// clientCall is what the library is called for: getCategoryApi()->get('master')
// or the first page of all categories.
func clientCall(name, address string) (authcore.Request, error) {
	pim, _, err := authcore.ParseAddress(address)
	if err != nil {
		return authcore.Request{}, err
	}
	request := authcore.Request{Method: "GET", URL: pim.String() + "/api/rest/v1/categories"}
	switch name {
	case "categories":
	case "category":
		request.URL += "/master"
	default:
		err = &callError{"bad_argument", fmt.Sprintf("there is no call %q: there are category and categories", name)}
	}
	return request, err
}

func clientState(o object) client.State {
	return client.State{
		AccessToken:  o.text("access_token"),
		RefreshToken: o.text("refresh_token"),
		Doing:        client.Why(o.text("doing")),
		Call:         requestOf(o.object("call")),
		Refused:      responseOf(o.object("refused")),
	}
}

func clientStateValue(s client.State) jsontext.Object {
	return record(
		"access_token", s.AccessToken,
		"refresh_token", s.RefreshToken,
		"doing", string(s.Doing),
		"call", requestValue(s.Call),
		"refused", responseValue(s.Refused),
	)
}

func nextValue(next *authcore.Request) any {
	if next == nil {
		return nil
	}
	return record("request", requestValue(*next), "http", textValue(next.HTTP()), "curl", textValue(next.Curl()))
}

func verdictValue(v *client.Verdict) any {
	switch {
	case v == nil:
		return nil
	case v.Exception == "":
		return record("kind", "answer", "status", v.Status)
	}
	return record("kind", "exception", "exception", v.Exception, "status", v.Status, "message", v.Message, "retry_after", v.RetryAfter)
}
