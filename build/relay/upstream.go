// The connection to the PIM.

package relay

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"time"
)

// errTime is why a request was ended that took too long.
var errTime = errors.New("it took too long")

// An upstream sends one request over one connection, so that none is ever
// repeated because an old connection was closed meanwhile: the PIM may have
// acted.
type upstream struct{ transport *http.Transport }

func newUpstream(w *way, authorities *x509.CertPool) *upstream {
	return &upstream{&http.Transport{
		DialContext:            w.dial,
		TLSClientConfig:        &tls.Config{RootCAs: authorities, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    connectTime,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true, // or it would ask for gzip and unpack it
		MaxIdleConnsPerHost:    -1,   // DisableKeepAlives would add a header line
	}}
}

// RoundTrip sends r and returns the answer as soon as its header is there.
func (u *upstream) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(quiet{r.Context()})
	timer := time.AfterFunc(answerTime, func() { cancel(errTime) })
	answer, err := u.transport.RoundTrip(r.WithContext(ctx))
	timer.Stop()
	if err != nil {
		cause := context.Cause(ctx)
		cancel(nil)
		if errors.Is(cause, errTime) {
			return nil, errTime
		}
		return nil, err
	}
	copied := *answer // so that trailers, which nobody announced to the page, are set in the other one
	copied.Trailer = nil
	copied.Body = &idle{ReadCloser: answer.Body, cancel: cancel, timer: time.AfterFunc(patience, func() { cancel(errTime) })}
	return &copied, nil
}

// A quiet context has no values: httputil leaves one in it that would tell the
// page answers like 103, past all that cleans them.
type quiet struct{ context.Context }

func (quiet) Value(any) any { return nil }

// An idle body ends when nothing comes for a while.
type idle struct {
	io.ReadCloser
	cancel context.CancelCauseFunc
	timer  *time.Timer
}

func (b *idle) Read(p []byte) (int, error) {
	b.timer.Reset(patience)
	return b.ReadCloser.Read(p)
}

func (b *idle) Close() error {
	b.timer.Stop()
	b.cancel(nil)
	return b.ReadCloser.Close()
}
