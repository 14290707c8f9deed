// The entities: what their things look like, and the way to one of them. What
// is not a category is an item.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// An entity is a kind of thing.
type entity struct {
	name    string // as in routes and permissions
	word    string // as messages begin
	guarded string // what a role without its permissions may not list, create, update or delete; "" for one without permissions
	anchor  string // in the documentation, without the method
	parent  string // the entity that its things belong to, "" for none
	owned   string // what a thing is to its parent
	called  string // what the key is called where it differs from the address
	shape   string // a new thing: all members in order, the key first, "" for what it must be given; none for a thing that is only read
	goods   bool   // is a product or a product model
}

// goods are the last members of products and product models.
const goods = `"values":{},"created":null,"updated":null,"associations":{},"quantified_associations":{}}`

// entities has a name that begins with another before it.
var entities = []entity{
	{name: "association_type", word: "Association type", guarded: "association types", anchor: "association_types", called: "code", shape: `{"code":"","labels":{},"is_quantified":false,"is_two_way":false}`},
	{name: "attribute_group", word: "Attribute group", guarded: "attribute groups", anchor: "attribute_groups", called: "code", shape: `{"code":"","sort_order":0,"attributes":[],"labels":{}}`},
	{name: "attribute_option", word: "Attribute option", guarded: "attribute options", anchor: "attributes__attribute_code__options", parent: "attribute", owned: "an option of the attribute", called: "option code", shape: `{"code":"","attribute":"","sort_order":1,"labels":{}}`},
	{name: "attribute", word: "Attribute", guarded: "attributes", anchor: "attributes", called: "code", shape: `{"code":"","type":"","group":"","unique":false,"useable_as_grid_filter":false,"allowed_extensions":[],"metric_family":null,"default_metric_unit":null,"reference_data_name":null,"available_locales":[],"max_characters":null,"validation_rule":null,"validation_regexp":null,"wysiwyg_enabled":null,"number_min":null,"number_max":null,"decimals_allowed":null,"negative_allowed":null,"date_min":null,"date_max":null,"max_file_size":null,"minimum_input_length":null,"sort_order":0,"localizable":false,"scopable":false,"labels":{},"guidelines":{},"auto_option_sorting":null,"default_value":null}`},
	{name: "category", word: "Category", guarded: "categories", anchor: "categories", called: "code", shape: `{"code":"","parent":null,"labels":{}}`},
	{name: "channel", word: "Channel", guarded: "channels", anchor: "channels", called: "code", shape: `{"code":"","currencies":[],"locales":[],"category_tree":"","conversion_units":{},"labels":{}}`},
	{name: "currency", word: "Currency", guarded: "currencies"},
	{name: "family_variant", word: "Family variant", guarded: "family variants", anchor: "families__family_code__variants", parent: "family", owned: "a variant of the family", called: "code", shape: `{"code":"","labels":{},"variant_attribute_sets":[]}`},
	{name: "family", word: "Family", guarded: "families", anchor: "families", called: "code", shape: `{"code":"","attributes":["sku"],"attribute_as_label":"sku","attribute_as_image":null,"attribute_requirements":{"ecommerce":["sku"]},"labels":{}}`},
	{name: "locale", word: "Locale", guarded: "locales"},
	{name: "measure_family", word: "Measure family with code"},
	{name: "measurement_family", word: "Measurement family", anchor: "measurement_families", called: "code", shape: `{"code":"","labels":{},"standard_unit_code":"","units":{}}`},
	{name: "media_file", word: "Media file"},
	{name: "product_model", word: "Product model", guarded: "product models", anchor: "product_models", goods: true, called: "code", shape: `{"code":"","family":null,"family_variant":"","parent":null,"categories":[],` + goods},
	{name: "product", word: "Product", guarded: "products", anchor: "products", goods: true, called: "identifier", shape: `{"identifier":"","enabled":true,"family":null,"categories":[],"groups":[],"parent":null,` + goods},
}

func entityOf(name string) *entity {
	return find(entities, func(e *entity) bool { return e.name == name })
}

// entity returns the entity that a route is about, nil if there is none.
func (r *route) entity() *entity {
	return find(entities, func(e *entity) bool { return strings.Contains(r.name, "pim_api_"+e.name) })
}

// permission begins the names of its permissions; the end is the action.
func (e *entity) permission() string {
	if e.goods {
		return "pim_api_product"
	}
	return "pim_api_" + e.name
}

// key is the member that names a thing.
func (e *entity) key() string {
	if e.name == "product" {
		return e.called
	}
	return "code"
}

// item returns the place of a thing, -1 if there is none.
func (d *data) item(entity, parent, code string) int {
	if entity == "category" {
		for i := range d.categories {
			if d.categories[i].code == code {
				return i
			}
		}
		return -1
	}
	for i := range d.items {
		if it := &d.items[i]; it.code == code && it.entity == entity && (it.parent == parent || parent == anywhere) {
			return i
		}
	}
	return -1
}

