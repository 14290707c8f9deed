// A person's browser, from the home screen to an App's callback.

package demopim_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

const playgroundApp = "206f450e-09a1-44ed-a0b3-9dd80f980ace"

// browser is one at the screens of pim.
func browser(pim *demopim.PIM) *demopim.Browser {
	return &demopim.Browser{Do: func(r authcore.Request) authcore.Response { return pim.Do(r).Response }}
}

func authorizeURL(scope, state string) string {
	query := url.Values{"response_type": {"code"}, "client_id": {playgroundApp}, "scope": {scope}, "state": {state}}
	return origin + "/connect/apps/v1/authorize?" + query.Encode()
}

// told writes exchanges as a person would: what was sent, what came.
func told(hops []demopim.Hop) (lines []string) {
	for _, hop := range hops {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s: %d %s", hop.Request.Method, strings.TrimPrefix(hop.Request.URL, origin), hop.Response.Status, hop.Response.Header.Get("Location"))))
	}
	return lines
}

// An App is connected: the person presses Connect, the App sends the person's
// browser back to the PIM, and there the person agrees.
func ExampleBrowser() {
	pim := &demopim.PIM{}
	b := &demopim.Browser{Do: func(r authcore.Request) authcore.Response { return pim.Do(r).Response }}

	must := func(_ []demopim.Hop, err error) {
		if err != nil {
			panic(err)
		}
	}

	must(b.Open("https://demo.pim/"))
	must(b.Login("admin", "admin"))
	must(b.Connect("206f450e-09a1-44ed-a0b3-9dd80f980ace"))
	fmt.Println(b.Address())

	// What the App answers at that address.
	must(b.Open("https://demo.pim/connect/apps/v1/authorize?response_type=code&client_id=206f450e-09a1-44ed-a0b3-9dd80f980ace&scope=openid+email+write_categories&state=x"))
	for _, step := range b.Screen().Steps {
		fmt.Printf("%s: %s [%s]\n", step.Title, strings.Join(step.Items, ", "), step.Button)
	}
	must(b.Next(false))
	fmt.Println(b.Screen().Checkbox)
	must(b.Next(true))
	callback, _, _ := strings.Cut(b.Address(), "=")
	fmt.Println(callback)
	// Output:
	// http://localhost:8080/activate?pim_url=https%3A%2F%2Fdemo.pim
	// Playground App wants to know who you are: Your email address [Allow and next]
	// Playground App wants to use this PIM: View and edit categories [Confirm]
	// I agree that Playground App may do all of this.
	// http://localhost:8080/callback?code
}

var withApps = []authcore.Version{authcore.V6_0, authcore.V7_0, authcore.SaaS}

