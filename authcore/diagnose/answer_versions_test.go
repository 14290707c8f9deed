// What a PIM of each version answers, and what is said of it first: the demo
// PIM answers, fault for fault.

package diagnose_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/diagnose"
)

// A talk is a conversation with a demo PIM.
type talk struct {
	t     *testing.T
	pim   *demopim.PIM
	now   time.Time
	cases []diagnose.Case
}

func newTalk(t *testing.T, version authcore.Version) *talk {
	c := &talk{t: t, now: time.Unix(1_700_000_000, 0)}
	c.pim = &demopim.PIM{Version: version, Now: func() time.Time { return c.now }}
	return c
}

// control uses a control route, which is no part of the conversation.
func (c *talk) control(name, body string) {
	a := c.pim.Do(authcore.Request{Method: "POST", URL: "http://pim.example.com/_demo/" + name, Body: []byte(body)})
	require.Less(c.t, a.Status, 300, "%s", a.Body)
}

// send asks as "POST /api/oauth/v1/token", with header lines and a body after
// an empty line.
func (c *talk) send(text string) authcore.Response {
	head, body, _ := strings.Cut(text, "\n\n")
	lines := strings.Split(filled(head), "\n")
	method, path, _ := strings.Cut(lines[0], " ")
	q := authcore.Request{Method: method, URL: "http://pim.example.com" + path}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		q.Header.Add(name, value)
	}
	if body != "" {
		q.Body = []byte(filled(body))
	}
	a := c.pim.Do(q)
	c.cases = append(c.cases, diagnose.Case{Request: &q, Response: &a.Response, At: c.now})
	return a.Response
}

// token asks for a token, and fills it in for {token} and {refresh}.
func (c *talk) token(user string) {
	password := user
	if user == "myERPuser" {
		password = "64bngr78"
	}
	token, err := authcore.ParseToken(c.send(login(user, password)))
	require.NoError(c.t, err)
	stand["token"], stand["refresh"] = token.AccessToken, token.RefreshToken
}

func login(user, password string) string {
	return tokenRequest(`{"grant_type":"password","username":"` + user + `","password":"` + password + `"}`)
}

func tokenRequest(body string) string {
	return "POST /api/oauth/v1/token\nContent-Type: application/json\nAuthorization: Basic {basic}\n\n" + body
}

const readCategories = "GET /api/rest/v1/categories\nAuthorization: Bearer {token}"

// A fault is what is done to a PIM, or sent to it, and what is said first.
type fault struct {
	name        string
	from, until authcore.Version // that have it; "" for no limit
	before      func(*talk)
	send        string
	want        string // certainty and code
	alone       string // what is said without the exchanges before; "": the same
}

