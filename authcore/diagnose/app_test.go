// The exchange of an App's code: every fault, its near miss, and what rules it
// out.

package diagnose_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

var knownApp = diagnose.Known{AppClientID: appID, AppSecret: appSecret}

func TestHealthyApp(t *testing.T) {
	json := diagnose.Case{Request: &authcore.Request{
		Method: "POST", URL: appTokenURL, Header: authcore.Header{{Name: "Content-Type", Value: "application/json; charset=utf-8"}},
		Body: []byte(`{"client_id":"` + appID + `","code_identifier":"` + appIdentifier + `","code_challenge":"` + authcore.CodeChallenge(appIdentifier, appSecret) + `","code":"` + appCode + `","grant_type":"authorization_code"}`),
	}}
	for _, row := range []told{
		{"form", one(exchange()), diagnose.Known{}, nil},
		{"form of a known App", one(exchange()), knownApp, nil},
		{"covered by a log", one(exchange("code=***", "code_challenge=[redacted]", "client_id=***")), diagnose.Known{}, nil},
		{"form and success", one(answered(exchange(), 200, appAccess)), knownApp, nil},
		{"JSON", one(json), knownApp, nil},
		{"6.0 reads the query", one(diagnose.Case{Request: &authcore.Request{Method: "POST", URL: appTokenURL + "?" + exchangeForm()}}), diagnose.Known{Version: "6.0"}, nil},
		{"authorization", one(authorize(right)), knownApp, nil},
		{"wizard", one(redirected(authorize(right), "/#/connect/apps/authorize?client_id="+appID)), knownApp, nil},
		{"let in", one(redirected(authorize(right), appCallback+"?code="+appCode+"&state=0a1b2c3d4e5f60718293")), knownApp, nil},
		{"callback", one(get(appCallback + "?code=" + appCode + "&state=0a1b2c3d4e5f60718293")), diagnose.Known{State: "0a1b2c3d4e5f60718293"}, nil},
		{"callback after its authorization", one(authorize(right), get(appCallback+"?code="+appCode+"&state=0a1b2c3d4e5f60718293")), diagnose.Known{}, nil},
		{"callback on localhost", one(get("http://localhost:8080/callback?code=" + appCode + "&state=s")), diagnose.Known{}, nil},
		{"activation", one(get("https://app.example.com/activate?pim_url=https%3A%2F%2Fpim.example.com")), diagnose.Known{}, nil},
		{"the PIM's own activation", one(get(appPIM + "/rest/apps/activate/" + appID)), diagnose.Known{}, nil},
		{"a page of another kind", one(get("https://shop.example.com/?code=SUMMER")), diagnose.Known{}, nil},
	} {
		row.test(t)
	}
}

