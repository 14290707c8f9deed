// What a page in a browser, and a program, can know of an answer that did not
// come.

package diagnose_test

import (
	"testing"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

func TestFailures(t *testing.T) {
	fails := func(code string) diagnose.Case {
		c := get(appPIM + "/api/rest/v1")
		c.Failure = &diagnose.Failure{Code: code, Host: "pim.example.com"}
		return c
	}
	near := func(code, state string) diagnose.Case {
		c := fails(code)
		c.Request.URL, c.Failure.Host, c.Failure.LocalNetwork = "http://localhost:8081/api/rest/v1", "localhost:8081", state
		return c
	}
	policy := fails("csp")
	policy.Failure.Directive = "default-src"
	long := fails("timeout")
	long.Failure.Seconds = 7
	plain := fails("mixed_content")
	plain.Request.URL = "http://pim.example.com/api/rest/v1"
	console := fails("fetch_failed")
	console.Request.URL = "http://pim.example.com/api/rest/v1"
	read := answered(fails(""), 200, `{}`)
	read.Failure = nil
	host := "host=pim.example.com"
	for _, row := range []told{
		{"csp", one(policy), diagnose.Known{}, []string{"certain browser_csp directive=default-src " + host}},
		{"csp, rule not known", one(fails("csp")), diagnose.Known{}, []string{"certain browser_csp directive=connect-src " + host}},
		{"mixed content", one(plain), diagnose.Known{Page: "https://a.example"}, []string{"certain browser_mixed_content " + host + " 'http' fix"}},
		{"timeout", one(long), diagnose.Known{}, []string{"certain browser_timeout seconds=7 who=pim.example.com " + host}},
		{"timeout of the page", one(fails("timeout")), diagnose.Known{}, []string{"certain browser_timeout seconds=30 who=pim.example.com " + host}},
		{"cancelled", one(fails("cancelled")), diagnose.Known{}, []string{"certain browser_cancelled " + host}},
		{"dropped", one(fails("dropped")), diagnose.Known{}, []string{"certain browser_dropped who=pim.example.com " + host}},
		{"engine", one(fails("engine")), diagnose.Known{}, []string{"certain browser_engine " + host}},
		{"demo PIM not started", one(near("local_down", "")), diagnose.Known{}, []string{"certain local_down host=localhost:8081"}},
		{"no CORS", one(fails("no_cors")), diagnose.Known{}, []string{"certain browser_no_cors who=pim.example.com " + host, "possible browser_no_cors_on_errors who=pim.example.com " + host}},
		{"CORS was there before", one(read, fails("no_cors")), diagnose.Known{}, []string{"possible browser_no_cors_on_errors who=pim.example.com " + host}},
		{"CORS was there at another PIM", one(answered(get("https://b.example/api/rest/v1"), 200, `{}`), fails("no_cors")), diagnose.Known{}, []string{"certain browser_no_cors who=pim.example.com " + host, "possible browser_no_cors_on_errors who=pim.example.com " + host}},
		{"no answer", one(fails("no_answer")), diagnose.Known{}, []string{"likely browser_no_answer " + host}},
		{"the browser asks", one(near("no_answer", "prompt")), diagnose.Known{}, []string{"likely browser_local_network state=prompt how=network_prompt host=localhost:8081", "likely browser_no_answer host=localhost:8081", "possible local_down host=localhost:8081"}},
		{"the browser was told no", one(near("no_answer", "denied")), diagnose.Known{}, []string{"certain browser_local_network state=denied how=network_denied host=localhost:8081", "likely browser_no_answer host=localhost:8081", "possible local_down host=localhost:8081"}},
		{"denied, but it is a timeout", one(near("timeout", "denied")), diagnose.Known{}, []string{"certain browser_timeout seconds=30 who=localhost:8081 host=localhost:8081"}},
		{"console", one(fails("fetch_failed")), diagnose.Known{}, []string{"likely browser_no_answer " + host, "possible browser_no_cors who=pim.example.com " + host}},
		{"console of an https page", one(console), diagnose.Known{Page: "https://a.example"}, []string{"certain browser_mixed_content " + host + " 'http' fix", "likely browser_no_answer " + host, "possible browser_no_cors who=pim.example.com " + host}},
		{"console of an https page, localhost", one(near("fetch_failed", "")), diagnose.Known{Page: "https://a.example"}, []string{"likely browser_no_answer host=localhost:8081", "possible browser_no_cors who=localhost:8081 host=localhost:8081"}},
		{"untrusted", one(fails("tls_untrusted")), diagnose.Known{}, []string{"certain tls_untrusted " + host}},
		{"expired", one(fails("tls_expired")), diagnose.Known{}, []string{"certain tls_expired " + host}},
		{"name", one(fails("tls_name")), diagnose.Known{}, []string{"certain tls_name " + host}},
		{"handshake", one(fails("tls_failed")), diagnose.Known{}, []string{"certain tls_failed " + host}},
		{"dns", one(fails("dns")), diagnose.Known{}, []string{"certain dns_failed " + host}},
		{"refused", one(fails("refused")), diagnose.Known{}, []string{"certain connection_refused " + host}},
		{"no connection", one(fails("connection_timeout")), diagnose.Known{}, []string{"certain connection_timeout " + host}},
		{"the demo PIM's own port", one(diagnose.Case{Failure: &diagnose.Failure{Code: "refused", Host: "127.0.0.1:8081"}}), diagnose.Known{}, []string{"certain local_down host=127.0.0.1:8081", "certain connection_refused host=127.0.0.1:8081"}},
		{"nothing but that the connection closed", one(diagnose.Case{Failure: &diagnose.Failure{Code: "dropped"}}), diagnose.Known{}, []string{"certain browser_dropped who=unknown_who host=unknown_host"}},
		{"nothing but the failure", one(diagnose.Case{Failure: &diagnose.Failure{Code: "refused"}}), diagnose.Known{}, []string{"certain connection_refused host=unknown_host"}},
		{"host of the address", one(diagnose.Case{Request: &authcore.Request{Method: "GET", URL: appPIM}, Failure: &diagnose.Failure{Code: "dns"}}), diagnose.Known{}, []string{"certain dns_failed " + host}},
	} {
		row.test(t)
	}
}

func TestUnsendable(t *testing.T) {
	q := authcore.Request{Method: "GET", URL: appPIM + "/api/rest/v1/ä", Header: authcore.Header{{Name: "X-A", Value: "a\u200bb"}, {Name: "Authorization", Value: "Bearer x\n"}}}
	fails := func(where, what string, offset int) []diagnose.Case {
		return one(diagnose.Case{Request: &q, Failure: &diagnose.Failure{Code: "unsendable", Where: where, What: what, Offset: offset}})
	}
	first := func(row told, want string) {
		t.Run(row.name, func(t *testing.T) {
			got := diagnose.Journal(row.cases, row.known)
			if l := line(got[0], row.cases); l != want {
				t.Errorf("%s\nwant %s", l, want)
			}
		})
	}
	first(told{name: "end of a header", cases: fails("Authorization", "line_feed", 8)}, "certain browser_unsendable where=Authorization what=line_feed at=8 '\n' fix")
	first(told{name: "in a header", cases: fails("X-A", "zero_width_space", 1)}, "certain browser_unsendable where=X-A what=zero_width_space at=1 '\u200b'")
	first(told{name: "address", cases: fails("address", "sent as https://pim.example.com/api/rest/v1/%C3%A4", 36)}, "certain browser_unsendable where=address what=sent_otherwise at=36 'ä'")
	first(told{name: "method", cases: fails("method", "forbidden_method", 0)}, "certain browser_unsendable where=method what=forbidden_method at=0 'G'")
	first(told{name: "a line that is not there", cases: fails("Host", "forbidden_header", 0)}, "certain browser_unsendable where=Host what=forbidden_header at=0")
}

func TestMayHaveActed(t *testing.T) {
	acted := func(c diagnose.Case) []diagnose.Case {
		c.Failure = &diagnose.Failure{Code: "cancelled", Host: "h", MayHaveActed: true}
		return one(c)
	}
	refresh := diagnose.Case{Request: &authcore.Request{Method: "POST", URL: appPIM + "/api/oauth/v1/token", Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte(`{"grant_type":"refresh_token","refresh_token":"` + appCode + `","client_id":"` + erpID + `","client_secret":"` + erpSecret + `"}`)}}
	for _, row := range []told{
		{"a code", acted(exchange()), knownApp, []string{"certain browser_cancelled host=h", "possible browser_maybe_acted what=code lost=lost_code '" + appCode + "'"}},
		{"a refresh token", acted(refresh), diagnose.Known{}, []string{"certain browser_cancelled host=h", "possible browser_maybe_acted what=refresh_token lost=lost_refresh_token '" + appCode + "'"}},
		{"neither", acted(get(appPIM + "/api/rest/v1")), diagnose.Known{}, []string{"certain browser_cancelled host=h", "possible browser_maybe_acted what=none lost=lost_none"}},
	} {
		row.test(t)
	}
}
