package authcore_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// What a PIM 7.0 answers, & and / escaped as PHP does it.
const categories = `{"_links":{"self":{"href":"http:\/\/localhost:8081\/api\/rest\/v1\/categories?page=1\u0026limit=2\u0026with_count=true"},` +
	`"first":{"href":"http:\/\/localhost:8081\/api\/rest\/v1\/categories?page=1\u0026limit=2\u0026with_count=true"},` +
	`"next":{"href":"http:\/\/localhost:8081\/api\/rest\/v1\/categories?page=2\u0026limit=2\u0026with_count=true"}},` +
	`"current_page":1,"items_count":7,"_embedded":{"items":[` +
	`{"_links":{"self":{"href":"http:\/\/localhost:8081\/api\/rest\/v1\/categories\/master"}},"code":"master","parent":null,"updated":"2016-06-14T13:12:50+02:00","labels":{}},` +
	`{"_links":{"self":{"href":"http:\/\/localhost:8081\/api\/rest\/v1\/categories\/categoryA"}},"code":"categoryA","parent":"master","labels":{"en_US":"Category A","fr_FR":"Cat\u00e9gorie A","de_DE":null}}]}}`

func TestParseCategories(t *testing.T) {
	for body, want := range map[string]authcore.CategoryPage{
		categories: {
			Page: 1, Count: 7, Next: "http://localhost:8081/api/rest/v1/categories?page=2&limit=2&with_count=true",
			Items: []authcore.Category{
				{Code: "master", Updated: "2016-06-14T13:12:50+02:00"},
				{Code: "categoryA", Parent: "master", Labels: []authcore.Label{{"en_US", "Category A"}, {"fr_FR", "Catégorie A"}, {"de_DE", ""}}},
			},
		},
		`{"_links":{},"current_page":9,"_embedded":{"items":[]}}`:                                                  {Page: 9, Count: -1},
		`{"_links":{"next":null},"current_page":1,"_embedded":{"items":[{"code":"a","parent":null,"labels":[]}]}}`: {Page: 1, Count: -1, Items: []authcore.Category{{Code: "a"}}},
	} {
		got, err := authcore.ParseCategories(authcore.Response{Status: 200, Body: []byte(body)})
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for body, want := range map[string]authcore.TypeError{
		`{}`:                                                        {200, "current_page", "whole number", "nothing"},
		`{"current_page":"1"}`:                                      {200, "current_page", "whole number", "string"},
		`{"current_page":1,"items_count":[]}`:                       {200, "items_count", "whole number", "array"},
		`{"current_page":1}`:                                        {200, "_links", "object", "nothing"},
		`{"current_page":1,"_links":{"next":1}}`:                    {200, "_links.next", "object", "number"},
		`{"current_page":1,"_links":{"next":{}}}`:                   {200, "_links.next.href", "string", "nothing"},
		`{"current_page":1,"_links":{}}`:                            {200, "_embedded", "object", "nothing"},
		`{"current_page":1,"_links":{},"_embedded":{"items":{}}}`:   {200, "_embedded.items", "array", "object"},
		`{"current_page":1,"_links":{},"_embedded":{"items":[1]}}`:  {200, "_embedded.items[0]", "object", "number"},
		`{"current_page":1,"_links":{},"_embedded":{"items":[{}]}}`: {200, "_embedded.items[0].code", "string", "nothing"},
		`{"current_page":1,"_links":{},"_embedded":{"items":[{"code":"a","parent":1}]}}`:        {200, "_embedded.items[0].parent", "string", "number"},
		`{"current_page":1,"_links":{},"_embedded":{"items":[{"code":"a","updated":false}]}}`:   {200, "_embedded.items[0].updated", "string", "boolean"},
		`{"current_page":1,"_links":{},"_embedded":{"items":[{"code":"a"}]}}`:                   {200, "_embedded.items[0].labels", "object", "nothing"},
		`{"current_page":1,"_links":{},"_embedded":{"items":[{"code":"a","labels":["b"]}]}}`:    {200, "_embedded.items[0].labels", "object", "array"},
		`{"current_page":1,"_links":{},"_embedded":{"items":[{"code":"a","labels":{"en":1}}]}}`: {200, "_embedded.items[0].labels.en", "string", "number"},
	} {
		got, err := authcore.ParseCategories(authcore.Response{Status: 200, Body: []byte(body)})
		require.Equal(t, &want, err, body)
		require.Equal(t, authcore.CategoryPage{}, got)
	}
	_, err := authcore.ParseCategories(authcore.Response{Status: 403, Body: []byte(`{"code":403,"message":"Access forbidden. You are not allowed to list categories."}`)})
	require.Equal(t, &authcore.PIMError{Status: 403, Code: 403, Message: "Access forbidden. You are not allowed to list categories."}, err)
}

func TestParseRoot(t *testing.T) {
	parse := func(body string) (authcore.Root, error) {
		return authcore.ParseRoot(authcore.Response{Status: 200, Body: []byte(body)})
	}
	got, err := parse(`{"host":"http:\/\/localhost:8080","authentication":{},"routes":{"pim_api_category_list":{"route":"\/api\/rest\/v1\/categories","methods":["GET"]}}}`)
	require.NoError(t, err)
	require.Equal(t, authcore.Root{Host: "http://localhost:8080", Routes: 1}, got)
	_, err = parse(`{"routes":{}}`)
	require.Equal(t, &authcore.TypeError{Status: 200, Member: "host", Want: "string", Got: "nothing"}, err)
	_, err = parse(`{"host":"","routes":[]}`)
	require.Equal(t, &authcore.TypeError{Status: 200, Member: "routes", Want: "object", Got: "array"}, err)
	_, err = parse("")
	require.Equal(t, &authcore.EmptyError{Status: 200}, err)
}

func TestExpiry(t *testing.T) {
	received := time.Unix(1_500_000_000, 700_000_000)
	hour := authcore.Token{ExpiresIn: time.Hour}
	require.Equal(t, received.Add(time.Hour), hour.Expiry(received))
	for _, test := range []struct {
		now  time.Duration // after received
		left time.Duration
		ok   bool
	}{
		{0, time.Hour, true},
		{-time.Minute, time.Hour + time.Minute, true},
		{time.Hour - time.Second, time.Second, true},
		{time.Hour, 0, true},
		{time.Hour + 299*time.Millisecond, 0, true}, // the second of the expiry is not over
		{time.Hour + 300*time.Millisecond, 0, false},
		{14 * 24 * time.Hour, 0, false},
	} {
		left, ok := hour.Left(received, received.Add(test.now))
		require.Equal(t, test.left, left, test.now)
		require.Equal(t, test.ok, ok, test.now)
	}
	require.True(t, authcore.Token{}.Expiry(received).IsZero())
	left, ok := authcore.Token{}.Left(received, received.Add(1000*time.Hour))
	require.Zero(t, left)
	require.True(t, ok)
}

// The messages that a PIM is known to send each have their own way out.
func TestPIMErrorNext(t *testing.T) {
	for _, test := range []struct {
		status        int
		message, next string
	}{
		{422, `Parameter "grant_type", "username" or "password" is missing, empty or invalid`, "Send grant_type, username and password, none of them empty, in a body of the kind that Content-Type names."},
		{422, `Parameter "client_id" is missing or does not match any client, or secret is invalid`, "Copy client ID and secret from the connection again, and encode them as client_id:secret, without a line feed at the end."},
		{422, `This grant type is not authorized for this client`, "Use the grant password or refresh_token, or create a client that allows this one."},
		{422, `No user found for the given username and password`, "Check username and password of the API user, and that the user is enabled."},
		{422, `Parameter "grant_type" or "refresh_token" is missing or empty`, "Send grant_type refresh_token together with a refresh_token that is not empty."},
		{422, `Refresh token is invalid or has expired`, "Get a new token with username and password: a refresh token works once, within 14 days, and only with the client that received it."},
		{422, `An unsupported scope was requested.`, "Send no scope."},
		{422, `"x" is not a valid page number.`, "Correct the value that the message names."},
		{401, `The access token provided has expired.`, "Refresh the token, or get a new one with username and password."},
		{401, `The access token provided is invalid.`, "Get a new token from this PIM: it does not know this one."},
		{401, `The access token provided is invalid. Your app has been disconnected from that PIM.`, "Connect the app to this PIM again."},
		{401, `Full authentication is required to access this resource.`, "Send the header Authorization: Bearer, one blank and the access token; if you did, look for a proxy that removes it."},
		{403, `You are not allowed to access the web API.`, "Give the role of the user the permission Overall Web API access."},
		{403, `Access forbidden. You are not allowed to list categories.`, "Give the role of the user the permission that the message names."},
		{400, `Invalid json message received`, "Send a body that is valid JSON, with text in UTF-8."},
		{400, `Bracket syntax is not supported in query parameters.`, "Correct what the message names."},
		{404, `No route found for "GET http://host/api/rest/v1/nope"`, "Check the address: the PIM's own part of it, the route, and that it ends without a slash."},
		{404, `Category "nope" does not exist.`, "Check the code at the end of the address."},
		{405, `No route found for "GET http://host/api/oauth/v1/token": Method Not Allowed (Allow: POST)`, "Use one of the methods in the Allow header."},
		{406, `"text/html" in "Accept" header is not valid. Only "application/json" is allowed.`, "Send Accept: application/json, or no Accept header at all."},
		{413, `Request content exceeded the maximum allowed size of 300 bytes`, "Shorten the body to 300 bytes: no indentation, client ID and secret in the Authorization header."},
		{415, `The "Content-Type" header is missing. "application/json" has to be specified as value.`, "Send the Content-Type that the message asks for."},
		{429, `You have exceeded the limit of API requests per second.`, "Wait as many seconds as the Retry-After header says, then send it again."},
		{500, `Internal Server Error`, "Send the token in one place only, the Authorization header; if you did, look into the PIM's log."},
		{503, `x`, "Read the message, and look into the PIM's log if it does not help."},
	} {
		require.Equal(t, test.next, (&authcore.PIMError{Status: test.status, Message: test.message}).Next(), test.message)
	}
}

func TestOAuthErrorNext(t *testing.T) {
	for err, next := range map[authcore.OAuthError]string{
		{Code: "access_denied", Description: "Bad credentials."}: "Check that the token's user is enabled, then get a new token.",
		{Code: "unsupported_grant_type"}:                         "Send grant_type authorization_code.",
		{Code: "server_error"}:                                   "Look the error up in the documentation of the PIM.",
	} {
		require.Equal(t, next, err.Next())
	}
}

func TestErrorTexts(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{&authcore.InputError{Message: "The secret is empty", Next: "Fill it in."}, "authcore: the secret is empty. Fill it in."},
		{&authcore.PIMError{Status: 422, Code: 422, Message: "No."}, "authcore: the PIM answered 422: No."},
		{&authcore.OAuthError{Status: 400, Code: "invalid_grant", Description: "Code has expired"}, "authcore: the PIM answered 400: invalid_grant (Code has expired)"},
		{&authcore.OAuthError{Status: 400, Code: "invalid_client"}, "authcore: the PIM answered 400: invalid_client"},
		{&authcore.HTMLError{Status: 200, Login: true, Title: "Akeneo \"PIM\""}, `authcore: its login page came instead of JSON, with status 200 and the title "Akeneo \"PIM\""`},
		{&authcore.HTMLError{Status: 502}, "authcore: a page came instead of JSON, with status 502"},
		{&authcore.EmptyError{Status: 204}, "authcore: the answer has no body, its status is 204"},
		{&authcore.BrokenJSONError{Status: 200, Offset: 9, Reason: "a string lacks its closing quote"}, "authcore: the body is not JSON at byte 9: a string lacks its closing quote; its status is 200"},
		{&authcore.TypeError{Status: 200, Want: "object", Got: "array"}, "authcore: the body: expected object, got array; the status is 200"},
		{&authcore.TypeError{Status: 200, Member: "expires_in", Want: "whole number", Got: "string"}, "authcore: the member expires_in: expected whole number, got string; the status is 200"},
	} {
		require.EqualError(t, test.err, test.want)
	}
}