func TestAppBody(t *testing.T) {
	typed := func(media string, changes ...string) diagnose.Case {
		c := exchange(changes...)
		c.Request.Header = authcore.Header{{Name: "Content-Type", Value: media}}
		return c
	}
	untyped := exchange()
	untyped.Request.Header = authcore.Header{{Name: "Accept", Value: "application/json"}}
	basic := exchange("-client_id")
	basic.Request.Header.Add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(appID+":"+appSecret)))
	twice := typed("application/json")
	twice.Request.Body = []byte(`"{\"client_id\":\"` + appID + `\"}"`)
	query := diagnose.Case{Request: &authcore.Request{Method: "POST", URL: appTokenURL + "?" + exchangeForm()}}
	for _, row := range []told{
		{"text", one(answered(typed("text/plain"), 400, invalidRequest)), diagnose.Known{}, []string{
			"certain app_content_type type=text/plain 'text/plain' fix",
		}},
		{"no type", one(untyped), diagnose.Known{}, []string{
			"certain app_content_type type=no_content_type fix",
		}},
		{"another answer has another reason", one(answered(typed("text/plain"), 200, appAccess)), diagnose.Known{}, nil},

		{"query", one(answered(query, 400, invalidRequest)), diagnose.Known{}, []string{
			"certain app_query name=client_id '" + exchangeForm() + "' fix",
		}},
		{"query, version not known", one(query), diagnose.Known{}, []string{
			"likely app_query name=client_id '" + exchangeForm() + "' fix",
		}},

		{"no code", one(answered(exchange("-code"), 400, invalidRequest)), knownApp, []string{
			"certain app_parameter_missing name=code",
		}},
		{"code empty", one(answered(exchange("code="), 400, invalidRequest)), knownApp, []string{
			"certain app_parameter_missing name=code ''",
		}},
		{"no challenge", one(answered(exchange("-code_challenge"), 400, invalidRequest)), knownApp, []string{
			"certain app_parameter_missing name=code_challenge fix",
		}},
		{"no identifier, of PKCE", one(answered(exchange("-code_identifier", "code_verifier=x"), 400, invalidRequest)), diagnose.Known{}, []string{
			"certain app_parameter_missing name=code_identifier",
			"possible app_pkce_sent name=code_verifier 'x'",
		}},
		{"challenge empty", one(answered(exchange("code_challenge="), 400, invalidRequest)), knownApp, []string{
			"certain app_challenge_empty name=code_challenge '' fix",
		}},
		{"JSON in JSON", one(answered(twice, 400, `{"code":400,"message":"Invalid json message received"}`)), knownApp, []string{
			"certain app_json_escaped '\"' fix",
		}},
		{"no grant", one(answered(exchange("-grant_type"), 400, wrongGrant)), knownApp, []string{
			"certain app_parameter_missing name=grant_type fix",
		}},
		{"no grant, which comes after the code", one(answered(exchange("-grant_type"), 400, notValid)), knownApp, []string{
			"possible app_code_unknown '" + appCode + "'",
			"ruled_out app_code_expired code_not_valid_said",
		}},
		{"client in a Basic header", one(answered(basic, 400, invalidRequest)), diagnose.Known{}, []string{
			"certain app_parameter_missing name=client_id fix",
			"possible app_basic '" + basic.Request.Header[1].Value + "'",
		}},

		{"grant of the connector", one(answered(exchange("grant_type=password"), 400, wrongGrant)), knownApp, []string{
			"certain app_grant_type value=password 'password' fix",
		}},
		{"grant in capitals", one(exchange("grant_type=AUTHORIZATION_CODE")), knownApp, []string{
			"certain app_grant_type value=AUTHORIZATION_CODE 'AUTHORIZATION_CODE' fix",
		}},
		{"grant is something else", one(exchange("grant_type=" + appCode)), knownApp, []string{
			"certain app_grant_type value=other_text '" + appCode + "' fix",
		}},

		{"secret for the challenge", one(answered(exchange("-code_challenge", "client_secret="+appSecret), 400, invalidRequest)), diagnose.Known{AppClientID: appID}, []string{
			"certain app_secret_sent name=client_secret '" + appSecret + "' fix",
			"certain app_parameter_missing name=code_challenge fix",
		}},
		{"secret as the challenge", one(answered(exchange("code_challenge="+appSecret), 400, invalidClient)), knownApp, []string{
			"certain app_secret_sent name=code_challenge '" + appSecret + "' fix",
		}},
		{"secret beside a right challenge", one(exchange("client_secret=" + appSecret)), knownApp, []string{
			"possible app_secret_sent name=client_secret '" + appSecret + "' fix",
		}},
		{"secret beside a success", one(answered(exchange("client_secret="+appSecret), 200, appAccess)), knownApp, []string{
			"possible app_secret_sent name=client_secret '" + appSecret + "' fix",
		}},

		{"vain parameters beside a success", one(answered(exchange("redirect_uri=https%3A%2F%2Fa", "code_challenge_method=S256"), 200, appAccess)), knownApp, []string{
			"possible app_pkce_sent name=code_challenge_method 'S256'",
			"possible app_redirect_uri 'https%3A%2F%2Fa'",
		}},
	} {
		row.test(t)
	}
}

