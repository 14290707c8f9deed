// The list of categories: the first thing that a token is good for.

package authcore

import "github.com/pim-auth/playground/authcore/jsontext"

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
	o := read(r)
	page := CategoryPage{Page: o.whole("current_page"), Count: -1}
	if o.value("items_count") != nil {
		page.Count = o.whole("items_count")
	}
	if links := o.object("_links"); links.value("next") != nil {
		page.Next = links.object("next").text("href")
	}
	for _, item := range o.object("_embedded").objects("items") {
		page.Items = append(page.Items, Category{
			Code:    item.text("code"),
			Parent:  item.optional("parent"),
			Updated: item.optional("updated"),
			Labels:  labelsOf(item),
		})
	}
	if o.err != nil {
		return CategoryPage{}, o.err
	}
	return page, nil
}

func labelsOf(item object) (labels []Label) {
	// PHP writes an empty map as [] where nobody tells it otherwise.
	if empty, ok := item.value("labels").(jsontext.Array); ok && len(empty) == 0 {
		return nil
	}
	o := item.object("labels")
	for _, label := range o.members {
		labels = append(labels, Label{label.Name, o.optional(label.Name)})
	}
	return labels
}
