// Package urltext splits and joins URLs (RFC 3986) and forms as text.
//
// It exists because net/url would add a twentieth to the WebAssembly module,
// and because a page that shows what is sent must not normalise: all parts
// stay as they were written, but for the case of the scheme. net/url is the
// judge of this package in its tests.
//
// Notably absent: resolving one URL against another.
package urltext

import (
	"fmt"
	"strings"
)

// A URL is a URL in its parts, each as it was written: nothing is decoded.
type URL struct {
	Scheme   string // lower-case; "" if the text had none
	User     string // what stood before the @
	Host     string // with its port, and its brackets if it is an IPv6 address
	Path     string
	RawQuery string // without the ?
	Fragment string // without the #

	HasUser, HasQuery, HasFragment bool // tell an empty part from a missing one

	// HasHost tells "file:///x", whose host is empty, from "file:/x". A
	// host that is not empty needs no such word.
	HasHost bool
}

// A SyntaxError says where a text stops being a URL and why. It never quotes
// the text, which may hold a secret.
type SyntaxError struct {
	Offset int    // bytes before the fault
	Reason string // "a blank must be written %20"
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("not a URL at byte %d: %s", e.Offset, e.Reason)
}

// Parse splits text. A scheme is not required. Refused, with a *[SyntaxError],
// is what could not be sent: blanks, control characters, a colon without a
// scheme before it, an IPv6 address without its closing bracket, a port that
// is no number.
func Parse(text string) (URL, error) {
	for i := range len(text) {
		switch c := text[i]; {
		case c == ' ':
			return URL{}, &SyntaxError{i, "a blank must be written %20"}
		case c < ' ' || c == 0x7F:
			return URL{}, &SyntaxError{i, "a control character must be written %XX"}
		}
	}
	var u URL
	rest := text
	rest, u.Fragment, u.HasFragment = strings.Cut(rest, "#")
	rest, u.RawQuery, u.HasQuery = strings.Cut(rest, "?")
	if n := schemeLength(rest); n > 0 {
		u.Scheme, rest = strings.ToLower(rest[:n]), rest[n+1:]
	} else if strings.HasPrefix(rest, ":") {
		return URL{}, &SyntaxError{0, "a scheme is missing before the colon"}
	}
	u.Path = rest
	// Three slashes without a scheme are a path, as net/url has it: an empty
	// host means something for "file:" only.
	if !strings.HasPrefix(rest, "//") || u.Scheme == "" && strings.HasPrefix(rest, "///") {
		return u, nil
	}
	u.HasHost = true
	u.Host, u.Path = rest[2:], ""
	if slash := strings.IndexByte(u.Host, '/'); slash >= 0 {
		u.Host, u.Path = u.Host[:slash], u.Host[slash:]
	}
	// The last @ counts, as in every browser: a password may hold another.
	if at := strings.LastIndexByte(u.Host, '@'); at >= 0 {
		u.User, u.Host, u.HasUser = u.Host[:at], u.Host[at+1:], true
	}
	if reason := hostFault(u.Host); reason != "" {
		return URL{}, &SyntaxError{strings.Index(text, "//") + 2, reason}
	}
	return u, nil
}

// schemeLength returns how many bytes stand before the colon if they are a
// scheme (RFC 3986 §3.1), else 0.
func schemeLength(s string) int {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && c == ':':
			return i
		case i == 0 || (c < '0' || c > '9') && c != '+' && c != '-' && c != '.':
			return 0
		}
	}
	return 0
}

// hostFault says what is wrong with the brackets or the port, or "".
func hostFault(host string) string {
	port := host
	if strings.HasPrefix(host, "[") {
		end := strings.IndexByte(host, ']')
		if end < 0 {
			return "an IPv6 address lacks its closing bracket"
		}
		if port = host[end+1:]; port != "" && port[0] != ':' {
			return "only a port may follow an IPv6 address"
		}
	}
	colon := strings.LastIndexByte(port, ':')
	if colon >= 0 && strings.Trim(port[colon+1:], "0123456789") != "" {
		return "a port is a number"
	}
	return ""
}

// String joins the parts again. For a URL that Parse returned it is the text
// that was parsed, but for the case of the scheme.
func (u URL) String() string {
	var b strings.Builder
	if u.Scheme != "" {
		b.WriteString(u.Scheme + ":")
	}
	if u.Host != "" || u.HasHost || u.HasUser {
		b.WriteString("//")
	}
	if u.HasUser {
		b.WriteString(u.User + "@")
	}
	b.WriteString(u.Host + u.Path)
	if u.HasQuery {
		b.WriteString("?" + u.RawQuery)
	}
	if u.HasFragment {
		b.WriteString("#" + u.Fragment)
	}
	return b.String()
}

// Target returns the path and query as the request line names them (RFC 9112
// §3.2.1): "/" for an empty path, never the fragment.
func (u URL) Target() string {
	target := u.Path
	if target == "" {
		target = "/"
	}
	if u.HasQuery {
		target += "?" + u.RawQuery
	}
	return target
}
