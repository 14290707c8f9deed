// Addresses and methods that a PIM has no route for.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// An asked is the method and path that were asked for: those of the request
// or, where it is not known, those that the PIM repeats in its answer.
type asked struct {
	method string
	host   string
	path   string // whole: the folder and the route
	at     int    // where it stands in the address, or in the answer's body
	repeat bool   // it is the answer's
	folder string // of the PIM, if the path has a route
	route  string
}

// asks fills in what the path is made of.
func (a *asked) asks(path string) *asked {
	_, route := routeOf(path)
	a.path, a.route, a.folder = path, route, strings.TrimSuffix(path, route)
	return a
}

// asked returns what was asked for; nil: nobody knows.
func (x *examination) asked() *asked {
	a := asked{method: strings.ToUpper(x.q.Method)}
	if strings.HasPrefix(x.q.URL, "/") { // as a log has it
		path, _, _ := strings.Cut(x.q.URL, "?")
		return a.asks(path)
	}
	u, err := urltext.Parse(x.q.URL)
	if x.q.URL == "" || err != nil {
		return x.repeated()
	}
	scheme, rest, ok := strings.Cut(x.q.URL, "://")
	if !ok || u.Host == "" {
		return nil
	}
	a.host, a.at = u.Host, len(scheme)+len("://")
	if slash := strings.IndexByte(rest, '/'); slash >= 0 {
		a.at += slash
	}
	return a.asks(u.Path)
}

// repeated reads the request that a PIM names when it has no route for it.
func (x *examination) repeated() *asked {
	rest, ok := strings.CutPrefix(x.message, `No route found for "`)
	if !ok {
		return nil
	}
	line, _, closed := strings.Cut(rest, `"`)
	method, address, two := strings.Cut(line, " ")
	// In JSON each slash of it is two bytes; the mark covers them all.
	at := strings.Index(string(x.r.Body), method+" ")
	u, err := urltext.Parse(address)
	if !closed || !two || err != nil || at < 0 {
		return nil
	}
	a := asked{method: method, host: u.Host, at: at, repeat: true}
	return a.asks(u.Path)
}

// inPath marks a stretch of the path, or the whole message where the path
// stands in an answer.
func (x *examination) inPath(a *asked, from, to int) *Mark {
	if a.repeat {
		return x.atMessage()
	}
	return x.atURL(a.at+from, a.at+to)
}

// fixPath sets another path, where the request is known.
func (x *examination) fixPath(f *Finding, a *asked, path string) {
	if !a.repeat {
		x.fixAddress(f, x.q.URL[:a.at]+path+x.q.URL[a.at+len(a.path):])
	}
}

// has404 reports whether the rules of routing found something about the path.
func (x *examination) has404() bool {
	return x.holdsAny("trailing_slash route_double_slash index_php pim_folder route_misspelled route_version")
}

// routable reports whether the address ends in a route of a PIM.
func (x *examination) routable() bool { return routeAt(x.path) != nil }

// isBefore reports whether the PIM is of a version before another, if that is
// known. Up to 5.0 a PIM repeats the path in its answer, from 6.0 on the whole
// address.
func (x *examination) isBefore(v authcore.Version) (is, known bool) {
	if x.known.Version != "" {
		return !x.atLeast(v), true
	}
	a := x.repeated()
	if a == nil {
		return false, false
	}
	if a.host == "" {
		is = v.AtLeast(authcore.V6_0)
		return is, is
	}
	return false, authcore.V6_0.AtLeast(v)
}

// routed is for the address and the method.
func routed(x *examination) {
	a := x.asked()
	if a == nil || x.sent && x.returns() || x.answer == success {
		if x.answer == noRoute {
			x.note(Likely, "route_unknown @message")
		}
		return
	}
	lone := x.answer == unreadableStatus
	if x.answer == methodRefused || lone && x.r.Status == 405 {
		wrongMethod(x, a)
		return
	}
	switch x.answer {
	case none, noRoute, notFound, htmlPage, tokenMissing, unreadableStatus, brokenJSON:
		if wrongPath(x, a) {
			return
		}
	}
	switch x.answer {
	case none:
		wrongMethod(x, a)
	case noRoute:
		sure := Possible
		if !x.sent || !x.routable() {
			sure = Likely
		}
		x.note(sure, "route_unknown @message")
	case notFound:
		notThere(x)
	case htmlPage, unreadableStatus:
		if x.shownStatus() == 404 {
			noRewriting(x, a)
		}
	}
}

// notThere is for a route that is right and a code that is not.
func notThere(x *examination) {
	if !x.saysItsStatus() {
		return
	}
	sure := Likely
	if holdsOne(x.message, "not exist,not found") {
		sure = Certain
	}
	x.note(sure, "not_found @message")
}

// wrongMethod is for a method that the path does not have.
func wrongMethod(x *examination, a *asked) {
	allow, said := "", x.answerLine("Allow")
	if route := routeAt(a.route); route != nil {
		allow = strings.ReplaceAll(route.methods, ",", ", ")
	}
	if x.answer == none && (allow == "" || allow == "?" || a.method == "") {
		return
	}
	if _, named, ok := strings.Cut(x.message, "(Allow: "); ok {
		allow, _, _ = strings.Cut(named, ")")
	} else if said.value != "" {
		allow = said.value
	}
	get := a.method
	if get == "HEAD" {
		get = "GET"
	}
	for _, one := range strings.Split(allow, ",") {
		if strings.TrimSpace(one) == get && get != "" {
			return
		}
	}
	mark := x.atMethod()
	if a.repeat {
		mark = x.atMessage()
	}
	if a.method == "OPTIONS" {
		x.tell(Certain, mark, "preflight", "")
		return
	}
	f := x.tell(Certain, mark, "method_wrong method", a.method).arg("allow", allow).at(said.mark)
	switch {
	case a.repeat || allow == "?" || allow == "":
	case !strings.Contains(allow, ","):
		x.fixed(f).Method = allow
	case a.method == "PUT" && strings.Contains(allow, "PATCH"):
		x.fixed(f).Method = "PATCH"
	}
}
