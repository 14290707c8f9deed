package host

import (
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/build/verb"
)

// overWire asks as a web server does, by hand: Go has no such client. It
// returns what the PIM wrote.
func overWire(t *testing.T, address string, variables ...string) string {
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	record := func(kind byte, content []byte) {
		head := []byte{1, kind, 0, 1, 0, 0, 0, 0}
		binary.BigEndian.PutUint16(head[4:], uint16(len(content)))
		_, err := conn.Write(append(head, content...))
		require.NoError(t, err)
	}
	record(1, []byte{0, 1, 0, 0, 0, 0, 0, 0}) // begin, as a responder, for one request
	var params []byte
	for i := 0; i < len(variables); i += 2 {
		params = append(params, byte(len(variables[i])), byte(len(variables[i+1])))
		params = append(params, variables[i]+variables[i+1]...)
	}
	record(4, params)
	record(4, nil)
	record(5, nil) // no body
	var wrote strings.Builder
	for {
		head := make([]byte, 8)
		if _, err := io.ReadFull(conn, head); err != nil {
			return wrote.String()
		}
		content := make([]byte, int(binary.BigEndian.Uint16(head[4:]))+int(head[6]))
		_, err := io.ReadFull(conn, content)
		require.NoError(t, err)
		if head[1] == 6 {
			wrote.Write(content[:binary.BigEndian.Uint16(head[4:])])
		}
	}
}

func (u underway) faults(t *testing.T, set string) {
	answer, err := http.Post(u.pim+"/_demo/faults", "application/json", strings.NewReader(set))
	require.NoError(t, err)
	answer.Body.Close()
	require.Equal(t, http.StatusOK, answer.StatusCode)
}

// The same PIM answers over FastCGI and over HTTP.
func TestServeFCGI(t *testing.T) {
	u := runServe(t, "-pim-fcgi", "127.0.0.1:0")
	m := regexp.MustCompile(`\n  The same by FastCGI fcgi://(127\.0\.0\.1:\d+)\n  Demo PIM 7\.0 `).FindStringSubmatch(u.said)
	require.NotNil(t, m, u.said)
	ask := func(path string, more ...string) string {
		return overWire(t, m[1], append([]string{"REQUEST_METHOD", "GET", "SERVER_PROTOCOL", "HTTP/1.1", "HTTP_HOST", "localhost:1", "REQUEST_URI", path}, more...)...)
	}
	require.Regexp(t, `^Status: 200 OK\r\n(?s:.*)\r\n\r\n\{"host":"http:\\/\\/localhost:1",`, ask("/api/rest/v1"))

	// Authorization under both of its names.
	const none, wrong = "Full authentication is required", "The access token provided is invalid."
	require.Contains(t, ask("/api/rest/v1/categories"), none)
	require.Contains(t, ask("/api/rest/v1/categories", "HTTP_AUTHORIZATION", "Bearer x"), wrong)
	require.Contains(t, ask("/api/rest/v1/categories", "REDIRECT_HTTP_AUTHORIZATION", "Bearer x"), wrong)

	_, journal := u.get(t, "/_demo/journal")
	require.Equal(t, 4, strings.Count(journal, `"url":"http://localhost:1/api/rest/v1`))

	// A dropped connection is a gateway's, and the next is served.
	u.faults(t, `{"drop_connection":true}`)
	require.Regexp(t, `^Status: 502 Bad Gateway\r\n(?s:[^{]*)$`, ask("/api/rest/v1"))
	u.faults(t, `{}`)
	require.Contains(t, ask("/api/rest/v1"), "Status: 200 OK")

	last, code := u.stop()
	require.Equal(t, "\nStopped.\n", last)
	require.Zero(t, code)
}

func TestFCGIStaysAtHome(t *testing.T) {
	var said strings.Builder
	err := Serve(t.Context(), []string{"-pim-only", "-pim-addr", "127.0.0.1:0", "-pim-fcgi", "0.0.0.0:0"}, &said, nil)
	require.EqualError(t, err, "-pim-fcgi 0.0.0.0:0 lets other machines in, and FastCGI has no guard: give an address of this machine, such as 127.0.0.1:9000")
	err = Serve(t.Context(), []string{"-pim", "https://pim.example.com", "-pim-fcgi", "127.0.0.1:0"}, &said, nil)
	require.ErrorIs(t, err, verb.ErrUsage)
}
