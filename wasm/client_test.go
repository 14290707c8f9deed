//go:build js && wasm

// The client library across the bridge, from its building to a verdict.

package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

const clientByToken = `"way":"token","pim":"https://demo.pim","client_id":"1_4","secret":"s3","access_token":"AAA","refresh_token":"RRR"`

func TestClient(t *testing.T) {
	testCalls(t, "client", []callTest{
		{"built with a password",
			`{"way":"password","pim":"https://demo.pim","client_id":"1_4","secret":"s3","username":"erp","password":"pw"}`,
			`{"ok":true,"value":{"state":{"access_token":"","refresh_token":"","doing":"","call":{"method":"","url":"","header":[]},"refused":{"status":0,"header":[]}},"token":{"access_token":null,"refresh_token":null},"why":"","next":null,"verdict":null}}`,
		},
		{"first call",
			`{` + clientByToken + `,"event":{"kind":"call","call":"category"}}`,
			`{"ok":true,"value":{"state":{"access_token":"AAA","refresh_token":"RRR","doing":"call","call":{"method":"GET","url":"https://demo.pim/api/rest/v1/categories/master","header":[]},"refused":{"status":0,"header":[]}},"token":{"access_token":"AAA","refresh_token":"RRR"},"why":"call","next":{"request":{"method":"GET","url":"https://demo.pim/api/rest/v1/categories/master","header":[["Authorization","Bearer AAA"]]},"http":[["","GET /api/rest/v1/categories/master\n"],["name","Host"],["",": demo.pim\n"],["name","Authorization"],["",": Bearer "],["access_token","AAA"],["","\n"]],"curl":[["","curl -i 'https://demo.pim/api/rest/v1/categories/master' \\\n  -H '"],["name","Authorization"],["",": Bearer "],["access_token","AAA"],["","'"]]},"verdict":null}}`,
		},
		{"an answer",
			`{` + clientByToken + `,"state":{"access_token":"BBB","doing":"replay"},"event":{"kind":"answer","response":{"status":200}}}`,
			`{"ok":true,"value":{"state":{"access_token":"BBB","refresh_token":"","doing":"","call":{"method":"","url":"","header":[]},"refused":{"status":0,"header":[]}},"token":{"access_token":"BBB","refresh_token":null},"why":"done","next":null,"verdict":{"kind":"answer","status":200}}}`,
		},
		{"an exception",
			`{"way":"app","pim":"https://demo.pim","app_token":"APP","state":{"access_token":"APP","doing":"call"},"event":{"kind":"answer","response":{"status":429,"header":[["Retry-After","3"]],"body":"slow"}}}`,
			`{"ok":true,"value":{"state":{"access_token":"APP","refresh_token":"","doing":"","call":{"method":"","url":"","header":[]},"refused":{"status":0,"header":[]}},"token":{"access_token":"APP","refresh_token":null},"why":"gives_up","next":null,"verdict":{"kind":"exception","exception":"TooManyRequestsHttpException","status":429,"message":"slow","retry_after":3}}}`,
		},
		{"refused input",
			`{"way":"app","pim":"https://demo.pim","event":{"kind":"call","call":"categories"}}`,
			`{"ok":false,"error":{"code":"access_token_empty","message":"The access token is empty","next":"Fill it in: a PIM refuses a request without it.","field":"access_token"}}`,
		},
		{"no PIM", `{"way":"app"}`, `{"ok":false,"error":{"code":"pim_empty","message":"The address of the PIM is missing","next":"Type the address that you open the PIM with, such as https://pim.example.com.","field":"pim"}}`},
		{"no way", `{"pim":"https://demo.pim","way":"x"}`, `{"ok":false,"error":{"code":"bad_argument","message":"there is no way \"x\": there are password, token and app"}}`},
		{"no event", `{` + clientByToken + `,"event":{"kind":"x"}}`, `{"ok":false,"error":{"code":"bad_argument","message":"there is no event \"x\": there are call, answer and renewed"}}`},
		{"no call", `{` + clientByToken + `,"event":{"kind":"call","call":"x"}}`, `{"ok":false,"error":{"code":"bad_argument","message":"there is no call \"x\": there are category and categories"}}`},
		{"no state", `{` + clientByToken + `,"state":{"doing":1},"event":{"kind":"answer"}}`, `{"ok":false,"error":{"code":"bad_argument","message":"state.doing is not a string"}}`},
		{"out of turn", `{` + clientByToken + `,"event":{"kind":"answer"}}`, `{"ok":false,"error":{"code":"failed","message":"no request is under way: make a call first"}}`},
	})
}

// Through a refresh, the state going out and in as the page passes it.
func TestClientRefreshes(t *testing.T) {
	state := ""
	tell := func(event string) (why, url string) {
		var result struct {
			OK    bool
			Value struct {
				State json.RawMessage
				Why   string
				Next  struct{ Request struct{ URL string } }
			}
		}
		text := call(t, "client", `{`+clientByToken+state+`,"event":`+event+`}`)
		require.NoError(t, json.Unmarshal([]byte(text), &result))
		require.True(t, result.OK, text)
		state = `,"state":` + string(result.Value.State)
		return result.Value.Why, result.Value.Next.Request.URL
	}
	for _, turn := range [][3]string{
		{`{"kind":"call","call":"categories"}`, "call", "https://demo.pim/api/rest/v1/categories"},
		{`{"kind":"answer","response":{"status":401,"body":"{}"}}`, "refresh", "https://demo.pim/api/oauth/v1/token"},
		{`{"kind":"renewed","access_token":"BBB","refresh_token":"SSS"}`, "replay", "https://demo.pim/api/rest/v1/categories"},
		{`{"kind":"answer","response":{"status":200}}`, "done", ""},
	} {
		why, url := tell(turn[0])
		require.Equal(t, turn[1:], []string{why, url}, turn[0])
	}
	require.Contains(t, state, `"access_token":"BBB","refresh_token":"SSS"`)
}
