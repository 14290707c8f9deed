// What the corpus cannot show of people at the screens: how many sessions
// there are, a page as data, and what an App leaves behind.

package demopim_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

func TestSessionsAreBounded(t *testing.T) {
	pim := newPIM()
	pim.Rand = nil
	admin := browser(pim)
	home := func(b *demopim.Browser) demopim.ScreenKind {
		_, err := b.Open(origin)
		require.NoError(t, err)
		return b.Screen().Kind
	}
	home(admin)
	_, err := admin.Login("admin", "admin")
	require.NoError(t, err)
	stranger := browser(pim)
	require.Equal(t, demopim.LoginScreen, home(stranger))
	for range 200 {
		pim.Do(get("/user/login", ""))
	}
	require.Equal(t, demopim.HomeScreen, home(admin), "strangers push out no one")
	_, err = stranger.Login("admin", "admin")
	require.NoError(t, err)
	require.Equal(t, "Invalid CSRF token.", stranger.Screen().Failure, "but one another")
	for range 100 {
		b := browser(pim)
		home(b)
		_, err := b.Login("julia", "julia")
		require.NoError(t, err)
	}
	require.Equal(t, demopim.LoginScreen, home(admin), "the oldest goes")
	var doc struct{ Sessions []any }
	require.NoError(t, json.Unmarshal(pim.Snapshot(), &doc))
	require.Len(t, doc.Sessions, 100)
}

func TestScreens(t *testing.T) {
	pim := newPIM()
	answer := pim.Do(get("/user/login", ""))
	require.Equal(t, &demopim.Screen{
		Kind: demopim.LoginScreen, Title: "Login",
		CSRF: "NzU4NzdiYjQxZDM5M2I1ZmI4NDU1Y2U2MGVjZDhkZGEwMDFkMDYzMTY0OTZiMTRkZmE3Zjg5NTY1NmVlY2E0YQ",
	}, answer.Screen)
	require.Nil(t, pim.Do(get("/", "")).Screen, "a redirect is no page")
	require.Nil(t, pim.Do(get("/api/rest/v1/nope", "")).Screen, "nor is an answer of the API")
	require.Equal(t, &demopim.Screen{Kind: demopim.PageScreen, Title: "404 Not Found"}, pim.Do(get("/nope", "")).Screen)

	pim.Faults.BadJSON = true
	require.Nil(t, pim.Do(get("/user/login", "")).Screen, "nobody sees a page that was cut")

	for version, apps := range map[authcore.Version]string{authcore.V5_0: "", authcore.V6_0: "", authcore.V7_0: "/rest/marketplace/test-apps", authcore.SaaS: "/rest/custom-apps"} {
		pim := &demopim.PIM{Version: version}
		r := get("/", "")
		r.Header.Add("Cookie", "BAPID="+pim.Enter("admin"))
		require.Equal(t, &demopim.Screen{Kind: demopim.HomeScreen, Title: "Home", Text: "You are logged in to the demo PIM.", Apps: apps}, pim.Do(r).Screen, version)
	}
	require.Equal(t, "View and edit {{entities}}", demopim.Texts()["edit"])
}

func TestCookieName(t *testing.T) {
	pim := newPIM()
	pim.Cookie = "BAPID_8081"
	require.True(t, strings.HasPrefix(pim.Do(get("/user/login", "")).Header.Get("Set-Cookie"), "BAPID_8081="))
	b := browser(pim)
	_, _ = b.Open(origin + "/user/login")
	hops, err := b.Login("julia", "julia")
	require.NoError(t, err)
	require.Equal(t, demopim.HomeScreen, b.Screen().Kind)
	require.Regexp(t, "^BAPID_8081=", hops[1].Request.Header.Get("Cookie"))
}

