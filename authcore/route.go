// The routes of a PIM that this package's requests go to: what a web server has
// to open for a page, and what a relay may let through.

package authcore

import "slices"

const (
	rootRoute       = "/api/rest/v1"
	categoriesRoute = "/api/rest/v1/categories"
)

// A Route is a method and a path below the address of a PIM, without a query.
type Route struct {
	Method string // "POST"
	Path   string // "/api/oauth/v1/token"
}

// Routes returns the routes that the requests of this package go to, those of
// a connector first. The authorization URL is not among them: the person's
// browser opens it, no program sends it.
func Routes() []Route {
	return slices.Clone(routes)
}

var routes = []Route{
	{"POST", tokenRoute},
	{"GET", rootRoute},
	{"GET", categoriesRoute},
	{"POST", appTokenRoute},
	{"POST", updateScopesRoute},
	{"GET", publicKeyRoute},
}
