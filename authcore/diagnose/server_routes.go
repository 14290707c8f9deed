// The routes of the REST API, and the one that a wrong path was meant to be.

package diagnose

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// apiRoutes are the paths below /api/rest/v1/, with their methods and the
// version that had them first. * is one segment, ** one or more; ? is a route
// of which only the name is known, since it belongs to an edition that is not
// looked at here. Those of 6.0 are what that version lists; where a version
// before it lacks one is known by their number only.
const apiRoutes = `
attributes GET,POST,PATCH
attributes/* GET,PATCH
attributes/*/options GET,POST,PATCH
attributes/*/options/* GET,PATCH
categories GET,POST,PATCH
categories/* GET,PATCH
families GET,POST,PATCH
families/* GET,PATCH
products GET,POST,PATCH
products/** GET,PATCH,DELETE
media-files GET,POST
media-files/** GET
locales GET
locales/* GET
channels GET,POST,PATCH
channels/* GET,PATCH
currencies GET 2.3
currencies/* GET 2.3
attribute-groups GET,POST,PATCH 2.3
attribute-groups/* GET,PATCH 2.3
families/*/variants GET,POST,PATCH 2.3
families/*/variants/* GET,PATCH 2.3
association-types GET,POST,PATCH 2.3
association-types/* GET,PATCH 2.3
product-models GET,POST,PATCH 2.3
product-models/* GET,PATCH,DELETE 2.3
measure-families GET 2.3
measure-families/* GET 2.3
measurement-families GET,PATCH 5.0
system-information GET 5.0
test-apps GET,POST 7.0
test-apps/* DELETE 7.0
products-uuid GET,POST,PATCH 7.0
products-uuid/* GET,PATCH,DELETE 7.0
catalogs ? 7.0
catalogs/** ? 7.0
category-media-files ? 7.0
category-media-files/** ? 7.0
published-products ?
published-products/** ?
products/*/proposal ?
products/*/draft ?
reference-entities ?
reference-entities/** ?
reference-entities-media-files ?
reference-entities-media-files/** ?
asset-families ?
asset-families/** ?
asset-media-files ?
asset-media-files/** ?
assets ?
assets/** ?
asset-categories ?
asset-categories/** ?
asset-tags ?
asset-tags/** ?
jobs ?
jobs/** ?
rule-definitions ?
rule-definitions/** ?
user-groups ?
workflows ?
workflows/** ?
`

// An apiRoute is one row of them.
type apiRoute struct {
	path    string
	methods string // "GET,POST"; "?": not known
	from    authcore.Version
}

func eachAPIRoute(yield func(apiRoute) bool) {
	for line := range strings.SplitSeq(apiRoutes, "\n") {
		parts := strings.Fields(line)
		if len(parts) < 2 {
			continue
		}
		r := apiRoute{parts[0], parts[1], authcore.V1_7}
		if len(parts) > 2 {
			r.from = authcore.Version(parts[2])
		}
		if !yield(r) {
			return
		}
	}
}

// others are the routes outside of the REST API.
var others = [...]apiRoute{
	{tokenPath, "POST", authcore.V1_7},
	{rootPath, "GET", authcore.V1_7},
	{appTokenPath, "POST", authcore.V6_0},
	{appAuthorizePath, "GET", authcore.V6_0},
	{appKeyPath, "GET", authcore.V6_0},
	{appScopesPath, "POST", authcore.V7_0},
}

// routeAt returns the route of a path, without the folder of the PIM.
func routeAt(path string) (apiRoute, bool) {
	for _, r := range others {
		if r.path == path {
			return r, true
		}
	}
	below, ok := strings.CutPrefix(path, rootPath+"/")
	if !ok || below == "" {
		return apiRoute{}, false
	}
	for r := range eachAPIRoute {
		if matches(r.path, below) {
			return r, true
		}
	}
	return apiRoute{}, false
}

// matches compares a path with a pattern.
func matches(pattern, path string) bool {
	for {
		want, patternRest, patternMore := strings.Cut(pattern, "/")
		got, pathRest, pathMore := strings.Cut(path, "/")
		switch {
		case want == "**":
			return path != "" && !strings.HasSuffix(path, "/")
		case want == "*" && got != "":
		case want != got:
			return false
		}
		if patternMore != pathMore {
			return false
		}
		if !patternMore {
			return true
		}
		pattern, path = patternRest, pathRest
	}
}

// meant returns the route that a path that is none was meant to be, with what
// the path has in the places of codes. The second result says whether there is
// one.
func meant(path string) (string, bool) {
	if len(path) > 1000 { // whatever it is, it is no slip of the pen
		return "", false
	}
	if i := strings.Index(path, rootPath); i >= 0 {
		below := strings.TrimLeft(path[i+len(rootPath):], "/")
		if again := strings.LastIndex(below, "rest/v1/"); again >= 0 {
			below = below[again+len("rest/v1/"):]
		}
		if found, ok := meantBelow(below); ok {
			return rootPath + "/" + found, true
		}
	}
	fixed := make([]string, len(others))
	for i, r := range others {
		fixed[i] = r.path
	}
	if found, ok := nearest(path, fixed); ok && found != path {
		return found, true
	}
	lower := strings.ToLower(path)
	switch segments := strings.Split(strings.Trim(lower, "/"), "/"); {
	case strings.Contains(lower, "/connect/") || strings.Contains(lower, "/apps/"):
		switch last := segments[len(segments)-1]; {
		case strings.HasPrefix(last, "token"):
			return appTokenPath, true
		case strings.HasPrefix(last, "authori"):
			return appAuthorizePath, true
		}
		return "", false
	case strings.HasPrefix(segments[len(segments)-1], "token") && (strings.Contains(lower, "oauth") || strings.Contains(lower, "api") || strings.Contains(lower, "rest")):
		return tokenPath, true
	case strings.Contains(lower, "api") || strings.Contains(lower, "rest"):
		parts := strings.Split(strings.Trim(path, "/"), "/")
		for i, part := range segments {
			if part == "api" || part == "rest" {
				continue
			}
			if found, ok := meantBelow(strings.Join(parts[i:], "/")); ok {
				return rootPath + "/" + found, true
			}
		}
	}
	return "", false
}

// meantBelow is meant for what stands below /api/rest/v1/.
func meantBelow(below string) (string, bool) {
	parts := strings.Split(below, "/")
	var words, seconds []string
	for r := range eachAPIRoute {
		literals := strings.Split(r.path, "/")
		if !slices.Contains(words, literals[0]) {
			words = append(words, literals[0])
		}
		if len(literals) > 2 {
			seconds = append(seconds, literals[2])
		}
	}
	right := slices.Clone(parts)
	right[0] = word(parts[0], words)
	if len(parts) > 2 && right[0] != "products" && right[0] != "media-files" {
		right[2] = word(parts[2], seconds)
	}
	found := strings.Join(right, "/")
	_, ok := routeAt(rootPath + "/" + found)
	return found, ok
}

// word returns the word of a list that another was meant to be, or the other
// itself: one number or way to join words for another is no matter of letters.
func word(given string, list []string) string {
	if slices.Contains(list, given) {
		return given
	}
	for _, w := range list {
		if stem(w) == stem(given) {
			return w
		}
	}
	if w, ok := nearest(given, list); ok {
		return w
	}
	return given
}

// stem is a word without what tells its forms apart.
func stem(w string) string {
	w = strings.ToLower(w)
	w = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(w, "-", ""), "_", ""), "%20", "")
	switch {
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}
