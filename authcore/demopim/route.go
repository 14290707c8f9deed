// Routes, how a request finds its own, and the guards before it.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A route is one method of one path, {name} standing for a segment.
type route struct {
	name        string // as the root lists it, "" for a route that it does not list
	method      string
	path        string
	from, until authcore.Version // the first and the last version that have it, "" for no limit
	guard       guard
	act         func(*call) *authcore.Response
}

// A guard is what stands before a route.
type guard int

const (
	byToken   guard = iota // a token of the API
	byNothing              // open to all
	bySession              // a login at the screens
	byScript               // that, and a request of a screen's own script
)

// routeTables are all routes, family by family.
var routeTables = [...][]route{apiRoutes, customAppRoutes, appTokenRoutes, connectionRoutes, loginRoutes, authorizeRoutes, wizardRoutes, connectedAppRoutes}

// inVersion reports whether a version has the route.
func (r *route) inVersion(v *behaviour) bool {
	return (r.from == "" || v.version.AtLeast(r.from)) && (r.until == "" || r.until.AtLeast(v.version))
}

// takes is the Content-Type of the route's requests, "" for those without a
// body.
func (r *route) takes() string {
	switch {
	case r.method != "POST" && r.method != "PATCH":
		return ""
	case strings.HasSuffix(r.name, "_partial_update_list"):
		return typeCollection
	case r.name == "pim_api_media_file_create":
		return typeMultipart
	}
	return typeJSON
}

// answerRoute finds the route of a request and leads it through the guards.
func (c *call) answerRoute() *authcore.Response {
	found, allow := c.find(c.path)
	switch {
	case found == nil && len(allow) > 0:
		methods := strings.Join(allow, ", ")
		return c.oops(405, c.noRoute()+": Method Not Allowed (Allow: "+methods+")", authcore.Field{Name: "Allow", Value: methods})
	case found == nil:
		return c.elsewhere()
	case found.path == tokenPath:
		return found.act(c) // it looks at the size of the body before anything
	}
	c.route = found
	body, ok := c.decode()
	if !ok {
		return c.oops(400, invalidJSON)
	}
	c.json = body
	if refusal := c.pass(found.guard); refusal != nil {
		return refusal
	}
	if found.act == nil {
		return c.item()
	}
	return found.act(c)
}

// pass lets a request through a guard with nil, or answers it.
func (c *call) pass(g guard) *authcore.Response {
	switch g {
	case byToken:
		if refusal := c.admit(); refusal != nil {
			return refusal
		}
		if !under(c.path, rootPath) {
			return nil
		}
		if refusal := c.negotiate(); refusal != nil {
			return refusal
		}
		return c.permit()
	case bySession, byScript:
		return c.enter(g == byScript)
	}
	if c.route.path == rootPath {
		return c.negotiate()
	}
	return nil
}

// find returns the route of a path and of the request's method, or else the
// methods that the path has.
func (c *call) find(path string) (found *route, allow []string) {
	method := c.method
	if method == "HEAD" {
		method = "GET"
	}
	path = urltext.PathUnescape(path)
	for _, table := range routeTables {
		for i := range table {
			r := &table[i]
			vars, ok := match(r.path, path)
			if !ok || !r.inVersion(c.v) {
				continue
			}
			if r.method == method {
				c.vars = vars
				return r, nil
			}
			if !slices.Contains(allow, r.method) {
				allow = append(allow, r.method)
			}
		}
	}
	return nil, allow
}

// match compares a path with a route's and returns what its {names} stand for.
// That of a product or media file may hold slashes.
func match(pattern, path string) (vars []string, ok bool) {
	if before, after, _ := strings.Cut(pattern, "{code}"); before == rootPath+"/products/" || before == rootPath+"/media-files/" {
		code, begins := strings.CutPrefix(path, before)
		code, ends := strings.CutSuffix(code, after)
		return []string{code}, begins && ends && code != ""
	}
	for {
		wanted, patternRest, patternMore := strings.Cut(pattern, "/")
		got, pathRest, pathMore := strings.Cut(path, "/")
		switch {
		case strings.HasPrefix(wanted, "{") && got != "":
			vars = append(vars, got)
		case wanted != got:
			return nil, false
		}
		if patternMore != pathMore {
			return nil, false
		}
		if !patternMore {
			return vars, true
		}
		pattern, path = patternRest, pathRest
	}
}

// elsewhere answers for a path that is no route: where only a slash is too
// many, it names the route, to those who have a token.
func (c *call) elsewhere() *authcore.Response {
	trimmed := strings.TrimRight(c.path, "/")
	if c.method == "GET" || c.method == "HEAD" {
		if found, _ := c.find(trimmed); found != nil && trimmed != c.path {
			if refusal := c.admit(); refusal != nil {
				return refusal
			}
			location := c.origin + trimmed
			if c.rawQuery != "" {
				location += "?" + c.rawQuery
			}
			return redirect(301, location)
		}
	}
	return c.notFound()
}

func (c *call) notFound() *authcore.Response {
	message := c.noRoute()
	if referer := c.header.Get("Referer"); referer != "" {
		message += ` (from "` + referer + `")`
	}
	return c.oops(404, message)
}

// noRoute begins what a PIM says of a request that has no route.
func (c *call) noRoute() string {
	address := c.path
	if c.v.absolute {
		address = c.origin + c.path
	}
	return `No route found for "` + c.method + " " + address + `"`
}
