package relay

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

const (
	page = "http://localhost:8080"
	own  = "localhost:8081"
	ok   = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
)

// address reads the address of a PIM.
func address(t testing.TB, text string) authcore.Address {
	pim, _, err := authcore.ParseAddress(text)
	require.NoError(t, err)
	return pim
}

// to is a relay to a PIM of a public name, whose connections dial makes.
func to(t testing.TB, pim string, dial func() (net.Conn, error)) *Handler {
	h := &Handler{PIM: address(t, pim), Origins: []string{page}, Hosts: []string{own, "127.0.0.1:8081", "[::1]:8081"}}
	reach(h, dial)
	return h
}

// reach lets a relay reach its PIM by what dial returns.
func reach(h *Handler, dial func() (net.Conn, error)) {
	h.init()
	h.way.lookup = func(context.Context, string, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("203.0.113.7")}, nil
	}
	h.way.dialer = func(context.Context, string, string) (net.Conn, error) { return dial() }
}

// quietLog is for servers whose complaints are what a test is about.
var quietLog = log.New(io.Discard, "", 0)

// A wire is a server of TCP that knows no HTTP beyond where a request ends. It
// keeps every byte that reaches it.
type wire struct {
	net.Listener
	answer string
	got    chan string // of each connection all that came
}

func upstreamThat(t testing.TB, answer string) *wire {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	w := &wire{listener, answer, make(chan string, 100)}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go w.serve(conn.(*net.TCPConn))
		}
	}()
	return w
}

func (w *wire) serve(conn *net.TCPConn) {
	defer conn.Close()
	var all bytes.Buffer
	from := bufio.NewReader(io.TeeReader(conn, &all))
	if r, err := http.ReadRequest(from); err == nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(conn, w.answer)
		_ = conn.CloseWrite()
	}
	_, _ = io.Copy(io.Discard, from) // to the end: what follows the request is seen, too
	w.got <- all.String()
}

func (w *wire) dial() (net.Conn, error) { return net.Dial("tcp", w.Addr().String()) }

// nothing fails if anything reached the upstream.
func (w *wire) nothing(t testing.TB) {
	w.Close()
	select {
	case text := <-w.got:
		require.Empty(t, text)
	default:
	}
}

// talk sends text to a handler over TCP and returns all that comes back until
// the connection ends.
func talk(t testing.TB, h http.Handler, text string) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := pimhttp.Server(h)
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	conn, err := net.Dial("tcp", listener.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	go func() { _, _ = io.WriteString(conn, text) }() // the server may hang up first
	answer, _ := io.ReadAll(conn)                     // it may be reset after the last byte
	return string(answer)
}

// asks is a request of the page: its first line, and lines of its header.
func asks(line string, more ...string) string {
	header := append([]string{line + " HTTP/1.1", "Host: " + own, "Origin: " + page, "Connection: close"}, more...)
	return strings.Join(header, "\r\n") + "\r\n\r\n"
}
