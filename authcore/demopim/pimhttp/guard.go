// The guard of the control routes: to an address of ours, and from no page but
// ours.

package pimhttp

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// forbidden says nothing of what stands behind it.
var forbidden = authcore.Response{
	Status: http.StatusForbidden,
	Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "Cache-Control", Value: "no-store"}},
	Body:   []byte(`{"code":403,"message":"control routes answer only on this machine's own addresses, and only pages of an allowed origin"}`),
}

// trusted reports whether a request for a control route may pass. A request
// without Origin comes from no page's script: curl, a test, or a browser's
// simple GET, whose answer no other page can read.
func (h *Handler) trusted(r *http.Request) bool {
	if !h.ours(r.Host) {
		return false
	}
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return true
	}
	return len(origins) == 1 && (h.asking(r) != "" || own(r, origins[0]))
}

// own reports whether an origin is the PIM's own.
func own(r *http.Request, origin string) bool {
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	return origin == scheme+r.Host
}

// ours reports whether a Host means this machine or is listed.
func (h *Handler) ours(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || slices.Contains(h.Hosts, host) {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}
