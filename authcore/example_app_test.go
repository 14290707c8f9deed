// What an App does, one example each.

package authcore_test

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// The whole way of an App: the PIM opens it, a person lets it in, and the code
// of the callback becomes a token.
func ExampleApp() {
	pim := &demopim.PIM{}
	person := demopim.Browser{Do: func(r authcore.Request) authcore.Response { return pim.Do(r).Response }}
	known := pim.Credentials()
	_, err := person.Open("https://demo.pim/")
	check(err)
	_, err = person.Login(known.UIUser.Username, known.UIUser.Password)
	check(err)
	_, err = person.Connect(known.App.ClientID) // the browser leaves for the App's activate address
	check(err)

	pimURL, err := authcore.ParseActivation(person.Address())
	check(err)
	address, _, err := authcore.ParseAddress(pimURL)
	check(err)
	app := authcore.App{PIM: address, ClientID: known.App.ClientID, Secret: known.App.ClientSecret}
	state, err := authcore.NewState(rand.Reader)
	check(err)
	request, err := app.AuthorizationRequest(state, []string{"write_categories"})
	check(err)

	_, err = person.Open(request.URL)
	check(err)
	_, err = person.Next(true) // agrees; the browser leaves for the App's callback address
	check(err)

	code, err := authcore.ParseCallback(person.Address(), state)
	check(err)
	identifier, err := authcore.NewCodeIdentifier(rand.Reader)
	check(err)
	request, err = app.TokenRequest(code, identifier)
	check(err)
	token, err := authcore.ParseAppToken(pim.Do(request).Response)
	check(err)
	fmt.Println(token.Scope)

	request, err = authcore.ListCategories(address, token.AccessToken)
	check(err)
	page, err := authcore.ParseCategories(pim.Do(request).Response)
	check(err)
	fmt.Println(page.Items[0].Code)
	// Output:
	// write_categories
	// master
}

var example = authcore.App{PIM: favorite, ClientID: "206f450e-09a1-44ed-a0b3-9dd80f980ace", Secret: "s3cret"}

func ExampleApp_AuthorizationRequest() {
	request, err := example.AuthorizationRequest("1f8cb2a5f0c0a1e0a3b5", []string{"read_products", "write_products"})
	check(err)
	fmt.Println(request.URL)
	// Output: http://my-favorite-pim.com/connect/apps/v1/authorize?response_type=code&client_id=206f450e-09a1-44ed-a0b3-9dd80f980ace&scope=read_products%20write_products&state=1f8cb2a5f0c0a1e0a3b5
}

func ExampleApp_TokenRequest() {
	request, err := example.TokenRequest("the-code-of-the-callback", "30-bytes-of-random")
	check(err)
	fmt.Println(request.HTTP())
	// Output:
	// POST /connect/apps/v1/oauth2/token
	// Host: my-favorite-pim.com
	// Content-Type: application/x-www-form-urlencoded
	//
	// client_id=206f450e-09a1-44ed-a0b3-9dd80f980ace&code_identifier=30-bytes-of-random&code_challenge=e879f21e99f8e993084513db38f820dd8f644e5d3885aba7ff330b4eebdd3518&code=the-code-of-the-callback&grant_type=authorization_code
}

func ExampleApp_TokenRequestWith() {
	request, err := example.TokenRequestWith("code", "identifier", "made-elsewhere")
	check(err)
	fmt.Printf("%s\n", request.Body)
	// Output: client_id=206f450e-09a1-44ed-a0b3-9dd80f980ace&code_identifier=identifier&code_challenge=made-elsewhere&code=code&grant_type=authorization_code
}

func ExampleParseActivation() {
	pim, err := authcore.ParseActivation("https://app.example.com/activate?pim_url=https%3A%2F%2Fmy-pim.cloud.akeneo.com")
	check(err)
	fmt.Println(pim)
	// Output: https://my-pim.cloud.akeneo.com
}

func ExampleParseCallback() {
	code, err := authcore.ParseCallback("https://app.example.com/callback?code=OWY0&state=1f8c", "1f8c")
	check(err)
	fmt.Println(code)
	_, err = authcore.ParseCallback("https://app.example.com/callback?code=OWY0&state=9999", "1f8c")
	fmt.Println(err)
	// Output:
	// OWY0
	// authcore: the state of the callback is not the one that the App sent. Take no code from it, and start the authorization again: somebody else may have begun this one.
}

