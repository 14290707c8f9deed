// Package cors makes the lines with which a web server lets the pages of one
// origin reach a PIM, which has no CORS of its own:
//
//	recipe, err := cors.Recipe("nginx", "https://docs.example.com", cors.Options{})
//
// A recipe opens the routes of the walks and nothing else, to that one origin,
// without credentials: the PIM's other answers keep their every byte. It
// answers the question that a browser asks first, and marks the answers of
// those routes, errors too, as readable. Every page that is served from the
// origin gets that, so an origin that others may write to is no good one.
package cors

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/pim-auth/playground/authcore"
)

// A Server is one for which there is a recipe.
type Server struct {
	ID     string // "apache-fpm"
	Name   string // "Apache with PHP-FPM that loses Authorization"
	Where  string // where the lines go
	Check  string // what to run so that the server takes them, a command
	Remove string // how to be rid of them again
	Run    bool   // a test runs the recipe on the real server, before a PIM
}

const removeBlock = "Delete the lines from “CORS for the PIM Auth Playground” to “end of CORS for the PIM Auth Playground”, and have the server read its configuration again. Browsers may remember the answer to their question for ten minutes."

const apacheWhere = "Into the <VirtualHost> of the PIM, above its other rewrite rules. The modules headers, rewrite and setenvif must be on: a2enmod headers rewrite setenvif."

// Servers returns those that there are recipes for.
func Servers() []Server {
	return []Server{
		{"nginx", "nginx", "Into the server { … } of the PIM, before its locations.", "nginx -t && nginx -s reload", removeBlock, true},
		{"apache", "Apache", apacheWhere, "apachectl configtest && apachectl graceful", removeBlock, true},
		{"apache-fpm", "Apache that keeps Authorization from PHP-FPM, FastCGI or CGI", apacheWhere, "apachectl configtest && apachectl graceful", removeBlock, true},
		{"caddy", "Caddy", "Into the site block of the PIM. If handle or route blocks stand there, into the one that serves the API, as its first lines.", "caddy validate && caddy reload", removeBlock, true},
		{"traefik", "Traefik", "Into a file of its dynamic configuration (provider file), with the name of the PIM’s service in it.", "", "Delete the file. Browsers may remember the answer to their question for ten minutes.", false},
	}
}

// Options say where the PIM is. The zero value is a PIM that stands at the root
// of its host.
type Options struct {
	// Host is the name of the PIM's host, for the recipes that have to tell it
	// from others: Traefik's. "" is pim.example.com, to be replaced.
	Host string

	// BasePath stands before the PIM's routes: "/pim", without a slash at its
	// end. "" is none.
	BasePath string
}

// A group of routes takes one method.
type group struct {
	Method string
	Paths  []string
}

// What a page may send, see and remember.
const (
	allowMethods = "GET, POST"
	allowHeaders = "authorization, content-type, accept"
	// Of the others, browsers show Cache-Control, Content-Length, Content-Type
	// and Pragma anyway. Location is not among them: a page is never shown an
	// answer that has one. Server and Via tell who answered in a PIM's place.
	exposeHeaders = "Allow, Retry-After, Server, Via, WWW-Authenticate"
	maxAge        = 600 // seconds; what was removed is soon forgotten
)

//go:embed recipes
var recipes embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"regexp": alternatives,
	"quoted": func(texts []string) string { return `"` + strings.Join(texts, `", "`) + `"` },
	"rules":  rules,
	"list":   func(list string) []string { return strings.Split(list, ", ") },
	"lower":  strings.ToLower,
}).ParseFS(recipes, "recipes/*.tmpl"))

// Recipe returns the lines for a server, by its ID. The origin is that of the
// page, as browsers send it: scheme, host and port. An error says what to give
// instead. Nothing that has a meaning in a configuration can be an origin, a
// base path or a host.
func Recipe(server, origin string, o Options) (string, error) {
	if !slices.ContainsFunc(Servers(), func(s Server) bool { return s.ID == server }) {
		return "", fmt.Errorf("there is no recipe for %q: choose from %s", server, strings.Join(IDs(), ", "))
	}
	if err := checkOrigin(origin); err != nil {
		return "", err
	}
	if err := checkBasePath(o.BasePath); err != nil {
		return "", err
	}
	if o.Host == "" {
		o.Host = "pim.example.com"
	} else if err := checkHost(o.Host); err != nil {
		return "", err
	}
	name, fix := strings.CutSuffix(server, "-fpm")
	var text strings.Builder
	err := templates.ExecuteTemplate(&text, name+".tmpl", map[string]any{
		"Origin": origin, "Host": o.Host, "Groups": groups(o.BasePath), "Authorization": fix,
		"Methods": allowMethods, "Headers": allowHeaders, "Expose": exposeHeaders, "MaxAge": maxAge,
	})
	return text.String(), err
}

// IDs returns the ID of every server.
func IDs() []string {
	var ids []string
	for _, s := range Servers() {
		ids = append(ids, s.ID)
	}
	return ids
}

// groups are the routes by their methods, below a base path.
func groups(base string) []group {
	var all []group
	for _, route := range authcore.Routes() {
		i := slices.IndexFunc(all, func(g group) bool { return g.Method == route.Method })
		if i < 0 {
			i, all = len(all), append(all, group{Method: route.Method})
		}
		all[i].Paths = append(all[i].Paths, base+route.Path)
	}
	return all
}

// alternatives are paths as a part of a regular expression. A dot is the one
// character of theirs that means something there, and brackets around it mean
// the same to every server, as backslashes do not.
func alternatives(paths []string) string {
	return strings.ReplaceAll(strings.Join(paths, "|"), ".", "[.]")
}

// rules are paths as a part of a rule of Traefik's.
func rules(paths []string) string {
	return "Path(`" + strings.Join(paths, "`) || Path(`") + "`)"
}
