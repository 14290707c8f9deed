package pimhttp_test

import (
	"io"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/demopim"
)

// FuzzConnection is any bytes on a connection that then stays open: no panic,
// no answer that never ends, nothing left running, and the next client is
// served. Time passes only while all wait, so the longest limit costs nothing.
func FuzzConnection(f *testing.F) {
	for _, text := range []string{
		"",
		"\r\n\r\n",
		askRoot,
		askRoot + askRoot,
		"GET //api/../_demo/credentials?x#y HTTP/1.0\r\n\r\n",
		"GET http://localhost/_demo/journal HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nOrigin: " + page + "\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
		"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n",
		"HEAD /user/login HTTP/1.1\r\nHost: localhost\r\nCookie: BAPID=x; BAPID_8081=y\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00",
		posting + "Content-Length: 300\r\n\r\n{",
		posting + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
		posting + "Content-Length: -1\r\n\r\n{}",
		posting + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n2\r\n{}\r\n0\r\nX: y\r\n\r\n" + askRoot,
		posting + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
		"POST /_demo/faults HTTP/1.1\r\nHost: localhost\r\nContent-Length: 38\r\n\r\n{\"slow\":\"9h\",\"drop_connection\":true}  " + askRoot,
		"POST /_demo/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15\r\n\r\n{\"version\":\"1\"}" + askRoot,
		"GET /" + strings.Repeat("a", 5000) + " HTTP/1.1\r\nHost: " + strings.Repeat("b.", 500) + "\r\n" + strings.Repeat("X: y\r\n", 50) + "\r\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		inTime(t, demopim.Faults{}, func(s *served) {
			client, server := net.Pipe()
			s.pipes.Hand(server)
			go func() { _, _ = client.Write(text) }() // the server may end it earlier
			_, err := io.Copy(io.Discard, client)
			require.NoError(t, err)
			conn := s.dial("POST /_demo/faults HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
			status, _ := s.answer(conn)
			require.Equal(t, "200 OK", status)
			conn = s.dial(askRoot)
			status, _ = s.answer(conn)
			require.Equal(t, "200 OK", status)
			conn.Close()
		})
	})
}
