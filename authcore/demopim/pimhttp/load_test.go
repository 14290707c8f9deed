//go:build !js

// Many callers at once, over real connections.

package pimhttp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// A caller is one client among many.
type caller struct {
	t    *testing.T
	base string
	http.Client
	token, refresh string
	faulty         bool // somebody switches faults on meanwhile
}

// send returns the status, or 0 if no answer came. A body that says it is JSON
// is JSON, unless a fault spoils it.
func (c *caller) send(method, path, body string, header ...string) (status int, answer map[string]any) {
	r, err := http.NewRequest(method, c.base+path, strings.NewReader(body))
	if !assert.NoError(c.t, err) {
		return 0, nil
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := c.Do(r)
	if err != nil {
		assert.True(c.t, c.faulty, err)
		return 0, nil
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	assert.NoError(c.t, err)
	if !c.faulty && response.Header.Get("Content-Type") == "application/json" && bytes.HasPrefix(text, []byte("{")) {
		assert.NoError(c.t, json.Unmarshal(text, &answer), "%s", text)
	}
	return response.StatusCode, answer
}

// expect is that the status is one of those, when nobody makes faults.
func (c *caller) expect(what string, status int, those ...int) {
	if !c.faulty {
		assert.Contains(c.t, those, status, what)
	}
}

const asERP = "Basic MV80Z200cm5vaXpwOGdza2drazA4MHNzb284MDA0MGc0NGtzb3d3Z3c4NDRrNDRzYzAwczo1ZHl2bzF6NnkzNHNvNG9na2drc3c4OG9va29vd3MwMGNnb2M0ODhrY3M4d2s0YzQwcw=="

func (c *caller) grant(body string) int {
	status, answer := c.send("POST", "/api/oauth/v1/token", body, "Content-Type", "application/json", "Authorization", asERP)
	if access, ok := answer["access_token"].(string); ok {
		c.token = access
		c.refresh, _ = answer["refresh_token"].(string)
	}
	return status
}

// deeds are what callers do, good and bad.
var deeds = []func(*caller, *rand.Rand){
	func(c *caller, r *rand.Rand) {
		c.expect("a login", c.grant(`{"grant_type":"password","username":"myERPuser","password":"64bngr78"}`), 200)
	},
	func(c *caller, r *rand.Rand) {
		c.expect("a wrong password", c.grant(`{"grant_type":"password","username":"myERPuser","password":"x"}`), 422)
	},
	func(c *caller, r *rand.Rand) {
		c.expect("a refresh", c.grant(`{"grant_type":"refresh_token","refresh_token":"`+c.refresh+`"}`), 200, 422)
	},
	func(c *caller, r *rand.Rand) {
		c.expect("a broken body", c.grant(`{"grant_type":`), 400)
	},
	func(c *caller, r *rand.Rand) {
		c.expect("a long body", c.grant(strings.Repeat("x", 301)), 413)
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("GET", "/api/rest/v1/categories?with_count=true", "", "Authorization", "Bearer "+c.token)
		c.expect("a list", status, 200, 401)
	},
	func(c *caller, r *rand.Rand) {
		body := fmt.Sprintf(`{"code":"c%d","parent":"master"}`, r.IntN(100))
		status, _ := c.send("POST", "/api/rest/v1/categories", body, "Authorization", "Bearer "+c.token, "Content-Type", "application/json")
		c.expect("a category", status, 201, 401, 422)
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("PATCH", "/api/rest/v1/categories/c1", `{"labels":{"en_US":"x"}}`, "Authorization", "Bearer "+c.token, "Content-Type", "application/json")
		c.expect("a change", status, 201, 204, 401)
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("GET", "/api/rest/v1/products", "", "Authorization", "Bearer unknown", "Origin", page)
		c.expect("an unknown token", status, 401)
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("DELETE", "/api/rest/v1", "")
		c.expect("a wrong method", status, 405)
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("GET", "/user/login", "")
		c.expect("a login page", status, 200)
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("POST", "/_demo/clock", `{"advance":"10m"}`)
		assert.Equal(c.t, 200, status, "the clock")
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("GET", "/_demo/"+[]string{"credentials", "journal", "faults", "users", "roles"}[r.IntN(5)], "")
		assert.Equal(c.t, 200, status, "control routes are never touched by faults")
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("POST", "/_demo/ui", `{"as":"admin","method":"GET","path":"/rest/connections/erp","header":[["X-Requested-With","XMLHttpRequest"]]}`)
		assert.Equal(c.t, 200, status, "a screen")
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("OPTIONS", "/api/rest/v1/categories", "", "Origin", page, "Access-Control-Request-Method", "PATCH")
		c.expect("a preflight", status, 204)
	},
	func(c *caller, r *rand.Rand) {
		status, _ := c.send("GET", "/_demo/journal", "", "Origin", evil)
		assert.Equal(c.t, 403, status, "a strange page")
	},
	(*caller).rude,
}

// rude sends bytes and leaves, at once or when the first byte comes.
func (c *caller) rude(r *rand.Rand) {
	texts := []string{"", "GET", "GET /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\n\r\n", posting + "Content-Length: 300\r\n\r\n{", posting + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "\x16\x03\x01\r\n\r\n"}
	conn, err := net.Dial("tcp", strings.TrimPrefix(c.base, "http://"))
	if !assert.NoError(c.t, err) {
		return
	}
	defer conn.Close()
	text := texts[r.IntN(len(texts))]
	_, _ = io.WriteString(conn, text) // the server may be gone first
	if r.IntN(2) == 0 && strings.Contains(text, "\r\n\r\n") && !strings.HasSuffix(text, "{") {
		_, _ = conn.Read(make([]byte, 1))
	}
}

// serving starts a server on a port and returns its address and what ends it.
func serving(t *testing.T, h http.Handler) (base string, stop func()) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server, ended := pimhttp.Server(calm(t, h)), make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	return "http://" + listener.Addr().String(), func() {
		patient, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		require.NoError(t, server.Shutdown(patient), "an answer was never finished")
		require.ErrorIs(t, <-ended, http.ErrServerClosed)
	}
}

// crowd lets many callers do a number of deeds each.
func crowd(t *testing.T, base string, callers, each int, faulty bool, deeds []func(*caller, *rand.Rand)) {
	var all sync.WaitGroup
	for i := range callers {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 7))
			transport := &http.Transport{}
			defer transport.CloseIdleConnections()
			c := &caller{t: t, base: base, faulty: faulty, Client: http.Client{
				Transport:     transport,
				CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			}}
			for range each {
				deeds[r.IntN(len(deeds))](c, r)
			}
		})
	}
	all.Wait()
}

