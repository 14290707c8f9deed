package host

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every server is told what serve says, of pages, of assets and of what is
// neither.
func TestHeaderFiles(t *testing.T) {
	server := testSite(t)
	names := []string{"404.html", "app/index.html", "app/saas/index.html", "assets/main-ABC.js", "callback.html", "config.json", "embed.js", "embed/index.html", "embed/oembed/token.json", "embed/token/index.html", "embed/v1/embed.ABC.js", "favicon.svg", "index.html"}
	said := func(file string) http.Header {
		response, _ := ask(t, server, "GET", "/"+file)
		for _, name := range []string{"Content-Length", "Content-Type", "Date", "Etag", "Vary"} {
			response.Header.Del(name) // of the file, not of its path
		}
		return response.Header
	}
	file := func(server, prefix string) string {
		text, err := HeaderFile(server, prefix, HeaderPolicy("inline"), names)
		require.NoError(t, err)
		return text
	}

	nginx := blocks(`(?m)^location ((?:= )?\S+) \{\n((?:    .*\n)+)\}$`, `add_header (\S+) "([^"]*)"(?: always)?;`, file("nginx", "/docs/pim/"))
	require.Equal(t, map[string]http.Header{
		"/docs/pim/":           said("index.html"),
		"/docs/pim/assets/":    said("assets/main-ABC.js"),
		"= /docs/pim/embed.js": said("embed.js"),
		"/docs/pim/embed/":     said("embed/index.html"),
		"/docs/pim/embed/v1/":  said("embed/v1/embed.ABC.js"),
	}, nginx)
	require.NotContains(t, file("nginx", "/"), `immutable" always`, "a missing file is not to be kept for ever")

	apache := blocks(`(?m)^<((?:Else)?If [^>]*)>\n((?:    .*\n)+)</`, `Header(?: always)? set (\S+) "([^"]*)"`, file("apache", "/a.b/"))
	require.Equal(t, map[string]http.Header{
		`If "%{REQUEST_URI} =~ m#^/a\.b/embed/v1/#"`:      said("embed/v1/embed.ABC.js"),
		`ElseIf "%{REQUEST_URI} =~ m#^/a\.b/embed/#"`:     said("embed/index.html"),
		`ElseIf "%{REQUEST_URI} =~ m#^/a\.b/embed\.js$#"`: said("embed.js"),
		`ElseIf "%{REQUEST_URI} =~ m#^/a\.b/assets/#"`:    said("assets/main-ABC.js"),
		`ElseIf "%{REQUEST_URI} =~ m#^/a\.b/#"`:           said("index.html"), // beside it there may be others
	}, apache)
	require.NotContains(t, file("apache", "/"), `always set Cache-Control "public`)

	hosted := blocks(`(?m)^(/\S*)\n((?:  .*\n)+)`, `(?m)^  (\S+): (.*)$`, file("_headers", "/"))
	require.Equal(t, []string{"/", "/404", "/404.html", "/app/*", "/assets/*", "/callback", "/callback.html", "/config.json", "/embed.js", "/embed/", "/embed/index.html", "/embed/oembed/*", "/embed/token/*", "/embed/v1/*", "/favicon.svg", "/index.html"}, slices.Sorted(maps.Keys(hosted)))
	for path, header := range hosted {
		file, ok := map[string]string{
			"/assets/*": "assets/main-ABC.js", "/embed.js": "embed.js", "/embed/": "embed/index.html", "/embed/index.html": "embed/index.html",
			"/embed/oembed/*": "embed/index.html", "/embed/token/*": "embed/index.html", "/embed/v1/*": "embed/v1/embed.ABC.js",
		}[path]
		if !ok {
			file = "index.html"
		}
		require.Equal(t, said(file), header, path)
	}
}

// blocks reads a configuration: of each block its name and its header lines.
func blocks(block, line, text string) map[string]http.Header {
	found := map[string]http.Header{}
	for _, b := range regexp.MustCompile(block).FindAllStringSubmatch(text, -1) {
		found[b[1]] = http.Header{}
		for _, l := range regexp.MustCompile(line).FindAllStringSubmatch(b[2], -1) {
			found[b[1]].Add(l[1], l[2])
		}
	}
	return found
}

func TestHeaderFileRefuses(t *testing.T) {
	for _, prefix := range []string{"", "docs/", "/docs", "/a b/", "/a\nb/", "/a;b/", "/$uri/", `/"/`, "/{/"} {
		_, err := HeaderFile("nginx", prefix, "", nil)
		require.ErrorContains(t, err, "begins and ends with a slash", prefix)
	}
	_, err := HeaderFile("iis", "/", "", nil)
	require.EqualError(t, err, `there is no server "iis"; there are nginx, apache, _headers`)
}

// No value may end the quotes that it stands in.
func TestHeaderValuesAreQuotable(t *testing.T) {
	for _, k := range kinds {
		for _, l := range lines(k.file, SecurePolicy("inline")) {
			require.False(t, strings.ContainsAny(l.value, "\"\\\n$%"), l.name)
		}
	}
}
