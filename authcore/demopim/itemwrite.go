// Items: to create and to update. Their shapes say what may be written.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// refers names the properties that hold codes of other things.
var refers = []struct{ property, entity string }{
	{"family", "family"}, {"family_variant", "family_variant"}, {"parent", "product_model"}, {"categories", "category"},
	{"attributes", "attribute"}, {"group", "attribute_group"}, {"category_tree", "category"}, {"locales", "locale"}, {"currencies", "currency"},
}

func (c *call) noReference(property, entity, code string) *refusal {
	words := strings.ReplaceAll(entity, "_", " ")
	return c.undocumented(`Property "` + property + `" expects a valid ` + words + " code. The " + words + ` does not exist, "` + code + `" given.`)
}

// putItem is a [putter] for the things of an entity and parent.
func (c *call) putItem(e *entity, parent, code string, patch bool, body jsontext.Object) (string, bool, *refusal) {
	if no := c.owner(e, parent); no != nil {
		return "", false, no
	}
	d, key := c.pim.data, e.key()
	at, thing := -1, parsed(e.shape)
	if patch {
		at = d.item(e.name, parent, code)
	}
	if at >= 0 {
		thing = d.items[at].object()
	} else if no := e.mismatch(body, parent, code, patch); no != nil {
		return "", false, no
	}
	for _, member := range body {
		if e.goods && (member.Name == "created" || member.Name == "updated") {
			continue // sent back as they were shown
		}
		if no := c.changeItem(e, thing, member.Name, member.Value); no != nil {
			return "", false, no
		}
	}
	if at < 0 && patch {
		set(thing, key, code)
	}
	if at < 0 {
		set(thing, e.parent, parent) // for those that show it
	}
	now, _ := thing.Get(key)
	if no := d.validateItem(e, parent, thing, at); no != nil {
		return "", false, no
	}
	d.keep(item{e.name, parent, text(now), ""}, thing, at, c.pim.stamp(), e.goods)
	return text(now), at < 0, nil
}

// mismatch refuses to create what is called otherwise in the address.
func (e *entity) mismatch(body jsontext.Object, parent, code string, patch bool) *refusal {
	if e.name == "attribute_option" {
		given, _ := body.Get("attribute")
		if no := mismatch("attribute code", given, parent); no != nil {
			return no
		}
	}
	given, _ := body.Get(e.key())
	if !patch {
		return nil
	}
	called := e.called
	if called == "" {
		called = e.key()
	}
	return mismatch(called, given, code)
}

// changeItem sets a property, with nil, or refuses it.
func (c *call) changeItem(e *entity, thing jsontext.Object, name string, v any) *refusal {
	at := slices.IndexFunc(thing, func(m jsontext.Member) bool { return m.Name == name })
	if at < 0 {
		return c.unknownProperty(name)
	}
	shape, _ := parsed(e.shape).Get(name)
	list, isArray := elements(v)
	_, isBool := v.(bool)
	_, wantsArray := elements(shape)
	_, wantsBool := shape.(bool)
	switch {
	case name == "labels":
		if _, no := c.labelsOf(v); no != nil {
			return no
		}
	case wantsArray && !isArray:
		return c.expects(name, "an array", v)
	case wantsBool && !isBool:
		return c.expects(name, "a boolean", v)
	case !wantsArray && isArray:
		return c.expects(name, "a scalar", v)
	}
	if name == "values" {
		if no := c.refuseValues(fields(v)); no != nil {
			return no
		}
	}
	if !isArray {
		list = []any{v}
	}
	for _, r := range refers {
		for _, v := range list {
			if r.property == name && text(v) != "" && !c.pim.data.has(r.entity, text(v)) {
				return c.noReference(name, r.entity, text(v))
			}
		}
	}
	thing[at].Value = merged(thing[at].Value, v, name)
	return nil
}

