package pimhttp_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// A connector is the program under test: it gets a token by password, and a new
// one by its refresh token when the PIM says that the old one has expired.
type connector struct {
	pim    string
	erp    demopim.Connection
	access string
	next   string // the refresh token
}

// token asks for a token with the grant that the members make.
func (c *connector) token(members map[string]string) error {
	body, err := json.Marshal(members)
	if err != nil {
		return err
	}
	r, err := http.NewRequest("POST", c.pim+"/api/oauth/v1/token", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.SetBasicAuth(c.erp.ClientID, c.erp.Secret)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var told struct {
		AccessToken  string `json:"access_token"`
		RefreshToken string `json:"refresh_token"`
		Message      string
	}
	if err := json.NewDecoder(answer.Body).Decode(&told); err != nil {
		return err
	}
	if answer.StatusCode != 200 {
		return fmt.Errorf("status %d: %s", answer.StatusCode, told.Message)
	}
	c.access, c.next = told.AccessToken, told.RefreshToken
	return nil
}

// categories counts the categories, with a new token if need be.
func (c *connector) categories() (count int, err error) {
	for range 2 {
		r, err := http.NewRequest("GET", c.pim+"/api/rest/v1/categories?with_count=true", nil)
		if err != nil {
			return 0, err
		}
		r.Header.Set("Authorization", "Bearer "+c.access)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return 0, err
		}
		defer answer.Body.Close()
		if answer.StatusCode == 401 {
			if err := c.token(map[string]string{"grant_type": "refresh_token", "refresh_token": c.next}); err != nil {
				return 0, err
			}
			continue
		}
		var list struct {
			Count int `json:"items_count"`
		}
		return list.Count, json.NewDecoder(answer.Body).Decode(&list)
	}
	return 0, fmt.Errorf("a fresh token was refused")
}

// The test of a connector: does it refresh its token when that has expired, and
// does it keep the new refresh token, the old one being good for one use?
func Example() {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	pim := &demopim.PIM{Now: func() time.Time { return now }}
	server := httptest.NewServer(&pimhttp.Handler{PIM: pim})
	defer server.Close()

	c := connector{pim: server.URL, erp: pim.Credentials().Connections[0]}
	fmt.Println(c.token(map[string]string{"grant_type": "password", "username": c.erp.Username, "password": c.erp.Password}))
	first := c.next
	fmt.Println(c.categories())

	now = now.Add(3601 * time.Second)
	fmt.Println(c.categories())
	now = now.Add(3601 * time.Second)
	fmt.Println(c.categories())

	c.next = first
	now = now.Add(3601 * time.Second)
	fmt.Println(c.categories())
	// Output:
	// <nil>
	// 7 <nil>
	// 7 <nil>
	// 7 <nil>
	// 0 status 422: Refresh token is invalid or has expired
}

// What goes wrong on purpose: a web server that takes the header away which it
// should pass on.
func ExampleServer() {
	pim := &demopim.PIM{Version: "5.0", Faults: demopim.Faults{StripAuthorization: true}}
	server := httptest.NewUnstartedServer(nil)
	server.Config = pimhttp.Server(&pimhttp.Handler{PIM: pim})
	server.Start()
	defer server.Close()

	c := connector{pim: server.URL, erp: pim.Credentials().Connections[0]}
	fmt.Println(c.token(map[string]string{"grant_type": "password", "username": c.erp.Username, "password": c.erp.Password}))
	// Output:
	// status 422: Parameter "client_id" is missing or does not match any client, or secret is invalid
}
