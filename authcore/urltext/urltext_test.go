package urltext_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/urltext"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]urltext.URL{
		"":                        {},
		"https://pim.example.com": {Scheme: "https", Host: "pim.example.com", HasHost: true},
		"HTTP://Localhost:8080/api/rest/v1?page=1&q=a%20b#top": {
			Scheme: "http", Host: "Localhost:8080", Path: "/api/rest/v1",
			RawQuery: "page=1&q=a%20b", Fragment: "top",
			HasHost: true, HasQuery: true, HasFragment: true,
		},
		"http://u:p@ss@[::1]:80/?#": {Scheme: "http", User: "u:p@ss", Host: "[::1]:80", Path: "/", HasUser: true, HasHost: true, HasQuery: true, HasFragment: true},
		"http://@h":                 {Scheme: "http", Host: "h", HasUser: true, HasHost: true},
		"//h/p":                     {Host: "h", Path: "/p", HasHost: true},
		"/api//x/../%zz?a?b#c#d":    {Path: "/api//x/../%zz", RawQuery: "a?b", Fragment: "c#d", HasQuery: true, HasFragment: true},
		"mailto:a@b":                {Scheme: "mailto", Path: "a@b"},
		"file:///x":                 {Scheme: "file", Path: "/x", HasHost: true},
		"localhost:8080":            {Scheme: "localhost", Path: "8080"},
		"///x":                      {Path: "///x"},
		"1a:b":                      {Path: "1a:b"},
		"a_b:c":                     {Path: "a_b:c"},
		"http://é.fr/é":             {Scheme: "http", Host: "é.fr", Path: "/é", HasHost: true},
	} {
		got, err := urltext.Parse(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for text, want := range map[string]string{
		"http://h/a b":   "not a URL at byte 10: a blank must be written %20",
		"http://h/\n":    "not a URL at byte 9: a control character must be written %XX",
		"\x7f":           "not a URL at byte 0: a control character must be written %XX",
		":8080":          "not a URL at byte 0: a scheme is missing before the colon",
		"http://[::1/":   "not a URL at byte 7: an IPv6 address lacks its closing bracket",
		"http://[::1]80": "not a URL at byte 7: only a port may follow an IPv6 address",
		"http://h:80a/":  "not a URL at byte 7: a port is a number",
	} {
		got, err := urltext.Parse(text)
		require.EqualError(t, err, want)
		require.Equal(t, urltext.URL{}, got)
	}
}

func TestTarget(t *testing.T) {
	for text, want := range map[string]string{
		"http://h":                         "/",
		"http://h?":                        "/?",
		"http://h#f":                       "/",
		"http://h/api/rest/v1?page=1#frag": "/api/rest/v1?page=1",
		"http://h//x":                      "//x",
	} {
		u, err := urltext.Parse(text)
		require.NoError(t, err)
		require.Equal(t, want, u.Target())
	}
}

func TestStringWithoutParse(t *testing.T) {
	require.Equal(t, "https://h/p?", urltext.URL{Scheme: "https", Host: "h", Path: "/p", HasQuery: true}.String())
}

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"":                "",
		"azAZ09-_.~":      "azAZ09-_.~",
		"a b+c&d=e%/":     "a+b%2Bc%26d%3De%25%2F",
		"é\n\x00\xff*'()": "%C3%A9%0A%00%FF%2A%27%28%29",
	} {
		require.Equal(t, want, urltext.QueryEscape(text))
		require.Equal(t, text, urltext.QueryUnescape(want))
	}
	for text, want := range map[string]string{
		"100%":       "100%",
		"%":          "%",
		"%4":         "%4",
		"%zz%41%4g+": "%zzA%4g ",
		"%%41":       "%A",
		"%c3%A9":     "é",
	} {
		require.Equal(t, want, urltext.QueryUnescape(text))
	}
	require.Equal(t, "a+b /%", urltext.PathUnescape("a+b%20%2f%"))
}

func TestParseQuery(t *testing.T) {
	require.Equal(t,
		[]urltext.Pair{{"b", "1"}, {"a", "x y"}, {"b", "2=3"}, {"c", ""}, {"", "d"}, {"e", ""}},
		urltext.ParseQuery("&b=1&a=x+y&&b=2=3&c&=d&e=&"))
	require.Empty(t, urltext.ParseQuery(""))
}

func ExampleEncodeQuery() {
	fmt.Println(urltext.EncodeQuery([]urltext.Pair{{"grant_type", "password"}, {"username", "a&b c"}}))
	// Output: grant_type=password&username=a%26b+c
}
