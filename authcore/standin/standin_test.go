package standin_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/standin"
)

// marks are secrets of every shape. Each is unlike any word.
var marks = []string{
	"SECRETMARK",
	"1_4gm4secretmarkqkgskgkk080ssoo80040g44ksowwgw844k44sc00s",
	"secretmark",
	"Xsecretmark-Marked",
	"SECRETMARK.99!",
	"päSECRETMARKß",
	"secret mark SECRETMARK",
	"U0VDUkVUTUFSSzEyMzQ1Njc4OTA",
	"deadbeefcafef00d",
	"0123456789",
	"f4c7a9de-09a1-44ed-a0b3-9dd80f980ace",
	"SECRETMARK\n",
	"\u200bSECRETMARK\u00a0",
	"SECRETMARK:SECRETMARK2",
	"' OR secretmark--",
	"s%65cretm%61rkx",
	token,
	"smtp://secretmark@intern.secretmark.corp/x",
}

// dresses are the encodings in which a secret may come.
var dresses = map[string]func(string) string{
	"raw":    func(s string) string { return s },
	"base64": func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"raw base64url": func(s string) string {
		return base64.RawURLEncoding.EncodeToString([]byte(s))
	},
	"base64, odd": func(s string) string { return base64.StdEncoding.EncodeToString([]byte("a" + s)) },
	"base64, odder": func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte("ab" + s + "z"))
	},
	"base64 behind a letter": func(s string) string { return "q" + base64.StdEncoding.EncodeToString([]byte(s)) },
	"double base64": func(s string) string {
		return base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte("1_x:" + s))))
	},
	"base64 of a pair": func(s string) string { return base64.StdEncoding.EncodeToString([]byte("1_abc:" + s + "\n")) },
	"hex":              func(s string) string { return hex.EncodeToString([]byte(s)) },
	"percent":          url.QueryEscape,
	"percent, all": func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, "%%%02X", s[i])
		}
		return b.String()
	},
	"percent twice": func(s string) string { return url.QueryEscape(url.QueryEscape("x=" + s)) },
	"escapes": func(s string) string {
		var b strings.Builder
		for _, r := range s {
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		return b.String()
	},
	"entities": func(s string) string {
		var b strings.Builder
		for _, r := range s {
			fmt.Fprintf(&b, "&#%d;", r)
		}
		return b.String()
	},
	"within words": func(s string) string { return "my" + s + "token" },
	"capitals":     strings.ToUpper,
}

