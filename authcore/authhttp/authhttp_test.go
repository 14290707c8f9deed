// What a Transport does with what comes back, and with requests that are not
// for the PIM.

package authhttp_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/authhttp"
	"github.com/pim-auth/playground/authcore/demopim"
)

// A wire is a RoundTripper that ends at a demo PIM, or where answer says.
type wire struct {
	pim    demopim.PIM
	answer func(*http.Request) *http.Response // nil, or where it returns nil: the PIM
	seen   []string                           // method, address, first word and end of Authorization, body
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	request := authcore.Request{Method: r.Method, URL: r.URL.String()}
	for name, values := range r.Header {
		request.Header.Add(name, values[0])
	}
	if r.Body != nil {
		request.Body, _ = io.ReadAll(r.Body)
		r.Body.Close()
	}
	scheme, _, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	w.seen = append(w.seen, strings.TrimSpace(strings.Join([]string{r.Method, r.URL.String(), scheme}, " ")))
	if w.answer != nil {
		if answer := w.answer(r); answer != nil {
			return answer, nil
		}
	}
	return response(w.pim.Do(request).Response), nil
}

func response(from authcore.Response) *http.Response {
	answer := &http.Response{StatusCode: from.Status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(from.Body))}
	for _, line := range from.Header {
		answer.Header.Add(line.Name, line.Value)
	}
	return answer
}

func plain(status int, header ...string) *http.Response {
	answer := response(authcore.Response{Status: status})
	for i := 0; i < len(header); i += 2 {
		answer.Header.Set(header[i], header[i+1])
	}
	return answer
}

const master = "https://demo.pim/api/rest/v1/categories/master"

