package authcore_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// The routes are those that the requests go to: a builder whose request goes
// elsewhere is missing in the list, and what nobody builds does not belong there.
func TestRoutes(t *testing.T) {
	pim, _, err := authcore.ParseAddress("https://pim.example.com/base")
	require.NoError(t, err)
	client := authcore.Client{ID: "1_a", Secret: "b"}
	connector := authcore.Connector{PIM: pim, Client: client}
	var built []authcore.Request
	add := func(r authcore.Request, err error) {
		require.NoError(t, err)
		built = append(built, r)
	}
	add(connector.PasswordRequest("user", "password"))
	add(connector.RefreshRequest("token"))
	built = append(built, authcore.APIRoot(pim))
	add(authcore.ListCategories(pim, "token"))
	add(authcore.App{PIM: pim, ClientID: "a", Secret: "b"}.TokenRequest("code", "identifier"))
	add(authcore.UpdateScopes(pim, "token", []string{"read_products"}))
	built = append(built, authcore.PublicKey(pim))

	var want []authcore.Route
	for _, r := range built {
		u, err := url.Parse(r.URL)
		require.NoError(t, err)
		route := authcore.Route{Method: r.Method, Path: u.Path[len("/base"):]}
		if len(want) == 0 || want[len(want)-1] != route {
			want = append(want, route)
		}
	}
	require.Equal(t, want, authcore.Routes())
	authcore.Routes()[0].Path = "/elsewhere"
	require.Equal(t, "/api/oauth/v1/token", authcore.Routes()[0].Path)
}
