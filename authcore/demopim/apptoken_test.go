package demopim

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

const demoApp = "206f450e-09a1-44ed-a0b3-9dd80f980ace"

// letIn is a PIM that has let the demo's App in, with the code "code" for admin
// who consented to these authentication scopes.
func letIn(version authcore.Version, scopes []string, authentication ...string) *PIM {
	p := &PIM{Version: version, Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }}
	p.seed()
	p.data.connected = []connectedApp{{id: demoApp, code: "app_1", scopes: scopes, consents: []consent{{"admin", "sub of admin", authentication}}}}
	p.data.codes = []authorizationCode{{"code", demoApp, "admin", 1767323045}}
	p.data.users = append(p.data.users, user{name: "app_1", role: "app_1", enabled: true, api: true})
	p.data.roles = append(p.data.roles, role{label: "app_1", permissions: permissionsOf(scopes)})
	return p
}

// post sends a form, and exchangeAt the demo App's code.
func post(p *PIM, address, body string, header ...authcore.Field) authcore.Response {
	header = append(header, authcore.Field{Name: "Content-Type", Value: typeForm}, authcore.Field{Name: "Accept", Value: typeJSON})
	return p.Do(authcore.Request{Method: "POST", URL: "http://pim.example.com" + address, Header: header, Body: []byte(body)}).Response
}

func exchangeAt(p *PIM) authcore.Response {
	// The SHA-256 of "1" and the demo App's secret, by sha256sum.
	return post(p, "/connect/apps/v1/oauth2/token", "client_id="+demoApp+"&code=code&grant_type=authorization_code&code_identifier=1&code_challenge=06ca47b362d2994fdbabe53233e7da44bbb8c631e353cf61ab0f3bcda0950d36")
}

// A refusal that is the PIM's own fault leaves the code as it is, too.
func TestExchangeFails(t *testing.T) {
	refused := `{"code":500,"message":"Internal Server Error"}`
	p := letIn(authcore.V7_0, nil, openID)
	p.data.openIDKeys = false
	require.Equal(t, refused, string(exchangeAt(p).Body))

	p.data.openIDKeys = true
	p.Rand = iotest.ErrReader(errors.New("no randomness"))
	require.Equal(t, refused, string(exchangeAt(p).Body), "no token")
	p.Rand = strings.NewReader(strings.Repeat("x", 32))
	require.Equal(t, refused, string(exchangeAt(p).Body), "no jti")

	p.data.connected[0].id = "another App"
	require.Equal(t, refused, string(exchangeAt(p).Body), "not let in")

	p.data.connected[0].id, p.Rand = demoApp, nil
	require.Equal(t, 200, exchangeAt(p).Status)
	require.Empty(t, p.data.codes)
}

// A consent is one person's.
func TestConsentOfAnother(t *testing.T) {
	p := letIn(authcore.V7_0, []string{"read_products"}, openID)
	p.data.codes[0].username = "julia"
	body := string(exchangeAt(p).Body)
	require.Contains(t, body, `"scope":"read_products"}`)
	require.NotContains(t, body, "id_token")
}

// Whoever was consented to as a person may be gone by now.
func TestConsentOfNobody(t *testing.T) {
	p := letIn(authcore.V7_0, []string{"read_products"}, openID)
	p.data.codes[0].username, p.data.connected[0].consents[0].username = "nobody", "nobody"
	require.Contains(t, string(exchangeAt(p).Body), `"scope":"read_products"}`)
}

func TestUpdateScopes(t *testing.T) {
	for _, test := range []struct {
		held, asked string
		outdated    bool
	}{
		{"read_products", "read_products", false},
		{"read_products", "", false},
		{"read_products", "nonsense openid email delete_categories", false},
		{"delete_products", "read_products write_products", false},
		{"read_products", "write_products", true},
		{"read_products", "read_categories read_products", true},
		{"", "read_categories", true},
		{"read_products", "read_catalogs", true},
	} {
		p := letIn(authcore.V7_0, strings.Fields(test.held))
		p.data.access.add(token{text: "t", client: demoApp, user: "app_1"}, 0)
		answer := post(p, "/connect/apps/v1/scopes/update?scopes="+strings.ReplaceAll(test.asked, " ", "+"), "", authcore.Field{Name: "Authorization", Value: "Bearer t"})
		require.Equal(t, `"Ok"`, string(answer.Body))
		require.Equal(t, test.outdated, p.data.connected[0].outdated, test)
		require.Equal(t, strings.Fields(test.held), p.data.connected[0].scopes)
	}
}

// Once it is outdated, an App cannot take that back.
func TestStaysOutdated(t *testing.T) {
	p := letIn(authcore.V7_0, []string{"read_products"})
	p.data.connected[0].outdated = true
	p.data.access.add(token{text: "t", client: demoApp, user: "app_1"}, 0)
	post(p, "/connect/apps/v1/scopes/update?scopes=read_products", "", authcore.Field{Name: "Authorization", Value: "Bearer t"})
	require.True(t, p.data.connected[0].outdated)
}
