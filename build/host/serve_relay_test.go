package host

import (
	"context"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/verb"
)

// doorOf returns the address that a name has in what serve said.
func (u underway) doorOf(t *testing.T, name string) string {
	m := regexp.MustCompile(name + ` +(http://\S+)\n`).FindStringSubmatch(u.said)
	require.NotNil(t, m, u.said)
	return m[1]
}

// The whole verb: it says where the relay leads and for whom, tells the page, and
// forwards.
func TestServeRelay(t *testing.T) {
	pim := runServe(t, "-cors=false")
	u := runAll(t, "-addr", "127.0.0.1:0", "-pim-addr", "127.0.0.1:0", "-pim", pim.pim+"/", "-allow-origin", "https://docs.example.com", "-token", "correct-horse-battery")
	page, relay := u.doorOf(t, "Playground"), u.doorOf(t, "Relay")
	require.Equal(t, "\n"+
		"  Playground         "+page+"\n"+
		"  Relay              "+relay+"\n"+
		"  It leads to        "+pim.pim+"\n"+
		"  For the pages of   https://docs.example.com, "+page+"\n"+
		"  Routes             those of the walks; -all-routes lets the others through\n"+
		"  Relay token        correct-horse-battery\n"+
		"\n  Ctrl-C stops.\n", u.said)

	u.pim = page
	_, body := u.get(t, "/config.json")
	require.Equal(t, `{"local":{"address":"`+relay+`","kind":"relay","pim":"`+pim.pim+`","token":true}}`+"\n", body)
	_, body = u.get(t, "/")
	require.Equal(t, "the page", body)

	u.pim = relay
	response, body := u.get(t, "/api/rest/v1", "Origin", page, "X-Relay-Token", "correct-horse-battery")
	require.Equal(t, 200, response.StatusCode)
	require.Contains(t, body, `{"host":"`+strings.ReplaceAll(pim.pim, "/", `\/`)+`"`)
	require.Equal(t, page, response.Header.Get("Access-Control-Allow-Origin"))
	for want, header := range map[string][]string{
		"token":  {"Origin", "https://docs.example.com", "X-Relay-Token", "correct-horse-batterz"},
		"origin": {"Origin", "http://localhost:1", "X-Relay-Token", "correct-horse-battery"},
		"route":  {"Origin", page, "X-Relay-Token", "correct-horse-battery"},
	} {
		response, _ = u.get(t, "/_demo/credentials", header...)
		require.Equal(t, want, response.Header.Get("X-Relay-Error"))
	}
	last, code := u.stop()
	require.Equal(t, "\nStopped.\n", last)
	require.Zero(t, code)
	pim.stop()
}

// Without a token config.json asks for none; -all-routes lets all through.
func TestServeRelayAllRoutes(t *testing.T) {
	pim := runServe(t)
	u := runAll(t, "-addr", "127.0.0.1:0", "-pim-addr", "localhost:0", "-pim", pim.pim, "-all-routes")
	require.Contains(t, u.said, "  Routes             all\n")
	require.NotContains(t, u.said, "token")
	page := u.doorOf(t, "Playground")
	u.pim = page
	_, body := u.get(t, "/config.json")
	require.NotContains(t, body, "token")
	u.pim = u.doorOf(t, "Relay")
	response, _ := u.get(t, "/user/login", "Origin", page)
	require.Equal(t, 200, response.StatusCode)
	require.Empty(t, response.Header.Values("Set-Cookie"))
	u.stop()
	pim.stop()
}

// An authority in a file is trusted beside those of the machine.
func TestServeCA(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {}))
	defer server.Close()
	file := filepath.Join(t.TempDir(), "ours.pem")
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
	for _, test := range []struct {
		flags []string
		want  int
	}{{[]string{"-ca", file}, 200}, {nil, 502}} {
		u := runAll(t, append([]string{"-addr", "127.0.0.1:0", "-pim-addr", "127.0.0.1:0", "-pim", server.URL}, test.flags...)...)
		page := u.doorOf(t, "Playground")
		u.pim = u.doorOf(t, "Relay")
		response, _ := u.get(t, "/api/rest/v1", "Origin", page)
		require.Equal(t, test.want, response.StatusCode)
		u.stop()
	}
}

