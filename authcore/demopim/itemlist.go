// Lists of items: their pages, by number or after a key, and their search.

package demopim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// listItems answers with a page of an entity's things.
func (c *call) listItems(e *entity, parent string) *authcore.Response {
	kind, named := given(c.query, "pagination_type")
	after := value(c.query, "search_after")
	ownPaging := e.goods && (!named || kind == "page" || kind == "search_after")
	if ownPaging {
		c.query = slices.DeleteFunc(c.query, func(p param) bool { return p.name == "pagination_type" || p.name == "search_after" })
	}
	paging, message := c.readPaging()
	if message != "" {
		return refuse(422, message)
	}
	var all []jsontext.Object
	for _, i := range c.pim.data.items {
		if i.entity == e.name && i.parent == parent {
			all = append(all, c.show(i))
		}
	}
	if search, ok := given(c.query, "search"); ok {
		found, no := e.search(all, search)
		if no != nil {
			return no.answer()
		}
		all = found
	}
	path := c.origin + c.collection()
	if ownPaging {
		rest := strings.TrimPrefix(paging.query, fmt.Sprintf("&limit=%d&with_count=%t", paging.limit, paging.count))
		common := fmt.Sprintf("with_count=%t&pagination_type=%%s&limit=%d", paging.count, paging.limit)
		if kind == "search_after" {
			return c.listAfter(path+"?"+fmt.Sprintf(common, kind)+rest, after, paging.limit, all)
		}
		paging.query = "&" + fmt.Sprintf(common, "page") + rest
	}
	return reply(200, paging.envelope(path, len(all), c.embed(cut(paging, all))))
}

// listAfter answers with the things that follow one in the list: its key takes
// the place of a page's number.
func (c *call) listAfter(address, after string, limit int, all []jsontext.Object) *authcore.Response {
	self := address
	if after != "" {
		self += "&search_after=" + escape(after)
		at := slices.IndexFunc(all, func(o jsontext.Object) bool { return text(o[0].Value) == after })
		if at < 0 {
			at = len(all) - 1
		}
		all = all[at+1:]
	}
	links := object("self", href(self), "first", href(address))
	if len(all) >= limit {
		all = all[:limit]
		links = append(links, object("next", href(address+"&search_after="+escape(text(all[limit-1][0].Value))))...)
	}
	return reply(200, object("_links", links, "_embedded", object("items", c.embed(all))))
}

// embed gives each thing of a list the link to itself.
func (c *call) embed(all []jsontext.Object) jsontext.Array {
	items := jsontext.Array{}
	for _, o := range all {
		links := object("self", href(c.origin+c.collection()+"/"+escape(text(o[0].Value))))
		if last := len(o) - 1; o[last].Name == "_links" { // those of a media file
			links = append(links, fields(o[last].Value)...)
			o = o[:last]
		}
		items = append(items, append(object("_links", links), o...))
	}
	return items
}

// show is a thing as the API shows it.
func (c *call) show(i item) jsontext.Object {
	o := i.object()
	if i.entity == "media_file" { // the last member is what the file holds
		o[len(o)-1] = jsontext.Member{Name: "_links", Value: object("download", href(c.origin+rootPath+"/media-files/"+escape(i.code)+"/download"))}
	}
	return o
}

// search reads {"property":[{"operator":…,"value":…}]} and returns what it
// finds: where a property is in a list, or is equal to a value.
func (e *entity) search(all []jsontext.Object, search string) ([]jsontext.Object, *refusal) {
	v, err := jsontext.Parse([]byte(search))
	if _, ok := elements(v); err != nil || !ok {
		return nil, refusing(400, "Search query parameter should be valid JSON.")
	}
	shape := parsed(e.shape)
	if shape == nil && len(all) > 0 {
		shape = all[0]
	}
	for _, member := range fields(v) {
		name := member.Name
		criteria, _ := member.Value.(jsontext.Array)
		if len(criteria) == 0 {
			return nil, refusing(422, `Structure of filter "`+name+`" should respect this structure: {"`+name+`":[{"operator": "my_operator", "value": "my_value"}]}`)
		}
		for _, criterion := range criteria {
			o := fields(criterion)
			operator, _ := o.Get("operator")
			wanted, _ := o.Get("value")
			list, isList := wanted.(jsontext.Array)
			_, known := shape.Get(name)
			if operator == "=" {
				list, isList = jsontext.Array{wanted}, true
			}
			if !known || !isList || operator != "=" && operator != "IN" {
				return nil, refusing(422, `Filter on property "`+name+`" is not supported or does not support operator "`+text(operator)+`".`)
			}
			all = slices.DeleteFunc(all, func(o jsontext.Object) bool {
				v, _ := o.Get(name)
				return !meet(list, v)
			})
		}
	}
	return all, nil
}

// meet reports whether a value, or an element of it, is in a list.
func meet(list jsontext.Array, v any) bool {
	own, isList := v.(jsontext.Array)
	if !isList {
		own = jsontext.Array{v}
	}
	for _, a := range list {
		for _, b := range own {
			if string(jsontext.Append(nil, a)) == string(jsontext.Append(nil, b)) {
				return true
			}
		}
	}
	return false
}