var faults = []fault{
	// The token route, in the order of its table.
	{name: "1 no grant", send: tokenRequest(`{"username":"a","password":"b"}`), want: "certain grant_missing"},
	{name: "1 a grant that is none", send: tokenRequest(`{"grant_type":"passwort","username":"a","password":"b"}`), want: "certain grant_unknown"},
	{name: "1 a grant in another case", send: tokenRequest(`{"grant_type":"Password","username":"a","password":"b"}`), want: "certain grant_case"},
	{name: "2 no username", send: tokenRequest(`{"grant_type":"password","password":"b"}`), want: "certain parameter_missing"},
	{name: "2 an empty password", send: tokenRequest(`{"grant_type":"password","username":"a","password":""}`), want: "certain parameter_missing"},
	{name: "3 no body", send: tokenRequest(``), want: "certain body_empty"},
	{name: "3 an empty object", send: tokenRequest(`{}`), want: "certain grant_missing"},
	{name: "4 no client", send: "POST /api/oauth/v1/token\nContent-Type: application/json\n\n" + `{"grant_type":"password","username":"a","password":"b"}`, want: "certain basic_missing"},
	{name: "5 an unknown client", send: "POST /api/oauth/v1/token\nContent-Type: application/json\nAuthorization: Basic {other}\n\n" + `{"grant_type":"password","username":"a","password":"b"}`, want: "likely authorization_stripped"},
	{name: "7 a grant that the client has not", send: tokenRequest(`{"grant_type":"client_credentials"}`), want: "certain grant_not_allowed"},
	{name: "8 an unknown user", send: login("nobody", "nothing"), want: "possible user_refused"},
	{name: "9 a disabled user", from: "6.0", before: func(c *talk) { c.control("users", `{"username":"julia","enabled":false}`) }, send: login("julia", "julia"), want: "possible user_refused"},
	{name: "10 no refresh token", send: tokenRequest(`{"grant_type":"refresh_token"}`), want: "certain parameter_missing"},
	{name: "11 an unknown refresh token", send: tokenRequest(`{"grant_type":"refresh_token","refresh_token":"{r1}"}`), want: "possible refresh_refused"},
	{name: "11 a used refresh token", before: func(c *talk) {
		c.token("myERPuser")
		c.send(tokenRequest(`{"grant_type":"refresh_token","refresh_token":"{refresh}"}`))
	}, send: tokenRequest(`{"grant_type":"refresh_token","refresh_token":"{refresh}"}`), want: "certain refresh_used", alone: "possible refresh_refused"},
	{name: "11 an old refresh token", before: func(c *talk) {
		c.token("myERPuser")
		c.now = c.now.Add(15 * 24 * time.Hour)
	}, send: tokenRequest(`{"grant_type":"refresh_token","refresh_token":"{refresh}"}`), want: "certain refresh_expired", alone: "possible refresh_refused"},
	{name: "11 the access token", before: func(c *talk) { c.token("myERPuser") }, send: tokenRequest(`{"grant_type":"refresh_token","refresh_token":"{token}"}`), want: "certain refresh_is_access", alone: "possible refresh_refused"},
	{name: "12 a scope", send: tokenRequest(`{"grant_type":"password","username":"myERPuser","password":"64bngr78","scope":"read"}`), want: "certain scope_sent"},
	{name: "13 too long", from: "3.2", send: tokenRequest(`{"grant_type":"password","username":"` + strings.Repeat("a", 300) + `","password":"b"}`), want: "certain body_too_long"},
	{name: "14 broken JSON", send: tokenRequest(`{"grant_type":"password","username":"a",}`), want: "certain json_trailing_comma"},
	{name: "15 no type", send: "POST /api/oauth/v1/token\nAuthorization: Basic {basic}\n\n" + `{"grant_type":"password"}`, want: "certain content_type_missing"},
	{name: "16 another type", send: "POST /api/oauth/v1/token\nContent-Type: text/json\nAuthorization: Basic {basic}\n\n" + `{"grant_type":"password"}`, want: "certain content_type_other"},
	{name: "17 GET", send: "GET /api/oauth/v1/token\nAuthorization: Basic {basic}", want: "certain method_wrong"},
	{name: "17 OPTIONS", send: "OPTIONS /api/oauth/v1/token\nOrigin: https://app.example.com", want: "certain preflight"},
	{name: "18 a slash", send: "POST /api/oauth/v1/token/\nContent-Type: application/json\nAuthorization: Basic {basic}\n\n" + `{}`, want: "certain trailing_slash"},

	// The routes behind a token.
	{name: "no token", send: "GET /api/rest/v1/categories", want: "certain token_missing"},
	{name: "bearer in small letters", send: "GET /api/rest/v1/categories\nAuthorization: bearer {a1}", want: "certain token_scheme"},
	{name: "Bearer twice", send: "GET /api/rest/v1/categories\nAuthorization: Bearer Bearer {a1}", want: "certain token_twice"},
	{name: "an unknown token", send: "GET /api/rest/v1/categories\nAuthorization: Bearer {a1}", want: "possible token_unknown"},
	{name: "an expired token", before: func(c *talk) {
		c.token("myERPuser")
		c.now = c.now.Add(time.Hour + time.Second)
	}, send: readCategories, want: "certain token_expired"},
	{name: "a disabled user's token", before: func(c *talk) {
		c.token("myERPuser")
		c.control("users", `{"username":"myERPuser","enabled":false}`)
	}, send: readCategories, want: "certain user_disabled"},
	{name: "a new secret", from: "4.0", before: func(c *talk) {
		c.token("myERPuser")
		c.control("ui", `{"as":"admin","method":"POST","path":"/rest/connections/erp/regenerate-secret"}`)
		q := authcore.Request{Method: "POST", URL: "http://pim.example.com/rest/connections/erp/regenerate-secret"}
		c.cases = append(c.cases, diagnose.Case{Request: &q, Response: &authcore.Response{Status: 204}, At: c.now})
	}, send: readCategories, want: "certain token_revoked", alone: "possible token_unknown"},
	{name: "no web API", before: func(c *talk) {
		c.token("myERPuser")
		c.control("roles", `{"label":"Nothing","permissions":[],"users":["myERPuser"]}`)
	}, send: "GET /api/rest/v1/families\nAuthorization: Bearer {token}", want: "certain web_api_permission"},
	{name: "no families", before: func(c *talk) {
		c.token("myERPuser")
		c.control("roles", `{"label":"Little","permissions":["pim_api_overall_access"],"users":["myERPuser"]}`)
	}, send: "GET /api/rest/v1/families\nAuthorization: Bearer {token}", want: "certain entity_permission"},
	{name: "no categories", before: func(c *talk) {
		c.token("myERPuser")
		c.control("roles", `{"label":"Little","permissions":["pim_api_overall_access"],"users":["myERPuser"]}`)
	}, until: "7.0", send: readCategories, want: "certain entity_permission"},
	{name: "no categories, on SaaS", before: func(c *talk) {
		c.token("myERPuser")
		c.control("roles", `{"label":"Little","permissions":["pim_api_overall_access"],"users":["myERPuser"]}`)
	}, from: "saas", send: readCategories, want: "likely web_api_permission"},
	{name: "two tokens", before: func(c *talk) { c.token("myERPuser") }, send: "GET /api/rest/v1/categories?access_token={token}\nAuthorization: Bearer {token}", want: "certain two_tokens"},
	{name: "no route", before: func(c *talk) { c.token("myERPuser") }, send: "GET /api/rest/v1/categorys\nAuthorization: Bearer {token}", want: "certain route_misspelled"},
	{name: "no category", before: func(c *talk) { c.token("myERPuser") }, send: "GET /api/rest/v1/categories/nope\nAuthorization: Bearer {token}", want: "certain not_found"},
	{name: "a slash after a list", before: func(c *talk) { c.token("myERPuser") }, send: "GET /api/rest/v1/categories/\nAuthorization: Bearer {token}", want: "certain redirect_slash"},
	{name: "a slash after the root", send: "GET /api/rest/v1/\nAccept: application/json", want: "certain trailing_slash"},
	{name: "DELETE", before: func(c *talk) { c.token("myERPuser") }, send: "DELETE /api/rest/v1/categories\nAuthorization: Bearer {token}", want: "certain method_wrong"},
	{name: "another Accept", before: func(c *talk) { c.token("myERPuser") }, send: readCategories + "\nAccept: application/hal+json", want: "certain accept_refused"},
	{name: "another type", before: func(c *talk) { c.token("myERPuser") }, send: "POST /api/rest/v1/categories\nAuthorization: Bearer {token}\nContent-Type: application/xml\n\n<a/>", want: "certain json_required"},
	{name: "a collection as JSON", before: func(c *talk) { c.token("myERPuser") }, send: "PATCH /api/rest/v1/categories\nAuthorization: Bearer {token}\nContent-Type: application/json\n\n{}", want: "certain collection_type"},
	{name: "brackets", from: "7.0", before: func(c *talk) { c.token("myERPuser") }, send: "GET /api/rest/v1/categories?x[]=1\nAuthorization: Bearer {token}", want: "certain bracket_query"},
	{name: "a limit", before: func(c *talk) { c.token("myERPuser") }, send: "GET /api/rest/v1/categories?limit=101\nAuthorization: Bearer {token}", want: "certain value_refused"},
	{name: "a later route", until: "6.0", before: func(c *talk) { c.token("myERPuser") }, send: "GET /api/rest/v1/products-uuid\nAuthorization: Bearer {token}", want: "certain route_version"},
	{name: "not an App's token", from: "7.0", before: func(c *talk) { c.token("myERPuser") }, send: "POST /connect/apps/v1/scopes/update\nAccept: application/json\nAuthorization: Bearer {token}", want: "certain connection_token_as_app"},

	// The routes of Apps, which refuse with pages unless JSON is accepted.
	{name: "GET on the token route of Apps", from: "6.0", send: "GET /connect/apps/v1/oauth2/token", want: "certain method_wrong"},
	{name: "broken JSON on the token route of Apps", from: "6.0", send: "POST /connect/apps/v1/oauth2/token\nContent-Type: application/json\n\n" + `{"client_id":"a",}`, want: "certain json_trailing_comma"},
	{name: "no token on the App's route", from: "7.0", send: "POST /connect/apps/v1/scopes/update", want: "likely token_missing"},
	{name: "an unknown token on the App's route", from: "7.0", send: "POST /connect/apps/v1/scopes/update\nAuthorization: Bearer {a1}", want: "possible app_disconnected"},
	{name: "not an App's token, in a page", from: "7.0", before: func(c *talk) { c.token("myERPuser") }, send: "POST /connect/apps/v1/scopes/update\nAuthorization: Bearer {token}", want: "certain connection_token_as_app"},

	// What stands in the way.
	{name: "strip_authorization", before: func(c *talk) { c.control("faults", `{"strip_authorization":true}`) }, send: login("myERPuser", "64bngr78"), want: "likely authorization_stripped"},
	{name: "strip_authorization, of a token", before: func(c *talk) {
		c.token("myERPuser")
		c.control("faults", `{"strip_authorization":true}`)
	}, send: readCategories, want: "likely authorization_stripped"},
	{name: "status 429", before: func(c *talk) { c.control("faults", `{"status":429}`) }, send: login("myERPuser", "64bngr78"), want: "certain rate_limited"},
	{name: "status 500", before: func(c *talk) { c.control("faults", `{"status":500}`) }, send: login("myERPuser", "64bngr78"), want: "certain proxy_page"},
	{name: "status 503", before: func(c *talk) { c.control("faults", `{"status":503}`) }, send: login("myERPuser", "64bngr78"), want: "certain gateway"},
	{name: "html_login_page", before: func(c *talk) { c.control("faults", `{"html_login_page":true}`) }, send: login("myERPuser", "64bngr78"), want: "certain redirect_login"},
	{name: "bad_json", before: func(c *talk) { c.control("faults", `{"bad_json":true}`) }, send: login("myERPuser", "64bngr78"), want: "certain cut_answer"},
	{name: "empty_body", before: func(c *talk) { c.control("faults", `{"empty_body":true}`) }, send: login("myERPuser", "64bngr78"), want: "certain empty_answer"},
	{name: "wrong_content_type", before: func(c *talk) { c.control("faults", `{"wrong_content_type":true}`) }, send: login("myERPuser", "64bngr78"), want: "certain wrong_content_type"},
}

