// The sample request and answer of every step: built by authcore and answered
// by the demo PIM, here, while the pages are written. Clock and randomness
// stand still, so that two builds write the same bytes.

package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/build/host"
)

// pageHost is the address of the demo PIM inside the page.
const pageHost = "https://demo.pim"

// A sample is an exchange as a page shows it before it is live.
type sample struct {
	Name       string
	Request    authcore.Request
	HTTP       authcore.Text
	Curl       authcore.Text // addressed to the demo PIM on localhost
	StatusLine string        // "200 OK"
	Body       authcore.Text
	Token      authcore.Token        // of an answer that is one
	ExpiresIn  int                   // its lifetime in seconds
	Page       authcore.CategoryPage // likewise
	Root       authcore.Root         // likewise
	AppToken   authcore.AppToken     // likewise
	Location   string                // where an answer sends the browser
}

// credentials are the demo's, as its PIM tells them.
type credentials struct {
	ClientID, Secret, Username, Password string
}

// An app is the demo's, likewise; empty where the PIM has no Apps.
type app struct {
	Name, ClientID, Secret, ActivateURL, CallbackURL string
}

// A sampler makes the samples of one version. Each is made with a PIM of its
// own, so that their order does not matter.
type sampler struct {
	version authcore.Version
	demo    credentials
	app     app
	page    authcore.Address // of the demo PIM in the page
	local   authcore.Address // of the one on localhost
}

func newSampler(version authcore.Version) (*sampler, error) {
	s := sampler{version: version}
	told := freshPIM(s.version).Credentials()
	if len(told.Connections) == 0 {
		return nil, fmt.Errorf("the demo PIM %s names no connection", version)
	}
	first := told.Connections[0]
	s.demo = credentials{first.ClientID, first.Secret, first.Username, first.Password}
	s.app = app{told.App.Name, told.App.ClientID, told.App.ClientSecret, told.App.ActivateURL, told.App.CallbackURL}
	var err error
	if s.page, _, err = authcore.ParseAddress(pageHost); err != nil {
		return nil, err
	}
	s.local, _, err = authcore.ParseAddress(host.LocalPIM)
	return &s, err
}

// freshPIM returns a demo PIM that does the same each time.
func freshPIM(version authcore.Version) *demopim.PIM {
	noon := time.Date(2024, 4, 2, 12, 0, 0, 0, time.UTC)
	return &demopim.PIM{
		Version: version,
		Now:     func() time.Time { return noon },
		Rand:    rand.NewChaCha8([32]byte([]byte("the samples of the pages, please"))),
	}
}

// sample returns the sample called name: "password", "line_feed", "refresh",
// "categories" or "root", or one of the App's.
func (s *sampler) sample(name string) (sample, error) {
	if strings.HasPrefix(name, "app_") {
		return s.appSample(name)
	}
	pim := freshPIM(s.version)
	password, err := s.request("password", s.page, authcore.Token{})
	if err != nil {
		return sample{}, err
	}
	var token authcore.Token
	if name == "refresh" || name == "categories" {
		if token, err = authcore.ParseToken(pim.Do(password).Response); err != nil {
			return sample{}, err
		}
	}
	request, err := s.request(name, s.page, token)
	if err != nil {
		return sample{}, err
	}
	response := pim.Do(request).Response
	made := sample{
		Name:       name,
		Request:    request,
		HTTP:       request.HTTP(),
		StatusLine: statusLine(response.Status),
		Body:       response.BodyText(),
	}
	if made.Curl, err = s.curl(name, token); err != nil {
		return sample{}, err
	}
	switch name {
	case "password", "refresh":
		made.Token, err = authcore.ParseToken(response)
		made.ExpiresIn = int(made.Token.ExpiresIn / time.Second)
	case "categories":
		made.Page, err = authcore.ParseCategories(response)
	}
	return made, err
}

// request builds the request of a sample, for the PIM at an address.
func (s *sampler) request(name string, pim authcore.Address, token authcore.Token) (authcore.Request, error) {
	connector := authcore.Connector{PIM: pim, Client: authcore.Client{ID: s.demo.ClientID, Secret: s.demo.Secret}}
	switch name {
	case "password":
		return connector.PasswordRequest(s.demo.Username, s.demo.Password)
	case "line_feed":
		request, err := connector.PasswordRequest(s.demo.Username, s.demo.Password)
		request.Header.Del("Authorization")
		request.Header.Add("Authorization", "Basic "+s.withLineFeed())
		return request, err
	case "refresh":
		return connector.RefreshRequest(token.RefreshToken)
	case "categories":
		return authcore.ListCategories(pim, token.AccessToken)
	case "root":
		return authcore.APIRoot(pim), nil
	}
	return authcore.Request{}, fmt.Errorf("there is no sample %q", name)
}

// curl returns the command for the demo PIM on localhost. One that needs a
// token gets it first: the token of the page's PIM is worth nothing there.
func (s *sampler) curl(name string, token authcore.Token) (authcore.Text, error) {
	request, err := s.request(name, s.local, token)
	if err != nil || name != "refresh" && name != "categories" {
		return request.Curl(), err
	}
	first, err := s.request("password", s.local, authcore.Token{})
	return authcore.CurlAfter(first, request), err
}

// An encoding is the demo's pair in base64.
type encoding struct {
	Groups      []authcore.Group
	Text        authcore.Text // the groups in one
	Credentials string
	LineFeed    string // the same as echo without -n would have it
}

func (s *sampler) encoding() (encoding, error) {
	client := authcore.Client{ID: s.demo.ClientID, Secret: s.demo.Secret}
	pair, err := client.Credentials()
	made := encoding{Groups: client.Groups(), Credentials: pair, LineFeed: s.withLineFeed()}
	for _, group := range made.Groups {
		made.Text = append(made.Text, authcore.Span{Kind: group.Kind, Text: group.Base64})
	}
	return made, err
}

// withLineFeed encodes what authcore refuses to: the line feed of echo.
func (s *sampler) withLineFeed() string {
	return base64.StdEncoding.EncodeToString([]byte(s.demo.ClientID + ":" + s.demo.Secret + "\n"))
}

// statusLine is a status as the pages' script writes it (transport/status.ts):
// net/http keeps the phrases that RFC 9110 renamed.
func statusLine(status int) string {
	phrase := http.StatusText(status)
	switch status {
	case http.StatusRequestEntityTooLarge:
		phrase = "Content Too Large"
	case http.StatusUnprocessableEntity:
		phrase = "Unprocessable Content"
	}
	return fmt.Sprintf("%d %s", status, phrase)
}