// over returns a Transport that logs in, over w.
func over(t testing.TB, w *wire) *authhttp.Transport {
	pim, _, err := authcore.ParseAddress("https://demo.pim")
	require.NoError(t, err)
	return &authhttp.Transport{
		PIM:      pim,
		Client:   authcore.Client{ID: "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s", Secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s"},
		Username: "myERPuser", Password: "64bngr78",
		Base: w,
	}
}

func get(t testing.TB, transport http.RoundTripper, url string) (status int, body string, err error) {
	r, err := http.NewRequest("GET", url, nil)
	require.NoError(t, err)
	answer, err := transport.RoundTrip(r)
	if err != nil {
		return 0, "", err
	}
	content, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer.StatusCode, string(content), nil
}

// A token goes to the PIM's own scheme, host, port and path, and nowhere else,
// whatever redirects say.
func TestTokenGoesNowhereElse(t *testing.T) {
	for address, own := range map[string]bool{
		"https://demo.pim/base/api/rest/v1":                 true,
		"https://DEMO.pim:443/base/api/rest/v1?x=y":         true,
		"https://demo.pim/base":                             true,
		"https://demo.pim/base/%2e%2e/other":                false,
		"https://demo.pim/base/../other":                    false,
		"https://demo.pim/based/api/rest/v1":                false,
		"https://demo.pim/":                                 false,
		"http://demo.pim/base/api/rest/v1":                  false,
		"https://demo.pim:8443/base/api/rest/v1":            false,
		"https://demo.pim.example/base/api/rest/v1":         false,
		"https://other.example/?x=https://demo.pim/base/":   false,
		"https://demo.pim@other.example/base/api/rest/v1":   false,
		"https://other.example/base/https://demo.pim/base/": false,
	} {
		w := &wire{answer: func(*http.Request) *http.Response { return plain(200) }}
		transport := over(t, w)
		transport.PIM, _, _ = authcore.ParseAddress("https://demo.pim/base")
		transport.Tokens = authhttp.Tokens{AccessToken: "secret"}
		_, _, err := get(t, transport, address)
		require.NoError(t, err)
		require.Equal(t, own, strings.HasSuffix(w.seen[0], " Bearer"), w.seen[0])
	}

	// A redirect that net/http's own client follows.
	w := &wire{answer: func(r *http.Request) *http.Response {
		if r.URL.Host == "demo.pim" {
			return plain(307, "Location", "https://thief.example/api/rest/v1")
		}
		return plain(200)
	}}
	transport := over(t, w)
	transport.Tokens = authhttp.Tokens{AccessToken: "secret"}
	answer, err := (&http.Client{Transport: transport}).Post(master, "application/json", strings.NewReader("{}"))
	require.NoError(t, err)
	require.Equal(t, 200, answer.StatusCode)
	require.Equal(t, []string{"POST " + master + " Bearer", "POST https://thief.example/api/rest/v1"}, w.seen)

	// Nor does a request for a token follow one: it holds a password.
	w.seen = nil
	_, err = over(t, w).Token(context.Background())
	require.ErrorContains(t, err, "authhttp: logging in: authcore: the answer has no body, its status is 307")
	require.Equal(t, []string{"POST https://demo.pim/api/oauth/v1/token Basic"}, w.seen)
}

func TestOwnAuthorizationStays(t *testing.T) {
	w := &wire{}
	r, err := http.NewRequest("GET", master, nil)
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer mine")
	answer, err := over(t, w).RoundTrip(r)
	require.NoError(t, err)
	require.Equal(t, 401, answer.StatusCode)
	require.Len(t, w.seen, 1)
}

// The body of a replayed call is the body of the call, wherever it came from,
// and the caller's request stays as it was.
func TestBodyIsReplayed(t *testing.T) {
	long := strings.Repeat("x", 10<<20+1)
	for name, test := range map[string]struct {
		body   io.Reader
		get    bool // net/http knows how to get it again
		status int
		want   []string
	}{
		"none":     {nil, false, 200, []string{"", ""}},
		"with get": {strings.NewReader("a body"), true, 200, []string{"a body", "a body"}},
		"stream":   {io.MultiReader(strings.NewReader("a "), strings.NewReader("body")), false, 200, []string{"a body", "a body"}},
		"too long": {io.MultiReader(strings.NewReader(long)), false, 401, []string{long}},
	} {
		t.Run(name, func(t *testing.T) {
			var bodies []string
			w := &wire{}
			w.answer = func(r *http.Request) *http.Response {
				if r.URL.Path == "/api/oauth/v1/token" {
					return nil
				}
				if r.Header.Get("Authorization") == "Bearer old" {
					return plain(401)
				}
				return plain(200)
			}
			transport := over(t, w)
			transport.Base = tap(func(r *http.Request) (*http.Response, error) {
				if r.URL.Path != "/api/oauth/v1/token" {
					content := []byte{}
					if r.Body != nil {
						content, _ = io.ReadAll(r.Body)
					}
					bodies = append(bodies, string(content))
					if len(content) <= 10<<20 {
						require.EqualValues(t, len(content), r.ContentLength)
					}
				}
				return w.RoundTrip(r)
			})
			tokens, err := transport.Token(context.Background())
			require.NoError(t, err)
			transport = &authhttp.Transport{PIM: transport.PIM, Client: transport.Client, Base: transport.Base,
				Tokens: authhttp.Tokens{AccessToken: "old", RefreshToken: tokens.RefreshToken}}
			r, err := http.NewRequest("POST", master, test.body)
			require.NoError(t, err)
			require.Equal(t, test.get, r.GetBody != nil)
			before := r.Header.Clone()
			answer, err := transport.RoundTrip(r)
			require.NoError(t, err)
			require.Equal(t, test.status, answer.StatusCode)
			require.Equal(t, test.want, bodies)
			require.Equal(t, before, r.Header)

			fresh, err := transport.Token(context.Background())
			require.NoError(t, err)
			require.NotEqual(t, "old", fresh.AccessToken, "the tokens are new, though a long body was not sent again")
		})
	}
}

type tap func(*http.Request) (*http.Response, error)

func (f tap) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// closed notes that a body was closed.
type closed struct {
	io.Reader
	times int
}

func (c *closed) Close() error { c.times++; return nil }

func TestBodyIsClosedWithoutACall(t *testing.T) {
	transport := over(t, &wire{answer: func(*http.Request) *http.Response { return plain(500) }})
	body := &closed{Reader: strings.NewReader("x")}
	r, err := http.NewRequest("POST", master, body)
	require.NoError(t, err)
	_, err = transport.RoundTrip(r)
	require.EqualError(t, err, "authhttp: logging in: authcore: the answer has no body, its status is 500")
	require.Equal(t, 1, body.times)
}

func TestLogin(t *testing.T) {
	transport := over(t, &wire{})
	transport.Password = "guess"
	_, _, err := get(t, transport, master)
	var refused *authcore.PIMError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, 422, refused.Status)
	require.NotContains(t, err.Error(), "guess")

	transport = over(t, &wire{})
	transport.Username = ""
	_, _, err = get(t, transport, master)
	var input *authcore.InputError
	require.ErrorAs(t, err, &input)
	require.Equal(t, "username_empty", input.Code)
}

