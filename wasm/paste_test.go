//go:build js && wasm

// A paste across the bridge; what is recognised is the business of its room.

package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/paste"
)

func TestPaste(t *testing.T) {
	testCalls(t, "paste", []callTest{
		{"a command and what it printed",
			`{"text":"$ curl https://pim.example.com/api/rest/v1 -H \"Authorization: Bearer $TOKEN\" -d @f\n{\"code\":401}"}`,
			`{"ok":true,"value":{"kind":"curl","exchanges":[{"request":{"method":"POST","url":"https://pim.example.com/api/rest/v1","header":[["Authorization","Bearer $TOKEN"],["Content-Type","application/x-www-form-urlencoded"]],"body":""},"response":{"status":401,"header":[],"body":"{\"code\":401}"},"gaps":["authorization","body"]}],` +
				`"notes":[{"code":"env_not_expanded","args":{"name":"TOKEN"}},{"code":"file_not_included","args":{"name":"f"}}],` +
				`"spans":[{"in":"request","part":"header","exchange":0,"line":0,"from":62,"to":75},{"in":"request","part":"url","exchange":0,"line":0,"from":7,"to":42},{"in":"response","part":"body","exchange":0,"line":0,"from":83,"to":95}]}}`,
		},
		{"a failure, of bytes",
			`{"text_base64":"Y3VybDogKDYpIENvdWxkIG5vdCByZXNvbHZlIGhvc3Q6IGE="}`,
			`{"ok":true,"value":{"kind":"failure","exchanges":[{"failure":{"code":"dns","where":"","what":"","directive":"","local_network":"","host":"a","offset":0,"seconds":0,"may_have_acted":false}}],"notes":[],"spans":[]}}`,
		},
		{"nothing",
			`{"text":"good morning"}`,
			`{"ok":false,"error":{"code":"nothing","message":"nothing in the text was recognised","next":"Paste a request, its answer, or a part of one.","field":"paste","at":0}}`,
		},
		{"no base64",
			`{"text_base64":"?"}`,
			`{"ok":false,"error":{"code":"bad_argument","message":"text_base64 is not base64"}}`,
		},
	})
	require.Contains(t, call(t, "paste", `{"text":"`+strings.Repeat("a", paste.Limit+1)+`"}`), `{"ok":false,"error":{"code":"too_long",`)
}
