package main

import (
	"fmt"
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
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
		"en/parts/nav.html": text(`{{define "nav"}}{{range .Pages}}{{.Name}} {{.Label}} {{.Href}}{{end}}{{end}}`),
		"en/steps/a.html":   text(`{{define "step-a"}}{{.Demo.Username}} {{.Version}} {{.Local}}{{end}}`),
		"en/home.html":      text(`{{define "main"}}{{template "nav" .}}{{end}}`),
		"en/connector.html": text(`{{define "main"}}{{template "step-a" .}}{{end}}`),
	}
	s, err := newSampler()
	require.NoError(t, err)
	files, err := renderPages(sources, &bundle{script: "assets/m.js", style: "assets/p.css", inline: `a<b&&"c"`}, s)
	require.NoError(t, err)
	require.Len(t, files, 2)
	require.Equal(t, `<script>a<b&&"c"</script>./ ./assets/p.css ./assets/m.js connector Connector ./connector/`,
		string(files["index.html"]))
	require.Equal(t, `<script>a<b&&"c"</script>../ ../assets/p.css ../assets/m.js myERPuser 7.0 http://localhost:8081`,
		string(files["connector/index.html"]))
}

// The samples are exchanges that the demo PIM agrees to, the same each time.
func TestSamples(t *testing.T) {
	s, err := newSampler()
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
		require.Contains(t, once.Curl.String(), localPIM, name)
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

func TestEncoding(t *testing.T) {
	s, err := newSampler()
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
