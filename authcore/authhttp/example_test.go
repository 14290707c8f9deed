// The three ways to fill a Transport in, and what it does where asked.

package authhttp_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/authhttp"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// A demo is a demo PIM over HTTP, with a clock to move.
type demo struct {
	*httptest.Server
	address authcore.Address
	client  authcore.Client
	now     time.Time
	pim     *demopim.PIM
	tokens  int // requests for tokens
}

func newDemo() *demo {
	d := &demo{now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	d.pim = &demopim.PIM{Now: d.clock}
	handler := &pimhttp.Handler{PIM: d.pim}
	d.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/oauth/v1/token" {
			d.tokens++
		}
		handler.ServeHTTP(w, r)
	}))
	var err error
	d.address, _, err = authcore.ParseAddress(d.URL)
	must(err)
	d.client = authcore.Client{ID: "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s", Secret: "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s"}
	return d
}

func (d *demo) clock() time.Time { return d.now }

// get prints the answer to a call, and how many tokens were asked for so far.
func (d *demo) get(connector *http.Client, route string) {
	answer, err := connector.Get(d.URL + "/api/rest/v1/" + route)
	if err != nil {
		fmt.Println(strings.ReplaceAll(err.Error(), d.URL, "https://my-pim"))
		return
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(err)
	fmt.Printf("%s %.40s (tokens asked for: %d)\n", answer.Status, body, d.tokens)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// A login at the first call, a refresh when the PIM wants one.
func Example_password() {
	d := newDemo()
	defer d.Close()
	connector := &http.Client{Transport: &authhttp.Transport{
		PIM:      d.address,
		Client:   d.client,
		Username: "myERPuser", Password: "64bngr78",
	}}
	d.get(connector, "categories/master")
	d.get(connector, "categories/categoryA1")
	d.now = d.now.Add(time.Hour + time.Second)
	d.get(connector, "categories/categoryA2")
	// Output:
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 1)
	// 200 OK {"code":"categoryA1","parent":"categoryA (tokens asked for: 1)
	// 200 OK {"code":"categoryA2","parent":"categoryA (tokens asked for: 2)
}

// Tokens of an earlier login. When the refresh token has expired as well, the
// caller gets the 401.
func Example_tokens() {
	d := newDemo()
	defer d.Close()
	earlier := &authhttp.Transport{PIM: d.address, Client: d.client, Username: "myERPuser", Password: "64bngr78"}
	tokens, err := earlier.Token(context.Background())
	must(err)

	connector := &http.Client{Transport: &authhttp.Transport{PIM: d.address, Client: d.client, Tokens: tokens}}
	d.get(connector, "categories/master")
	d.now = d.now.Add(15 * 24 * time.Hour)
	d.get(connector, "categories/master")
	// Output:
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 1)
	// 401 Unauthorized {"code":401,"message":"The access token  (tokens asked for: 2)
}

// The token of an App: nothing is refreshed, whatever the PIM says.
func Example_app() {
	d := newDemo()
	defer d.Close()
	connector := &http.Client{Transport: &authhttp.Transport{
		PIM:    d.address,
		Tokens: authhttp.Tokens{AccessToken: "NotTheTokenOfAnApp"},
	}}
	d.get(connector, "categories/master")
	// Output:
	// 401 Unauthorized {"code":401,"message":"The access token  (tokens asked for: 0)
}

// A service that runs for months: refreshed ahead of time, so that no call is
// answered 401, and logged in anew after a long rest.
func Example_service() {
	d := newDemo()
	defer d.Close()
	connector := &http.Client{Transport: &authhttp.Transport{
		PIM:      d.address,
		Client:   d.client,
		Username: "myERPuser", Password: "64bngr78",
		Early:      5 * time.Minute,
		LoginAgain: true,
		MaxWait:    time.Minute,
		Now:        d.clock,
	}}
	d.get(connector, "categories/master")
	d.now = d.now.Add(56 * time.Minute)
	d.get(connector, "categories/master")
	d.now = d.now.Add(15 * 24 * time.Hour)
	d.get(connector, "categories/master") // a refresh that is refused, and a login
	// Output:
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 1)
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 2)
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 4)
}

// Two processes with one store: before the second refreshes, it looks whether
// the first has done so. Where the store is a file, Lock locks it (flock);
// where it is a row of a database, it begins the transaction.
func Example_sharedStore() {
	d := newDemo()
	defer d.Close()
	var lock sync.Mutex
	var stored authhttp.Tokens
	process := func() *http.Client {
		return &http.Client{Transport: &authhttp.Transport{
			PIM:      d.address,
			Client:   d.client,
			Username: "myERPuser", Password: "64bngr78",
			Lock: func(context.Context) (func(), error) { lock.Lock(); return lock.Unlock, nil },
			Load: func(context.Context) (authhttp.Tokens, error) { return stored, nil },
			Save: func(_ context.Context, tokens authhttp.Tokens) error { stored = tokens; return nil },
		}}
	}
	first, second := process(), process()
	d.get(first, "categories/master")
	d.get(second, "categories/master")
	d.now = d.now.Add(time.Hour + time.Second)
	d.get(first, "categories/master")
	d.get(second, "categories/master")
	// Output:
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 1)
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 1)
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 2)
	// 200 OK {"code":"master","parent":null,"updated" (tokens asked for: 2)
}