func TestBrowserWalks(t *testing.T) {
	for _, version := range withApps {
		t.Run(version.String(), func(t *testing.T) {
			pim := newPIM()
			pim.Version = version
			b := browser(pim)
			do := func(hops []demopim.Hop, err error) []string {
				t.Helper()
				require.NoError(t, err)
				return told(hops)
			}

			// Not logged in, the request of the App waits behind the login page.
			require.Equal(t, []string{"GET /connect/apps/v1/authorize?client_id=" + playgroundApp + "&response_type=code&scope=read_products+openid+profile&state=a+b: 401"}, do(b.Open(authorizeURL("read_products openid profile", "a b"))))
			require.Equal(t, demopim.LoginScreen, b.Screen().Kind)
			require.Equal(t, []string{"POST /user/login-check: 302 /user/login", "GET /user/login: 200"}, do(b.Login(`"><&amp;'`, "nope")))
			require.Equal(t, "Invalid credentials.", b.Screen().Failure)
			require.Equal(t, `"><&amp;'`, b.Screen().Username)
			do(b.Open(origin + "/user/login"))
			require.Empty(t, b.Screen().Failure, "a failure is told once")
			require.Equal(t, []string{
				"POST /user/login-check: 302 " + authorizeURL("read_products openid profile", "a b"),
				"GET /connect/apps/v1/authorize?client_id=" + playgroundApp + "&response_type=code&scope=read_products+openid+profile&state=a+b: 302 /#/connect/apps/authorize?client_id=" + playgroundApp,
				"GET /: 200",
				"GET /rest/apps/load-wizard-data/" + playgroundApp + ": 200",
			}, do(b.Login("admin", "admin")))
			require.Equal(t, origin+"/#/connect/apps/authorize?client_id="+playgroundApp, b.Address())

			// The wizard.
			checkbox := "I agree that Playground App may do all of this."
			if version == authcore.V6_0 {
				checkbox = ""
			}
			require.Equal(t, &demopim.Screen{
				Kind: demopim.ConsentScreen, Title: "Playground App wants to know who you are", App: "Playground App", Checkbox: checkbox,
				Steps: []demopim.Step{
					{Title: "Playground App wants to know who you are", Items: []string{"Your first and last name"}, Button: "Allow and next"},
					{Title: "Playground App wants to use this PIM", Items: []string{"View products"}, Button: "Confirm"},
				},
			}, b.Screen())
			require.Empty(t, do(b.Next(false)))
			require.Equal(t, 1, b.Screen().Step)
			require.Equal(t, "Playground App wants to use this PIM", b.Screen().Title)
			if checkbox != "" {
				_, err := b.Next(false)
				require.EqualError(t, err, "demopim: the checkbox must be ticked first")
			}
			require.Equal(t, []string{"POST /rest/apps/confirm-authorization/" + playgroundApp + ": 200"}, do(b.Next(true)))
			require.Regexp(t, `^http://localhost:8080/callback\?code=[0-9A-Za-z]{86}&state=a\+b$`, b.Address())
			require.Nil(t, b.Screen(), "the App's page is not the PIM's")

			// Asked for the same, the PIM asks nobody.
			require.Len(t, do(b.Open(authorizeURL("read_products openid profile", "two"))), 1)
			require.Regexp(t, `^http://localhost:8080/callback\?code=[0-9A-Za-z]{86}&state=two$`, b.Address())

			// Asked to know more, it asks for that alone.
			do(b.Open(authorizeURL("read_products openid profile email", "three")))
			require.Equal(t, &demopim.Screen{
				Kind: demopim.ConsentScreen, Title: "Playground App wants to know who you are", App: "Playground App",
				Steps: []demopim.Step{{Title: "Playground App wants to know who you are", Items: []string{"Your email address"}, Granted: []string{"Your first and last name"}, Button: "Confirm"}},
			}, b.Screen())
			require.Equal(t, []string{"POST /rest/apps/confirm-authentication/" + playgroundApp + ": 200"}, do(b.Next(false)))
			require.Regexp(t, `state=three$`, b.Address())

			// Asked to do more, it shows what was granted before.
			do(b.Open(authorizeURL("read_products write_association_types", "four")))
			authorizations := demopim.Step{Title: "Playground App wants to use this PIM", Items: []string{"View and edit association types"}, Granted: []string{"View products"}, Button: "Confirm"}
			if version == authcore.V6_0 { // which does not tell the script
				authorizations.Items, authorizations.Granted = []string{"View products", "View and edit association types"}, nil
			}
			require.Equal(t, []demopim.Step{authorizations}, b.Screen().Steps)

			// The person leaves, and the App hears nothing.
			require.Equal(t, []string{"GET /: 200"}, do(b.Close()))
			require.Equal(t, &demopim.Screen{Kind: demopim.HomeScreen, Title: "Home", Text: "You are logged in to the demo PIM."}, b.Screen())
			_, err := b.Next(true)
			require.EqualError(t, err, "demopim: there is no consent on the screen")
			_, err = b.Login("admin", "admin")
			require.EqualError(t, err, "demopim: there is no login form on the screen")
		})
	}
}

