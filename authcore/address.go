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
	if port != "" && scheme+port != "http80" && scheme+port != "https443" {
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
	if wrongPath(rest) {
		return refuse("pim_path", -1, "The path of the address holds what a browser would rewrite", "Write it as the browser shows it after opening the PIM: special characters as %XX, no . or .. between slashes.")
	}
	return Address{scheme, host, rest}, trims, nil
}

// blank takes for a blank whatever nobody sees: the usual ones, control
// characters, and the zero-width ones that chats and documents add.
func blank(c rune) bool {
	return unicode.IsSpace(c) || unicode.IsControl(c) || c >= 0x200B && c <= 0x200D || c == 0xFEFF
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

// wrongPath reports whether path holds what may not stand there (RFC 3986
// §3.3), or what a browser rewrites: the backslash, and parts . and ..
func wrongPath(path string) bool {
	for i := range len(path) {
		c := path[i]
		if c >= unicode.MaxASCII || strings.IndexByte("\"<>\\^`{|}[]", c) >= 0 {
			return true
		}
		if c == '%' {
			if _, err := strconv.ParseUint(path[i+1:min(i+3, len(path))], 16, 8); err != nil || i+3 > len(path) {
				return true
			}
		}
	}
	for _, part := range strings.Split(strings.ReplaceAll(strings.ToLower(path), "%2e", "."), "/") {
		if part == "." || part == ".." {
			return true
		}
	}
	return false
}
