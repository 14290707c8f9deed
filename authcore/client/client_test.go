// The conduct against the demo PIM, one story a test, and against answers that
// no PIM gives.

package client_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/client"
	"github.com/pim-auth/playground/authcore/demopim"
)

// A world is a demo PIM with a clock that a test moves, and what was sent to it.
type world struct {
	t     testing.TB
	pim   *demopim.PIM
	now   time.Time
	sent  []string
	erp   authcore.Client
	state client.State
}

func newWorld(t testing.TB, version authcore.Version) *world {
	w := &world{t: t, now: time.Unix(1767323045, 0)}
	w.pim = &demopim.PIM{Version: version, Now: func() time.Time { return w.now }}
	w.erp = authcore.Client{ID: "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s", Secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s"}
	return w
}

func address(t testing.TB) authcore.Address {
	a, _, err := authcore.ParseAddress("https://demo.pim")
	require.NoError(t, err)
	return a
}

var master = authcore.Request{Method: "GET", URL: "https://demo.pim/api/rest/v1/categories/master"}

// call runs a call to its end, and returns why each request was sent, the last
// word being why there is a verdict.
func (w *world) call(c client.Client) ([]client.Why, client.Verdict) {
	w.t.Helper()
	state, step, err := c.Call(w.state, master)
	var whys []client.Why
	for err == nil && step.Next != nil {
		whys = append(whys, step.Why)
		w.sent = append(w.sent, step.Next.Method+" "+strings.TrimPrefix(step.Next.URL, "https://demo.pim/api/"))
		state, step, err = c.Answer(state, w.pim.Do(*step.Next).Response)
	}
	require.NoError(w.t, err)
	require.Equal(w.t, client.State{AccessToken: state.AccessToken, RefreshToken: state.RefreshToken}, state, "nothing of a call stays but the tokens")
	w.state = state
	return append(whys, step.Why), *step.Verdict
}

var done = client.Verdict{Status: 200}

func eachVersion(t *testing.T, test func(*testing.T, *world)) {
	for _, version := range demopim.Versions() {
		t.Run(version.String(), func(t *testing.T) { test(t, newWorld(t, version)) })
	}
}

func TestPassword(t *testing.T) {
	eachVersion(t, func(t *testing.T, w *world) {
		c := client.ByPassword(address(t), w.erp, "myERPuser", "64bngr78")
		w.state = c.Built()
		require.Empty(t, w.state, "getToken() is empty before the first call")

		whys, verdict := w.call(c)
		require.Equal(t, []client.Why{client.FirstToken, client.Call, client.Done}, whys)
		require.Equal(t, done, verdict)
		require.Len(t, w.state.AccessToken, 86)
		first := w.state

		whys, _ = w.call(c)
		require.Equal(t, []client.Why{client.Call, client.Done}, whys)
		require.Equal(t, first, w.state)

		w.now = w.now.Add(time.Hour + time.Second)
		whys, verdict = w.call(c)
		require.Equal(t, []client.Why{client.Call, client.Refresh, client.Replay, client.Done}, whys)
		require.Equal(t, done, verdict)
		require.NotEqual(t, first.AccessToken, w.state.AccessToken)
		require.NotEqual(t, first.RefreshToken, w.state.RefreshToken)

		before := w.state
		w.now = w.now.Add(15 * 24 * time.Hour)
		whys, verdict = w.call(c)
		require.Equal(t, []client.Why{client.Call, client.Refresh, client.GivesUp}, whys)
		require.Equal(t, client.Verdict{Exception: "UnauthorizedHttpException", Status: 401, Message: "The access token provided has expired."}, fullStop(verdict))
		require.Equal(t, before, w.state, "no new login, though the password is known")

		require.Equal(t, []string{
			"POST oauth/v1/token", "GET rest/v1/categories/master", "GET rest/v1/categories/master",
			"GET rest/v1/categories/master", "POST oauth/v1/token", "GET rest/v1/categories/master",
			"GET rest/v1/categories/master", "POST oauth/v1/token",
		}, w.sent)
	})
}

// fullStop evens out that versions differ in the last character of a message.
func fullStop(v client.Verdict) client.Verdict {
	v.Message = strings.TrimSuffix(v.Message, ".") + "."
	return v
}

func TestPasswordRefused(t *testing.T) {
	eachVersion(t, func(t *testing.T, w *world) {
		whys, verdict := w.call(client.ByPassword(address(t), w.erp, "myERPuser", "guess"))
		require.Equal(t, []client.Why{client.FirstToken, client.GivesUp}, whys)
		require.Equal(t, client.Verdict{Exception: "UnprocessableEntityHttpException", Status: 422, Message: "No user found for the given username and password"}, verdict)
		require.Empty(t, w.state)
	})
}

// Two processes were given the same tokens: the one that refreshes second has
// lost.
func TestSharedRefreshToken(t *testing.T) {
	eachVersion(t, func(t *testing.T, w *world) {
		w.call(client.ByPassword(address(t), w.erp, "myERPuser", "64bngr78"))
		c := client.ByToken(address(t), w.erp, w.state.AccessToken, w.state.RefreshToken)
		shared := c.Built()
		require.Equal(t, w.state, shared)
		w.now = w.now.Add(time.Hour + time.Second)

		w.state = shared
		whys, _ := w.call(c)
		require.Equal(t, []client.Why{client.Call, client.Refresh, client.Replay, client.Done}, whys)
		winner := w.state

		w.state = shared
		whys, verdict := w.call(c)
		require.Equal(t, []client.Why{client.Call, client.Refresh, client.GivesUp}, whys)
		require.Equal(t, "UnauthorizedHttpException", verdict.Exception)
		require.Equal(t, shared, w.state)

		// The cure: look for newer tokens before refreshing.
		state, step, err := c.Call(shared, master)
		require.NoError(t, err)
		state, step, err = c.Answer(state, w.pim.Do(*step.Next).Response)
		require.NoError(t, err)
		require.Equal(t, client.Refresh, step.Why)
		state, step, err = c.Renewed(state, winner.AccessToken, winner.RefreshToken)
		require.NoError(t, err)
		require.Equal(t, client.Replay, step.Why)
		state, step, err = c.Answer(state, w.pim.Do(*step.Next).Response)
		require.NoError(t, err)
		require.Equal(t, client.Step{Why: client.Done, Verdict: &done}, step)
		require.Equal(t, winner, state)
	})
}

func TestAppToken(t *testing.T) {
	for _, version := range []authcore.Version{authcore.V6_0, authcore.V7_0, authcore.SaaS} {
		t.Run(version.String(), func(t *testing.T) {
			w := newWorld(t, version)
			token := appToken(t, w.pim)
			c := client.ByAppToken(address(t), token)
			w.state = c.Built()
			require.Equal(t, client.State{AccessToken: token}, w.state)
			w.now = w.now.Add(1000 * time.Hour) // it never expires
			whys, verdict := w.call(c)
			require.Equal(t, []client.Why{client.Call, client.Done}, whys)
			require.Equal(t, done, verdict)

			c = client.ByAppToken(address(t), "other")
			w.state = c.Built()
			whys, verdict = w.call(c)
			require.Equal(t, []client.Why{client.Call, client.GivesUp}, whys)
			require.Equal(t, "UnauthorizedHttpException", verdict.Exception)
		})
	}
}

// appToken lets the demo App in.
func appToken(t testing.TB, pim *demopim.PIM) string {
	t.Helper()
	const id = "206f450e-09a1-44ed-a0b3-9dd80f980ace"
	const secret = "Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg"
	b := &demopim.Browser{Do: func(r authcore.Request) authcore.Response { return pim.Do(r).Response }}
	do := func(_ []demopim.Hop, err error) { require.NoError(t, err) }
	do(b.Open("https://demo.pim/"))
	do(b.Login("admin", "admin"))
	do(b.Open("https://demo.pim/connect/apps/v1/authorize?response_type=code&client_id=" + id + "&scope=read_categories&state=x"))
	do(b.Next(true))
	callback, err := url.Parse(b.Address())
	require.NoError(t, err)
	form := url.Values{
		"client_id": {id}, "grant_type": {"authorization_code"}, "code": {callback.Query().Get("code")},
		"code_identifier": {"x"}, "code_challenge": {authcore.CodeChallenge("x", secret)},
	}
	token, err := authcore.ParseToken(pim.Do(authcore.Request{
		Method: "POST", URL: "https://demo.pim/connect/apps/v1/oauth2/token",
		Header: authcore.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}}, Body: []byte(form.Encode()),
	}).Response)
	require.NoError(t, err)
	return token.AccessToken
}

