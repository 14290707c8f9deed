// The order of the checks, as a property: whatever else is wrong with a
// request, in every version the answer is that of its first fault.

package demopim_test

import (
	"maps"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// A faulty is a request in the making, and what is wrong with it so far.
type faulty struct {
	method, path, query, contentType, accept, basic, token string
	members                                                map[string]string
	cut                                                    bool // the JSON lacks its end
	blanks                                                 int  // after the body
}

// A mistake is something that is wrong with a request. Mistakes with the same
// lever cannot be made together.
type mistake struct {
	name, lever string
	until, from authcore.Version // the versions that mind it, "" for no limit
	make        func(*faulty)
	status      int
	message     string
}

func (f faulty) request() authcore.Request {
	r := authcore.Request{Method: f.method, URL: origin + f.path + f.query}
	for _, line := range [][2]string{{"Content-Type", f.contentType}, {"Accept", f.accept}, {"Authorization", f.basic + f.token}} {
		if line[1] != "" {
			r.Header.Add(line[0], line[1])
		}
	}
	if f.members != nil {
		body := "{"
		for _, name := range slices.Sorted(maps.Keys(f.members)) {
			body += `"` + name + `":"` + f.members[name] + `",`
		}
		body = strings.TrimSuffix(body, ",")
		if !f.cut {
			body += "}"
		}
		r.Body = []byte(body + strings.Repeat(" ", f.blanks))
	}
	return r
}

// everySet makes each set of up to three mistakes that can be made together, in
// each version, and holds the answer to be that of the first.
func everySet(t *testing.T, mistakes []mistake, fresh func(*demopim.PIM) faulty) {
	for _, version := range demopim.Versions() {
		pim, untouched := newPIM(), newPIM()
		pim.Version, untouched.Version = version, version
		answer := untouched.Do(fresh(untouched).request())
		require.Less(t, answer.Status, 400, "%s: nothing is wrong: %s", version, answer.Body)
		sound := fresh(pim)
		for set := 1; set < 1<<len(mistakes); set++ {
			if bits.OnesCount(uint(set)) > 3 {
				continue
			}
			request, names, levers := sound, "", map[string]bool{}
			request.members = maps.Clone(sound.members)
			var first *mistake
			possible := true
			for i := range mistakes {
				m := &mistakes[i]
				if set&(1<<i) == 0 {
					continue
				}
				possible = possible && (m.lever == "" || !levers[m.lever]) &&
					(m.from == "" || version.AtLeast(m.from)) && (m.until == "" || m.until.AtLeast(version))
				levers[m.lever] = true
				m.make(&request)
				names += " + " + m.name
				if first == nil {
					first = m
				}
			}
			if !possible {
				continue
			}
			answer := pim.Do(request.request())
			require.Equal(t, first.status, answer.Status, "%s:%s\n%s", version, names, answer.Body)
			require.Contains(t, string(answer.Body), first.message, "%s:%s", version, names)
		}
	}
}

func TestOrderOfTheTokenEndpoint(t *testing.T) {
	client := grant("myERPuser").Header.Get("Authorization")
	path := func(f *faulty) { f.path += "/" }
	method := func(f *faulty) { f.method = "PUT" }
	common := []mistake{
		{name: "no such route", make: path, status: 404, message: "No route found for"},
		{name: "wrong method", make: method, status: 405, message: "Method Not Allowed (Allow: POST)"},
		{name: "too long", from: "3.2", make: func(f *faulty) { f.blanks = 301 }, status: 413, message: "300 bytes"},
		{name: "no JSON", lever: "type", make: func(f *faulty) { f.cut = true }, status: 400, message: "Invalid json"},
		{name: "wrong type", lever: "type", make: func(f *faulty) { f.contentType = "text/plain" }, status: 415, message: "is not valid. Only"},
		{name: "no type", lever: "type", make: func(f *faulty) { f.contentType = "" }, status: 415, message: "header is missing"},
		{name: "no grant", lever: "grant", make: func(f *faulty) { f.members["grant_type"] = "x" }, status: 422, message: `\"grant_type\", \"username\" or \"password\"`},
		{name: "no client", lever: "client", make: func(f *faulty) { f.basic = "" }, status: 422, message: `\"client_id\" is missing`},
		{name: "unknown client", lever: "client", make: func(f *faulty) { f.basic = "Basic OV94Onk=" }, status: 422, message: `\"client_id\" is missing`},
		{name: "not its grant", lever: "grant", make: func(f *faulty) { f.members["grant_type"] = "token" }, status: 422, message: "not authorized for this client"},
	}
	scope := mistake{name: "scope", make: func(f *faulty) { f.members["scope"] = "x" }, status: 422, message: "unsupported scope"}
	t.Run("password", func(t *testing.T) {
		everySet(t, slices.Concat(common, []mistake{
			{name: "no username", make: func(f *faulty) { delete(f.members, "username") }, status: 422, message: `\"grant_type\", \"username\" or \"password\"`},
			{name: "wrong password", make: func(f *faulty) { f.members["password"] = "x" }, status: 422, message: "No user found"},
			scope,
		}), func(*demopim.PIM) faulty {
			return faulty{method: "POST", path: "/api/oauth/v1/token", contentType: "application/json", basic: client,
				members: map[string]string{"grant_type": "password", "username": "myERPuser", "password": "64bngr78"}}
		})
	})
	t.Run("refresh_token", func(t *testing.T) {
		everySet(t, slices.Concat(common, []mistake{
			{name: "no refresh token", lever: "refresh", make: func(f *faulty) { f.members["refresh_token"] = "" }, status: 422, message: `\"grant_type\" or \"refresh_token\"`},
			{name: "unknown refresh token", lever: "refresh", make: func(f *faulty) { f.members["refresh_token"] = "x" }, status: 422, message: "Refresh token is invalid"},
			scope,
		}), func(pim *demopim.PIM) faulty {
			login(t, pim, "myERPuser")
			return faulty{method: "POST", path: "/api/oauth/v1/token", contentType: "application/json", basic: client,
				members: map[string]string{"grant_type": "refresh_token", "refresh_token": "NzU4NzdiYjQxZDM5M2I1ZmI4NDU1Y2U2MGVjZDhkZGEwMDFkMDYzMTY0OTZiMTRkZmE3Zjg5NTY1NmVlY2E0YQ"}}
		})
	})
}

func TestOrderOfTheBearerArea(t *testing.T) {
	var kevins, julias, expired string
	// tokens gets everybody's before the mistakes are made; who lacks the
	// whole API lacks each entity as well.
	tokens := func(pim *demopim.PIM) string {
		expired = "Bearer " + login(t, pim, "myERPuser")
		pim.Do(control("clock", `{"advance":"1h1s"}`))
		kevins, julias = "Bearer "+login(t, pim, "kevin"), "Bearer "+login(t, pim, "julia")
		return "Bearer " + login(t, pim, "myERPuser")
	}
	routing := []mistake{
		{name: "no such route", make: func(f *faulty) { f.path += "/x/y" }, status: 404, message: "No route found for"},
		{name: "wrong method", make: func(f *faulty) { f.method = "PUT" }, status: 405, message: "Method Not Allowed (Allow: GET, P"},
	}
	guards := []mistake{
		{name: "header and query", lever: "token", make: func(f *faulty) { f.token = "Bearer x"; f.add("access_token=x") }, status: 500, message: "Internal Server Error"},
		{name: "no token until 6.0", until: "6.0", lever: "token", make: func(f *faulty) { f.token = "" }, status: 401, message: "OAuth2 authentication required"},
		{name: "no token", from: "7.0", lever: "token", make: func(f *faulty) { f.token = "" }, status: 401, message: "Full authentication"},
		{name: "unknown token", lever: "token", make: func(f *faulty) { f.token = "Bearer x" }, status: 401, message: "provided is invalid."},
		{name: "expired token", lever: "token", make: func(f *faulty) { f.token = expired }, status: 401, message: "has expired"},
		{name: "no access", lever: "token", make: func(f *faulty) { f.token = kevins }, status: 403, message: "not allowed to access the web API"},
	}
	accept := mistake{name: "not acceptable", make: func(f *faulty) { f.accept = "text/html" }, status: 406, message: "header is not valid"}
	brackets := mistake{name: "brackets", from: "7.0", make: func(f *faulty) { f.add("x[]=1") }, status: 400, message: "Bracket syntax"}
	permission := func(does string) []mistake {
		make := func(f *faulty) { f.token = julias }
		return []mistake{
			{name: "no permission", until: "7.0", lever: "token", make: make, status: 403, message: "not allowed to " + does + " categories."},
			{name: "no permission at SaaS", from: "saas", lever: "token", make: make, status: 403, message: "not allowed to access the web API."},
		}
	}
	t.Run("list", func(t *testing.T) {
		everySet(t, slices.Concat(routing, guards, []mistake{accept, brackets}, permission("list"), []mistake{
			{name: "pagination type", make: func(f *faulty) { f.add("pagination_type=x") }, status: 422, message: "Pagination type"},
			{name: "limit", make: func(f *faulty) { f.add("limit=x") }, status: 422, message: "limit number"},
			{name: "page", make: func(f *faulty) { f.add("page=x") }, status: 422, message: "page number"},
			{name: "with_count", make: func(f *faulty) { f.add("with_count=x") }, status: 422, message: "with_count"},
			{name: "search", from: "4.0", make: func(f *faulty) { f.add("search=x") }, status: 400, message: "valid JSON"},
		}), func(pim *demopim.PIM) faulty {
			return faulty{method: "GET", path: "/api/rest/v1/categories", token: tokens(pim)}
		})
	})
	t.Run("get", func(t *testing.T) {
		everySet(t, slices.Concat(routing, guards, []mistake{accept, brackets}, permission("list"), []mistake{
			{name: "no such category", make: func(f *faulty) { f.path = strings.Replace(f.path, "master", "nope", 1) }, status: 404, message: "does not exist"},
		}), func(pim *demopim.PIM) faulty {
			return faulty{method: "GET", path: "/api/rest/v1/categories/master", token: tokens(pim)}
		})
	})
	t.Run("create", func(t *testing.T) {
		everySet(t, slices.Concat(routing, []mistake{
			{name: "no JSON", lever: "type", make: func(f *faulty) { f.cut = true }, status: 400, message: "Invalid json"},
		}, guards, []mistake{
			{name: "wrong type", lever: "type", make: func(f *faulty) { f.contentType = "text/plain" }, status: 415, message: "is not valid. Only"},
			{name: "no type", lever: "type", make: func(f *faulty) { f.contentType = "" }, status: 415, message: "header is missing"},
			brackets,
		}, permission("create or update"), []mistake{
			{name: "unknown property", make: func(f *faulty) { f.members["x"] = "y" }, status: 422, message: `Property \"x\" does not exist`},
			{name: "code taken", make: func(f *faulty) { f.members["code"] = "master" }, status: 422, message: "already used"},
		}), func(pim *demopim.PIM) faulty {
			return faulty{method: "POST", path: "/api/rest/v1/categories", contentType: "application/json", token: tokens(pim), members: map[string]string{"code": "new"}}
		})
	})
}

// add puts a parameter into the query.
func (f *faulty) add(parameter string) {
	separator := "?"
	if f.query != "" {
		separator = "&"
	}
	f.query += separator + parameter
}
