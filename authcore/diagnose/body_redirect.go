// A POST that a redirect made a GET, or whose body it lost.

package diagnose

import "strings"

// redirectedFrom returns the number of the exchange before, if it was a POST
// to the token route that was answered by a redirect; else -1.
func (x *examination) redirectedFrom() int {
	for i := len(x.before) - 1; i >= 0; i-- {
		c := &x.before[i]
		if c.Request == nil || c.Response == nil || c.Response.Status < 300 || c.Response.Status > 399 {
			return -1
		}
		if c.Request.Method == "POST" {
			return i
		}
	}
	return -1
}

func (x *examination) redirectedBefore() bool {
	i := x.redirectedFrom()
	return i >= 0 && len(x.before[i].Request.Body) > 0 && len(x.q.Body) == 0
}

// sayRedirected adds a finding about the POST before, which is sent again to
// where it was redirected to.
func (x *examination) sayRedirected(code string, i int) *Finding {
	post := x.before[i].Request
	f := x.find(code, Certain).mark("earlier", "method", i, 0, len(post.Method)).fix(*post)
	f.Fix.URL = x.q.URL
	return f
}

// becameGet is for a GET that was meant to be a POST.
func becameGet(x *examination) {
	if x.sent && x.route != routeToken {
		return
	}
	if i := x.redirectedFrom(); i >= 0 && x.q.Method == "GET" {
		x.sayRedirected("redirected_get", i).show("method", 0, 0, len(x.q.Method))
		return
	}
	// What the PIM answers names the method that it saw.
	seen, says := strings.CutPrefix(x.message, `No route found for "GET `)
	if !says || x.answer != methodRefused || !strings.Contains(x.message, tokenPath+`"`) {
		return
	}
	seen, _, _ = strings.Cut(seen, `"`)
	certainty := Possible
	switch {
	case x.q.Method == "POST":
		certainty = Certain
	case x.sent && x.q.Method != "GET":
		return
	}
	f := x.find("redirected_get", certainty).because(x.inMessage())
	if certainty == Certain && strings.HasPrefix(seen, "http") && seen != x.q.URL {
		f.fix(x.withURL(seen))
	}
}
