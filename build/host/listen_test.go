package host

import (
	"net"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestListenOnLoopback(t *testing.T) {
	d, err := Listen("-addr", "127.0.0.1:0")
	require.NoError(t, err)
	defer d.Close()
	require.Regexp(t, `^http://localhost:\d+$`, d.URL)
	require.False(t, d.public)
	for _, listener := range d.listeners {
		require.True(t, listener.Addr().(*net.TCPAddr).IP.IsLoopback())
	}
}

func TestListenOnAll(t *testing.T) {
	d, err := Listen("-addr", ":0")
	require.NoError(t, err)
	defer d.Close()
	require.Regexp(t, `^http://localhost:\d+$`, d.URL)
	require.True(t, d.public)
}

func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	for flag, other := range map[string]string{"-addr": "9080", "-pim-addr": "9080"} {
		_, err = Listen(flag, "localhost:"+port)
		require.EqualError(t, err, "port "+port+" is taken by another program: stop it, or choose another port: "+
			flag+" 127.0.0.1:"+other+` (make run ARGS="`+flag+" 127.0.0.1:"+other+`")`)
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
	_, err = Listen("-addr", "127.0.0.1:"+port)
	require.ErrorContains(t, err, "port "+port+" is taken")
}
