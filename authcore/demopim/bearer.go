// The guards of the API behind a token, in the order in which a PIM has them.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

const noAccess = "You are not allowed to access the web API."

// admit lets a request pass with nil, or answers it: 401, then 403 for the whole API.
func (c *call) admit() *authcore.Response {
	tokens := c.tokens()
	switch len(tokens) {
	case 0:
		if c.v.missingToken == "" {
			return denied("OAuth2 authentication required")
		}
		return c.oops(401, c.v.missingToken)
	case 1:
	default:
		return broken() // the OAuth library's "only one method" reaches nobody
	}
	known := c.pim.data.access.find(tokens[0])
	if known != nil {
		c.user = c.pim.data.user(known.user)
	}
	switch {
	case c.user == nil && c.v.revoked && slices.Contains(c.pim.data.revoked, tokens[0]):
		const disconnected = "The access token provided is invalid. Your app has been disconnected from that PIM."
		if under(c.path, "/api") {
			return reply(401, codeMessage(401, disconnected)) // not by the error renderer: no Vary
		}
		return c.oops(401, disconnected)
	case c.user == nil:
		return c.oops(401, "The access token provided is invalid.")
	case known.expired(c.pim.now().Unix()):
		return c.oops(401, "The access token provided has expired.")
	case !c.user.enabled:
		return denied(c.v.disabledUser)
	case !c.pim.data.may(c.user, overallAccess):
		return reply(403, codeMessage(403, noAccess))
	}
	return nil
}

// denied is the 401 that the OAuth library answers by itself.
func denied(description string) *authcore.Response {
	return oauth(401, object("error", "access_denied", "error_description", description), authcore.Field{
		Name:  "WWW-Authenticate",
		Value: `Bearer realm="Service", error="access_denied", error_description="` + description + `"`,
	})
}

// tokens returns the tokens that the request holds, from every place where one
// may stand.
func (c *call) tokens() []string {
	var found []string
	if t := bearerToken(c.header.Get("Authorization")); t != "" {
		found = append(found, t)
	}
	if c.method == "POST" && c.contentType() == typeForm {
		if t := value(params(string(c.body)), "access_token"); t != "" {
			found = append(found, t)
		}
	}
	if t := value(c.query, "access_token"); t != "" {
		found = append(found, t)
	}
	return found
}

// bearerToken finds a token in an Authorization header. A PIM searches for the word
// Bearer, in this case only, anywhere; one blank; and no blank after it.
func bearerToken(header string) string {
	const blanks = " \t\n\v\f\r"
	for {
		_, rest, found := strings.Cut(header, "Bearer")
		if !found {
			return ""
		}
		if rest != "" && strings.IndexByte(blanks, rest[0]) >= 0 {
			t := rest[1:]
			if end := strings.IndexAny(t, blanks); end >= 0 {
				t = t[:end]
			}
			if t != "" {
				return t
			}
		}
		header = rest
	}
}

// negotiate lets a request pass with nil, or answers it: Accept, Content-Type,
// the names in the query.
func (c *call) negotiate() *authcore.Response {
	if accept := c.header.Get("Accept"); c.method == "GET" && accept != "" && accept != typeJSON && !strings.Contains(accept, "*/*") {
		return refuse(406, `"`+accept+`" in "Accept" header is not valid. Only "application/json" is allowed.`)
	}
	if takes := c.route.takes(); takes != "" {
		if message := c.wrongType([]string{takes}); message != "" {
			return refuse(415, message)
		}
	}
	for _, p := range c.query {
		if p.array && c.v.noBrackets {
			return refuse(400, "Bracket syntax is not supported in query parameters.")
		}
	}
	return nil
}
