// The request that is put to the demo PIM: the shared one at another address,
// made whole where only a part of it is known.

package replay

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// requests are the forms of the request to try: as it was, and without the
// folder that the real PIM may stand in; each also completed.
func requests(shared *authcore.Request, pim string) []authcore.Request {
	r := *shared
	path := r.URL
	if u, err := urltext.Parse(path); err == nil && u.Host != "" {
		_, path, _ = strings.Cut(path, "//")
		path = strings.TrimLeftFunc(path, func(c rune) bool { return c != '/' && c != '?' && c != '#' })
	}
	if r.URL == "" {
		path = "/api/oauth/v1/token"
		if strings.Contains(strings.ToLower(r.Header.Get("Authorization")), "bearer") {
			path = "/api/rest/v1/categories"
		}
	}
	if r.Method == "" {
		r.Method = "GET"
		if strings.Contains(path, "/token") {
			r.Method = "POST"
		}
	}
	var all []authcore.Request
	for _, root := range [...]string{"", "/api/", "/connect/apps/", "/index.php/api/"} {
		i := strings.Index(path, root)
		if i < 0 || i == 0 && root != "" {
			continue
		}
		r.URL = pim + path[i:]
		if !strings.HasPrefix(path, "/") && i == 0 {
			r.URL = pim + "/" + path
		}
		all = append(all, r)
		if whole := r; complete(&whole) {
			all = append(all, whole)
		}
	}
	return all
}

// complete puts into a request of which a log, or a person, told only a part
// what such a request needs, and reports whether something was missing.
func complete(r *authcore.Request) bool {
	bodiless, lines := r.Body == nil, len(r.Header)
	r.Header = slices.Clone(r.Header)
	switch {
	case strings.Contains(r.URL, "/oauth/") && r.Method == "POST":
		if bodiless {
			r.Body = []byte(`{"grant_type":"password","username":"username","password":"password"}`)
		}
		kind := "application/x-www-form-urlencoded"
		if strings.HasPrefix(string(r.Body), "{") {
			kind = "application/json"
		}
		need(r, "Content-Type", kind)
		need(r, "Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte("9_client:secret")))
		return bodiless || lines < len(r.Header)
	case strings.Contains(r.URL, "/rest/"):
		if r.Method == "POST" || r.Method == "PATCH" {
			need(r, "Content-Type", "application/json")
		}
		need(r, "Authorization", "Bearer token")
	}
	return lines < len(r.Header)
}

func need(r *authcore.Request, name, value string) {
	if !r.Header.Has(name) {
		r.Header.Add(name, value)
	}
}

// params are the parameters of a body, JSON or form.
func params(body []byte) map[string]string {
	all := map[string]string{}
	v, _ := jsontext.Parse(body)
	if o, ok := v.(jsontext.Object); ok {
		for _, m := range o {
			if text, ok := m.Value.(string); ok {
				all[m.Name] = text
			}
		}
		return all
	}
	for _, p := range urltext.ParseQuery(string(body)) {
		all[p.Name] = p.Value
	}
	return all
}
