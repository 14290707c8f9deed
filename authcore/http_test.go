package authcore_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// marked writes a text with its kinds: ‹kind|text›.
func marked(t authcore.Text) string {
	var b strings.Builder
	for _, s := range t {
		if s.Kind == authcore.Plain {
			b.WriteString(s.Text)
		} else {
			b.WriteString("‹" + string(s.Kind) + "|" + s.Text + "›")
		}
	}
	return b.String()
}

func TestHTTPMarks(t *testing.T) {
	for name, test := range map[string]struct {
		request authcore.Request
		want    string
	}{
		"Basic and JSON": {
			authcore.Request{Method: "POST", URL: "http://H:8081/api/oauth/v1/token",
				Header: authcore.Header{{"Content-Type", "application/json"}, {"Authorization", "Basic MV9hOnNlY3JldA=="}},
				Body:   []byte("{\n  \"grant_type\": \"password\",\n  \"username\": \"u\",\n  \"password\": \"p\\\"\\u0071\"\n}")},
			"POST /api/oauth/v1/token\n‹name|Host›: H:8081\n‹name|Content-Type›: application/json\n" +
				"‹name|Authorization›: Basic ‹client_id|MV9h›‹pair|OnNl›‹secret|Y3JldA==›\n\n" +
				"{\n  \"grant_type\": \"password\",\n  \"username\": \"u\",\n  \"password\": \"‹password|p\\\"\\u0071›\"\n}",
		},
		"Bearer, no body": {
			authcore.Request{Method: "GET", URL: "https://h/api/rest/v1/categories", Header: authcore.Header{{"authorization", "Bearer NzFi"}}},
			"GET /api/rest/v1/categories\n‹name|Host›: h\n‹name|authorization›: Bearer ‹access_token|NzFi›\n",
		},
		"a form, the client in it": {
			authcore.Request{Method: "POST", URL: "http://h", Body: []byte("grant_type=refresh_token&client_id=1_a&client%5fsecret=s%26&refresh_token=r&client_id")},
			"POST /\n‹name|Host›: h\n\ngrant_type=refresh_token&client_id=‹client_id|1_a›&client%5fsecret=‹secret|s%26›&refresh_token=‹refresh_token|r›&client_id",
		},
		"an authorization request": {
			authcore.Request{Method: "GET", URL: "http://h/authorize?response_type=code&client_id=a&scope=b&state=c"},
			"GET /authorize?response_type=code&client_id=‹client_id|a›&scope=b&state=‹state|c›\n‹name|Host›: h\n",
		},
		"a callback": {
			authcore.Request{Method: "GET", URL: "http://h/?code=a&state=b"},
			"GET /?code=‹code|a›&state=‹state|b›\n‹name|Host›: h\n",
		},
		"the exchange of a code, as a form": {
			authcore.Request{Method: "POST", URL: "http://h/", Body: []byte("client_id=a&code_identifier=b&code_challenge=c&code=d&grant_type=authorization_code")},
			"POST /\n‹name|Host›: h\n\nclient_id=‹client_id|a›&code_identifier=‹code_identifier|b›&code_challenge=‹code_challenge|c›&code=‹code|d›&grant_type=authorization_code",
		},
		"the exchange of a code, as JSON": {
			authcore.Request{Method: "POST", URL: "http://h/", Body: []byte(`{"code":"d","grant_type":"authorization_code"}`)},
			"POST /\n‹name|Host›: h\n\n{\"code\":\"‹code|d›\",\"grant_type\":\"authorization_code\"}",
		},
		"the login form of a PIM": {
			authcore.Request{Method: "POST", URL: "http://h/", Body: []byte("_username=u&_password=p")},
			"POST /\n‹name|Host›: h\n\n_username=u&_password=‹password|p›",
		},
		"a token in the query": {
			authcore.Request{Method: "GET", URL: "http://h/a?access_token=x&page=1#fragment"},
			"GET /a?access_token=‹access_token|x›&page=1\n‹name|Host›: h\n",
		},
		"JSON that is cut off in a secret": {
			authcore.Request{Method: "POST", URL: "http://h/", Body: []byte(`{"client_id":"1_a","client_secret":"s`)},
			"POST /\n‹name|Host›: h\n\n{\"client_id\":\"‹client_id|1_a›\",\"client_secret\":\"‹secret|s›",
		},
		"an empty body": {
			authcore.Request{Method: "POST", URL: "http://h/", Body: []byte{}},
			"POST /\n‹name|Host›: h\n\n",
		},
		"an address that is none": {
			authcore.Request{Method: "GET", URL: "not a URL?password=p", Header: authcore.Header{{"", ""}}},
			"GET not a URL?password=‹password|p›\n: \n",
		},
		"credentials that are not base64, not a pair, of another scheme": {
			authcore.Request{Method: "GET", URL: "http://h/", Header: authcore.Header{
				{"Authorization", "Basic MV9hOnNlY3JldA"}, {"Authorization", "Basic MV9h"}, {"Authorization", "Basic"}, {"Authorization", "Digest x"}, {"X", "Bearer x"}}},
			"GET /\n‹name|Host›: h\n‹name|Authorization›: Basic MV9hOnNlY3JldA\n‹name|Authorization›: Basic MV9h\n‹name|Authorization›: Basic\n‹name|Authorization›: Digest x\n‹name|X›: Bearer x\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, marked(test.request.HTTP()))
		})
	}
}

