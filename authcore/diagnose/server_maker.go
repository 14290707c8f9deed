// Who made a page: the web server, or what stands before it.

package diagnose

import (
	"strconv"
	"strings"
)

// A makerOf is a text by which a page, or the header Server, tells who made it.
type makerOf struct {
	text, name string
	front      bool // it stands before web servers and serves no files itself
}

// makers are looked for from the top: what stands before others names itself
// and leaves the name of the others in the page.
var makers = [...]makerOf{
	{"cloudflare", "cloudflare", true},
	{"cloudfront", "cloudfront", true},
	{"awselb", "aws_elb", true},
	{"incapsula", "imperva", true},
	{"imperva", "imperva", true},
	{"sucuri", "sucuri", true},
	{"akamai", "akamai", true},
	{"support id is", "f5", true},
	{"big-ip", "f5", true},
	{"mod_security", "modsecurity", true},
	{"modsecurity", "modsecurity", true},
	{"varnish", "varnish", true},
	{"guru meditation", "varnish", true},
	{"haproxy", "haproxy", true},
	{"no server is available to handle this request", "haproxy", true},
	{"upstream connect error", "envoy", true},
	{"no healthy upstream", "envoy", true},
	{"envoy", "envoy", true},
	{"default backend - 404", "kubernetes", true},
	{"404 page not found", "traefik", true},
	{"traefik", "traefik", true},
	{"squid", "squid", true},
	{"zscaler", "zscaler", true},
	{"fortigate", "fortinet", true},
	{"fortinet", "fortinet", true},
	{"google frontend", "google", true},
	{"openresty", "openresty", false},
	{"nginx", "nginx", false},
	{"litespeed", "litespeed", false},
	{"lighttpd", "lighttpd", false},
	{"microsoft-iis", "iis", false},
	{"iis ", "iis", false},
	{"caddy", "caddy", false},
	{"apache", "apache", false},
	{"was not found on this server", "apache", false},
	{"you don't have permission to access", "apache", false},
}

// glance is the beginning of the answer's body in small letters: who made a
// page says so there.
func (x *examination) glance() string {
	return strings.ToLower(string(x.r.Body[:min(len(x.r.Body), 1<<15)]))
}

// unknownMaker is for a page that does not say who made it.
var unknownMaker = makerOf{name: "unknown_server"}

// makerIn finds who a text names, and where.
func makerIn(text string) (*makerOf, int) {
	for i := range makers {
		if at := strings.Index(text, makers[i].text); at >= 0 {
			return &makers[i], at
		}
	}
	return nil, 0
}

// maker tells who made the page that came.
func (x *examination) maker() (*makerOf, *Mark) {
	if m, i := makerIn(x.glance()); m != nil {
		return m, x.atAnswer(i, i+len(m.text))
	}
	for line := range x.r.Header {
		if f := &x.r.Header[line]; strings.EqualFold(f.Name, "Server") || strings.EqualFold(f.Name, "Via") {
			if m, _ := makerIn(strings.ToLower(f.Value)); m != nil {
				return m, mark("response", "header", line, 0, len(f.Value))
			}
		}
	}
	return &unknownMaker, x.status()
}

// shownStatus is the answer's status or, of a page that came with 200, the one
// that its title names: a page that was copied without its header has no other,
// and some servers send their errors so.
func (x *examination) shownStatus() int {
	if x.r.Status != 200 || x.answer != htmlPage && x.answer != brokenJSON {
		return x.r.Status
	}
	page := x.glance()
	for _, tag := range strings.Fields("<title <h1 <h2") {
		_, text, _ := strings.Cut(page, tag)
		text, _, closed := strings.Cut(text, "</")
		if !closed {
			continue
		}
		for _, number := range strings.FieldsFunc(text, func(c rune) bool { return c < '0' || c > '9' }) {
			if n, _ := strconv.Atoi(number); len(number) == 3 && n >= 400 && n < 600 {
				return n
			}
		}
	}
	return 200
}
