// The address of a PIM: what people paste, brought to the one form that
// requests are built on.
//
// Policy: what is certain is trimmed, with a word about it; what a browser or
// curl would silently change (upper case aside) is refused, or the page would
// show another address than the one that is sent to.

package authcore

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// An Address is where a PIM is. Only [ParseAddress] makes one; the zero value
// is invalid, and so is every request to it. Addresses can be compared.
type Address struct {
	scheme, host, path string
}

// String returns the address without a slash at its end:
// "https://pim.example.com", "http://localhost:8080/base".
func (a Address) String() string { return a.Origin() + a.path }

// Origin returns scheme, host and port: "https://pim.example.com:8443". A port
// that the scheme implies is left out.
func (a Address) Origin() string {
	if a.scheme == "" {
		return ""
	}
	return a.scheme + "://" + a.host
}

// Host returns what the Host line says: "pim.example.com:8443".
func (a Address) Host() string { return a.host }

// Scheme returns "http" or "https".
func (a Address) Scheme() string { return a.scheme }

// valid returns an error for the zero value.
func (a Address) valid() error {
	if a.scheme == "" {
		return &InputError{"pim_empty", "pim", -1, "The address of the PIM is missing", "Type the address that you open the PIM with, such as https://pim.example.com."}
	}
	return nil
}

// A Trim is one thing that [ParseAddress] changed.
type Trim struct {
	// Code is "blanks_trimmed", "scheme_added", "fragment_trimmed",
	// "query_trimmed", "path_trimmed" or "slash_trimmed".
	Code string
	Text string // what was cut, or, for "scheme_added", added
}

// ParseAddress reads the address of a PIM as people have it at hand: with or
// without a scheme (https is added, http for this machine), with the path of
// an API route or of a page behind it. The trims say what was changed, in the
// order in which it was done. A base path such as /pim or /index.php stays.
//
// The error is an *[InputError] with the Field "pim" and one of the codes
// pim_empty, pim_blank, pim_scheme, pim_user_info, pim_no_host, pim_host,
// pim_port and pim_path.
func ParseAddress(text string) (Address, []Trim, error) {
	var trims []Trim
	trim := func(code, cut string) {
		if cut != "" {
			trims = append(trims, Trim{code, cut})
		}
	}
	refuse := func(code string, at int, message, next string) (Address, []Trim, error) {
		return Address{}, nil, &InputError{code, "pim", at, message, next}
	}

	rest := strings.TrimFunc(text, blank)
	lead := strings.Index(text, rest)
	trim("blanks_trimmed", text[:lead]+text[lead+len(rest):])
	if rest == "" {
		return Address{}, nil, Address{}.valid()
	}
	if i := strings.IndexFunc(rest, blank); i >= 0 {
		return refuse("pim_blank", lead+i, fmt.Sprintf("The address holds a blank or a control character at byte %d", lead+i), "Take it out.")
	}

	scheme, after, ok := strings.Cut(rest, "://")
	if ok && !strings.ContainsAny(scheme, "/?#") {
		scheme, rest = strings.ToLower(scheme), after
		if scheme != "http" && scheme != "https" {
			return refuse("pim_scheme", -1, "The address begins with another scheme than http or https", "Begin it with https://, or with http:// on this machine.")
		}
	} else {
		scheme, rest = "", strings.TrimPrefix(rest, "//")
	}
	at := strings.LastIndex(text, rest)

	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	authority, rest := rest[:end], rest[end:]
	if strings.Contains(authority, "@") {
		return refuse("pim_user_info", -1, "The address holds a user name or password before the @", "Take them out: they have their own fields.")
	}
	host, port, err := splitHost(strings.ToLower(authority), at)
	if err != nil {
		return Address{}, nil, err
	}
	if scheme == "" {
		if host == "http" || host == "https" {
			return refuse("pim_scheme", -1, "The address lacks :// after its scheme", "Begin it with https://, or with http:// on this machine.")
		}
		scheme = "https"
		if isLocal(host) {
			scheme = "http"
		}
		trim("scheme_added", scheme+"://")
	}
	if port != "" && port != map[string]string{"http": "80", "https": "443"}[scheme] {
		host += ":" + port
	}

	cut := func(code string, from int) {
		if from >= 0 {
			trim(code, rest[from:])
			rest = rest[:from]
		}
	}
	cut("fragment_trimmed", strings.IndexByte(rest, '#'))
	cut("query_trimmed", strings.IndexByte(rest, '?'))
	cut("path_trimmed", routeIn(rest))
	cut("slash_trimmed", len(strings.TrimRight(rest, "/")))
	if i := strings.IndexFunc(rest, notInPath); i >= 0 || hasDots(rest) {
		return refuse("pim_path", -1, "The path of the address holds what a browser would rewrite", "Write it as the browser shows it after opening the PIM: special characters as %XX, no . or .. between slashes.")
	}
	return Address{scheme, host, rest}, trims, nil
}

