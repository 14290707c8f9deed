package diagnose_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

// Whatever comes, every mark lies within its message.
func FuzzApp(f *testing.F) {
	f.Add(appTokenURL, "application/json", exchangeForm(), appCallback+"?code="+appCode+"&state=s", 400, invalidGrant)
	f.Add(appCallback+"?code="+appCode+"&state=%zz", "", "", "/#/connect/apps/authorize?error=akeneo_connectivity.connection.connect.apps.error.app_not_found", 302, "")
	f.Add(authorize(right+",%20reed_products&redirect_uri=http://a").Request.URL, "", "", "?code", 401, `<input name="_username">`)
	f.Add("https://app/activate?pim=1#?pim_url=", "", "", "", 0, "")
	f.Fuzz(func(t *testing.T, url, media, body, location string, status int, answer string) {
		last := diagnose.Case{Request: &authcore.Request{Method: "POST", URL: url, Header: authcore.Header{{Name: "Content-Type", Value: media}}, Body: []byte(body)}}
		page := get(url)
		page.Failure = &diagnose.Failure{Code: "unsendable", Where: "address", Offset: status, MayHaveActed: true}
		if status != 0 {
			last, page = answered(last, status, answer), redirected(page, location)
		}
		for _, cases := range [][]diagnose.Case{{redirected(page, location), last}, {last, page}} {
			for _, known := range []diagnose.Known{{}, knownApp} {
				for _, finding := range diagnose.Journal(cases, known) {
					require.NotEmpty(t, line(finding, cases))
				}
				for _, change := range diagnose.Difference(cases[0], cases[1], known) {
					require.NotEmpty(t, change.Code)
				}
			}
		}
	})
}
