package diagnose

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// posts is a request for a token with the right pair.
func posts(mediaType, body string) authcore.Request {
	head := "Authorization: Basic " + encode(anID+":"+aSecret)
	if mediaType != "" {
		head += "\nContent-Type: " + mediaType
	}
	return asks(head + "\n\n" + body)
}

func json300(n int) string {
	return login + strings.Repeat(" ", n-len(login))
}

func TestBody(t *testing.T) {
	tooLarge := refusal(413, "Request content exceeded the maximum allowed size of 300 bytes")
	lacksType := refusal(415, `The "Content-Type" header is missing. "application/json" or "application/x-www-form-urlencoded" has to be specified as value.`)
	refusesType := func(got string) *authcore.Response {
		return refusal(415, `"`+got+`" in "Content-Type" header is not valid. Only "application/json" or "application/x-www-form-urlencoded" are allowed.`)
	}
	formOnOld := refusal(415, `"application/x-www-form-urlencoded" in "Content-Type" header is not valid. Only "application/json" is allowed.`)
	known := Known{Username: "erp_1234", Password: "0a1b2c3d4"}
	inQuery := posts(typeForm, "")
	inQuery.URL += "?grant_type=password&username=erp_1234&password=p%20q&x=1"
	api := authcore.Request{Method: "PATCH", URL: "https://pim.example.com/api/rest/v1/categories/x", Header: authcore.Header{{Name: "Content-Type", Value: typeJSON}, {Name: "Authorization", Value: "Bearer " + aToken}}}
	multipart := strings.ReplaceAll("--b\nContent-Disposition: form-data; name=\"grant_type\"\n\npassword\n--b\nContent-Disposition: form-data; name=\"username\"\n\nerp_1234\n--b\nContent-Disposition: form-data; name=\"password\"\n\n0a1b&2c3d4\n--b--\n", "\n", "\r\n")
	gone := posts(typeJSON, "")
	gone.Header.Add("Content-Length", "79")

	checkAll(t, []finds{
		{name: "healthy JSON", q: posts(typeJSON, login)},
		{name: "healthy JSON with parameters of its type", q: posts("application/json; charset=utf-8", login)},
		{name: "healthy form", q: posts(typeForm, loginForm)},
		{name: "healthy 300 bytes", q: posts(typeJSON, json300(300))},

		{name: "301 bytes", q: posts(typeJSON, json300(301)), a: tooLarge, want: `certain body_too_long length=301 over=1 | body 300 " "` + "\n  > " + login},
		{name: "301 bytes on a version with a limit since some patch", q: posts(typeJSON, json300(301)), known: Known{Version: "5.0"}, want: `likely body_too_long length=301 over=1 | body 300 " "` + "\n  > " + login},
		{name: "301 bytes on a version without a limit", q: posts(typeJSON, json300(301)), known: Known{Version: "2.3"}},
		{name: "too long by the client in the body", q: asks("Content-Type: application/json\n\n" + `{"grant_type":"password","client_id":"` + anID + `","client_secret":"` + aSecret + `","username":"erp_1234","password":"` + strings.Repeat("p", 120) + `"}`),
			want: `certain body_too_long length=317 over=17 | body 300 "ppppppppppppppp\"}"` + "\n  > Authorization: Basic {" + anID + ":" + aSecret + "}\n" + `  > {"grant_type":"password","username":"erp_1234","password":"` + strings.Repeat("p", 120) + `"}`},
		{name: "too long, but not by blanks", q: posts(typeForm, loginForm+strings.Repeat("p", 300)), want: `certain body_too_long length=356 over=56 | body 300 "` + strings.Repeat("p", 56) + `"`},

		{name: "no Content-Type", q: posts("", login), a: lacksType, want: "certain content_type_missing\n  > Content-Type: application/json"},
		{name: "no Content-Type of a form", q: posts("", loginForm), want: "certain content_type_missing\n  > Content-Type: application/x-www-form-urlencoded"},
		{name: "another Content-Type", q: posts("text/plain;charset=UTF-8", login), a: refusesType("text/plain"), want: `certain content_type_other type=text/plain | header 0 "text/plain;charset=UTF-8"` + "\n  > Content-Type: application/json"},
		{name: "multipart", q: posts("multipart/form-data; boundary=b", multipart), want: `certain body_multipart | header 0 "multipart/form-data; boundary=b"` + "\n  > Content-Type: application/x-www-form-urlencoded\n  > grant_type=password&username=erp_1234&password=0a1b%262c3d4"},
		{name: "a form on the first releases of 1.7", q: posts(typeForm, loginForm), known: Known{Version: "1.7"}, want: `possible form_too_old version=1.7 | header 0 "application/x-www-form-urlencoded"` + "\n  > Content-Type: application/json\n  > " + login},
		{name: "a form that such a release refused", q: posts(typeForm, loginForm), a: formOnOld, want: `certain form_too_old version= | header 0 "application/x-www-form-urlencoded"` + "\n  > Content-Type: application/json\n  > " + login},
		{name: "a form on the later ones", q: posts(typeForm, loginForm), known: Known{Version: "3.2"}},

		{name: "JSON as a form", q: posts(typeForm, login), a: refusesGrant, want: `certain body_json_as_form | header 0 "application/x-www-form-urlencoded" | body 0 "{"` + "\n  > Content-Type: application/json"},
		{name: "a form as JSON", q: posts(typeJSON, loginForm), a: refusesJSON, want: `certain body_form_as_json | header 0 "application/json" | body 0 "grant_type="` + "\n  > Content-Type: application/x-www-form-urlencoded"},

		{name: "empty", q: posts(typeJSON, ""), a: refusesGrant, known: known, want: "certain body_empty\n  > " + login},
		{name: "empty, but its length says no", q: gone, a: refusesClient, want: "possible client_refused | answer"},
		{name: "empty on a route that writes", q: api, a: refusesJSON, want: "certain body_empty"},
		{name: "in the query", q: inQuery, a: refusesGrant, want: `certain params_in_query name=grant_type | url 43 "grant_type" | url 63 "username" | url 81 "password"` + "\n  > POST /api/oauth/v1/token?x=1\n  > Content-Type: application/json\n" + `  > {"grant_type":"password","username":"erp_1234","password":"p q"}`},
		{name: "both in the query and in the body", q: func() authcore.Request {
			q := posts(typeJSON, login)
			q.URL += "?grant_type=password"
			return q
		}()},

		{name: "compressed", q: func() authcore.Request {
			q := posts(typeJSON, "\x1F\x8B\x08\x00")
			q.Header.Add("Content-Encoding", "gzip")
			return q
		}(), a: refusesJSON, want: "certain body_compressed | body 0 \"\\x1f\\x8b\""},
		{name: "perhaps compressed", q: func() authcore.Request {
			q := posts(typeJSON, login)
			q.Header.Add("Content-Encoding", "gzip")
			return q
		}(), a: refusesJSON, want: `likely body_compressed | header 0 "gzip"`},
		{name: "Latin-1", q: posts(typeJSON, `{"grant_type":"password","username":"u","password":"p`+"\xE4"+`"}`), a: refusesJSON, want: `certain body_encoding at=53 | body 53 "\xe4"` + "\n" + `  > {"grant_type":"password","username":"u","password":"pä"}`},
		{name: "UTF-16", q: posts(typeJSON, "\xFF\xFE{\x00}\x00"), a: refusesJSON, want: `certain body_encoding at=0 | body 0 "\xff\xfe"`},
	})
}

