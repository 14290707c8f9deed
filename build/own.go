// The page of one's own PIM before its script: the lines for each web server
// and the requests that check them, written for a page and a PIM whose
// addresses the script replaces.

package main

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/cors"
)

// What stands for the addresses that only the browser knows; the script looks
// for these very words (web/src/components/recipes).
const (
	examplePage = "https://playground.example.com"
	examplePIM  = "https://my-pim.example.com"
	exampleBase = "/base-path"
)

// An ownPage is what the page shows.
type ownPage struct {
	Page, PIM string // what stands for their addresses
	Recipes   []recipe
	Routes    []ownRoute
	Root      sample // the root of the API
	Refusal   sample // a call with a token that is none
}

func (s *sampler) own() (p ownPage, err error) {
	p.Page, p.PIM = examplePage, examplePIM
	if p.Recipes, err = recipes(); err != nil {
		return p, err
	}
	if p.Routes, err = ownRoutes(); err != nil {
		return p, err
	}
	if p.Root, err = s.ownSample("root"); err != nil {
		return p, err
	}
	p.Refusal, err = s.ownSample("no_token")
	return p, err
}

// An ownRoute is a route that the lines open.
type ownRoute struct {
	authcore.Route
	For string
}

// ownRoutes returns what the lines open, and what for.
func ownRoutes() ([]ownRoute, error) {
	purposes := map[string]string{
		"POST /api/oauth/v1/token":               "get a token, refresh it",
		"GET /api/rest/v1":                       "see whether a PIM answers; needs no token",
		"GET /api/rest/v1/categories":            "the first call",
		"POST /connect/apps/v1/oauth2/token":     "an App’s token",
		"POST /connect/apps/v1/scopes/update":    "ask for other scopes",
		"GET /connect/apps/v1/openid/public-key": "verify who logged in",
	}
	var routes []ownRoute
	for _, r := range authcore.Routes() {
		purpose, ok := purposes[r.Method+" "+r.Path]
		if !ok {
			return nil, fmt.Errorf("the page Your own PIM does not say what %s %s is for", r.Method, r.Path)
		}
		routes = append(routes, ownRoute{r, purpose})
	}
	return routes, nil
}

// lines writes a recipe with its comments apart from what a server reads.
func lines(text string) template.HTML {
	var b strings.Builder
	for line := range strings.Lines(text) {
		escaped := template.HTMLEscapeString(line)
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			escaped = `<span class="soft">` + strings.TrimSuffix(escaped, "\n") + "</span>\n"
		}
		b.WriteString(escaped)
	}
	return template.HTML(strings.TrimSuffix(b.String(), "\n"))
}

// ownSample is an exchange with one's own PIM: "root" or "no_token".
func (s *sampler) ownSample(name string) (sample, error) {
	pim, _, err := authcore.ParseAddress(examplePIM)
	if err != nil {
		return sample{}, err
	}
	request := authcore.APIRoot(pim)
	if name == "no_token" {
		if request, err = authcore.ListCategories(pim, "not-a-token"); err != nil {
			return sample{}, err
		}
	}
	response := freshPIM(s.version).Do(request).Response
	made := sample{Name: name, Request: request, HTTP: request.HTTP(), Curl: request.Curl(), StatusLine: statusLine(response.Status), Body: response.BodyText()}
	if name == "root" {
		made.Root, err = authcore.ParseRoot(response)
	}
	return made, err
}

// A recipe is what the page shows of the lines for one web server.
type recipe struct {
	cors.Server
	Label string // the name in short
	Lines template.HTML
	Based template.HTML // for a PIM below a base path
}

func recipes() ([]recipe, error) {
	var list []recipe
	for _, server := range cors.Servers() {
		r := recipe{Server: server, Label: server.Name}
		if server.ID == "apache-fpm" {
			r.Label = "Apache with PHP-FPM"
		}
		for _, form := range []struct {
			to   *template.HTML
			base string
		}{{&r.Lines, ""}, {&r.Based, exampleBase}} {
			text, err := cors.Recipe(server.ID, examplePage, cors.Options{Host: strings.TrimPrefix(examplePIM, "https://"), BasePath: form.base})
			if err != nil {
				return nil, err
			}
			*form.to = lines(text)
		}
		list = append(list, r)
	}
	return list, nil
}
