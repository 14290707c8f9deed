package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestListenOnLoopback(t *testing.T) {
	d, err := listen("-addr", "127.0.0.1:0")
	require.NoError(t, err)
	defer d.close()
	require.Regexp(t, `^http://localhost:\d+$`, d.url)
	require.False(t, d.public)
	for _, listener := range d.listeners {
		require.True(t, listener.Addr().(*net.TCPAddr).IP.IsLoopback())
	}
}

func TestListenOnAll(t *testing.T) {
	d, err := listen("-addr", ":0")
	require.NoError(t, err)
	defer d.close()
	require.Regexp(t, `^http://localhost:\d+$`, d.url)
	require.True(t, d.public)
}

func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	for flag, other := range map[string]string{"-addr": "9080", "-pim-addr": "9080"} {
		_, err = listen(flag, "localhost:"+port)
		require.EqualError(t, err, "port "+port+" is taken by another program: stop it, or choose another port: "+
			`make run ARGS="`+flag+" 127.0.0.1:"+other+`"`)
	}
}

// A port that another program has in IPv6 only is taken, too: the browser would
// meet that program.
func TestPortTakenInIPv6(t *testing.T) {
	taken, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Skip("this machine has no IPv6")
	}
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	_, err = listen("-addr", "127.0.0.1:"+port)
	require.ErrorContains(t, err, "port "+port+" is taken")
}

// The whole verb, without the page: it says where it runs, answers, and stops
// when it is told to.
func TestServePIMOnly(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "-pim-only", "-pim-addr", "127.0.0.1:0"}, write, write)
		write.Close()
	}()
	said, lines := "", bufio.NewReader(read)
	for !strings.Contains(said, "Ctrl-C stops.\n") {
		line, err := lines.ReadString('\n')
		require.NoError(t, err, said)
		said += line
	}
	require.NotContains(t, said, "Playground")
	m := regexp.MustCompile(`Demo PIM 7\.0 +(http://localhost:\d+)\n`).FindStringSubmatch(said)
	require.NotNil(t, m, said)
	require.Regexp(t, `Username +myERPuser\n`, said)
	response, err := http.Get(m[1] + "/_demo/credentials")
	require.NoError(t, err)
	response.Body.Close()
	require.Equal(t, 200, response.StatusCode)

	stop()
	last, err := io.ReadAll(lines)
	require.NoError(t, err)
	require.Contains(t, string(last), "Stopped.")
	select {
	case c := <-code:
		require.Equal(t, 0, c)
	case <-time.After(5 * time.Second):
		t.Fatal("serve goes on")
	}
}
