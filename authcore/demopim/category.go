// Categories: to list and to get.

package demopim

import (
	"slices"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const categoriesPath = rootPath + "/categories"

func (c *call) listCategories() *authcore.Response {
	paging, message := c.readPaging()
	if message != "" {
		return refuse(422, message)
	}
	chosen := c.pim.data.categories
	if search, ok := given(c.query, "search"); ok && c.v.search {
		filters, refusal := readSearch(search)
		if refusal != nil {
			return refusal
		}
		chosen = choose(chosen, filters)
	}
	items := jsontext.Array{}
	for _, found := range cut(paging, chosen) {
		self := object("self", href(c.origin+categoriesPath+"/"+escape(found.code)))
		items = append(items, append(object("_links", self), c.category(found)...))
	}
	return reply(200, paging.envelope(c.origin+categoriesPath, len(chosen), items))
}

func (c *call) getCategory() *authcore.Response {
	code := c.vars[0]
	for _, found := range c.pim.data.categories {
		if found.code == code {
			return reply(200, c.category(found))
		}
	}
	return refuse(404, `Category "`+code+`" does not exist.`)
}

// category writes one category with what the query asks for.
func (c *call) category(k category) jsontext.Object {
	var parent any
	if k.parent != "" {
		parent = k.parent
	}
	members := object("code", k.code, "parent", parent)
	if c.v.updated {
		members = append(members, object("updated", k.updated)...)
	}
	members = append(members, object("labels", parsed(k.labels))...)
	if c.v.enriched && on(c.query, "with_position") {
		members = append(members, object("position", c.pim.data.position(k))...)
	}
	if c.v.enriched && on(c.query, "with_enriched_attributes") {
		members = append(members, object("values", jsontext.Object{})...)
	}
	return members
}

// position counts a category among its siblings, from 1; a root is alone.
func (d *data) position(k category) int {
	position := 1
	for _, sibling := range d.categories {
		if sibling.code == k.code {
			break
		}
		if k.parent != "" && sibling.parent == k.parent {
			position++
		}
	}
	return position
}

// below returns the codes of all descendants of a category.
func below(all []category, code string) []string {
	var found []string
	for _, k := range all {
		if k.parent != "" && (k.parent == code || slices.Contains(found, k.parent)) {
			found = append(found, k.code)
		}
	}
	return found
}