func ExampleParseAppToken() {
	token, err := authcore.ParseAppToken(authcore.Response{Status: 200, Body: []byte(`{"access_token":"Y2YyYjM1","token_type":"bearer","scope":"read_products write_products"}`)})
	check(err)
	fmt.Println(token.TokenType, token.Scope)
	// Output: bearer read_products write_products
}

func ExampleUpdateScopes() {
	request, err := authcore.UpdateScopes(favorite, "Y2YyYjM1", []string{"read_products", "write_categories"})
	check(err)
	fmt.Print(request.HTTP())
	fmt.Println(authcore.ParseScopesUpdated(authcore.Response{Status: 200, Body: []byte(`"Ok"`)}))
	// Output:
	// POST /connect/apps/v1/scopes/update?scopes=read_products%20write_categories
	// Host: my-favorite-pim.com
	// Authorization: Bearer Y2YyYjM1
	// Accept: application/json
	// <nil>
}

func ExamplePublicKey() {
	answer := new(demopim.PIM).Do(authcore.PublicKey(favorite)).Response
	certificate, err := authcore.ParsePublicKey(answer)
	check(err)
	key, err := authcore.CertificateKey(certificate)
	check(err)
	fmt.Println(len(key), base64.StdEncoding.EncodeToString(key[:24]))
	// Output: 294 MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A
}

func ExampleCheckChallenge() {
	identifier, secret := "30-bytes-of-random", "s3cret"
	right := authcore.CodeChallenge(identifier, secret)
	fmt.Println(authcore.CheckChallenge(strings.ToUpper(right), identifier, secret).Code)
	fmt.Println(authcore.CheckChallenge(authcore.CodeChallenge(identifier, secret+"\n"), identifier, secret))
	// Output:
	// upper_case
	// {stray line feed after}
}

func ExampleParseIDToken() {
	encode := base64.RawURLEncoding.EncodeToString
	token, err := authcore.ParseIDToken(encode([]byte(`{"typ":"JWT","alg":"RS256"}`)) + "." +
		encode([]byte(`{"iss":"https://pim","sub":"0202","aud":"app","iat":1679587200.123456,"exp":1679590800.123456}`)) + ".AAAA")
	check(err)
	for _, claim := range token.Claims {
		fmt.Println(claim.Name, claim.Value)
	}
	fmt.Println(token.Check("https://pim", "another-app", time.Unix(1679590801, 0)))
	// Output:
	// iss "https://pim"
	// sub "0202"
	// aud "app"
	// iat 1679587200.123456
	// exp 1679590800.123456
	// [audience expired]
}

func ExampleScopes() {
	for _, scope := range authcore.Scopes(authcore.V7_0) {
		if strings.HasSuffix(scope.Name, "_categories") {
			fmt.Println(scope.Name, scope.Implies, scope.Permissions, scope.What)
		}
	}
	// Output:
	// read_categories [] [pim_api_category_list] View categories
	// write_categories [read_categories] [pim_api_category_list pim_api_category_edit] View and edit categories
}

func ExampleWithImplied() {
	fmt.Println(authcore.WithImplied([]string{"openid", "delete_products"}))
	// Output: [delete_products openid read_products write_products]
}

func ExampleGuessVersion() {
	version, err := authcore.GuessVersion("PIM Community Standard Edition 5.0.118 Pont D'Arcole")
	check(err)
	fmt.Println(version)
	version, err = authcore.GuessVersion("20240311123456")
	check(err)
	fmt.Println(version)
	// Output:
	// 5.0
	// saas
}

func ExampleRequest_CurlWithout() {
	request, err := authcore.ListCategories(favorite, "Y2YyYjM1")
	check(err)
	fmt.Println(request.CurlWithout(authcore.AccessToken))
	// Output:
	// : "${ACCESS_TOKEN:?set it to an access token of this PIM}" &&
	// curl -i 'http://my-favorite-pim.com/api/rest/v1/categories' \
	//   -H "Authorization: Bearer $ACCESS_TOKEN"
}
