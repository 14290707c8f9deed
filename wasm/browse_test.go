//go:build js && wasm

// A person's browser across the bridge: from Connect to the callback.

package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// A browsed is what browse answers.
type browsed struct {
	Exchanges []struct {
		Request  struct{ Method, URL string }
		Response struct{ Status int }
	}
	Address string
	Screen  map[string]any
	DelayMS int `json:"delay_ms"`
}

func person(t *testing.T, session, action string) browsed {
	t.Helper()
	text := call(t, "browse", `{"session":"`+session+`","version":"7.0",`+action+`}`)
	var result struct {
		OK    bool
		Value browsed
	}
	require.NoError(t, json.Unmarshal([]byte(text), &result), text)
	require.True(t, result.OK, text)
	return result.Value
}

func TestBrowse(t *testing.T) {
	const app = "206f450e-09a1-44ed-a0b3-9dd80f980ace"
	at := person(t, "browse", `"action":"open","url":"https://demo.pim/"`)
	require.Len(t, at.Exchanges, 2)
	require.Equal(t, "https://demo.pim/user/login", at.Address)
	at = person(t, "browse", `"action":"login","username":"admin","password":"nope"`)
	require.Equal(t, map[string]any{
		"kind": "login", "title": "Login", "text": "", "key": "", "failure": "Invalid credentials.", "username": "admin",
		"app": "", "steps": []any{}, "step": 0.0, "checkbox": "",
	}, at.Screen)
	at = person(t, "browse", `"action":"login","username":"admin","password":"admin"`)
	require.Equal(t, "home", at.Screen["kind"])

	at = person(t, "browse", `"action":"connect","client_id":"`+app+`"`)
	require.Equal(t, "http://localhost:8080/activate?pim_url=https%3A%2F%2Fdemo.pim", at.Address)
	require.Nil(t, at.Screen)

	at = person(t, "browse", `"action":"open","url":"https://demo.pim/connect/apps/v1/authorize?response_type=code&client_id=`+app+`&scope=write_categories&state=x"`)
	require.Equal(t, map[string]any{
		"kind": "consent", "title": "Playground App wants to use this PIM", "text": "", "key": "", "failure": "", "username": "",
		"app": "Playground App", "steps": []any{map[string]any{
			"title": "Playground App wants to use this PIM", "items": []any{"View and edit categories"}, "granted": []any{}, "button": "Confirm",
		}}, "step": 0.0, "checkbox": "I agree that Playground App may do all of this.",
	}, at.Screen)
	require.Equal(t, `{"ok":false,"error":{"code":"failed","message":"the checkbox must be ticked first"}}`, call(t, "browse", `{"session":"browse","version":"7.0","action":"next"}`))
	require.Equal(t, "home", person(t, "browse", `"action":"close"`).Screen["kind"])
	person(t, "browse", `"action":"open","url":"https://demo.pim/#/connect/apps/authorize?client_id=`+app+`"`)
	at = person(t, "browse", `"action":"next","agree":true`)
	require.Len(t, at.Exchanges, 1)
	require.Equal(t, "https://demo.pim/rest/apps/confirm-authorization/"+app, at.Exchanges[0].Request.URL)
	require.Regexp(t, `^http://localhost:8080/callback\?code=[0-9A-Za-z]{86}&state=x$`, at.Address)

	other := person(t, "browse-other", `"action":"open","url":"https://demo.pim/"`)
	require.Equal(t, "login", other.Screen["kind"], "another session, another browser")
}

func TestBrowseFaults(t *testing.T) {
	status, _ := answered(t, call(t, "demo", post("browse-faults", "faults", `{"slow":"1500ms","drop_connection":true}`)))
	require.Equal(t, 200, status)
	at := person(t, "browse-faults", `"action":"open","url":"https://demo.pim/user/login"`)
	require.Equal(t, 1500, at.DelayMS)
	require.Zero(t, at.Exchanges[0].Response.Status)
	require.Equal(t, "No answer", at.Screen["title"])
	require.Equal(t, `{"ok":false,"error":{"code":"bad_argument","message":"there is no action \"jump\""}}`, call(t, "browse", `{"session":"browse-faults","version":"7.0","action":"jump"}`))
	require.Equal(t, `{"ok":false,"error":{"code":"bad_argument","message":"agree is not true or false"}}`, call(t, "browse", `{"session":"browse-faults","version":"7.0","action":"next","agree":1}`))
	require.Equal(t, call(t, "browse", `{"session":"browse-faults","version":"9","action":"close"}`), `{"ok":false,"error":{"code":"bad_argument","message":"there is no demo PIM \"9\""}}`)
}
