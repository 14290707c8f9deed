//go:build js && wasm

// The demo PIMs of the page: sessions, snapshots, and how an answer travels.

package main

import (
	"encoding/json"
	"testing"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/stretchr/testify/require"
)

// passwordRequest gets a token with the demo credentials.
const passwordRequest = `{"method":"POST","url":"https://demo.pim/api/oauth/v1/token","header":[["Content-Type","application/json"],["Authorization","Basic MV80Z200cm5vaXpwOGdza2drazA4MHNzb284MDA0MGc0NGtzb3d3Z3c4NDRrNDRzYzAwczo1ZHl2bzF6NnkzNHNvNG9na2drc3c4OG9va29vd3MwMGNnb2M0ODhrY3M4d2s0YzQwcw=="]],"body":"{\"grant_type\":\"password\",\"username\":\"myERPuser\",\"password\":\"64bngr78\"}"}`

// post is a control request of the demo PIM.
func post(session, route, body string) string {
	request, err := json.Marshal(map[string]any{
		"session": session, "version": "7.0",
		"request": map[string]any{"method": "POST", "url": "https://demo.pim/_demo/" + route, "header": [][]string{{"Content-Type", "application/json"}}, "body": body},
	})
	if err != nil {
		panic(err)
	}
	return string(request)
}

func get(session, path, token string) string {
	return `{"session":"` + session + `","version":"7","request":{"method":"GET","url":"https://demo.pim` + path + `","header":[["Authorization","Bearer ` + token + `"]]}}`
}

// answered reads what demo answered.
func answered(t *testing.T, text string) (status int, body string) {
	t.Helper()
	var result struct {
		OK    bool
		Value struct {
			Response struct {
				Status int
				Body   string
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &result), text)
	require.True(t, result.OK, text)
	return result.Value.Response.Status, result.Value.Response.Body
}

func tokenOf(t *testing.T, session string) string {
	t.Helper()
	status, body := answered(t, call(t, "demo", `{"session":"`+session+`","version":"7.0","request":`+passwordRequest+`}`))
	require.Equal(t, 200, status, body)
	var token struct {
		AccessToken string `json:"access_token"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &token))
	return token.AccessToken
}

func TestDemoSessions(t *testing.T) {
	token := tokenOf(t, "sessions-a")
	status, _ := answered(t, call(t, "demo", get("sessions-a", "/api/rest/v1/categories", token)))
	require.Equal(t, 200, status)
	status, _ = answered(t, call(t, "demo", get("sessions-b", "/api/rest/v1/categories", token)))
	require.Equal(t, 401, status, "another session knows nothing of it")
}

func TestDemoAnswer(t *testing.T) {
	status, _ := answered(t, call(t, "demo", post("answer", "faults", `{"slow":"1500ms","drop_connection":true,"empty_body":true}`)))
	require.Equal(t, 200, status)
	require.Regexp(t, `^{"ok":true,"value":{"response":{"status":200,"header":\[\[.*\]\]},"delay_ms":1500,"drop":true}}$`,
		call(t, "demo", get("answer", "/api/rest/v1", "")))
}

func TestDemoSnapshot(t *testing.T) {
	token := tokenOf(t, "snapshot")
	var kept struct{ Value struct{ Snapshot string } }
	require.NoError(t, json.Unmarshal([]byte(call(t, "demo_snapshot", `{"session":"snapshot"}`)), &kept))
	require.NotEmpty(t, kept.Value.Snapshot)

	delete(sessions, "snapshot") // the module was started again
	require.Equal(t, `{"ok":false,"error":{"code":"no_session","message":"there is no demo PIM for the session \"snapshot\""}}`,
		call(t, "demo_snapshot", `{"session":"snapshot"}`))
	args, err := json.Marshal(map[string]string{"session": "snapshot", "snapshot": kept.Value.Snapshot})
	require.NoError(t, err)
	require.Equal(t, `{"ok":true,"value":{}}`, call(t, "demo_restore", string(args)))

	status, _ := answered(t, call(t, "demo", get("snapshot", "/api/rest/v1/categories", token)))
	require.Equal(t, 200, status, "the token lives on")
}

func TestDemoRefusals(t *testing.T) {
	sessions["older"] = &demopim.PIM{Version: authcore.V6_0}
	for _, test := range []struct{ name, call, args, want string }{
		{"a version that is none", "demo", `{"session":"refusals","version":"8","request":{}}`,
			`{"ok":false,"error":{"code":"bad_argument","message":"there is no demo PIM \"8\""}}`},
		{"another version than the session's", "demo", `{"session":"older","version":"7.0","request":{}}`,
			`{"ok":false,"error":{"code":"session_version","message":"the demo PIM of the session \"older\" is a 6.0, not a 7.0: reset it, or use another session"}}`},
		{"a wrong request begins no session", "demo", `{"session":"refusals","version":"7.0","request":{"method":1}}`,
			`{"ok":false,"error":{"code":"bad_argument","message":"request.method is not a string"}}`},
		{"no session", "demo_snapshot", `{"session":"refusals"}`,
			`{"ok":false,"error":{"code":"no_session","message":"there is no demo PIM for the session \"refusals\""}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, call(t, test.call, test.args))
		})
	}
	require.Regexp(t, `^{"ok":false,"error":{"code":"bad_snapshot","message":".+"}}$`,
		call(t, "demo_restore", `{"session":"older","snapshot":"{"}`))
	require.Equal(t, authcore.V6_0, sessions["older"].Version, "a snapshot that is none changes nothing")
}
