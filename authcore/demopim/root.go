// What needs no token: the root of the API, and the two screens that tell a
// lost browser that it has found a PIM.

package demopim

import (
	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const (
	rootPath   = "/api/rest/v1"
	tokenRoute = "fos_oauth_server_token"
	loginPath  = "/user/login"
)

// root lists the routes.
func (c *call) root() *authcore.Response {
	var authentication, others jsontext.Object
	for _, r := range c.v.routes {
		entry := jsontext.Member{Name: r.name, Value: object("route", r.path, "methods", jsontext.Array{r.method})}
		switch r.name {
		case "":
		case tokenRoute:
			authentication = append(authentication, entry)
		default:
			others = append(others, entry)
		}
	}
	return reply(200, object("host", c.origin, "authentication", authentication, "routes", others))
}

// screen answers outside the API.
func (c *call) screen() *authcore.Response {
	switch c.path {
	case "/":
		return redirect(302, loginPath)
	case loginPath:
		return page(200, "Login", "<h1>Demo PIM</h1>\n        <p>This is the login page of the PIM. A client of the API should never see it.</p>")
	}
	return page(404, "An Error Occurred: Not Found", "<h1>Oops! An Error Occurred</h1>\n        <h2>The server returned a \"404 Not Found\".</h2>")
}
