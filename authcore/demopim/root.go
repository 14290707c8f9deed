// The root of the API, which needs no token.

package demopim

import (
	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const (
	rootPath   = "/api/rest/v1"
	tokenRoute = "fos_oauth_server_token"
)

// root lists the routes.
func (c *call) root() *authcore.Response {
	var authentication, others jsontext.Object
	for _, r := range c.listed {
		if !r.inVersion(c.v) {
			continue
		}
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
