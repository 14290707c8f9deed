//go:build js && wasm

// The bridge itself: strings in, strings out, whatever happens.

package main

import (
	"errors"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/stretchr/testify/require"
)

// call makes a call as the page does: through the JavaScript object.
func call(t testing.TB, args ...any) string {
	t.Helper()
	pimauth, err := safejs.Global().Get("pimauth")
	require.NoError(t, err)
	if pimauth.IsUndefined() {
		require.NoError(t, expose())
		pimauth, err = safejs.Global().Get("pimauth")
		require.NoError(t, err)
	}
	answer, err := pimauth.Call("call", args...)
	require.NoError(t, err)
	require.Equal(t, safejs.TypeString, answer.Type())
	text, err := answer.String()
	require.NoError(t, err)
	return text
}

// allVersions is what versions answers.
const allVersions = `{"ok":true,"value":[{"version":"1.7","release":"1.7.41"},{"version":"2.3","release":"2.3.77"},{"version":"3.2","release":"3.2.84"},{"version":"4.0","release":"4.0.125"},` +
	`{"version":"5.0","release":"5.0.118"},{"version":"6.0","release":"6.0.90"},{"version":"7.0","release":"7.0.22"},{"version":"saas","release":"SaaS of April 2024"}]}`

func TestCall(t *testing.T) {
	const two = `{"ok":false,"error":{"code":"bad_argument","message":"call takes two strings: a name and its arguments as JSON"}}`
	for _, test := range []struct {
		name string
		args []any
		want string
	}{
		{"versions", []any{"versions", "{}"}, allVersions},
		{"unknown call", []any{"nope", "{}"}, `{"ok":false,"error":{"code":"unknown_call","message":"there is no call \"nope\""}}`},
		{"bad JSON", []any{"encode", `{"secret":"s3cret`}, `{"ok":false,"error":{"code":"bad_json","message":"encode: the arguments are not JSON at byte 17: a string lacks its closing quote"}}`},
		{"no object", []any{"encode", `[]`}, `{"ok":false,"error":{"code":"bad_json","message":"encode: the arguments are no JSON object"}}`},
		{"half a surrogate pair", []any{"encode", `{"secret":"\ud800"}`}, `{"ok":false,"error":{"code":"bad_json","message":"encode: the arguments are not JSON at byte 11: a \\u escape is half of a surrogate pair"}}`},
		{"a number for a string", []any{"encode", `{"secret":1}`}, `{"ok":false,"error":{"code":"bad_argument","message":"secret is not a string"}}`},
		{"a string for a flag", []any{"build", `{"request":"root","pim":"https://a","form":"yes"}`}, `{"ok":false,"error":{"code":"bad_argument","message":"form is not true or false"}}`},
		{"a fraction for a status", []any{"read", `{"request":"root","response":{"status":2.5}}`}, `{"ok":false,"error":{"code":"bad_argument","message":"response.status is not a whole number"}}`},
		{"a header of three", []any{"read", `{"request":"root","response":{"header":[["a","b","c"]]}}`}, `{"ok":false,"error":{"code":"bad_argument","message":"response.header is not a list of pairs of strings"}}`},
		{"no base64", []any{"read", `{"request":"root","response":{"body_base64":"?"}}`}, `{"ok":false,"error":{"code":"bad_argument","message":"response.body_base64 is not base64"}}`},
		{"the first of two faults", []any{"encode", `{"client_id":1,"secret":2}`}, `{"ok":false,"error":{"code":"bad_argument","message":"client_id is not a string"}}`},
		{"no arguments", nil, two},
		{"one argument", []any{"versions"}, two},
		{"an object", []any{"versions", map[string]any{}}, two},
		{"a number for a name", []any{1, "{}"}, two},
		{"three arguments", []any{"versions", "{}", "{}"}, two},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, call(t, test.args...))
		})
	}
}

func TestGuard(t *testing.T) {
	var none map[string]int
	for _, test := range []struct {
		name   string
		export func(object) (any, error)
		want   string
	}{
		{"runtime error", func(object) (any, error) { none["a"] = 1; return nil, nil }, `{"ok":false,"error":{"code":"panic","message":"test: assignment to entry in nil map"}}`},
		{"panic that holds a secret", func(object) (any, error) { panic("s3cret") }, `{"ok":false,"error":{"code":"panic","message":"test: panic with a string"}}`},
		{"value that is no JSON", func(object) (any, error) { return 1.5, nil }, `{"ok":false,"error":{"code":"panic","message":"test: panic with a string"}}`},
		{"error", func(object) (any, error) { return nil, errors.New("authcore: no") }, `{"ok":false,"error":{"code":"failed","message":"no"}}`},
		{"nothing", func(object) (any, error) { return nil, nil }, `{"ok":true,"value":null}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			defer func(all []export) { exports = all }(exports)
			exports = append(exports, export{"test", test.export})
			require.Equal(t, test.want, call(t, "test", "{}"))
			// The module lives on.
			require.Equal(t, allVersions, call(t, "versions", "{}"))
		})
	}
}

// What one call costs, from JavaScript and back.
func BenchmarkCall(b *testing.B) {
	const page = `{"request":"password","pim":"https://demo.pim","client_id":"1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s","secret":"5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s","username":"myERPuser","password":"64bngr78","curl_pim":"http://localhost:8081"}`
	for _, test := range []struct{ name, call, args string }{
		{"versions", "versions", "{}"},
		{"encode", "encode", page},
		{"build", "build", page},
		{"demo", "demo", `{"session":"bench","version":"7.0","request":` + passwordRequest + `}`},
		{"snapshot", "demo_snapshot", `{"session":"bench"}`},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				call(b, test.call, test.args)
			}
		})
	}
}