// What makes no sense is said before anything runs.
func TestServeRelayRefuses(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	require.NoError(t, os.WriteFile(empty, []byte("no certificate"), 0o600))
	const pim = "https://my-pim.example.com"
	for name, test := range map[string]struct {
		args []string
		code int
		said string // what it begins with; "~": a random text
	}{
		"with a version":       {[]string{"-pim", pim, "-version", "5.0"}, 2, "-version is for the demo PIM, and -pim runs a relay instead of it: leave out one of them\n"},
		"with seeds":           {[]string{"-pim", pim, "-seeds", "x.json"}, 2, "-seeds is for the demo PIM, and -pim runs a relay instead of it: leave out one of them\n"},
		"with cors":            {[]string{"-cors=true", "-pim", pim}, 2, "-cors is for the demo PIM, and -pim runs a relay instead of it: leave out one of them\n"},
		"with pim-only":        {[]string{"-pim", pim, "-pim-only"}, 2, "-pim-only is for the demo PIM, and -pim runs a relay instead of it: leave out one of them\n"},
		"with pim-fcgi":        {[]string{"-pim", pim, "-pim-fcgi", "127.0.0.1:9000"}, 2, "-pim-fcgi is for the demo PIM, and -pim runs a relay instead of it: leave out one of them\n"},
		"a token alone":        {[]string{"-token", "correct-horse-battery"}, 2, "-token is for a relay: give the address of your PIM with -pim\n"},
		"an authority alone":   {[]string{"-ca", "x.pem"}, 2, "-ca is for a relay: give the address of your PIM with -pim\n"},
		"all routes alone":     {[]string{"-all-routes"}, 2, "-all-routes is for a relay: give the address of your PIM with -pim\n"},
		"no address":           {[]string{"-pim", ""}, 2, "invalid value \"\" for flag -pim: The address of the PIM is missing. Type the address that you open the PIM with, such as https://pim.example.com.\n"},
		"a user in it":         {[]string{"-pim", "https://a:b@pim.test"}, 2, "invalid value \"https://a:b@pim.test\" for flag -pim: The address holds a user name or password before the @. Take them out: they have their own fields.\n"},
		"another scheme":       {[]string{"-pim", "ftp://pim.test"}, 2, "invalid value \"ftp://pim.test\" for flag -pim: The address begins with another scheme than http or https."},
		"a short token":        {[]string{"-pim", pim, "-token", "fifteen-letters"}, 2, "invalid value \"fifteen-letters\" for flag -token: give at least 16 letters, digits or signs without blanks, such as ~\n"},
		"a token with a blank": {[]string{"-pim", pim, "-token", "correct horse battery"}, 2, "invalid value \"correct horse battery\" for flag -token: give at least 16 letters, digits or signs without blanks, such as ~\n"},
		"beyond loopback":      {[]string{"-pim", pim, "-pim-addr", "0.0.0.0:0", "-addr", "127.0.0.1:0"}, 1, "-pim-addr 0.0.0.0:0 lets other machines use this way to the PIM: give a -token that the page has to send, such as -token ~\n"},
		"no such file":         {[]string{"-pim", "http://127.0.0.1:1", "-ca", "/nowhere.pem", "-addr", "127.0.0.1:0", "-pim-addr", "127.0.0.1:0"}, 1, "-ca: open /nowhere.pem: no such file or directory\n"},
		"no certificate":       {[]string{"-pim", "http://127.0.0.1:1", "-ca", empty, "-addr", "127.0.0.1:0", "-pim-addr", "127.0.0.1:0"}, 1, "-ca " + empty + " holds no certificate: it has to be PEM, which begins with -----BEGIN CERTIFICATE-----\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var said strings.Builder
			code := verb.Code(Serve(context.Background(), test.args, &said, nil), &said)
			require.Equal(t, test.code, code)
			require.Regexp(t, "^"+strings.ReplaceAll(regexp.QuoteMeta(test.said), "~", "[A-Z2-7]{26}"), said.String())
		})
	}
}

// The relay does not lead to itself.
func TestRelayToItself(t *testing.T) {
	for pim, own := range map[string]*Door{
		"http://localhost:8081":     {host: "localhost", port: "8081"},
		"http://127.0.0.1:8081/pim": {host: "localhost", port: "8081"},
		"http://[::1]":              {host: "localhost", port: "80"},
		"http://10.0.0.1:8081":      {host: "10.0.0.1", port: "8081"},
	} {
		address, _, err := authcore.ParseAddress(pim)
		require.NoError(t, err)
		_, err = (&relaying{pim: address}).relay(t.Context(), own, nil, &strings.Builder{})
		require.ErrorContains(t, err, "is where the relay itself listens", pim)
	}
}

// A relay that other machines can reach says so, and what that means.
func TestGreetPublicRelay(t *testing.T) {
	u := runAll(t, "-addr", "127.0.0.1:0", "-pim-addr", "0.0.0.0:0", "-pim", "http://192.0.2.1:8080", "-token", "correct-horse-battery")
	require.Contains(t, u.said, "\n  Other machines may reach "+u.doorOf(t, "Relay")+" with the token. What they send there,\n  secrets too, travels without TLS.\n"+
		"\n  The pages there look for it on their own machine, though: give the one address\n  by which others reach this machine in -addr and in -pim-addr.\n"+
		"\n  The way to 192.0.2.1:8080 is without TLS: whoever is on it can read the secrets.\n")
	u.stop()
}
