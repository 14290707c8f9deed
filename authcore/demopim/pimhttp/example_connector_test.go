// A whole connector, small as it is, and what its test says of it.

package pimhttp_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// A shop reads a PIM's categories and writes its own there.
type shop struct {
	pim          string // https://my-pim.example.com
	clientID     string
	secret       string
	accessToken  string
	refreshToken string
}

// login gets the first tokens.
func (s *shop) login(username, password string) error {
	return s.grant(map[string]string{"grant_type": "password", "username": username, "password": password})
}

// refresh gets new tokens. The refresh token is used up by it.
func (s *shop) refresh() error {
	return s.grant(map[string]string{"grant_type": "refresh_token", "refresh_token": s.refreshToken})
}

func (s *shop) grant(parameters map[string]string) error {
	body, err := json.Marshal(parameters)
	if err != nil {
		return err
	}
	r, err := http.NewRequest("POST", s.pim+"/api/oauth/v1/token", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.SetBasicAuth(s.clientID, s.secret)
	r.Header.Set("Content-Type", "application/json")
	status, answer, err := send(r)
	if err != nil {
		return err
	}
	var tokens struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
	}
	if status != http.StatusOK {
		return refused(status, answer)
	}
	if err := json.Unmarshal(answer, &tokens); err != nil {
		return err
	}
	s.accessToken, s.refreshToken = tokens.Access, tokens.Refresh
	return nil
}

// call sends a request to the API, and once more with new tokens if the PIM
// wants none of the old ones.
func (s *shop) call(method, address, contentType, body string) (answer []byte, err error) {
	for attempt := 0; ; attempt++ {
		r, err := http.NewRequest(method, address, strings.NewReader(body))
		if err != nil {
			return nil, err
		}
		r.Header.Set("Authorization", "Bearer "+s.accessToken)
		if contentType != "" {
			r.Header.Set("Content-Type", contentType)
		}
		status, answer, err := send(r)
		switch {
		case err != nil:
			return nil, err
		case status == http.StatusUnauthorized && attempt == 0:
			if err := s.refresh(); err != nil {
				return nil, err
			}
		case status >= 400:
			return nil, refused(status, answer)
		default:
			return answer, nil
		}
	}
}

func send(r *http.Request) (status int, body []byte, err error) {
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

// refused reads what a PIM says to what it does not want.
func refused(status int, answer []byte) error {
	var told struct {
		Message string
		Errors  []struct{ Property, Message string }
	}
	_ = json.Unmarshal(answer, &told) // what is no JSON says nothing but its status
	text := fmt.Sprintf("%d %s", status, told.Message)
	for _, e := range told.Errors {
		text += fmt.Sprintf(" %s: %s", e.Property, e.Message)
	}
	return fmt.Errorf("%s", text)
}

// categories reads the codes of all categories, page by page.
func (s *shop) categories() (codes []string, err error) {
	next := s.pim + "/api/rest/v1/categories?limit=3"
	for next != "" {
		answer, err := s.call("GET", next, "", "")
		if err != nil {
			return nil, err
		}
		var page struct {
			Links struct {
				Next struct{ Href string }
			} `json:"_links"`
			Embedded struct {
				Items []struct{ Code string }
			} `json:"_embedded"`
		}
		if err := json.Unmarshal(answer, &page); err != nil {
			return nil, err
		}
		for _, item := range page.Embedded.Items {
			codes = append(codes, item.Code)
		}
		next = page.Links.Next.Href
	}
	return codes, nil
}

// create, update and updateAll write categories: one that is new, one that may
// be there already, and several, a line of JSON each.
func (s *shop) create(category string) error {
	_, err := s.call("POST", s.pim+"/api/rest/v1/categories", "application/json", category)
	return err
}

func (s *shop) update(code, changes string) error {
	_, err := s.call("PATCH", s.pim+"/api/rest/v1/categories/"+code, "application/json", changes)
	return err
}

func (s *shop) updateAll(lines ...string) (answer string, err error) {
	b, err := s.call("PATCH", s.pim+"/api/rest/v1/categories", "application/vnd.akeneo.collection+json", strings.Join(lines, "\n"))
	return string(b), err
}

// The test of a connector from its login to its last refusal, against a PIM
// that it may do anything to. The clock is the test's, so that no hour is spent
// waiting for a token to expire.
func ExampleHandler() {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	pim := &demopim.PIM{Version: "7.0", Now: func() time.Time { return now }}
	server := httptest.NewServer(&pimhttp.Handler{PIM: pim})
	defer server.Close()

	erp := pim.Credentials().Connections[0]
	s := shop{pim: server.URL, clientID: erp.ClientID, secret: erp.Secret}
	fmt.Println("a wrong password:", s.login(erp.Username, "guess"))
	fmt.Println("the right one:", s.login(erp.Username, erp.Password))

	codes, err := s.categories()
	fmt.Println("categories:", codes, err)

	fmt.Println("create:", s.create(`{"code":"shoes","parent":"master","labels":{"en_US":"Shoes"}}`))
	fmt.Println("create again:", s.create(`{"code":"shoes"}`))
	fmt.Println("update:", s.update("shoes", `{"labels":{"en_US":"Footwear"}}`))
	fmt.Println("below what is not there:", s.update("shoes", `{"parent":"summer"}`))
	lines, err := s.updateAll(`{"code":"boots","parent":"shoes"}`, `{"code":"shoes","parent":"categoryA"}`, `{"code":"sun hats"}`)
	fmt.Println("update all:", err)
	fmt.Println(lines)

	old := s.refreshToken
	now = now.Add(time.Hour + time.Second) // the access token has expired
	codes, err = s.categories()
	fmt.Println("an hour later:", len(codes), err)
	fmt.Println("has new tokens:", s.refreshToken != old)

	s.refreshToken = old
	fmt.Println("the old refresh token once more:", s.refresh())
	// Output:
	// a wrong password: 422 No user found for the given username and password
	// the right one: <nil>
	// categories: [master categoryA categoryA1 categoryA2 categoryB categoryC master_china] <nil>
	// create: <nil>
	// create again: 422 Validation failed. code: This value is already used.
	// update: <nil>
	// below what is not there: 422 Property "parent" expects a valid category code. The category does not exist, "summer" given. Check the expected format on the API documentation.
	// update all: <nil>
	// {"line":1,"code":"boots","status_code":201}
	// {"line":2,"code":"shoes","status_code":204}
	// {"line":3,"code":"sun hats","status_code":422,"message":"Validation failed.","errors":[{"property":"code","message":"Category code may contain only letters, numbers and underscores"}]}
	// an hour later: 9 <nil>
	// has new tokens: true
	// the old refresh token once more: 422 Refresh token is invalid or has expired
}
