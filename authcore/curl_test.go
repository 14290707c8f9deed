//go:build !js

// A printed command is worth what a shell makes of it: here sh runs each one,
// with a function called curl that writes down its arguments.

package authcore_test

import (
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// stub prints the arguments to descriptor 3, each ended by NUL, and answers
// as a token endpoint does.
const stub = `curl() { printf '%s\0' curl "$@" >&3; printf '%s' '{"access_token":"ACCESS","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"REFRESH"}'; }
`

// run returns the arguments of each curl that a script runs.
func run(t testing.TB, script string) [][]string {
	cmd := exec.Command("sh", "-c", "exec 3>&1 >/dev/null\n"+stub+script)
	out, err := cmd.Output()
	require.NoError(t, err, script)
	var calls [][]string
	for arg := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		if arg == "curl" {
			calls = append(calls, nil)
		} else {
			calls[len(calls)-1] = append(calls[len(calls)-1], arg)
		}
	}
	return calls
}

// arguments is what curl must get to send r.
func arguments(r authcore.Request, output string) []string {
	args := []string{output}
	if strings.ContainsAny(r.URL, "[]{}") {
		args = append(args, "-g")
	}
	if r.Method != "GET" || r.Body != nil {
		args = append(args, "-X", r.Method)
	}
	args = append(args, r.URL)
	for _, f := range r.Header {
		args = append(args, "-H", f.Name+": "+f.Value)
	}
	if r.Body == nil {
		return args
	}
	if !r.Header.Has("Content-Type") {
		args = append(args, "-H", "Content-Type:")
	}
	if strings.HasPrefix(string(r.Body), "@") {
		return append(args, "--data-raw", string(r.Body))
	}
	return append(args, "--data-binary", string(r.Body))
}

func FuzzCurlInSh(f *testing.F) {
	f.Add("http://h/?x[]='", "X", "v", "it's \"$HOME\" `id` \\ \n\r\t!*~#;&|<>()")
	f.Add("http://h/", "Authorization", "Basic MV9hOnNlY3JldA==", `{"password":"'\\''"}`)
	f.Add("http://h/", "Content-Type", "'", "@/etc/passwd")
	f.Add("http://h/", "a", "b", "\n\n")
	f.Add("http://h/", "a", "b", "\xff\xc3 é")
	f.Fuzz(func(t *testing.T, url, name, value, body string) {
		if strings.Contains(url+name+value+body, "\x00") || value == "" {
			t.Skip("no argument can hold NUL; an empty header is written otherwise")
		}
		for _, arg := range []string{url, name + ": " + value, body} {
			if arg == "curl" {
				t.Skip("reads as the beginning of the next call")
			}
		}
		r := authcore.Request{Method: "POST", URL: url, Header: authcore.Header{{name, value}}, Body: []byte(body)}
		require.Equal(t, [][]string{arguments(r, "-i")}, run(t, r.Curl().String()))
	})
}

func TestCurlAfterInSh(t *testing.T) {
	pim, _, err := authcore.ParseAddress("http://localhost:8081")
	require.NoError(t, err)
	for _, form := range []bool{false, true} {
		for _, inBody := range []bool{false, true} {
			c := authcore.Connector{PIM: pim, Client: authcore.Client{ID: "1_a", Secret: "it's"}, Form: form, ClientInBody: inBody}
			token, err := c.PasswordRequest("u", `p'"$(id)`)
			require.NoError(t, err)
			used, err := c.RefreshRequest("USED")
			require.NoError(t, err)
			fresh, err := c.RefreshRequest("REFRESH")
			require.NoError(t, err)
			script := authcore.CurlAfter(token, used).String()
			require.NotContains(t, script, "USED")
			require.Equal(t, [][]string{arguments(token, "-sS"), arguments(fresh, "-i")}, run(t, script))

			used, err = authcore.ListCategories(pim, "USED")
			require.NoError(t, err)
			fresh, err = authcore.ListCategories(pim, "ACCESS")
			require.NoError(t, err)
			script = authcore.CurlAfter(token, used).String()
			require.NotContains(t, script, "USED")
			require.Equal(t, [][]string{arguments(token, "-sS"), arguments(fresh, "-i")}, run(t, script))

			// Elsewhere than in a header of its own the token may stand
			// beside what double quotes would change.
			used.Header, fresh.Header = nil, nil
			used.URL, fresh.URL = used.URL+"?a=$b&access_token=USED", fresh.URL+"?a=$b&access_token=ACCESS"
			require.Equal(t, [][]string{arguments(token, "-sS"), arguments(fresh, "-i")}, run(t, authcore.CurlAfter(token, used).String()))
		}
	}
}

