// The site over HTTP, from memory.

package host

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// notFound stands alone: where it is shown, no relative address is known.
const notFound = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Not found · PIM Auth Playground</title>
<h1>There is no such page</h1>
<p><a href="/">To the playground</a></p>
</html>
`

// LocalPIM is where the pages expect the demo PIM on localhost unless they are
// served with something else beside them.
const LocalPIM = "http://localhost:8081"

// A Site is the pages, as they are served.
type Site struct {
	Files  map[string]File // by path: "index.html", "assets/main-….js"
	Inline string          // the script in each page, which the policy names
}

// A File is a file of the site in the forms that it is sent in.
type File struct {
	Plain  []byte
	Brotli []byte // nil where it would not be smaller
	Gzip   []byte // nil likewise
}

// A Local is the PIM that runs beside the pages.
type Local struct {
	Address string `json:"address"`         // "http://localhost:8081"
	Kind    string `json:"kind"`            // "demo", or "relay" for one to somebody's own
	PIM     string `json:"pim,omitempty"`   // of a relay: where it leads
	Token   bool   `json:"token,omitempty"` // of a relay: whether it asks for a token
}

// Config is the file config.json, which tells the pages what there is on
// localhost.
func Config(local Local) []byte {
	// Marshal fails for values that JSON lacks; strings are none.
	text, _ := json.Marshal(map[string]Local{"local": local})
	return append(text, '\n')
}

// Handler serves the site as it is.
func (s *Site) Handler() http.Handler {
	return siteHandler(s.Files, HeaderPolicy(s.Inline))
}

// beside serves the site with a PIM beside it.
func (s *Site) beside(local Local) http.Handler {
	files := maps.Clone(s.Files)
	files["config.json"] = File{Plain: Config(local)}
	return siteHandler(files, HeaderPolicy(s.Inline))
}

// siteHandler serves files, and nothing that is not one of them: a path is a
// key of the map, so there is no way out of it.
func siteHandler(files map[string]File, policy string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to := loopbackName(r.Host); to != "" {
			redirect(w, "http://"+to+r.URL.RequestURI())
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		f, ok := files[name]
		if page, found := files[name+".html"]; !ok && found {
			f, ok, name = page, true, name+".html"
		}
		if _, page := files[name+"/index.html"]; !ok && page {
			// Relative, and with the query: it may say which PIM.
			to := name[strings.LastIndexByte(name, '/')+1:] + "/"
			if r.URL.RawQuery != "" {
				to += "?" + r.URL.RawQuery
			}
			redirect(w, to)
			return
		}
		if !ok {
			setHeaders(w.Header(), "404.html", policy)
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, notFound)
			return
		}
		setHeaders(w.Header(), name, policy)
		send(w, r, f)
	})
}

// redirect sends the browser elsewhere, for this once: a permanent answer would
// outlive the server in the browser's memory of this port.
func redirect(w http.ResponseWriter, to string) {
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusFound)
}

// loopbackName returns what the playground is called where host names the
// loopback by number: one origin, or half of what a page keeps would be
// missing. It is empty for other hosts.
func loopbackName(host string) string {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = strings.Trim(host, "[]"), ""
	}
	if ip := net.ParseIP(name); ip == nil || !ip.IsLoopback() {
		return ""
	}
	if port == "" {
		return "localhost"
	}
	return "localhost:" + port
}

// send writes a file in the best form that the browser takes.
func send(w http.ResponseWriter, r *http.Request, f File) {
	body, coding := f.Plain, ""
	accepted := r.Header.Get("Accept-Encoding")
	switch {
	case f.Brotli != nil && accepts(accepted, "br"):
		body, coding = f.Brotli, "br"
	case f.Gzip != nil && accepts(accepted, "gzip"):
		body, coding = f.Gzip, "gzip"
	}
	h := w.Header()
	digest := sha256.Sum256(f.Plain)
	tag := fmt.Sprintf(`"%x%s"`, digest[:12], coding) // each form its own: they differ in bytes
	h.Set("ETag", tag)
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // nothing leaves for HEAD; an error means that the browser has gone
}

// accepts reports whether an Accept-Encoding line takes a coding (RFC 9110
// §12.5.3). The line is a list; q=0 refuses.
func accepts(line, coding string) bool {
	for item := range strings.SplitSeq(line, ",") {
		name, weight, _ := strings.Cut(item, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		_, q, _ := strings.Cut(strings.ReplaceAll(weight, " ", ""), "q=")
		value, err := strconv.ParseFloat(q, 64)
		return err != nil || value > 0
	}
	return false
}
