// CORS, which no PIM has: a layer before it, for the pages of some origins.

package pimhttp

import (
	"net/http"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// asking returns the origin of the page that asks, "" if it is not allowed.
func (h *Handler) asking(r *http.Request) string {
	origin := r.Header.Get("Origin")
	if origin == "null" || origin == "*" || !slices.Contains(h.AllowOrigins, origin) {
		return ""
	}
	return origin
}

// preflight reports whether a browser asks whether it may ask. Any other
// OPTIONS is the PIM's to refuse.
func preflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
}

// allow answers a preflight. Its age is 0 so that the next one can be seen,
// too.
func allow(header http.Header, origin string) {
	header.Set("Access-Control-Allow-Origin", origin)
	header.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS")
	header.Set("Access-Control-Allow-Headers", "authorization, content-type, accept")
	header.Set("Access-Control-Max-Age", "0")
}

// expose lets the page read the answer and every line of its header.
func expose(header http.Header, origin string, lines authcore.Header) {
	names := []string{"Content-Length", "Date", "Vary", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers"}
	for _, line := range lines {
		if !slices.Contains(names, line.Name) {
			names = append(names, line.Name)
		}
	}
	header.Set("Access-Control-Allow-Origin", origin)
	header.Set("Access-Control-Expose-Headers", strings.Join(names, ", "))
}
