// Which of the PIM's routes a request means.

package diagnose

import "strings"

type route int

const (
	routeUnknown route = iota // nothing is known of the address
	routeToken
	routeAPI  // below /api/rest/v1/
	routeRoot // /api/rest/v1
	routeAppAuthorize
	routeAppToken
	routeAppScopes
	routeAppKey
	routeOther // an address that is none of these
)

const (
	tokenPath        = "/api/oauth/v1/token"
	rootPath         = "/api/rest/v1"
	appAuthorizePath = "/connect/apps/v1/authorize"
	appTokenPath     = "/connect/apps/v1/oauth2/token"
	appScopesPath    = "/connect/apps/v1/scopes/update"
	appKeyPath       = "/connect/apps/v1/openid/public-key"
)

// routeOf returns the route, and the path without the folder that the PIM may
// stand in. A path that is no route's is returned as it is.
func routeOf(path string) (route, string) {
	if path == "" {
		return routeUnknown, ""
	}
	for _, r := range [...]struct {
		path  string
		route route
	}{
		{tokenPath, routeToken},
		{rootPath, routeRoot},
		{appAuthorizePath, routeAppAuthorize},
		{appTokenPath, routeAppToken},
		{appScopesPath, routeAppScopes},
		{appKeyPath, routeAppKey},
	} {
		if strings.HasSuffix(path, r.path) {
			return r.route, r.path
		}
	}
	if i := strings.Index(path, rootPath+"/"); i >= 0 {
		return routeAPI, path[i:]
	}
	return routeOther, path
}

// ofApp reports whether the route is one of those that Apps use.
func (r route) ofApp() bool {
	return r >= routeAppAuthorize && r <= routeAppKey
}
