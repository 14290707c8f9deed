package pimhttp_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// A connector's test: get a token, list the categories, and see what happens
// when the token has expired.
func Example() {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	pim := &demopim.PIM{Now: func() time.Time { return now }}
	server := httptest.NewServer(&pimhttp.Handler{PIM: pim})
	defer server.Close()
	erp := pim.Credentials().Connections[0]

	send := func(method, path, body string, authorize func(*http.Request)) (status int, answer map[string]any) {
		r, err := http.NewRequest(method, server.URL+path, strings.NewReader(body))
		if err != nil {
			panic(err)
		}
		r.Header.Set("Content-Type", "application/json")
		authorize(r)
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			panic(err)
		}
		defer response.Body.Close()
		if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
			panic(err)
		}
		return response.StatusCode, answer
	}

	body := fmt.Sprintf(`{"grant_type":"password","username":%q,"password":%q}`, erp.Username, erp.Password)
	_, token := send("POST", "/api/oauth/v1/token", body, func(r *http.Request) { r.SetBasicAuth(erp.ClientID, erp.Secret) })
	bearer := func(r *http.Request) { r.Header.Set("Authorization", fmt.Sprint("Bearer ", token["access_token"])) }

	status, list := send("GET", "/api/rest/v1/categories?with_count=true", "", bearer)
	fmt.Println(status, list["items_count"])

	now = now.Add(2 * time.Hour)
	status, refusal := send("GET", "/api/rest/v1/categories", "", bearer)
	fmt.Println(status, refusal["message"])
	// Output:
	// 200 7
	// 401 The access token provided has expired.
}