func TestGrants(t *testing.T) {
	notAllowed := refusal(422, "This grant type is not authorized for this client")
	refusesRefresh := refusal(422, `Parameter "grant_type" or "refresh_token" is missing or empty`)
	scope := refusal(422, "An unsupported scope was requested.")
	json := func(body string) authcore.Request { return posts(typeJSON, body) }
	form := func(body string) authcore.Request { return posts(typeForm, body) }
	known := Known{Username: "erp_1234", Password: "0a1b2c3d4"}
	checkAll(t, []finds{
		{name: "healthy refresh", q: form("grant_type=refresh_token&refresh_token=" + aToken)},
		{name: "healthy order of the members", q: json(`{"password":"p","username":"u","grant_type":"password"}`)},

		{name: "missing", q: json(`{ "username":"u","password":"p"}`), a: refusesGrant, want: "certain grant_missing\n" + `  > { "grant_type":"password", "username":"u","password":"p"}`},
		{name: "missing in a form", q: form("refresh_token=x"), want: "certain grant_missing\n  > grant_type=refresh_token&refresh_token=x"},
		{name: "missing of nothing", q: json("{}"), a: refusesGrant, want: "certain grant_missing"},
		{name: "empty", q: form("grant_type=&username=u&password=p"), want: `certain grant_missing | body 11 ""` + "\n  > grant_type=password&username=u&password=p"},
		{name: "a list", q: json(`{"grant_type":["password"],"username":"u","password":"p"}`), want: "certain grant_missing"},

		{name: "case", q: json(`{"grant_type":"Password","username":"u","password":"p"}`), a: refusesGrant, want: `certain grant_case value=Password nearest=password | body 15 "Password"` + "\n" + `  > {"grant_type":"password","username":"u","password":"p"}`},
		{name: "misspelled", q: json(`{"grant_type":"pasword","username":"u","password":"p"}`), want: `certain grant_unknown value=pasword nearest=password | body 15 "pasword"` + "\n" + `  > {"grant_type":"password","username":"u","password":"p"}`},
		{name: "another name", q: form("grant_type=refresh&refresh_token=x"), want: `certain grant_unknown value=refresh nearest=refresh_token | body 11 "refresh"` + "\n  > grant_type=refresh_token&refresh_token=x"},
		{name: "a blank around it", q: json(`{"grant_type":"password ","username":"u","password":"p"}`), want: `certain grant_unknown value=password  nearest=password | body 15 "password "` + "\n" + `  > {"grant_type":"password","username":"u","password":"p"}`},
		{name: "unknown, by the other parameters", q: json(`{"grant_type":"extensions","refresh_token":"x"}`), want: `certain grant_unknown value=extensions nearest=refresh_token | body 15 "extensions"` + "\n" + `  > {"grant_type":"refresh_token","refresh_token":"x"}`},
		{name: "a secret in its place is not repeated", q: json(`{"grant_type":"` + aSecret + `"}`), want: `certain grant_unknown value= nearest=password | body 15 "` + aSecret + `"`},
		{name: "of another client", q: json(`{"grant_type":"client_credentials"}`), a: notAllowed, want: `certain grant_not_allowed value=client_credentials | body 15 "client_credentials"`},
		{name: "of another client, with a user", q: json(`{"grant_type":"urn:x","username":"u","password":"p"}`), want: `certain grant_not_allowed value=urn:x | body 15 "urn:x"` + "\n" + `  > {"grant_type":"password","username":"u","password":"p"}`},

		{name: "no password", q: json(`{"grant_type":"password","username":"erp_1234"}`), a: refusesGrant, known: known, want: "certain parameter_missing name=password\n" + `  > {"password":"0a1b2c3d4","grant_type":"password","username":"erp_1234"}`},
		{name: "an empty username", q: form("grant_type=password&username=&password=p"), want: `certain parameter_missing name=username | body 29 ""`},
		{name: "null", q: json(`{"grant_type":"refresh_token","refresh_token":null}`), a: refusesRefresh, want: "certain parameter_missing name=refresh_token"},
		{name: "a number is a value", q: json(`{"grant_type":"password","username":"u","password":1234}`)},
		{name: "the wrong grant for what is there", q: json(`{"grant_type":"password","refresh_token":"x"}`), want: "certain parameter_missing name=username\n" + `  > {"grant_type":"refresh_token","refresh_token":"x"}`},
		{name: "no refresh token but a user", q: json(`{"grant_type":"refresh_token","username":"u","password":"p"}`), a: refusesRefresh, want: "certain parameter_missing name=refresh_token\n" + `  > {"grant_type":"password","username":"u","password":"p"}`},
		{name: "missing, but the client comes first", q: withAuthorizationAnd("Basic "+encode("1_a:b"), `{"grant_type":"password"}`), a: refusesClient, want: "possible client_refused | answer\npossible parameter_missing name=username\npossible parameter_missing name=password"},

		{name: "user", q: json(`{"grant_type":"password", "user": "u", "pass":"p"}`), a: refusesGrant, want: `
certain parameter_misspelled name=user nearest=username | body 27 "user"
  > {"grant_type":"password", "username": "u", "pass":"p"}
certain parameter_misspelled name=pass nearest=password | body 40 "pass"
  > {"grant_type":"password", "user": "u", "password":"p"}`},
		{name: "in another case", q: form("grant_type=password&Username=u&password=p"), want: `certain parameter_misspelled name=Username nearest=username | body 20 "Username"` + "\n  > grant_type=password&username=u&password=p"},
		{name: "an HTML ampersand", q: form("grant_type=password&amp;username=u&amp;password=p"), want: `
certain parameter_misspelled name=amp;username nearest=username | body 20 "amp;username"
  > grant_type=password&username=u&amp;password=p
certain parameter_misspelled name=amp;password nearest=password | body 35 "amp;password"
  > grant_type=password&amp;username=u&password=p`},
		{name: "grantType", q: json(`{"grantType":"password","username":"u","password":"p"}`), want: `certain parameter_misspelled name=grantType nearest=grant_type | body 2 "grantType"` + "\n" + `  > {"grant_type":"password","username":"u","password":"p"}`},
		{name: "clientId", q: asks("Content-Type: application/json\n\n" + `{"grant_type":"password","clientId":"1_a","secret":"b","username":"u","password":"p"}`), a: refusesClient, want: `
certain parameter_misspelled name=clientId nearest=client_id | body 26 "clientId"
  > {"grant_type":"password","client_id":"1_a","secret":"b","username":"u","password":"p"}
certain parameter_misspelled name=secret nearest=client_secret | body 43 "secret"
  > {"grant_type":"password","clientId":"1_a","client_secret":"b","username":"u","password":"p"}`},
		{name: "other names beside the right ones", q: json(`{"grant_type":"password","username":"u","password":"p","user":"x","name":"y"}`)},

		{name: "scope", q: json(`{"grant_type":"password","username":"u","password":"p","scope":"read_products"}`), a: scope, want: `certain scope_sent value=read_products | body 64 "read_products"` + "\n" + `  > {"grant_type":"password","username":"u","password":"p"}`},
		{name: "scope in the middle of a form", q: form("grant_type=password&scope=openid&username=u&password=p"), want: `certain scope_sent value=openid | body 26 "openid"` + "\n  > grant_type=password&username=u&password=p"},
		{name: "an empty scope", q: json(`{"grant_type":"password","username":"u","password":"p","scope":""}`)},
	})
}