// blank takes for a blank whatever nobody sees: the usual ones, control
// characters, and the zero-width ones that chats and documents add.
func blank(c rune) bool {
	return unicode.IsSpace(c) || unicode.IsControl(c) || c >= 0x200B && c <= 0x200D || c == 0xFEFF
}

// splitHost checks host and port; at is where they stand in the text.
func splitHost(authority string, at int) (host, port string, err error) {
	host = authority
	colon := strings.LastIndexByte(authority, ':')
	if colon > strings.LastIndexByte(authority, ']') {
		host, port = authority[:colon], authority[colon+1:]
	}
	if host == "" {
		return "", "", &InputError{"pim_no_host", "pim", -1, "The address lacks the name of a host", "Type the address that you open the PIM with, such as https://pim.example.com."}
	}
	if i := hostFault(host); i >= 0 {
		return "", "", &InputError{"pim_host", "pim", at + i, fmt.Sprintf("The host is not a valid name or IP address at byte %d", at+i), "Use letters, digits, hyphens and dots; a name with other letters in its ASCII form, xn--…."}
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return "", "", &InputError{"pim_port", "pim", at + colon + 1, "The port is not a number from 1 to 65535", "Correct what follows the last colon of the host, or take it out."}
		}
		port = strconv.Itoa(int(n))
	}
	return host, port, nil
}

// hostFault returns the byte at which host stops being a name, an IPv4 address
// in four decimal numbers or an IPv6 address in brackets; -1: it is one.
func hostFault(host string) int {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, ok = strings.CutSuffix(inner, "]")
		if !ok || strings.Count(inner, ":") < 2 || strings.Trim(inner, "0123456789abcdef:.") != "" {
			return 0
		}
		return -1
	}
	for i := range len(host) {
		c := host[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_':
		case c == '.' && i > 0 && host[i-1] != '.':
		default:
			return i
		}
	}
	// A browser takes a host that ends in a number for an IPv4 address, and
	// rewrites 127.1 and 0x7f.0.0.1.
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	last := labels[len(labels)-1]
	if strings.Trim(last, "0123456789") != "" && !strings.HasPrefix(last, "0x") {
		return -1
	}
	for _, label := range labels {
		n, err := strconv.ParseUint(label, 10, 8)
		if err != nil || strconv.Itoa(int(n)) != label || len(labels) != 4 || strings.HasSuffix(host, ".") {
			return 0
		}
	}
	return -1
}

// isLocal reports whether host is this machine, where https is rare.
func isLocal(host string) bool {
	isIPv4 := strings.Trim(host, "0123456789.") == ""
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "[::1]" || isIPv4 && strings.HasPrefix(host, "127.")
}

// routeIn returns where in path a route of a PIM begins, or -1.
func routeIn(path string) int {
	first := -1
	for _, route := range []string{"/api", "/connect", "/rest", "/user/login"} {
		for from := 0; ; {
			i := strings.Index(path[from:], route)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(route)
			if end == len(path) || path[end] == '/' {
				if first < 0 || start < first {
					first = start
				}
				break
			}
			from = end
		}
	}
	return first
}

// notInPath reports whether c may not stand in a path (RFC 3986 §3.3), or, as
// the backslash does, means something else there.
func notInPath(c rune) bool {
	return c >= unicode.MaxASCII || strings.ContainsRune("\"<>\\^`{|}[]", c)
}

// hasDots reports whether path has a part that a browser resolves.
func hasDots(path string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(strings.ToLower(path), "%2e", "."), "/") {
		if part == "." || part == ".." {
			return true
		}
	}
	return false
}
