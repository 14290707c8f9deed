//go:build js && wasm

// What the calls for Apps take and give, where no vector says it.

package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBuildForApps(t *testing.T) {
	testCalls(t, "build", []callTest{
		{"a code of this page's PIM is not for another",
			`{"request":"app_token","pim":"https://demo.pim","app_client_id":"a","app_secret":"s","code":"HERS","code_identifier":"i","curl_pim":"http://localhost:8081"}`,
			`{"ok":true,"value":{"request":{"method":"POST","url":"https://demo.pim/connect/apps/v1/oauth2/token","header":[["Content-Type","application/x-www-form-urlencoded"]],"body":"client_id=a&code_identifier=i&code_challenge=fa51fd49abf67705d6a35d18218c115ff5633aec1f9ebfdc9d5d4956416f57f6&code=HERS&grant_type=authorization_code"},"http":[["","POST /connect/apps/v1/oauth2/token\n"],["name","Host"],["",": demo.pim\n"],["name","Content-Type"],["",": application/x-www-form-urlencoded\n\nclient_id="],["client_id","a"],["","&code_identifier="],["code_identifier","i"],["","&code_challenge="],["code_challenge","fa51fd49abf67705d6a35d18218c115ff5633aec1f9ebfdc9d5d4956416f57f6"],["","&code="],["code","HERS"],["","&grant_type=authorization_code"]],"curl":[["",": \"${CODE:?set it to a code of this PIM}\" &&\ncurl -i -X POST 'http://localhost:8081/connect/apps/v1/oauth2/token' \\\n  -H '"],["name","Content-Type"],["",": application/x-www-form-urlencoded' \\\n  --data-binary \"client_id="],["client_id","a"],["","&code_identifier="],["code_identifier","i"],["","&code_challenge="],["code_challenge","fa51fd49abf67705d6a35d18218c115ff5633aec1f9ebfdc9d5d4956416f57f6"],["","&code=$CODE&grant_type=authorization_code\""]]}}`,
		},
		{"nor is a token",
			`{"request":"app_categories","pim":"https://demo.pim","app_token":"HERS","curl_pim":"http://localhost:8081"}`,
			`{"ok":true,"value":{"request":{"method":"GET","url":"https://demo.pim/api/rest/v1/categories","header":[["Authorization","Bearer HERS"]]},"http":[["","GET /api/rest/v1/categories\n"],["name","Host"],["",": demo.pim\n"],["name","Authorization"],["",": Bearer "],["access_token","HERS"],["","\n"]],"curl":[["",": \"${ACCESS_TOKEN:?set it to an access token of this PIM}\" &&\ncurl -i 'http://localhost:8081/api/rest/v1/categories' \\\n  -H \""],["name","Authorization"],["",": Bearer $ACCESS_TOKEN\""]]}}`,
		},
		{"the App's fields have names of their own",
			`{"request":"app_token","pim":"https://demo.pim","app_client_id":"a","code":"c","code_identifier":"i"}`,
			`{"ok":false,"error":{"code":"secret_empty","message":"The secret is empty","next":"Fill it in: a PIM refuses a request without it.","field":"app_secret"}}`,
		},
		{"the App's token, too",
			`{"request":"app_scopes","pim":"https://demo.pim","app_token":"a\n"}`,
			`{"ok":false,"error":{"code":"access_token_control","message":"The access token holds a line feed (0x0A) at byte 1","next":"Take it out: it came along when the value was copied or read from a file, and no header may hold it.","field":"app_token","at":1}}`,
		},
		{"others stay",
			`{"request":"app_authorize","pim":"https://demo.pim","app_client_id":"a","state":""}`,
			`{"ok":false,"error":{"code":"state_empty","message":"The state is empty","next":"Make a new one: without it the App cannot tell its own callback from one that somebody else began.","field":"state"}}`,
		},
	})
}

