// What must hold for any text: no panic, places within it, and no bytes of it
// lost or made up on their way.

package paste_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/paste"
)

func FuzzRead(f *testing.F) {
	for _, file := range files(f) {
		for _, row := range rowsOf(f, file) {
			f.Add([]byte(row.paste))
		}
	}
	f.Add([]byte("\xFF\xFEc\x00u\x00r\x00l\x00 \x00a\x00.\x00b\x00"))
	f.Add([]byte("curl a.b -d \\\n> $'\\u0000' \"`echo $(tr -d a <<<\"b\")`\" & curl c.d"))
	f.Fuzz(func(t *testing.T, text []byte) {
		found, err := paste.Read(text)
		if err != nil {
			var known *paste.Error
			require.True(t, errors.As(err, &known))
			require.NotEmpty(t, known.Error())
			require.Equal(t, paste.Found{}, found)
			return
		}
		require.NotEmpty(t, found.Kind)
		require.NotEmpty(t, found.Cases)
		for _, c := range found.Cases {
			require.False(t, c.Request == nil && c.Response == nil && c.Failure == nil)
		}
		last := 0
		for _, s := range found.Spans {
			require.LessOrEqual(t, last, s.Case)
			last = s.Case
			require.Less(t, s.Case, len(found.Cases))
			require.True(t, 0 <= s.From && s.From < s.To && s.To <= len(text))
			require.Equal(t, part(t, found, s), string(text[s.From:s.To]))
		}
	})
}

// part returns what a span claims to stand for.
func part(t *testing.T, found paste.Found, s paste.Span) string {
	c := found.Cases[s.Case]
	if s.In == "request" {
		switch s.Part {
		case "method":
			return c.Request.Method
		case "url":
			return c.Request.URL
		case "header":
			return c.Request.Header[s.Line].Value
		}
		return string(c.Request.Body)
	}
	switch s.Part {
	case "status":
		n := c.Response.Status
		return string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
	case "header":
		return c.Response.Header[s.Line].Value
	}
	return string(c.Response.Body)
}

// rubbish are texts that make naive readers slow or deep, by what is repeated.
var rubbish = []struct{ name, first, again string }{
	{"quotes", "", `'`}, {"double quotes", "", `"`}, {"backslashes", "", `\`}, {"brackets", "", `[`}, {"braces", "", `{`}, {"ampersands", "", `&`},
	{"lines", "", "\n"}, {"blanks", "x", " "}, {"percent", "", "%"}, {"digits", "", "422 "}, {"addresses", "", "http://"}, {"letters", "", "a"}, {"base64", "", "QUJD"},
	{"curl quotes", "curl a.b ", `'`}, {"curl double quotes", "curl a.b ", `"a`}, {"curl backslashes", "curl a.b ", `\ `}, {"curl dollars", "curl a.b ", `$(`},
	{"curl braces", "curl a.b ", `${`}, {"curl backticks", "curl a.b ", "`a "}, {"curl words", "curl a.b ", "-d a "}, {"curl documents", "curl a.b ", "<<a\n-H "},
	{"curl headers", "curl a.b ", "-H a:b "}, {"curls", "", "curl a.b\n"}, {"curls in a line", "", "curl a.b; "}, {"curl carets", "curl a.b ^\n", `^"`}, {"curl.exe", "PS > curl.exe a.b ", "'a' $x "},
	{"assignments", "", "a='\nb=\"\n"}, {"assignments in themselves", "a=xxxxxxxx\n", "a=$a$a\n"}, {"substitutions", "", "a=$(\n"}, {"echo", "", "echo $(base64\n"},
	{"requests", "", "GET /api/rest/v1 HTTP/1.1\nA: b\n\n{}\n"}, {"answers", "", "HTTP/1.1 301 x\nLocation: /\n\n"}, {"header", "GET / HTTP/1.1\n", "a\n"}, {"one header line", "GET / HTTP/1.1\nA: b\n", "a\n"},
	{"transcript", "> GET / HTTP/1.1\n", "* x\n"}, {"entries", `{"log":{"entries":[`, `{"request":{"method":"GET","url":"http://a/"}},`}, {"entries in one another", `{"request":"method",`, `"request":{"method":`},
	{"har strings", `{"request":{"method":"`, `\"`}, {"one JSON", `{"code":422,"a":[`, `{"b":[1,"c"]},`}, {"objects", "", `{"code":`},
	{"fetch", "fetch(", "{a:["}, {"fetch strings", "fetch('x',{", "'a':'b',"}, {"fetches", "", "fetch('http://a')\n"}, {"fetch sums", "fetch(", "'a'+"}, {"fetch templates", "fetch(", "`${a}`+"},
	{"constants", "", "const a = [\n"}, {"constants in one another", "const a = {b: 'c'}\n", "const a = {b: a, c: a}\n"}, {"PowerShell", "irm -", "@{a=\""}, {"PowerShell lines", "", "irm http://a -b `\n"},
	{"logs", "", "`POST /a` 422\n"}, {"HTML", "", "<html>"}, {"panel", "Request URL: a\n", "Accept: b\n"}, {"panel bodies", "Request URL: a\n", "{\n"}, {"panel lines", "Request URL: a\n", "{}\n"},
}

// Ten times the text takes about ten times the time, not a hundred; generous,
// since other programs run beside it.
func TestTimeIsLinear(t *testing.T) {
	const small, large = 16 << 10, 160 << 10
	measure := func(text []byte) time.Duration {
		start := time.Now()
		_, _ = paste.Read(text)
		return time.Since(start)
	}
	for _, r := range rubbish {
		t.Run(r.name, func(t *testing.T) {
			var short, long time.Duration
			for range 3 { // for a pause of the machine
				short, long = measure(repeated(r.first, r.again, small)), measure(repeated(r.first, r.again, large))
				if long < 40*short+20*time.Millisecond {
					return
				}
			}
			t.Errorf("%d bytes take %s, %d take %s", small, short, large, long)
		})
	}
}

func repeated(first, again string, length int) []byte {
	return []byte((first + strings.Repeat(again, length/len(again)+1))[:length])
}

func TestLimit(t *testing.T) {
	_, err := paste.Read(make([]byte, paste.Limit+1))
	require.Equal(t, &paste.Error{Code: "too_long", At: paste.Limit + 1}, err)
	_, err = paste.Read([]byte("curl a.b\x00"))
	require.Equal(t, &paste.Error{Code: "binary", At: 8}, err)
}

func TestUTF16(t *testing.T) {
	found, err := paste.Read([]byte("\xFF\xFE4\x002\x002\x00\r\x00\n\x00"))
	require.NoError(t, err)
	require.Equal(t, "status", found.Kind)
	require.Empty(t, found.Spans)
}

func BenchmarkRead(b *testing.B) {
	for _, length := range []int{1 << 20, paste.Limit} {
		for _, r := range rubbish {
			text := repeated(r.first, r.again, length)
			b.Run(r.name+"/"+map[bool]string{true: "1MB", false: "10MB"}[length == 1<<20], func(b *testing.B) {
				b.SetBytes(int64(length))
				for b.Loop() {
					_, _ = paste.Read(text)
				}
			})
		}
	}
}
