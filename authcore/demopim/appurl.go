// Addresses of Apps: which of them a PIM takes, and how it adds to one what it
// has to say.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// isNoURL refuses most of what Symfony's Url constraint refuses, for http and
// https. It knows no difference between characters that are not of ASCII, nor
// between labels of a name but for empty ones. An empty text is another
// rule's.
func isNoURL(s string) bool {
	u, err := urltext.Parse(s)
	host := u.Host
	if at := strings.LastIndexByte(host, ':'); at > strings.LastIndexByte(host, ']') && at < len(host)-1 {
		host = host[:at]
	}
	return s != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(s, "\"<>\\^`{|}") ||
		strings.Contains("."+strings.TrimSuffix(host, ".")+".", "..") || strings.HasSuffix(host, ":"))
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
