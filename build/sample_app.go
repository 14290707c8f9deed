// The samples of the App walk: one App is let in at a demo PIM, by a browser
// that does what a person would, and each step's exchange is taken from there.

package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// sampleScopes are what the App of the samples asks for.
var sampleScopes = []string{"openid", "email", "profile", "read_categories", "read_products"}

// appSample returns the sample called name: "app_authorize", "app_token",
// "app_categories", "app_scopes" or "app_key".
func (s *sampler) appSample(name string) (sample, error) {
	pim := freshPIM(s.version)
	ask := func(r authcore.Request) authcore.Response { return pim.Do(r).Response }
	random := rand.NewChaCha8([32]byte([]byte("the app that the samples let in.")))
	state, err := authcore.NewState(random)
	if err != nil {
		return sample{}, err
	}
	identifier, err := authcore.NewCodeIdentifier(random)
	if err != nil {
		return sample{}, err
	}
	of := func(address authcore.Address) authcore.App {
		return authcore.App{PIM: address, ClientID: s.app.ClientID, Secret: s.app.Secret}
	}
	authorize, err := of(s.page).AuthorizationRequest(state, sampleScopes)
	if err != nil {
		return sample{}, err
	}
	browser := &demopim.Browser{Do: ask}
	code, err := letIn(browser, authorize.URL, state)
	if err != nil {
		return sample{}, fmt.Errorf("the App of the samples, at PIM %s: %w", s.version, err)
	}
	exchange, err := of(s.page).TokenRequest(code, identifier)
	if err != nil {
		return sample{}, err
	}
	var token authcore.AppToken
	if name != "app_token" {
		if token, err = authcore.ParseAppToken(ask(exchange)); err != nil {
			return sample{}, err
		}
	}
	request := func(address authcore.Address) (authcore.Request, error) {
		switch name {
		case "app_authorize":
			return of(address).AuthorizationRequest(state, sampleScopes)
		case "app_token":
			return of(address).TokenRequest(code, identifier)
		case "app_categories":
			return authcore.ListCategories(address, token.AccessToken)
		case "app_scopes":
			return authcore.UpdateScopes(address, token.AccessToken, sampleScopes)
		case "app_key":
			return authcore.PublicKey(address), nil
		}
		return authcore.Request{}, fmt.Errorf("there is no sample %q", name)
	}
	made, err := request(s.page)
	if err != nil {
		return sample{}, err
	}
	answer := ask(made)
	if name == "app_authorize" {
		// Logged in, connected, nothing new: straight back to the App.
		hops, err := browser.Open(authorize.URL)
		if err != nil || len(hops) == 0 {
			return sample{}, fmt.Errorf("the sample of a second authorization: %w", err)
		}
		answer = hops[len(hops)-1].Response
	}
	there, err := request(s.local)
	if err != nil {
		return sample{}, err
	}
	shown := sample{
		Name:       name,
		Request:    made,
		HTTP:       made.HTTP(),
		Curl:       there.Curl(),
		StatusLine: statusLine(answer.Status),
		Location:   answer.Header.Get("Location"),
		Body:       answer.BodyText(),
	}
	switch name {
	case "app_token":
		shown.AppToken, err = authcore.ParseAppToken(answer)
	case "app_categories":
		shown.Page, err = authcore.ParseCategories(answer)
	}
	return shown, err
}

// letIn goes from an authorization address to the code: log in, agree to all.
func letIn(browser *demopim.Browser, address, state string) (string, error) {
	if _, err := browser.Open(address); err != nil {
		return "", err
	}
	if _, err := browser.Login("admin", "admin"); err != nil {
		return "", err
	}
	for range 5 { // the consent has fewer steps
		if at := browser.Address(); strings.Contains(at, "code=") {
			return authcore.ParseCallback(at, state)
		}
		if _, err := browser.Next(true); err != nil {
			return "", err
		}
	}
	return "", errors.New("the consent does not end")
}