func TestEveryVersion(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			for _, version := range demopim.Versions() {
				if f.from != "" && !version.AtLeast(f.from) || f.until != "" && !f.until.AtLeast(version) {
					continue
				}
				c := newTalk(t, version)
				if f.before != nil {
					f.before(c)
				}
				a := c.send(f.send)
				first := func(cases []diagnose.Case, known diagnose.Known) string {
					findings := diagnose.Journal(cases, known)
					require.NotEmpty(t, findings, "%s: %d %s", version, a.Status, a.Body)
					return findings[0].Certainty.String() + " " + findings[0].Code
				}
				require.Equal(t, f.want, first(c.cases, diagnose.Known{Version: string(version), Now: c.now}), "%s: %d %s", version, a.Status, a.Body)
				if f.alone == "" {
					f.alone = f.want
				}
				require.Equal(t, f.alone, first(c.cases[len(c.cases)-1:], diagnose.Known{Version: string(version)}), "%s, this exchange alone: %d %s", version, a.Status, a.Body)
				if f.from == "" && f.until == "" {
					alone := first(c.cases[len(c.cases)-1:], diagnose.Known{})
					require.Equal(t, f.alone, alone, "%s, and nobody knows it: %d %s", version, a.Status, a.Body)
				}
			}
		})
	}
}

