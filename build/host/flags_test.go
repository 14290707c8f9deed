package host

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/verb"
)

func TestServeFlags(t *testing.T) {
	s, err := serveFlags(nil, &strings.Builder{})
	require.NoError(t, err)
	require.Equal(t, serving{addr: "127.0.0.1:8080", pimAddr: "127.0.0.1:8081", cors: true}, s)

	s, err = serveFlags([]string{
		"-addr", "localhost:9080", "-pim-addr", ":9081", "-version", "6", "-cors=false", "-pim-only",
		"-allow-origin", "https://docs.example.com", "-seeds", "ours.json", "-allow-origin", "http://localhost:3000",
	}, &strings.Builder{})
	require.NoError(t, err)
	require.Equal(t, serving{
		addr: "localhost:9080", pimAddr: ":9081", version: "6.0", pimOnly: true, seeds: "ours.json",
		origins: []string{"https://docs.example.com", "http://localhost:3000"},
	}, s)
	for name, want := range map[string]authcore.Version{"1": "1.7", "2": "2.3", "3.2": "3.2", "v4": "4.0", "5.0": "5.0", "7": "7.0", "SaaS": "saas"} {
		s, err = serveFlags([]string{"-version", name}, &strings.Builder{})
		require.NoError(t, err)
		require.Equal(t, want, s.version)
	}
	for _, origin := range []string{"*", "null", "", "localhost:3000", "ftp://localhost", "http://localhost:3000/", "http://localhost:3000?x", "http://Docs.example.com", "http://a@b.example", "http://"} {
		_, err = serveFlags([]string{"-allow-origin", origin}, &strings.Builder{})
		require.ErrorIs(t, err, verb.ErrUsage, origin)
	}
}
