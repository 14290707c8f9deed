// The answer of the token endpoints, and how long a token lives.

package authcore

import "time"

// A Token is what the token endpoint of connections or of apps answers.
type Token struct {
	AccessToken  string
	ExpiresIn    time.Duration // lifetime from its creation on; 0: never expires, as for apps
	TokenType    string        // "bearer"
	Scope        string        // granted to an app, separated by blanks; "" for connections, which answer null
	RefreshToken string        // good for one refresh within 14 days; "" for apps, which get none
}

// ParseToken reads the answer of a token endpoint (documentation,
// "Authentication", and for apps "Get your App token"; RFC 6749 §5.1). Every
// other answer is an [AnswerError].
func ParseToken(r Response) (Token, error) {
	o := read(r)
	t := Token{AccessToken: o.text("access_token")}
	if t.AccessToken == "" {
		o.fail("access_token", "string that is not empty")
	}
	if o.value("expires_in") != nil {
		seconds := o.whole("expires_in")
		if seconds <= 0 { // 0 would read as never
			o.fail("expires_in", "number above 0")
		}
		t.ExpiresIn = time.Duration(seconds) * time.Second
	}
	t.TokenType = o.text("token_type")
	t.Scope = o.optional("scope")
	t.RefreshToken = o.optional("refresh_token")
	if o.err != nil {
		return Token{}, o.err
	}
	return t, nil
}

// Expiry returns the time at which a token that came at received expires, the
// zero time if it never does. It is late by the time that the answer took.
func (t Token) Expiry(received time.Time) time.Time {
	if t.ExpiresIn == 0 {
		return time.Time{}
	}
	return received.Add(t.ExpiresIn)
}

// Left returns the time from now to the expiry, never below 0, and whether a
// PIM still takes the token. A PIM compares whole seconds, and the second of
// the expiry itself is still good. A token that never expires has 0 left and
// is taken.
func (t Token) Left(received, now time.Time) (left time.Duration, ok bool) {
	expiry := t.Expiry(received)
	if expiry.IsZero() {
		return 0, true
	}
	return max(0, expiry.Sub(now)), now.Unix() <= expiry.Unix()
}