// anywhere is a parent that any thing has.
const anywhere = "*"

// parsed reads an object of our own.
func parsed(text string) jsontext.Object {
	v, _ := jsontext.Parse([]byte(text))
	o, _ := v.(jsontext.Object)
	return o
}

// item answers a route of an entity.
func (c *call) item() *authcore.Response {
	e := c.route.entity()
	parent, code := "", ""
	if e.parent != "" {
		parent = c.vars[0]
	}
	if strings.HasSuffix(c.route.path, "/{code}") {
		code = c.vars[len(c.vars)-1]
	}
	lines := c.method == "PATCH" && code == "" // each of which finds the parent for itself
	if no := c.owner(e, parent); no != nil && !lines {
		return no.answer()
	}
	switch {
	case lines:
		return c.writeLines(e, parent)
	case c.method == "POST" || c.method == "PATCH":
		return c.write(e, parent, code)
	case code == "":
		return c.listItems(e, parent)
	}
	at := c.pim.data.item(e.name, parent, code)
	switch {
	case at < 0:
		return refuse(404, c.lacks(e, parent, code))
	case c.method == "DELETE":
		c.pim.data.remove(e, code)
		return noContent()
	}
	return reply(200, c.show(&c.pim.data.items[at], false))
}

// lacks says that there is no such thing.
func (c *call) lacks(e *entity, parent, code string) string {
	message := e.word + ` "` + code + `" does not exist`
	switch {
	case parent != "":
		message += " or is not " + e.owned + ` "` + parent + `"`
	case !c.v.guardedProducts || !e.goods:
	case c.method != "DELETE":
		message += " or you do not have permission to access it"
	case e.name == "product":
		message = "The " + code + " product does not exist in your PIM or you do not have permission to access it"
	}
	return message + "."
}

// owner refuses a parent that is none.
func (c *call) owner(e *entity, parent string) refusal {
	if e.parent == "" {
		return nil
	}
	at := c.pim.data.item(e.parent, "", parent)
	if at < 0 {
		return refusing(404, entityOf(e.parent).word+` "`+parent+`" does not exist.`)
	}
	if e.name == "attribute_option" && c.route.method == "GET" {
		kind := get(parsed(c.pim.data.items[at].text), "type")
		if kind != "pim_catalog_simpleselect" && kind != "pim_catalog_multiselect" {
			return refusing(404, `Attribute "`+parent+`" does not support options. Only attributes of type "pim_catalog_simpleselect", "pim_catalog_multiselect" support options.`)
		}
	}
	return nil
}

// remove takes a thing away, and a product model's variants.
func (d *data) remove(e *entity, code string) {
	gone := []string{code}
	for i := 0; i < len(d.items); {
		it := &d.items[i]
		switch {
		case it.entity == e.name && it.code == code:
		case e.name == "product_model" && strings.HasPrefix(it.entity, "product") && slices.Contains(gone, text(get(parsed(it.text), "parent"))):
			gone = append(gone, it.code)
		default:
			i++
			continue
		}
		d.items = append(d.items[:i], d.items[i+1:]...)
	}
}

// show is a thing as the API shows it, in a list with the link to itself.
func (c *call) show(it *item, listed bool) jsontext.Object {
	thing := parsed(it.text)
	var links jsontext.Object
	self := c.origin + c.collection() + "/" + escape(it.code)
	if listed {
		links = object("self", href(self))
	}
	if it.entity == "media_file" { // its last member is what the file holds
		thing = thing[:len(thing)-1]
		links = append(links, object("download", href(self+"/download"))...)
	}
	switch {
	case listed:
		return append(object("_links", links), thing...)
	case links != nil:
		return append(thing, object("_links", links)...)
	}
	return thing
}

// listItems answers with a page of an entity's things.
func (c *call) listItems(e *entity, parent string) *authcore.Response {
	paging, message := c.readPaging()
	if message != "" {
		return refuse(422, message)
	}
	search, no := e.readSearch(c.query)
	if no != nil {
		return no.answer()
	}
	all := jsontext.Array{}
	begun := !paging.keyed || paging.after == ""
	for i := range c.pim.data.items {
		it := &c.pim.data.items[i]
		if it.entity != e.name || it.parent != parent {
			continue
		}
		if begun && search.finds(parsed(it.text)) {
			all = append(all, c.show(it, true))
		}
		begun = begun || it.code == paging.after
	}
	return reply(200, paging.envelope(c.origin+c.collection(), len(all), cut(paging, all)))
}

// whole reports whether an item has what the rest of the package relies on: the
// members of its entity's shape, or any if it has none.
func (it *item) whole() bool {
	e, thing := entityOf(it.entity), parsed(it.text)
	if e == nil || len(thing) == 0 {
		return false
	}
	shape := parsed(e.shape)
	for i := range shape {
		if len(thing) != len(shape) || thing[i].Name != shape[i].Name {
			return false
		}
	}
	return true
}
