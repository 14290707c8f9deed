// The request that is put to the demo PIM: the shared one at another address,
// made whole where only a part of it is known.

package replay

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/standin"
	"github.com/pim-auth/playground/authcore/urltext"
)

// requests are the forms of the request to try: as it was, and without the
// folder that the real PIM may stand in.
func requests(s standin.Shared, pim string) []authcore.Request {
	r := *s.Cases[len(s.Cases)-1].Request
	r.Header = slices.Clone(r.Header)
	path := r.URL
	if u, err := urltext.Parse(r.URL); err == nil && u.Host != "" {
		path = r.URL[strings.Index(r.URL, "//")+2:]
		if end := strings.IndexAny(path, "/?#"); end >= 0 {
			path = path[end:]
		} else {
			path = ""
		}
	}
	bearer := strings.Contains(strings.ToLower(r.Header.Get("Authorization")), "bearer")
	if r.URL == "" {
		path = "/api/oauth/v1/token"
		if bearer {
			path = "/api/rest/v1/categories"
		}
	}
	token := strings.Contains(path, "/token")
	if r.Method == "" {
		r.Method = "GET"
		if token {
			r.Method = "POST"
		}
	}
	if token && r.Body == nil && r.Method == "POST" && !r.Header.Has("Content-Type") && s.Cases[len(s.Cases)-1].Request.URL == "" {
		r.Header.Add("Content-Type", "application/json")
		r.Body = []byte(`{"grant_type":"password","username":"username","password":"password"}`)
	}
	var all []authcore.Request
	add := func(path string) {
		r := r
		if r.URL = pim + path; !strings.HasPrefix(path, "/") {
			r.URL = pim + "/" + path
		}
		all = append(all, r)
	}
	add(path)
	for _, root := range [...]string{"/api/", "/connect/apps/", "/index.php/api/"} {
		if i := strings.Index(path, root); i > 0 {
			add(path[i:])
		}
	}
	return all
}

// params are the parameters of a body, JSON or form.
func params(r authcore.Request) map[string]string {
	all := map[string]string{}
	for name, value := range bodyParams(r.Body) {
		all[name] = value
	}
	return all
}