// What the answers to the requests of one call lead to, whoever gives them.
func TestAnswers(t *testing.T) {
	const refused = `{"code":401,"message":"expired"}`
	tokens := authcore.Response{Status: 200, Body: []byte(`{"access_token":"new","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"newer"}`)}
	say := func(status int, body string) authcore.Response {
		return authcore.Response{Status: status, Body: []byte(body)}
	}
	expired := say(401, refused)
	unauthorized := client.Verdict{Exception: "UnauthorizedHttpException", Status: 401, Message: "expired"}
	for _, test := range []struct {
		name    string
		answers []authcore.Response
		want    client.Verdict
		token   string
	}{
		{"success", []authcore.Response{say(204, "")}, client.Verdict{Status: 204}, "old"},
		{"refresh refused", []authcore.Response{expired, say(422, `{"code":422,"message":"Refresh token is invalid or has expired"}`)}, unauthorized, "old"},
		{"replay refused", []authcore.Response{expired, tokens, say(401, `{"code":401,"message":"again"}`)}, client.Verdict{Exception: "UnauthorizedHttpException", Status: 401, Message: "again"}, "new"},
		{"refresh out of order", []authcore.Response{expired, say(503, "<html>")}, client.Verdict{Exception: "ServerErrorHttpException", Status: 503, Message: "Service Unavailable"}, "old"},
		{"refresh answered 401", []authcore.Response{expired, say(401, "")}, client.Verdict{Exception: "UnauthorizedHttpException", Status: 401, Message: "Unauthorized"}, "old"},
		{"refresh without a token", []authcore.Response{expired, say(200, `{}`)}, client.Verdict{Exception: "TypeError", Status: 200, Message: "the member access_token: expected string, got nothing; the status is 200"}, "old"},
		{"replay after another fault", []authcore.Response{expired, tokens, say(404, `{"code":404,"message":"no \/ such"}`)}, client.Verdict{Exception: "NotFoundHttpException", Status: 404, Message: "no / such"}, "new"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := client.ByToken(address(t), authcore.Client{ID: "1_a", Secret: "b"}, "old", "older")
			state, step, err := c.Call(c.Built(), master)
			require.NoError(t, err)
			for _, answer := range test.answers {
				require.NotNil(t, step.Next)
				state, step, err = c.Answer(state, answer)
				require.NoError(t, err)
			}
			require.Equal(t, &test.want, step.Verdict)
			require.Equal(t, test.token, state.AccessToken)
		})
	}
}