// refuseValues looks for what is wrong with the values of a product.
func (c *call) refuseValues(values jsontext.Object) *refusal {
	for _, member := range values {
		if !c.pim.data.has("attribute", member.Name) {
			if c.v.guardedProducts {
				return c.undocumented("The " + member.Name + " attribute does not exist in your PIM.")
			}
			return c.unknownProperty(member.Name)
		}
		list, ok := elements(member.Value)
		if !ok {
			return c.expects(member.Name, "an array", member.Value)
		}
		for _, v := range list {
			for _, key := range [...]string{"locale", "scope", "data"} {
				if _, ok := fields(v).Get(key); !ok {
					return c.undocumented(`Property "` + member.Name + `" expects an array with the key "` + key + `".`)
				}
			}
		}
	}
	return nil
}

// merged is what an update makes of a member: an object takes in the other's
// members and loses those that are null, anything else is replaced.
func merged(was, v any, name string) any {
	old, isObject := was.(jsontext.Object)
	if !isObject {
		if list, ok := elements(v); ok {
			if _, wasList := was.(jsontext.Array); wasList {
				return jsontext.Array(list)
			}
		}
		return v
	}
	for _, member := range fields(v) {
		before, there := old.Get(member.Name)
		now := member.Value
		switch {
		case name == "labels":
			if now = any(text(now)); now == "" {
				now = nil
			}
		case name == "values":
			now = mergedValues(before, now)
		case there:
			now = merged(before, now, "")
		}
		if now == nil {
			old = slices.DeleteFunc(old, func(m jsontext.Member) bool { return m.Name == member.Name })
		} else {
			old = set(old, member.Name, now)
		}
	}
	return old
}

// mergedValues is what an update makes of an attribute's values: one for each
// locale and scope, none without data. No value at all is nil.
func mergedValues(before, now any) any {
	all, _ := before.(jsontext.Array)
	list, _ := elements(now)
	for _, v := range list {
		given := fields(v)
		one := object("locale", nil, "scope", nil, "data", nil)
		for i := range one {
			one[i].Value, _ = given.Get(one[i].Name)
		}
		at := slices.IndexFunc(all, func(other any) bool {
			o := fields(other)
			locale, _ := o.Get("locale")
			scope, _ := o.Get("scope")
			return text(locale) == text(one[0].Value) && text(scope) == text(one[1].Value)
		})
		if at >= 0 {
			all = slices.Delete(all, at, at+1)
		} else {
			at = len(all)
		}
		if one[2].Value != nil {
			all = slices.Insert(all, at, any(one))
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// validateItem checks a thing that is to stand at a place, or is new at -1.
func (d *data) validateItem(e *entity, parent string, thing jsontext.Object, at int) *refusal {
	var v violations
	code := text(thing[0].Value)
	if other := d.item(e.name, parent, code); other >= 0 && other != at {
		message := taken
		if e.goods {
			message = "The same identifier is already set on another " + strings.ToLower(e.word)
		}
		v.add(e.key(), message)
	}
	if at >= 0 && d.items[at].code != code && e.name != "product" {
		v.add("code", frozen)
	}
	if owner, ok := thing.Get(e.parent); ok && owner != parent {
		v.add(e.parent, frozen)
	}
	shape := parsed(e.shape)
	for i, member := range thing {
		if shape[i].Value == "" && text(member.Value) == "" {
			v.add(member.Name, blank)
		}
		if i == 0 && !e.goods {
			word := e.word
			if e.called != "" {
				word = "Option"
			}
			v.code(code, word)
		}
	}
	labels, _ := thing.Get("labels")
	for _, l := range fields(labels) {
		v.locale(d, l.Name)
	}
	return v.refusal()
}

// keep puts a thing at its place, or at -1 a new one among those of its kind:
// goods last, all others in the order of their codes.
func (d *data) keep(i item, thing jsontext.Object, at int, now string, goods bool) {
	if goods {
		if at < 0 {
			set(thing, "created", now)
		}
		if at < 0 || string(jsontext.Append(nil, thing)) != d.items[at].text {
			set(thing, "updated", now) // a PIM that finds nothing changed saves nothing
		}
	}
	i.text = string(jsontext.Append(nil, thing))
	if at >= 0 {
		d.items[at] = i
		return
	}
	before := slices.IndexFunc(d.items, func(other item) bool {
		return !goods && other.entity == i.entity && strings.ToLower(other.code) > strings.ToLower(i.code)
	})
	if before < 0 {
		before = len(d.items)
	}
	d.items = slices.Insert(d.items, before, i)
}
