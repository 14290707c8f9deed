// The control routes, /_demo/…: what a test or a page does to a PIM from
// outside. No PIM has them.

package demopim

import (
	"math"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A controlRoute is one method of one path. shape is what a body is to look
// like. members are the names of its members, all of them texts: with a ? of
// one that may be missing, with a * of one that its act looks at; nil are any.
type controlRoute struct {
	method, name, shape string
	members             []string
	act                 func(*call, jsontext.Object) *authcore.Response
}

var controls = []controlRoute{
	{"GET", "credentials", "", nil, byPIM((*PIM).showCredentials)},
	{"POST", "reset", `{"version":"7.0"} or nothing`, []string{"version*"}, byPIM((*PIM).reset)},
	{"POST", "clock", `{"advance":"31s"}`, []string{"advance"}, byPIM((*PIM).moveClock)},
	{"GET", "faults", "", nil, byPIM((*PIM).showFaults)},
	{"POST", "faults", `{"status":503}, or {} for none`, nil, byPIM((*PIM).setFaults)},
	{"POST", "console", `{"line":"pim:oauth-server:list-clients","answer":"Y"}`, []string{"line", "answer?"}, (*call).console},
	{"POST", "ui", `{"as":"admin","method":"GET","path":"/rest/connections/erp","header":[["X-Requested-With","XMLHttpRequest"]],"body":""}`,
		[]string{"as", "method", "path", "header*", "body?"}, (*call).ui},
	{"GET", "users", "", nil, byPIM((*PIM).showUsers)},
	{"POST", "users", `{"username":"anna","password":"anna","role":"User","enabled":true}`, []string{"username*", "password*", "role*", "enabled*"}, byPIM((*PIM).setUser)},
	{"GET", "roles", "", nil, byPIM((*PIM).showRoles)},
	{"POST", "roles", `{"label":"Reader","permissions":["pim_api_overall_access","pim_api_category_list"],"users":["anna"]}`,
		[]string{"label*", "permissions*", "users*"}, byPIM((*PIM).setRole)},
	{"GET", "journal", "", nil, byPIM((*PIM).showJournal)},
}

// byPIM is for an act to which the body says all.
func byPIM(act func(*PIM, jsontext.Object) *authcore.Response) func(*call, jsontext.Object) *authcore.Response {
	return func(c *call, body jsontext.Object) *authcore.Response { return act(c.pim, body) }
}

const controlPath = "/_demo/"

// control answers a control route.
func (c *call) control() *authcore.Response {
	method := c.method
	if method == "HEAD" {
		method = "GET"
	}
	routes := jsontext.Member{Name: "routes", Value: jsontext.Array{}}
	var allow []string
	for _, route := range controls {
		path := controlPath + route.name
		routes.Value = append(routes.Value.(jsontext.Array), route.method+" "+path)
		if path != c.path {
			continue
		}
		if allow = append(allow, route.method); route.method != method {
			continue
		}
		body, wrong := route.read(c.body)
		if wrong != "" {
			return controlError(400, wrong+": send "+route.shape)
		}
		return route.act(c, body)
	}
	if allow != nil {
		methods := strings.Join(allow, ", ")
		r := controlError(405, c.path+" takes "+methods)
		r.Header.Add("Allow", methods)
		return r
	}
	return controlError(404, "no control route "+c.path+": there are "+choices(routes), routes)
}

// read reads a body, or says what is wrong with it.
func (r *controlRoute) read(text []byte) (body jsontext.Object, wrong string) {
	if r.method != "POST" || len(text) == 0 && strings.HasSuffix(r.shape, "nothing") {
		return nil, ""
	}
	v, err := jsontext.Parse(text[:min(len(text), MaxBody)])
	body, ok := v.(jsontext.Object)
	if err != nil || !ok {
		return nil, "the body is no JSON object"
	}
	bare := func(member string) string { return strings.TrimRight(member, "?*") }
	for _, given := range body {
		if r.members != nil && !slices.ContainsFunc(r.members, func(m string) bool { return bare(m) == given.Name }) {
			return nil, `unknown member "` + given.Name + `"`
		}
	}
	for _, m := range r.members {
		v, given := body.Get(bare(m))
		_, isText := v.(string)
		switch {
		case !given && bare(m) == m:
			return nil, `"` + m + `" is missing`
		case given && !isText && !strings.HasSuffix(m, "*"):
			return nil, `"` + bare(m) + `" is no text`
		}
	}
	return body, ""
}

// controlReply is an answer of a control route: plain JSON.
func controlReply(status int, v any) *authcore.Response {
	return answer(status, "no-store", jsontext.Append(nil, v))
}

func controlError(status int, message string, more ...jsontext.Member) *authcore.Response {
	return controlReply(status, append(codeMessage(status, message), more...))
}

// unfit refuses a member whose value cannot be taken.
func unfit(field, message string) *authcore.Response {
	return controlError(422, message, jsontext.Member{Name: "field", Value: field})
}

// choices writes the names of a list in words: "a, b".
func choices(list jsontext.Member) string {
	var names []string
	for _, name := range list.Value.(jsontext.Array) {
		names = append(names, name.(string))
	}
	return strings.Join(names, ", ")
}

func (p *PIM) reset(body jsontext.Object) *authcore.Response {
	version := p.Version
	if v, ok := body.Get("version"); ok {
		name, _ := v.(string)
		if number, ok := v.(jsontext.Number); ok {
			name = string(number) // 7 is understood like "7"
		}
		known, ok := named(name)
		if !ok {
			versions := versionNames()
			return controlError(400, `this demo PIM cannot be version "`+name+`": choose one of `+choices(versions), versions)
		}
		version = known
	}
	p.Version, p.Faults, p.advance, p.journal, p.data = version, Faults{}, 0, nil, nil
	p.seed()
	return p.showCredentials(nil)
}

func (p *PIM) moveClock(body jsontext.Object) *authcore.Response {
	v, _ := body.Get("advance")
	d, ok := duration(v)
	if !ok || d > math.MaxInt64-p.advance {
		return controlError(400, `"advance" is a Go duration such as "31s", "1h" or "336h", zero or more`)
	}
	p.advance += d
	return controlReply(200, object("now", instant(p.now().Unix())))
}

func (p *PIM) showFaults(jsontext.Object) *authcore.Response {
	return controlReply(200, p.Faults.document())
}

func (p *PIM) setFaults(body jsontext.Object) *authcore.Response {
	f, unknown, message := readFaults(body)
	if message != "" {
		return controlError(400, message)
	}
	if unknown != "" {
		names := jsontext.Array{}
		for _, k := range knobs {
			names = append(names, k.name)
		}
		faults := jsontext.Member{Name: "faults", Value: names}
		return controlError(400, `unknown fault "`+unknown+`": choose from `+choices(faults), faults)
	}
	p.Faults = f
	return p.showFaults(nil)
}