// spoil sets a random set of faults, or none.
func spoil(c *caller, r *rand.Rand) {
	sets := []string{`{}`, `{"status":503}`, `{"status":429,"bad_json":true}`, `{"slow":"3ms"}`, `{"drop_connection":true}`, `{"empty_body":true,"wrong_content_type":true}`, `{"html_login_page":true}`, `{"strip_authorization":true,"cors":"off"}`, `{"slow":"1ms","drop_connection":true}`}
	status, _ := c.send("POST", "/_demo/faults", sets[r.IntN(len(sets))])
	assert.Equal(c.t, 200, status)
}

func reset(c *caller, r *rand.Rand) {
	versions := demopim.Versions()
	status, _ := c.send("POST", "/_demo/reset", `{"version":"`+versions[r.IntN(len(versions))].String()+`"}`)
	assert.Equal(c.t, 200, status)
}

// 64 clients at once, good ones and bad, then with faults and resets between:
// every answer is one that a PIM gives, and in the end nothing is left running.
func TestLoad(t *testing.T) {
	const callers, each = 64, 30
	before := runtime.NumGoroutine()
	h := handler(demopim.Faults{})
	base, stop := serving(t, h)
	crowd(t, base, callers, each, false, deeds)
	crowd(t, base, callers, each, true, append(slices.Clone(deeds), spoil, spoil, reset))
	last := &caller{t: t, base: base}
	status, _ := last.send("POST", "/_demo/faults", `{}`)
	require.Equal(t, 200, status)
	status, _ = last.send("POST", "/_demo/reset", `{"version":"7"}`)
	require.Equal(t, 200, status)
	require.Equal(t, 200, last.grant(`{"grant_type":"password","username":"myERPuser","password":"64bngr78"}`))
	status, _ = last.send("GET", "/api/rest/v1/categories", "", "Authorization", "Bearer "+last.token)
	require.Equal(t, 200, status)
	last.CloseIdleConnections()
	stop()
	// One more asks.
	require.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, 10*time.Second, 10*time.Millisecond, "goroutines are left")
}
