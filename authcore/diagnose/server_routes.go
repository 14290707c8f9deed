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

// parted are the words of those routes that stand behind a code.
const parted = "options variants proposal draft"

// An apiRoute is one row of them.
type apiRoute struct {
	path    string
	methods string // "GET,POST"; "?": not known
	from    authcore.Version
}

// apiTable returns the rows; a route without a version is as old as any.
func apiTable() []apiRoute {
	var all []apiRoute
	for _, line := range strings.Split(strings.TrimSpace(apiRoutes), "\n") {
		parts := strings.Fields(line + " " + string(authcore.V1_7))
		all = append(all, apiRoute{parts[0], parts[1], authcore.Version(parts[2])})
	}
	return all
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

// otherPaths are their paths.
const otherPaths = tokenPath + " " + rootPath + " " + appTokenPath + " " + appAuthorizePath + " " + appKeyPath + " " + appScopesPath

// routeAt returns the route of a path without the folder of the PIM; nil: it
// has none.
func routeAt(path string) *apiRoute {
	for i := range others {
		if others[i].path == path {
			return &others[i]
		}
	}
	if below, ok := strings.CutPrefix(path, rootPath+"/"); ok {
		return routeBelow(below)
	}
	return nil
}

// routeBelow returns the route of what stands below /api/rest/v1/.
func routeBelow(below string) *apiRoute {
	all := apiTable()
	for i := range all {
		if matches(all[i].path, below) {
			return &all[i]
		}
	}
	return nil
}

// matches compares a path with a pattern.
func matches(pattern, path string) bool {
	want := strings.Split(pattern, "/")
	got := strings.SplitN(path, "/", len(want)+1)
	for i, w := range want {
		switch {
		case i == len(got):
			return false
		case w == "**":
			return !strings.HasSuffix(path, "/")
		case w != got[i] && (w != "*" || got[i] == ""):
			return false
		}
	}
	return len(want) == len(got)
}

// meant returns the route that a path that is none was meant to be, with what
// the path has in the places of codes; "": it looks like none.
func meant(path string) string {
	if len(path) > 1000 { // whatever it is, it is no slip of the pen
		return ""
	}
	if _, below, ok := strings.Cut(path, rootPath); ok {
		below = strings.TrimLeft(below, "/")
		if again := strings.LastIndex(below, "rest/v1/"); again >= 0 {
			below = below[again+len("rest/v1/"):]
		}
		if found := meantBelow(below); found != "" {
			return found
		}
	}
	if found, ok := nearest(path, strings.Fields(otherPaths)); ok && found != path {
		return found
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	lower := strings.ToLower(path)
	last := strings.ToLower(parts[len(parts)-1])
	ofAPI := holdsOne(lower, "api,rest")
	switch token := strings.HasPrefix(last, "token"); {
	case holdsOne(lower, "/connect/,/apps/"):
		switch {
		case token:
			return appTokenPath
		case strings.HasPrefix(last, "authori"):
			return appAuthorizePath
		}
	case token && (ofAPI || strings.Contains(lower, "oauth")):
		return tokenPath
	case ofAPI:
		for i, part := range parts {
			if isOneOf("api rest", strings.ToLower(part)) {
				continue
			}
			if found := meantBelow(strings.Join(parts[i:], "/")); found != "" {
				return found
			}
		}
	}
	return ""
}

// meantBelow is meant for what stands below /api/rest/v1/.
func meantBelow(below string) string {
	all := apiTable()
	words := make([]string, len(all))
	for i := range words {
		words[i], _, _ = strings.Cut(all[i].path, "/")
	}
	parts := strings.Split(below, "/")
	parts[0] = word(parts[0], words)
	if len(parts) > 2 && parts[0] != "products" && parts[0] != "media-files" {
		parts[2] = word(parts[2], strings.Fields(parted))
	}
	found := strings.Join(parts, "/")
	if routeBelow(found) == nil {
		return ""
	}
	return rootPath + "/" + found
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
	for _, joint := range strings.Fields("- _ %20") {
		w = strings.ReplaceAll(w, joint, "")
	}
	if one, ok := strings.CutSuffix(w, "ies"); ok {
		return one + "y"
	}
	return strings.TrimSuffix(w, "s")
}
