package authcore_test

import (
	"bytes"
	"testing"

	"github.com/pim-auth/playground/authcore"
)

func BenchmarkPasswordRequest(b *testing.B) {
	connector := authcore.Connector{PIM: favorite, Client: documented}
	b.ReportAllocs()
	for b.Loop() {
		_, err := connector.PasswordRequest("myERPuser", "64bngr78")
		check(err)
	}
}

func BenchmarkHTTP(b *testing.B) {
	request, err := authcore.Connector{PIM: favorite, Client: documented}.PasswordRequest("myERPuser", "64bngr78")
	check(err)
	b.ReportAllocs()
	for b.Loop() {
		request.HTTP()
	}
}

func BenchmarkParseToken(b *testing.B) {
	response := authcore.Response{Status: 200, Body: []byte(`{"access_token":"NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcyNQ","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"MDk2ZmIwODBkYmE3YjNjZWQ4ZTk2NTk2N2JmNjkyZDQ4NzA3YzhiZDQzMjJjODI5MmQ4ZmYxZjlkZmU1ZDNkMQ"}`)}
	b.ReportAllocs()
	for b.Loop() {
		_, err := authcore.ParseToken(response)
		check(err)
	}
}

func BenchmarkParseCategories(b *testing.B) {
	response := authcore.Response{Status: 200, Body: []byte(categories)}
	b.ReportAllocs()
	for b.Loop() {
		_, err := authcore.ParseCategories(response)
		check(err)
	}
}

// The time of a form of a megabyte full of empty parameters grows with its
// length, not with its square.
func BenchmarkHTTPOfALongForm(b *testing.B) {
	r := authcore.Request{Method: "POST", URL: "https://pim.example.com/", Body: bytes.Repeat([]byte("a=&"), 1<<20/3)}
	for b.Loop() {
		r.HTTP()
	}
}
