// What is wrong with a path: slashes, folders, spelling, versions.

package diagnose

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

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
		segments := slices.DeleteFunc(strings.Split(a.path[1:], "/"), func(s string) bool { return s == "" })
		fix(x.find("route_double_slash", sure).because(x.inPath(a, i, i+2)), "/"+strings.Join(segments, "/"))
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
	if x.answer == tokenMissing && route.path == rootPath && x.auth.line < 0 {
		sure = Certain // the root itself is open to all
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
			return rootPath + "/" + strings.ReplaceAll(strings.ReplaceAll(r.path, "**", "…"), "*", "…")
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