// The answer may be laid out as the documentation prints it.
func TestCurlAfterReadsIndentedAnswer(t *testing.T) {
	script := authcore.CurlAfter(authcore.Request{Method: "POST", URL: "http://h/"}, authcore.Request{Method: "GET", URL: "http://h/", Header: authcore.Header{{"Authorization", "Bearer x"}}}).String()
	indented := `curl() { case $1 in -sS) printf '{\n    "access_token": "a",\n    "refresh_token": "b"\n}' ;; *) printf '%s\n' "$@" ;; esac; }` + "\n"
	out, err := exec.Command("sh", "-c", indented+script).Output()
	require.NoError(t, err)
	require.Equal(t, "-i\nhttp://h/\n-H\nAuthorization: Bearer a\n", string(out))
}

func TestCurlAfterWithoutToken(t *testing.T) {
	script := authcore.CurlAfter(authcore.Request{Method: "POST", URL: "http://h/"}, authcore.Request{Method: "GET", URL: "http://h/", Header: authcore.Header{{"Authorization", "Bearer x"}}}).String()
	var stderr strings.Builder
	cmd := exec.Command("sh", "-c", `curl() { [ "$1" = -sS ] && printf '%s' '{"code":422,"message":"No user found"}' || echo SENT >&2; }`+"\n"+script)
	cmd.Stderr = &stderr
	require.Error(t, cmd.Run())
	require.Equal(t, "No access token came. The answer was: {\"code\":422,\"message\":\"No user found\"}\n", stderr.String())
}

func TestCurlWithoutInSh(t *testing.T) {
	pim, _, err := authcore.ParseAddress("http://localhost:8081")
	require.NoError(t, err)
	for _, asJSON := range []bool{false, true} {
		app := authcore.App{PIM: pim, ClientID: "app", Secret: "s", JSON: asJSON}
		exchange := func(code string) authcore.Request {
			r, err := app.TokenRequest(code, "identifier")
			require.NoError(t, err)
			return r
		}
		script := exchange("HERS").CurlWithout(authcore.Code, authcore.AccessToken).String()
		require.NotContains(t, script, "HERS")
		require.Equal(t, [][]string{arguments(exchange("MINE"), "-i")}, run(t, "CODE=MINE\n"+script))
	}
	list := func(token string) authcore.Request {
		r, err := authcore.ListCategories(pim, token)
		require.NoError(t, err)
		return r
	}
	script := list("HERS").CurlWithout(authcore.Code, authcore.AccessToken).String()
	require.Equal(t, [][]string{arguments(list("MINE"), "-i")}, run(t, "ACCESS_TOKEN=MINE\n"+script))
	require.Equal(t, authcore.APIRoot(pim).Curl(), authcore.APIRoot(pim).CurlWithout(authcore.Code))

	var stderr strings.Builder
	cmd := exec.Command("sh", "-c", "unset ACCESS_TOKEN; curl() { echo SENT >&2; }\n"+script)
	cmd.Stderr = &stderr
	require.Error(t, cmd.Run())
	require.Regexp(t, `ACCESS_TOKEN: set it to an access token of this PIM\n$`, stderr.String())
	require.NotContains(t, stderr.String(), "SENT")
}

func TestCurlOfNULFails(t *testing.T) {
	var stderr strings.Builder
	cmd := exec.Command("sh", "-c", authcore.Request{Method: "POST", URL: "http://h/", Body: []byte{0}}.Curl().String())
	cmd.Stderr = &stderr
	require.Error(t, cmd.Run())
	require.Equal(t, "This request holds a NUL byte, which no argument of a command can hold.\n", stderr.String())
}

// The real curl, and a PIM that looks at every byte.
func TestCurlAgainstPIM(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	server := httptest.NewServer(&pimhttp.Handler{PIM: &demopim.PIM{}})
	defer server.Close()
	pim, _, err := authcore.ParseAddress(server.URL)
	require.NoError(t, err)
	erp := authcore.Client{ID: "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s", Secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s"}
	for _, form := range []bool{false, true} {
		for _, inBody := range []bool{false, true} {
			c := authcore.Connector{PIM: pim, Client: erp, Form: form, ClientInBody: inBody}
			token, err := c.PasswordRequest("myERPuser", "64bngr78")
			require.NoError(t, err)
			refresh, err := c.RefreshRequest("ofThePageInMemory")
			require.NoError(t, err)
			list, err := authcore.ListCategories(pim, "ofThePageInMemory")
			require.NoError(t, err)
			for script, want := range map[string]string{
				token.Curl().String():                       `"refresh_token":"`,
				authcore.CurlAfter(token, refresh).String(): `"refresh_token":"`,
				authcore.CurlAfter(token, list).String():    `"code":"categoryA1"`,
				authcore.APIRoot(pim).Curl().String():       `"pim_api_category_list"`,
				authcore.CurlAfter(token, token).String():   `"refresh_token":"`,
			} {
				out, err := exec.Command("sh", "-c", script).Output()
				require.NoError(t, err, script)
				require.True(t, strings.HasPrefix(string(out), "HTTP/1.1 200 OK\r\n"), string(out))
				require.Contains(t, string(out), want)
			}
		}
	}
}
