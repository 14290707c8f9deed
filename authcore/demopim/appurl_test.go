package demopim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIsNoURL(t *testing.T) {
	for _, s := range []string{
		"", "http://a", "http://a.", "http://a.b", "https://a.b/", "hTTp://a_b-c.d.", "http://1.2.3.4:5", "http://[::]", "http://[1:2:3:4:5:6:1.2.3.4]:80/",
		"http://u@a", "http://u:p%20w@a.b:1/c?d#e", "http://a/%41", "http://é.é/é?é#é", "http://a?b", "http://a#b",
	} {
		require.False(t, isNoURL(s), s)
	}
	for _, s := range []string{
		"a", "/a", "http:", "http:/a", "http://", "http://?a", "http://#a", "http:///", "https//a.b", "htt://a", "httpss://a", "://a", "http://:80",
		"http://a:", "http://a:b", "http://a:-1", "http://a b", "http://a\n", "\thttp://a", "http://u p@a", "http://u@", "http://u:p@:80",
		"http://.a", "http://a..b", "http://.", "http://[::1", "http://[1:2", "http://[::1]x", "http://[::1]:",
		"http://a/ ", "http://a/<b>", "http://a?b c", `http://a/\`, "http://a/\"", "http://a/{b}", "http://a/|", "http://a/^", "http://a/`",
	} {
		require.True(t, isNoURL(s), s)
	}
}

func TestWithQuery(t *testing.T) {
	for address, want := range map[string]string{
		"http://a":      "http://a?b=c",
		"http://a?":     "http://a??b=c",
		"http://a?x":    "http://a?x&b=c",
		"http://a?x&":   "http://a?x&&b=c",
		"http://a#x":    "http://a#x?b=c",
		"http://a#x?y":  "http://a#x?y?b=c",
		"http://a?x#y":  "http://a?x#y&b=c",
		"http://a?#x?y": "http://a?#x?y?b=c",
	} {
		require.Equal(t, want, withQuery(address, "b=c"), address)
	}
}
