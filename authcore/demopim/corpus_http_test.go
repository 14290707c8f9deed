//go:build !js

// The corpus over real HTTP: bytes on a connection, without a client that
// would tidy up what is sent or respell what comes.

package demopim_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
	"github.com/pim-auth/playground/authcore/urltext"
)

func TestCorpusOverHTTP(t *testing.T) {
	overHTTP(t, pimhttp.Handler{}, "http")
}

// With CORS, for the pages of one origin, it answers as cors.json says.
func TestCorpusWithCORS(t *testing.T) {
	overHTTP(t, pimhttp.Handler{CORS: true, AllowOrigins: []string{"http://localhost:8080", "null", "*"}}, "cors")
}

func overHTTP(t *testing.T, handler pimhttp.Handler, only string) {
	handler.Hosts = []string{"pim.example.com"}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	defer server.Close()
	eachRow(t, func(t *testing.T, pim *demopim.PIM) func(authcore.Request) authcore.Response {
		handler.PIM = pim
		return func(r authcore.Request) authcore.Response { return exchange(t, server.Listener.Addr().String(), r) }
	}, only)
}

// exchange writes a request to a connection of its own and reads the answer.
func exchange(t *testing.T, address string, r authcore.Request) authcore.Response {
	u, err := urltext.Parse(r.URL)
	require.NoError(t, err)
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	var b strings.Builder
	b.WriteString(r.Method + " " + u.Target() + " HTTP/1.1\r\nHost: " + u.Host + "\r\nConnection: close\r\n")
	for _, line := range r.Header {
		b.WriteString(line.Name + ": " + line.Value + "\r\n")
	}
	if r.Body != nil {
		b.WriteString("Content-Length: " + strconv.Itoa(len(r.Body)) + "\r\n")
	}
	_, err = io.WriteString(conn, b.String()+"\r\n"+string(r.Body))
	require.NoError(t, err)
	text, err := io.ReadAll(conn)
	require.NoError(t, err)
	head, body, found := strings.Cut(string(text), "\r\n\r\n")
	require.True(t, found, "%q", text)
	lines := strings.Split(head, "\r\n")
	answer := authcore.Response{Body: []byte(body)}
	answer.Status, err = strconv.Atoi(strings.Fields(lines[0])[1])
	require.NoError(t, err)
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		answer.Header.Add(name, value)
	}
	return answer
}
