// How the tests of Apps and browsers write exchanges, and findings as lines.

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

const (
	appPIM        = "https://pim.example.com"
	appTokenURL   = appPIM + "/connect/apps/v1/oauth2/token"
	appID         = "206f450e-09a1-44ed-a0b3-9dd80f980ace"
	appOtherID    = "b0b2a9b5-3c4d-4e5f-8a6b-7c8d9e0f1a2b"
	appSecret     = "Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg"
	appIdentifier = "1f8cb2a5f0c0a1e0a3b5c7d9e1f20314253647586978a9bacbdcedfe0f10"
	appCode       = "MDMwZjE1ZjI5NmQ0Mjc5ZGM0ZWY5MzJmYzY1ODRiNzY3MWI5YzRlNmE1MzYxZGYyYTI0NzQ5YmM4ZTFlMjZkNA"
	appCallback   = "https://app.example.com/callback"
	erpID         = "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s"
	erpSecret     = "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s"
)

// A told is a row of the tests: exchanges of which the last is in question,
// and the findings about it, a line each.
type told struct {
	name  string
	cases []diagnose.Case
	known diagnose.Known
	want  []string
}

func (row told) test(t *testing.T) {
	t.Helper()
	t.Run(row.name, func(t *testing.T) {
		t.Helper()
		table, err := words.English()
		require.NoError(t, err)
		last := row.cases[len(row.cases)-1]
		var got []string
		for _, f := range diagnose.Journal(row.cases, row.known) {
			got = append(got, line(f, row.cases))
			if f.Certainty == diagnose.RuledOut {
				require.NotEmpty(t, table.Reasons[f.Reason], "words for the reason %s", f.Reason)
				continue
			}
			w := table.Of(f)
			for _, text := range append([]string{w.Cause, w.Cure, w.Change}, w.Detail...) {
				require.NotRegexp(t, `\{[a-z_]+(\|term)?\}|[a-z]_[a-z]+_form|challenge_(un|or|form|stray|sep|not|other|conn|id|sec|up|do|ba|hm|pk)|code_age|state_(is|in|case|cut|stray|enc|long)|other_text`, text, "%s: a place without its argument, or a term without words", f.Code)
			}
			for _, secret := range []string{appSecret, erpSecret, appCode, "s3cret"} {
				require.NotContains(t, w.Cause+w.Cure+w.Change+strings.Join(w.Detail, ""), secret)
			}
			if f.Fix != nil {
				require.False(t, w.Change == "" && (strings.HasPrefix(f.Code, "app_") || strings.HasPrefix(f.Code, "browser_")), "%s has a fix, and no words for what it changes", f.Code)
				require.NotNil(t, last.Request)
				require.NotEqual(t, *last.Request, *f.Fix, f.Code)
				for _, left := range diagnose.Request(*f.Fix, row.known) {
					require.False(t, left.Code == f.Code && left.Certainty == diagnose.Certain && strings.Join(argsOf(left), "") == strings.Join(argsOf(f), ""), "%s is still there after its fix", f.Code)
				}
			}
		}
		require.Equal(t, row.want, got)
	})
}

// line writes a finding as "certain code arg=value 'evidence' fix", and of one
// that is ruled out the reason.
func line(f diagnose.Finding, cases []diagnose.Case) string {
	text := f.Certainty.String() + " " + f.Code
	for _, a := range argsOf(f) {
		text += " " + a
	}
	for _, m := range f.Evidence {
		text += " '" + marked(m, cases) + "'"
	}
	if f.Fix != nil {
		text += " fix"
	}
	if f.Reason != "" {
		text += " " + f.Reason
	}
	return text
}

func argsOf(f diagnose.Finding) (all []string) {
	for _, a := range f.Args {
		all = append(all, a.Name+"="+a.Value)
	}
	return all
}

// marked cuts the evidence out of its message.
func marked(m diagnose.Mark, cases []diagnose.Case) string {
	c := cases[len(cases)-1]
	if m.In == "earlier" {
		return cases[m.Line].Request.URL[m.From:m.To]
	}
	if m.Part == "status" {
		return "status"
	}
	if m.In == "response" && m.Part == "body" {
		return string(c.Response.Body[m.From:m.To])
	}
	if m.In == "response" {
		return c.Response.Header[m.Line].Value[m.From:m.To]
	}
	switch m.Part {
	case "url":
		return c.Request.URL[m.From:m.To]
	case "header":
		return c.Request.Header[m.Line].Value[m.From:m.To]
	case "method":
		return c.Request.Method[m.From:m.To]
	}
	return string(c.Request.Body[m.From:m.To])
}

// exchangeForm is the body of an exchange that is right but for what is
// changed: "name=value" sets a parameter, as it is written, "-name" leaves it
// out.
func exchangeForm(changes ...string) string {
	form := "client_id=" + appID + "&code_identifier=" + appIdentifier +
		"&code_challenge=" + authcore.CodeChallenge(appIdentifier, appSecret) + "&code=" + appCode + "&grant_type=authorization_code"
	for _, change := range changes {
		name, value, set := strings.Cut(strings.TrimPrefix(change, "-"), "=")
		var pieces []string
		found := false
		for piece := range strings.SplitSeq(form, "&") {
			if !strings.HasPrefix(piece, name+"=") {
				pieces = append(pieces, piece)
			} else if set {
				pieces, found = append(pieces, name+"="+value), true
			}
		}
		if set && !found {
			pieces = append(pieces, change)
		}
		form = strings.Join(pieces, "&")
	}
	return form
}

func exchange(changes ...string) diagnose.Case {
	return diagnose.Case{Request: &authcore.Request{
		Method: "POST", URL: appTokenURL,
		Header: authcore.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}},
		Body:   []byte(exchangeForm(changes...)),
	}}
}

func get(url string) diagnose.Case {
	return diagnose.Case{Request: &authcore.Request{Method: "GET", URL: url}}
}

func authorize(query string) diagnose.Case {
	return get(appPIM + "/connect/apps/v1/authorize?" + query)
}

// right is the query of an authorization that is right.
const right = "response_type=code&client_id=" + appID + "&scope=read_products%20write_categories&state=0a1b2c3d4e5f60718293"

func answered(c diagnose.Case, status int, body string, header ...authcore.Field) diagnose.Case {
	c.Response = &authcore.Response{Status: status, Header: append(authcore.Header{{Name: "Content-Type", Value: "application/json"}}, header...), Body: []byte(body)}
	return c
}

func redirected(c diagnose.Case, location string) diagnose.Case {
	return answered(c, 302, "", authcore.Field{Name: "Location", Value: location})
}

func at(c diagnose.Case, seconds int64) diagnose.Case {
	c.At = time.Unix(1_700_000_000+seconds, 0)
	return c
}

func one(c ...diagnose.Case) []diagnose.Case { return c }

const (
	invalidClient  = `{"error":"invalid_client"}`
	invalidRequest = `{"error":"invalid_request"}`
	invalidGrant   = `{"error":"invalid_grant"}`
	notValid       = `{"error":"invalid_grant","error_description":"Code is not valid"}`
	hasExpired     = `{"error":"invalid_grant","error_description":"Code has expired"}`
	wrongGrant     = `{"error":"unsupported_grant_type"}`
	appAccess      = `{"access_token":"` + appCode + `","token_type":"bearer","scope":"read_products"}`
)