func TestAppClient(t *testing.T) {
	for _, row := range []told{
		{"pair of a connection", one(answered(exchange("client_id="+erpID), 400, invalidClient)), diagnose.Known{}, []string{
			"certain app_connection_client '" + erpID + "'",
			"possible app_challenge code=unknown of= where= how=challenge_unchecked '" + authcore.CodeChallenge(appIdentifier, appSecret) + "'",
			"ruled_out app_challenge_form challenge_is_hex",
		}},
		{"App of another PIM", one(exchange("client_id=" + appOtherID)), diagnose.Known{AppClientID: appID, Others: []diagnose.Environment{{Name: "staging", AppClientID: appOtherID}}}, []string{
			"certain basic_other_environment name=staging '" + appOtherID + "' fix",
		}},
		{"another App than meant", one(exchange("client_id=" + appOtherID)), diagnose.Known{AppClientID: appID}, []string{
			"certain app_client_unknown '" + appOtherID + "' fix",
		}},
		{"line feed after the ID", one(exchange("client_id=" + appID + "%0A")), diagnose.Known{}, []string{
			"certain app_client_unknown '" + appID + "%0A' fix",
		}},
		{"no UUID", one(exchange("client_id=my-app")), diagnose.Known{}, []string{
			"likely app_client_unknown 'my-app'",
		}},
		{"nothing to be seen", one(answered(exchange(), 400, invalidClient)), diagnose.Known{}, []string{
			"possible app_challenge code=unknown of= where= how=challenge_unchecked '" + authcore.CodeChallenge(appIdentifier, appSecret) + "'",
			"possible app_client_unknown '" + appID + "'",
			"ruled_out app_challenge_form challenge_is_hex",
		}},
		{"all is as meant", one(answered(exchange(), 400, invalidClient)), knownApp, []string{
			"possible app_client_unknown '" + appID + "'",
			"ruled_out app_challenge challenge_right",
			"ruled_out app_challenge_form challenge_right",
		}},
	} {
		row.test(t)
	}
}

