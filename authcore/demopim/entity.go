// The entities that are items, all but categories: what they are, and the way
// to one thing of them.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// An entity is a kind of thing.
type entity struct {
	name   string // as in routes and permissions
	word   string // as messages begin
	parent string // the entity that its things belong to, "" for none
	owned  string // what a thing is to its parent
	called string // what the key is called in messages, "" as it is
	shape  string // a new thing: all members in order, the key first, "" for what it must be given; none for a thing that is only read
	goods  bool   // is a product or a product model
}

// goods are the last members of products and product models.
const goods = `"values":{},"created":null,"updated":null,"associations":{},"quantified_associations":{}}`

// entities has a name that begins with another before it.
var entities = []entity{
	{name: "association_type", word: "Association type", shape: `{"code":"","labels":{},"is_quantified":false,"is_two_way":false}`},
	{name: "attribute_group", word: "Attribute group", shape: `{"code":"","sort_order":0,"attributes":[],"labels":{}}`},
	{name: "attribute_option", word: "Attribute option", parent: "attribute", owned: "an option of the attribute", called: "option code", shape: `{"code":"","attribute":"","sort_order":1,"labels":{}}`},
	{name: "attribute", word: "Attribute", shape: `{"code":"","type":"","group":"","unique":false,"useable_as_grid_filter":false,"allowed_extensions":[],"metric_family":null,"default_metric_unit":null,"reference_data_name":null,"available_locales":[],"max_characters":null,"validation_rule":null,"validation_regexp":null,"wysiwyg_enabled":null,"number_min":null,"number_max":null,"decimals_allowed":null,"negative_allowed":null,"date_min":null,"date_max":null,"max_file_size":null,"minimum_input_length":null,"sort_order":0,"localizable":false,"scopable":false,"labels":{},"guidelines":{},"auto_option_sorting":null,"default_value":null}`},
	{name: "channel", word: "Channel", shape: `{"code":"","currencies":[],"locales":[],"category_tree":"","conversion_units":{},"labels":{}}`},
	{name: "currency", word: "Currency"},
	{name: "family_variant", word: "Family variant", parent: "family", owned: "a variant of the family", shape: `{"code":"","labels":{},"variant_attribute_sets":[]}`},
	{name: "family", word: "Family", shape: `{"code":"","attributes":["sku"],"attribute_as_label":"sku","attribute_as_image":null,"attribute_requirements":{"ecommerce":["sku"]},"labels":{}}`},
	{name: "locale", word: "Locale"},
	{name: "measure_family", word: "Measure family with code"},
	{name: "measurement_family", shape: `{"code":"","labels":{},"standard_unit_code":"","units":{}}`},
	{name: "media_file", word: "Media file"},
	{name: "product_model", word: "Product model", goods: true, shape: `{"code":"","family":null,"family_variant":"","parent":null,"categories":[],` + goods},
	{name: "product", word: "Product", goods: true, shape: `{"identifier":"","enabled":true,"family":null,"categories":[],"groups":[],"parent":null,` + goods},
}

func entityOf(name string) *entity {
	return find(entities, func(e *entity) bool { return e.name == name })
}

// key is the member that names a thing.
func (e *entity) key() string {
	if e.name == "product" {
		return "identifier"
	}
	return "code"
}

// item returns the place of an item, -1 if there is none.
func (d *data) item(entity, parent, code string) int {
	return slices.IndexFunc(d.items, func(i item) bool { return i.code == code && i.entity == entity && i.parent == parent })
}

// has reports whether there is such a thing, whatever it belongs to.
func (d *data) has(entity, code string) bool {
	if entity == "category" {
		return slices.ContainsFunc(d.categories, func(k category) bool { return k.code == code })
	}
	return slices.ContainsFunc(d.items, func(i item) bool { return i.code == code && i.entity == entity })
}

// members reads what an item has.
func (i item) object() jsontext.Object {
	return parsed(i.text)
}

// parsed reads an object of our own.
func parsed(text string) jsontext.Object {
	v, _ := jsontext.Parse([]byte(text))
	o, _ := v.(jsontext.Object)
	return o
}

// item answers a route of an entity that is an item.
func (c *call) item() *authcore.Response {
	e := find(entities, func(e *entity) bool { return strings.Contains(c.route.name, "pim_api_"+e.name) })
	parent, code := "", ""
	if e.parent != "" {
		parent = c.vars[0]
	}
	one := strings.HasSuffix(c.route.path, "/{code}")
	if one {
		code = c.vars[len(c.vars)-1]
	}
	if no := c.owner(e, parent); no != nil && (one || c.method != "PATCH") {
		return no.answer()
	}
	switch {
	case c.method == "POST" || c.method == "PATCH":
		return c.write(e.key(), func(c *call, code string, patch bool, body jsontext.Object) (string, bool, *refusal) {
			return c.putItem(e, parent, code, patch, body)
		})
	case !one:
		return c.listItems(e, parent)
	}
	at := c.pim.data.item(e.name, parent, code)
	switch {
	case at < 0:
		return refuse(404, c.lacks(e, parent, code))
	case c.method == "DELETE":
		c.pim.data.remove(e.name, code)
		return empty()
	}
	return reply(200, c.show(c.pim.data.items[at]))
}

// lacks says that there is no such thing.
func (c *call) lacks(e *entity, parent, code string) string {
	message := e.word + ` "` + code + `" does not exist`
	switch {
	case parent != "":
		message += " or is not " + e.owned + ` "` + parent + `"`
	case !c.v.guardedProducts:
	case e.goods && c.method != "DELETE":
		message += " or you do not have permission to access it"
	case e.name == "product":
		message = "The " + code + " product does not exist in your PIM or you do not have permission to access it"
	}
	return message + "."
}

// owner refuses a parent that is none.
func (c *call) owner(e *entity, parent string) *refusal {
	if e.parent == "" {
		return nil
	}
	at := c.pim.data.item(e.parent, "", parent)
	if at < 0 {
		return refusing(404, entityOf(e.parent).word+` "`+parent+`" does not exist.`)
	}
	if kind, _ := c.pim.data.items[at].object().Get("type"); e.name == "attribute_option" && c.route.method == "GET" && kind != "pim_catalog_simpleselect" && kind != "pim_catalog_multiselect" {
		return refusing(404, `Attribute "`+parent+`" does not support options. Only attributes of type "pim_catalog_simpleselect", "pim_catalog_multiselect" support options.`)
	}
	return nil
}

// remove takes a thing away, and a product model's variants.
func (d *data) remove(entity, code string) {
	var variants []item
	d.items = slices.DeleteFunc(d.items, func(i item) bool {
		if entity == "product_model" && strings.HasPrefix(i.entity, "product") {
			if parent, _ := i.object().Get("parent"); parent == code {
				variants = append(variants, i)
			}
		}
		return i.entity == entity && i.code == code
	})
	for _, i := range variants {
		d.remove(i.entity, i.code)
	}
}

// whole reports whether an item has what the rest of the package relies on: the
// members of its entity's shape, or any if it has none.
func (i item) whole() bool {
	e, o := entityOf(i.entity), i.object()
	if e == nil || len(o) == 0 {
		return false
	}
	for n, member := range parsed(e.shape) {
		if n >= len(o) || o[n].Name != member.Name {
			return false
		}
	}
	return e.shape == "" || len(o) == len(parsed(e.shape))
}