func withAuthorizationAnd(value, body string) authcore.Request {
	q := withAuthorization(value)
	q.Body = []byte(body)
	return q
}

func TestFormValues(t *testing.T) {
	form := func(values string) authcore.Request { return posts(typeForm, "grant_type=password&"+values) }
	json := func(username, password string) authcore.Request {
		return posts(typeJSON, `{"grant_type":"password","username":"`+username+`","password":"`+password+`"}`)
	}
	fixed := func(values string) string { return "\n  > grant_type=password&" + values }
	known := func(password string) Known { return Known{Username: "u", Password: password} }
	checkAll(t, []finds{
		{name: "healthy", q: form("username=u&password=a%2Bb%26c%25d%20e"), known: known("a+b&c%d e")},
		{name: "a blank as +", q: form("username=u&password=two+words"), known: known("two words")},

		{name: "+, known", q: form("username=u&password=a+b"), a: refusesUser, known: known("a+b"), want: `certain form_plus name=password | body 41 "+"` + fixed("username=u&password=a%2Bb")},
		{name: "+, known in part", q: form("username=u&password=a+b%21"), known: known("a+b!"), want: `certain form_plus name=password | body 41 "+"` + fixed("username=u&password=a%2Bb%21")},
		{name: "+, not known", q: form("username=u&password=a+b"), a: refusesUser, want: `likely form_plus name=password | body 41 "+"` + fixed("username=u&password=a%2Bb")},
		{name: "+, but the PIM took it", q: form("username=u&password=a+b"), a: &authcore.Response{Status: 200, Body: []byte(`{"access_token":"x","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"y"}`)}},
		{name: "+ and another password known", q: form("username=u&password=a+b"), known: known("c")},

		{name: "&, known", q: form("username=u&password=Tom&Jerry"), a: refusesUser, known: known("Tom&Jerry"), want: `certain form_ampersand name=password | body 43 "&"` + fixed("username=u&password=Tom%26Jerry")},
		{name: "&, not known", q: form("password=Tom&Jerry&username=u"), want: `likely form_ampersand name=password | body 32 "&"` + fixed("password=Tom%26Jerry&username=u")},
		{name: "& before what looks like a pair", q: form("username=u&password=Tom&Jerry=1"), a: refusesUser, want: `possible form_ampersand name=password | body 43 "&"` + fixed("username=u&password=Tom%26Jerry%3D1")},
		{name: "& before a name that a PIM knows", q: form("username=u&password=Tom&scope=")},

		{name: "%, known", q: form("username=u&password=5%4extra"), a: refusesUser, known: known("5%4extra"), want: `certain form_percent name=password | body 41 "%"` + fixed("username=u&password=5%254extra")},
		{name: "% without digits", q: form("username=u&password=100%sure"), a: refusesUser, want: `likely form_percent name=password | body 43 "%"` + fixed("username=u&password=100%25sure")},
		{name: "% that makes no text", q: form("username=u&password=50%ab"), want: `likely form_percent name=password | body 42 "%"` + fixed("username=u&password=50%25ab")},
		{name: "% without digits, known and the same", q: form("username=u&password=100%sure"), known: known("100%sure")},
		{name: "% in JSON is a letter", q: json("u", "5%4e+&")},

		{name: "blank at the end", q: json("erp_1234 ", "p"), a: refusesUser, want: `likely value_invisible name=username what=blank where=end | body 45 " "` + "\n  > " + string(json("erp_1234", "p").Body)},
		{name: "line feed, known", q: json("u", `p\n`), known: known("p"), want: `certain value_invisible name=password what=line_feed where=end | body 53 "\\n"` + "\n  > " + string(json("u", "p").Body)},
		{name: "no-break space in a form, known", q: form("username=u&password=%C2%A0p"), known: known("p"), want: `certain value_invisible name=password what=no_break_space where=start | body 40 "%C2%A0"` + fixed("username=u&password=p")},
		{name: "zero width inside", q: json("e\u200Brp", "p"), want: `likely value_invisible name=username what=zero_width_space where=inside | body 38 "\u200b"` + "\n  > " + string(json("erp", "p").Body)},
		{name: "a blank that was meant", q: json("u", "p "), known: known("p ")},
		{name: "a blank inside", q: json("u", "two words")},
		{name: "a blank at the end, but the client is refused", q: withAuthorizationAnd("Basic "+encode("1_a:b"), string(json("u ", "p").Body)), a: refusesClient, want: "possible client_refused | answer\n" + `possible value_invisible name=username what=blank where=end | body 38 " "` + "\n  > " + string(json("u", "p").Body)},
		{name: "refresh token", q: posts(typeJSON, `{"grant_type":"refresh_token","refresh_token":"x\t"}`), a: refusal(422, "Refresh token is invalid or has expired"), want: `likely value_invisible name=refresh_token what=tab where=end | body 48 "\\t"` + "\n" + `  > {"grant_type":"refresh_token","refresh_token":"x"}`},
	})
}

