package host

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"
)

var long = strings.Repeat("the same again, ", 100)

// testSite serves a small site under test.
func testSite(t *testing.T) *httptest.Server {
	files := map[string]File{}
	for name, content := range map[string]string{
		"index.html":            "home " + long,
		"connector/index.html":  "connector",
		"config.json":           "{}",
		"favicon.svg":           "<svg/>",
		"assets/main-ABC.js":    "script " + long,
		"assets/page-ABC.css":   "style",
		"assets/pimauth-A.wasm": "wasm",
		"embed.js":              "loader",
		"embed/index.html":      "frame",
		"embed/v1/embed.ABC.js": "element",
	} {
		files[name] = compressed(t, content)
	}
	server := httptest.NewServer((&Site{Files: files, Inline: "inline"}).Handler())
	t.Cleanup(server.Close)
	return server
}

// compressed returns a file in the forms that are shorter than it is.
func compressed(t *testing.T, content string) File {
	packed := func(to *bytes.Buffer, w io.WriteCloser) []byte {
		_, err := io.WriteString(w, content)
		require.NoError(t, err)
		require.NoError(t, w.Close())
		if to.Len() >= len(content) {
			return nil
		}
		return to.Bytes()
	}
	var br, gz bytes.Buffer
	return File{Plain: []byte(content), Brotli: packed(&br, brotli.NewWriter(&br)), Gzip: packed(&gz, gzip.NewWriter(&gz))}
}

// ask makes a request as a browser that was told "localhost" would. Redirects
// are not followed.
func ask(t *testing.T, server *httptest.Server, method, target string, header ...string) (*http.Response, string) {
	r, err := http.NewRequest(method, server.URL, nil)
	require.NoError(t, err)
	path, query, _ := strings.Cut(target, "?")
	r.URL.Opaque = path // as it is, dots and all
	r.URL.RawQuery = query
	r.Host = "localhost:8080"
	r.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(body)
}

