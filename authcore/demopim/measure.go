// Two routes that are like no others: measurement families, written as one
// list of JSON, and what the system says of itself.

package demopim

import (
	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

func (c *call) listMeasurementFamilies() *authcore.Response {
	all := jsontext.Array{}
	for i := range c.pim.data.items {
		if it := &c.pim.data.items[i]; it.entity == "measurement_family" {
			all = append(all, parsed(it.text))
		}
	}
	return reply(200, all)
}

func (c *call) writeMeasurementFamilies() *authcore.Response {
	list, isList := c.json.(jsontext.Array)
	switch {
	case c.json == nil:
		return refuse(400, invalidJSON)
	case !isList:
		return reply(400, codeMessage(400, "The list of measurement families has an invalid format."))
	}
	for i := range list {
		list[i] = jsontext.Object(c.writeOne(entityOf("measurement_family"), "", fields(list[i])))
	}
	return reply(200, list)
}

// system says which PIM this is.
func (c *call) system() *authcore.Response {
	release := c.v.release
	if release == "" {
		release = c.v.version.Release()
	}
	return reply(200, object("version", release, "edition", c.v.edition))
}
