// Who may pass, and with what.

package relay

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// tokenHeader is where the page sends the token of the relay, which never goes
// further.
const tokenHeader = "X-Relay-Token"

// misdirected refuses what was not sent to this relay by its name.
func (h *Handler) misdirected(r *http.Request) *problem {
	if r.Method == http.MethodConnect || !strings.HasPrefix(r.RequestURI, "/") {
		return &problem{code: codeRequest,
			message: "The relay is no proxy: it takes a path, not the address of another server.",
			next:    "Send to the relay itself, as the page does."}
	}
	host := strings.ToLower(r.Host)
	if slices.Contains(h.Hosts, host) || slices.Contains(h.Hosts, host+":80") || h.AnyIP && isIP(host) {
		return nil
	}
	return &problem{code: codeHost,
		message: "The relay is not known by the name that this request was sent to.",
		next:    "Call it " + strings.Join(h.Hosts, " or ") + ", or start it with -pim-addr and the name that others reach it by."}
}

// isIP reports whether host is an IP address, with or without a port.
func isIP(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil
}

// asking returns the origin of the page that asks. A request without one comes
// from no page's script; curl has no need of a relay.
func (h *Handler) asking(r *http.Request) (string, *problem) {
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return "", &problem{code: codeOrigin,
			message: "This request comes from no page: it has no Origin.",
			next:    "Send it from the page, or to the PIM itself: outside of a browser nothing is in the way."}
	}
	origin := origins[0]
	if len(origins) > 1 || origin == "null" || origin == "*" || !slices.Contains(h.Origins, origin) {
		return "", &problem{code: codeOrigin,
			message: "Pages of this origin may not use the relay.",
			next:    "Open the page at " + strings.Join(h.Origins, " or ") + ", or start the relay with -allow-origin and the origin of yours."}
	}
	return origin, nil
}

// refused checks what the page of an allowed origin sends.
func (h *Handler) refused(r *http.Request) *problem {
	if h.Token != "" && !h.hasToken(r.Header.Values(tokenHeader)) {
		return &problem{code: codeToken,
			message: "The token of the relay is missing or wrong.",
			next:    "Copy it from where the relay was started (-token) into the field Relay token."}
	}
	path, _, _ := strings.Cut(r.RequestURI, "?")
	if p := h.malformed(r, path); p != nil {
		return p
	}
	if !h.AllRoutes && !slices.Contains(authcore.Routes(), authcore.Route{Method: r.Method, Path: path}) {
		return &problem{code: codeRoute,
			message: fmt.Sprintf("The relay does not let %s %s through: no walk needs it.", short(r.Method), short(path)),
			next:    "Start the relay with -all-routes, if this request is what you want to send."}
	}
	return nil
}

// hasToken takes the same time whatever is wrong, its length included.
func (h *Handler) hasToken(values []string) bool {
	if len(values) != 1 {
		return false
	}
	got, want := sha256.Sum256([]byte(values[0])), sha256.Sum256([]byte(h.Token))
	return subtle.ConstantTimeCompare(got[:], want[:]) == 1
}

// malformed refuses what no browser sends, and what two servers could read in
// two ways.
func (h *Handler) malformed(r *http.Request, path string) *problem {
	what := ""
	switch {
	case r.Method == http.MethodTrace:
		what = "The relay forwards no TRACE: its answer would repeat the secrets."
	case r.Header.Get("Upgrade") != "":
		what = "The relay forwards no WebSocket and no other protocol."
	case strings.ContainsFunc(r.RequestURI, func(c rune) bool { return c <= ' ' || c >= 0x7f || c == '#' || c == '\\' }),
		h.destination(r).RequestURI() != h.base()+r.RequestURI:
		what = "The address of the request holds a character that may not stand there unescaped."
	case climbs(path):
		what = "The path of the request holds . or .. between slashes, which leads out of where it seems to go."
	default:
		return nil
	}
	return &problem{code: codeRequest, message: what, next: "Send it to the PIM with another client, such as curl, if you mean it."}
}

// climbs reports whether a path has a part . or .., in any spelling that a web
// server might take for it.
func climbs(path string) bool {
	plain := strings.NewReplacer("%2e", ".", "%2f", "/", "%5c", "/").Replace(strings.ToLower(path))
	for part := range strings.SplitSeq(plain, "/") {
		if part, _, _ = strings.Cut(part, ";"); part == "." || part == ".." {
			return true
		}
	}
	return false
}
