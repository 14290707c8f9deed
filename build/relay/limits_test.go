package relay

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp/pipes"
)

// A between is a relay between a page and a PIM that a test plays.
type between struct {
	t     *testing.T
	pipes *pipes.Listener
	pim   chan net.Conn // the PIM's ends of the connections to it
}

// inTime runs a test with a relay. At its end nothing may be left running.
func inTime(t *testing.T, test func(*between)) {
	synctest.Test(t, func(t *testing.T) {
		b := &between{t, pipes.Listen(), make(chan net.Conn, 10)}
		server := pimhttp.Server(to(t, "http://pim.test", func() (net.Conn, error) {
			ours, theirs := net.Pipe()
			b.pim <- theirs
			return ours, nil
		}))
		server.ErrorLog = quietLog
		ended := make(chan error, 1)
		go func() { ended <- server.Serve(b.pipes) }()
		defer server.Close()
		test(b)
		require.NoError(t, server.Shutdown(context.Background()))
		require.ErrorIs(t, <-ended, http.ErrServerClosed)
	})
}

// sends opens a page's connection and sends text.
func (b *between) sends(text string) net.Conn {
	client, server := net.Pipe()
	b.pipes.Hand(server)
	_, err := io.WriteString(client, text)
	require.NoError(b.t, err)
	return client
}

// asked is the PIM's end of a connection once a request has come.
func (b *between) asked() net.Conn {
	conn := <-b.pim
	_, err := http.ReadRequest(bufio.NewReader(conn))
	require.NoError(b.t, err)
	return conn
}

// told reads an answer of the relay's own, and says after how long it came.
func (b *between) told(conn net.Conn) (string, time.Duration) {
	start := time.Now()
	answer, err := io.ReadAll(conn)
	require.NoError(b.t, err)
	status, s := ownAnswer(b.t, string(answer))
	return status + " " + s.Relay.Code + ": " + s.Relay.Message, time.Since(start).Round(time.Millisecond)
}

// gone waits until the relay has ended the connection, and says after how long.
func (b *between) gone(conn net.Conn) time.Duration {
	start := time.Now()
	_, err := io.Copy(io.Discard, conn)
	require.NoError(b.t, err)
	return time.Since(start).Round(time.Millisecond)
}

var asking = asks("GET /api/rest/v1")

