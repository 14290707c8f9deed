// What the corpus cannot say: time, faults of delivery, the journal's length,
// documents, many callers at once.

package demopim_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

const origin = "http://pim.example.com"

func get(path, accessToken string) authcore.Request {
	r := authcore.Request{Method: "GET", URL: origin + path}
	if accessToken != "" {
		r.Header.Add("Authorization", "Bearer "+accessToken)
	}
	return r
}

func control(path, body string) authcore.Request {
	return authcore.Request{Method: "POST", URL: origin + "/_demo/" + path, Body: []byte(body)}
}

// login returns the access token of a password grant.
func login(t testing.TB, pim *demopim.PIM, username string) string {
	var token struct {
		AccessToken string `json:"access_token"`
	}
	answer := pim.Do(grant(username))
	require.NoError(t, json.Unmarshal(answer.Body, &token), "%s", answer.Body)
	require.NotEmpty(t, token.AccessToken)
	return token.AccessToken
}

func Example() {
	pim := &demopim.PIM{}
	answer := pim.Do(authcore.Request{
		Method: "POST",
		URL:    "https://demo.pim/api/oauth/v1/token",
		Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}},
		Body:   []byte(`{"grant_type":"password","username":"myERPuser","password":"64bngr78"}`),
	})
	fmt.Println(answer.Status, string(answer.Body))
	// Output: 422 {"code":422,"message":"Parameter \"client_id\" is missing or does not match any client, or secret is invalid"}
}

func TestZeroValue(t *testing.T) {
	pim := &demopim.PIM{}
	first, second := login(t, pim, "myERPuser"), login(t, pim, "myERPuser")
	require.NotEqual(t, first, second)
	require.Regexp(t, `^[MNOYZ][0-9A-Za-z]{85}$`, first)
	require.Equal(t, 200, pim.Do(get("/api/rest/v1/categories", first)).Status)
	require.Equal(t, authcore.V7_0, pim.Credentials().Version)
	require.WithinDuration(t, time.Now(), pim.Credentials().Now, time.Minute)
}

func TestVersions(t *testing.T) {
	require.Equal(t, authcore.Versions(), demopim.Versions())
	pim := &demopim.PIM{Version: "9"}
	answer := pim.Do(get("/api/rest/v1", ""))
	require.Equal(t, 500, answer.Status)
	require.Equal(t, `{"code":500,"message":"this demo PIM cannot be version \"9\"","versions":["1.7","2.3","3.2","4.0","5.0","6.0","7.0","saas"]}`, string(answer.Body))
	require.Equal(t, 200, pim.Do(control("reset", `{"version":"7.0"}`)).Status)
	require.Equal(t, 200, pim.Do(get("/api/rest/v1", "")).Status)
}

func TestLifetimes(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 999_999_999, time.UTC)
	pim := &demopim.PIM{Now: func() time.Time { return now }, AccessTokenLifetime: 10 * time.Second, RefreshTokenLifetime: 20 * time.Second}
	answer := pim.Do(grant("myERPuser"))
	require.Contains(t, string(answer.Body), `"expires_in":10,`)
	token := login(t, pim, "myERPuser")
	now = now.Add(10 * time.Second)
	require.Equal(t, 200, pim.Do(get("/api/rest/v1/categories", token)).Status)
	now = now.Add(1) // the next whole second
	require.Equal(t, 401, pim.Do(get("/api/rest/v1/categories", token)).Status)
}

func TestRandFails(t *testing.T) {
	pim := &demopim.PIM{Rand: iotest.ErrReader(errors.New("no more"))}
	answer := pim.Do(grant("myERPuser"))
	require.Equal(t, 500, answer.Status)
	require.Equal(t, `{"code":500,"message":"Internal Server Error"}`, string(answer.Body))
}

func TestClockStopsBeforeItOverflows(t *testing.T) {
	pim := newPIM()
	require.Equal(t, 200, pim.Do(control("clock", `{"advance":"2000000h"}`)).Status)
	require.Equal(t, 400, pim.Do(control("clock", `{"advance":"2000000h"}`)).Status)
}

func TestDelivery(t *testing.T) {
	pim := newPIM()
	pim.Faults = demopim.Faults{Slow: 2 * time.Second, DropConnection: true}
	answer := pim.Do(grant("myERPuser"))
	require.Equal(t, 2*time.Second, answer.Delay)
	require.True(t, answer.Drop)
	answer = pim.Do(control("faults", `{}`))
	require.Zero(t, answer.Delay)
	require.False(t, answer.Drop)
	require.Zero(t, pim.ActiveFaults())
}

func TestDroppedAnswerWasMade(t *testing.T) {
	pim := newPIM()
	pim.Faults = demopim.Faults{DropConnection: true}
	pim.Do(grant("myERPuser"))
	pim.Do(control("faults", `{}`))
	lost := "NzJjZDZlODQyMmM0MDdmYjZkMDk4NjkwZjExMzBiN2RlZDdlYzJmN2Y1ZTFkMzBiZDlkNTIxZjAxNTM2Mzc5Mw"
	require.Equal(t, 200, pim.Do(get("/api/rest/v1/categories", lost)).Status)
}

func TestPlayground(t *testing.T) {
	pim := &demopim.PIM{Playground: "https://docs.example/auth/"}
	require.Equal(t, "https://docs.example/auth/activate", pim.Credentials().App.ActivateURL)
	require.Equal(t, "https://docs.example/auth/callback", pim.Credentials().App.CallbackURL)
}

