// What may stand in a recipe: an origin, a base path and a host in the one form
// that browsers and servers write them in, of characters that mean nothing in
// any configuration.

package cors

import (
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

var (
	originShape = regexp.MustCompile(`^(https?)://([a-z0-9._-]+|\[[0-9a-f:]+\])(?::([0-9]{1,5}))?$`)
	labelShape  = regexp.MustCompile(`^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$`)
	pathShape   = regexp.MustCompile(`^(?:/[A-Za-z0-9._~-]+)*$`)
)

const example = "such as https://docs.example.com or http://localhost:8080"

// checkOrigin refuses what no browser sends as an Origin, and what would let
// more than one page's host in.
func checkOrigin(origin string) error {
	lower := strings.ToLower(origin)
	switch {
	case origin == "":
		return errors.New("the origin is missing: give scheme, host and port of the page, " + example)
	case strings.Contains(origin, "*"):
		return fmt.Errorf("%q would let every page read this PIM's answers: give the origin of one, %s", origin, example)
	case lower == "null":
		return errors.New("the origin null is that of local files and of every frame that is boxed in, a stranger's too: serve the page by http or https and give its origin, " + example)
	case strings.ContainsFunc(origin, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return fmt.Errorf("%q has blanks or control characters in it: give the origin without them, %s", origin, example)
	case strings.ContainsFunc(origin, func(r rune) bool { return r > 0x7f }):
		return fmt.Errorf("%q has other letters than ASCII's: give the host as browsers send it, in its form that begins with xn--", origin)
	case lower != origin:
		return fmt.Errorf("%q has capital letters, and browsers send none: give %q", origin, lower)
	case strings.Contains(origin, "@"):
		return fmt.Errorf("%q has a user in it, and an origin has none: give scheme, host and port, %s", origin, example)
	}
	parts := originShape.FindStringSubmatch(origin)
	if parts == nil {
		if cut := originShape.FindString(cutPath(origin)); cut != "" {
			return fmt.Errorf("%q is more than an origin: give it without path, query and slash at its end: %q", origin, cut)
		}
		return fmt.Errorf("%q is no origin: give scheme, host and port of the page, %s", origin, example)
	}
	scheme, host, port := parts[1], parts[2], parts[3]
	if err := checkName(host); err != nil {
		return err
	}
	if port == "" {
		return nil
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 || strconv.Itoa(n) != port {
		return fmt.Errorf("%q has no port of 1 to 65535 behind its colon: give the page's, or none", origin)
	}
	if scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		return fmt.Errorf("%q names the port that browsers leave out: give %q", origin, strings.TrimSuffix(origin, ":"+port))
	}
	return nil
}

// cutPath cuts an address behind its authority.
func cutPath(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return scheme + "://" + rest
}

// checkName holds a name or an address to the form that browsers send.
func checkName(host string) error {
	bare := strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	if bare != host || last != "" && strings.Trim(last, "0123456789") == "" {
		if ip, err := netip.ParseAddr(bare); err != nil || ip.Is6() != (bare != host) || ip.String() != bare {
			return fmt.Errorf("%q is no IP address in the form that browsers send, such as 192.0.2.1 or [2001:db8::1]", host)
		}
		return nil
	}
	for _, label := range labels {
		if !labelShape.MatchString(label) || len(label) > 63 || len(host) > 253 {
			return fmt.Errorf("%q is no name of a host: give one such as docs.example.com", host)
		}
	}
	return nil
}

// checkHost is for the name of a PIM's host, without port.
func checkHost(host string) error {
	if strings.ContainsAny(host, "[]:") {
		return fmt.Errorf("%q is no name of a host without port: give one such as pim.example.com", host)
	}
	return checkName(host)
}

// checkBasePath is for what stands before a PIM's routes.
func checkBasePath(path string) error {
	if strings.HasSuffix(path, "/") {
		return fmt.Errorf("the base path %q ends with a slash: leave that out", path)
	}
	if !pathShape.MatchString(path) {
		return fmt.Errorf("the base path %q is none that a recipe can hold: give one such as /pim, of letters, digits and . _ ~ -", path)
	}
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "." || segment == ".." {
			return fmt.Errorf("the base path %q leads elsewhere: leave out its parts . and .. in favour of what they mean", path)
		}
	}
	return nil
}
