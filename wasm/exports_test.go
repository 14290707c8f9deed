//go:build js && wasm

// Every export that keeps nothing, by its whole result. What the values mean is
// the business of the packages that make them; here is what crosses.

package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

type callTest struct{ name, args, want string }

func testCalls(t *testing.T, name string, tests []callTest) {
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, call(t, name, test.args))
		})
	}
}

func TestParseAddress(t *testing.T) {
	testCalls(t, "parse_address", []callTest{
		{"trimmed",
			`{"text":" PIM.example.com:8080/base/api/rest/v1?x#y "}`,
			`{"ok":true,"value":{"address":"https://pim.example.com:8080/base","origin":"https://pim.example.com:8080","host":"pim.example.com:8080","scheme":"https","trims":[{"code":"blanks_trimmed","text":"  "},{"code":"scheme_added","text":"https://"},{"code":"fragment_trimmed","text":"#y"},{"code":"query_trimmed","text":"?x"},{"code":"path_trimmed","text":"/api/rest/v1"}]}}`,
		},
		{"as it is",
			`{"text":"http://localhost"}`,
			`{"ok":true,"value":{"address":"http://localhost","origin":"http://localhost","host":"localhost","scheme":"http","trims":[]}}`,
		},
		{"refused",
			`{"text":"https://a b"}`,
			`{"ok":false,"error":{"code":"pim_blank","message":"The address holds a blank or a control character at byte 9","next":"Take it out.","field":"pim","at":9}}`,
		},
		{"nothing",
			`{}`,
			`{"ok":false,"error":{"code":"pim_empty","message":"The address of the PIM is missing","next":"Type the address that you open the PIM with, such as https://pim.example.com.","field":"pim"}}`,
		},
	})
}

func TestEncode(t *testing.T) {
	testCalls(t, "encode", []callTest{
		{"a character in two groups has no text",
			`{"client_id":"1_4","secret":"né"}`,
			`{"ok":true,"value":{"credentials":"MV80Om7DqQ==","groups":[{"hex":"315f34","base64":"MV80","kind":"client_id","text":"1_4"},{"hex":"3a6ec3","base64":"Om7D","kind":"pair"},{"hex":"a9","base64":"qQ==","kind":"secret"}],"with_line_feed":"MV80Om7DqQo="}}`,
		},
		{"groups of a refused pair",
			`{"client_id":"1:4","secret":"s"}`,
			`{"ok":true,"value":{"credentials":"","groups":[{"hex":"313a34","base64":"MTo0","kind":"client_id","text":"1:4"},{"hex":"3a73","base64":"OnM=","kind":"pair","text":":s"}],"with_line_feed":"MTo0OnMK","error":{"code":"client_id_colon","message":"The client ID holds a colon at byte 1","next":"Take out the colon and what follows it: everything after the first colon is read as the secret.","field":"client_id","at":1}}}`,
		},
		{"nothing",
			`{}`,
			`{"ok":true,"value":{"credentials":"","groups":[{"hex":"3a","base64":"Og==","kind":"pair","text":":"}],"with_line_feed":"Ogo=","error":{"code":"client_id_empty","message":"The client ID is empty","next":"Fill it in: a PIM refuses a request without it.","field":"client_id"}}}`,
		},
	})
}

