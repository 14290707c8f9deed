package relay

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What reaches the PIM, byte for byte.
func TestForwards(t *testing.T) {
	for name, test := range map[string]struct {
		pim  string // "" means http://pim.test
		all  bool
		sent string
		want string
	}{
		"a token by JSON": {
			sent: asks("POST /api/oauth/v1/token", "Authorization: Basic MTpz", "Content-Type: application/json", "Content-Length: 27") + `{"grant_type":"password" }` + "\n",
			want: "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 27\r\nAuthorization: Basic MTpz\r\nContent-Type: application/json\r\n\r\n" + `{"grant_type":"password" }` + "\n",
		},
		"all that Chromium adds is taken away": {
			sent: asks("GET /api/rest/v1/categories?limit=10", "Authorization: Bearer abc", "sec-ch-ua-platform: \"Linux\"", "User-Agent: Mozilla/5.0", "sec-ch-ua: \"Chromium\"", "sec-ch-ua-mobile: ?0",
				"Accept: */*", "Cache-Control: no-cache", "Pragma: no-cache", "X-Relay-Remove: accept, cache-control,pragma",
				"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty", "Sec-GPC: 1", "DNT: 1", "Referer: http://localhost:8080/", "Accept-Encoding: gzip, deflate, br, zstd", "Accept-Language: de,en;q=0.9", "Cookie: BAPID=secret; other=1"),
			want: "GET /api/rest/v1/categories?limit=10 HTTP/1.1\r\nHost: pim.test\r\nAuthorization: Bearer abc\r\n\r\n",
		},
		"what the page may have written stays": {
			sent: asks("GET /api/rest/v1", "Accept: */*", "Cache-Control: no-cache", "Pragma: no-cache", "X-Odd_Name: a  b", "x-twice: 1", "X-Twice: 2", "X-Empty:", "X-HTTP-Method-Override: DELETE"),
			want: "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\nAccept: */*\r\nCache-Control: no-cache\r\nPragma: no-cache\r\nX-Empty: \r\nX-Http-Method-Override: DELETE\r\nX-Odd_name: a  b\r\nX-Twice: 1\r\nX-Twice: 2\r\n\r\n",
		},
		"a page's own lines of a proxy": {
			sent: asks("GET /api/rest/v1", "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Host: a", "X-Forwarded-Proto: https", "Forwarded: for=1.2.3.4", "Via: 1.1 x"),
			want: "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\nForwarded: for=1.2.3.4\r\nVia: 1.1 x\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: a\r\nX-Forwarded-Proto: https\r\n\r\n",
		},
		"hop by hop": {
			sent: "GET /api/rest/v1 HTTP/1.1\r\nHost: " + own + "\r\nOrigin: " + page + "\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\nTrailer: X-T\r\nProxy-Authorization: Basic x\r\nProxy-Connection: close\r\n\r\n",
			want: "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\n\r\n",
		},
		"below a base path": {
			pim:  "https://pim.test:8443/index.php",
			sent: asks("GET /api/rest/v1/categories?search=%7B%22a%22%3A1%7D&x={|}^`"),
			want: "GET /index.php/api/rest/v1/categories?search=%7B%22a%22%3A1%7D&x={|}^` HTTP/1.1\r\nHost: pim.test:8443\r\n\r\n",
		},
		"a query that means nothing":     {sent: asks("GET /api/rest/v1?a;b&%zz&=&a=1&a=2"), want: "GET /api/rest/v1?a;b&%zz&=&a=1&a=2 HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"an empty query":                 {sent: asks("GET /api/rest/v1?"), want: "GET /api/rest/v1? HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"question marks":                 {sent: asks("GET /api/rest/v1??a?b"), want: "GET /api/rest/v1??a?b HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"an escaped slash":               {all: true, sent: asks("GET /api/rest/v1/products/a%2Fb%2fc%20d"), want: "GET /api/rest/v1/products/a%2Fb%2fc%20d HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"two slashes":                    {all: true, sent: asks("GET //evil.example/x"), want: "GET //evil.example/x HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"two slashes below a base path":  {pim: "http://pim.test/base", all: true, sent: asks("GET //a//b/?"), want: "GET /base//a//b/? HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"what a browser does not escape": {all: true, sent: asks("GET /a'|[x]^{y}~!$&()*+,;=:@"), want: "GET /a'|[x]^{y}~!$&()*+,;=:@ HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"an @ in the path":               {all: true, sent: asks("GET /@evil.example/"), want: "GET /@evil.example/ HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"a port in the path":             {all: true, sent: asks("GET /:80@evil.example"), want: "GET /:80@evil.example HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"the root":                       {all: true, sent: asks("GET /"), want: "GET / HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"HEAD":                           {all: true, sent: asks("HEAD /x"), want: "HEAD /x HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"DELETE with a body":             {all: true, sent: asks("DELETE /x", "Content-Length: 2") + "{}", want: "DELETE /x HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 2\r\n\r\n{}"},
		"OPTIONS that is no preflight":   {all: true, sent: asks("OPTIONS /x"), want: "OPTIONS /x HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"a method of one's own":          {all: true, sent: asks("BREW /x"), want: "BREW /x HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
		"POST without a body":            {sent: asks("POST /api/oauth/v1/token", "Content-Length: 0"), want: "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 0\r\n\r\n"},
		"a GET with a body":              {sent: asks("GET /api/rest/v1", "Content-Length: 3") + "a\x00\xff", want: "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 3\r\n\r\na\x00\xff"},
		"chunks become one body":         {sent: asks("POST /api/oauth/v1/token", "Transfer-Encoding: chunked") + "1;ext=\"x\"\r\n{\r\n1\r\n}\r\n0\r\nX-Trailer: y\r\n\r\n", want: "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 2\r\n\r\n{}"},
		"chunks and a length":            {sent: asks("POST /api/oauth/v1/token", "Content-Length: 44", "Transfer-Encoding: chunked") + "2\r\n{}\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: pim.test\r\n\r\n", want: "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 2\r\n\r\n{}"},
		"the same length twice":          {sent: asks("POST /api/oauth/v1/token", "Content-Length: 2", "Content-Length: 2") + "{}", want: "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 2\r\n\r\n{}"},
		"a folded line":                  {sent: asks("GET /api/rest/v1", "X-Folded: a\r\n  b"), want: "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\nX-Folded: a b\r\n\r\n"},
		"lines that end in LF":           {sent: strings.ReplaceAll(asks("GET /api/rest/v1", "X-A: b"), "\r\n", "\n"), want: "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\nX-A: b\r\n\r\n"},
		"a body that looks like another": {sent: asks("POST /api/oauth/v1/token", "Content-Length: 35") + "0\r\n\r\nGET /smuggled HTTP/1.1\r\nX: y\r\n", want: "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 35\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nX: y\r\n"},
		"asking before the body":         {sent: asks("POST /api/oauth/v1/token", "Expect: 100-continue", "Content-Length: 2") + "{}", want: "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 2\r\n\r\n{}"},
		"the name in capitals":           {sent: strings.Replace(asks("GET /api/rest/v1"), "localhost", "LocalHost", 1), want: "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\n\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			pim := test.pim
			if pim == "" {
				pim = "http://pim.test"
			}
			up := upstreamThat(t, ok)
			h := to(t, strings.Replace(pim, "https:", "http:", 1), up.dial)
			h.AllRoutes = test.all
			answer := talk(t, h, test.sent)
			answer = strings.TrimPrefix(answer, "HTTP/1.1 100 Continue\r\n\r\n")
			require.Regexp(t, "^HTTP/1.1 200 OK\r\n", answer)
			require.Equal(t, test.want, <-up.got)
		})
	}
}

// What comes back, byte for byte.
func TestAnswers(t *testing.T) {
	const cors = "Access-Control-Allow-Origin: " + page + "\r\nAccess-Control-Expose-Headers: "
	for name, test := range map[string]struct{ pim, want string }{
		"nothing added": {
			"HTTP/1.1 422 Unprocessable Content\r\nContent-Length: 2\r\n\r\n{}",
			"HTTP/1.1 422 Unprocessable Entity\r\n" + cors + "Access-Control-Allow-Origin, Access-Control-Expose-Headers, Content-Length, Vary\r\nContent-Length: 2\r\nVary: Origin\r\nConnection: close\r\n\r\n{}",
		},
		"the PIM's own header, less what is not for the page": {
			"HTTP/1.1 401 Unauthorized\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: application/json\r\nWWW-Authenticate: Bearer realm=\"Service\"\r\nX-Relay-Error: token\r\nVary: Accept\r\n" +
				"Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\nAccess-Control-Expose-Headers: X\r\nSet-Cookie: BAPID=x; path=/\r\nSet-Cookie: b=c\r\nClear-Site-Data: \"*\"\r\n" +
				"Connection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nContent-Length: 2\r\n\r\n{}",
			"HTTP/1.1 401 Unauthorized\r\n" + cors + "Access-Control-Allow-Origin, Access-Control-Expose-Headers, Content-Length, Content-Type, Date, Vary, Www-Authenticate\r\nContent-Length: 2\r\nContent-Type: application/json\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nVary: Origin\r\nVary: Accept\r\nWww-Authenticate: Bearer realm=\"Service\"\r\nConnection: close\r\n\r\n{}",
		},
		"a coding is the page's to undo": {
			"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08",
			"HTTP/1.1 200 OK\r\n" + cors + "Access-Control-Allow-Origin, Access-Control-Expose-Headers, Content-Encoding, Content-Length, Vary\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\nVary: Origin\r\nConnection: close\r\n\r\n\x1f\x8b\x08",
		},
		"chunks, and a trailer that nobody asked for": {
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Set-Cookie\r\n\r\n2\r\n{}\r\n0\r\nSet-Cookie: x=y\r\nX-Late: 1\r\n\r\n",
			"HTTP/1.1 200 OK\r\n" + cors + "Access-Control-Allow-Origin, Access-Control-Expose-Headers, Vary\r\nVary: Origin\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		},
		"what comes before the answer": {
			"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\nSet-Cookie: a=b\r\nAccess-Control-Allow-Origin: *\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n",
			"HTTP/1.1 204 No Content\r\n" + cors + "Access-Control-Allow-Origin, Access-Control-Expose-Headers, Vary, X-A\r\nVary: Origin\r\nX-A: b\r\nConnection: close\r\n\r\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			up := upstreamThat(t, test.pim)
			require.Equal(t, test.want, talk(t, to(t, "http://pim.test", up.dial), asks("GET /api/rest/v1")))
		})
	}
}

// An answer that breaks off breaks off for the page, too.
func TestBrokenOff(t *testing.T) {
	for _, answer := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
	} {
		got := talk(t, to(t, "http://pim.test", upstreamThat(t, answer).dial), asks("GET /api/rest/v1"))
		require.Contains(t, got, "{}")
		require.False(t, strings.HasSuffix(got, "0\r\n\r\n") || strings.Contains(got, "Content-Length: 2\r\n"), got)
	}
}