// A refresh token that was refused once is not sent again; a fault of the PIM
// is an error, and the next call tries anew.
func TestRefresh(t *testing.T) {
	var faults int
	w := &wire{}
	w.answer = func(r *http.Request) *http.Response {
		if faults > 0 && r.URL.Path == "/api/oauth/v1/token" {
			faults--
			return plain(503)
		}
		return nil
	}
	transport := over(t, w)
	transport.Tokens = authhttp.Tokens{AccessToken: "old", RefreshToken: "older"}
	faults = 1
	_, _, err := get(t, transport, master)
	require.EqualError(t, err, "authhttp: refreshing: authcore: the answer has no body, its status is 503")
	for range 2 {
		status, body, err := get(t, transport, master)
		require.NoError(t, err)
		require.Equal(t, 401, status)
		require.Contains(t, body, "The access token provided is invalid", "the PIM's answer to the call, whole")
	}
	require.Equal(t, []string{
		"GET " + master + " Bearer", "POST https://demo.pim/api/oauth/v1/token Basic",
		"GET " + master + " Bearer", "POST https://demo.pim/api/oauth/v1/token Basic",
		"GET " + master + " Bearer",
	}, w.seen)

	w.seen = nil
	transport = over(t, w)
	transport.Tokens, transport.LoginAgain = authhttp.Tokens{AccessToken: "old", RefreshToken: "older"}, true
	status, _, err := get(t, transport, master)
	require.NoError(t, err)
	require.Equal(t, 200, status)
	require.Len(t, w.seen, 4)

	// Tokens without an access token begin with a refresh.
	tokens, err := transport.Token(context.Background())
	require.NoError(t, err)
	w.seen = nil
	transport = over(t, w)
	transport.Tokens = authhttp.Tokens{RefreshToken: tokens.RefreshToken}
	status, _, err = get(t, transport, master)
	require.NoError(t, err)
	require.Equal(t, 200, status)
	require.Len(t, w.seen, 2)
}

// A refresh that fails ahead of time costs nobody anything, and is not tried
// again for this token.
func TestEarlyRefreshFails(t *testing.T) {
	now := time.Unix(1767323045, 0)
	w := &wire{}
	w.pim.Now = func() time.Time { return now }
	transport := over(t, w)
	transport.Now, transport.Early = w.pim.Now, time.Minute
	_, _, err := get(t, transport, master)
	require.NoError(t, err)
	now = now.Add(59*time.Minute + time.Second)
	w.answer = func(r *http.Request) *http.Response {
		if r.URL.Path == "/api/oauth/v1/token" {
			return plain(502)
		}
		return nil
	}
	for range 2 {
		status, _, err := get(t, transport, master)
		require.NoError(t, err)
		require.Equal(t, 200, status)
	}
	require.Len(t, w.seen, 5)
}

