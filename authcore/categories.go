// The list of categories: the first thing that a token is good for.

package authcore

import (
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A Category is one node of a category tree.
type Category struct {
	Code    string
	Parent  string // code of the category above; "" for the root of a tree
	Labels  []Label
	Updated string // RFC 3339, as it came; "" before 6.0
}

// A Label is the name of something in one language.
type Label struct {
	Locale, Text string // "en_US"; Text is "" where the PIM has null
}

// A CategoryPage is one page of the list.
type CategoryPage struct {
	Page  int    // from 1 on
	Count int    // of categories on all pages; -1: not asked for (with_count)
	Next  string // the address of the next page; "" on the last one
	Items []Category
}

// ParseCategories reads the answer to [ListCategories] (REST API reference,
// "Get list of categories"). Every other answer is an [AnswerError].
func ParseCategories(r Response) (CategoryPage, error) {
	o, err := readObject(r)
	if err != nil {
		return CategoryPage{}, err
	}
	page := CategoryPage{Count: -1}
	if page.Page, err = o.whole("current_page"); err != nil {
		return CategoryPage{}, err
	}
	if o.has("items_count") {
		if page.Count, err = o.whole("items_count"); err != nil {
			return CategoryPage{}, err
		}
	}
	links, err := o.object("_links")
	if err != nil {
		return CategoryPage{}, err
	}
	if links.has("next") {
		next, err := links.object("next")
		if err != nil {
			return CategoryPage{}, err
		}
		if page.Next, err = member[string](next, "href"); err != nil {
			return CategoryPage{}, err
		}
	}
	embedded, err := o.object("_embedded")
	if err != nil {
		return CategoryPage{}, err
	}
	items, err := member[jsontext.Array](embedded, "items")
	if err != nil {
		return CategoryPage{}, err
	}
	for i, v := range items {
		item, err := embedded.element("items", i, v)
		if err != nil {
			return CategoryPage{}, err
		}
		category, err := parseCategory(item)
		if err != nil {
			return CategoryPage{}, err
		}
		page.Items = append(page.Items, category)
	}
	return page, nil
}

func parseCategory(o object) (c Category, err error) {
	if c.Code, err = member[string](o, "code"); err != nil {
		return Category{}, err
	}
	if c.Parent, err = o.text("parent"); err != nil {
		return Category{}, err
	}
	if c.Updated, err = o.text("updated"); err != nil {
		return Category{}, err
	}
	// PHP writes an empty map as [] where nobody tells it otherwise.
	if empty, err := member[jsontext.Array](o, "labels"); err == nil && len(empty) == 0 {
		return c, nil
	}
	labels, err := o.object("labels")
	if err != nil {
		return Category{}, err
	}
	for _, label := range labels.members {
		text, err := labels.text(label.Name)
		if err != nil {
			return Category{}, err
		}
		c.Labels = append(c.Labels, Label{label.Name, text})
	}
	return c, nil
}
