// The pages for people: what they hold, and that a person gets through them.

package pimhttp_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

const app = "206f450e-09a1-44ed-a0b3-9dd80f980ace"

// person is a browser that goes through a real connection.
func person(t *testing.T, server *httptest.Server) *demopim.Browser {
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &demopim.Browser{Do: func(r authcore.Request) authcore.Response {
		request, err := http.NewRequest(r.Method, r.URL, bytes.NewReader(r.Body))
		require.NoError(t, err)
		for _, line := range r.Header {
			request.Header.Add(line.Name, line.Value)
		}
		response, err := client.Do(request)
		require.NoError(t, err)
		defer response.Body.Close()
		answer := authcore.Response{Status: response.StatusCode}
		answer.Body, err = io.ReadAll(response.Body)
		require.NoError(t, err)
		for name, values := range response.Header {
			for _, value := range values {
				answer.Header.Add(name, value)
			}
		}
		return answer
	}}
}

func TestAPersonConnectsAnApp(t *testing.T) {
	for _, version := range []authcore.Version{authcore.V6_0, authcore.V7_0, authcore.SaaS} {
		server := httptest.NewServer(&pimhttp.Handler{PIM: &demopim.PIM{Version: version, Cookie: "BAPID_1"}})
		defer server.Close()
		b := person(t, server)
		authorize := server.URL + "/connect/apps/v1/authorize?response_type=code&client_id=" + app + "&scope=read_products+openid+email&state=a%27%22%3C%26%2B"
		_, err := b.Open(authorize)
		require.NoError(t, err)
		const strange = `"><script>alert('&amp;')</script>`
		hops, err := b.Login(strange, "nope")
		require.NoError(t, err)
		require.Equal(t, demopim.LoginScreen, b.Screen().Kind)
		require.Equal(t, "Invalid credentials.", b.Screen().Failure)
		require.Equal(t, strange, b.Screen().Username, "a page gives back what it was given")
		require.NotContains(t, string(hops[1].Response.Body), "<script")
		require.Equal(t, authorize, b.Screen().Target)
		_, err = b.Login("admin", "admin")
		require.NoError(t, err)
		require.Equal(t, demopim.ConsentScreen, b.Screen().Kind)
		for range 2 {
			_, err = b.Next(true)
			require.NoError(t, err)
		}
		require.Regexp(t, `^http://localhost:8080/callback\?code=[0-9A-Za-z]{86}&state=a%27%22%3C%26%2B$`, b.Address())
	}
}

func TestPages(t *testing.T) {
	session := func(h *pimhttp.Handler) []string {
		server := httptest.NewServer(h)
		defer server.Close()
		b := person(t, server)
		_, _ = b.Open(server.URL)
		_, _ = b.Login("julia", "julia")
		require.Equal(t, demopim.HomeScreen, b.Screen().Kind)
		hops, _ := b.Open(server.URL)
		return []string{"Cookie", hops[0].Request.Header.Get("Cookie")}
	}
	for _, version := range demopim.Versions() {
		h := &pimhttp.Handler{PIM: &demopim.PIM{Version: version}}
		cookie := session(h)
		for _, test := range []struct {
			url, says string
			status    int
			header    []string
		}{
			{"/user/login", `name="_csrf_token"`, 200, nil},
			{"/", "const appList = ", 200, cookie},
			{"/nope", "<h1>404 Not Found</h1>", 404, nil},
			{"/user/login-check", "<h1>405 Method Not Allowed</h1>", 405, nil},
			{"/connect/apps/v1/authorize?response_type=code&client_id=" + app, "your role does not allow this", 403, cookie},
		} {
			if test.status == 403 && !version.AtLeast(authcore.V6_0) {
				continue
			}
			r := ask(h, "GET", "http://localhost:8081"+test.url, "", test.header...)
			text, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			body := string(text)
			require.Equal(t, test.status, r.StatusCode)
			require.Equal(t, "text/html; charset=UTF-8", r.Header.Get("Content-Type"))
			require.Contains(t, body, "Demo PIM", "%s %s", version, test.url)
			require.Contains(t, body, test.says, "%s %s", version, test.url)
			require.Contains(t, body, version.Release())
			_, nonce, _ := strings.Cut(r.Header.Get("Content-Security-Policy"), "'nonce-")
			nonce, _, _ = strings.Cut(nonce, "'")
			require.Equal(t, strings.Count(body, "<script"), strings.Count(body, `<script nonce="`+nonce+`">`), "only scripts that the policy lets run")
			require.NotRegexp(t, ` (on[a-z]+|style)=`, body)
			r = ask(h, "HEAD", "http://localhost:8081"+test.url, "", test.header...)
			text, err = io.ReadAll(r.Body)
			require.NoError(t, err)
			require.Empty(t, text)
		}
	}
}

func TestPagesOfFaults(t *testing.T) {
	for name, faults := range map[string]demopim.Faults{"empty": {EmptyBody: true}, "cut": {BadJSON: true}, "status": {Status: 503}} {
		r := ask(handler(faults), "GET", "http://localhost:8081/user/login", "")
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		require.NotContains(t, string(body), "</main>", name)
	}
}

// The demo's password stands on the login page only while it is the demo's.
func TestLoginPageTellsThePassword(t *testing.T) {
	h := handler(demopim.Faults{})
	page := func() string {
		body, err := io.ReadAll(ask(h, "GET", "http://localhost:8081/user/login", "").Body)
		require.NoError(t, err)
		return string(body)
	}
	require.Contains(t, page(), "with the password <code>admin</code>")
	require.Equal(t, 200, ask(h, "POST", demo+"users", `{"username":"admin","password":"other"}`).StatusCode)
	require.NotContains(t, page(), "with the password")
	require.NotContains(t, page(), "other")
}
