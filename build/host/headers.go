// What the pages may do, said to the browser: the Content-Security-Policy of
// meta and header, and the other headers of every answer.

package host

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// The rule connect-src of a page names no host, as the person chooses the PIM;
// before the first request to a PIM of one's own the script narrows it to that
// (web/src/own/policy.ts). A page that came by https can reach no plain http but
// on this machine: browsers see to that (mixed content), and a header says it.
// [::1] cannot be said in this grammar, so that http: is the only word for it.
const (
	connectPlain  = "connect-src 'self' http: https:"
	connectSecure = "connect-src 'self' https: http://localhost:* http://127.0.0.1:*"
)

// MetaPolicy is the policy in the form that a <meta> can hold, for static hosts
// that send no header. inline is the one script in the page itself. It cannot
// know whether the page comes by http or https, so it allows what both may.
//
// 'wasm-unsafe-eval' lets the module be compiled and nothing else be evaluated.
// Trusted Types leave lit-html's templates as the only way from a string to
// markup.
func MetaPolicy(inline string) string { return policy(inline, connectPlain) }

// HeaderPolicy is the policy as a header of a page that comes by plain http. A
// header can also forbid frames.
func HeaderPolicy(inline string) string { return policy(inline, connectPlain) + framed }

// SecurePolicy is the policy as a header of a page that comes by https.
func SecurePolicy(inline string) string { return policy(inline, connectSecure) + framed }

const framed = "; frame-ancestors 'none'"

func policy(inline, connect string) string {
	digest := sha256.Sum256([]byte(inline))
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "' 'wasm-unsafe-eval'",
		"style-src 'self'",
		"img-src 'self' data:",
		connect,
		"form-action 'none'",
		"base-uri 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types lit-html",
	}, "; ")
}

// What a page may ask the browser for: to write to the clipboard, and to reach
// this machine and its network. The denied ones are those that Chromium knows
// without a word in its console; local-network-access is an older name.
var permissions = func() string {
	rules := []string{"clipboard-write=(self)", "local-network=(self)", "local-network-access=(self)", "loopback-network=(self)"}
	for _, denied := range []string{
		"accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen", "gamepad",
		"geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone",
		"midi", "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get",
		"screen-wake-lock", "serial", "storage-access", "usb", "window-management", "xr-spatial-tracking",
	} {
		rules = append(rules, denied+"=()")
	}
	return strings.Join(rules, ", ")
}()

// A kind of file has headers of its own.
type kind struct {
	path string // the path of one file, or with a slash at its end of all below
	file string // one of its files
	kept string // Cache-Control
	open bool   // for every origin: a page that embeds a step loads it
	page bool   // it has a policy
	any  bool   // a page that any other may frame
}

const (
	forEver  = "public, max-age=31536000, immutable" // its name holds its content's hash
	askAgain = "no-cache"
)

// kinds are all there are. The longest path that fits is the one of a file.
var kinds = []kind{
	{path: "", file: "index.html", kept: askAgain, page: true},
	{path: "assets/", file: "assets/any", kept: forEver, open: true},
	{path: "embed.js", file: "embed.js", kept: askAgain, open: true},
	{path: "embed/", file: "embed/index.html", kept: askAgain, open: true, page: true, any: true},
	{path: "embed/v1/", file: "embed/v1/any", kept: forEver, open: true},
}

// kindOf returns the kind of a file of the site.
func kindOf(name string) kind {
	found := kinds[0]
	for _, k := range kinds {
		if (name == k.path || strings.HasSuffix(k.path, "/") && strings.HasPrefix(name, k.path)) && len(k.path) > len(found.path) {
			found = k
		}
	}
	return found
}

// A line is one of a header.
type line struct{ name, value string }

const cacheControl = "Cache-Control"

// lines are what every server says of a file beside its type, by its path.
// policy is that of a page which none may frame.
//
// Any page may frame the one that is made for it: it has no cookie, keeps
// nothing and puts nothing into the fields for a PIM of one's own, so that there
// is nothing for a press to be stolen for. Notably absent: frame-ancestors *,
// which lets no page in that has no origin, such as a file or a sandbox.
func lines(name, policy string) []line {
	k := kindOf(name)
	said := []line{{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}, {cacheControl, k.kept}}
	if k.page {
		if k.any {
			policy = strings.TrimSuffix(policy, framed)
		}
		said = append(said,
			line{"Content-Security-Policy", policy},
			line{"Permissions-Policy", permissions},
			line{"Cross-Origin-Opener-Policy", "same-origin"})
	}
	if !k.open {
		return append(said, line{"Cross-Origin-Resource-Policy", "same-origin"})
	}
	if !k.page {
		said = append(said, line{"Access-Control-Allow-Origin", "*"})
	}
	return append(said, line{"Cross-Origin-Resource-Policy", "cross-origin"})
}

// setHeaders sets what depends on the path alone.
func setHeaders(h http.Header, name, policy string) {
	h.Set("Content-Type", ContentType(name))
	for _, l := range lines(name, policy) {
		h.Set(l.name, l.value)
	}
}

// ContentType is the media type of a file of the site. It is a table of our own:
// mime.TypeByExtension differs from machine to machine.
func ContentType(name string) string {
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