// The two probes tell a stripped header from a wrong pair, at every version.
func TestProbesDecide(t *testing.T) {
	for _, version := range demopim.Versions() {
		for _, row := range []struct{ fault, basic, want string }{
			{`{"strip_authorization":true}`, "{basic}", "certain authorization_stripped"},
			{`{}`, "{other}", "certain client_refused"},
			{`{"strip_authorization":true}`, "{other}", "certain client_refused"},
		} {
			c := newTalk(t, version)
			c.control("faults", row.fault)
			request := strings.Replace(login("myERPuser", "64bngr78"), "{basic}", row.basic, 1)
			c.send(request)
			findings := diagnose.Exchange(c.cases[0], diagnose.Known{})
			require.Equal(t, "likely authorization_stripped", findings[0].Certainty.String()+" "+findings[0].Code)
			require.Len(t, findings[0].Probes, 2)
			var journal []diagnose.Case
			for _, p := range findings[0].Probes {
				a := c.pim.Do(p.Request)
				require.NotEqual(t, 200, a.Status, "%s gives no token", p.Name)
				journal = append(journal, diagnose.Case{Request: &p.Request, Response: &a.Response})
			}
			findings = diagnose.Journal(append(journal, c.cases[0]), diagnose.Known{})
			require.Equal(t, row.want, findings[0].Certainty.String()+" "+findings[0].Code, "%s %s", version, row.fault)
			if row.basic == "{basic}" {
				require.Equal(t, 200, c.pim.Do(*findings[0].Fix).Status, "the changed request works although the header is lost")
			}
		}
	}
}