func TestReadForApps(t *testing.T) {
	testCalls(t, "read", []callTest{
		{"scopes are noted",
			`{"request":"app_scopes","response":{"status":200,"header":[],"body":"\"Ok\""}}`,
			`{"ok":true,"value":{"shape":"ok","body":[["","\"Ok\""]]}}`,
		},
		{"scopes are not noted",
			`{"request":"app_scopes","response":{"status":403,"header":[],"body":"{\"code\":403,\"message\":\"Not an authenticated App\"}"}}`,
			`{"ok":true,"value":{"shape":"pim_error","message":"the PIM answered 403: Not an authenticated App","next":"Send the token of an App: that of a connection has no scopes.","status":403,"code":403,"pim_message":"Not an authenticated App","body":[["","{\"code\":403,\"message\":\"Not an authenticated App\"}"]]}}`,
		},
		{"a certificate without a key",
			`{"request":"app_key","response":{"status":200,"header":[],"body":"{\"public_key\":\"x\"}"}}`,
			`{"ok":true,"value":{"shape":"public_key","certificate":"x","spki_base64":"","body":[["","{\"public_key\":\"x\"}"]]}}`,
		},
		{"no keys",
			`{"request":"app_key","response":{"status":500,"header":[],"body":"\"No OpenId keys\""}}`,
			`{"ok":true,"value":{"shape":"pim_error","message":"the PIM answered 500: No OpenId keys","next":"On the PIM's server, run akeneo:connectivity-connection:openid-keys:create.","status":500,"code":0,"pim_message":"No OpenId keys","body":[["","\"No OpenId keys\""]]}}`,
		},
		{"any JSON, whatever its status",
			`{"request":"any","response":{"status":201,"header":[],"body":"{\"clientSecret\":\"s\"}"}}`,
			`{"ok":true,"value":{"shape":"json","body":[["","{\"clientSecret\":\""],["secret","s"],["","\"}"]]}}`,
		},
		{"any text",
			`{"request":"any","response":{"status":404,"header":[],"body":"<p>"}}`,
			`{"ok":true,"value":{"shape":"text","body":[["","<p>"]]}}`,
		},
		{"no body at all",
			`{"request":"any","response":{"status":204,"header":[]}}`,
			`{"ok":true,"value":{"shape":"text","body":[]}}`,
		},
	})
}

func TestText(t *testing.T) {
	testCalls(t, "text", []callTest{{"any request",
		`{"request":{"method":"GET","url":"http://h/?code=a","header":[]}}`,
		`{"ok":true,"value":{"http":[["","GET /?code="],["code","a"],["","\n"],["name","Host"],["",": h\n"]],"curl":[["","curl -i 'http://h/?code="],["code","a"],["","'"]]}}`,
	}})
}

func TestRandom(t *testing.T) {
	const thirty = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd"
	testCalls(t, "random", []callTest{
		{"state", `{"kind":"state","random_base64":"` + thirty + `"}`, `{"ok":true,"value":{"text":"00010203040506070809"}}`},
		{"code identifier", `{"kind":"code_identifier","random_base64":"` + thirty + `"}`, `{"ok":true,"value":{"text":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d"}}`},
		{"too little", `{"kind":"state","random_base64":"AAEC"}`, `{"ok":false,"error":{"code":"failed","message":"unexpected EOF"}}`},
		{"no base64", `{"kind":"state","random_base64":"?"}`, `{"ok":false,"error":{"code":"bad_argument","message":"random_base64 is not base64"}}`},
		{"of nothing known", `{"kind":"nonce","random_base64":""}`, `{"ok":false,"error":{"code":"bad_argument","message":"kind is not state or code_identifier"}}`},
	})
}

func TestScopes(t *testing.T) {
	testCalls(t, "scopes", []callTest{
		{"before there were Apps", `{"version":"5.0"}`, `{"ok":true,"value":[]}`},
		{"of no version", `{"version":"9"}`, `{"ok":false,"error":{"code":"bad_argument","message":"unknown PIM version \"9\": choose one of 1.7, 2.3, 3.2, 4.0, 5.0, 6.0, 7.0, saas"}}`},
	})
	require.Contains(t, call(t, "scopes", `{"version":"7.0"}`),
		`{"name":"write_categories","implies":["read_categories"],"permissions":["pim_api_category_list","pim_api_category_edit"],"what":"View and edit categories"}`)
	testCalls(t, "with_implied", []callTest{{"", `{"scope":" write_categories  openid"}`, `{"ok":true,"value":{"scope":"openid read_categories write_categories"}}`}})
}

func TestActivation(t *testing.T) {
	testCalls(t, "activation", []callTest{{"with what is made of it",
		`{"url":"?pim_url=a.example/"}`,
		`{"ok":true,"value":{"pim_url":"a.example/","address":{"address":"https://a.example","origin":"https://a.example","host":"a.example","scheme":"https","trims":[{"code":"scheme_added","text":"https://"},{"code":"slash_trimmed","text":"/"}]}}}`,
	}})
}

func TestIDTokenFaults(t *testing.T) {
	// {"alg":"RS256"} {"iss":"i","sub":"s","aud":"a","iat":100,"exp":200}
	const token = `"token":"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJpIiwic3ViIjoicyIsImF1ZCI6ImEiLCJpYXQiOjEwMCwiZXhwIjoyMDB9.","issuer":"i",`
	testCalls(t, "id_token_faults", []callTest{
		{"none", `{` + token + `"client_id":"a","now_ms":199999}`, `{"ok":true,"value":[]}`},
		{"two", `{` + token + `"client_id":"b","now_ms":200000}`, `{"ok":true,"value":["audience","expired"]}`},
		{"no token", `{"now_ms":1}`, `{"ok":false,"error":{"code":"id_token_empty","message":"The id_token is empty","next":"Take it from the answer of the token endpoint; it comes if the scope openid was granted.","field":"id_token"}}`},
	})
}
