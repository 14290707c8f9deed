// The table of what is documented, where it is walked, and which test walks it.

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// walked says of each thing that the vendor's documentation has people do, on
// which page and in which step it is done here, and which browser test does it.
// "the wire" is what no document has, and the PIM does.
var walked = []struct{ document, says, page, step, spec, test string }{
	{"authentication", "client ID and secret since 4.0, with a connection", "connector", "credentials", "connections.spec.ts", "a connection’s whole life, 7.0 in the page"},
	{"authentication", "a leaked secret is regenerated", "connector", "credentials", "connections.spec.ts", "a connection’s whole life, 5.0 on localhost"},
	{"authentication", "API connection in 2.x and 3.x, revoked whole", "connector", "credentials", "connections.spec.ts", "2.3 and 3.2: an API connection is revoked whole"},
	{"authentication", "1.7: create, revoke and list by console", "connector", "credentials", "console.spec.ts", "1.7: create, list and revoke, and what becomes of the tokens"},
	{"authentication", "you don't know your version", "connector", "credentials", "versions.spec.ts", "a person who does not know the version pastes what the PIM shows"},
	{"authentication", "API user: with the connection, by hand before 4.0", "connector", "user", "versions.spec.ts", "each version, from its own way to credentials to the refresh; in the page"},
	{"authentication", "encode the pair in base64", "connector", "encode", "walk.spec.ts", "encode: the anatomy is true to three bytes in four characters"},
	{"authentication", "ask for a token, as JSON or as a form", "connector", "token", "walk.spec.ts", "the request follows the switches, and a PIM takes all four"},
	{"authentication", "what the answer's fields mean", "connector", "token", "walk.spec.ts", "a token explained: each field, its meaning, and its life counting down"},
	{"authentication", "access a resource", "connector", "api", "walk.spec.ts", "two clicks to the categories, demo PIM in the page"},
	{"authentication", "refresh an expired token", "connector", "refresh", "walk.spec.ts", "an hour later the token has expired, and a refresh cures it; on localhost"},
	{"authentication, old versions", "2.x and 3.x: API connections", "connector", "credentials", "connections.spec.ts", "2.3 and 3.2: an API connection is revoked whole"},
	{"authentication, old versions", "1.7: the three commands, their question and output", "connector", "credentials", "console.spec.ts", "1.7: create, list and revoke, and what becomes of the tokens"},
	{"connect the PIM, step 2 (1.7 to 3.x)", "an API user with a password of its own", "connector", "user", "people.spec.ts", "the old tutorial, and the permission forgotten; 3.2 in the page"},
	{"connect the PIM, step 2 (1.7 to 3.x)", "a role, its Web API permissions, its users", "connector", "user", "people.spec.ts", "the old tutorial, and the permission forgotten; 1.7 on localhost"},
	{"connect the PIM, step 2 (1.7 to 3.x)", "an API connection, or the command", "connector", "credentials", "versions.spec.ts", "each version, from its own way to credentials to the refresh; in the page"},
	{"get your App token", "expose activation and callback URLs", "app", "app-urls", "app.spec.ts", "the walk reads completely, each version on a page of its own"},
	{"get your App token", "a tunnel", "app", "app-tunnel", "app.spec.ts", "the walk reads completely, each version on a page of its own"},
	{"get your App token", "allow, declare and create a custom app", "app", "app-create", "app.spec.ts", "a custom app: what the PIM says of bad input stands at the fields, and a good one's credentials flow on"},
	{"get your App token", "Connect in the App Store opens the App", "app", "app-connect", "app.spec.ts", "PIM ${version} on localhost: a second tab logs in, consents and brings the code; categories, and out again"},
	{"get your App token", "the authorization request, with state and scopes", "app", "app-authorize", "app.spec.ts", "PIM ${version} in the page: connect, consent, token, categories; more, the same and fewer scopes; disconnect"},
	{"get your App token", "log in, consent, confirm", "app", "app-consent", "app.spec.ts", "PIM ${version} on localhost: a second tab logs in, consents and brings the code; categories, and out again"},
	{"get your App token", "the callback checks the state and takes the code", "app", "app-callback", "app.spec.ts", "PIM ${version} on localhost: a second tab logs in, consents and brings the code; categories, and out again"},
	{"get your App token", "a wrong state, no code: no token request", "app", "app-callback", "app-errors.spec.ts", "a waiting tab refuses what is not its own, once takes what is, and never asks for a token"},
	{"get your App token", "code identifier and code challenge", "app", "app-challenge", "challenge.spec.ts", "the sum follows the fields, and a new identifier is new"},
	{"get your App token", "ask for the token", "app", "app-token", "app-token.spec.ts", "PIM ${version} in the page: the exchange and its refusals, a call without its scope, scopes update"},
	{"get your App token", "use the access token to call the API", "app", "app-api", "app.spec.ts", "PIM ${version} in the page: connect, consent, token, categories; more, the same and fewer scopes; disconnect"},
	{"the wire", "scopes update", "app", "app-scopes", "app-token.spec.ts", "PIM 7.0 on localhost: the exchange and its refusals, a call without its scope, scopes update"},
	{"the wire", "OpenID: the id_token and its key", "app", "app-openid", "openid.spec.ts", "PIM ${version} in the page: the id_token verified and each claim explained"},
	{"the wire", "connect again with the same, more and fewer scopes", "app", "app-reconnect", "app.spec.ts", "PIM ${version} in the page: connect, consent, token, categories; more, the same and fewer scopes; disconnect"},
	{"get your App token", "manage the connected App: disconnect it", "app", "app-disconnect", "app.spec.ts", "PIM ${version} in the page: connect, consent, token, categories; more, the same and fewer scopes; disconnect"},
	{"PHP client, authentication", "by user name and password", "client", "client-password", "client.spec.ts", "every story at PIM ${version}, demo PIM on localhost"},
	{"PHP client, authentication", "by token and refresh token", "client", "client-token", "client.spec.ts", "every story at PIM ${version}, demo PIM on localhost"},
	{"PHP client, authentication", "a file that processes share", "client", "client-shared", "client.spec.ts", "every story at PIM ${version}, demo PIM on localhost"},
	{"PHP client, authentication", "by App token", "client", "client-app", "client.spec.ts", "the App's story at PIM ${version}, demo PIM on localhost"},
	{"the wire", "two processes, one refresh token", "client", "client-race", "client.spec.ts", "every story at PIM ${version}, demo PIM in the page"},
}

// What is documented is walked, and what is walked is tested: a step that is
// gone from its page, a test that is gone from its file and a step that nobody
// thought of in this table each fail.
func TestEveryDocumentedStepIsWalked(t *testing.T) {
	s, err := built()
	require.NoError(t, err)
	steps := map[string]bool{}
	heading := regexp.MustCompile(`<section class="step" id="([^"]+)"`)
	for _, page := range []string{"connector", "app", "client"} {
		for _, m := range heading.FindAllStringSubmatch(string(s.files[page+"/index.html"]), -1) {
			steps[page+" "+m[1]] = false
		}
	}
	for _, w := range walked {
		place := w.page + " " + w.step
		require.Contains(t, steps, place, "%s: %s", w.document, w.says)
		steps[place] = true
		spec, err := os.ReadFile(filepath.Join("..", "web", "e2e", w.spec))
		require.NoError(t, err)
		require.Regexp(t, `\btest\(["\x60]`+regexp.QuoteMeta(w.test)+`["\x60]`, string(spec), "%s: %s", w.document, w.says)
	}
	for place, known := range steps {
		require.True(t, known, "the table has nothing for %s", place)
	}
}
