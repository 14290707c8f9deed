// Package pimhttp serves a demo PIM over HTTP, to test a connector against:
//
//	server := httptest.NewServer(&pimhttp.Handler{PIM: &demopim.PIM{}})
//
// Any number of them may live in one program, each with a PIM of its own. Outside
// of tests [Server] has the limits that a server needs.
//
// Paths reach the PIM as they were written, and header lines keep the PIM's
// spelling. Like a PIM it sends no CORS headers unless told to. The screens of
// the PIM are pages that people can use here; the PIM itself, and its journal,
// have bare ones.
//
// The control routes under /_demo/ hand out secrets and change the PIM. They
// answer only requests that were sent to an address of ours, so that no name
// that a stranger points at this machine reaches them (DNS rebinding), and of
// those that a page sent only the ones from a page that is allowed.
package pimhttp

import (
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// A Handler is an [http.Handler] over a PIM. Use it as a server's handler
// itself, best of one that [Server] makes: an [http.ServeMux] before it would
// answer some paths on its own, as net/http does with OPTIONS * unless told not
// to.
type Handler struct {
	// PIM answers. It must not be nil.
	PIM *demopim.PIM

	// CORS lets the pages of AllowOrigins call the PIM. Without it the PIM
	// has no CORS headers, and only the control routes do.
	CORS bool

	// AllowOrigins are the origins of pages, as "http://localhost:8080". "null"
	// and "*" mean nothing here.
	AllowOrigins []string

	// Hosts are the names and addresses, without port, under which the control
	// routes may be called beside those that mean this machine: localhost and
	// its subdomains, 127.0.0.0/8, [::1].
	Hosts []string
}

// ServeHTTP answers as the PIM does, after the delay that the PIM asks for. To
// drop the connection it panics with [http.ErrAbortHandler], as net/http wants.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request := read(r)
	control := demopim.IsControl(request)
	if control && !h.trusted(r) {
		deliver(w, r, forbidden)
		return
	}
	origin := ""
	if control || h.CORS && h.PIM.ActiveFaults().CORS != "off" {
		origin = h.asking(r)
		w.Header().Add("Vary", "Origin")
	}
	if origin != "" && preflight(r) {
		allow(w.Header(), origin)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	text, unread := body(w, r)
	if unread != 0 {
		deliver(w, r, demopim.ProxyPage(unread))
		return
	}
	if len(text) > 0 {
		request.Body = text
	}
	answer := h.PIM.Do(request)
	if answer.Delay > 0 {
		select {
		case <-time.After(answer.Delay):
		case <-r.Context().Done():
		}
	}
	if answer.Drop {
		panic(http.ErrAbortHandler)
	}
	h.paint(r, &answer)
	if origin != "" {
		expose(w.Header(), origin, answer.Header)
	}
	deliver(w, r, answer.Response)
}

// read takes over what net/http has parsed, but for the body. The names of the
// header come in alphabetical order, as the order in which they were sent is
// lost.
func read(r *http.Request) authcore.Request {
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	target := r.RequestURI
	if target == "" {
		target = r.URL.RequestURI() // made by hand, not received
	}
	request := authcore.Request{Method: r.Method, URL: scheme + r.Host + target}
	if r.Host == "" {
		request.URL = scheme + local(r) + target // HTTP/1.0 may leave it out
	}
	if !strings.HasPrefix(target, "/") {
		request.URL = target // in absolute form, as to a proxy
	}
	names := make([]string, 0, len(r.Header))
	for name := range r.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range r.Header[name] {
			request.Header.Add(name, value)
		}
	}
	return request
}

// local is the address that a request came in at.
func local(r *http.Request) string {
	if address, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		return address.String()
	}
	return ""
}

// deliver sends an answer. The map is written past its methods, which would
// respell the names.
func deliver(w http.ResponseWriter, r *http.Request, answer authcore.Response) {
	header := w.Header()
	for _, line := range answer.Header {
		header[line.Name] = append(header[line.Name], line.Value)
	}
	if !answer.Header.Has("Content-Type") {
		header["Content-Type"] = nil // or net/http would guess one
	}
	if r.Method != http.MethodHead {
		header["Content-Length"] = []string{strconv.Itoa(len(answer.Body))}
	}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(patience)) // a recorder knows none
	w.WriteHeader(answer.Status)
	_, _ = w.Write(answer.Body) // a client that has gone is no one's fault
}