func TestBodyText(t *testing.T) {
	for body, want := range map[string]string{
		`{"access_token":"a","expires_in":3600,"scope":null,"refresh_token":"b"}`: `{"access_token":"‹access_token|a›","expires_in":3600,"scope":null,"refresh_token":"‹refresh_token|b›"}`,
		`{"access_token":"a`: `{"access_token":"‹access_token|a›`,
		`{"access_token":1}`: `{"access_token":1}`,
		// An App's token, its credentials, a connection's.
		`{"access_token":"a","id_token":"b"}`:        `{"access_token":"‹access_token|a›","id_token":"‹id_token|b›"}`,
		`{"clientId":"a","clientSecret":"b"}`:        `{"clientId":"‹client_id|a›","clientSecret":"‹secret|b›"}`,
		`{"code":"c","client_id":"a","secret":"b"}`:  `{"code":"c","client_id":"‹client_id|a›","secret":"‹secret|b›"}`,
		`{"items":[{"code":"master","state":"on"}]}`: `{"items":[{"code":"master","state":"on"}]}`,
		// Where a PIM sends the browser.
		`{"redirectUrl":"http:\/\/h\/?a=b\u0026code=c\u0026state=d","x":"y"}`: `{"redirectUrl":"http:\/\/h\/?a=b\u0026code=‹code|c›\u0026state=‹state|d›","x":"y"}`,
		`{"url":"http://h/?state=d&code=c#f"}`:                                `{"url":"http://h/?state=‹state|d›&code=‹code|c›#f"}`,
		`{"url":"http://h/?code="}`:                                           `{"url":"http://h/?code="}`,
		"<html>":                                                              "<html>",
		"":                                                                    "",
	} {
		require.Equal(t, want, marked(authcore.Response{Body: []byte(body)}.BodyText()))
	}
}

func TestGroups(t *testing.T) {
	require.Equal(t, []authcore.Group{
		{[]byte("1_a"), "MV9h", authcore.ClientID},
		{[]byte(":se"), "OnNl", authcore.Pair},
		{[]byte("cre"), "Y3Jl", authcore.Secret},
		{[]byte("t\n"), "dAo=", authcore.Secret},
	}, authcore.Client{ID: "1_a", Secret: "secret\n"}.Groups())
	require.Equal(t, []authcore.Group{
		{[]byte("a:b"), "YTpi", authcore.ClientID}, // the colon inside is the ID's
		{[]byte(":"), "Og==", authcore.Pair},
	}, authcore.Client{ID: "a:b"}.Groups())
	require.Equal(t, []authcore.Group{
		{[]byte("ab:"), "YWI6", authcore.Pair},
		{[]byte("c"), "Yw==", authcore.Secret},
	}, authcore.Client{ID: "ab", Secret: "c"}.Groups())
}

func TestListCategories(t *testing.T) {
	pim, _, err := authcore.ParseAddress("https://demo.akeneo.com")
	require.NoError(t, err)
	const token = "NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcyNQ"
	got, err := authcore.ListCategories(pim, token)
	require.NoError(t, err)
	require.Equal(t, authcore.Request{
		Method: "GET", URL: "https://demo.akeneo.com/api/rest/v1/categories",
		Header: authcore.Header{{"Authorization", "Bearer " + token}},
	}, got)
	require.Equal(t, authcore.Request{Method: "GET", URL: "https://demo.akeneo.com/api/rest/v1"}, authcore.APIRoot(pim))
	for token, want := range map[string]inputError{
		"":      {"access_token_empty", "access_token", -1},
		"abc\n": {"access_token_control", "access_token", 3},
	} {
		_, err := authcore.ListCategories(pim, token)
		want.require(t, err)
	}
}

func TestNoPIM(t *testing.T) {
	want := inputError{"pim_empty", "pim", -1}
	_, err := authcore.ListCategories(authcore.Address{}, "a")
	want.require(t, err)
	_, err = authcore.Connector{Client: authcore.Client{ID: "a"}}.RefreshRequest("b")
	want.require(t, err)
	require.Empty(t, authcore.Address{}.String())
}

func TestAddressParts(t *testing.T) {
	pim, _, err := authcore.ParseAddress("HTTP://LocalHost:8080/pim/")
	require.NoError(t, err)
	require.Equal(t, [4]string{"http", "localhost:8080", "http://localhost:8080", "http://localhost:8080/pim"},
		[4]string{pim.Scheme(), pim.Host(), pim.Origin(), pim.String()})
}

// JSON holds UTF-8 only; a form holds any bytes. No vector can say this, for
// vectors are JSON.
func TestBytesThatAreNotUTF8(t *testing.T) {
	pim, _, err := authcore.ParseAddress("http://h")
	require.NoError(t, err)
	c := authcore.Connector{PIM: pim, Client: authcore.Client{ID: "a", Secret: "b"}}
	_, err = c.PasswordRequest("u", "é\xff")
	(&inputError{"password_utf8", "password", 2}).require(t, err)
	c.Form = true
	r, err := c.PasswordRequest("u", "é\xff")
	require.NoError(t, err)
	require.Equal(t, "grant_type=password&username=u&password=%C3%A9%FF", string(r.Body))
	c = authcore.Connector{PIM: pim, Client: authcore.Client{ID: "a", Secret: "\xff"}, ClientInBody: true}
	_, err = c.RefreshRequest("r")
	(&inputError{"secret_utf8", "secret", 0}).require(t, err)
}

// The messages name a byte and a kind of character, never the value.
func TestInputErrorMessages(t *testing.T) {
	for secret, want := range map[string]string{
		"hunter2\n":   "authcore: the secret holds a line feed (0x0A) at byte 7. Take it out: it came along when the value was copied or read from a file, and no header may hold it.",
		"\x1bhunter2": "authcore: the secret holds a control character (0x1B) at byte 0. Take it out: it came along when the value was copied or read from a file, and no header may hold it.",
	} {
		_, err := authcore.Client{ID: "a", Secret: secret}.Credentials()
		require.EqualError(t, err, want)
	}
}