// places are where a secret may stand.
var places = map[string]func(string) diagnose.Case{
	"header":         inHeader("Authorization", "%s"),
	"basic":          inHeader("Authorization", "Basic %s"),
	"bearer":         inHeader("authorization", "Bearer %s"),
	"digest":         inHeader("Authorization", `Digest username="%s", realm="x"`),
	"own header":     inHeader("X-Thing", "%s"),
	"header name":    func(s string) diagnose.Case { return inHeader("X-"+s, "v")("") },
	"content type":   inHeader("Content-Type", "application/%s; charset=%s"),
	"accept":         inHeader("Accept", "%s"),
	"cookie":         inHeader("Cookie", "BAPID=%s; other=x"),
	"user agent":     inHeader("User-Agent", "curl/%s"),
	"referer":        inHeader("Referer", "https://pim.test/%s?x=%s#%s"),
	"forwarded":      inHeader("X-Forwarded-For", "%s"),
	"path":           inURL("https://pim.test/api/rest/v1/products/%s"),
	"folder":         inURL("https://pim.test/%s/api/oauth/v1/token"),
	"query":          inURL("https://pim.test/api/rest/v1/categories?access_token=%s&page=1"),
	"query name":     inURL("https://pim.test/api/rest/v1/categories?%s=1"),
	"userinfo":       inURL("https://%s:%s@pim.test/api/rest/v1"),
	"host":           inURL("https://%s.corp.test/api/rest/v1"),
	"port":           inURL("https://pim.test:%s/api/rest/v1"),
	"fragment":       inURL("https://pim.test/#/connect?client_id=%s"),
	"no address":     inURL("%s"),
	"scheme":         inURL("%s://x"),
	"method":         func(s string) diagnose.Case { return diagnose.Case{Request: &authcore.Request{Method: s}} },
	"JSON":           inBody(`{"grant_type":"password","username":"x","password":"%s"}`),
	"JSON grant":     inBody(`{"grant_type":"%s","scope":"read_products %s"}`),
	"JSON name":      inBody(`{"%s":"x"}`),
	"JSON nested":    inBody(`{"a":[{"b":{"code":"%s"}},["%s"]]}`),
	"broken JSON":    inBody(`{"password":"%s`),
	"bare JSON":      inBody(`{password: %s, 'x': '%s', // %s`),
	"smart JSON":     inBody("{“password”:“%s”}"),
	"JSON in JSON":   inBody(`{"x":"{\"client_secret\":\"%s\"}"}`),
	"JSON as text":   inBody(`"{\"client_secret\":\"%s\"}"`),
	"shell":          inBody(`'{"client_secret":"%s"}'`),
	"form":           inBody("grant_type=password&username=u&password=%s&%s"),
	"form name":      inBody("%s=x&grant_type=%s"),
	"multipart":      inBody("--X%s\r\nContent-Disposition: form-data; name=\"password\"; filename=\"%s\"\r\n\r\n%s\r\n--X--"),
	"text":           inBody("%s"),
	"xml":            inBody("<token>%s</token>"),
	"message":        inAnswer(`{"code":422,"message":"Category \"%s\" does not exist."}`),
	"OAuth error":    inAnswer(`{"error":"%s","error_description":"%s"}`),
	"token answer":   inAnswer(`{"access_token":"%s","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"%s"}`),
	"page":           inAnswer(`<html><title>%s</title><body class="%s">502 Bad Gateway %s</body></html>`),
	"notice":         inAnswer("<br />\n<b>Warning</b>:  Undefined %s in <b>/var/www/%s/index.php</b> on line <b>12</b><br />\n{\"access_token\":\"%s\"}"),
	"log":            inAnswer("Error: %s at 12:00"),
	"location":       answerHeader("Location", "https://pim.test/login?code=%s&state=%s"),
	"other location": answerHeader("Location", "%s"),
	"set cookie":     answerHeader("Set-Cookie", "%s=%s; path=/%s; HttpOnly"),
	"server":         answerHeader("Server", "nginx/%s"),
	"retry":          answerHeader("Retry-After", "%s"),
	"www":            answerHeader("WWW-Authenticate", `Bearer realm="%s"`),
	"failure": func(s string) diagnose.Case {
		return diagnose.Case{Failure: &diagnose.Failure{Code: s, Where: s, What: s, Directive: s, Host: s, LocalNetwork: s}, Gaps: []string{s}}
	},
}

func inHeader(name, value string) func(string) diagnose.Case {
	return func(s string) diagnose.Case {
		return diagnose.Case{Request: &authcore.Request{Method: "POST", URL: "https://pim.test/api/oauth/v1/token", Header: authcore.Header{{Name: name, Value: strings.ReplaceAll(value, "%s", s)}}}}
	}
}

func inURL(text string) func(string) diagnose.Case {
	return func(s string) diagnose.Case {
		return diagnose.Case{Request: &authcore.Request{Method: "GET", URL: strings.ReplaceAll(text, "%s", s)}}
	}
}

func inBody(text string) func(string) diagnose.Case {
	return func(s string) diagnose.Case {
		return diagnose.Case{Request: &authcore.Request{Method: "POST", URL: "https://pim.test/api/oauth/v1/token", Body: []byte(strings.ReplaceAll(text, "%s", s))}}
	}
}

