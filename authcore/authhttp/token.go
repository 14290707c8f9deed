// Getting tokens: one login or one refresh at a time, for all who wait for it.

package authhttp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/pim-auth/playground/authcore"
)

// errRefused means that only the caller can help: there is no refresh token, or
// the PIM takes it no more.
var errRefused = errors.New("authhttp: the tokens cannot be renewed")

// A flight is a renewal under way.
type flight struct {
	done   chan struct{} // closed when the rest is set
	tokens Tokens
	err    error
}

// Token returns the tokens that a call goes with now. It logs in if there are
// none, and refreshes those that Early wants refreshed. The error is that of
// the login; a refresh that fails early is none as long as the tokens are the
// old ones, for the PIM has the last word on these.
func (t *Transport) Token(ctx context.Context) (Tokens, error) {
	t.mu.Lock()
	tokens := t.current()
	if tokens.AccessToken != "" && (!t.due(tokens) || t.renewal != nil && t.now().Before(tokens.Expiry)) {
		t.mu.Unlock()
		return tokens, nil
	}
	renewed, err := t.join(ctx) // unlocks
	if err != nil && tokens.AccessToken != "" && ctx.Err() == nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.tokens.AccessToken == tokens.AccessToken {
			t.spared = tokens.AccessToken
			return tokens, nil
		}
	}
	return renewed, err
}

// due reports whether an access token should be refreshed early.
func (t *Transport) due(tokens Tokens) bool {
	return t.Early > 0 && !tokens.Expiry.IsZero() && tokens.RefreshToken != "" && tokens.AccessToken != t.spared &&
		!t.now().Add(t.Early).Before(tokens.Expiry)
}

// renew returns other tokens than those of which the PIM refused the access
// token: those that came meanwhile, or new ones.
func (t *Transport) renew(ctx context.Context, refused string) (Tokens, error) {
	t.mu.Lock()
	if tokens := t.current(); tokens.AccessToken != refused {
		t.mu.Unlock()
		return tokens, nil
	}
	return t.join(ctx)
}

func (t *Transport) current() Tokens {
	if !t.begun {
		t.begun, t.tokens = true, t.Tokens
	}
	return t.tokens
}

// join waits for the renewal under way, or begins one. t.mu is held before and
// not after.
func (t *Transport) join(ctx context.Context) (Tokens, error) {
	f := t.renewal
	if f == nil {
		f = &flight{done: make(chan struct{})}
		t.renewal = f
		// It goes on when its first caller goes away: others wait as well, and
		// the refresh token may be used up already.
		go t.fly(context.WithoutCancel(ctx), f, t.tokens)
	}
	t.mu.Unlock()
	select {
	case <-f.done:
		return f.tokens, f.err
	case <-ctx.Done():
		return Tokens{}, ctx.Err()
	}
}

func (t *Transport) fly(ctx context.Context, f *flight, old Tokens) {
	timeout := t.Timeout
	if timeout == 0 {
		timeout = 30 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	f.tokens, f.err = t.replace(ctx, old)
	t.mu.Lock()
	if f.tokens.AccessToken != "" {
		t.tokens = f.tokens
	}
	t.renewal = nil
	t.mu.Unlock()
	close(f.done)
}

// replace returns tokens in place of old ones. Tokens may come with an error:
// they are good, but could not be saved.
func (t *Transport) replace(ctx context.Context, old Tokens) (Tokens, error) {
	if t.Lock != nil {
		unlock, err := t.Lock(ctx)
		if err != nil {
			return Tokens{}, fmt.Errorf("authhttp: locking the tokens: %w", err)
		}
		defer unlock()
	}
	if t.Load != nil {
		stored, err := t.Load(ctx)
		if err != nil {
			return Tokens{}, fmt.Errorf("authhttp: loading the tokens: %w", err)
		}
		if stored.AccessToken != "" && stored.AccessToken != old.AccessToken {
			return stored, nil
		}
	}
	tokens, err := t.ask(ctx, old)
	if err == nil && t.Save != nil {
		if err = t.Save(ctx, tokens); err != nil {
			err = fmt.Errorf("authhttp: saving the tokens: %w", err)
		}
	}
	return tokens, err
}

// ask gets new tokens from the PIM.
func (t *Transport) ask(ctx context.Context, old Tokens) (Tokens, error) {
	connector := authcore.Connector{PIM: t.PIM, Client: t.Client}
	if old != (Tokens{}) {
		tokens, err := t.refresh(ctx, connector, old.RefreshToken)
		if !errors.Is(err, errRefused) || !t.LoginAgain || t.Username == "" {
			return tokens, err
		}
	}
	request, err := connector.PasswordRequest(t.Username, t.Password)
	if err != nil {
		return Tokens{}, err
	}
	tokens, err := t.grant(ctx, request)
	if err != nil {
		err = fmt.Errorf("authhttp: logging in: %w", err)
	}
	return tokens, err
}

func (t *Transport) refresh(ctx context.Context, connector authcore.Connector, refreshToken string) (Tokens, error) {
	if refreshToken == "" || refreshToken == t.refused { // only renewals touch it, one at a time
		return Tokens{}, errRefused
	}
	request, err := connector.RefreshRequest(refreshToken)
	if err != nil {
		return Tokens{}, err
	}
	tokens, err := t.grant(ctx, request)
	var refused *authcore.PIMError
	if errors.As(err, &refused) && refused.Status == http.StatusUnprocessableEntity {
		t.refused = refreshToken
		return Tokens{}, fmt.Errorf("%w: %w", errRefused, err)
	}
	if err != nil {
		err = fmt.Errorf("authhttp: refreshing: %w", err)
	}
	return tokens, err
}

// maxAnswer is far more than an answer that holds tokens.
const maxAnswer = 1 << 20

// grant sends a request for tokens.
func (t *Transport) grant(ctx context.Context, request authcore.Request) (Tokens, error) {
	r, err := http.NewRequestWithContext(ctx, request.Method, request.URL, bytes.NewReader(request.Body))
	if err != nil {
		return Tokens{}, err
	}
	for _, line := range request.Header {
		r.Header.Set(line.Name, line.Value)
	}
	b, err := bodyOf(r)
	if err != nil {
		return Tokens{}, err
	}
	defer b.close()
	sent := t.now() // a token that came late was made no later
	answer, err := t.send(r, r.Header.Get("Authorization"), b)
	if err != nil {
		return Tokens{}, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return Tokens{}, err
	}
	token, err := authcore.ParseToken(authcore.Response{
		Status: answer.StatusCode,
		Header: authcore.Header{{Name: "Location", Value: answer.Header.Get("Location")}},
		Body:   body,
	})
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{token.AccessToken, token.RefreshToken, token.Expiry(sent)}, nil
}