func TestBuild(t *testing.T) {
	testCalls(t, "build", []callTest{
		{"password",
			`{"request":"password","pim":"https://demo.pim","client_id":"1_4","secret":"s3","username":"erp","password":"pw"}`,
			`{"ok":true,"value":{"request":{"method":"POST","url":"https://demo.pim/api/oauth/v1/token","header":[["Content-Type","application/json"],["Authorization","Basic MV80OnMz"]],"body":"{\n  \"grant_type\": \"password\",\n  \"username\": \"erp\",\n  \"password\": \"pw\"\n}"},"http":[["","POST /api/oauth/v1/token\n"],["name","Host"],["",": demo.pim\n"],["name","Content-Type"],["",": application/json\n"],["name","Authorization"],["",": Basic "],["client_id","MV80"],["pair","OnMz"],["","\n\n{\n  \"grant_type\": \"password\",\n  \"username\": \"erp\",\n  \"password\": \""],["password","pw"],["","\"\n}"]],"curl":[["","curl -i -X POST 'https://demo.pim/api/oauth/v1/token' \\\n  -H '"],["name","Content-Type"],["",": application/json' \\\n  -H '"],["name","Authorization"],["",": Basic "],["client_id","MV80"],["pair","OnMz"],["","' \\\n  --data-binary '{\n  \"grant_type\": \"password\",\n  \"username\": \"erp\",\n  \"password\": \""],["password","pw"],["","\"\n}'"]]}}`,
		},
		{"form, client in the body, no header to hold a line feed",
			`{"request":"password","pim":"https://demo.pim","client_id":"1_4","secret":"s3","username":"erp","password":"pw","form":true,"client_in_body":true,"line_feed":true}`,
			`{"ok":true,"value":{"request":{"method":"POST","url":"https://demo.pim/api/oauth/v1/token","header":[["Content-Type","application/x-www-form-urlencoded"]],"body":"grant_type=password&client_id=1_4&client_secret=s3&username=erp&password=pw"},"http":[["","POST /api/oauth/v1/token\n"],["name","Host"],["",": demo.pim\n"],["name","Content-Type"],["",": application/x-www-form-urlencoded\n\ngrant_type=password&client_id="],["client_id","1_4"],["","&client_secret="],["secret","s3"],["","&username=erp&password="],["password","pw"]],"curl":[["","curl -i -X POST 'https://demo.pim/api/oauth/v1/token' \\\n  -H '"],["name","Content-Type"],["",": application/x-www-form-urlencoded' \\\n  --data-binary 'grant_type=password&client_id="],["client_id","1_4"],["","&client_secret="],["secret","s3"],["","&username=erp&password="],["password","pw"],["","'"]]}}`,
		},
		{"line feed, curl elsewhere",
			`{"request":"password","pim":"https://demo.pim","client_id":"1_4","secret":"s3","username":"erp","password":"pw","form":true,"line_feed":true,"curl_pim":"localhost:8081/"}`,
			`{"ok":true,"value":{"request":{"method":"POST","url":"https://demo.pim/api/oauth/v1/token","header":[["Content-Type","application/x-www-form-urlencoded"],["Authorization","Basic MV80OnMzCg=="]],"body":"grant_type=password&username=erp&password=pw"},"http":[["","POST /api/oauth/v1/token\n"],["name","Host"],["",": demo.pim\n"],["name","Content-Type"],["",": application/x-www-form-urlencoded\n"],["name","Authorization"],["",": Basic "],["client_id","MV80"],["pair","OnMz"],["secret","Cg=="],["","\n\ngrant_type=password&username=erp&password="],["password","pw"]],"curl":[["","curl -i -X POST 'http://localhost:8081/api/oauth/v1/token' \\\n  -H '"],["name","Content-Type"],["",": application/x-www-form-urlencoded' \\\n  -H '"],["name","Authorization"],["",": Basic "],["client_id","MV80"],["pair","OnMz"],["secret","Cg=="],["","' \\\n  --data-binary 'grant_type=password&username=erp&password="],["password","pw"],["","'"]]}}`,
		},
		{"refresh, curl here",
			`{"request":"refresh","pim":"https://demo.pim","client_id":"1_4","secret":"s3","refresh_token":"RRR"}`,
			`{"ok":true,"value":{"request":{"method":"POST","url":"https://demo.pim/api/oauth/v1/token","header":[["Content-Type","application/json"],["Authorization","Basic MV80OnMz"]],"body":"{\n  \"grant_type\": \"refresh_token\",\n  \"refresh_token\": \"RRR\"\n}"},"http":[["","POST /api/oauth/v1/token\n"],["name","Host"],["",": demo.pim\n"],["name","Content-Type"],["",": application/json\n"],["name","Authorization"],["",": Basic "],["client_id","MV80"],["pair","OnMz"],["","\n\n{\n  \"grant_type\": \"refresh_token\",\n  \"refresh_token\": \""],["refresh_token","RRR"],["","\"\n}"]],"curl":[["","curl -i -X POST 'https://demo.pim/api/oauth/v1/token' \\\n  -H '"],["name","Content-Type"],["",": application/json' \\\n  -H '"],["name","Authorization"],["",": Basic "],["client_id","MV80"],["pair","OnMz"],["","' \\\n  --data-binary '{\n  \"grant_type\": \"refresh_token\",\n  \"refresh_token\": \""],["refresh_token","RRR"],["","\"\n}'"]]}}`,
		},
		{"curl elsewhere holds no token",
			`{"request":"categories","pim":"https://demo.pim","client_id":"1_4","secret":"s3","username":"erp","password":"pw","form":true,"line_feed":true,"access_token":"AAA","curl_pim":"http://localhost:8081"}`,
			`{"ok":true,"value":{"request":{"method":"GET","url":"https://demo.pim/api/rest/v1/categories","header":[["Authorization","Bearer AAA"]]},"http":[["","GET /api/rest/v1/categories\n"],["name","Host"],["",": demo.pim\n"],["name","Authorization"],["",": Bearer "],["access_token","AAA"],["","\n"]],"curl":[["","ANSWER=$(curl -sS -X POST 'http://localhost:8081/api/oauth/v1/token' \\\n  -H '"],["name","Content-Type"],["",": application/x-www-form-urlencoded' \\\n  -H '"],["name","Authorization"],["",": Basic "],["client_id","MV80"],["pair","OnMz"],["","' \\\n  --data-binary 'grant_type=password&username=erp&password="],["password","pw"],["","')\nACCESS_TOKEN=$(printf '%s\\n' \"$ANSWER\" | sed -n 's/.*\"access_token\" *: *\"\\([^\"]*\\)\".*/\\1/p')\nif [ -z \"$ACCESS_TOKEN\" ]; then\n  printf 'No access token came. The answer was: %s\\n' \"$ANSWER\" >&2\n  false\nelse\ncurl -i 'http://localhost:8081/api/rest/v1/categories' \\\n  -H \""],["name","Authorization"],["",": Bearer $ACCESS_TOKEN\"\nfi"]]}}`,
		},
		{"input that only the curl lacks",
			`{"request":"categories","pim":"https://demo.pim","client_id":"1_4","secret":"s3","access_token":"AAA","curl_pim":"http://localhost:8081"}`,
			`{"ok":true,"value":{"request":{"method":"GET","url":"https://demo.pim/api/rest/v1/categories","header":[["Authorization","Bearer AAA"]]},"http":[["","GET /api/rest/v1/categories\n"],["name","Host"],["",": demo.pim\n"],["name","Authorization"],["",": Bearer "],["access_token","AAA"],["","\n"]],"curl":[],"curl_error":{"code":"username_empty","message":"The username is empty","next":"Fill it in: a PIM refuses a request without it.","field":"username"}}}`,
		},
		{"root",
			`{"request":"root","pim":"https://demo.pim","curl_pim":"http://localhost:8081"}`,
			`{"ok":true,"value":{"request":{"method":"GET","url":"https://demo.pim/api/rest/v1","header":[]},"http":[["","GET /api/rest/v1\n"],["name","Host"],["",": demo.pim\n"]],"curl":[["","curl -i 'http://localhost:8081/api/rest/v1'"]]}}`,
		},
		{"curl to no address",
			`{"request":"root","pim":"https://demo.pim","curl_pim":"ftp://localhost"}`,
			`{"ok":true,"value":{"request":{"method":"GET","url":"https://demo.pim/api/rest/v1","header":[]},"http":[["","GET /api/rest/v1\n"],["name","Host"],["",": demo.pim\n"]],"curl":[],"curl_error":{"code":"pim_scheme","message":"The address begins with another scheme than http or https","next":"Begin it with https://, or with http:// on this machine.","field":"pim"}}}`,
		},
		{"no address",
			`{"request":"root"}`,
			`{"ok":false,"error":{"code":"pim_empty","message":"The address of the PIM is missing","next":"Type the address that you open the PIM with, such as https://pim.example.com.","field":"pim"}}`,
		},
		{"refused input",
			`{"request":"categories","pim":"https://demo.pim","access_token":"A\n"}`,
			`{"ok":false,"error":{"code":"access_token_control","message":"The access token holds a line feed (0x0A) at byte 1","next":"Take it out: it came along when the value was copied or read from a file, and no header may hold it.","field":"access_token","at":1}}`,
		},
		{"unknown request",
			`{"request":"nope","pim":"https://demo.pim"}`,
			`{"ok":false,"error":{"code":"bad_argument","message":"there is no request nope: there are password, refresh, categories, root, app_authorize, app_token, app_categories, app_scopes and app_key"}}`,
		},
	})
}

