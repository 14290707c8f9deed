// Categories: to create, to update and to move.

package demopim

import (
	"slices"
	"strconv"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

func (c *call) writeCategories() *authcore.Response {
	return c.write("code", putCategory)
}

func putCategory(c *call, code string, patch bool, body jsontext.Object) (string, bool, *refusal) {
	d := c.pim.data
	at := slices.IndexFunc(d.categories, func(k category) bool { return patch && k.code == code })
	known := at >= 0
	var k, before category
	if known {
		before = d.categories[at]
		k = before
		k.labels = slices.Clone(before.labels)
	} else if patch {
		given, _ := body.Get("code")
		if no := mismatch("code", given, code); no != nil {
			return "", false, no
		}
		body = set(body, "code", code)
	}
	for _, member := range body {
		if no := c.change(&k, member.Name, member.Value); no != nil {
			return "", false, no
		}
	}
	if no := d.validate(k, at, code); no != nil {
		return "", false, no
	}
	if known && (k.parent == k.code || slices.Contains(below(d.categories, k.code), k.parent)) {
		return "", false, refusing(422, "Cannot set child as parent to node: "+strconv.FormatInt(k.row, 10))
	}
	if !known {
		for _, other := range d.categories {
			k.row = max(k.row, other.row)
		}
		k.row++
	}
	if !known || k.parent != before.parent || !slices.Equal(k.labels, before.labels) {
		k.updated = c.pim.stamp() // a PIM that finds nothing changed saves nothing
	}
	if known && k.parent == before.parent {
		d.categories[at] = k
	} else {
		d.plant(k, known)
	}
	return k.code, !known, nil
}

// change sets a property, with nil, or refuses it.
func (c *call) change(k *category, name string, v any) *refusal {
	if name == "labels" {
		labels, no := c.labelsOf(v)
		for _, l := range labels {
			k.label(l.name, l.value)
		}
		return no
	}
	if name != "code" && name != "parent" {
		return c.unknownProperty(name)
	}
	if _, isArray := elements(v); isArray {
		return c.expects(name, "a scalar", v)
	}
	s := text(v)
	if name == "code" {
		k.code = s
		return nil
	}
	if s != "" && !c.pim.data.has("category", s) {
		return c.noReference("parent", "category", s)
	}
	k.parent = s
	return nil
}

// label sets or, with no text, removes a label.
func (k *category) label(locale, text string) {
	at := slices.IndexFunc(k.labels, func(l label) bool { return l.locale == locale })
	switch {
	case text == "" && at >= 0:
		k.labels = slices.Delete(k.labels, at, at+1)
	case text == "":
	case at >= 0:
		k.labels[at].text = text
	default:
		k.labels = append(k.labels, label{locale, text})
	}
}

// validate checks a category that is to stand at a place, or is new at -1; code
// is what it was called there.
func (d *data) validate(k category, at int, code string) *refusal {
	var v violations
	for i, other := range d.categories {
		if i != at && other.code == k.code {
			v.add("code", taken)
		}
	}
	if at >= 0 && k.code != code {
		v.add("code", frozen)
	}
	if k.code == "" {
		v.add("code", blank)
	}
	v.code(k.code, "Category")
	for _, l := range k.labels {
		v.locale(d, l.locale)
	}
	return v.refusal()
}

// plant puts a category below its parent: a new one last, one that moves first
// and with its descendants. Trees stand in the order of their rows.
func (d *data) plant(k category, moves bool) {
	branch, rest := []category{k}, []category(nil)
	below1 := below(d.categories, k.code)
	for _, other := range d.categories {
		switch {
		case moves && other.code == k.code:
		case moves && slices.Contains(below1, other.code):
			branch = append(branch, other)
		default:
			rest = append(rest, other)
		}
	}
	family := append(below(rest, k.parent), k.parent)
	at := len(rest)
	for i, other := range rest {
		if k.parent == "" && other.parent == "" && other.row > k.row {
			at = i
			break
		}
		if k.parent != "" && slices.Contains(family, other.code) {
			if at = i + 1; moves {
				break
			}
		}
	}
	d.categories = slices.Insert(rest, at, branch...)
}
