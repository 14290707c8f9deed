// Package client is the conduct of the PHP client library (akeneo/api-php-client)
// as a pure state machine: given what happened last, the next request to send,
// or the verdict that the caller of the library hears. It sends nothing, knows
// no clock, and its [State] is plain data.
//
// The conduct, for each of the three ways to build a client:
//
//   - Nothing is sent before the first call. A client built with a password has
//     no token until then.
//   - A 401 to a call leads to one refresh and one replay of the call. A 401 to
//     the replay is the caller's.
//   - A refresh that is refused with 422 gives the caller the 401 that caused
//     it. There is no new login, not even where the password is known.
//   - A client built with the token of an App has nothing to refresh: the
//     caller hears the 401.
//   - What is not a success is an exception, named after its status.
//
// Package authhttp puts the machine behind net/http.
package client

import (
	"errors"

	"github.com/pim-auth/playground/authcore"
)

// A Client is how a client was built. Only [ByPassword], [ByToken] and
// [ByAppToken] make one; it never changes.
type Client struct {
	connector          authcore.Connector
	username, password string
	built              State
	logsIn, refreshes  bool
}

// ByPassword is buildAuthenticatedByPassword: the first call logs in.
func ByPassword(pim authcore.Address, client authcore.Client, username, password string) Client {
	return Client{
		connector: authcore.Connector{PIM: pim, Client: client},
		username:  username, password: password,
		logsIn: true, refreshes: true,
	}
}

// ByToken is buildAuthenticatedByToken: the tokens come from an earlier login.
func ByToken(pim authcore.Address, client authcore.Client, accessToken, refreshToken string) Client {
	return Client{
		connector: authcore.Connector{PIM: pim, Client: client},
		built:     State{AccessToken: accessToken, RefreshToken: refreshToken},
		refreshes: true,
	}
}

// ByAppToken is buildAuthenticatedByAppToken: the token of an App never expires
// and cannot be refreshed.
func ByAppToken(pim authcore.Address, token string) Client {
	return Client{connector: authcore.Connector{PIM: pim}, built: State{AccessToken: token}}
}

// A Why says what the machine does now.
type Why string

// What there is to do. Between two calls it is nothing, "".
const (
	FirstToken Why = "first_token" // log in, since there is no token yet
	Call       Why = "call"        // send the call
	Refresh    Why = "refresh"     // get new tokens, since the call was answered 401
	Replay     Why = "replay"      // send the call again, with the new access token
	GivesUp    Why = "gives_up"    // the verdict is an exception
	Done       Why = "done"        // the verdict is an answer
)

// A State is what a client remembers. The zero value is a client built with a
// password, before its first call.
type State struct {
	AccessToken  string // what getToken() returns; "" is null
	RefreshToken string // what getRefreshToken() returns
	Doing        Why    // FirstToken, Call, Refresh or Replay; "" between two calls
	Call         authcore.Request
	Refused      authcore.Response // the 401 to the call, from Refresh on
}

// A Step is what comes next: either a request to send or a verdict.
type Step struct {
	Why     Why
	Next    *authcore.Request // nil if there is a verdict
	Verdict *Verdict          // nil if there is a request
}

// Built returns the state of a client to which nothing has happened.
func (c Client) Built() State { return c.built }

var (
	errBusy = errors.New("client: a call is under way: answer its request first")
	errIdle = errors.New("client: no request is under way: make a call first")
)

// Call begins a call: any request to the API, without an Authorization header
// or with one that is replaced. The error is an *[authcore.InputError] if the
// first request cannot be built: something that the client was built with is
// missing or fits in no header. The state then stays as it was.
func (c Client) Call(s State, call authcore.Request) (State, Step, error) {
	if s.Doing != "" {
		return s, Step{}, errBusy
	}
	after := s
	after.Call = call
	if s.AccessToken != "" || !c.logsIn {
		if _, err := authcore.ListCategories(c.connector.PIM, s.AccessToken); err != nil {
			return s, Step{}, err // another call would have the same header
		}
		return after.send(Call)
	}
	login, err := c.connector.PasswordRequest(c.username, c.password)
	if err != nil {
		return s, Step{}, err
	}
	after.Doing = FirstToken
	return after, Step{Why: FirstToken, Next: &login}, nil
}

// Answer goes on with the answer to the request of the last step.
func (c Client) Answer(s State, r authcore.Response) (State, Step, error) {
	switch s.Doing {
	case FirstToken, Refresh:
		if s.Doing == Refresh && r.Status == 422 {
			return s.end(s.Refused) // the caller never hears of the refresh
		}
		if !success(r.Status) {
			return s.end(r)
		}
		token, err := authcore.ParseToken(r)
		if err != nil {
			return s.without(typeError(r.Status, err))
		}
		return c.Renewed(s, token.AccessToken, token.RefreshToken)
	case Call:
		if r.Status != 401 || !c.refreshes || s.RefreshToken == "" {
			return s.end(r)
		}
		refresh, err := c.connector.RefreshRequest(s.RefreshToken)
		if err != nil { // as good as refused: there is nothing to send
			return s.end(r)
		}
		s.Doing, s.Refused = Refresh, r
		return s, Step{Why: Refresh, Next: &refresh}, nil
	case Replay:
		return s.end(r)
	}
	return s, Step{}, errIdle
}

// Renewed goes on with tokens that came another way than by the request of the
// last step, which was to get some: somebody else who shares them was faster.
func (c Client) Renewed(s State, accessToken, refreshToken string) (State, Step, error) {
	again := Call
	switch s.Doing {
	case Refresh:
		again = Replay
	case FirstToken:
	default:
		return s, Step{}, errIdle
	}
	s.AccessToken, s.RefreshToken = accessToken, refreshToken
	return s.send(again)
}

// send asks for the call, with the access token that there is now.
func (s State) send(why Why) (State, Step, error) {
	call := s.Call
	call.Header = append(authcore.Header(nil), call.Header...)
	call.Header.Del("Authorization")
	call.Header.Add("Authorization", "Bearer "+s.AccessToken)
	s.Doing, s.Refused = why, authcore.Response{}
	return s, Step{Why: why, Next: &call}, nil
}

// end is the end of a call: what its caller hears of an answer.
func (s State) end(r authcore.Response) (State, Step, error) {
	return s.without(judge(r))
}

// without forgets the call.
func (s State) without(v Verdict) (State, Step, error) {
	why := Done
	if v.Exception != "" {
		why = GivesUp
	}
	return State{AccessToken: s.AccessToken, RefreshToken: s.RefreshToken}, Step{Why: why, Verdict: &v}, nil
}
