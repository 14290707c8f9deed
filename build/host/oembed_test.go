package host

import (
	"encoding/json"
	"encoding/xml"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var oembedSite = map[string][]byte{
	StepsFile: []byte(`[
		{"step":"token","page":"connector","title":"Get a “token” & <more>","versions":["6.0","7.0","saas"],"written":"7.0","height":900,"stands":true},
		{"step":"api","page":"connector","title":"Call","versions":["6.0","7.0","saas"],"written":"7.0","height":700,"stands":false}]`),
	"embed/index.html":          []byte(`<html lang="en"><head><script src="../embed.js"></script></head>frame`),
	"connector/index.html":      []byte("<head></head>7"),
	"connector/6.0/index.html":  []byte("<head></head>6"),
	"connector/saas/index.html": []byte("<head></head>s"),
	"own/index.html":            []byte("<head></head>"),
}

func TestOEmbed(t *testing.T) {
	made, err := OEmbed(oembedSite, "https://docs.example.com/pim/")
	require.NoError(t, err)
	require.Equal(t, []string{
		"connector/6.0/index.html", "connector/index.html", "connector/saas/index.html",
		"embed/api/index.html",
		"embed/oembed/api.json", "embed/oembed/token.6.0.json", "embed/oembed/token.json", "embed/oembed/token.saas.json",
		"embed/token/index.html",
	}, slices.Sorted(maps.Keys(made)))

	require.Equal(t, `{"type":"rich","version":"1.0","title":"Get a “token” & <more>, PIM SaaS","provider_name":"PIM Auth Playground","provider_url":"https://docs.example.com/pim/","cache_age":86400,`+
		`"html":"<iframe src=\"https://docs.example.com/pim/embed/?step=token&amp;version=saas#token\" title=\"Get a “token” &amp; &lt;more&gt;, PIM SaaS · PIM Auth Playground\" width=\"720\" height=\"900\" style=\"border: 0; max-width: 100%\" loading=\"lazy\" allow=\"clipboard-write; loopback-network; local-network\"></iframe>","width":720,"height":900}`+"\n",
		string(made["embed/oembed/token.saas.json"]))

	link := `<link rel="alternate" type="application/json+oembed" href="https://docs.example.com/pim/embed/oembed/token.6.0.json" title="Get a “token” &amp; &lt;more&gt;">` + "\n"
	require.Equal(t, "<head>"+link+"</head>6", string(made["connector/6.0/index.html"]))
	require.Equal(t, `<html data-step="api" lang="en"><head><script src="../../embed.js"></script><link rel="alternate" type="application/json+oembed" href="https://docs.example.com/pim/embed/oembed/api.json" title="Call">`+"\n</head>frame",
		string(made["embed/api/index.html"]))
}

// What oEmbed 1.0 (2.3.4) requires of an answer of the type rich, for every
// version, and nothing of another type in it.
func TestOEmbedAnswers(t *testing.T) {
	made, err := OEmbed(oembedSite, "http://localhost:8080/")
	require.NoError(t, err)
	for name, content := range made {
		if !strings.HasPrefix(name, oembedFolder) {
			continue
		}
		var said map[string]any
		require.NoError(t, json.Unmarshal(content, &said), name)
		require.Equal(t, "rich", said["type"], name)
		require.Equal(t, "1.0", said["version"], name)
		require.Positive(t, said["width"], name)
		require.Positive(t, said["height"], name)
		require.NoError(t, xml.Unmarshal([]byte(said["html"].(string)), new(struct{})), "%s is to stand in pages of XHTML, too", name)
		for _, other := range []string{"url", "thumbnail_url"} {
			require.NotContains(t, said, other, name)
		}
	}
}

func TestOEmbedRefuses(t *testing.T) {
	for name, message := range map[string]string{
		StepsFile:                  "embed/steps.json: unexpected end of JSON input",
		"connector/6.0/index.html": "connector/6.0/index.html: there is no head to name https://a.example/embed/oembed/token.6.0.json in",
		"embed/index.html":         "embed/index.html: there is no head to name https://a.example/embed/oembed/token.json in",
	} {
		files := maps.Clone(oembedSite)
		files[name] = nil
		_, err := OEmbed(files, "https://a.example/")
		require.EqualError(t, err, message)
	}
}

func TestBaseURL(t *testing.T) {
	for text, want := range map[string]string{
		"https://docs.example.com":      "https://docs.example.com/",
		"https://docs.example.com/pim/": "https://docs.example.com/pim/",
		"http://localhost:8080/a/b":     "http://localhost:8080/a/b/",
	} {
		base, err := BaseURL(text)
		require.NoError(t, err, text)
		require.Equal(t, want, base)
	}
	for _, text := range []string{"", "docs.example.com", "//docs.example.com/", "ftp://docs.example.com/", "https:///x", "https://me@docs.example.com/", "https://docs.example.com/?a", "https://docs.example.com/#a", `https://docs.example.com/"`, "https://docs.example.com/ a", "https://%zz/"} {
		_, err := BaseURL(text)
		require.ErrorContains(t, err, "is no address of a site: give one such as https://docs.example.com/pim/", text)
	}
}

// What is served says where it is served.
func TestServedOEmbed(t *testing.T) {
	s := &Site{Files: map[string]File{}}
	for name, content := range oembedSite {
		s.Files[name] = File{Plain: content}
	}
	told, err := s.at("http://localhost:1234/")
	require.NoError(t, err)
	server := httptest.NewServer(told.Handler())
	t.Cleanup(server.Close)
	response, body := ask(t, server, "GET", "/embed/oembed/token.json")
	require.Equal(t, "application/json", response.Header.Get("Content-Type"))
	require.Contains(t, body, `"provider_url":"http://localhost:1234/"`)
	_, body = ask(t, server, "GET", "/connector/")
	require.Contains(t, body, `href="http://localhost:1234/embed/oembed/token.json"`)
	response, _ = ask(t, server, "GET", "/embed/api/?version=6.0")
	require.Contains(t, response.Header.Get("Content-Security-Policy"), "default-src 'none'")
	require.NotContains(t, response.Header.Get("Content-Security-Policy"), "frame-ancestors")

	delete(s.Files, StepsFile)
	told, err = s.at("http://localhost:1234/")
	require.NoError(t, err)
	require.Same(t, s, told)
}