func TestAppChallenge(t *testing.T) {
	refused := func(challenge string, changes ...string) []diagnose.Case {
		return one(answered(exchange(append(changes, "code_challenge="+challenge)...), 400, invalidClient))
	}
	swapped := authcore.CodeChallenge(appSecret, appIdentifier)
	alone := authcore.CodeChallenge(appIdentifier, "")
	feed := authcore.CodeChallenge(appIdentifier, appSecret+"\n")
	other := authcore.CodeChallenge("another", appSecret)
	upper := strings.ToUpper(authcore.CodeChallenge(appIdentifier, appSecret))
	for _, row := range []told{
		{"secret first", refused(swapped), knownApp, []string{
			"certain app_challenge code=order_swapped of= where= how=challenge_order_swapped '" + swapped + "' fix",
		}},
		{"line feed", refused(feed), knownApp, []string{
			"certain app_challenge code=stray of=line feed where=after how=challenge_stray_line_feed_after '" + feed + "' fix",
		}},
		{"capitals", refused(upper), knownApp, []string{
			"certain app_challenge code=upper_case of= where= how=challenge_upper_case '" + upper + "' fix",
		}},
		{"another identifier", refused(other), diagnose.Known{AppSecret: appSecret, CodeIdentifier: "another"}, []string{
			"certain app_challenge code=other_identifier of= where= how=challenge_other_identifier '" + other + "' fix",
		}},
		{"secret of the connection", refused(authcore.CodeChallenge(appIdentifier, erpSecret)), diagnose.Known{AppSecret: appSecret, Client: authcore.Client{ID: erpID, Secret: erpSecret}}, []string{
			"certain app_challenge code=connection_secret of= where= how=challenge_connection_secret '" + authcore.CodeChallenge(appIdentifier, erpSecret) + "' fix",
		}},
		{"secret of another App", refused(authcore.CodeChallenge(appIdentifier, "s3cret")), diagnose.Known{AppSecret: appSecret, Others: []diagnose.Environment{{AppSecret: "s3cret"}}}, []string{
			"certain app_challenge code=other_secret of= where= how=challenge_other_secret '" + authcore.CodeChallenge(appIdentifier, "s3cret") + "' fix",
		}},
		{"nothing known", refused(feed), diagnose.Known{AppSecret: "s3cret"}, []string{
			"certain app_challenge code=unknown of= where= how=challenge_unknown '" + feed + "' fix",
		}},
		{"identifier alone, secret not known", refused(alone), diagnose.Known{}, []string{
			"certain app_challenge code=identifier_alone of= where= how=challenge_identifier_alone '" + alone + "'",
		}},
		{"the secret that was sent tells", refused(swapped, "client_secret="+appSecret), diagnose.Known{AppClientID: appID}, []string{
			"certain app_challenge code=order_swapped of= where= how=challenge_order_swapped '" + swapped + "' fix",
			"possible app_secret_sent name=client_secret '" + appSecret + "' fix",
		}},
		{"the blank is in what we were told", refused(authcore.CodeChallenge(appIdentifier, appSecret)), diagnose.Known{AppClientID: appID, AppSecret: appSecret + " "}, []string{
			"possible app_client_unknown '" + appID + "'",
			"ruled_out app_challenge challenge_right",
			"ruled_out app_challenge_form challenge_right",
		}},
		{"the PIM looks at the client first if there is no identifier", one(exchange("-code_identifier", "code_challenge="+swapped)), knownApp, []string{
			"certain app_parameter_missing name=code_identifier",
		}},
		{"wrong, and no code: the challenge is looked at first", one(exchange("-code", "code_challenge="+swapped)), knownApp, []string{
			"certain app_challenge code=order_swapped of= where= how=challenge_order_swapped '" + swapped + "' fix",
			"certain app_parameter_missing name=code",
		}},
		{"a success says that it is right", one(answered(exchange("code_challenge="+swapped), 200, appAccess)), knownApp, nil},
	} {
		row.test(t)
	}
}

func TestAppChallengeForm(t *testing.T) {
	hex := authcore.CodeChallenge(appIdentifier, appSecret)
	for what, challenge := range map[string]string{
		"challenge_form_upper_case fix": strings.ToUpper(hex),
		"challenge_form_stray fix":      hex + "%0A",
		"challenge_form_128":            hex + hex,
		"challenge_form_40":             hex[:40],
		"challenge_form_32":             hex[:32],
		"challenge_form_length":         hex[:63],
		"challenge_form_base64":         "9n6YWdPrfN8u9yr7Y2LAjWNkC0hUbxG1tkAStA0fxRA%3D",
		"challenge_form_other":          "not-a-challenge",
	} {
		name, fix, _ := strings.Cut(what, " ")
		length := strings.ReplaceAll(strings.ReplaceAll(challenge, "%0A", "\n"), "%3D", "=")
		want := "certain app_challenge_form what=" + name + " length=" + itoa(len(length)) + " '" + challenge + "'"
		if fix != "" {
			want += " fix"
		}
		told{name, one(answered(exchange("code_challenge="+challenge), 400, invalidClient)), diagnose.Known{}, []string{
			want,
		}}.test(t)
	}
}

