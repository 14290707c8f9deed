// The stories of the client library, as its page shows them before they are
// live: the library's own conduct (authcore/client) with a demo PIM, here,
// while the pages are written.

package main

import (
	"fmt"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/client"
	"github.com/pim-auth/playground/authcore/demopim"
)

// A conducted is one exchange of a story.
type conducted struct {
	Who        string // which of two processes, "" if there is one
	Why        string // "first_token", as client.Why has it
	Method     string
	Path       string
	HTTP       authcore.Text
	StatusLine string
	Good       bool
	Body       authcore.Text
	Exception  string // that the caller hears after it
	Message    string
}

// A staging is a story on its way.
type staging struct {
	pim  *demopim.PIM
	now  time.Time
	told []conducted
}

// conduct returns the exchanges of a story: "password", "token", "app",
// "shared", "race" or "safe". A PIM without Apps has no story of one.
func (s *sampler) conduct(name string) ([]conducted, error) {
	st := &staging{pim: freshPIM(s.version)}
	st.now = st.pim.Now()
	st.pim.Now = func() time.Time { return st.now }
	pair := authcore.Client{ID: s.demo.ClientID, Secret: s.demo.Secret}
	login := client.ByPassword(s.page, pair, s.demo.Username, s.demo.Password)
	expire := func() { st.now = st.now.Add(time.Hour + time.Second) }
	if name == "app" {
		if s.app.ClientID == "" {
			return nil, nil
		}
		token, err := s.appToken(st.pim)
		if err != nil {
			return nil, err
		}
		app := client.ByAppToken(s.page, token)
		_, err = st.call("", app, app.Built())
		return st.told, err
	}
	tokens, err := st.call("", login, login.Built())
	if err != nil {
		return nil, err
	}
	byToken := client.ByToken(s.page, pair, tokens.AccessToken, tokens.RefreshToken)
	switch name {
	case "password":
		expire()
		_, err = st.call("", login, tokens)
	case "token":
		_, err = st.call("", byToken, byToken.Built())
	case "shared":
		if _, err = st.call("", byToken, byToken.Built()); err == nil {
			expire()
			_, err = st.call("", byToken, byToken.Built())
		}
	case "race":
		st.told = nil
		expire()
		if _, err = st.call("A", byToken, byToken.Built()); err == nil {
			_, err = st.call("B", byToken, byToken.Built())
		}
	case "safe":
		st.told = nil
		expire()
		if tokens, err = st.call("A", byToken, byToken.Built()); err == nil {
			second := client.ByToken(s.page, pair, tokens.AccessToken, tokens.RefreshToken)
			_, err = st.call("B", second, second.Built())
		}
	default:
		err = fmt.Errorf("there is no story %q", name)
	}
	return st.told, err
}

// call tells a call from its first request to its verdict.
func (st *staging) call(who string, c client.Client, state client.State) (client.State, error) {
	const path = "/api/rest/v1/categories/master"
	state, step, err := c.Call(state, authcore.Request{Method: "GET", URL: pageHost + path})
	for err == nil && step.Next != nil {
		answer := st.pim.Do(*step.Next).Response
		told := conducted{
			Who:        who,
			Why:        string(step.Why),
			Method:     step.Next.Method,
			Path:       step.Next.URL[len(pageHost):],
			HTTP:       step.Next.HTTP(),
			StatusLine: statusLine(answer.Status),
			Good:       client.Exception(answer.Status) == "",
			Body:       answer.BodyText(),
		}
		if state, step, err = c.Answer(state, answer); err == nil && step.Verdict != nil {
			told.Exception, told.Message = step.Verdict.Exception, step.Verdict.Message
		}
		st.told = append(st.told, told)
	}
	return state, err
}

// appToken lets the demo App in, and returns its token.
func (s *sampler) appToken(pim *demopim.PIM) (string, error) {
	app := authcore.App{PIM: s.page, ClientID: s.app.ClientID, Secret: s.app.Secret}
	ask := func(r authcore.Request) authcore.Response { return pim.Do(r).Response }
	authorize, err := app.AuthorizationRequest("state", []string{"read_categories"})
	if err != nil {
		return "", err
	}
	code, err := letIn(&demopim.Browser{Do: ask}, authorize.URL, "state")
	if err != nil {
		return "", err
	}
	exchange, err := app.TokenRequest(code, "identifier")
	if err != nil {
		return "", err
	}
	token, err := authcore.ParseAppToken(ask(exchange))
	return token.AccessToken, err
}