func TestTitleIsBounded(t *testing.T) {
	_, err := authcore.ParseToken(authcore.Response{Body: []byte("<title>" + strings.Repeat("é", 80) + "</title>")})
	var page *authcore.HTMLError
	require.ErrorAs(t, err, &page)
	require.Equal(t, strings.Repeat("é", 50), page.Title)
	for _, body := range []string{"<title>never ends", "<titleX</title", "<İ<title>x</title>"} {
		_, err := authcore.ParseToken(authcore.Response{Body: []byte(body)})
		require.ErrorAs(t, err, &page)
	}
}

func TestRandomValues(t *testing.T) {
	random := bytes.NewReader(append(bytes.Repeat([]byte{0xA5}, 10), bytes.Repeat([]byte{0x0F}, 30)...))
	state, err := authcore.NewState(random)
	require.NoError(t, err)
	require.Equal(t, strings.Repeat("a5", 10), state)
	identifier, err := authcore.NewCodeIdentifier(random)
	require.NoError(t, err)
	require.Equal(t, strings.Repeat("0f", 30), identifier)
	_, err = authcore.NewState(random)
	require.ErrorIs(t, err, io.EOF)
	state, err = authcore.NewState(bytes.NewReader([]byte{1}))
	require.True(t, errors.Is(err, io.ErrUnexpectedEOF))
	require.Empty(t, state)
}
