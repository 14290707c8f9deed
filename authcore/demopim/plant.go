// Where a category stands: it is kept, and moves, in the tree.

package demopim

import (
	"slices"
	"strconv"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// object is the category as it is written.
func (k *category) object() jsontext.Object {
	return object("code", k.code, "parent", k.parent, "labels", parsed(k.labels))
}

// keepCategory puts a category at its place, or a new one, at -1, last among
// its siblings. One that moves comes first.
func (d *data) keepCategory(thing jsontext.Object, at int, now string) refusal {
	k := category{code: text(thing[0].Value), parent: text(thing[1].Value), updated: now, labels: string(jsontext.Append(nil, thing[2].Value))}
	if at < 0 {
		for i := range d.categories {
			k.row = max(k.row, d.categories[i].row)
		}
		k.row++
	} else {
		old := &d.categories[at]
		if k.parent == k.code || slices.Contains(below(d.categories, k.code), k.parent) {
			return refusing(422, "Cannot set child as parent to node: "+strconv.FormatInt(old.row, 10))
		}
		k.row = old.row
		if k.parent == old.parent {
			if k.labels != old.labels { // a PIM that finds nothing changed saves nothing
				*old = k
			}
			return nil
		}
	}
	var all []category
	first := at >= 0 && k.parent != ""
	if first {
		all = append(all, k)
	}
	for i := range d.categories {
		other := &d.categories[i]
		if !first && k.parent == "" && other.parent == "" && other.row > k.row { // trees stand in the order of their rows
			all, first = append(all, k), true
		}
		if i != at {
			all = append(all, *other)
		}
	}
	if !first {
		all = append(all, k)
	}
	d.categories = branches(all, "", nil)
	return nil
}

// branches puts categories in the order of the tree below one of them, each
// before its children.
func branches(all []category, parent string, tree []category) []category {
	for i := range all {
		if all[i].parent == parent {
			tree = branches(all, all[i].code, append(tree, all[i]))
		}
	}
	return tree
}
