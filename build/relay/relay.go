// Package relay lets a page talk to a PIM whose web server sends no CORS
// headers: it forwards what the page sends to one PIM, and adds CORS for the
// page's origin alone.
//
//	pim, _, err := authcore.ParseAddress("https://my-pim.example.com")
//	h := &relay.Handler{PIM: pim, Origins: []string{"http://localhost:8080"}, Hosts: []string{"localhost:8081"}}
//	err = h.Start(ctx)
//
// What reaches the PIM is what the page shows: target, end-to-end header lines
// and body are the same bytes (names of header lines in the spelling of
// net/http, in any order). What a browser adds by itself is taken away, and
// nothing is added. What the relay has to say itself is an answer with the header
// X-Relay-Error, which no PIM can send through it.
//
// It never is an open proxy: the request has no say in where it goes. Notably
// absent: redirects (the credentials would follow), cookies, upgrades of the
// protocol, retries, and the proxy that the environment names.
package relay

import (
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"sync"
	"time"

	"github.com/pim-auth/playground/authcore"
)

const (
	// MaxBody is the most bytes of a request's body. A PIM as installed takes
	// 8 MB, the most that PHP does.
	MaxBody = 10 << 20

	// maxHeader is the most bytes of the header of a PIM's answer. That of a
	// request is the server's to limit.
	maxHeader = 256 << 10

	// patience is how long a page may take to send a body, a PIM for the next
	// bytes of its answer, and a page to take them.
	patience = 30 * time.Second

	// connectTime is how long finding and reaching the PIM may take, and then
	// the handshake of TLS.
	connectTime = 10 * time.Second

	// answerTime is how long all may take until the header of the answer is
	// there: less than the 30 seconds that the page waits, or nobody would hear
	// of it.
	answerTime = 25 * time.Second
)

// A Handler is the relay to one PIM. Its fields may not change once it is used.
// It must be the handler of a server itself, of one that leaves OPTIONS * to it.
type Handler struct {
	// PIM is where everything goes, its base path included. It must be valid.
	PIM authcore.Address

	// Origins are the origins of the pages that may use the relay, as
	// "http://localhost:8080". "null" and "*" mean nothing here.
	Origins []string

	// Hosts are the names and addresses under which the relay may be called, with
	// port: "localhost:8081". A name that a stranger points at this machine (DNS
	// rebinding) is not among them.
	Hosts []string

	// AnyIP lets the relay be called by any IP address, whose owner cannot point
	// it elsewhere: for a relay that listens on all of the machine's.
	AnyIP bool

	// AllRoutes lets through what is not one of [authcore.Routes].
	AllRoutes bool

	// Token has to come with each request, as X-Relay-Token. Empty: none has to.
	Token string

	// CA are the authorities whose certificates are trusted; nil means the
	// system's.
	CA *x509.CertPool

	ready sync.Once
	proxy *httputil.ReverseProxy
	way   *way
}

func (h *Handler) init() {
	h.ready.Do(func() {
		h.way = newWay(h.PIM.Host())
		h.proxy = &httputil.ReverseProxy{
			Rewrite:        h.rewrite,
			Transport:      newUpstream(h.way, h.CA),
			ModifyResponse: h.clean,
			ErrorHandler:   h.explain,
			ErrorLog:       log.New(io.Discard, "", 0), // whatever goes wrong is told to the page
		}
	})
}

// ServeHTTP forwards a request, or says why not.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.init()
	// What net/http would add to an answer that lacks them.
	w.Header()["Date"] = nil
	w.Header()["Content-Type"] = nil
	w.Header().Add("Vary", "Origin")
	if p := h.misdirected(r); p != nil {
		p.deliver(w) // without CORS: for no page is this the relay
		return
	}
	origin, p := h.asking(r)
	if p != nil {
		p.deliver(w)
		return
	}
	w.Header().Set("Access-Control-Allow-Origin", origin)
	if preflight(r) {
		allow(w.Header(), r.Header)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if p := h.refused(r); p != nil {
		p.deliver(w)
		return
	}
	body, p := read(w, r)
	if p != nil {
		p.deliver(w)
		return
	}
	h.proxy.ServeHTTP(&patient{w}, withBody(r, body))
}
