// The steps of the documentation, "Authentication" and "Get your App token",
// one example each.

package authcore_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// The whole thing: a token with client ID, secret, username and password, then
// the categories with the token.
func Example() {
	server := httptest.NewServer(&pimhttp.Handler{PIM: &demopim.PIM{}})
	defer server.Close()

	pim, _, err := authcore.ParseAddress(server.URL)
	check(err)
	client := authcore.Client{ID: "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s", Secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s"}
	request, err := authcore.Connector{PIM: pim, Client: client}.PasswordRequest("myERPuser", "64bngr78")
	check(err)
	token, err := authcore.ParseToken(send(request))
	check(err)
	request, err = authcore.ListCategories(pim, token.AccessToken)
	check(err)
	page, err := authcore.ParseCategories(send(request))
	check(err)
	fmt.Println(token.ExpiresIn, len(page.Items), page.Items[0].Code)
	// Output: 1h0m0s 7 master
}

// send hands a request to net/http and returns the answer as it came.
func send(r authcore.Request) authcore.Response {
	request, err := http.NewRequest(r.Method, r.URL, bytes.NewReader(r.Body))
	check(err)
	for _, f := range r.Header {
		request.Header.Set(f.Name, f.Value)
	}
	answer, err := http.DefaultTransport.RoundTrip(request) // a Client would follow redirects
	check(err)
	defer answer.Body.Close()
	response := authcore.Response{Status: answer.StatusCode}
	for name, values := range answer.Header {
		response.Header.Add(name, strings.Join(values, ", "))
	}
	response.Body, err = io.ReadAll(answer.Body)
	check(err)
	return response
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// The values of the documentation.
var (
	documented = authcore.Client{
		ID:     "4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s",
		Secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s",
	}
	favorite, _, _ = authcore.ParseAddress("http://my-favorite-pim.com")
)

func ExampleClient_Credentials() {
	credentials, err := documented.Credentials()
	check(err)
	fmt.Println(credentials)
	// Output: NGdtNHJub2l6cDhnc2tna2swODBzc29vODAwNDBnNDRrc293d2d3ODQ0azQ0c2MwMHM6NWR5dm8xejZ5MzRzbzRvZ2tna3N3ODhvb2tvb3dzMDBjZ29jNDg4a2NzOHdrNGM0MHM=
}

func ExampleClient_Groups() {
	for _, group := range (authcore.Client{ID: "1_4", Secret: "5d"}).Groups() {
		fmt.Printf("%q %s %s\n", group.Bytes, group.Base64, group.Kind)
	}
	// Output:
	// "1_4" MV80 client_id
	// ":5d" OjVk pair
}

func ExampleParseCredentials() {
	client, err := authcore.ParseCredentials("Basic MV80OjVk")
	check(err)
	fmt.Println(client.ID, client.Secret)
	// What `echo` without -n encodes:
	_, err = authcore.ParseCredentials("Basic MV80OjVkCg==")
	fmt.Println(err)
	// Output:
	// 1_4 5d
	// authcore: the secret holds a line feed (0x0A) at byte 2. Take it out: it came along when the value was copied or read from a file, and no header may hold it.
}

func ExampleParseAddress() {
	pim, trims, err := authcore.ParseAddress("pim.example.com/api/rest/v1/")
	check(err)
	fmt.Println(pim)
	for _, trim := range trims {
		fmt.Println(trim.Code, trim.Text)
	}
	// Output:
	// https://pim.example.com
	// scheme_added https://
	// path_trimmed /api/rest/v1/
}

func ExampleConnector_PasswordRequest() {
	connector := authcore.Connector{PIM: favorite, Client: documented}
	request, err := connector.PasswordRequest("myERPuser", "64bngr78")
	check(err)
	fmt.Println(request.HTTP())
	// Output:
	// POST /api/oauth/v1/token
	// Host: my-favorite-pim.com
	// Content-Type: application/json
	// Authorization: Basic NGdtNHJub2l6cDhnc2tna2swODBzc29vODAwNDBnNDRrc293d2d3ODQ0azQ0c2MwMHM6NWR5dm8xejZ5MzRzbzRvZ2tna3N3ODhvb2tvb3dzMDBjZ29jNDg4a2NzOHdrNGM0MHM=
	//
	// {
	//   "grant_type": "password",
	//   "username": "myERPuser",
	//   "password": "64bngr78"
	// }
}

func ExampleConnector_RefreshRequest() {
	connector := authcore.Connector{PIM: favorite, Client: documented, Form: true, ClientInBody: true}
	request, err := connector.RefreshRequest("MDk2ZmIwODBkYmE3YjNjZWQ4ZTk2NTk2N2JmNjkyZDQ4NzA3YzhiZDQzMjJjODI5MmQ4ZmYxZjlkZmU1ZDNkMQ")
	check(err)
	fmt.Println(request.HTTP())
	// Output:
	// POST /api/oauth/v1/token
	// Host: my-favorite-pim.com
	// Content-Type: application/x-www-form-urlencoded
	//
	// grant_type=refresh_token&client_id=4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s&client_secret=5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s&refresh_token=MDk2ZmIwODBkYmE3YjNjZWQ4ZTk2NTk2N2JmNjkyZDQ4NzA3YzhiZDQzMjJjODI5MmQ4ZmYxZjlkZmU1ZDNkMQ
}

func ExampleParseToken() {
	token, err := authcore.ParseToken(authcore.Response{Status: 200, Body: []byte(`{
    "access_token": "NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcyNQ",
    "expires_in": 3600,
    "token_type": "bearer",
    "scope": null,
    "refresh_token": "MDk2ZmIwODBkYmE3YjNjZWQ4ZTk2NTk2N2JmNjkyZDQ4NzA3YzhiZDQzMjJjODI5MmQ4ZmYxZjlkZmU1ZDNkMQ"
}`)})
	check(err)
	fmt.Println(token.TokenType, token.ExpiresIn)
	// Output: bearer 1h0m0s
}

func ExampleParseToken_refused() {
	_, err := authcore.ParseToken(authcore.Response{Status: 422, Body: []byte(`{"code":422,"message":"Refresh token is invalid or has expired"}`)})
	fmt.Println(err)
	if refusal, ok := err.(authcore.AnswerError); ok {
		fmt.Println(refusal.Next())
	}
	// Output:
	// authcore: the PIM answered 422: Refresh token is invalid or has expired
	// Get a new token with username and password: a refresh token works once, within 14 days, and only with the client that received it.
}

func ExampleToken_Left() {
	token := authcore.Token{ExpiresIn: time.Hour}
	received := time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)
	fmt.Println(token.Left(received, received.Add(45*time.Minute)))
	fmt.Println(token.Left(received, received.Add(time.Hour+time.Second)))
	// Output:
	// 15m0s true
	// 0s false
}

func ExampleListCategories() {
	pim, _, err := authcore.ParseAddress("https://demo.akeneo.com")
	check(err)
	request, err := authcore.ListCategories(pim, "NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcyNQ")
	check(err)
	fmt.Println(request.Curl())
	// Output:
	// curl -i 'https://demo.akeneo.com/api/rest/v1/categories' \
	//   -H 'Authorization: Bearer NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcyNQ'
}

func ExampleAPIRoot() {
	root, err := authcore.ParseRoot(authcore.Response{Status: 200, Body: []byte(`{"host":"http:\/\/my-favorite-pim.com","routes":{"pim_api_category_list":{}}}`)})
	check(err)
	fmt.Print(authcore.APIRoot(favorite).HTTP())
	fmt.Println(root.Host, root.Routes)
	// Output:
	// GET /api/rest/v1
	// Host: my-favorite-pim.com
	// http://my-favorite-pim.com 1
}

func ExampleCodeChallenge() {
	// In an app the random is crypto/rand.Reader.
	identifier, err := authcore.NewCodeIdentifier(strings.NewReader("these are thirty public bytes."))
	check(err)
	fmt.Println(identifier)
	fmt.Println(authcore.CodeChallenge(identifier, "Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg"))
	// Output:
	// 74686573652061726520746869727479207075626c69632062797465732e
	// 125da4cf8563e8ed2f5667692d38c0f3ae96b80988bc89ff28fd8fed845fbaa6
}
