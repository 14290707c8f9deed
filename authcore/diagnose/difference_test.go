package diagnose_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/words"
)

func TestDifference(t *testing.T) {
	ok := func(c diagnose.Case) diagnose.Case { return answered(c, 200, appAccess) }
	with := func(c diagnose.Case, change func(q *authcore.Request)) diagnose.Case {
		q := *c.Request
		q.Header = append(authcore.Header(nil), q.Header...)
		change(&q)
		c.Request = &q
		return c
	}
	busy := answered(exchange(), 503, `<html></html>`)
	api := get(appPIM + "/api/rest/v1/categories")
	swapped := answered(exchange("code_challenge="+authcore.CodeChallenge(appSecret, appIdentifier)), 400, invalidClient)
	let := at(redirected(authorize(right), appCallback), 0)
	for _, row := range []struct {
		name          string
		before, after diagnose.Case
		known         diagnose.Known
		want          []string
	}{
		{"a challenge that was wrong", swapped, ok(exchange()), knownApp, []string{"cured finding=app_challenge code=order_swapped of= where= how=challenge_order_swapped"}},
		{"a parameter that was missing", answered(exchange("-grant_type"), 400, wrongGrant), ok(exchange()), knownApp, []string{"cured finding=app_parameter_missing name=grant_type"}},
		{"two faults", answered(exchange("-grant_type", "code_challenge="+strings.Repeat("F", 64)), 400, invalidClient), ok(exchange()), diagnose.Known{}, []string{"cured finding=app_challenge_form what=challenge_form_upper_case length=64"}},
		{"a code that the PIM found too old", answered(exchange(), 400, hasExpired), ok(exchange("code=" + strings.Replace(appCode, "M", "N", 1))), knownApp, []string{"cured finding=app_code_expired age=code_age_unknown"}},
		{"a fault that is still there", swapped, ok(exchange("code_challenge=" + authcore.CodeChallenge(appSecret, appIdentifier))), knownApp, []string{"nothing_changed"}},
		{"method", with(busy, func(q *authcore.Request) { q.Method = "PUT" }), ok(exchange()), knownApp, []string{"method_changed before=PUT after=POST"}},
		{"scheme and host", with(api, func(q *authcore.Request) { q.URL = "http://pim.example.org/api/rest/v1/categories" }), ok(api), diagnose.Known{}, []string{"scheme_changed before=http after=https", "host_changed before=pim.example.org after=pim.example.com"}},
		{"path and query", api, ok(get(api.Request.URL + "/master?a=b")), diagnose.Known{}, []string{"path_changed", "query_changed"}},
		{"header", with(busy, func(q *authcore.Request) { q.Header[0].Value += "; charset=utf-8"; q.Header.Add("X-"+erpSecret, "1") }), ok(with(exchange(), func(q *authcore.Request) { q.Header.Add("accept", "*/*") })), knownApp, []string{
			"header_changed name=Content-Type", "header_removed name=other_header", "header_added name=Accept",
		}},
		{"members", with(busy, func(q *authcore.Request) { q.Body = []byte("code=1&" + erpSecret + "=2") }), ok(with(exchange(), func(q *authcore.Request) { q.Body = []byte("code=2&scope=3") })), diagnose.Known{}, []string{
			"member_changed name=code", "member_removed name=other_member", "member_added name=scope",
		}},
		{"bytes alone", with(busy, func(q *authcore.Request) { q.Body = []byte(strings.Replace(string(q.Body), "=M", "=%4D", 1)) }), ok(exchange()), knownApp, []string{"body_changed"}},
		{"time", at(busy, 0), ok(at(exchange(), 61)), knownApp, []string{"clock seconds=61", "nothing_changed"}},
		{"nothing", busy, ok(exchange()), knownApp, []string{"nothing_changed"}},
		{"a failure of the network", diagnose.Case{Request: exchange().Request, Failure: &diagnose.Failure{Code: "refused"}}, ok(exchange()), knownApp, []string{"nothing_changed"}},
		{"a byte that no browser sends", diagnose.Case{
			Request: with(api, func(q *authcore.Request) { q.Header.Add("X-Request-Id", "a ") }).Request,
			Failure: &diagnose.Failure{Code: "unsendable", Where: "X-Request-Id", What: "space", Offset: 1},
		}, ok(with(api, func(q *authcore.Request) { q.Header.Add("X-Request-Id", "a") })), diagnose.Known{}, []string{"cured finding=browser_unsendable where=X-Request-Id what=space at=1"}},
		{"https", diagnose.Case{
			Request: with(api, func(q *authcore.Request) { q.URL = strings.Replace(q.URL, "https", "http", 1) }).Request,
			Failure: &diagnose.Failure{Code: "mixed_content"},
		}, ok(api), diagnose.Known{}, []string{"cured finding=browser_mixed_content host=pim.example.com"}},
		{"no request", diagnose.Case{}, let, diagnose.Known{}, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			table, err := words.English()
			require.NoError(t, err)
			var got []string
			for _, c := range diagnose.Difference(row.before, row.after, row.known) {
				got = append(got, strings.Join(append([]string{c.Code}, argsOf(diagnose.Finding{Args: c.Args})...), " "))
				require.NotRegexp(t, `^$|[{}]`, table.Change(c), c.Code)
				require.NotContains(t, table.Change(c), erpSecret)
			}
			require.Equal(t, row.want, got)
		})
	}
}

func TestDifferenceOfMembers(t *testing.T) {
	body := func(text string) diagnose.Case {
		return diagnose.Case{Request: &authcore.Request{Method: "POST", URL: "https://other.example.com/x", Body: []byte(text)}, At: time.Time{}}
	}
	var got []string
	for _, c := range diagnose.Difference(body("code=1&username=a&"+erpSecret+"=2"), answered(body(`{"code":"2","username":"a","scope":null,"client_id":"b"}`), 200, "{}"), diagnose.Known{}) {
		got = append(got, strings.Join(append([]string{c.Code}, argsOf(diagnose.Finding{Args: c.Args})...), " "))
	}
	require.Equal(t, []string{"body_kind_changed", "member_changed name=code", "member_removed name=other_member", "member_added name=client_id", "member_added name=scope"}, got)
}

// What the answer alone proves is cured by another token.
func TestDifferenceOfTokens(t *testing.T) {
	bearer := func(token string, status int, body string) diagnose.Case {
		c := get(appPIM + "/api/rest/v1/categories")
		c.Request.Header.Add("Authorization", "Bearer "+token)
		return answered(c, status, body)
	}
	changes := diagnose.Difference(
		bearer(appCode, 401, `{"code":401,"message":"The access token provided has expired."}`),
		bearer(strings.Replace(appCode, "M", "N", 1), 200, "{}"), diagnose.Known{})
	require.Len(t, changes, 1)
	require.Equal(t, "cured", changes[0].Code)
	require.Equal(t, diagnose.Arg{Name: "finding", Value: "token_expired"}, changes[0].Args[0])
}