// A journal of what went well says nothing.
func TestNothingIsWrong(t *testing.T) {
	for _, version := range demopim.Versions() {
		c := newTalk(t, version)
		c.token("myERPuser")
		c.send(tokenRequest(`{"grant_type":"refresh_token","refresh_token":"{refresh}"}`))
		for _, path := range []string{"", "/categories", "/categories?limit=2&page=2", "/categories/master", "/products", "/families", "/media-files", "/channels"} {
			c.send("GET /api/rest/v1" + path + "\nAuthorization: Bearer {token}")
			c.send("HEAD /api/rest/v1" + path + "\nAuthorization: Bearer {token}")
		}
		c.send("POST /api/rest/v1/categories\nContent-Type: application/json\nAuthorization: Bearer {token}\n\n" + `{"code":"a"}`)
		c.send("PATCH /api/rest/v1/categories\nContent-Type: application/vnd.akeneo.collection+json\nAuthorization: Bearer {token}\n\n" + "{\"code\":\"a\"}\n{\"code\":\"b\"}")
		for i := range c.cases {
			require.Less(t, c.cases[i].Response.Status, 300, strconv.Itoa(i))
			require.Empty(t, diagnose.Journal(c.cases[:i+1], diagnose.Known{Version: string(version), Now: c.now}), c.cases[i].Request.URL)
			require.Empty(t, diagnose.Request(*c.cases[i].Request, diagnose.Known{}), c.cases[i].Request.URL)
		}
	}
}
