//go:build js && wasm

// A failure shared across the bridge: out with stand-ins, in from a link, and
// again at a demo PIM of the page.

package main

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

const toBeShared = `"exchanges":[{"request":{"method":"POST","url":"https://pim.shop.test/api/oauth/v1/token","header":[["Content-Type","application/json"],["Authorization","Basic N19hYmNkZWY6eHl6d3h5enc="]],"body":"{\"grant_type\":\"password\",\"username\":\"anna\",\"password\":\"ottokar\"}"},"response":{"status":422,"header":[],"body":"{\"code\":422,\"message\":\"No user found for the given username and password\"}"}}],"known":{"version":"6.0","password":"ottokar"}`

func TestShare(t *testing.T) {
	var shared struct {
		OK    bool
		Value struct {
			JSON      string
			Same      bool
			Exchanges json.RawMessage
			Known     json.RawMessage
			StandIns  []struct {
				Kind, Value string
				Number      int
			} `json:"stand_ins"`
		}
	}
	require.NoError(t, json.Unmarshal([]byte(call(t, "share", `{`+toBeShared+`}`)), &shared))
	require.True(t, shared.OK)
	require.True(t, shared.Value.Same)
	for _, value := range []string{"abcdef", "xyzwxyzw", "anna", "ottokar", "shop"} {
		require.NotContains(t, shared.Value.JSON, value)
	}
	require.Len(t, shared.Value.StandIns, 4)

	var opened struct {
		OK    bool
		Value struct{ Exchanges, Known json.RawMessage }
	}
	require.NoError(t, json.Unmarshal([]byte(call(t, "share_open", `{"text":`+strconv.Quote(shared.Value.JSON)+`}`)), &opened))
	require.True(t, opened.OK)
	require.JSONEq(t, string(shared.Value.Exchanges), string(opened.Value.Exchanges))
	require.JSONEq(t, string(shared.Value.Known), string(opened.Value.Known))

	var plan struct {
		OK    bool
		Value struct {
			Possible          bool
			Version, Snapshot string
			Request           json.RawMessage
		}
	}
	require.NoError(t, json.Unmarshal([]byte(call(t, "share_replay", `{"exchanges":`+string(opened.Value.Exchanges)+`,"known":`+string(opened.Value.Known)+`,"pim":"https://demo.pim"}`)), &plan))
	require.True(t, plan.Value.Possible)
	require.Equal(t, "6.0", plan.Value.Version)
	call(t, "demo_restore", `{"session":"shared","snapshot":`+strconv.Quote(plan.Value.Snapshot)+`}`)
	require.Contains(t, call(t, "demo", `{"session":"shared","version":"6.0","request":`+string(plan.Value.Request)+`}`), "No user found for the given username and password")
}

func TestShareReport(t *testing.T) {
	told := call(t, "share_report", `{`+toBeShared+`,"findings":[{"certainty":"possible","cause":"A cause.","cure":"A cure."}],"link":"https://doctor.example/#z"}`)
	require.Contains(t, told, `1. **possible:** A cause. A cure.`)
	require.Contains(t, told, `‹password#1: 7 characters›`)
}

func TestShareRefuses(t *testing.T) {
	const leak = `{"ok":false,"error":{"code":"leak","message":"a value that must not leave was found in what was to be shared"}}`
	testCalls(t, "share_report", []callTest{
		{"words of the values", `{` + toBeShared + `,"findings":[{"cause":"It was ottokar."}]}`, leak},
		{"no findings", `{` + toBeShared + `,"findings":1}`, `{"ok":false,"error":{"code":"bad_argument","message":"findings is not an array"}}`},
	})
	testCalls(t, "share_check", []callTest{
		{"clean", `{` + toBeShared + `,"text":"nothing of it"}`, `{"ok":true,"value":{}}`},
		{"in base64", `{` + toBeShared + `,"text":"eHh4b3R0b2thcnh4"}`, leak},
		{"no text", `{` + toBeShared + `,"text":1}`, `{"ok":false,"error":{"code":"bad_argument","message":"text is not a string"}}`},
	})
	testCalls(t, "share", []callTest{
		{"nothing", `{}`, `{"ok":false,"error":{"code":"bad_argument","message":"exchanges is not a list of one or more"}}`},
		{"no exchange", `{"exchanges":[1]}`, `{"ok":false,"error":{"code":"bad_argument","message":"exchanges is not a list of objects"}}`},
	})
	testCalls(t, "share_open", []callTest{
		{"no JSON", `{"text":"{"}`, `{"ok":false,"error":{"code":"link_json","message":"it is cut off or changed"}}`},
		{"another version", `{"text":"{\"v\":2}"}`, `{"ok":false,"error":{"code":"link_version","message":"it was made by another version of this program"}}`},
	})
	testCalls(t, "share_replay", []callTest{
		{"nothing", `{}`, `{"ok":false,"error":{"code":"bad_argument","message":"exchanges is not a list of one or more"}}`},
		{"no request", `{"exchanges":[{"response":{"status":422}}],"pim":"https://demo.pim"}`, `{"ok":true,"value":{"possible":false,"why":"no_request"}}`},
	})
}
