// The host of a PIM's address and its port, in the one spelling that browsers
// send.

package authcore

import (
	"fmt"
	"strconv"
	"strings"
)

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
	inner, opened := strings.CutPrefix(host, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	if address, ok := canonicalIPv6(inner); ok && opened && closed {
		host = "[" + address + "]"
	} else if i := hostFault(host); i >= 0 {
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

// hostFault returns the byte at which host stops being a name or an IPv4
// address in four decimal numbers; -1: it is one.
func hostFault(host string) int {
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

// canonicalIPv6 returns an address as RFC 5952 §4 spells it, and whether it is
// one. The forms with an IPv4 address at the end or a zone are not known here.
// Why not net/netip? It would add 30 KB to the WebAssembly module.
func canonicalIPv6(text string) (string, bool) {
	head, tail, short := strings.Cut(text, "::")
	front, ok := hextets(head)
	back, alsoOK := hextets(tail)
	missing := 8 - len(front) - len(back)
	if !ok || !alsoOK || short && missing < 1 || !short && missing != 0 {
		return "", false
	}
	all := append(append(front, make([]uint64, missing)...), back...)

	// The first of the longest runs of two or more zeros becomes ::.
	from, to := 0, 0
	for i := 0; i < 8; i++ {
		j := i
		for j < 8 && all[j] == 0 {
			j++
		}
		if j-i > max(1, to-from) {
			from, to = i, j
		}
		i = j
	}
	if to == 0 {
		return join(all), true
	}
	return join(all[:from]) + "::" + join(all[to:]), true
}

func hextets(text string) (all []uint64, ok bool) {
	if text == "" {
		return nil, true
	}
	for _, part := range strings.Split(text, ":") {
		n, err := strconv.ParseUint(part, 16, 16)
		if err != nil || len(part) > 4 {
			return nil, false
		}
		all = append(all, n)
	}
	return all, true
}

func join(all []uint64) string {
	parts := make([]string, len(all))
	for i, n := range all {
		parts[i] = strconv.FormatUint(n, 16)
	}
	return strings.Join(parts, ":")
}
