// Addresses and methods that a PIM has no route for.

package diagnose

import (
	"bytes"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// An asked is the method and path that were asked for: those of the request
// or, where it is not known, those that the PIM repeats in its answer.
type asked struct {
	method string
	host   string
	path   string // whole
	at     int    // where it stands in the address, or in the answer's body
	repeat bool   // it is the answer's
}

func (x *examination) asked() (asked, bool) {
	if strings.HasPrefix(x.q.URL, "/") { // as a log has it
		path, _, _ := strings.Cut(x.q.URL, "?")
		return asked{strings.ToUpper(x.q.Method), "", path, 0, false}, true
	}
	if u, err := urltext.Parse(x.q.URL); x.q.URL != "" && err == nil {
		at := strings.Index(x.q.URL, "://")
		if at < 0 {
			return asked{}, false
		}
		at += len("://")
		if slash := strings.IndexByte(x.q.URL[at:], '/'); slash >= 0 {
			at += slash
		}
		return asked{strings.ToUpper(x.q.Method), u.Host, u.Path, at, false}, u.Host != ""
	}
	return x.repeated()
}

// repeated reads the request that a PIM names when it has no route for it.
func (x *examination) repeated() (asked, bool) {
	const begin = `No route found for "`
	rest, ok := strings.CutPrefix(x.message, begin)
	line, _, closed := strings.Cut(rest, `"`)
	method, address, two := strings.Cut(line, " ")
	if !ok || !closed || !two {
		return asked{}, false
	}
	u, err := urltext.Parse(address)
	if err != nil {
		return asked{}, false
	}
	// In JSON each slash of it is two bytes; the mark covers them all.
	at := bytes.Index(x.r.Body, []byte(method+" "))
	return asked{method, u.Host, u.Path, at, true}, at >= 0
}

// mark returns a stretch of the path, or the whole message where the path
// stands in an answer.
func (x *examination) inPath(a asked, from, to int) Mark {
	if a.repeat {
		return x.inMessage()
	}
	return x.inURL(a.at+from, a.at+to)
}

// withPath returns the request's address with another path.
func (x *examination) withPath(a asked, path string) string {
	return x.q.URL[:a.at] + path + x.q.URL[a.at+len(a.path):]
}

// has404 reports whether the rules of routing found something about the path.
func (x *examination) has404() bool {
	for _, code := range [...]string{"trailing_slash", "route_double_slash", "index_php", "pim_folder", "route_misspelled", "route_version"} {
		if x.holds(code) {
			return true
		}
	}
	return false
}

// routable reports whether the address ends in a route of a PIM.
func (x *examination) routable() bool {
	_, ok := routeAt(x.path)
	return ok
}

// oldest and newest versions that the answer leaves possible: up to 5.0 a PIM
// repeats the path, from 6.0 on the whole address.
func (x *examination) isBefore(v authcore.Version) (is, known bool) {
	if x.known.Version != "" {
		return !authcore.Version(x.known.Version).AtLeast(v), true
	}
	if a, ok := x.repeated(); ok {
		if a.host == "" {
			return v.AtLeast(authcore.V6_0), v.AtLeast(authcore.V6_0)
		}
		return false, authcore.V6_0.AtLeast(v)
	}
	return false, false
}

// routed is for the address and the method.
func routed(x *examination) {
	a, ok := x.asked()
	if !ok || x.sent && x.returns() || x.answer == success {
		if x.answer == noRoute {
			x.find("route_unknown", Likely).because(x.inMessage())
		}
		return
	}
	if x.answer == methodRefused || x.answer == unreadableStatus && x.r.Status == 405 {
		wrongMethod(x, a)
		return
	}
	switch x.answer {
	case none, noRoute, notFound, htmlPage, tokenMissing, unreadableStatus, brokenJSON:
	default:
		return
	}
	found := wrongPath(x, a)
	switch {
	case x.answer == none && !found:
		wrongMethod(x, a)
	case x.answer == noRoute && !found:
		f := x.find("route_unknown", Possible).because(x.inMessage())
		if !x.sent || !x.routable() {
			f.Certainty = Likely
		}
	case x.answer == notFound && !found:
		notThere(x)
	case x.answer == htmlPage && x.shownStatus() == 404 && !found, x.answer == unreadableStatus && x.r.Status == 404 && !found:
		noRewriting(x, a)
	}
}

// notThere is for a route that is right and a code that is not.
func notThere(x *examination) {
	if !x.saysItsStatus() {
		return
	}
	sure := Likely
	if strings.Contains(x.message, "not exist") || strings.Contains(x.message, "not found") {
		sure = Certain
	}
	x.find("not_found", sure).because(x.inMessage())
}

// wrongMethod is for a method that the path does not have.
func wrongMethod(x *examination, a asked) {
	_, path := routeOf(a.path)
	route, known := routeAt(path)
	allow := strings.ReplaceAll(route.methods, ",", ", ")
	line, value := x.answerLine("Allow")
	if _, named, ok := strings.Cut(x.message, "(Allow: "); ok {
		allow, _, _ = strings.Cut(named, ")")
	} else if value != "" {
		allow = value
	}
	if x.answer == none && (!known || route.methods == "?" || a.method == "") {
		return
	}
	get := a.method
	if get == "HEAD" {
		get = "GET"
	}
	for one := range strings.SplitSeq(allow, ",") {
		if strings.TrimSpace(one) == get && get != "" {
			return
		}
	}
	mark := Mark{In: "request", Part: "method", To: len(x.q.Method)}
	if a.repeat {
		mark = x.inMessage()
	}
	if a.method == "OPTIONS" {
		x.find("preflight", Certain).because(mark)
		return
	}
	f := x.find("method_wrong", Certain).arg("method", a.method).arg("allow", allow).because(mark)
	if x.came && line >= 0 {
		f.because(x.inAnswer("header", line, 0, len(value)))
	}
	better := ""
	switch {
	case a.repeat:
	case !strings.Contains(allow, ","):
		better = allow
	case a.method == "PUT" && strings.Contains(allow, "PATCH"):
		better = "PATCH"
	}
	if better != "" && better != "?" {
		q := x.q
		q.Method = better
		f.fix(q)
	}
}