func TestExceptions(t *testing.T) {
	body := func(status int, body string, header ...authcore.Field) authcore.Response {
		return authcore.Response{Status: status, Header: header, Body: []byte(body)}
	}
	retry := func(after string) authcore.Field { return authcore.Field{Name: "retry-after", Value: after} }
	for _, test := range []struct {
		answer authcore.Response
		want   client.Verdict
	}{
		{body(201, `{"message":"x"}`), client.Verdict{Status: 201}},
		{body(302, ""), client.Verdict{Exception: "RedirectionHttpException", Status: 302, Message: "Found"}},
		{body(400, `{"message":"x"}`), client.Verdict{Exception: "BadRequestHttpException", Status: 400, Message: "x"}},
		{body(401, `{"error":"access_denied","error_description":"y"}`), client.Verdict{Exception: "UnauthorizedHttpException", Status: 401, Message: "Unauthorized"}},
		{body(403, `{"message":"x"}`), client.Verdict{Exception: "ForbiddenHttpException", Status: 403, Message: "x"}},
		{body(404, `[]`), client.Verdict{Exception: "NotFoundHttpException", Status: 404, Message: "Not Found"}},
		{body(405, `{"message":null}`), client.Verdict{Exception: "MethodNotAllowedHttpException", Status: 405, Message: "Method Not Allowed"}},
		{body(406, ""), client.Verdict{Exception: "NotAcceptableHttpException", Status: 406, Message: "Not Acceptable"}},
		{body(413, ""), client.Verdict{Exception: "ClientErrorHttpException", Status: 413, Message: "Content Too Large"}},
		{body(415, ""), client.Verdict{Exception: "UnsupportedMediaTypeHttpException", Status: 415, Message: "Unsupported Media Type"}},
		{body(422, ""), client.Verdict{Exception: "UnprocessableEntityHttpException", Status: 422, Message: "Unprocessable Content"}},
		{body(429, `{"message":"x"}`, retry(" 3 ")), client.Verdict{Exception: "TooManyRequestsHttpException", Status: 429, Message: `{"message":"x"}`, RetryAfter: 3}},
		{body(429, "", retry("Fri, 31 Dec 1999 23:59:59 GMT")), client.Verdict{Exception: "TooManyRequestsHttpException", Status: 429}},
		{body(500, ""), client.Verdict{Exception: "ServerErrorHttpException", Status: 500, Message: "Internal Server Error"}},
		{body(0, ""), client.Verdict{Exception: "ServerErrorHttpException"}},
	} {
		t.Run(fmt.Sprint(test.answer.Status), func(t *testing.T) {
			c := client.ByAppToken(address(t), "app")
			state, _, err := c.Call(c.Built(), master)
			require.NoError(t, err)
			_, step, err := c.Answer(state, test.answer)
			require.NoError(t, err)
			require.Equal(t, &test.want, step.Verdict)
			require.Nil(t, step.Next)
		})
	}
}

