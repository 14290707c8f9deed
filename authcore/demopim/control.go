// The control routes, /_demo/…: what a test or a page does to a PIM from
// outside. No PIM has them.

package demopim

import (
	"math"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// controls are the routes. shape is what a body is to look like.
var controls = []struct {
	method, name, shape string
	knows               []string // the members that a body may have; nil: not looked at here
	act                 func(p *PIM, body jsontext.Object) *authcore.Response
}{
	{"GET", "credentials", "", nil, (*PIM).showCredentials},
	{"POST", "reset", `{"version":"7.0"} or nothing`, []string{"version"}, (*PIM).reset},
	{"POST", "clock", `{"advance":"31s"}`, []string{"advance"}, (*PIM).moveClock},
	{"GET", "faults", "", nil, (*PIM).showFaults},
	{"POST", "faults", `{"status":503}, or {} for none`, nil, (*PIM).setFaults},
	{"GET", "journal", "", nil, (*PIM).showJournal},
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
		var body jsontext.Object
		if method == "POST" && (len(c.body) > 0 || !strings.HasSuffix(route.shape, "nothing")) {
			v, err := jsontext.Parse(c.body[:min(len(c.body), MaxBody)])
			object, ok := v.(jsontext.Object)
			if err != nil || !ok {
				return controlError(400, "the body is no JSON object: send "+route.shape)
			}
			body = object
		}
		if route.knows != nil {
			for _, member := range body {
				if member.Name != route.knows[0] {
					return controlError(400, `unknown member "`+member.Name+`": send `+route.shape)
				}
			}
		}
		return route.act(c.pim, body)
	}
	if allow != nil {
		methods := strings.Join(allow, ", ")
		r := controlError(405, c.path+" takes "+methods)
		r.Header.Add("Allow", methods)
		return r
	}
	return controlError(404, "no control route "+c.path+": there are "+choices(routes), routes)
}

// controlReply is an answer of a control route: plain JSON.
func controlReply(status int, v any) *authcore.Response {
	return answer(status, "no-store", jsontext.Append(nil, v))
}

func controlError(status int, message string, more ...jsontext.Member) *authcore.Response {
	return controlReply(status, append(codeMessage(status, message), more...))
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
	v, ok := body.Get("advance")
	if !ok {
		return controlError(400, `"advance" is missing: send {"advance":"31s"}`)
	}
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
