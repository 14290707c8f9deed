package main

import (
	"fmt"
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/host"
)

func TestTextHTML(t *testing.T) {
	require.EqualValues(t, `GET /?a=1&amp;b=&lt;2&gt; <span class="k-secret">&#34;&lt;</span>`, textHTML(authcore.Text{
		{Kind: authcore.Plain, Text: "GET /?a=1&b=<2> "},
		{Kind: authcore.Secret, Text: `"<`},
	}))
}

func TestDict(t *testing.T) {
	values, err := dict("a", 1, "b", "two")
	require.NoError(t, err)
	require.Equal(t, map[string]any{"a": 1, "b": "two"}, values)
	_, err = dict("a")
	require.EqualError(t, err, "dict: a name without a value")
	_, err = dict(1, 2)
	require.EqualError(t, err, "dict: 1 is not a name")
}

// A page is given what it says; the layout finds its addresses from anywhere.
func TestRenderPages(t *testing.T) {
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	sources := fstest.MapFS{
		"en/layout.html":    text(`{{define "layout"}}<script>{{.Inline}}</script>{{.Root}} {{.Style}} {{.Script}} {{template "main" .}}{{end}}`),
		"en/parts/nav.html": text(`{{define "nav"}}{{range .Pages}}{{.Label}} {{.Href}} {{end}}{{end}}`),
		"en/steps/a.html":   text(`{{define "step-a"}}{{.Demo.Username}} {{.VersionName}} {{.Local}} {{(index .Versions 0).Href}} {{lens . "a"}}{{end}}{{define "a@1.7 2.3 3.2 4.0 5.0 6.0 saas"}}<p>x</p>{{end}}{{define "a@7.0"}}<p>{{.Version}}</p>{{end}}`),
		"en/connector.html": text(`{{define "main"}}{{template "step-a" .}}{{end}}`),
	}
	b := &bundle{scripts: map[string]string{}, styles: map[string]string{}, inline: `a<b&&"c"`}
	for _, p := range pages {
		b.scripts[p.name], b.styles[p.name] = "assets/"+p.name+".js", "assets/"+p.name+".css"
		if name := "en/" + p.name + ".html"; sources[name] == nil {
			sources[name] = text(`{{define "main"}}{{template "nav" .}}{{.App.Name}}{{end}}`)
		}
	}
	files, err := renderPages(sources, b)
	require.NoError(t, err)
	require.Equal(t, `<script>a<b&&"c"</script>./ ./assets/home.css ./assets/home.js Connector ./connector/ App ./app/ Client library ./client/ Doctor ./doctor/ Playground App`,
		string(files["index.html"]))
	require.Equal(t, `<script>a<b&&"c"</script>../ ../assets/connector.css ../assets/connector.js myERPuser PIM 7.0 http://localhost:8081 ../connector/1.7/ `+
		`<div data-lens="a" data-version="7.0"><p>7.0</p></div><template data-lens="a" data-version="1.7 2.3 3.2 4.0 5.0 6.0 saas"><p>x</p></template>`,
		string(files["connector/index.html"]))
	require.Contains(t, string(files["connector/saas/index.html"]), `../../ ../../assets/connector.css ../../assets/connector.js myERPuser PIM SaaS http://localhost:8081 ../../connector/1.7/ <div data-lens="a" data-version="1.7 2.3 3.2 4.0 5.0 6.0 saas"><p>x</p></div>`)
	require.Contains(t, string(files["callback.html"]), `./assets/callback.js`)

	// A version that no form is for, or two, is a gap in the page.
	sources["en/steps/b.html"] = text(`{{define "a@1.7"}}<p>y</p>{{end}}`)
	_, err = renderPages(sources, b)
	require.ErrorContains(t, err, `the block "a" has 2 forms for version 1.7, not one`)
}

// The samples are exchanges that the demo PIM agrees to, the same each time.
func TestSamples(t *testing.T) {
	s, err := newSampler(authcore.V7_0)
	require.NoError(t, err)
	for name, status := range map[string]string{
		"password":   "200 OK",
		"line_feed":  "422 Unprocessable Content",
		"refresh":    "200 OK",
		"categories": "200 OK",
		"root":       "200 OK",
	} {
		once, err := s.sample(name)
		require.NoError(t, err, name)
		require.Equal(t, status, once.StatusLine, name)
		require.NotEmpty(t, once.HTTP, name)
		require.Contains(t, once.Curl.String(), host.LocalPIM, name)
		require.NotContains(t, once.Curl.String(), pageHost, name)
		again, err := s.sample(name)
		require.NoError(t, err)
		require.Equal(t, once, again, name)
	}
	password, err := s.sample("password")
	require.NoError(t, err)
	require.Equal(t, 3600, password.ExpiresIn)
	refresh, err := s.sample("refresh")
	require.NoError(t, err)
	require.NotEqual(t, password.Token, refresh.Token)
	categories, err := s.sample("categories")
	require.NoError(t, err)
	require.Equal(t, "master", categories.Page.Items[0].Code)
	require.NotContains(t, categories.Curl.String(), password.Token.AccessToken, "that token is worth nothing on localhost")
	_, err = s.sample("none")
	require.EqualError(t, err, `there is no sample "none"`)
}

// The App's samples are those of one App that was let in.
func TestAppSamples(t *testing.T) {
	for _, v := range appVersions {
		s, err := newSampler(v)
		require.NoError(t, err)
		for name, status := range map[string]string{
			"app_authorize":  "302 Found",
			"app_token":      "200 OK",
			"app_categories": "200 OK",
			"app_scopes":     "200 OK",
			"app_key":        "200 OK",
		} {
			if name == "app_scopes" && v == authcore.V6_0 {
				status = "404 Not Found" // it came with 7.0
			}
			once, err := s.sample(name)
			require.NoError(t, err, "%s %s", v, name)
			require.Equal(t, status, once.StatusLine, "%s %s", v, name)
			require.NotEmpty(t, once.HTTP, name)
			require.NotContains(t, once.Curl.String(), pageHost, name)
			again, err := s.sample(name)
			require.NoError(t, err)
			require.Equal(t, once, again, name)
		}
		authorized, err := s.sample("app_authorize")
		require.NoError(t, err)
		require.Regexp(t, `^http://localhost:8080/callback[?]code=[\w-]{86}&state=[0-9a-f]{20}$`, authorized.Location)
		token, err := s.sample("app_token")
		require.NoError(t, err)
		require.Equal(t, "email openid profile read_categories read_products", token.AppToken.Scope)
		require.NotEmpty(t, token.AppToken.IDToken)
	}
	s, err := newSampler(authcore.V7_0)
	require.NoError(t, err)
	_, err = s.sample("app_none")
	require.EqualError(t, err, `there is no sample "app_none"`)
}

func TestEncoding(t *testing.T) {
	s, err := newSampler(authcore.V7_0)
	require.NoError(t, err)
	e, err := s.encoding()
	require.NoError(t, err)
	require.Equal(t, e.Credentials, e.Text.String())
	require.Equal(t, "MV80", e.Groups[0].Base64)
	require.NotEqual(t, e.Credentials, e.LineFeed)
}

// The samples and the script write a status alike.
func TestStatusLine(t *testing.T) {
	table, err := os.ReadFile("../web/src/transport/status.ts")
	require.NoError(t, err)
	for _, status := range []int{200, 400, 401, 403, 404, 405, 406, 413, 415, 422, 429, 500, 502, 503, 504} {
		line := statusLine(status)
		require.Contains(t, string(table), fmt.Sprintf("\n  %s: %q,\n", line[:3], line[4:]))
	}
}