func TestAppCode(t *testing.T) {
	first := authorize(right)
	let := at(redirected(first, appCallback+"?code="+appCode+"&state=0a1b2c3d4e5f60718293"), 0)
	ofOther := at(redirected(authorize(strings.Replace(right, appID, appOtherID, 1)), appCallback+"?code="+appCode), 0)
	consent := at(answered(diagnose.Case{Request: &authcore.Request{Method: "POST", URL: appPIM + "/rest/apps/confirm-authorization/" + appID}}, 200, `{"appId":"a","userGroup":"g","redirectUrl":"https:\/\/app.example.com\/callback?code=`+appCode+`"}`), 0)
	refused := func(body string) diagnose.Case { return answered(exchange(), 400, body) }
	url := let.Request.URL
	for _, row := range []told{
		{"used before", one(answered(exchange(), 200, appAccess), refused(notValid)), knownApp, []string{
			"certain app_code_used n=1 '" + appCode + "'",
		}},
		{"used before, not sent yet", one(let, answered(exchange(), 200, appAccess), exchange()), knownApp, []string{
			"certain app_code_used n=2 '" + appCode + "'",
		}},
		{"the first exchange failed and used nothing", one(refused(invalidGrant), exchange()), knownApp, nil},
		{"not valid", one(refused(notValid)), knownApp, []string{
			"possible app_code_unknown '" + appCode + "'",
			"ruled_out app_code_expired code_not_valid_said",
		}},
		{"not valid, but seen", one(let, at(refused(notValid), 5)), knownApp, []string{
			"likely app_code_used n= '" + appCode + "'",
			"ruled_out app_code_expired code_not_valid_said",
			"ruled_out app_code_unknown code_seen",
		}},
		{"expired", one(refused(hasExpired)), knownApp, []string{
			"certain app_code_expired age=code_age_unknown '" + appCode + "'",
			"ruled_out app_code_used code_expired_said",
			"ruled_out app_code_unknown code_expired_said",
		}},
		{"expired, by the journal", one(let, at(refused(hasExpired), 95)), knownApp, []string{
			"certain app_code_expired seconds=95 age=95 s '" + appCode + "' '" + url + "'",
			"ruled_out app_code_used code_expired_said",
			"ruled_out app_code_unknown code_expired_said",
		}},
		{"6.0 does not say that it expired", one(consent, at(refused(invalidGrant), 31)), knownApp, []string{
			"certain app_code_expired seconds=31 age=31 s '" + appCode + "' '" + consent.Request.URL + "'",
		}},
		{"expired, not sent yet", one(let, exchange()), diagnose.Known{AppClientID: appID, AppSecret: appSecret, Now: let.At.Add(31e9)}, []string{
			"certain app_code_expired seconds=31 age=31 s '" + appCode + "' '" + url + "'",
		}},
		{"the last second is good", one(let, at(exchange(), 30)), knownApp, nil},
		{"6.0, in time", one(let, at(refused(invalidGrant), 30)), knownApp, []string{
			"possible app_code_used n= '" + appCode + "'",
			"ruled_out app_code_expired code_young",
			"ruled_out app_code_unknown code_seen",
		}},
		{"6.0, nothing known", one(refused(invalidGrant)), knownApp, []string{
			"possible app_code_expired age=code_age_unknown '" + appCode + "'",
			"possible app_code_unknown '" + appCode + "'",
		}},
		{"of another App", one(ofOther, at(refused(notValid), 5)), knownApp, []string{
			"likely app_code_used n= '" + appCode + "'",
			"likely app_code_other '" + appCode + "' '" + ofOther.Request.URL + "'",
			"ruled_out app_code_expired code_not_valid_said",
			"ruled_out app_code_unknown code_seen",
		}},
		{"of another PIM", one(at(redirected(get("https://staging.example.com/connect/apps/v1/authorize?"+right), appCallback+"?code="+appCode), 0), at(exchange(), 5)), knownApp, []string{
			"certain app_code_other '" + appCode + "' 'https://staging.example.com/connect/apps/v1/authorize?" + right + "'",
		}},
		{"of another PIM that is known", one(exchange()), diagnose.Known{AppClientID: appID, AppSecret: appSecret, Others: []diagnose.Environment{{Tokens: []string{appCode}}}}, []string{
			"certain app_code_other '" + appCode + "'",
		}},
		{"cut", one(get(appCallback+"?code="+appCode+"&state=s"), answered(exchange("code="+appCode[:80]), 400, notValid)), knownApp, []string{
			"certain app_code_cut length=80 '" + appCode[:80] + "' '" + appCallback + "?code=" + appCode + "&state=s' fix",
			"possible app_code_unknown '" + appCode[:80] + "'",
			"ruled_out app_code_expired code_not_valid_said",
		}},
		{"cut, by its length", one(exchange("code=" + appCode[:85])), knownApp, []string{
			"likely app_code_cut length=85 '" + appCode[:85] + "'",
		}},
		{"line feed", one(exchange("code=" + appCode + "%0A")), knownApp, []string{
			"certain app_code_cut length=87 '" + appCode + "%0A' fix",
		}},
	} {
		row.test(t)
	}
}

