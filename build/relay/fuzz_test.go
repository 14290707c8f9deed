package relay

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// FuzzConnection is any bytes on a connection: what reaches the PIM is nothing,
// or one whole request a connection, for a route of the walks, from the page.
func FuzzConnection(f *testing.F) {
	for _, text := range []string{
		"",
		asks("GET /api/rest/v1"),
		asks("GET /api/rest/v1") + asks("GET /user/login"),
		strings.ReplaceAll(asks("GET /api/rest/v1")+asks("GET /user/login"), "Connection: close\r\n", ""),
		asks("GET http://evil.example/api/rest/v1"),
		asks("GET //api/../api/rest/v1?x#y"),
		asks("CONNECT evil.example:80"),
		asks("OPTIONS /api/rest/v1", "Access-Control-Request-Method: GET"),
		asks("POST /api/oauth/v1/token", "Content-Length: 2", "Authorization: Basic MTpz") + "{}",
		asks("POST /api/oauth/v1/token", "Content-Length: 2", "Content-Length: 3") + "{}x",
		asks("POST /api/oauth/v1/token", "Content-Length: 4", "Transfer-Encoding: chunked") + "2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n" + asks("GET /user/login"),
		asks("POST /api/oauth/v1/token", "Transfer-Encoding : chunked") + "0\r\n\r\n",
		asks("GET /api/rest/v1", "X: a\r\n Host: b"),
		asks("GET /api/rest/v1", "X-Relay-Remove: authorization, host, content-length,,\x80"),
		asks("GET /api/rest/v1", "Connection: Host, Origin, Content-Length", "Upgrade: websocket"),
		strings.ReplaceAll(asks("GET /api/rest/v1"), "\r\n", "\n"),
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		inTime(t, func(b *between) {
			var reached [][]byte
			done := make(chan bool)
			go func() {
				defer close(done)
				for conn := range b.pim {
					reached = append(reached, record(conn))
				}
			}()
			client, server := net.Pipe()
			b.pipes.Hand(server)
			go func() { _, _ = client.Write(text) }() // the relay may end it earlier
			_, err := io.Copy(io.Discard, client)     // or wait for more, as long as it waits
			require.NoError(t, err)
			synctest.Wait()
			close(b.pim)
			<-done
			for _, text := range reached {
				check(t, text)
			}
		})
	})
}

// record answers one request, and returns all that came until the connection
// ended.
func record(conn net.Conn) []byte {
	var all bytes.Buffer
	from := bufio.NewReader(io.TeeReader(conn, &all))
	if r, err := http.ReadRequest(from); err == nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(conn, ok)
	}
	_, _ = io.Copy(io.Discard, from)
	return all.Bytes()
}

// check holds what reached the PIM to what may.
func check(t *testing.T, text []byte) {
	if len(text) == 0 {
		return
	}
	from := bufio.NewReader(bytes.NewReader(text))
	r, err := http.ReadRequest(from)
	if err != nil {
		t.Fatalf("%v: %q", err, text)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatalf("%v: %q", err, text)
	}
	if rest, _ := io.ReadAll(from); len(rest) > 0 {
		t.Fatalf("%q follows in %q", rest, text)
	}
	path, _, _ := strings.Cut(r.RequestURI, "?")
	if r.Host != "pim.test" || !slices.Contains(authcore.Routes(), authcore.Route{Method: r.Method, Path: path}) {
		t.Fatalf("%q reached the PIM", text)
	}
	for name := range r.Header {
		if strings.HasPrefix(name, "Sec-") || slices.Contains([]string{"Origin", "Referer", "Cookie", "User-Agent", "Accept-Language", "Accept-Encoding", "X-Relay-Token", "X-Relay-Remove", "Connection", "Upgrade", "Transfer-Encoding"}, name) {
			t.Fatalf("%s in %q", name, text)
		}
	}
	if len(r.TransferEncoding) > 0 || int64(len(body)) != r.ContentLength {
		t.Fatalf("a body of no length in %q", text)
	}
}