func TestDisconnectLeavesNothing(t *testing.T) {
	for _, version := range withApps {
		pim := newPIM()
		pim.Version = version
		as := func(method, path string) authcore.Response {
			r := authcore.Request{Method: method, URL: origin + path, Header: authcore.Header{{Name: "X-Requested-With", Value: "XMLHttpRequest"}, {Name: "Cookie", Value: "BAPID=" + pim.Enter("admin")}}}
			return pim.Do(r).Response
		}
		held := func() map[string]any {
			var doc map[string]any
			require.NoError(t, json.Unmarshal(pim.Snapshot(), &doc))
			for _, name := range []string{"journal", "sessions", "last_client", "last_role"} {
				delete(doc, name)
			}
			return doc
		}
		before := held()
		require.Equal(t, 302, as("GET", strings.TrimPrefix(authorizeURL("openid write_categories", ""), origin)).Status)
		var app struct{ UserGroup string }
		require.NoError(t, json.Unmarshal(as("POST", "/rest/apps/confirm-authorization/"+playgroundApp).Body, &app))
		after := held()
		require.Len(t, after["clients"], 3)
		last := func(name string) any { all := after[name].([]any); return all[len(all)-1] }
		require.Equal(t, map[string]any{"row": 5.0, "label": app.UserGroup, "permissions": []any{"pim_api_overall_access", "pim_api_category_list", "pim_api_category_edit"}}, last("roles"))
		require.Equal(t, map[string]any{"username": app.UserGroup, "password": "", "role": app.UserGroup, "first_name": "Playground App", "last_name": " ", "note": "", "enabled": true, "api": true}, last("users"))
		require.Equal(t, map[string]any{"client_id": playgroundApp, "code": app.UserGroup, "scopes": []any{"write_categories"}, "outdated": false,
			"consents": []any{map[string]any{"username": "admin", "sub": "02020202-0202-4202-8202-020202020202", "scopes": []any{"openid"}}}}, last("connected"))
		require.Equal(t, 204, as("DELETE", "/rest/apps/connected-apps/"+app.UserGroup).Status)
		require.Equal(t, before, held(), version)
	}
}

func TestCodesAreBounded(t *testing.T) {
	pim := newPIM()
	pim.Rand = nil
	b := browser(pim)
	_, _ = b.Open(authorizeURL("", ""))
	_, _ = b.Login("admin", "admin")
	_, _ = b.Next(true)
	for range 1500 {
		_, _ = b.Open(authorizeURL("", ""))
		require.Contains(t, b.Address(), "callback?code=")
	}
	var doc struct{ Codes []any }
	require.NoError(t, json.Unmarshal(pim.Snapshot(), &doc))
	require.Len(t, doc.Codes, 1000)
}

// A PIM without randomness has no sessions and no codes, and says so.
func TestRandFailsAtTheScreens(t *testing.T) {
	for draws := range 6 {
		t.Run(fmt.Sprint(draws), func(t *testing.T) {
			pim := newPIM()
			b := browser(pim)
			failed := 0
			do := func(hops []demopim.Hop, err error) {
				for _, hop := range hops {
					if hop.Response.Status == 500 {
						failed++
					}
				}
			}
			pim.Rand = &drying{left: draws}
			do(b.Open(authorizeURL("openid", "")))
			do(b.Login("admin", "admin"))
			do(b.Next(false))
			do(b.Next(true))
			require.Equal(t, 1, failed)
		})
	}
}

// drying is counting, until it fails.
type drying struct {
	counting
	left int
}

func (f *drying) Read(b []byte) (int, error) {
	if f.left--; f.left < 0 {
		return iotest.ErrReader(errors.New("no more")).Read(b)
	}
	return f.counting.Read(b)
}

// Whatever a snapshot says of Apps, requests about them are answered.
func TestSnapshotsOfStrangeApps(t *testing.T) {
	for _, version := range withApps {
		pim := newPIM()
		pim.Version = version
		admin := "BAPID=" + pim.Enter("admin")
		var doc map[string]any
		require.NoError(t, json.Unmarshal(pim.Snapshot(), &doc))
		doc["connected"] = []any{map[string]any{"client_id": "gone", "code": "app_gone", "scopes": []any{"openid", "email"}, "outdated": true, "consents": []any{}}}
		doc["sessions"].([]any)[0].(map[string]any)["asked"] = []any{map[string]any{"client_id": playgroundApp, "scopes": []any{"openid", "profile"}, "authentication": []any{"read_products"}, "state": "", "stated": false}}
		text, err := json.Marshal(doc)
		require.NoError(t, err)
		require.NoError(t, pim.Restore(text))
		as := func(method, path string) int {
			return pim.Do(authcore.Request{Method: method, URL: origin + path, Header: authcore.Header{{Name: "Cookie", Value: admin}, {Name: "X-Requested-With", Value: "XMLHttpRequest"}}}).Status
		}
		require.Equal(t, 404, as("GET", "/rest/apps/connected-apps/app_gone/open-app-url"))
		require.Equal(t, 404, as("DELETE", "/rest/apps/connected-apps/app_gone"))
		require.Equal(t, 200, as("GET", "/rest/apps/load-wizard-data/"+playgroundApp))
		require.Equal(t, 200, as("POST", "/rest/apps/confirm-authorization/"+playgroundApp))
		require.Equal(t, 200, as("POST", "/rest/apps/confirm-authentication/"+playgroundApp))
	}
}
