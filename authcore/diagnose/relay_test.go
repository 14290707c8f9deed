// What a relay says is told from what the PIM behind it says.

package diagnose_test

import (
	"testing"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

func TestRelay(t *testing.T) {
	known := diagnose.Known{PIM: appPIM, Page: "http://localhost:8080", Relay: true}
	says := func(c diagnose.Case, status int, code, more string) diagnose.Case {
		return answered(c, status, `{"relay":{"code":"`+code+`","message":"m","next":"n"`+more+`}}`, authcore.Field{Name: "x-relay-error", Value: code})
	}
	root := get(appPIM + "/api/rest/v1")
	args := " host=pim.example.com pim=" + appPIM + " page=http://localhost:8080"
	for _, row := range []struct {
		code   string
		status int
	}{
		{"tls_unknown_authority", 502},
		{"tls_expired", 502},
		{"tls_wrong_name", 502},
		{"tls_other", 502},
		{"dns", 502},
		{"address_changed", 502},
		{"refused", 502},
		{"route", 403},
		{"origin", 403},
		{"token", 401},
		{"host", 421},
		{"request", 400},
		{"too_large", 413},
	} {
		told{row.code, one(says(root, row.status, row.code, "")), known, []string{"certain relay_" + row.code + args + " '" + row.code + "'"}}.test(t)
		// The same from a PIM that nobody relays to, or without the header from behind a relay.
		for name, near := range map[string]struct {
			c     diagnose.Case
			known diagnose.Known
		}{
			"no relay":  {says(root, row.status, row.code, ""), diagnose.Known{PIM: appPIM, Page: known.Page}},
			"no header": {answered(root, row.status, `{"relay":{"code":"`+row.code+`"}}`), known},
		} {
			t.Run(row.code+", "+name, func(t *testing.T) {
				for _, f := range diagnose.Exchange(near.c, near.known) {
					if f.Source == "relay" {
						t.Errorf("%s is said of what no relay said", f.Code)
					}
				}
			})
		}
	}
	leads := func(location string) []diagnose.Case {
		return one(says(root, 502, "redirect", `,"status":301,"location":"`+location+`"`))
	}
	fails := func(code string) []diagnose.Case {
		c := get(appPIM + "/api/rest/v1")
		c.Failure = &diagnose.Failure{Code: code, Host: "localhost:8081", MayHaveActed: code == "no_cors"}
		return one(c)
	}
	here := " host=localhost:8081 pim=" + appPIM + " page=http://localhost:8080"
	const tokenURL = appPIM + "/api/oauth/v1/token"
	refresh := diagnose.Case{Request: &authcore.Request{Method: "POST", URL: tokenURL, Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte(`{"grant_type":"refresh_token","refresh_token":"` + appCode + `","client_id":"` + erpID + `","client_secret":"` + erpSecret + `"}`)}}
	spent := answered(refresh, 422, `{"code":422,"message":"Refresh token is invalid or has expired"}`)
	for _, row := range []told{
		{"reset", one(says(root, 502, "reset", "")), known, []string{"certain relay_reset" + args + " 'reset'", "possible browser_maybe_acted what=none lost=lost_none"}},
		{"timeout", one(says(root, 504, "timeout", "")), known, []string{"certain relay_timeout" + args + " 'timeout'", "possible browser_maybe_acted what=none lost=lost_none"}},
		{"redirect elsewhere", leads(`https:\/\/b.example\/?a=secret`), known, []string{"certain relay_redirect" + args + ` to=https://b.example where=relay_elsewhere 'redirect' 'https:\/\/b.example\/?a=secret'`}},
		{"redirect within the PIM", leads(appPIM + "/user/login"), known, []string{"certain relay_redirect" + args + " to=" + appPIM + " where=relay_same 'redirect' '" + appPIM + "/user/login'"}},
		{"redirect by a path", leads("/user/login"), known, []string{"certain relay_redirect" + args + " to= where=relay_same 'redirect' '/user/login'"}},
		{"redirect without a target", one(says(root, 502, "redirect", "")), known, []string{"certain relay_redirect" + args + " to= where=relay_same 'redirect'"}},
		{"a code of another relay", one(says(root, 502, "unheard_of", "")), known, nil},
		{"no relay there", fails("no_answer"), known, []string{"certain relay_down" + here}},
		{"another's relay, or none", fails("no_cors"), known, []string{"likely relay_origin" + here, "possible browser_maybe_acted what=none lost=lost_none"}},
		{"no answer without a relay", fails("no_answer"), diagnose.Known{PIM: appPIM}, []string{"likely browser_no_answer host=localhost:8081", "possible local_down host=localhost:8081"}},
		{"page and relay lost each other", fails("dropped"), known, []string{"certain browser_dropped who=localhost:8081 host=localhost:8081"}},
		// A fault of the request is one whoever answers.
		{"what else is wrong", one(says(get(appPIM+"/api/rest/v1/"), 403, "route", "")), known, []string{"certain relay_route" + args + " 'route'", "certain trailing_slash what=slash_root '/' fix"}},
		{"the answer got lost behind the relay", []diagnose.Case{says(refresh, 504, "timeout", ""), spent}, known, []string{"likely refresh_used n=1 '" + appCode + "' '" + tokenURL + "'", "possible refresh_refused '" + appCode + "' 'Refresh token is invalid or has expired'", "ruled_out refresh_cut length_86"}},
		{"the request never got there", []diagnose.Case{says(refresh, 502, "refused", ""), spent}, known, []string{"possible refresh_refused '" + appCode + "' 'Refresh token is invalid or has expired'", "ruled_out refresh_cut length_86"}},
	} {
		row.test(t)
	}
}
