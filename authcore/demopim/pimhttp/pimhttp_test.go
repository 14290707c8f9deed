package pimhttp_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

const (
	page  = "http://localhost:8080"
	root  = "http://localhost:8081/api/rest/v1"
	demo  = "http://localhost:8081/_demo/"
	evil  = "http://evil.example"
	token = "http://localhost:8081/api/oauth/v1/token"
)

func handler(faults demopim.Faults) *pimhttp.Handler {
	return &pimhttp.Handler{PIM: &demopim.PIM{Faults: faults}, CORS: true, AllowOrigins: []string{page}}
}

// ask sends a request without a connection; header is name, value, name, ….
func ask(h *pimhttp.Handler, method, url, body string, header ...string) *http.Response {
	r := httptest.NewRequest(method, url, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestCORS(t *testing.T) {
	t.Run("an answer to a page that is allowed", func(t *testing.T) {
		r := ask(handler(demopim.Faults{}), "GET", root, "", "Origin", page)
		require.Equal(t, 200, r.StatusCode)
		require.Equal(t, page, r.Header.Get("Access-Control-Allow-Origin"))
		require.Equal(t, []string{"Origin"}, r.Header["Vary"])
		require.Equal(t, "Content-Length, Date, Vary, Access-Control-Allow-Origin, Access-Control-Expose-Headers, Content-Type, Cache-Control, Content-Security-Policy, X-Content-Security-Policy, X-WebKit-CSP", r.Header.Get("Access-Control-Expose-Headers"))
		require.Empty(t, r.Header.Get("Access-Control-Allow-Credentials"))
	})
	t.Run("an error, too", func(t *testing.T) {
		r := ask(handler(demopim.Faults{}), "POST", token, "{}", "Origin", page, "Content-Type", "application/json")
		require.Equal(t, 422, r.StatusCode)
		require.Equal(t, page, r.Header.Get("Access-Control-Allow-Origin"))
		require.Equal(t, []string{"Origin", "Accept"}, r.Header["Vary"])
	})
	t.Run("a preflight", func(t *testing.T) {
		r := ask(handler(demopim.Faults{Status: 503}), "OPTIONS", token, "", "Origin", page, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")
		require.Equal(t, 204, r.StatusCode)
		require.Equal(t, http.Header{
			"Vary":                         {"Origin"},
			"Access-Control-Allow-Origin":  {page},
			"Access-Control-Allow-Methods": {"GET, POST, PUT, PATCH, DELETE, OPTIONS"},
			"Access-Control-Allow-Headers": {"authorization, content-type, accept"},
			"Access-Control-Max-Age":       {"0"},
		}, r.Header)
	})
	for name, header := range map[string][]string{
		"OPTIONS without Origin":        {"Access-Control-Request-Method", "POST"},
		"OPTIONS with Origin alone":     {"Origin", page},
		"a preflight of another origin": {"Origin", evil, "Access-Control-Request-Method", "POST"},
		"a preflight of no origin":      {"Origin", "null", "Access-Control-Request-Method", "POST"},
	} {
		t.Run(name, func(t *testing.T) {
			r := ask(handler(demopim.Faults{}), "OPTIONS", token, "", header...)
			require.Equal(t, 405, r.StatusCode)
			require.Equal(t, "POST", r.Header.Get("Allow"))
			require.Empty(t, r.Header.Get("Access-Control-Allow-Methods"))
		})
	}
	for _, origin := range []string{evil, "null", "*", "", page + "/", "http://localhost:8080.evil.example"} {
		t.Run("not allowed "+origin, func(t *testing.T) {
			h := handler(demopim.Faults{})
			h.AllowOrigins = append(h.AllowOrigins, "null", "*")
			r := ask(h, "GET", root, "", "Origin", origin)
			require.Equal(t, 200, r.StatusCode)
			require.NotContains(t, r.Header, "Access-Control-Allow-Origin")
			require.Equal(t, []string{"Origin"}, r.Header["Vary"])
		})
	}
	off := handler(demopim.Faults{})
	off.CORS = false
	for name, h := range map[string]*pimhttp.Handler{"CORS is off": off, "the fault cors": handler(demopim.Faults{CORS: "off"})} {
		t.Run(name, func(t *testing.T) {
			r := ask(h, "GET", root, "", "Origin", page)
			require.NotContains(t, r.Header, "Access-Control-Allow-Origin")
			require.NotContains(t, r.Header, "Vary")
			r = ask(h, "OPTIONS", root, "", "Origin", page, "Access-Control-Request-Method", "GET")
			require.Equal(t, 405, r.StatusCode)
			r = ask(h, "OPTIONS", demo+"faults", "", "Origin", page, "Access-Control-Request-Method", "POST")
			require.Equal(t, 204, r.StatusCode)
			r = ask(h, "POST", demo+"faults", "{}", "Origin", page)
			require.Equal(t, 200, r.StatusCode)
			require.Equal(t, page, r.Header.Get("Access-Control-Allow-Origin"))
		})
	}
}

func TestGuard(t *testing.T) {
	for name, test := range map[string]struct {
		url    string
		header []string
		want   int
	}{
		"localhost":                       {"http://localhost:8081", nil, 200},
		"localhost in capitals":           {"http://LOCALHOST:8081", nil, 200},
		"a subdomain of localhost":        {"http://pim.localhost:8081", nil, 200},
		"127.0.0.1":                       {"http://127.0.0.1:8081", nil, 200},
		"127.1.2.3 without a port":        {"http://127.1.2.3", nil, 200},
		"[::1]":                           {"http://[::1]:8081", nil, 200},
		"a host that is listed":           {"http://pim.internal:8081", nil, 200},
		"the allowed page":                {"http://localhost:8081", []string{"Origin", page}, 200},
		"the PIM's own page":              {"http://127.0.0.1:8081", []string{"Origin", "http://127.0.0.1:8081"}, 200},
		"a rebound name":                  {"http://evil.example:8081", nil, 403},
		"a rebound name and its own page": {"http://evil.example:8081", []string{"Origin", "http://evil.example:8081"}, 403},
		"a name that looks like ours":     {"http://localhost.evil.example", nil, 403},
		"an address of the network":       {"http://192.168.1.2:8081", nil, 403},
		"a strange page":                  {"http://localhost:8081", []string{"Origin", evil}, 403},
		"no page":                         {"http://localhost:8081", []string{"Origin", "null"}, 403},
		"an empty origin":                 {"http://localhost:8081", []string{"Origin", ""}, 403},
		"two origins":                     {"http://localhost:8081", []string{"Origin", page, "Origin", evil}, 403},
		"another port of this machine":    {"http://localhost:8081", []string{"Origin", "http://localhost:9999"}, 403},
	} {
		t.Run(name, func(t *testing.T) {
			h := handler(demopim.Faults{})
			h.Hosts = []string{"pim.internal"}
			for _, path := range []string{"/_demo/credentials", "/_demo/credentials?x", "/_demo/journal"} {
				r := ask(h, "GET", test.url+path, "", test.header...)
				require.Equal(t, test.want, r.StatusCode, path)
				if test.want == 403 {
					require.NotContains(t, r.Header, "Access-Control-Allow-Origin")
					body, err := io.ReadAll(r.Body)
					require.NoError(t, err)
					require.NotContains(t, string(body), "secret")
				}
			}
			r := ask(h, "GET", test.url+"/api/rest/v1", "", test.header...)
			require.Equal(t, 200, r.StatusCode, "the PIM itself is open to all")
		})
	}
	for _, path := range []string{"/%5Fdemo/credentials", "//_demo/credentials", "/x/../_demo/credentials", "/_DEMO/credentials"} {
		r := ask(handler(demopim.Faults{}), "GET", evil+path, "")
		require.Equal(t, 404, r.StatusCode, path)
		require.Equal(t, "text/html; charset=UTF-8", r.Header.Get("Content-Type"), path)
	}
}

// talk sends text over a connection and returns all that comes back.
func talk(t *testing.T, h http.Handler, text string) string {
	server := httptest.NewServer(h)
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	go func() { _, _ = io.WriteString(conn, text) }() // a server may hang up first
	answer, err := io.ReadAll(bufio.NewReader(conn))
	if err != nil {
		require.Empty(t, answer)
	}
	return string(answer)
}

func TestWire(t *testing.T) {
	h := handler(demopim.Faults{})
	t.Run("names keep their spelling", func(t *testing.T) {
		got := talk(t, h, "GET /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		require.Contains(t, got, "\r\nX-WebKit-CSP: default-src ")
	})
	t.Run("a path reaches the PIM as it was written", func(t *testing.T) {
		got := talk(t, h, "GET /api//x/../%2e%2F?a=%5b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		require.Contains(t, got, `No route found for \"GET http:\/\/localhost\/api\/\/x\/..\/%2e%2F\"`)
	})
	t.Run("absolute form", func(t *testing.T) {
		got := talk(t, h, "GET http://pim.test/api/nope HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		require.Contains(t, got, `http:\/\/pim.test\/api\/nope`)
	})
	t.Run("a method of one's own", func(t *testing.T) {
		got := talk(t, h, "BREW /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		require.Contains(t, got, "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\n")
	})
	t.Run("HEAD", func(t *testing.T) {
		got := talk(t, h, "HEAD /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		require.Contains(t, got, "HTTP/1.1 200 OK\r\n")
		require.True(t, strings.HasSuffix(got, "\r\n\r\n"))
	})
	t.Run("a body beyond all measure", func(t *testing.T) {
		body := strings.Repeat("x", demopim.MaxBody+1)
		r := ask(h, "POST", token, body, "Content-Type", "application/json")
		require.Equal(t, 413, r.StatusCode)
		require.Equal(t, "text/html", r.Header.Get("Content-Type"))
		r = ask(h, "POST", token, body[1:], "Content-Type", "application/json")
		require.Equal(t, 413, r.StatusCode)
		require.Equal(t, "application/json", r.Header.Get("Content-Type"))
	})
	t.Run("a status without a body", func(t *testing.T) {
		for _, status := range []string{"204", "304"} {
			h := handler(demopim.Faults{})
			require.Equal(t, 200, ask(h, "POST", demo+"faults", `{"status":`+status+`}`).StatusCode)
			got := talk(t, h, "GET /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
			require.Contains(t, got, "HTTP/1.1 "+status)
			require.True(t, strings.HasSuffix(got, "\r\n\r\n"), got)
			require.NotContains(t, got, "Content-Length")
		}
	})
}

func TestDropConnection(t *testing.T) {
	h := handler(demopim.Faults{DropConnection: true})
	require.Empty(t, talk(t, h, "GET /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\n\r\n"))
	journal, err := io.ReadAll(ask(h, "GET", demo+"journal", "").Body)
	require.NoError(t, err)
	require.Contains(t, string(journal), `"status":0,"response_header":[],"response_body":""`)
}

func TestSlow(t *testing.T) {
	start := time.Now()
	r := ask(handler(demopim.Faults{Slow: 30 * time.Millisecond}), "GET", root, "")
	require.Equal(t, 200, r.StatusCode)
	require.GreaterOrEqual(t, time.Since(start), 30*time.Millisecond)
	require.Less(t, time.Since(start), 10*time.Second)
	start = time.Now()
	require.Equal(t, 200, ask(handler(demopim.Faults{Slow: time.Hour}), "GET", demo+"faults", "").StatusCode)
	require.Less(t, time.Since(start), 10*time.Second)
}

func TestTLS(t *testing.T) {
	server := httptest.NewTLSServer(handler(demopim.Faults{}))
	defer server.Close()
	r, err := server.Client().Get(server.URL + "/api/rest/v1")
	require.NoError(t, err)
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.Contains(t, string(body), `{"host":"`+strings.ReplaceAll(server.URL, "/", `\/`)+`"`)
}
