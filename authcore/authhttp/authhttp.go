// Package authhttp lets Go programs call an Akeneo PIM through net/http without
// a thought of tokens: a [Transport] gets them, sends them, refreshes them and
// repeats the call that an expired one spoiled. Its conduct is that of package
// client; what it adds, it does only where a field asks for it.
//
//	pim, _, err := authcore.ParseAddress("https://pim.example.com")
//	…
//	connector := &http.Client{Transport: &authhttp.Transport{
//		PIM:    pim,
//		Client: authcore.Client{ID: "1_4gm4…", Secret: "5dyv…"},
//		Username: "erp_1234", Password: "…",
//	}}
//	answer, err := connector.Get(pim.String() + "/api/rest/v1/categories")
//
// There are three ways to fill it in, and what is left empty decides:
//
//   - Username and Password: the first call logs in.
//   - Tokens with a refresh token, from an earlier login: no login at all.
//   - Tokens with nothing but the access token of an App, and no Client: there
//     is nothing to refresh, for it never expires.
//
// An answer is the caller's whatever its status: a 401 that no refresh could
// cure, a 422, a 429. An error means that there is no answer to the call.
//
// Notably absent: a limit on how many calls go at once, retries of what failed
// otherwise, logging. They belong into a RoundTripper below this one (Base) or
// above it.
package authhttp

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/client"
)

// Tokens are what a connector must not lose.
type Tokens struct {
	AccessToken  string
	RefreshToken string    // good once; "" for an App
	Expiry       time.Time // of the access token; the zero time: unknown, or never
}

// A Transport is an [http.RoundTripper] for the calls to one PIM. It may be
// used by many goroutines at once, and must not be copied; its fields must not
// be changed after the first use. PIM is needed, and one of the three ways to
// authenticate; the zero value of every other field is a sound choice.
type Transport struct {
	// PIM is where the token goes. A request to another scheme, host or port,
	// or outside the PIM's own path, passes without one, be it a redirect or
	// not; so does a request that has an Authorization header already.
	PIM authcore.Address

	// Client is the client ID and secret of the connection. Empty for an App.
	Client authcore.Client

	// Username and Password are those of the connection's user. Empty: there
	// is no login, only Tokens.
	Username, Password string

	// Tokens are those to begin with. Empty: the first call logs in.
	Tokens Tokens

	// LoginAgain makes a new login of a refresh that the PIM refuses with 422,
	// as it does after 14 days or if another process used the refresh token.
	// false: the call's 401 goes to the caller, as with the PHP client.
	LoginAgain bool

	// Early is how long before its expiry an access token is refreshed. Calls
	// that come meanwhile go with the old one, which stays good. 0: only after
	// a 401. What is known to expire is what came with a lifetime or an
	// Expiry.
	Early time.Duration

	// MaxWait is how long one call waits, all in all, because answers of 429
	// and 503 say so in Retry-After. A longer wait is not begun: the answer
	// goes to the caller, as all do if MaxWait is 0.
	MaxWait time.Duration

	// Timeout ends a login or a refresh, which no caller's context does: the
	// PIM may have used up the refresh token, and only its answer holds the
	// next. 0 means 30 seconds.
	Timeout time.Duration

	// Lock, Load and Save are for processes that share tokens. Before new ones
	// are asked for, Lock is called, then Load, and if that returns others than
	// those that ran out, they are used. Otherwise the PIM is asked, and Save
	// called with what it answered; then what Lock returned. No lock of the
	// Transport is held meanwhile, and never are two at it: Save gets the
	// tokens in the order of their making. The functions must not call through
	// this Transport. An error of theirs is that of the calls that need the
	// tokens; after one of Save these stay in memory. nil means nothing to do.
	Lock func(context.Context) (unlock func(), err error)
	Load func(context.Context) (Tokens, error)
	Save func(context.Context, Tokens) error

	// Base sends. nil means http.DefaultTransport.
	Base http.RoundTripper

	// Now is the clock. nil means time.Now.
	Now func() time.Time

	mu      sync.Mutex
	begun   bool    // Tokens were taken over
	tokens  Tokens  // those that are used now
	renewal *flight // the one under way, or nil
	refused string  // a refresh token that need not be sent again
	spared  string  // an access token that could not be refreshed early
}

// RoundTrip sends a call with the access token, and once more with a new one if
// the PIM answers 401. A body that has no GetBody is kept in memory for that, up
// to 10 MiB; a longer one is sent once only.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if !t.owns(r) || r.Header.Get("Authorization") != "" {
		return t.base().RoundTrip(r)
	}
	b, err := bodyOf(r)
	if err != nil {
		return nil, err
	}
	defer b.close()
	tokens, err := t.Token(r.Context())
	if err != nil {
		return nil, err
	}
	library := t.library()
	state, step, err := library.Call(client.State{AccessToken: tokens.AccessToken, RefreshToken: tokens.RefreshToken}, authcore.Request{})
	var answer *http.Response
	for err == nil && step.Next != nil {
		if step.Why == client.Refresh {
			keep(answer)
			tokens, err = t.renew(r.Context(), state.AccessToken)
			switch {
			case errors.Is(err, errRefused):
				state, step, err = library.Answer(state, authcore.Response{Status: http.StatusUnprocessableEntity})
			case err == nil && !b.again():
				return answer, nil
			case err == nil:
				state, step, err = library.Renewed(state, tokens.AccessToken, tokens.RefreshToken)
			}
			continue
		}
		if answer, err = t.send(r, step.Next.Header.Get("Authorization"), b); err == nil {
			state, step, err = library.Answer(state, authcore.Response{Status: answer.StatusCode})
		}
	}
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// library is the machine that decides what follows an answer.
func (t *Transport) library() client.Client {
	switch {
	case t.Username != "":
		return client.ByPassword(t.PIM, t.Client, t.Username, t.Password)
	case t.Client.ID != "":
		return client.ByToken(t.PIM, t.Client, "", "")
	}
	return client.ByAppToken(t.PIM, "")
}

func (t *Transport) base() http.RoundTripper {
	if t.Base == nil {
		return http.DefaultTransport
	}
	return t.Base
}

func (t *Transport) now() time.Time {
	if t.Now == nil {
		return time.Now()
	}
	return t.Now()
}

// owns reports whether a request goes to the PIM.
func (t *Transport) owns(r *http.Request) bool {
	to, _, err := authcore.ParseAddress(r.URL.Scheme + "://" + r.URL.Host)
	if err != nil || to.Origin() != t.PIM.Origin() {
		return false
	}
	own := strings.TrimPrefix(t.PIM.String(), t.PIM.Origin()) + "/"
	return strings.HasPrefix(path.Clean("/"+r.URL.Path)+"/", own)
}

// maxKept is how much of the body of a 401 is kept while tokens are refreshed.
const maxKept = 1 << 20

// keep takes the body of an answer into memory, so that its connection is free.
// Of one that breaks off there is what came.
func keep(answer *http.Response) {
	body, _ := io.ReadAll(io.LimitReader(answer.Body, maxKept))
	answer.Body.Close()
	answer.Body, answer.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
}
