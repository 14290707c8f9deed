// A POST that a redirect made a GET, or whose body it lost.

package diagnose

import "strings"

// redirectedFrom returns the number of the exchange before, if it was a POST
// to the token route that was answered by a redirect; else -1.
func (x *examination) redirectedFrom() int {
	for i := len(x.before) - 1; i >= 0; i-- {
		c := x.before[i]
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

// becameGet is for a GET that was meant to be a POST.
func becameGet(x *examination) {
	// What the PIM answers names the method that it saw.
	const sawGet = `No route found for "GET `
	says := strings.HasPrefix(x.message, sawGet) && strings.Contains(x.message, tokenPath+`"`) && x.answer == methodRefused
	switch i := x.redirectedFrom(); {
	case x.sent && x.route != routeToken:
	case i >= 0 && x.q.Method == "GET":
		q := *x.before[i].Request
		q.URL = x.q.URL
		x.find("redirected_get", Certain).because(Mark{In: "earlier", Part: "method", Line: i, To: len(q.Method)}, Mark{In: "request", Part: "method", To: len(x.q.Method)}).fix(q)
	case says && x.q.Method == "POST":
		seen, _, _ := strings.Cut(x.message[len(sawGet):], `"`)
		f := x.find("redirected_get", Certain).because(x.inMessage())
		if strings.HasPrefix(seen, "http") && seen != x.q.URL {
			f.fix(x.withURL(seen))
		}
	case says && (!x.sent || x.q.Method == "GET"):
		x.find("redirected_get", Possible).because(x.inMessage())
	}
}
