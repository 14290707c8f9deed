// The request that is put to the demo PIM: the shared one at another address,
// made whole where only a part of it is known.

package replay

import (
	"encoding/base64"
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
	if r.URL == "" {
		path = "/api/oauth/v1/token"
		if strings.Contains(strings.ToLower(r.Header.Get("Authorization")), "bearer") {
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
	var all []authcore.Request
	add := func(path string) {
		r := r
		if r.URL = pim + path; !strings.HasPrefix(path, "/") {
			r.URL = pim + "/" + path
		}
		all = append(all, r)
		if whole, ok := completed(r); ok {
			all = append(all, whole)
		}
	}
	add(path)
	for _, root := range [...]string{"/api/", "/connect/apps/", "/index.php/api/"} {
		if i := strings.Index(path, root); i > 0 {
			add(path[i:])
		}
	}
	return all
}

// completed puts into a request of which a log, or a person, told only a part
// what such a request needs.
func completed(r authcore.Request) (authcore.Request, bool) {
	r.Header = slices.Clone(r.Header)
	changed := false
	need := func(name, value string) {
		if !r.Header.Has(name) {
			r.Header.Add(name, value)
			changed = true
		}
	}
	switch {
	case strings.Contains(r.URL, "/oauth/") && r.Method == "POST":
		if r.Body == nil {
			r.Body, changed = []byte(`{"grant_type":"password","username":"username","password":"password"}`), true
		}
		if strings.HasPrefix(string(r.Body), "{") {
			need("Content-Type", "application/json")
		} else {
			need("Content-Type", "application/x-www-form-urlencoded")
		}
		need("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte("9_client:secret")))
	case strings.Contains(r.URL, "/rest/"):
		if r.Method == "POST" || r.Method == "PATCH" {
			need("Content-Type", "application/json")
		}
		need("Authorization", "Bearer token")
	}
	return r, changed
}

// params are the parameters of a body, JSON or form.
func params(r authcore.Request) map[string]string {
	all := map[string]string{}
	for name, value := range bodyParams(r.Body) {
		all[name] = value
	}
	return all
}