func TestPageHeaders(t *testing.T) {
	response, body := ask(t, testSite(t), "GET", "/")
	require.Equal(t, "home "+long, body)
	response.Header.Del("Date")
	require.Equal(t, http.Header{
		"Cache-Control":                {"no-cache"},
		"Content-Length":               {"1605"},
		"Content-Security-Policy":      {HeaderPolicy("inline")},
		"Content-Type":                 {"text/html; charset=utf-8"},
		"Cross-Origin-Opener-Policy":   {"same-origin"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
		"Etag":                         response.Header["Etag"],
		"Permissions-Policy":           {permissions},
		"Referrer-Policy":              {"no-referrer"},
		"Vary":                         {"Accept-Encoding"},
		"X-Content-Type-Options":       {"nosniff"},
	}, response.Header)
	require.Regexp(t, `^clipboard-write=\(self\), local-network=\(self\), local-network-access=\(self\), loopback-network=\(self\)(, [a-z-]+=\(\))+$`, permissions)
}

func TestAssetHeaders(t *testing.T) {
	response, _ := ask(t, testSite(t), "GET", "/assets/pimauth-A.wasm")
	response.Header.Del("Date")
	require.Equal(t, http.Header{
		"Access-Control-Allow-Origin":  {"*"},
		"Cache-Control":                {"public, max-age=31536000, immutable"},
		"Content-Length":               {"4"},
		"Content-Type":                 {"application/wasm"},
		"Cross-Origin-Resource-Policy": {"cross-origin"},
		"Etag":                         response.Header["Etag"],
		"Referrer-Policy":              {"no-referrer"},
		"Vary":                         {"Accept-Encoding"},
		"X-Content-Type-Options":       {"nosniff"},
	}, response.Header)
}

func TestPolicy(t *testing.T) {
	const before = "default-src 'none'; " +
		"script-src 'self' 'sha256-mVzyCpxF2q8KLMMehcKQAyztl6rbrGydYlWV9c4O1Cc=' 'wasm-unsafe-eval'; " +
		"style-src 'self'; img-src 'self' data:; "
	const after = "; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html"
	require.Equal(t, before+"connect-src 'self' http: https:"+after, MetaPolicy("inline"))
	require.Equal(t, before+"connect-src 'self' http: https:"+after+"; frame-ancestors 'none'", HeaderPolicy("inline"))
	require.Equal(t, before+"connect-src 'self' https: http://localhost:* http://127.0.0.1:*"+after+"; frame-ancestors 'none'", SecurePolicy("inline"))
}

func TestPaths(t *testing.T) {
	server := testSite(t)
	for _, test := range []struct {
		method, target string
		status         int
		kind, location string
	}{
		{"GET", "/connector/", 200, "text/html; charset=utf-8", ""},
		{"GET", "/connector/?pim=demo", 200, "text/html; charset=utf-8", ""},
		{"GET", "/connector", 302, "", "connector/"},
		{"GET", "/connector?pim=local&version=7.0", 302, "", "connector/?pim=local&version=7.0"},
		{"GET", "/connector/index.html", 200, "text/html; charset=utf-8", ""},
		{"GET", "/assets/main-ABC.js", 200, "text/javascript; charset=utf-8", ""},
		{"GET", "/assets/page-ABC.css", 200, "text/css; charset=utf-8", ""},
		{"GET", "/favicon.svg", 200, "image/svg+xml", ""},
		{"GET", "/config.json", 200, "application/json", ""},
		{"HEAD", "/", 200, "text/html; charset=utf-8", ""},
		{"GET", "/assets/", 404, "text/html; charset=utf-8", ""},
		{"GET", "/none", 404, "text/html; charset=utf-8", ""},
		{"HEAD", "/none", 404, "text/html; charset=utf-8", ""},
		{"GET", "/../main.go", 404, "text/html; charset=utf-8", ""},
		{"GET", "/assets/../../build/main.go", 404, "text/html; charset=utf-8", ""},
		{"GET", "/%2e%2e/%2e%2e/etc/passwd", 404, "text/html; charset=utf-8", ""},
		{"GET", "/index.html.br", 404, "text/html; charset=utf-8", ""},
		{"POST", "/", 405, "text/plain; charset=utf-8", ""},
	} {
		response, body := ask(t, server, test.method, test.target)
		require.Equal(t, test.status, response.StatusCode, test.target)
		require.Equal(t, test.kind, response.Header.Get("Content-Type"), test.target)
		require.Equal(t, test.location, response.Header.Get("Location"), test.target)
		if test.method == "HEAD" {
			require.Empty(t, body, test.target)
		}
	}
}

// Numbers for the loopback lead to its name: one origin.
func TestOneOrigin(t *testing.T) {
	server := testSite(t)
	for host, to := range map[string]string{
		"127.0.0.1:8080":         "http://localhost:8080/connector/?pim=demo",
		"[::1]:8080":             "http://localhost:8080/connector/?pim=demo",
		"127.0.0.1":              "http://localhost/connector/?pim=demo",
		"[::1]":                  "http://localhost/connector/?pim=demo",
		"localhost:8080":         "",
		"192.168.1.7:8080":       "",
		"playground.example.com": "",
	} {
		response, _ := ask(t, server, "GET", "/connector/?pim=demo", "Host", host)
		require.Equal(t, to, response.Header.Get("Location"), host)
	}
}

func TestForms(t *testing.T) {
	server := testSite(t)
	for accepted, coding := range map[string]string{
		"gzip, deflate, br, zstd": "br",
		"br":                      "br",
		"BR;q=0.5, gzip":          "br",
		"gzip, deflate":           "gzip",
		"br;q=0, gzip;q=1.0":      "gzip",
		"br; q=0.000":             "",
		"identity":                "",
		"brotli, xgzip":           "",
	} {
		response, body := ask(t, server, "GET", "/assets/main-ABC.js", "Accept-Encoding", accepted)
		require.Equal(t, coding, response.Header.Get("Content-Encoding"), accepted)
		var r io.Reader = strings.NewReader(body)
		switch coding {
		case "br":
			r = brotli.NewReader(r)
		case "gzip":
			unzipped, err := gzip.NewReader(r)
			require.NoError(t, err)
			r = unzipped
		}
		plain, err := io.ReadAll(r)
		require.NoError(t, err)
		require.Equal(t, "script "+long, string(plain))
	}
}

// What would not get smaller is sent as it is.
func TestSmallFilesStayPlain(t *testing.T) {
	response, body := ask(t, testSite(t), "GET", "/assets/page-ABC.css", "Accept-Encoding", "br, gzip")
	require.Empty(t, response.Header.Get("Content-Encoding"))
	require.Equal(t, "style", body)
}

func TestNotModified(t *testing.T) {
	server := testSite(t)
	plain, _ := ask(t, server, "GET", "/")
	short, _ := ask(t, server, "GET", "/", "Accept-Encoding", "br")
	require.NotEqual(t, plain.Header.Get("ETag"), short.Header.Get("ETag"), "forms differ in bytes")

	again, body := ask(t, server, "GET", "/", "Accept-Encoding", "br", "If-None-Match", `"other", W/`+short.Header.Get("ETag"))
	require.Equal(t, 304, again.StatusCode)
	require.Empty(t, body)
	require.Equal(t, short.Header.Get("ETag"), again.Header.Get("ETag"))

	changed, _ := ask(t, server, "GET", "/", "If-None-Match", short.Header.Get("ETag"))
	require.Equal(t, 200, changed.StatusCode)
}