func TestHooks(t *testing.T) {
	broken := errors.New("the disk is full")
	fails := func(context.Context) (authhttp.Tokens, error) { return authhttp.Tokens{}, broken }
	for want, set := range map[string]func(*authhttp.Transport){
		"authhttp: locking the tokens: the disk is full": func(t *authhttp.Transport) {
			t.Lock = func(context.Context) (func(), error) { return nil, broken }
		},
		"authhttp: loading the tokens: the disk is full": func(t *authhttp.Transport) { t.Load = fails },
		"authhttp: saving the tokens: the disk is full": func(t *authhttp.Transport) {
			t.Save = func(context.Context, authhttp.Tokens) error { return broken }
		},
	} {
		w := &wire{}
		transport := over(t, w)
		set(transport)
		_, _, err := get(t, transport, master)
		require.EqualError(t, err, want)
		require.ErrorIs(t, err, broken)
		if transport.Save != nil { // what could not be saved is used all the same
			status, _, err := get(t, transport, master)
			require.NoError(t, err)
			require.Equal(t, 200, status)
			require.Len(t, w.seen, 2)
		}
	}
}

// What Retry-After says is waited for where it is asked for, and no longer.
func TestRetryAfter(t *testing.T) {
	date := time.Date(2000, 1, 1, 0, 0, 5, 0, time.UTC).Format(http.TimeFormat) // a bubble's time begins with 2000
	for name, test := range map[string]struct {
		max     time.Duration
		answers []*http.Response
		status  int
		took    time.Duration
	}{
		"not asked for":  {0, []*http.Response{plain(429, "Retry-After", "3")}, 429, 0},
		"seconds":        {time.Minute, []*http.Response{plain(429, "Retry-After", "3")}, 200, 3 * time.Second},
		"a date":         {time.Minute, []*http.Response{plain(503, "Retry-After", date)}, 200, 5 * time.Second},
		"in the past":    {time.Minute, []*http.Response{plain(503, "Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")}, 200, time.Second},
		"too long":       {time.Minute, []*http.Response{plain(429, "Retry-After", "61")}, 429, 0},
		"longer in all":  {4 * time.Second, []*http.Response{plain(429, "Retry-After", "3"), plain(429, "Retry-After", "2")}, 429, 3 * time.Second},
		"not said":       {time.Minute, []*http.Response{plain(429)}, 429, 0},
		"another status": {time.Minute, []*http.Response{plain(500, "Retry-After", "3")}, 500, 0},
		"not a number":   {time.Minute, []*http.Response{plain(429, "Retry-After", "-3")}, 429, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &wire{}
				transport := over(t, w)
				transport.MaxWait = test.max
				_, _, err := get(t, transport, master)
				require.NoError(t, err)
				answers := test.answers
				w.answer = func(*http.Request) (answer *http.Response) {
					if len(answers) > 0 {
						answer, answers = answers[0], answers[1:]
					}
					return answer
				}
				start := time.Now()
				status, _, err := get(t, transport, master)
				require.NoError(t, err)
				require.Equal(t, test.status, status)
				require.Equal(t, test.took, time.Since(start))
			})
		})
	}
}

// Whoever gives up waiting leaves the others what they wait for.
func TestCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		transport := over(t, w)
		transport.Base = tap(func(r *http.Request) (*http.Response, error) {
			select {
			case <-time.After(2 * time.Second):
				return w.RoundTrip(r)
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := transport.Token(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		tokens, err := transport.Token(t.Context())
		require.NoError(t, err)
		require.NotEmpty(t, tokens.AccessToken)
		require.Len(t, w.seen, 1)

		r, err := http.NewRequestWithContext(ctx, "GET", master, nil)
		require.NoError(t, err)
		_, err = transport.RoundTrip(r)
		require.ErrorIs(t, err, context.DeadlineExceeded)

		// No caller's patience, but Timeout, ends a login.
		slow := over(t, w)
		slow.Base, slow.Timeout = transport.Base, time.Second
		_, err = slow.Token(t.Context())
		require.ErrorIs(t, err, context.DeadlineExceeded)

		// A wait that Retry-After asked for ends as well.
		waiting := over(t, &wire{answer: func(*http.Request) *http.Response { return plain(429, "Retry-After", "60") }})
		waiting.Tokens, waiting.MaxWait = tokens, time.Hour
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		r, err = http.NewRequestWithContext(ctx, "GET", master, nil)
		require.NoError(t, err)
		_, err = waiting.RoundTrip(r)
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}
