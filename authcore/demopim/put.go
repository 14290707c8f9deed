// How a thing is created and updated: its entity's shape says what may be
// written.

package demopim

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// refers names the properties that hold codes of other things.
var refers = [...][2]string{
	{"family", "family"}, {"family_variant", "family_variant"}, {"parent", "product_model"}, {"categories", "category"},
	{"attributes", "attribute"}, {"group", "attribute_group"}, {"category_tree", "category"}, {"locales", "locale"}, {"currencies", "currency"},
}

// put creates a thing or updates the one that the address names; code is "" for
// one whose code is only in the body. It returns what the thing is called now.
func (c *call) put(e *entity, parent, code string, body jsontext.Object) (now string, created bool, no refusal) {
	d, key := c.pim.data, e.key()
	if no = c.owner(e, parent); no != nil {
		return
	}
	at, thing := -1, parsed(e.shape)
	if code != "" {
		at = d.item(e.name, parent, code)
	}
	switch {
	case at < 0:
		if e.called == "option code" {
			no = mismatch("attribute code", get(body, e.parent), parent)
		}
		if no == nil && code != "" {
			no = mismatch(e.called, get(body, key), code)
		}
		if no != nil {
			return
		}
	case e.name == "category":
		thing = d.categories[at].object()
	default:
		thing = parsed(d.items[at].text)
	}
	for i := range body {
		if no = c.change(e, thing, &body[i]); no != nil {
			return
		}
	}
	if at < 0 {
		set(thing, e.parent, parent) // for those that show it
		if code != "" {
			set(thing, key, code)
		}
	}
	if no = d.validate(e, parent, code, at, thing); no != nil {
		return
	}
	now = text(thing[0].Value)
	if e.name == "category" {
		no = d.keepCategory(thing, at, c.pim.stamp())
	} else {
		d.keep(e, item{e.name, parent, now, ""}, thing, at, c.pim.stamp())
	}
	return now, at < 0, no
}

// mismatch refuses to create what is called otherwise in the address.
func mismatch(called string, got any, wanted string) refusal {
	if got == nil || got == any(wanted) {
		return nil
	}
	return refusing(422, "The "+called+` "`+text(got)+`" provided in the request body must match the `+called+` "`+wanted+`" provided in the url.`)
}

// change sets a property, with nil, or refuses it.
func (c *call) change(e *entity, thing jsontext.Object, m *jsontext.Member) refusal {
	name, v := m.Name, m.Value
	if e.goods && (name == "created" || name == "updated") {
		return nil // sent back as it was shown
	}
	shape, known := parsed(e.shape).Get(name)
	if !known {
		return c.property(e, name, "does not exist.")
	}
	list, isArray := elements(v)
	_, isBool := v.(bool)
	_, wantsArray := elements(shape)
	_, wantsBool := shape.(bool)
	switch {
	case wantsArray && !isArray:
		return c.expects(e, name, "an array", v)
	case wantsBool && !isBool:
		return c.expects(e, name, "a boolean", v)
	case !wantsArray && isArray:
		return c.expects(e, name, "a scalar", v)
	case !isArray:
		list = []any{v}
	}
	switch name {
	case "labels":
		for _, label := range list {
			if _, is := elements(label); is {
				return c.property(e, name, "expects an array with valid data, one of the labels is not a scalar.")
			}
		}
	case "values":
		if no := c.refuseValues(e, fields(v)); no != nil {
			return no
		}
	}
	for i := range refers {
		entity := refers[i][1]
		if refers[i][0] != name {
			continue
		}
		if e.name == "category" {
			entity = e.name
		}
		for _, v := range list {
			if code := text(v); code != "" && c.pim.data.item(entity, anywhere, code) < 0 {
				words := strings.ReplaceAll(entity, "_", " ")
				return c.property(e, name, "expects a valid "+words+" code. The "+words+` does not exist, "`+code+`" given.`)
			}
		}
	}
	set(thing, name, merged(get(thing, name), v, name))
	return nil
}

// refuseValues looks for what is wrong with the values of a product.
func (c *call) refuseValues(e *entity, values jsontext.Object) refusal {
	for i := range values {
		name := values[i].Name
		if c.pim.data.item("attribute", "", name) < 0 {
			if c.v.guardedProducts {
				return c.undocumented(e, "The "+name+" attribute does not exist in your PIM.")
			}
			return c.property(e, name, "does not exist.")
		}
		list, ok := elements(values[i].Value)
		if !ok {
			return c.expects(e, name, "an array", values[i].Value)
		}
		for _, v := range list {
			for _, key := range [...]string{"locale", "scope", "data"} {
				if _, ok := fields(v).Get(key); !ok {
					return c.property(e, name, `expects an array with the key "`+key+`".`)
				}
			}
		}
	}
	return nil
}

// validate checks a thing that is to stand at a place, or is new at -1; code is
// what it was called.
func (d *data) validate(e *entity, parent, code string, at int, thing jsontext.Object) refusal {
	var errors jsontext.Array
	add := func(property, message string) {
		errors = append(errors, object("property", property, "message", message))
	}
	key, word, now := e.key(), e.word, text(thing[0].Value)
	if other := d.item(e.name, parent, now); other >= 0 && other != at {
		if e.goods {
			add(key, "The same identifier is already set on another "+strings.ToLower(word))
		} else {
			add(key, "This value is already used.")
		}
	}
	const frozen = "This property cannot be changed."
	if at >= 0 && now != code && key == "code" {
		add(key, frozen)
	}
	if e.called == "option code" {
		word = "Option"
		if get(thing, e.parent) != parent {
			add(e.parent, frozen)
		}
	}
	shape := parsed(e.shape)
	for i := range shape {
		if shape[i].Value == "" && text(thing[i].Value) == "" {
			add(shape[i].Name, "This value should not be blank.")
		}
		if i > 0 || e.goods {
			continue
		}
		if strings.ContainsFunc(now, notWord) {
			add(key, word+" code may contain only letters, numbers and underscores")
		}
		if utf8.RuneCountInString(now) > 100 {
			add(key, "This value is too long. It should have 100 characters or less.")
		}
	}
	for _, l := range fields(get(thing, "labels")) {
		if d.item("locale", "", l.Name) < 0 {
			add("labels", `The locale "`+l.Name+`" does not exist.`)
		}
	}
	if errors == nil {
		return nil
	}
	return append(refusing(422, "Validation failed."), object("errors", errors)...)
}

// keep puts a thing at its place, or at -1 a new one among those of its kind:
// products last, all others in the order of their codes.
func (d *data) keep(e *entity, it item, thing jsontext.Object, at int, now string) {
	if e.goods {
		if at < 0 {
			set(thing, "created", now)
		}
		if at < 0 || string(jsontext.Append(nil, thing)) != d.items[at].text {
			set(thing, "updated", now) // a PIM that finds nothing changed saves nothing
		}
	}
	it.text = string(jsontext.Append(nil, thing))
	if at < 0 {
		for at = 0; at < len(d.items); at++ {
			if other := &d.items[at]; !e.goods && other.entity == e.name && strings.ToLower(other.code) > strings.ToLower(it.code) {
				break
			}
		}
		d.items = append(d.items, it)
		copy(d.items[at+1:], d.items[at:])
	}
	d.items[at] = it
}

// stamp is the PIM's now as its things show it.
func (p *PIM) stamp() string {
	return strings.TrimSuffix(instant(p.now().Unix()), "Z") + "+00:00"
}