func TestSlow(t *testing.T) {
	t.Run("a PIM that says nothing", func(t *testing.T) {
		inTime(t, func(b *between) {
			conn := b.sends(asking)
			pim := b.asked()
			text, after := b.told(conn)
			require.Equal(t, "504 Gateway Timeout timeout: pim.test did not answer within 25 seconds.", text)
			require.Equal(t, 25*time.Second, after)
			require.Zero(t, b.gone(pim))
		})
	})
	t.Run("a PIM whose header does not end", func(t *testing.T) {
		inTime(t, func(b *between) {
			conn := b.sends(asking)
			pim := b.asked()
			var trickle sync.WaitGroup
			trickle.Go(func() {
				_, err := io.WriteString(pim, "HTTP/1.1 200 OK\r\n")
				for err == nil {
					time.Sleep(time.Second)
					_, err = io.WriteString(pim, "X: y\r\n")
				}
			})
			text, after := b.told(conn)
			require.Equal(t, "504 Gateway Timeout timeout: pim.test did not answer within 25 seconds.", text)
			require.Equal(t, 25*time.Second, after)
			trickle.Wait()
		})
	})
	t.Run("a PIM that does not take the request", func(t *testing.T) {
		inTime(t, func(b *between) {
			conn := b.sends(asking)
			text, after := b.told(conn)
			require.Equal(t, "504 Gateway Timeout timeout: pim.test did not answer within 25 seconds.", text)
			require.Equal(t, 25*time.Second, after)
			(<-b.pim).Close()
		})
	})
	t.Run("an answer that stops", func(t *testing.T) {
		inTime(t, func(b *between) {
			conn := b.sends(asking)
			pim := b.asked()
			_, err := io.WriteString(pim, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}")
			require.NoError(t, err)
			require.Equal(t, 30*time.Second, b.gone(conn))
			require.Zero(t, b.gone(pim))
		})
	})
	t.Run("an answer that takes long, a piece at a time", func(t *testing.T) {
		inTime(t, func(b *between) {
			conn := b.sends(asking)
			pim := b.asked()
			page := bufio.NewReader(conn)
			_, err := io.WriteString(pim, "HTTP/1.1 200 OK\r\n\r\n")
			require.NoError(t, err)
			answer, err := http.ReadResponse(page, nil)
			require.NoError(t, err)
			for range 60 { // ten minutes, twice what the server gives an answer
				time.Sleep(10 * time.Second)
				_, err := io.WriteString(pim, "piece")
				require.NoError(t, err)
				synctest.Wait()
				piece := make([]byte, 5)
				_, err = io.ReadFull(answer.Body, piece) // it is there before the next one is sent
				require.NoError(t, err)
				require.Equal(t, "piece", string(piece))
			}
			pim.Close()
			rest, err := io.ReadAll(answer.Body)
			require.NoError(t, err)
			require.Empty(t, rest)
		})
	})
	t.Run("a page that does not read", func(t *testing.T) {
		inTime(t, func(b *between) {
			b.sends(asking)
			pim := b.asked()
			start := time.Now()
			_, err := io.WriteString(pim, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
			for err == nil {
				_, err = io.WriteString(pim, strings.Repeat("x", 1<<16))
			}
			require.Equal(t, 30*time.Second, time.Since(start).Round(time.Second))
		})
	})
	t.Run("a body that does not come", func(t *testing.T) {
		inTime(t, func(b *between) {
			text, after := b.told(b.sends(asks("POST /api/oauth/v1/token", "Content-Length: 10") + "{}"))
			require.Equal(t, "400 Bad Request request: The body of the request did not come within 30 seconds.", text)
			require.Equal(t, 30*time.Second, after.Round(time.Second))
			require.Empty(t, b.pim)
		})
	})
}

// A connection is for one request, so that none is sent twice because an old one
// was closed meanwhile.
func TestOneRequestEach(t *testing.T) {
	inTime(t, func(b *between) {
		page := b.sends(strings.Replace(asking, "Connection: close\r\n", "", 1))
		from := bufio.NewReader(page)
		for range 3 {
			pim := b.asked()
			_, err := io.WriteString(pim, ok)
			require.NoError(t, err)
			answer, err := http.ReadResponse(from, nil)
			require.NoError(t, err)
			_, err = io.Copy(io.Discard, answer.Body)
			require.NoError(t, err)
			require.Zero(t, b.gone(pim))
			_, err = io.WriteString(page, strings.Replace(asking, "Connection: close\r\n", "", 1))
			require.NoError(t, err)
		}
		b.asked().Close()
		page.Close()
	})
}

// A page that leaves leaves nothing behind.
func TestCancel(t *testing.T) {
	for name, said := range map[string]string{"before the answer": "", "within it": "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"} {
		t.Run(name, func(t *testing.T) {
			inTime(t, func(b *between) {
				conn := b.sends(asks("POST /api/oauth/v1/token", "Content-Length: 2") + "{}")
				pim := <-b.pim
				r, err := http.ReadRequest(bufio.NewReader(pim))
				require.NoError(t, err)
				_, err = io.Copy(io.Discard, r.Body)
				require.NoError(t, err)
				if said != "" {
					_, err = io.WriteString(pim, said)
					require.NoError(t, err)
					_, err = conn.Read(make([]byte, 10))
					require.NoError(t, err)
				}
				conn.Close()
				require.Zero(t, b.gone(pim))
			})
		})
	}
	t.Run("while the body comes", func(t *testing.T) {
		inTime(t, func(b *between) {
			b.sends(asks("POST /api/oauth/v1/token", "Content-Length: 10") + "{}").Close()
			synctest.Wait()
			require.Empty(t, b.pim, "half a request reaches no PIM")
		})
	})
}

func TestBodyLimit(t *testing.T) {
	up := upstreamThat(t, ok)
	h := to(t, "http://pim.test", up.dial)
	body := strings.Repeat("x", MaxBody)
	require.Regexp(t, "^HTTP/1.1 200 OK\r\n", talk(t, h, asks("POST /api/oauth/v1/token", "Content-Length: 10485760")+body))
	require.Equal(t, "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 10485760\r\n\r\n"+body, <-up.got)
	for _, lines := range []string{"Content-Length: 10485761", "Transfer-Encoding: chunked"} {
		text := body + "x"
		if lines == "Transfer-Encoding: chunked" {
			text = "a00001\r\n" + text + "\r\n0\r\n\r\n"
		}
		status, s := ownAnswer(t, talk(t, h, asks("POST /api/oauth/v1/token", lines)+text))
		require.Equal(t, "413 Request Entity Too Large too_large", status+" "+s.Relay.Code)
	}
	up.nothing(t)
}
