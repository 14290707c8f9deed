package relay

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// said is the body of an answer that is the relay's own.
type said struct {
	Relay struct {
		Code, Message, Next, Location string
		Status                        int
	}
}

// ownAnswer reads an answer that has to be the relay's own, and returns its first
// line and what it says.
func ownAnswer(t testing.TB, answer string) (status string, s said) {
	head, body, found := strings.Cut(answer, "\r\n\r\n")
	require.True(t, found, "%q", answer)
	require.NoError(t, json.Unmarshal([]byte(body), &s), "%q", answer)
	require.Contains(t, head+"\r\n", "\r\nX-Relay-Error: "+s.Relay.Code+"\r\n")
	require.Contains(t, head+"\r\n", "\r\nContent-Type: application/json\r\n")
	require.NotEmpty(t, s.Relay.Message)
	require.NotEmpty(t, s.Relay.Next)
	status, _, _ = strings.Cut(head, "\r\n")
	return strings.TrimPrefix(status, "HTTP/1.1 "), s
}

// Whole answers, one for a page that may read it and one for nobody.
func TestOwnAnswers(t *testing.T) {
	up := upstreamThat(t, ok)
	h := to(t, "http://pim.test", up.dial)
	require.Equal(t, "HTTP/1.1 403 Forbidden\r\n"+
		"Access-Control-Allow-Origin: http://localhost:8080\r\n"+
		"Access-Control-Expose-Headers: Access-Control-Allow-Origin, Access-Control-Expose-Headers, Cache-Control, Content-Length, Content-Type, Vary, X-Content-Type-Options, X-Relay-Error\r\n"+
		"Cache-Control: no-store\r\nContent-Length: 199\r\nContent-Type: application/json\r\nVary: Origin\r\nX-Content-Type-Options: nosniff\r\nX-Relay-Error: route\r\nConnection: close\r\n\r\n"+
		`{"relay":{"code":"route","message":"The relay does not let GET /api/rest/v1/locales through: no walk needs it.","next":"Start the relay with -all-routes, if this request is what you want to send."}}`+"\n",
		talk(t, h, asks("GET /api/rest/v1/locales")))
	require.Equal(t, "HTTP/1.1 403 Forbidden\r\n"+
		"Cache-Control: no-store\r\nContent-Length: 196\r\nContent-Type: application/json\r\nVary: Origin\r\nX-Content-Type-Options: nosniff\r\nX-Relay-Error: origin\r\nConnection: close\r\n\r\n"+
		`{"relay":{"code":"origin","message":"Pages of this origin may not use the relay.","next":"Open the page at http://localhost:8080, or start the relay with -allow-origin and the origin of yours."}}`+"\n",
		talk(t, h, strings.Replace(asks("GET /api/rest/v1"), page, "http://evil.example", 1)))
	require.Equal(t, "HTTP/1.1 204 No Content\r\n"+
		"Access-Control-Allow-Headers: authorization,content-type,x-relay-token\r\nAccess-Control-Allow-Methods: POST\r\nAccess-Control-Allow-Origin: http://localhost:8080\r\nAccess-Control-Allow-Private-Network: true\r\nAccess-Control-Max-Age: 0\r\nVary: Origin\r\nConnection: close\r\n\r\n",
		talk(t, h, asks("OPTIONS /anything", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization,content-type,x-relay-token", "Access-Control-Request-Private-Network: true")))
	require.Equal(t, "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Methods: GET\r\nAccess-Control-Allow-Origin: http://localhost:8080\r\nAccess-Control-Max-Age: 0\r\nVary: Origin\r\nConnection: close\r\n\r\n",
		talk(t, h, asks("OPTIONS /api/rest/v1", "Access-Control-Request-Method: GET")))
	up.nothing(t)
}

// What is refused never reaches the PIM, and what no page of ours sent is not
// readable for any.
func TestRefuses(t *testing.T) {
	const relay = "Host: " + own + "\r\n"
	plain := asks("GET /api/rest/v1")
	for name, test := range map[string]struct {
		sent     string
		want     string // status and code; "400" alone: net/http's own answer
		readable bool   // for the page
	}{
		"absolute form":                         {asks("GET http://evil.example/api/rest/v1"), "400 Bad Request request", false},
		"absolute form to itself":               {asks("GET http://localhost:8081/api/rest/v1"), "400 Bad Request request", false},
		"absolute form to the PIM":              {asks("GET http://pim.test/api/rest/v1"), "400 Bad Request request", false},
		"absolute form with a user":             {asks("GET http://localhost:8081@evil.example/api/rest/v1"), "400 Bad Request request", false},
		"CONNECT":                               {asks("CONNECT evil.example:443"), "400 Bad Request request", false},
		"CONNECT with a path":                   {asks("CONNECT /api/rest/v1"), "400 Bad Request request", false},
		"OPTIONS *":                             {asks("OPTIONS *"), "400 Bad Request request", false},
		"an @ where the path begins":            {asks("GET @evil.example/"), "400", false},
		"another scheme":                        {asks("GET file:///etc/passwd"), "400 Bad Request request", false},
		"a rebound name":                        {strings.Replace(plain, own, "evil.example:8081", 1), "421 Misdirected Request host", false},
		"a rebound name without a port":         {strings.Replace(plain, own, "evil.example", 1), "421 Misdirected Request host", false},
		"another port":                          {strings.Replace(plain, own, "localhost:8080", 1), "421 Misdirected Request host", false},
		"no port":                               {strings.Replace(plain, own, "localhost", 1), "421 Misdirected Request host", false},
		"the PIM's name":                        {strings.Replace(plain, own, "pim.test", 1), "421 Misdirected Request host", false},
		"a name that looks like ours":           {strings.Replace(plain, own, "localhost:8081.evil.example", 1), "421 Misdirected Request host", false},
		"a user in the name":                    {strings.Replace(plain, own, "localhost:8081@evil.example", 1), "400", false},
		"an address of the network":             {strings.Replace(plain, own, "192.168.1.2:8081", 1), "421 Misdirected Request host", false},
		"an empty host":                         {strings.Replace(plain, own, "", 1), "421 Misdirected Request host", false},
		"two hosts":                             {strings.Replace(plain, relay, relay+relay, 1), "400", false},
		"HTTP/1.0 without a host":               {"GET /api/rest/v1 HTTP/1.0\r\nOrigin: " + page + "\r\n\r\n", "421 Misdirected Request host", false},
		"no origin":                             {strings.Replace(plain, "Origin: "+page+"\r\n", "", 1), "403 Forbidden origin", false},
		"an empty origin":                       {strings.Replace(plain, page, "", 1), "403 Forbidden origin", false},
		"the origin null":                       {strings.Replace(plain, page, "null", 1), "403 Forbidden origin", false},
		"the origin *":                          {strings.Replace(plain, page, "*", 1), "403 Forbidden origin", false},
		"a foreign origin":                      {strings.Replace(plain, page, "https://evil.example", 1), "403 Forbidden origin", false},
		"the origin by https":                   {strings.Replace(plain, page, "https://localhost:8080", 1), "403 Forbidden origin", false},
		"another port of this machine":          {strings.Replace(plain, page, "http://localhost:9999", 1), "403 Forbidden origin", false},
		"the relay's own origin":                {strings.Replace(plain, page, "http://localhost:8081", 1), "403 Forbidden origin", false},
		"the origin with a slash":               {strings.Replace(plain, page, page+"/", 1), "403 Forbidden origin", false},
		"two origins":                           {strings.Replace(plain, "Origin: "+page, "Origin: "+page+"\r\nOrigin: "+page, 1), "403 Forbidden origin", false},
		"a preflight of a foreign page":         {strings.Replace(asks("OPTIONS /api/rest/v1", "Access-Control-Request-Method: GET"), page, "https://evil.example", 1), "403 Forbidden origin", false},
		"a preflight to a rebound name":         {strings.Replace(asks("OPTIONS /api/rest/v1", "Access-Control-Request-Method: GET"), own, "evil.example", 1), "421 Misdirected Request host", false},
		"another route":                         {asks("GET /api/rest/v1/products"), "403 Forbidden route", true},
		"another method":                        {asks("DELETE /api/rest/v1/categories"), "403 Forbidden route", true},
		"a method of one's own":                 {asks("BREW /api/rest/v1"), "403 Forbidden route", true},
		"OPTIONS that is no preflight":          {asks("OPTIONS /api/rest/v1"), "403 Forbidden route", true},
		"the screens":                           {asks("GET /user/login"), "403 Forbidden route", true},
		"a slash at the end":                    {asks("GET /api/rest/v1/"), "403 Forbidden route", true},
		"a route in capitals":                   {asks("GET /API/rest/v1"), "403 Forbidden route", true},
		"an escaped letter":                     {asks("GET /api/rest/v%31"), "403 Forbidden route", true},
		"two slashes":                           {asks("GET //api/rest/v1"), "403 Forbidden route", true},
		"a host of two slashes":                 {asks("GET //evil.example/api/rest/v1"), "403 Forbidden route", true},
		"up from a route":                       {asks("GET /api/rest/v1/../../../user/login"), "400 Bad Request request", true},
		"up from a route, escaped":              {asks("GET /api/rest/v1/%2e%2E/x"), "400 Bad Request request", true},
		"up with an escaped slash":              {asks("GET /api/rest/v1/..%2fx"), "400 Bad Request request", true},
		"up with a backslash":                   {asks("GET /api/rest/v1/..%5Cx"), "400 Bad Request request", true},
		"up with a semicolon":                   {asks("GET /api/rest/v1/..;a/x"), "400 Bad Request request", true},
		"a dot":                                 {asks("GET /api/./rest/v1"), "400 Bad Request request", true},
		"a backslash":                           {asks(`GET /api\rest`), "400 Bad Request request", true},
		"a fragment":                            {asks("GET /api/rest/v1#x"), "400 Bad Request request", true},
		"letters that are not ASCII":            {asks("GET /api/rest/v1/ä"), "400 Bad Request request", true},
		"two slashes that net/http would touch": {asks("GET //a|b"), "400 Bad Request request", true},
		"TRACE":                                 {asks("TRACE /api/rest/v1"), "400 Bad Request request", true},
		"a WebSocket":                           {strings.Replace(asks("GET /api/rest/v1", "Upgrade: websocket", "Sec-WebSocket-Key: x"), "Connection: close", "Connection: Upgrade, close", 1), "400 Bad Request request", true},
		"HTTP/2 by upgrade":                     {asks("GET /api/rest/v1", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"), "400 Bad Request request", true},
		"HTTP/2 at once":                        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400", false},
		"two lengths":                           {asks("POST /api/oauth/v1/token", "Content-Length: 2", "Content-Length: 3") + "{}x", "400", false},
		"a negative length":                     {asks("POST /api/oauth/v1/token", "Content-Length: -1"), "400", false},
		"a length with a sign":                  {asks("POST /api/oauth/v1/token", "Content-Length: +2") + "{}", "400", false},
		"a coding of its own":                   {asks("POST /api/oauth/v1/token", "Transfer-Encoding: xchunked") + "0\r\n\r\n", "501", false},
		"chunked twice":                         {asks("POST /api/oauth/v1/token", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n", "501", false},
		"chunked with a tab":                    {asks("POST /api/oauth/v1/token", "Transfer-Encoding:\x0bchunked") + "0\r\n\r\n", "400", false},
		"a blank before the colon":              {asks("POST /api/oauth/v1/token", "Transfer-Encoding : chunked") + "0\r\n\r\n", "400", false},
		"a chunk of no length":                  {asks("POST /api/oauth/v1/token", "Transfer-Encoding: chunked") + "x\r\n", "400 Bad Request request", true},
		"a chunk that is longer than it says":   {asks("POST /api/oauth/v1/token", "Transfer-Encoding: chunked") + "1\r\n{}\r\n0\r\n\r\n", "400 Bad Request request", true},
		"a line of the header with NUL":         {asks("GET /api/rest/v1", "X: a\x00b"), "400", false},
		"a line of the header with CR":          {asks("GET /api/rest/v1", "X: a\rHost: evil"), "400", false},
		"a header beyond all measure":           {asks("GET /api/rest/v1", "X: "+strings.Repeat("x", 70_000)), "431", false},
		"no HTTP":                               {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "400", false},
	} {
		t.Run(name, func(t *testing.T) {
			up := upstreamThat(t, ok)
			h := to(t, "http://pim.test", up.dial)
			h.AllRoutes = name == "two slashes that net/http would touch" || strings.HasPrefix(name, "up ")
			answer := talk(t, h, test.sent)
			up.nothing(t)
			require.Equal(t, test.readable, strings.Contains(answer, "\r\nAccess-Control-Allow-Origin: "+page+"\r\n"), "%q", answer)
			if len(test.want) == 3 {
				require.Regexp(t, "^HTTP/1.[01] "+test.want+" ", answer)
				return
			}
			status, s := ownAnswer(t, strings.Replace(answer, "HTTP/1.0", "HTTP/1.1", 1))
			require.Equal(t, test.want, status+" "+s.Relay.Code)
		})
	}
}

func TestToken(t *testing.T) {
	const token = "correct-horse-battery"
	for name, test := range map[string]struct {
		lines []string
		want  string
	}{
		"right":     {[]string{"X-Relay-Token: " + token}, ""},
		"missing":   {nil, "401 Unauthorized token"},
		"empty":     {[]string{"X-Relay-Token:"}, "401 Unauthorized token"},
		"wrong":     {[]string{"X-Relay-Token: correct-horse-batterz"}, "401 Unauthorized token"},
		"a part":    {[]string{"X-Relay-Token: correct-horse-batter"}, "401 Unauthorized token"},
		"more":      {[]string{"X-Relay-Token: " + token + "x"}, "401 Unauthorized token"},
		"twice":     {[]string{"X-Relay-Token: " + token, "X-Relay-Token: " + token}, "401 Unauthorized token"},
		"elsewhere": {[]string{"Authorization: Bearer " + token}, "401 Unauthorized token"},
	} {
		t.Run(name, func(t *testing.T) {
			up := upstreamThat(t, ok)
			h := to(t, "http://pim.test", up.dial)
			h.Token = token
			answer := talk(t, h, asks("GET /api/rest/v1", test.lines...))
			if test.want == "" {
				require.Regexp(t, "^HTTP/1.1 200 OK\r\n", answer)
				require.Equal(t, "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\n\r\n", <-up.got)
				return
			}
			up.nothing(t)
			status, s := ownAnswer(t, answer)
			require.Equal(t, test.want, status+" "+s.Relay.Code)
			require.Contains(t, answer, "\r\nAccess-Control-Allow-Origin: "+page+"\r\n")
			require.NotContains(t, answer, token)
		})
	}
	t.Run("without one that has to come, it goes no further either", func(t *testing.T) {
		up := upstreamThat(t, ok)
		talk(t, to(t, "http://pim.test", up.dial), asks("GET /api/rest/v1", "X-Relay-Token: "+token))
		require.Equal(t, "GET /api/rest/v1 HTTP/1.1\r\nHost: pim.test\r\n\r\n", <-up.got)
	})
	t.Run("a preflight has none", func(t *testing.T) {
		h := to(t, "http://pim.test", nil)
		h.Token = token
		require.Regexp(t, "^HTTP/1.1 204 No Content\r\n", talk(t, h, asks("OPTIONS /api/rest/v1", "Access-Control-Request-Method: GET")))
	})
}

// A relay for the whole network can be called by any address, and by no name
// that it was not told.
func TestAnyIP(t *testing.T) {
	for host, want := range map[string]string{
		"192.168.1.2:8081": "200", "[fd00::1]:8081": "200", "10.0.0.1": "200", own: "200",
		"evil.example:8081": "421", "10.0.0.1.evil.example": "421", "0x7f.1": "421",
	} {
		h := to(t, "http://pim.test", upstreamThat(t, ok).dial)
		h.AnyIP = true
		require.Regexp(t, "^HTTP/1.1 "+want+" ", talk(t, h, strings.Replace(asks("GET /api/rest/v1"), own, host, 1)), host)
	}
}

// No value of a request's header, body or query is repeated in an answer of the
// relay's own.
func TestOwnAnswersHoldNoSecret(t *testing.T) {
	for _, sent := range []string{
		asks("POST /nowhere?secret=s3cr3t", "Authorization: Bearer s3cr3t", "X-Relay-Token: s3cr3t", "Cookie: s3cr3t", "Content-Length: 6") + "s3cr3t",
		asks("POST /api/oauth/v1/token?secret=s3cr3t", "Authorization: Bearer s3cr3t", "Content-Length: 6") + "s3cr3t",
		asks("GET http://s3cr3t:s3cr3t@pim.test/"),
		strings.Replace(asks("GET /api/rest/v1"), page, "https://s3cr3t.example", 1),
		strings.Replace(asks("GET /api/rest/v1"), own, "s3cr3t.example", 1),
	} {
		h := to(t, "http://pim.test", upstreamThat(t, "HTTP/1.1 302 Found\r\nLocation: /login\r\nX: s3cr3t\r\n\r\n").dial)
		answer := talk(t, h, sent)
		ownAnswer(t, answer)
		require.NotContains(t, answer, "s3cr3t")
	}
}
