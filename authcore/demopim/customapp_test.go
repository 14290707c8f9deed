package demopim

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// asAdmin sends a request with a session and a token of admin.
func asAdmin(p *PIM, method, path, body string) authcore.Response {
	p.data.access.add(token{text: "t", client: p.data.clients[0].id, user: uiUser}, 0)
	return p.Do(authcore.Request{Method: method, URL: "http://pim.example.com" + path, Body: []byte(body), Header: authcore.Header{
		{Name: "Cookie", Value: "BAPID=" + p.Enter(uiUser)},
		{Name: "X-Requested-With", Value: "XMLHttpRequest"},
		{Name: "Authorization", Value: "Bearer t"},
		{Name: "Content-Type", Value: typeJSON},
		{Name: "Accept", Value: typeJSON},
	}}).Response
}

func TestDeveloperMode(t *testing.T) {
	for _, path := range []string{testAppsPath, apiAppsPath} {
		p := letIn(authcore.V7_0, nil)
		p.data.developer = false
		for _, method := range []string{"GET", "POST"} {
			answer := asAdmin(p, method, path, "{}")
			require.Equal(t, 404, answer.Status)
			require.Equal(t, `{"code":404,"message":"Developer mode disabled"}`, string(answer.Body))
		}
	}
	p := letIn(authcore.SaaS, nil)
	p.data.developer = false
	require.Equal(t, 200, asAdmin(p, "GET", customAppsPath, "").Status, "it is of 7.0")
	require.Equal(t, 200, asAdmin(p, "GET", apiAppsPath, "").Status)
}

func TestAuthorIsGone(t *testing.T) {
	p := letIn(authcore.SaaS, nil)
	p.data.apps[0].owner = "nobody"
	require.Contains(t, string(asAdmin(p, "GET", customAppsPath, "").Body), `"author":null,`)
}

func TestRegisterFails(t *testing.T) {
	for _, randomness := range []int{0, 16} {
		p := letIn(authcore.SaaS, nil)
		p.Rand = strings.NewReader(strings.Repeat("x", randomness))
		answer := asAdmin(p, "POST", customAppsPath, `{"name":"name","activateUrl":"https://a.example","callbackUrl":"https://a.example"}`)
		require.Equal(t, `{"code":500,"message":"Internal Server Error"}`, string(answer.Body))
		require.Len(t, p.data.apps, 1)
	}
	p := letIn(authcore.SaaS, nil)
	before := p.data.apps[0]
	p.Rand = iotest.ErrReader(errors.New("no randomness"))
	require.Equal(t, 500, asAdmin(p, "POST", customAppsPath+"/"+demoApp+"/secret", "").Status)
	require.Equal(t, before, p.data.apps[0])
}

// Whatever a snapshot holds as a secret, only its end is shown.
func TestShortSecret(t *testing.T) {
	p := letIn(authcore.SaaS, nil)
	for secret, want := range map[string]string{"": strings.Repeat("*", 34), "abc": strings.Repeat("*", 31) + "abc", "abcdef": strings.Repeat("*", 30) + "cdef"} {
		p.data.apps[0].secret = secret
		require.Equal(t, `"`+want+`"`, string(asAdmin(p, "GET", customAppsPath+"/"+demoApp+"/secret", "").Body))
	}
}

// Disconnecting leaves nothing of an App behind, and all that is not its own.
func TestDisconnect(t *testing.T) {
	p := letIn(authcore.V7_0, nil)
	p.data.clients = append(p.data.clients, client{id: demoApp})
	p.data.access.add(token{text: "its", client: demoApp, user: "app_1"}, 0)
	p.data.codes = append(p.data.codes, authorizationCode{code: "c", app: "another"})
	was := letIn(authcore.V7_0, nil)
	require.Equal(t, 204, asAdmin(p, "DELETE", apiAppsPath+"/"+demoApp, "").Status)
	require.Empty(t, p.data.apps)
	require.Empty(t, p.data.connected)
	require.Equal(t, was.data.clients, p.data.clients)
	require.Equal(t, was.data.users[:len(was.data.users)-1], p.data.users)
	require.Equal(t, was.data.roles[:len(was.data.roles)-1], p.data.roles)
	require.Equal(t, []authorizationCode{{code: "c", app: "another"}}, p.data.codes)
	require.Equal(t, []string{"its"}, p.data.revoked)
	require.Nil(t, p.data.access.find("its"))
	require.NotNil(t, p.data.access.find("t"))
}