func TestRedirected(t *testing.T) {
	post := posts(typeJSON, login)
	post.URL = "http://pim.example.com" + tokenPath
	moved := &authcore.Response{Status: 301, Header: authcore.Header{{Name: "Location", Value: tokenURL}}}
	get := authcore.Request{Method: "GET", URL: tokenURL, Header: post.Header}
	sawGet := refusal(405, `No route found for "GET `+tokenURL+`": Method Not Allowed (Allow: POST)`)
	said := func(before []Case, q *authcore.Request, a *authcore.Response) string {
		c := Case{Request: q, Response: a}
		return described(t, c, ours(Journal(append(before, c), Known{})))
	}
	before := []Case{{Request: &post, Response: moved}}
	again := "\n  > POST /api/oauth/v1/token\n  > " + login
	require.Equal(t, `certain redirected_get | exchange 0 | method 0 "GET"`+again, said(before, &get, sawGet))
	require.Equal(t, "", said([]Case{{Request: &post, Response: refusesJSON}}, &get, nil), "no redirect before")
	require.Equal(t, "possible redirected_get | answer", said(nil, &get, sawGet))
	require.Equal(t, "certain redirected_get | answer", said(nil, &post, sawGet), "the lines are the same: http and https")

	empty := posts(typeJSON, "")
	require.Equal(t, "certain redirected_empty | exchange 0\n  > "+login, said(before, &empty, refusesGrant))
	require.Equal(t, "certain body_empty", said(nil, &empty, refusesGrant))
	require.Equal(t, "possible redirected_empty | answer", said(nil, &post, refusesGrant))
}