func inAnswer(text string) func(string) diagnose.Case {
	return func(s string) diagnose.Case {
		return diagnose.Case{Response: &authcore.Response{Status: 422, Body: []byte(strings.ReplaceAll(text, "%s", s))}}
	}
}

func answerHeader(name, value string) func(string) diagnose.Case {
	return func(s string) diagnose.Case {
		return diagnose.Case{Response: &authcore.Response{Status: 302, Header: authcore.Header{{Name: name, Value: strings.ReplaceAll(value, "%s", s)}}}}
	}
}

// readings are all ways of reading a text, one after the other, up to three.
func readings(text string, left int, see func(string)) {
	see(text)
	if left == 0 {
		return
	}
	if s, err := url.QueryUnescape(text); err == nil && s != text {
		readings(s, left-1, see)
	}
	if s, err := url.PathUnescape(text); err == nil && s != text {
		readings(s, left-1, see)
	}
	unescaped := unescape(text)
	if unescaped != text {
		readings(unescaped, left-1, see)
	}
	for _, code := range strings.FieldsFunc(text, func(r rune) bool {
		return !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_", r)
	}) {
		if len(code) < 8 {
			continue
		}
		for from := range 4 {
			rest := strings.NewReplacer("-", "+", "_", "/").Replace(code[from:])
			if len(rest)%4 == 1 {
				rest = rest[:len(rest)-1]
			}
			if s, err := base64.RawStdEncoding.DecodeString(rest); err == nil {
				readings(string(s), left-1, see)
			}
		}
		for from := range 2 {
			if s, err := hex.DecodeString(code[from : from+(len(code)-from)/2*2]); err == nil {
				readings(string(s), left-1, see)
			}
		}
	}
}

// unescape reads \uXXXX, &#NN; and backslashes wherever they stand.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if i+6 <= len(text) && text[i:i+2] == `\u` {
			if n, err := strconv.ParseUint(text[i+2:i+6], 16, 32); err == nil {
				b.WriteRune(rune(n))
				i += 5
				continue
			}
		}
		if end := strings.IndexByte(text[i:], ';'); end > 0 && strings.HasPrefix(text[i:], "&#") {
			if n, err := strconv.ParseUint(text[i+2:i+end], 10, 32); err == nil {
				b.WriteRune(rune(n))
				i += end
				continue
			}
		}
		if text[i] != '\\' {
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// told is what of a mark must not be found: its longest run of letters and
// digits.
func told(mark string) string {
	longest := ""
	for _, run := range strings.FieldsFunc(strings.ToLower(mark), func(r rune) bool {
		return r != '%' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	}) {
		if len(run) > len(longest) {
			longest = run
		}
	}
	return longest
}

func requireNone(t *testing.T, mark string, left int, texts ...string) {
	t.Helper()
	needle := told(mark)
	for _, text := range texts {
		readings(text, left, func(s string) {
			if strings.Contains(strings.ToLower(s), needle) {
				t.Fatalf("%q is in %q", needle, s)
			}
		})
	}
}

func TestNoMarkLeaves(t *testing.T) {
	some := 3 // a third of them in each dress at each place
	if runtime.GOOS == "js" {
		some = 17
	}
	for place, with := range places {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			for dress, in := range dresses {
				for i, mark := range marks {
					if (i+len(dress)+len(place))%some > 0 {
						continue
					}
					known := diagnose.Known{}
					if i%2 == 0 {
						known = diagnose.Known{Client: authcore.Client{ID: "1_x", Secret: mark}, Password: mark, PIM: "https://pim.test"}
					}
					s := standin.Make([]diagnose.Case{with(in(mark))}, known)
					text, err := s.JSON()
					require.NoError(t, err, "%s %d", dress, i)
					link, err := s.Link()
					require.NoError(t, err)
					requireNone(t, mark, 2, text)
					opened, err := standin.Open(link)
					require.NoError(t, err)
					require.Equal(t, s.Shared, opened)
				}
			}
		})
	}
}
