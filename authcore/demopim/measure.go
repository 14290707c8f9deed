// Two routes that are like no others: measurement families, written as one
// list of JSON, and what the system says of itself.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

func (c *call) listMeasurementFamilies() *authcore.Response {
	all := jsontext.Array{}
	for _, i := range c.pim.data.items {
		if i.entity == "measurement_family" {
			all = append(all, i.object())
		}
	}
	return reply(200, all)
}

func (c *call) writeMeasurementFamilies() *authcore.Response {
	list, ok := c.json.(jsontext.Array)
	switch {
	case c.json == nil:
		return refuse(400, invalidJSON)
	case !ok:
		return reply(400, append(codeMessage(400, "The list of measurement families has an invalid format."),
			object("errors", jsontext.Array{object("property", "", "message", "Object value found, but an array is required")})...))
	}
	answers := jsontext.Array{}
	for _, v := range list {
		answers = append(answers, c.putMeasurementFamily(fields(v)))
	}
	return reply(200, answers)
}

func (c *call) putMeasurementFamily(body jsontext.Object) jsontext.Object {
	d, e := c.pim.data, entityOf("measurement_family")
	given, _ := body.Get("code")
	code, _ := given.(string)
	at, thing := d.item(e.name, "", code), parsed(e.shape)
	if at >= 0 {
		thing = d.items[at].object()
	}
	var v violations
	for _, member := range thing {
		if _, ok := body.Get(member.Name); !ok && at < 0 && member.Name != "labels" && (code != "" || member.Name == "code") {
			v.add(member.Name, "The property "+member.Name+" is required")
		}
	}
	for _, member := range body {
		was, ok := thing.Get(member.Name)
		if !ok {
			v.add(member.Name, "The property "+member.Name+" is not defined and the definition does not allow additional properties")
			continue
		}
		set(thing, member.Name, merged(was, member.Value, member.Name))
	}
	if v.errors != nil {
		return object("code", code, "status_code", 422, "message", "The measurement family has an invalid format.", "errors", v.errors)
	}
	status := 204
	if at < 0 {
		status = 201
	}
	d.keep(item{e.name, "", code, ""}, thing, at, "", false)
	return object("code", code, "status_code", status)
}

// system says which PIM this is.
func (c *call) system() *authcore.Response {
	release := c.v.release
	if release == "" {
		release = c.v.version.Release()
	}
	return reply(200, object("version", strings.ToLower(release), "edition", c.v.edition))
}
