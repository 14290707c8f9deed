// Limits: what a client may cost that is slow, endless or gone.

package pimhttp

import (
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/pim-auth/playground/authcore/demopim"
)

const (
	// headerTime is how long a client may take to send the header of a request.
	headerTime = 10 * time.Second

	// patience is how long a client may take to send a body, and then to take
	// the answer. The time that a PIM takes for it does not count.
	patience = 30 * time.Second

	// downloadTime is how long a client may take for the answer of another
	// handler, which may be the whole playground.
	downloadTime = 5 * time.Minute

	// idleTime is how long a connection may wait for its next request.
	idleTime = 2 * time.Minute

	// maxHeader is the most bytes of a request's header, to which net/http adds
	// 4096.
	maxHeader = 60 << 10
)

// Server returns a server for a [Handler], or for one that hands on to it, with
// limits against clients that are slow or send without end. It lets the PIM
// answer OPTIONS *, too. A Handler limits bodies and answers by itself in any
// server; only the header of a request and a connection that waits for one are
// the server's.
func Server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:                      h,
		DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout:            headerTime,
		ReadTimeout:                  headerTime + patience,
		WriteTimeout:                 downloadTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               maxHeader,
	}
}

// body reads the body of a request, and one byte more than a PIM takes of one
// that is too long. unread is the status for one that could not be read.
func body(w http.ResponseWriter, r *http.Request) (text []byte, unread int) {
	// A writer that knows no deadlines, such as a recorder, needs none.
	connection := http.NewResponseController(w)
	_ = connection.SetReadDeadline(time.Now().Add(patience))
	text, err := io.ReadAll(io.LimitReader(r.Body, demopim.MaxBody+1))
	var failure net.Error
	switch {
	case errors.As(err, &failure) && failure.Timeout():
		return nil, http.StatusRequestTimeout
	case err != nil:
		return nil, http.StatusBadRequest
	case len(text) > demopim.MaxBody:
		return text, 0 // what net/http drops of the rest, it drops in time
	}
	// Or the time that a PIM takes would count: net/http goes on reading, to
	// notice when the client leaves, and takes the deadline for that.
	_ = connection.SetReadDeadline(time.Time{})
	return text, 0
}