// What an answer alone says.
func TestSaidByAnswer(t *testing.T) {
	for message, want := range map[string]string{
		string(refusesGrant.Body): "possible grant_missing | answer\npossible parameter_missing name=username | answer",
		string(refusesJSON.Body):  "possible json_broken at= reason= | answer",
		string(refusal(422, `Parameter "grant_type" or "refresh_token" is missing or empty`).Body):                                                                            "certain parameter_missing name=refresh_token | answer",
		string(refusal(413, "Request content exceeded the maximum allowed size of 300 bytes").Body):                                                                           "certain body_too_long length= over= | answer",
		string(refusal(422, "This grant type is not authorized for this client").Body):                                                                                        "certain grant_not_allowed value= | answer",
		string(refusal(422, "An unsupported scope was requested.").Body):                                                                                                      "certain scope_sent value= | answer",
		string(refusal(415, `The "Content-Type" header is missing. "application/json" or "application/x-www-form-urlencoded" has to be specified as value.`).Body):            "certain content_type_missing | answer",
		string(refusal(415, `The "Content-Type" header is missing. "application/json" has to be specified as value.`).Body):                                                   "",
		string(refusal(415, `"text/plain" in "Content-Type" header is not valid. Only "application/json" or "application/x-www-form-urlencoded" are allowed.`).Body):          "certain content_type_other type=text/plain | answer",
		string(refusal(415, `"multipart/form-data" in "Content-Type" header is not valid. Only "application/json" or "application/x-www-form-urlencoded" are allowed.`).Body): "certain body_multipart | answer",
		string(refusal(415, `"text/plain" in "Content-Type" header is not valid. Only "application/json" is allowed.`).Body):                                                  "",
	} {
		status := 422
		for _, s := range []string{"400", "413", "415"} {
			if strings.HasPrefix(message, `{"code":`+s) {
				status = map[string]int{"400": 400, "413": 413, "415": 415}[s]
			}
		}
		a := &authcore.Response{Status: status, Header: refusesGrant.Header, Body: []byte(message)}
		require.Equal(t, want, described(t, Case{Response: a}, ours(Response(*a, Known{}))), message)
	}
}
