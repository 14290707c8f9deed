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
	case none, noRoute, notFound, htmlPage, redirectAnswer, tokenMissing, unreadableStatus, noAnswerToSee, emptyAnswer, brokenJSON:
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

// sure is how much a fault of the path explains the answer.
func (x *examination) sureOfPath() Certainty {
	switch {
	case x.answer == none, x.answer == noRoute, x.answer == unreadableStatus && x.r.Status == 404, x.pageOfPIM():
		return Certain
	case (x.answer == htmlPage || x.answer == brokenJSON) && x.shownStatus() == 404:
		return Likely
	}
	return Possible
}

// pageOfPIM reports whether a page is how a PIM says that it has no such route
// outside of its API.
func (x *examination) pageOfPIM() bool {
	return x.answer == htmlPage && x.shownStatus() == 404 && strings.Contains(x.glance(), "oops! an error occurred")
}

// wrongPath names what is wrong with a path.
func wrongPath(x *examination, a asked) bool {
	sure := x.sureOfPath()
	_, path := routeOf(a.path)
	folder := strings.TrimSuffix(a.path, path)
	if path == a.path {
		folder = ""
	}
	fix := func(f *Finding, path string) {
		if !a.repeat {
			f.fix(x.withURL(x.withPath(a, path)))
		}
	}
	switch {
	case strings.Contains(a.path, "//") && (sure != Possible):
		i := strings.Index(a.path, "//")
		single := a.path
		for strings.Contains(single, "//") {
			single = strings.ReplaceAll(single, "//", "/")
		}
		fix(x.find("route_double_slash", sure).because(x.inPath(a, i, i+2)), single)
	case strings.HasSuffix(a.path, "/") && slashTooMany(x, a, fix):
	case folder != "" && folder != "/index.php" && wrongFolder(x, a, folder, path, fix):
	case folder == "" && lacksFolder(x, a, fix):
	default:
		return wrongRoute(x, a, folder, path, fix)
	}
	return true
}

// slashTooMany is for a path that is a route but for the slash at its end.
func slashTooMany(x *examination, a asked, fix func(*Finding, string)) bool {
	trimmed := strings.TrimRight(a.path, "/")
	_, path := routeOf(trimmed)
	route, ok := routeAt(path)
	if !ok {
		return false
	}
	sure := x.sureOfPath()
	switch {
	case x.answer == redirectAnswer:
		return false // which says so itself
	case x.answer == tokenMissing && route.path == rootPath && x.auth.line < 0:
		sure = Certain
	}
	f := x.find("trailing_slash", sure).because(x.inPath(a, len(trimmed), len(a.path)))
	if fix(f, trimmed); f.Fix != nil && route.path == rootPath {
		f.arg("what", "slash_root")
	} else {
		f.arg("what", "slash_route")
	}
	return true
}

// wrongFolder is for what stands before the route.
func wrongFolder(x *examination, a asked, folder, path string, fix func(*Finding, string)) bool {
	pim, _ := urltext.Parse(x.known.PIM)
	own := strings.TrimRight(pim.Path, "/")
	sure := x.sureOfPath()
	seen, repeats := x.repeated()
	switch {
	case x.known.PIM != "" && strings.EqualFold(pim.Host, a.host) && own != folder:
	case x.answer == noRoute && repeats && seen.path == a.path, x.pageOfPIM():
		// The PIM takes the folder for a part of the route.
	case folder == rootPath || strings.HasPrefix(folder, "/api"):
	case x.answer == none || sure == Possible:
		return false
	default:
		sure = Possible
	}
	f := x.find("pim_folder", sure).arg("folder", folder).arg("what", "folder_extra").because(x.inPath(a, 0, len(folder)))
	fix(f, own+path)
	return sure != Possible
}

// lacksFolder is for a PIM that is known to stand in a folder.
func lacksFolder(x *examination, a asked, fix func(*Finding, string)) bool {
	folder := ""
	if pim, _ := urltext.Parse(x.known.PIM); strings.EqualFold(pim.Host, a.host) {
		folder = strings.TrimRight(pim.Path, "/")
	}
	for _, c := range x.before {
		if folder != "" || c.Request == nil || c.Response == nil || c.Response.Status/100 != 2 {
			continue
		}
		u, _ := urltext.Parse(c.Request.URL)
		if _, path := routeOf(u.Path); path != u.Path && strings.EqualFold(u.Host, a.host) {
			folder = strings.TrimSuffix(u.Path, path)
		}
	}
	if folder == "" || strings.HasPrefix(a.path, folder+"/") {
		return false
	}
	sure := x.sureOfPath()
	if sure == Likely {
		sure = Certain // both sides of it are known
	}
	fix(x.find("pim_folder", sure).arg("folder", folder).arg("what", "folder_missing").because(x.inPath(a, 0, 0)), folder+a.path)
	return true
}

// wrongRoute is for a path that is no route, or none of this version.
func wrongRoute(x *examination, a asked, folder, path string, fix func(*Finding, string)) bool {
	sure := x.sureOfPath()
	route, ok := routeAt(path)
	if !ok {
		right, similar := meant(urltext.PathUnescape(path))
		if !similar {
			return false
		}
		from := len(a.path) - len(path)
		f := x.find("route_misspelled", sure).arg("nearest", shape(right)).because(x.inPath(a, from, len(a.path)))
		fix(f, folder+right)
		return true
	}
	if route.from == authcore.V1_7 {
		return false
	}
	before, known := x.isBefore(route.from)
	switch {
	case known && !before:
		return false
	case !known && (x.answer == none || sure == Possible):
		return false
	case !known:
		sure = min(max(sure, Likely), Possible)
	}
	from := len(a.path) - len(path)
	x.find("route_version", sure).arg("version", route.from.String()).because(x.inPath(a, from, len(a.path)))
	return true
}

// shape is a route without the codes in it, which are nobody's business.
func shape(path string) string {
	below, ok := strings.CutPrefix(path, rootPath+"/")
	if !ok {
		return path
	}
	for r := range eachAPIRoute {
		if matches(r.path, below) {
			pattern := strings.ReplaceAll(strings.ReplaceAll(r.path, "**", "{code}"), "*", "{code}")
			return rootPath + "/" + pattern
		}
	}
	return path
}

// noRewriting is for a route that is right, and a web server that looks for a
// file of its name.
func noRewriting(x *examination, a asked) {
	if !x.routable() || strings.Contains(a.path, "/index.php/") {
		return
	}
	maker, mark := x.maker()
	sure := Possible
	if x.answer == htmlPage && !maker.front && maker.name != "unknown_server" {
		sure = Likely
	}
	f := x.find("index_php", sure).arg("server", maker.name).because(mark)
	if !a.repeat {
		folder := strings.TrimSuffix(a.path, x.path)
		f.fix(x.withURL(x.withPath(a, folder+"/index.php"+x.path)))
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