func TestMisuse(t *testing.T) {
	var input *authcore.InputError
	for code, c := range map[string]client.Client{
		"client_id_empty":    client.ByPassword(address(t), authcore.Client{}, "a", "b"),
		"username_empty":     client.ByPassword(address(t), authcore.Client{ID: "a"}, "", "b"),
		"access_token_empty": client.ByAppToken(address(t), ""),
		"pim_empty":          client.ByToken(authcore.Address{}, authcore.Client{ID: "a"}, "b", "c"),
	} {
		state, step, err := c.Call(c.Built(), master)
		require.ErrorAs(t, err, &input)
		require.Equal(t, code, input.Code)
		require.Equal(t, c.Built(), state)
		require.Empty(t, step)
	}

	// Without what a refresh needs there is none.
	for _, c := range []client.Client{
		client.ByToken(address(t), authcore.Client{ID: "a"}, "b", ""),
		client.ByToken(address(t), authcore.Client{}, "b", "c"),
	} {
		state, _, err := c.Call(c.Built(), master)
		require.NoError(t, err)
		_, step, err := c.Answer(state, authcore.Response{Status: 401})
		require.NoError(t, err)
		require.Equal(t, client.GivesUp, step.Why)
	}

	c := client.ByAppToken(address(t), "app")
	_, _, err := c.Answer(c.Built(), authcore.Response{})
	require.EqualError(t, err, "client: no request is under way: make a call first")
	_, _, err = c.Renewed(c.Built(), "a", "b")
	require.EqualError(t, err, "client: no request is under way: make a call first")
	state, _, err := c.Call(c.Built(), master)
	require.NoError(t, err)
	_, _, err = c.Call(state, master)
	require.EqualError(t, err, "client: a call is under way: answer its request first")
}

// The caller's request is not touched, whatever header it has.
func TestCallIsNotChanged(t *testing.T) {
	call := authcore.Request{Method: "POST", URL: master.URL, Header: authcore.Header{{Name: "authorization", Value: "mine"}, {Name: "Accept", Value: "*/*"}}, Body: []byte("{}")}
	c := client.ByAppToken(address(t), "app")
	_, step, err := c.Call(c.Built(), call)
	require.NoError(t, err)
	require.Equal(t, "mine", call.Header[0].Value)
	require.Equal(t, authcore.Header{{Name: "Accept", Value: "*/*"}, {Name: "Authorization", Value: "Bearer app"}}, step.Next.Header)
	require.Equal(t, call.Body, step.Next.Body)
}

// Whatever is answered, a call ends after at most four requests, of which one
// is a refresh and one a replay at most; tokens come from answers only.
func FuzzCall(f *testing.F) {
	f.Add(uint64(1), []byte(`{"access_token":"a","token_type":"bearer","refresh_token":"b"}`))
	f.Add(uint64(2), []byte(`{"code":401,"message":"x"}`))
	f.Fuzz(func(t *testing.T, seed uint64, body []byte) {
		r := rand.New(rand.NewPCG(seed, 0))
		clients := []client.Client{
			client.ByPassword(address(t), authcore.Client{ID: "a", Secret: "b"}, "c", "d"),
			client.ByToken(address(t), authcore.Client{ID: "a", Secret: "b"}, "access", "refresh"),
			client.ByAppToken(address(t), "app"),
		}
		c := clients[r.IntN(len(clients))]
		state := c.Built()
		for range 3 {
			state2, step, err := c.Call(state, master)
			require.NoError(t, err)
			state = state2
			count := map[client.Why]int{}
			for step.Next != nil {
				count[step.Why]++
				require.LessOrEqual(t, count[step.Why], 1, step.Why)
				require.LessOrEqual(t, len(count), 4)
				answer := authcore.Response{Status: []int{200, 200, 401, 401, 422, 429, 500, r.IntN(1000)}[r.IntN(8)], Body: body}
				if r.IntN(2) == 0 && (step.Why == client.FirstToken || step.Why == client.Refresh) {
					answer = authcore.Response{Status: 200, Body: []byte(`{"access_token":"a","token_type":"bearer","refresh_token":"b"}`)}
				}
				state, step, err = c.Answer(state, answer)
				require.NoError(t, err)
			}
			require.Empty(t, state.Doing)
			require.Equal(t, step.Verdict.Exception != "", step.Why == client.GivesUp)
		}
	})
}
