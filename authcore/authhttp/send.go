// Sending one request, as often as it takes: its body, and the waits that an
// answer asks for.

package authhttp

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"time"
)

// maxReplay is how much of a body is kept in memory to be sent again.
const maxReplay = 10 << 20

// A body is a request's body, which may have to be sent more than once.
type body struct {
	first  io.ReadCloser // nil once it was given away
	rest   func() (io.ReadCloser, error)
	length int64
	none   bool
}

func bodyOf(r *http.Request) (*body, error) {
	b := &body{first: r.Body, rest: r.GetBody, length: r.ContentLength}
	switch {
	case r.Body == nil || r.Body == http.NoBody:
		b.none = true
		return b, nil
	case r.GetBody != nil:
		return b, nil
	}
	kept, err := io.ReadAll(io.LimitReader(r.Body, maxReplay+1))
	if err != nil {
		r.Body.Close()
		return nil, err
	}
	if len(kept) > maxReplay {
		b.first = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(bytes.NewReader(kept), r.Body), r.Body}
		return b, nil
	}
	r.Body.Close()
	b.length = int64(len(kept))
	b.rest = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(kept)), nil }
	b.first, _ = b.rest()
	return b, nil
}

// again reports whether the body can be sent another time.
func (b *body) again() bool { return b.none || b.rest != nil }

// next gives the body away, to be closed by who gets it.
func (b *body) next() (io.ReadCloser, error) {
	if first := b.first; first != nil || b.none {
		b.first = nil
		return first, nil
	}
	return b.rest()
}

// close closes what was not given away: a RoundTripper closes the body of its
// request, whatever happens.
func (b *body) close() {
	if b.first != nil {
		b.first.Close()
	}
}

// send sends a request with an Authorization header, and again after the waits
// that MaxWait allows. The request itself stays as it is.
func (t *Transport) send(r *http.Request, authorization string, b *body) (*http.Response, error) {
	for waited := time.Duration(0); ; {
		out := r.Clone(r.Context())
		if out.Header == nil {
			out.Header = http.Header{}
		}
		out.Header.Set("Authorization", authorization)
		var err error
		if out.Body, err = b.next(); err != nil {
			return nil, err
		}
		out.ContentLength = b.length
		answer, err := t.base().RoundTrip(out)
		if err != nil {
			return nil, err
		}
		wait, ok := t.retryAfter(answer)
		if !ok || waited+wait > t.MaxWait || !b.again() {
			return answer, nil
		}
		answer.Body.Close()
		if err := sleep(r.Context(), wait); err != nil {
			return nil, err
		}
		waited += wait
	}
}

// retryAfter returns how long an answer asks to wait, a second at least.
func (t *Transport) retryAfter(answer *http.Response) (time.Duration, bool) {
	if answer.StatusCode != http.StatusTooManyRequests && answer.StatusCode != http.StatusServiceUnavailable {
		return 0, false
	}
	text := answer.Header.Get("Retry-After")
	wait := time.Duration(0)
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(text); err == nil {
		wait = at.Sub(t.now())
	} else {
		return 0, false
	}
	return max(time.Second, wait), true
}

func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
