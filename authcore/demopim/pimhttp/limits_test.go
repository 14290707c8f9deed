package pimhttp_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp/pipes"
)

// A served is a server of the package in time of its own.
type served struct {
	t     *testing.T
	pipes *pipes.Listener
	*http.Server
}

// inTime runs a test against a server. At its end nothing may be left running.
func inTime(t *testing.T, faults demopim.Faults, test func(*served)) {
	behind(t, &pimhttp.Handler{PIM: &demopim.PIM{Faults: faults}}, test)
}

// behind is that for any handler.
func behind(t *testing.T, h http.Handler, test func(*served)) {
	synctest.Test(t, func(t *testing.T) {
		s := &served{t, pipes.Listen(), pimhttp.Server(calm(t, h))}
		ended := make(chan error, 1)
		go func() { ended <- s.Serve(s.pipes) }()
		defer s.Close()
		test(s)
		require.NoError(t, s.Shutdown(context.Background()))
		require.ErrorIs(t, <-ended, http.ErrServerClosed)
	})
}

// calm fails a test at a panic, which net/http would only write to its log. The
// one that means to drop the connection is none.
func calm(t *testing.T, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if v != http.ErrAbortHandler {
					t.Errorf("%s %s: panic: %v\n%s", r.Method, r.RequestURI, v, debug.Stack())
				}
				panic(http.ErrAbortHandler)
			}
		}()
		h.ServeHTTP(w, r)
	})
}

// dial opens a connection and sends text on it.
func (s *served) dial(text string) net.Conn {
	client, server := net.Pipe()
	s.pipes.Hand(server)
	_, err := io.WriteString(client, text)
	require.NoError(s.t, err)
	return client
}

// answer reads one answer and returns its first line and its body.
func (s *served) answer(conn net.Conn) (status, body string) {
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(s.t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(s.t, err)
	return response.Status, string(text)
}

// ends reads to the end of a connection, and says after how long it came.
func (s *served) ends(conn net.Conn) (text string, after time.Duration) {
	start := time.Now()
	got, err := io.ReadAll(conn)
	require.NoError(s.t, err)
	return string(got), time.Since(start)
}

const (
	askRoot = "GET /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
	posting = "POST /api/oauth/v1/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
)

func TestSlowClients(t *testing.T) {
	t.Run("a header that does not end", func(t *testing.T) {
		inTime(t, demopim.Faults{}, func(s *served) {
			text, after := s.ends(s.dial("GET /api/rest/v1 HTTP/1.1\r\nHost: local"))
			require.Empty(t, text)
			require.Equal(t, 10*time.Second, after)
		})
	})
	t.Run("a connection without a request", func(t *testing.T) {
		inTime(t, demopim.Faults{}, func(s *served) {
			_, after := s.ends(s.dial(""))
			require.Equal(t, 10*time.Second, after)
		})
	})
	t.Run("a connection without a further request", func(t *testing.T) {
		inTime(t, demopim.Faults{}, func(s *served) {
			conn := s.dial(askRoot)
			status, _ := s.answer(conn)
			require.Equal(t, "200 OK", status)
			_, after := s.ends(conn)
			require.Equal(t, 2*time.Minute, after)
		})
	})
	t.Run("a body that does not end", func(t *testing.T) {
		inTime(t, demopim.Faults{}, func(s *served) {
			text, after := s.ends(s.dial(posting + "Content-Length: 10\r\n\r\n{}"))
			require.Contains(t, text, "HTTP/1.1 408 Request Timeout\r\n")
			require.Contains(t, text, "<h1>408 Request Time-out</h1>")
			require.Equal(t, 30*time.Second, after.Round(time.Second))
		})
	})
	t.Run("a body that trickles", func(t *testing.T) {
		inTime(t, demopim.Faults{}, func(s *served) {
			conn := s.dial(posting + "Content-Length: 300\r\n\r\n")
			var trickle sync.WaitGroup
			trickle.Go(func() {
				for {
					if _, err := io.WriteString(conn, " "); err != nil {
						return
					}
					time.Sleep(time.Second)
				}
			})
			text, after := s.ends(conn)
			require.Contains(t, text, "HTTP/1.1 408 Request Timeout\r\n")
			require.Equal(t, 30*time.Second, after.Round(time.Second))
			trickle.Wait()
		})
	})
	t.Run("a body without end", func(t *testing.T) {
		inTime(t, demopim.Faults{}, func(s *served) {
			conn := s.dial(posting + "Transfer-Encoding: chunked\r\n\r\n")
			go func() {
				chunk := "1000\r\n" + strings.Repeat("x", 0x1000) + "\r\n"
				for {
					if _, err := io.WriteString(conn, chunk); err != nil {
						return
					}
				}
			}()
			text, _ := s.ends(conn)
			require.Contains(t, text, "HTTP/1.1 413 Request Entity Too Large\r\n")
		})
	})
	t.Run("a client that does not read", func(t *testing.T) {
		inTime(t, demopim.Faults{}, func(s *served) {
			conn := s.dial(askRoot)
			time.Sleep(31 * time.Second)
			synctest.Wait()
			_, err := io.WriteString(conn, "GET")
			require.ErrorIs(t, err, io.ErrClosedPipe)
		})
	})
	t.Run("a client that has left", func(t *testing.T) {
		for _, text := range []string{"", "GET /api", askRoot, posting + "Content-Length: 10\r\n\r\n{}", posting + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}"} {
			inTime(t, demopim.Faults{}, func(s *served) {
				s.dial(text).Close()
				synctest.Wait()
				status, _ := s.answer(s.dial(askRoot + "GET"))
				require.Equal(t, "200 OK", status)
			})
		}
	})
}

