// An App at the demo PIM: each refusal, in each version, has its cause named
// first, and what is right has none.

package diagnose_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/diagnose"
)

// An appWalk is an App at a demo PIM, and what has happened so far.
type appWalk struct {
	pim     *demopim.PIM
	now     time.Time
	browser *demopim.Browser
	journal []diagnose.Case
	code    string
}

func (w *appWalk) do(q authcore.Request) authcore.Response {
	r := w.pim.Do(q).Response
	w.journal = append(w.journal, diagnose.Case{Request: &q, Response: &r, At: w.now})
	return r
}

// walkApp lets the demo App in.
func walkApp(t *testing.T, version authcore.Version) *appWalk {
	w := &appWalk{now: time.Unix(1_700_000_000, 0)}
	w.pim = &demopim.PIM{Version: version, Now: func() time.Time { return w.now }}
	w.browser = &demopim.Browser{Do: w.do}
	_, err := w.browser.Open(authorize(right).Request.URL)
	require.NoError(t, err)
	_, err = w.browser.Login("admin", "admin")
	require.NoError(t, err)
	_, err = w.browser.Next(true)
	require.NoError(t, err)
	_, query, _ := strings.Cut(w.browser.Address(), "?code=")
	w.code, _, _ = strings.Cut(query, "&")
	require.Len(t, w.code, 86)
	return w
}

// send exchanges the code, with changes, and returns the first finding.
func (w *appWalk) send(changes ...string) string {
	q := *exchange(append([]string{"code=" + w.code}, changes...)...).Request
	q.Header.Add("Accept", "application/json")
	w.do(q)
	return w.finds(w.journal...)
}

func (w *appWalk) finds(cases ...diagnose.Case) string {
	version := string(w.pim.Version)
	for _, f := range diagnose.Journal(cases, diagnose.Known{Version: version, AppClientID: appID, AppSecret: appSecret, State: "0a1b2c3d4e5f60718293"}) {
		return f.Certainty.String() + " " + f.Code
	}
	return ""
}

func TestAppAtEveryPIM(t *testing.T) {
	for _, version := range []authcore.Version{authcore.V6_0, authcore.V7_0, authcore.SaaS} {
		t.Run(string(version), func(t *testing.T) {
			w := walkApp(t, version)
			require.Empty(t, w.finds(get(w.browser.Address())), "the callback")
			for _, row := range []struct {
				want    string
				changes []string
			}{
				{"certain app_challenge", []string{"code_challenge=" + authcore.CodeChallenge(appSecret, appIdentifier)}},
				{"certain app_challenge", []string{"code_challenge=" + authcore.CodeChallenge(appSecret, appIdentifier), "-code", "-grant_type"}},
				{"certain app_challenge_empty", []string{"code_challenge="}},
				{"certain app_parameter_missing", []string{"-code_challenge"}},
				{"certain app_parameter_missing", []string{"-code_identifier"}},
				{"certain app_parameter_missing", []string{"-grant_type"}},
				{"certain app_parameter_missing", []string{"-client_id"}},
				{"certain app_parameter_missing", []string{"-code"}},
				{"certain app_grant_type", []string{"grant_type=password"}},
				{"certain app_client_unknown", []string{"client_id=" + appOtherID}},
				{"certain app_connection_client", []string{"client_id=" + erpID}},
				{"certain app_code_cut", []string{"code=" + w.code[:85]}},
			} {
				require.Equal(t, row.want, w.send(row.changes...), row.changes)
			}
			require.Empty(t, w.send(), "what is right")
			require.Equal(t, "certain app_code_used", w.send())
			alone := "possible app_code_unknown"
			if version == authcore.V6_0 {
				alone = "possible app_code_expired"
			}
			require.Equal(t, alone, w.finds(w.journal[len(w.journal)-1]), "without its journal")

			w = walkApp(t, version)
			w.now = w.now.Add(30 * time.Second)
			require.Empty(t, w.send(), "the last second")
			w = walkApp(t, version)
			w.now = w.now.Add(31 * time.Second)
			require.Equal(t, "certain app_code_expired", w.send())
		})
	}
}

func TestAuthorizationAtEveryPIM(t *testing.T) {
	for _, version := range []authcore.Version{authcore.V6_0, authcore.V7_0, authcore.SaaS} {
		t.Run(string(version), func(t *testing.T) {
			w := walkApp(t, version)
			require.Equal(t, "certain app_not_logged_in", w.finds(w.journal[0]))
			for _, row := range []struct{ want, query string }{
				{"", right},
				{"certain response_type", strings.Replace(right, "response_type=code", "response_type=token", 1)},
				{"certain response_type", strings.Replace(right, "response_type=code&", "", 1)},
				{"certain app_parameter_missing", strings.Replace(right, "client_id="+appID+"&", "", 1)},
				{"certain app_client_unknown", strings.Replace(right, appID, appOtherID, 1)},
				{"certain app_connection_client", strings.Replace(right, appID, erpID, 1)},
				{"likely scope_misspelled", strings.Replace(right, "read_products", "read_product", 1)},
				{"likely scope_separator", strings.Replace(right, "%20", ",", 1)},
				{"likely state_missing", strings.Replace(right, "&state=0a1b2c3d4e5f60718293", "", 1)},
				{"possible app_redirect_uri", right + "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"},
				{"possible app_pkce_sent", right + "&code_challenge_method=S256"},
			} {
				_, err := w.browser.Open(authorize(row.query).Request.URL)
				require.NoError(t, err)
				for i := len(w.journal) - 1; ; i-- {
					if w.journal[i].Request.URL == authorize(row.query).Request.URL {
						require.Equal(t, row.want, w.finds(w.journal[i]), row.query)
						break
					}
				}
			}
		})
	}
}