// Whatever the check of challenges finds has words.
func TestEveryChallenge(t *testing.T) {
	hashed := func(text string) string { return authcore.CodeChallenge(text, "") }
	hex := authcore.CodeChallenge(appIdentifier, appSecret)
	challenges := []string{
		strings.ToUpper(hex), hashed(appSecret + appIdentifier), hashed(appIdentifier), hashed(appSecret), hex + "%20", "abc", hashed("x"),
		"dGVzdA", base64.StdEncoding.EncodeToString([]byte(hex)), base64.RawURLEncoding.EncodeToString([]byte(hex)),
	}
	for _, stray := range []string{" ", "\t", "\n", "\r\n", "\x00"} {
		challenges = append(challenges, hashed(stray+appIdentifier+appSecret), hashed(appIdentifier+stray+appSecret), hashed(appIdentifier+appSecret+stray))
	}
	for _, separator := range ":.,;-_|&+/=~#" {
		challenges = append(challenges, hashed(appIdentifier+string(separator)+appSecret))
	}
	for _, challenge := range challenges {
		c := exchange("code_challenge=" + challenge)
		told{"of " + challenge, one(c), knownApp, []string{line(diagnose.Exchange(c, knownApp)[0], one(c))}}.test(t)
	}
	blank := exchange("code_identifier=+" + appIdentifier)
	told{"a blank before the identifier", one(blank), knownApp, []string{
		"certain app_challenge code=stray of=blank where=identifier how=challenge_stray_blank_identifier '" + hex + "' fix",
	}}.test(t)
}

func TestAnswerToApp(t *testing.T) {
	says := func(body string) []diagnose.Case {
		return one(diagnose.Case{Response: answered(diagnose.Case{}, 400, body).Response})
	}
	logged := answered(diagnose.Case{Request: &authcore.Request{Method: "POST", URL: appTokenURL}, Gaps: []string{"authorization", "body"}}, 400, hasExpired)
	for _, row := range []told{
		{"client", says(invalidClient), diagnose.Known{}, []string{
			"possible app_challenge code=unknown of= where= how=challenge_unseen '" + invalidClient + "'",
			"possible app_client_unknown '" + invalidClient + "'",
		}},
		{"request", says(invalidRequest), diagnose.Known{}, []string{"possible app_parameter_missing name=app_parameter_unnamed '" + invalidRequest + "'"}},
		{"grant type", says(wrongGrant), diagnose.Known{}, []string{"certain app_grant_type value=other_text '" + wrongGrant + "'"}},
		{"expired", says(hasExpired), diagnose.Known{}, []string{
			"certain app_code_expired age=code_age_unknown '" + hasExpired + "'",
			"ruled_out app_code_unknown code_expired_said",
		}},
		{"expired, by a program that does not show the body", one(logged), diagnose.Known{}, []string{
			"certain app_code_expired age=code_age_unknown '" + hasExpired + "'",
			"ruled_out app_code_unknown code_expired_said",
		}},
		{"not valid", says(notValid), diagnose.Known{}, []string{
			"possible app_code_unknown '" + notValid + "'",
			"ruled_out app_code_expired code_not_valid_said",
		}},
		{"6.0", says(invalidGrant), diagnose.Known{}, []string{
			"possible app_code_expired age=code_age_unknown '" + invalidGrant + "'",
			"possible app_code_unknown '" + invalidGrant + "'",
		}},
	} {
		row.test(t)
	}
}