func TestSlowPIM(t *testing.T) {
	for name, text := range map[string]string{
		"without a body":  askRoot,
		"with a body":     posting + "Content-Length: 2\r\n\r\n{}",
		"in chunks":       posting + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"after 100":       posting + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n",
		"a second answer": askRoot,
	} {
		t.Run("longer than any limit, "+name, func(t *testing.T) {
			inTime(t, demopim.Faults{Slow: 10 * time.Minute}, func(s *served) {
				start := time.Now()
				conn := s.dial(text)
				from := bufio.NewReader(conn)
				if name == "after 100" {
					line, err := from.ReadString('\n')
					require.NoError(t, err)
					require.Equal(t, "HTTP/1.1 100 Continue\r\n", line)
					_, err = from.ReadString('\n')
					require.NoError(t, err)
					_, err = io.WriteString(conn, "{}")
					require.NoError(t, err)
				}
				response, err := http.ReadResponse(from, nil)
				require.NoError(t, err)
				_, err = io.Copy(io.Discard, response.Body)
				require.NoError(t, err)
				require.Equal(t, 10*time.Minute, time.Since(start))
				if name == "a second answer" {
					_, err = io.WriteString(conn, text)
					require.NoError(t, err)
					_, err = http.ReadResponse(from, nil)
					require.NoError(t, err)
					require.Equal(t, 20*time.Minute, time.Since(start))
				}
				conn.Close()
			})
		})
	}
	t.Run("a client that leaves is not waited for", func(t *testing.T) {
		inTime(t, demopim.Faults{Slow: time.Hour}, func(s *served) {
			start := time.Now()
			for _, text := range []string{askRoot, posting + "Content-Length: 2\r\n\r\n{}"} {
				conn := s.dial(text)
				synctest.Wait()
				conn.Close()
			}
			require.NoError(t, s.Shutdown(context.Background()))
			require.Less(t, time.Since(start), time.Minute)
		})
	})
	t.Run("the connection is dropped after it", func(t *testing.T) {
		inTime(t, demopim.Faults{Slow: time.Minute, DropConnection: true}, func(s *served) {
			text, after := s.ends(s.dial(askRoot))
			require.Empty(t, text)
			require.Equal(t, time.Minute, after)
		})
	})
	t.Run("the control routes are as quick as ever", func(t *testing.T) {
		inTime(t, demopim.Faults{Slow: time.Hour, DropConnection: true}, func(s *served) {
			start := time.Now()
			conn := s.dial("POST /_demo/faults HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
			_, body := s.answer(conn)
			require.Equal(t, "{}", body)
			require.Zero(t, time.Since(start))
			conn.Close()
		})
	})
}

func TestOddRequests(t *testing.T) {
	for name, test := range map[string]struct{ request, want string }{
		"a header beyond all measure": {"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 70_000) + "\r\n\r\n", "HTTP/1.1 431 Request Header Fields Too Large\r\n"},
		"a long header":               {"GET /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 50_000) + "\r\n\r\n", "HTTP/1.1 200 OK\r\n"},
		"OPTIONS *":                   {"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n"},
		"CONNECT":                     {"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n"},
		"two hosts":                   {"GET /_demo/credentials HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n"},
		"no host":                     {"GET /api/rest/v1 HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request"},
		"HTTP/1.0 without a host":     {"GET /api/rest/v1 HTTP/1.0\r\n\r\n", `{"host":"http:\/\/pipe",`}, // the address of such a connection
		"HTTP/1.0 with one":           {"GET /api/rest/v1 HTTP/1.0\r\nHost: pim.test\r\n\r\n", `{"host":"http:\/\/pim.test",`},
		"control without a host":      {"GET /_demo/credentials HTTP/1.0\r\n\r\n", "HTTP/1.0 403 Forbidden\r\n"},
		"control in absolute form":    {"GET http://evil.example/_demo/credentials HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 403 Forbidden\r\n"},
		"control of another host":     {"GET http://localhost/_demo/faults HTTP/1.1\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 200 OK\r\n"}, // the target counts, says RFC 9112 section 3.2.2
		"HTTP/2 at once":              {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n"},
		"no HTTP":                     {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n"},
		"a chunk of no length":        {posting + "Transfer-Encoding: chunked\r\n\r\nx\r\n", "HTTP/1.1 400 Bad Request\r\n"},
		"a length and chunks":         {posting + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", `HTTP/1.1 422 Unprocessable Entity`},
		"a wish that is not known":    {posting + "Expect: the-spanish-inquisition\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 417 Expectation Failed\r\n"},
		"names in odd letters":        {"GET /api/rest/v1/categories HTTP/1.1\r\nhOST: localhost\r\naUTHORIZATION: Bearer x\r\n\r\n", `"The access token provided is invalid."`},
		"a name with a blank":         {"GET /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\nAuthorization : x\r\n\r\n", "HTTP/1.1 400 Bad Request"},
		"a body in chunks":            {posting + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\nTrailer: z\r\n\r\n", `Parameter \"grant_type\", \"username\" or \"password\" is missing`},
		"a GET with a body":           {"GET /api/rest/v1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 200 OK\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			inTime(t, demopim.Faults{}, func(s *served) {
				client, server := net.Pipe()
				s.pipes.Hand(server)
				go func() { _, _ = io.WriteString(client, test.request) }() // which may end before all was read
				text := make([]byte, 1<<16)
				n := 0
				for !strings.Contains(string(text[:n]), test.want) {
					m, err := client.Read(text[n:])
					n += m
					require.NoError(t, err, "%q", text[:n])
				}
				client.Close()
			})
		})
	}
}

// A client that asks whether it may send its body hears yes only where the
// body is read.
func TestExpectContinue(t *testing.T) {
	inTime(t, demopim.Faults{}, func(s *served) {
		conn := s.dial("POST /_demo/reset HTTP/1.1\r\nHost: evil.example\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
		status, body := s.answer(conn)
		require.Equal(t, "403 Forbidden", status)
		require.NotContains(t, body, "secret")
		conn.Close()
	})
}

// Handlers that set no deadlines of their own have those of the server.
func TestServer(t *testing.T) {
	plain := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, r.Body)
		if _, err2 := io.WriteString(w, strings.Repeat("x", 1<<16)); err == nil {
			err = err2
		}
		if err != nil {
			panic(http.ErrAbortHandler)
		}
	})
	behind(t, plain, func(s *served) {
		_, after := s.ends(s.dial(posting + "Content-Length: 10\r\n\r\n{}"))
		require.Equal(t, 40*time.Second, after)
	})
	behind(t, plain, func(s *served) {
		conn := s.dial(askRoot)
		time.Sleep(5*time.Minute + time.Second)
		synctest.Wait()
		_, err := io.WriteString(conn, "GET")
		require.ErrorIs(t, err, io.ErrClosedPipe)
	})
}
