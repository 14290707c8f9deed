package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// What the page says of the lines in words is true of the lines.
func TestOwn(t *testing.T) {
	s, err := newSampler(authcore.V7_0)
	require.NoError(t, err)
	page, err := s.own()
	require.NoError(t, err)
	text, err := os.ReadFile("../web/pages/en/own.html")
	require.NoError(t, err)

	require.Len(t, page.Routes, 6, "the page says six")
	require.Contains(t, string(text), "open six routes")
	require.Contains(t, string(text), "<code>GET</code> and <code>POST</code> with <code>Authorization</code>, <code>Content-Type</code> and <code>Accept</code>")
	for _, r := range page.Recipes {
		require.Contains(t, r.Lines, examplePage, r.ID)
		require.NotContains(t, r.Lines, exampleBase, r.ID)
		require.Contains(t, r.Based, exampleBase+"/api/", r.ID)
		require.NotEmpty(t, r.Where, r.ID)
		require.NotEmpty(t, r.Remove, r.ID)
		require.Equal(t, r.ID != "traefik", r.Run, r.ID)
		for _, route := range page.Routes {
			require.Contains(t, strings.ReplaceAll(string(r.Based), exampleBase, ""), route.Path, r.ID)
		}
		if r.ID != "traefik" { // which has them in lines of their own
			require.Contains(t, r.Lines, "GET, POST", r.ID)
			require.Contains(t, r.Lines, "authorization, content-type, accept", r.ID)
		}
	}
	require.Equal(t, "200 OK", page.Root.StatusLine)
	require.Equal(t, examplePIM, page.Root.Root.Host)
	require.Equal(t, "401 Unauthorized", page.Refusal.StatusLine)
	require.Contains(t, page.Refusal.Curl.String(), "Bearer not-a-token")
}

func TestLines(t *testing.T) {
	require.EqualValues(t, "<span class=\"soft\"># one &lt;two&gt;</span>\nset $a &#34;b&#34;;\n<span class=\"soft\">  # c</span>", lines("# one <two>\nset $a \"b\";\n  # c\n"))
}
