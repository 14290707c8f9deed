// What the pages may do, said to the browser: the Content-Security-Policy of
// meta and header, and the other headers of every answer.

package host

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// MetaPolicy is the policy in the form that a <meta> can hold, for static hosts
// that send no header. inline is the one script in the page itself.
//
// connect-src names no host, as the person chooses the PIM; the page asks no
// other. 'wasm-unsafe-eval' lets the module be compiled and nothing else be
// evaluated. Trusted Types leave lit-html's templates as the only way from a
// string to markup.
func MetaPolicy(inline string) string {
	digest := sha256.Sum256([]byte(inline))
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "' 'wasm-unsafe-eval'",
		"style-src 'self'",
		"img-src 'self' data:",
		"connect-src 'self' http: https:",
		"form-action 'none'",
		"base-uri 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types lit-html",
	}, "; ")
}

// HeaderPolicy is the policy as a header, which can also forbid frames.
func HeaderPolicy(inline string) string {
	return MetaPolicy(inline) + "; frame-ancestors 'none'"
}

// hashed reports whether a path of the site names its content, so that it may
// be kept for ever.
func hashed(name string) bool { return strings.HasPrefix(name, "assets/") }

// setHeaders sets what depends on the path alone. Scripts, styles and wasm are
// for every origin, since a page that embeds a step loads them; pages are not.
func setHeaders(h http.Header, name, policy string) {
	h.Set("Content-Type", contentType(name))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	if hashed(name) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		return
	}
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// contentType is a table of our own: mime.TypeByExtension differs from machine
// to machine.
func contentType(name string) string {
	switch name[strings.LastIndexByte(name, '.')+1:] {
	case "html":
		return "text/html; charset=utf-8"
	case "css":
		return "text/css; charset=utf-8"
	case "js":
		return "text/javascript; charset=utf-8"
	case "wasm":
		return "application/wasm"
	case "svg":
		return "image/svg+xml"
	case "json":
		return "application/json"
	case "txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}