func TestJournal(t *testing.T) {
	pim := newPIM()
	read := func() (list []map[string]any) {
		require.NoError(t, json.Unmarshal(pim.Do(get("/_demo/journal", "")).Body, &list))
		return list
	}
	body, header := []byte("a\xffb"), authcore.Header{{Name: "X", Value: "y"}}
	pim.Do(authcore.Request{Method: "POST", URL: origin + "/nope", Header: header, Body: body})
	body[0], header[0].Value = 'z', "changed"
	require.Equal(t, "Yf9i", read()[0]["body_base64"])
	require.NotContains(t, read()[0], "body")
	require.Equal(t, []any{[]any{"X", "y"}}, read()[0]["header"])
	for i := range 200 {
		pim.Do(get(fmt.Sprint("/", i), ""))
	}
	require.Len(t, read(), 200)
	require.Equal(t, origin+"/0", read()[0]["url"])
	require.Equal(t, origin+"/199", read()[199]["url"])
}

func TestSnapshot(t *testing.T) {
	pim := newPIM()
	token := login(t, pim, "myERPuser")
	pim.Do(authcore.Request{Method: "POST", URL: origin + "/nope", Header: authcore.Header{{Name: "é", Value: "ü"}}, Body: []byte("\xff")})
	pim.Do(control("clock", `{"advance":"59m59s"}`))
	pim.Do(control("faults", `{"strip_authorization":true,"cors":"off","status":503,"html_login_page":true,"slow":"2s","drop_connection":true,"bad_json":true,"empty_body":true,"wrong_content_type":true}`))
	doc := pim.Snapshot()
	require.True(t, json.Valid(doc))

	other := newPIM()
	require.NoError(t, other.Restore(doc))
	require.Equal(t, string(doc), string(other.Snapshot()))
	require.Equal(t, pim.ActiveFaults(), other.ActiveFaults())
	require.Equal(t, pim.Credentials(), other.Credentials())
	require.Equal(t, string(pim.Do(get("/_demo/journal", "")).Body), string(other.Do(get("/_demo/journal", "")).Body))

	other.Do(control("faults", `{}`))
	require.Equal(t, 200, other.Do(get("/api/rest/v1/categories", token)).Status)
	other.Do(control("clock", `{"advance":"2s"}`))
	require.Equal(t, 401, other.Do(get("/api/rest/v1/categories", token)).Status)

	fresh := newPIM()
	require.NoError(t, fresh.Restore((&demopim.PIM{}).Snapshot()))
	require.Equal(t, string((&demopim.PIM{}).Snapshot()), string(fresh.Snapshot()))
}

func TestRestoreRefuses(t *testing.T) {
	good := string((&demopim.PIM{}).Snapshot())
	for name, test := range map[string]struct{ old, new, want string }{
		"a newer format":         {`"snapshot":2`, `"snapshot":3`, "demopim: the snapshot has format 3, this program reads 2"},
		"no format":              {`"snapshot":2,`, ``, "demopim: the snapshot is broken: snapshot is missing"},
		"another version":        {`"version":"7.0"`, `"version":"6.1"`, `demopim: the snapshot is broken: version "6.1" is none of 1.7, 2.3, 3.2, 4.0, 5.0, 6.0, 7.0, saas`},
		"a clock gone back":      {`"advance":"0s"`, `"advance":"-1s"`, "demopim: the snapshot is broken: advance is no duration of zero or more"},
		"a fault unknown":        {`"faults":{}`, `"faults":{"x":true}`, "demopim: the snapshot is broken: faults are wrong: x"},
		"a fault out of range":   {`"faults":{}`, `"faults":{"status":9}`, `demopim: the snapshot is broken: faults are wrong: fault "status" is a whole number from 200 to 599, or 0`},
		"a client without label": {`"label":"ERP connection",`, ``, "demopim: the snapshot is broken: clients[0]: label is missing"},
		"a user neither":         {`"enabled":true`, `"enabled":1`, "demopim: the snapshot is broken: users[0]: enabled is neither true nor false"},
		"a category too early":   {`"parent":"master"`, `"parent":"master_china"`, `demopim: the snapshot is broken: category "categoryA" stands before its parent "master_china"`},
		"tokens no list":         {`"access_tokens":[]`, `"access_tokens":{}`, "demopim: the snapshot is broken: access_tokens is no array"},
		"a token no object":      {`"refresh_tokens":[]`, `"refresh_tokens":[1]`, "demopim: the snapshot is broken: refresh_tokens[0] is no object"},
		"an unknown scope":       {`"connected":[]`, `"connected":[{"client_id":"x","code":"x","scopes":["fly"],"outdated":false,"consents":[]}]`, `demopim: the snapshot is broken: connected[0]: scopes: there is no scope "fly"`},
		"no JSON":                {`{`, `[`, "demopim: the snapshot is not JSON at byte "},
		"no object":              {good, `[]`, "demopim: the snapshot is no object"},
		"nothing":                {good, ``, "demopim: the snapshot is not JSON at byte 0: the text ends where a value should stand"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, good, test.old)
			pim := newPIM()
			token := login(t, pim, "myERPuser")
			before := string(pim.Snapshot())
			err := pim.Restore([]byte(strings.Replace(good, test.old, test.new, 1)))
			require.ErrorContains(t, err, test.want)
			require.Equal(t, before, string(pim.Snapshot()))
			require.Equal(t, 200, pim.Do(get("/api/rest/v1/categories", token)).Status)
		})
	}
}

func TestManyCallers(t *testing.T) {
	pim := &demopim.PIM{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 5 {
				token := login(t, pim, "myERPuser")
				pim.Do(get("/api/rest/v1/categories", token))
				pim.Do(control("clock", `{"advance":"1s"}`))
				pim.Do(get("/_demo/journal", ""))
				pim.ActiveFaults()
				pim.Credentials()
				assert.NoError(t, pim.Restore(pim.Snapshot()))
			}
		})
	}
	all.Wait()
}