func TestBrowserErrors(t *testing.T) {
	const keys = "akeneo_connectivity.connection.connect.apps."
	pim := newPIM()
	pim.Version = authcore.SaaS
	b := browser(pim)
	_, err := b.Connect(playgroundApp)
	require.EqualError(t, err, "demopim: the browser is at no PIM")
	_, err = b.Close()
	require.Error(t, err)
	for _, address := range []string{"", "demo.pim", "/user/login", "http://", "http://a b/"} {
		_, err = b.Open(address)
		require.EqualError(t, err, "demopim: the browser needs an address with scheme and host", address)
	}
	_, _ = b.Open("HTTP://PIM.example.com:80")
	_, _ = b.Login("admin", "admin")
	require.Equal(t, demopim.HomeScreen, b.Screen().Kind, "an origin is one however it is written")

	const authorize = origin + "/connect/apps/v1/authorize?"
	const app = "client_id=" + playgroundApp
	for query, want := range map[string][2]string{
		"client_id=nope":                    {"error.app_not_found", "The client_id does not match any existing app."},
		app:                                 {"constraint.response_type.not_blank", "The response_type is required."},
		app + "&response_type=x":            {"constraint.response_type.must_be_code", `The response_type must be "code".`},
		app + "&response_type=code&scope[]": {"constraint.scope.must_be_string", "The scope list must be a string separated by spaces."},
		app + "&response_type=code&scope=" + string(make([]byte, 1001)): {"constraint.scope.too_long", "The scope list must not contain more than 1000 characters."},
	} {
		_, err := b.Open(authorize + strings.ReplaceAll(query, "\x00", "x"))
		require.NoError(t, err)
		require.Equal(t, &demopim.Screen{Kind: demopim.ErrorScreen, Title: "The App cannot be connected", Text: want[1], Key: keys + want[0]}, b.Screen(), query)
	}
	_, _ = b.Open(origin + "/#/connect/apps/authorize?error=unheard.of")
	require.Equal(t, "unheard.of", b.Screen().Text)
	_, _ = b.Open(origin + "/#/connect/apps/authorize?client_id=nope")
	require.Equal(t, &demopim.Screen{Kind: demopim.PageScreen, Title: "404 Not Found"}, b.Screen())
	_, _ = b.Open(origin + "/nope")
	require.Equal(t, &demopim.Screen{Kind: demopim.PageScreen, Title: "404 Not Found"}, b.Screen())
	_, _ = b.Connect("nope")
	require.Equal(t, &demopim.Screen{Kind: demopim.PageScreen, Title: "404 Not Found"}, b.Screen())

	// What the wizard waits for is gone with the PIM's data.
	_, _ = b.Open(authorize + app + "&response_type=code")
	wizard := b.Address()
	pim.Do(control("ui", `{"as":"admin","method":"DELETE","path":"/rest/custom-apps/`+playgroundApp+`","header":[["X-Requested-With","XMLHttpRequest"]]}`))
	_, _ = b.Next(true)
	require.Equal(t, &demopim.Screen{Kind: demopim.ErrorScreen, Title: "The App cannot be connected", Text: "The client_id does not match any existing app.", Key: keys + "error.app_not_found"}, b.Screen())
	require.Equal(t, wizard, b.Address())
	pim.Do(control("reset", ""))
	_, _ = b.Open(origin)
	_, _ = b.Login("admin", "admin")
	_, _ = b.Open(authorize + app + "&response_type=code")
	pim.Do(control("users", `{"username":"admin","enabled":false}`))
	_, _ = b.Next(true)
	require.Equal(t, &demopim.Screen{Kind: demopim.PageScreen, Title: "401 Unauthorized"}, b.Screen())

	b = &demopim.Browser{Do: func(r authcore.Request) authcore.Response { return authcore.Response{} }}
	_, _ = b.Open(origin)
	require.Equal(t, &demopim.Screen{Kind: demopim.PageScreen, Title: "No answer"}, b.Screen())
	b = &demopim.Browser{Do: func(r authcore.Request) authcore.Response {
		return authcore.Response{Status: 302, Header: authcore.Header{{Name: "location", Value: "/again"}, {Name: "set-cookie", Value: "a=b=c"}, {Name: "Set-Cookie", Value: "d"}}}
	}}
	hops, err := b.Open(origin)
	require.NoError(t, err)
	require.Len(t, hops, 20)
	require.Equal(t, authcore.Header{{Name: "Cookie", Value: "a=b=c; d="}}, hops[1].Request.Header)
	require.Equal(t, &demopim.Screen{Kind: demopim.PageScreen, Title: "Too many redirects"}, b.Screen())
}
