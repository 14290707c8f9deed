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

// maker tells who made the page that came; the zero value: it does not say.
func (x *examination) maker() (makerOf, Mark) {
	page := x.glance()
	for _, m := range makers {
		if i := strings.Index(page, m.text); i >= 0 {
			return m, x.inAnswer("body", 0, i, i+len(m.text))
		}
	}
	for line, f := range x.r.Header {
		if !strings.EqualFold(f.Name, "Server") && !strings.EqualFold(f.Name, "Via") {
			continue
		}
		for _, m := range makers {
			if strings.Contains(strings.ToLower(f.Value), m.text) {
				return m, x.inAnswer("header", line, 0, len(f.Value))
			}
		}
	}
	return makerOf{name: "unknown_server"}, x.status()
}

// shownStatus is the answer's status or, of a page that came with 200, the one
// that its title names: a page that was copied without its header has no other,
// and some servers send their errors so.
func (x *examination) shownStatus() int {
	if x.r.Status != 200 || x.answer != htmlPage && x.answer != brokenJSON {
		return x.r.Status
	}
	page := x.glance()
	for _, tag := range [...]string{"<title", "<h1", "<h2"} {
		_, text, ok := strings.Cut(page, tag)
		text, _, closed := strings.Cut(text, "</")
		if !ok || !closed {
			continue
		}
		for i := 0; i+3 <= len(text); i++ {
			n, err := strconv.Atoi(text[i : i+3])
			digits := i > 0 && strings.IndexByte(figures, text[i-1]) >= 0 || i+3 < len(text) && strings.IndexByte(figures, text[i+3]) >= 0
			if err == nil && n >= 400 && n < 600 && !digits {
				return n
			}
		}
	}
	return 200
}

// status marks the answer's status.
func (x *examination) status() Mark { return x.inAnswer("status", 0, 0, 0) }

// answerLine returns a line of the answer's header, -1 if there is none.
func (x *examination) answerLine(name string) (int, string) {
	for i, f := range x.r.Header {
		if strings.EqualFold(f.Name, name) {
			return i, f.Value
		}
	}
	return -1, ""
}
