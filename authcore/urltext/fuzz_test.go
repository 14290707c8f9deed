// net/url is the judge: whatever it takes we take, but for blanks and control
// characters, and see the same parts in it.

package urltext_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/urltext"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "https://pim.example.com/api/rest/v1/categories?page=1&limit=10#x", "http://localhost:8080", "http://[::1]:80/%zz",
		"http://u:p@h:1/", "http://u@v@h", "//h", "/p?q?r#s#t", "mailto:a", "a:b:c", ":x", "1:2", "a/b:c", "http:", "http:/p", "http:///p",
		"http://h:", "http://h:x", "http://[fe80::1%25en0]", "http://[::1", "http://h?#", "HTTP://H/%C3%A9é", "*", "http://h/a b", "x://%41", "#", "?", "//::0",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := urltext.Parse(text)
		judge, judgeErr := url.Parse(text)
		if err != nil {
			require.Equal(t, urltext.URL{}, got)
			if judgeErr == nil && !strings.ContainsFunc(text, unsent) {
				t.Fatalf("Parse(%q): %v", text, err)
			}
			return
		}
		again := got.String()
		require.True(t, strings.EqualFold(text, again), "%q became %q", text, again)
		require.Equal(t, text[len(got.Scheme):], again[len(got.Scheme):])
		if judgeErr != nil {
			return
		}
		require.Equal(t, judge.Scheme, got.Scheme)
		require.Equal(t, judge.Host, urltext.PathUnescape(got.Host))
		require.Equal(t, judge.User != nil, got.HasUser)
		name, password, hasPassword := strings.Cut(got.User, ":")
		judgePassword, judgeHas := judge.User.Password()
		require.Equal(t, judge.User.Username(), urltext.PathUnescape(name))
		require.Equal(t, judgePassword, urltext.PathUnescape(password))
		require.Equal(t, judgeHas, hasPassword)
		if judge.Opaque == "" {
			require.Equal(t, judge.Path, urltext.PathUnescape(got.Path))
		} else {
			require.Equal(t, judge.Opaque, got.Path)
		}
		require.Equal(t, judge.RawQuery, got.RawQuery)
		require.Equal(t, judge.ForceQuery || judge.RawQuery != "", got.HasQuery)
		require.Equal(t, judge.Fragment, urltext.PathUnescape(got.Fragment))
		if judge.Opaque == "" && judge.Host != "" && judge.EscapedPath() == got.Path {
			require.Equal(t, judge.RequestURI(), got.Target())
		}
	})
}

// unsent reports whether a request line cannot hold c.
func unsent(c rune) bool { return c <= ' ' || c == 0x7F }

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "a b+c", "100%", "%41%zz%", "é\xff\x00~*", "a=b&c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		escaped := urltext.QueryEscape(s)
		require.Equal(t, url.QueryEscape(s), escaped)
		require.Equal(t, s, urltext.QueryUnescape(escaped))
		if want, err := url.QueryUnescape(s); err == nil {
			require.Equal(t, want, urltext.QueryUnescape(s))
		}
		if want, err := url.PathUnescape(s); err == nil {
			require.Equal(t, want, urltext.PathUnescape(s))
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{"", "a=1&b=2&a=3", "a", "=b", "&&", "a=b=c", "a+b=%20", "%zz=%", "a;b=c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		pairs := urltext.ParseQuery(s)
		again := urltext.ParseQuery(urltext.EncodeQuery(pairs))
		require.Equal(t, pairs, again)
		want, err := url.ParseQuery(s)
		if err != nil {
			return
		}
		got := url.Values{}
		for _, p := range pairs {
			got.Add(p.Name, p.Value)
		}
		require.Equal(t, want, got)
	})
}