func TestRead(t *testing.T) {
	testCalls(t, "read", []callTest{
		{"token",
			`{"request":"password","response":{"status":200,"header":[],"body":"{\"access_token\":\"AAA\",\"expires_in\":3600,\"token_type\":\"bearer\",\"scope\":null,\"refresh_token\":\"RRR\"}"}}`,
			`{"ok":true,"value":{"shape":"token","token":{"access_token":"AAA","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"RRR"},"body":[["","{\"access_token\":\""],["access_token","AAA"],["","\",\"expires_in\":3600,\"token_type\":\"bearer\",\"scope\":null,\"refresh_token\":\""],["refresh_token","RRR"],["","\"}"]]}}`,
		},
		{"token of an app",
			`{"request":"refresh","response":{"status":200,"header":[],"body":"{\"access_token\":\"AAA\",\"token_type\":\"bearer\",\"scope\":\"openid\"}"}}`,
			`{"ok":true,"value":{"shape":"token","token":{"access_token":"AAA","expires_in":0,"token_type":"bearer","scope":"openid","refresh_token":""},"body":[["","{\"access_token\":\""],["access_token","AAA"],["","\",\"token_type\":\"bearer\",\"scope\":\"openid\"}"]]}}`,
		},
		{"categories",
			`{"request":"categories","response":{"status":200,"header":[],"body":"{\"_links\":{\"next\":{\"href\":\"https://n\"}},\"current_page\":1,\"_embedded\":{\"items\":[{\"code\":\"a\",\"parent\":null,\"labels\":[]},{\"code\":\"b\",\"parent\":\"a\",\"updated\":\"2024\",\"labels\":{\"en_US\":\"B\"}}]}}"}}`,
			`{"ok":true,"value":{"shape":"categories","page":{"page":1,"count":-1,"next":"https://n","items":[{"code":"a","parent":null,"labels":[],"updated":""},{"code":"b","parent":"a","labels":[{"locale":"en_US","text":"B"}],"updated":"2024"}]},"body":[["","{\"_links\":{\"next\":{\"href\":\"https://n\"}},\"current_page\":1,\"_embedded\":{\"items\":[{\"code\":\"a\",\"parent\":null,\"labels\":[]},{\"code\":\"b\",\"parent\":\"a\",\"updated\":\"2024\",\"labels\":{\"en_US\":\"B\"}}]}}"]]}}`,
		},
		{"root",
			`{"request":"root","response":{"status":200,"header":[],"body":"{\"host\":\"https://demo.pim\",\"routes\":{\"a\":1}}"}}`,
			`{"ok":true,"value":{"shape":"root","host":"https://demo.pim","routes":1,"body":[["","{\"host\":\"https://demo.pim\",\"routes\":{\"a\":1}}"]]}}`,
		},
		{"the PIM's error",
			`{"request":"password","response":{"status":422,"header":[],"body":"{\"code\":422,\"message\":\"No user found for the given username and password\"}"}}`,
			`{"ok":true,"value":{"shape":"pim_error","message":"the PIM answered 422: No user found for the given username and password","next":"Check username and password of the API user, and that the user is enabled.","status":422,"code":422,"pim_message":"No user found for the given username and password","body":[["","{\"code\":422,\"message\":\"No user found for the given username and password\"}"]]}}`,
		},
		{"OAuth's error",
			`{"request":"categories","response":{"status":401,"header":[],"body":"{\"error\":\"access_denied\",\"error_description\":\"no\"}"}}`,
			`{"ok":true,"value":{"shape":"oauth_error","message":"the PIM answered 401: access_denied (no)","next":"Check that the token's user is enabled, then get a new token.","status":401,"error":"access_denied","error_description":"no","body":[["","{\"error\":\"access_denied\",\"error_description\":\"no\"}"]]}}`,
		},
		{"a page",
			`{"request":"root","response":{"status":200,"header":[],"body":"<title>Login</title>"}}`,
			`{"ok":true,"value":{"shape":"html","message":"a page came instead of JSON, with status 200 and the title \"Login\"","next":"Check the address: another server, or another page of the PIM, answered.","status":200,"login":false,"title":"Login","body":[["","<title>Login</title>"]]}}`,
		},
		{"a redirect to the login page",
			`{"request":"root","response":{"status":302,"header":[["Location","/user/login"]],"body":""}}`,
			`{"ok":true,"value":{"shape":"html","message":"its login page came instead of JSON, with status 302","next":"Check that the address ends in a route of the API, and that nothing removes the Authorization header.","status":302,"login":true,"title":"","body":[]}}`,
		},
		{"no body",
			`{"request":"root","response":{"status":0,"header":[]}}`,
			`{"ok":true,"value":{"shape":"empty","message":"the answer has no body, its status is 0","next":"Check scheme, host and path of the address: the PIM redirects it, and a browser hides where to.","status":0,"body":[]}}`,
		},
		{"broken JSON in base64",
			`{"request":"root","response":{"status":200,"header":[],"body_base64":"ew=="}}`,
			`{"ok":true,"value":{"shape":"broken_json","message":"the body is not JSON at byte 1: a member's name in double quotes is missing; its status is 200","next":"Look at the raw body: it was cut off, or something before or inside the PIM wrote into it.","status":200,"offset":1,"reason":"a member's name in double quotes is missing","body":[["","{"]]}}`,
		},
		{"wrong type",
			`{"request":"root","response":{"status":200,"header":[],"body":"{}"}}`,
			`{"ok":true,"value":{"shape":"wrong_type","message":"the member host: expected string, got nothing; the status is 200","next":"Check the address: this JSON is not what the documentation of this route shows.","status":200,"member":"host","want":"string","got":"nothing","body":[["","{}"]]}}`,
		},
		{"unknown request",
			`{"request":"nope","response":{"status":200,"header":[],"body":"{}"}}`,
			`{"ok":false,"error":{"code":"bad_argument","message":"there is no request nope: there are password, refresh, categories, root, app_authorize, app_token, app_categories, app_scopes and app_key"}}`,
		},
	})
}
