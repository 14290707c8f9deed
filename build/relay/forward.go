// What goes to the PIM and what comes back: the same, less what is not meant
// for the other side.

package relay

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"
)

// browsersOwn are header lines that a browser writes and a page cannot, beside
// all that begin with Sec-. Expect is between the page and the relay.
var browsersOwn = []string{
	"Origin", "Referer", "User-Agent", "Accept-Language", "Accept-Encoding", "Cookie", "Dnt", "Expect",
	"Access-Control-Request-Private-Network",
}

// removeHeader names the lines that the browser added although the page could
// have written them: of Accept: */* nobody else knows who it was.
const removeHeader = "X-Relay-Remove"

// read reads the body of a request to its end, so that the PIM gets all of it or
// nothing.
func read(w http.ResponseWriter, r *http.Request) ([]byte, *problem) {
	connection := http.NewResponseController(w) // that of a recorder knows no deadlines and needs none
	_ = connection.SetReadDeadline(time.Now().Add(patience))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var tooLarge *http.MaxBytesError
	var failure net.Error
	switch {
	case errors.As(err, &tooLarge):
		return nil, &problem{code: codeTooLarge,
			message: "The body of the request is longer than the 10 MB that the relay takes.",
			next:    "Send less at once: a PIM as installed takes 8 MB."}
	case errors.As(err, &failure) && failure.Timeout():
		return nil, &problem{code: codeRequest, message: "The body of the request did not come within 30 seconds.", next: "Send it again."}
	case err != nil:
		return nil, &problem{code: codeRequest, message: "The body of the request broke off.", next: "Send it again."}
	}
	// Or it would count while the PIM works: net/http goes on reading, to notice
	// when the page leaves.
	_ = connection.SetReadDeadline(time.Time{})
	return body, nil
}

// withBody returns the request with a body of known length.
func withBody(r *http.Request, body []byte) *http.Request {
	r = r.WithContext(r.Context()) // a copy
	r.ContentLength, r.TransferEncoding, r.Trailer = int64(len(body)), nil, nil
	r.Body = http.NoBody
	if len(body) > 0 {
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	return r
}

// rewrite makes the PIM's request of the page's.
func (h *Handler) rewrite(r *httputil.ProxyRequest) {
	r.Out.URL = h.destination(r.In)
	r.Out.Host = h.PIM.Host()

	// httputil has taken these for a proxy's.
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
		if lines := r.In.Header[name]; lines != nil {
			r.Out.Header[name] = lines
		}
	}
	out := r.Out.Header
	for _, names := range out.Values(removeHeader) {
		for name := range strings.SplitSeq(names, ",") {
			out.Del(strings.TrimSpace(name))
		}
	}
	for name := range out {
		if strings.HasPrefix(name, "Sec-") {
			out.Del(name)
		}
	}
	for _, name := range append(browsersOwn, tokenHeader, removeHeader, "Te") {
		out.Del(name)
	}
}

// destination is where a request goes: the PIM, and behind its base path the
// target, byte for byte.
func (h *Handler) destination(r *http.Request) *url.URL {
	path, query, hasQuery := strings.Cut(h.base()+r.RequestURI, "?")
	u := &url.URL{Scheme: h.PIM.Scheme(), Host: h.PIM.Host(), RawQuery: query, ForceQuery: hasQuery}
	if strings.HasPrefix(path, "//") {
		// Opaque would take it for a host. This way some characters are escaped
		// that browsers leave alone; malformed refuses such a path.
		u.RawPath = path
		u.Path, _ = url.PathUnescape(path) // net/http has read it
	} else {
		u.Opaque = path
	}
	return u
}

// base is the path of the PIM's address.
func (h *Handler) base() string { return strings.TrimPrefix(h.PIM.String(), h.PIM.Origin()) }

// clean makes the page's answer of the PIM's. An error is a problem to tell.
func (h *Handler) clean(answer *http.Response) error {
	switch status := answer.StatusCode; {
	case status < 200:
		return &problem{code: codeReset,
			message: h.PIM.Host() + " changed the protocol, which nobody had asked for.",
			next:    "See what stands before the PIM: this is no answer of a PIM."}
	case status < 400 && status >= 300:
		return h.redirected(status, answer.Header.Get("Location"))
	}
	header := answer.Header
	for name := range header {
		if strings.HasPrefix(name, "Access-Control-") {
			header.Del(name) // the PIM's own are for pages that reach it directly
		}
	}
	header.Del(errorHeader)
	// Cookies know no ports: the PIM's would go to every server on localhost, and
	// Clear-Site-Data would clear what they hold there.
	for _, name := range []string{"Set-Cookie", "Set-Cookie2", "Clear-Site-Data"} {
		header.Del(name)
	}
	// The two that the relay adds itself are read, too.
	all := header.Clone()
	all.Set("Access-Control-Allow-Origin", "")
	all.Set("Vary", "")
	expose(all)
	header.Set("Access-Control-Expose-Headers", all.Get("Access-Control-Expose-Headers"))
	return nil
}

// A patient writer gives the page time for each piece of an answer, where the
// server has one time for the whole, and sends each at once: a stream is one on
// the other side, too.
type patient struct{ http.ResponseWriter }

func (p *patient) Write(text []byte) (int, error) {
	n, err := p.waiting().Write(text)
	if err == nil {
		err = http.NewResponseController(p.ResponseWriter).Flush()
	}
	return n, err
}

// FlushError is what httputil calls where the answer says no length.
func (p *patient) FlushError() error {
	return http.NewResponseController(p.waiting()).Flush()
}

// waiting returns the writer, whose time begins anew.
func (p *patient) waiting() http.ResponseWriter {
	_ = http.NewResponseController(p.ResponseWriter).SetWriteDeadline(time.Now().Add(patience))
	return p.ResponseWriter
}
