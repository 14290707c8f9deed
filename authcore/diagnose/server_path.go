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
func wrongPath(x *examination, a *asked) bool {
	double := strings.Index(a.path, "//")
	switch sure := x.sureOfPath(); {
	case double >= 0 && sure != Possible:
		segments := slices.DeleteFunc(strings.Split(a.path, "/"), func(s string) bool { return s == "" })
		f := x.tell(sure, x.inPath(a, double, double+len("//")), "route_double_slash", "")
		x.fixPath(f, a, "/"+strings.Join(segments, "/"))
		return true
	case strings.HasSuffix(a.path, "/") && slashTooMany(x, a, sure),
		a.folder != "" && a.folder != "/index.php" && wrongFolder(x, a, sure),
		a.folder == "" && lacksFolder(x, a, sure):
		return true
	default:
		return wrongRoute(x, a, sure)
	}
}

// slashTooMany is for a path that is a route but for the slash at its end.
func slashTooMany(x *examination, a *asked, sure Certainty) bool {
	trimmed := strings.TrimRight(a.path, "/")
	_, path := routeOf(trimmed)
	route := routeAt(path)
	if route == nil {
		return false
	}
	what, root := "slash_route", route.path == rootPath
	if root && x.answer == tokenMissing && x.auth.line < 0 {
		sure = Certain // the root itself is open to all
	}
	if root && !a.repeat {
		what = "slash_root"
	}
	x.fixPath(x.tell(sure, x.inPath(a, len(trimmed), len(a.path)), "trailing_slash what", what), a, trimmed)
	return true
}

// ownFolder is the folder of the PIM that is known, and whether it is the one
// that is asked.
func (x *examination) ownFolder(a *asked) (folder string, here bool) {
	pim := parsed(x.known.PIM)
	return strings.TrimRight(pim.Path, "/"), x.known.PIM != "" && strings.EqualFold(pim.Host, a.host)
}

// wrongFolder is for what stands before the route.
func wrongFolder(x *examination, a *asked, sure Certainty) bool {
	own, here := x.ownFolder(a)
	switch seen := x.repeated(); {
	case here && own != a.folder:
	case x.answer == noRoute && seen != nil && seen.path == a.path, x.pageOfPIM():
		// The PIM takes the folder for a part of the route.
	case strings.HasPrefix(a.folder, "/api"):
	case x.answer == none || sure == Possible:
		return false
	default:
		sure = Possible
	}
	f := x.tell(sure, x.inPath(a, 0, len(a.folder)), "pim_folder folder what=folder_extra", a.folder)
	x.fixPath(f, a, own+a.route)
	return sure != Possible
}

// lacksFolder is for a PIM that is known to stand in a folder.
func lacksFolder(x *examination, a *asked, sure Certainty) bool {
	folder, here := x.ownFolder(a)
	if !here {
		folder = ""
	}
	for i := range x.before {
		e := x.past(i)
		if u := parsed(e.q.URL); folder == "" && e.r.Status/100 == 2 && strings.EqualFold(u.Host, a.host) {
			folder = strings.TrimSuffix(u.Path, e.path)
		}
	}
	if folder == "" || strings.HasPrefix(a.path, folder+"/") {
		return false
	}
	if sure == Likely {
		sure = Certain // both sides of it are known
	}
	f := x.tell(sure, x.inPath(a, 0, 0), "pim_folder folder what=folder_missing", folder)
	x.fixPath(f, a, folder+a.path)
	return true
}

// wrongRoute is for a path that is no route, or none of this version.
func wrongRoute(x *examination, a *asked, sure Certainty) bool {
	said, value, right := "route_version version", "", ""
	if route := routeAt(a.route); route == nil {
		if right = meant(urltext.PathUnescape(a.route)); right == "" {
			return false
		}
		said, value = "route_misspelled nearest", shape(right)
	} else {
		before, known := x.isBefore(route.from)
		switch {
		case route.from == authcore.V1_7, known && !before, !known && (x.answer == none || sure == Possible):
			return false
		case !known:
			sure = min(max(sure, Likely), Possible)
		}
		value = route.from.String()
	}
	f := x.tell(sure, x.inPath(a, len(a.folder), len(a.path)), said, value)
	if right != "" {
		x.fixPath(f, a, a.folder+right)
	}
	return true
}

// shape is a route without the codes in it, which are nobody's business.
func shape(path string) string {
	below, ok := strings.CutPrefix(path, rootPath+"/")
	if !ok {
		return path
	}
	if r := routeBelow(below); r != nil {
		path = rootPath + "/" + strings.ReplaceAll(strings.ReplaceAll(r.path, "**", "…"), "*", "…")
	}
	return path
}

// noRewriting is for a route that is right, and a web server that looks for a
// file of its name.
func noRewriting(x *examination, a *asked) {
	if !x.routable() || strings.Contains(a.path, "/index.php/") {
		return
	}
	maker, mark := x.maker()
	sure := Possible
	if x.answer == htmlPage && !maker.front && maker != &unknownMaker {
		sure = Likely
	}
	f := x.tell(sure, mark, "index_php server", maker.name)
	x.fixPath(f, a, strings.TrimSuffix(a.path, x.path)+"/index.php"+x.path)
}
