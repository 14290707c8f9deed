// Addresses of Apps: which of them a PIM takes, and how it adds to one what it
// has to say.

package demopim

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/urltext"
)

// What the parts of an address may hold.
const (
	inPort  = "0123456789"
	inHex   = inPort + "abcdefABCDEF"
	inWord  = inPort + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	inName  = inWord + "-_"
	inLogin = inName + ".%:"
	inPath  = inName + ".~!$&'()*+,;=:@%/"
)

// holdsOnly reports whether all of a text's ASCII is allowed. Whatever is
// beyond passes for a letter: the tables that know better are not worth their
// weight.
func holdsOnly(s, allowed string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < utf8.RuneSelf && !strings.ContainsRune(allowed, r) })
}

// isNoURL refuses what Symfony's Url constraint refuses, for http and https.
// An empty text is another rule's.
func isNoURL(s string) bool {
	for i, after := range strings.Split(s, "%") {
		if i > 0 && (len(after) < 2 || strings.Trim(after[:2], inHex) != "") {
			return true
		}
	}
	scheme, rest, _ := strings.Cut(s, "://")
	rest, fragment, _ := strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	rest, path, _ := strings.Cut(rest, "/")
	login, host, found := strings.Cut(rest, "@")
	if !found {
		login, host = "nobody", rest
	}
	port := "80"
	if at := strings.LastIndexByte(host, ':'); at > strings.LastIndexByte(host, ']') {
		host, port = host[:at], host[at+1:]
	}
	known := strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
	fits := known && isHost(host) && login != "" && port != "" &&
		holdsOnly(login, inLogin) && holdsOnly(port, inPort) && holdsOnly(path, inPath) && holdsOnly(query, inPath+"[]?") && holdsOnly(fragment, inPath+"?")
	return s != "" && !fits
}

// isHost takes an IPv6 address in brackets, one label, or several of which the
// last is a word. An IPv4 address is such a name.
func isHost(s string) bool {
	if six, bracketed := strings.CutPrefix(s, "["); bracketed {
		six, bracketed = strings.CutSuffix(six, "]")
		return bracketed && strings.Count(six, ":") > 1 && strings.Trim(six, inHex+":.") == ""
	}
	s = strings.TrimSuffix(s, ".")
	at := strings.LastIndexByte(s, '.')
	if at < 0 {
		return s != "" && strings.Trim(s, inName) == ""
	}
	return !strings.Contains("."+s+".", "..") && holdsOnly(s[:at], inName+"$+<=>^`|~.") && holdsOnly(s[at:], inWord+".")
}

// activation is the address at which a person opens an App: it is told which
// PIM the person comes from.
func (c *call) activation(a *customApp) string {
	return withQuery(a.activateURL, "pim_url="+urltext.QueryEscape(c.origin))
}

// withQuery adds to an address as a PIM does: a fragment does not matter to
// it, and only a query that says something is one.
func withQuery(address, query string) string {
	before, _, _ := strings.Cut(address, "#")
	if _, said, _ := strings.Cut(before, "?"); said != "" {
		return address + "&" + query
	}
	return address + "?" + query
}
