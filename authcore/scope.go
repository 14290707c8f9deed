// The scopes of Apps: what each lets an App do, and which come with it.

package authcore

import (
	"slices"
	"strings"
)

// A Scope is one of the words by which an App says what it wants to do.
type Scope struct {
	Name        string
	Implies     []string // the scopes that come with it; none for most
	Permissions []string // of the PIM that the App's role gets by it, those of Implies included
	What        string   // "View and edit categories"
}

// scopeTable has the scopes in the order of their entities, then those about a
// person. Lists are written with blanks, which makes them data of the
// WebAssembly module and not code.
var scopeTable = [...]struct {
	name, implies, permissions, what string
}{
	{"read_association_types", "", "pim_api_association_type_list", "View association types"},
	{"write_association_types", "read_association_types", "pim_api_association_type_list pim_api_association_type_edit", "View and edit association types"},
	{"read_attribute_options", "", "pim_api_attribute_option_list", "View attribute options"},
	{"write_attribute_options", "read_attribute_options", "pim_api_attribute_option_list pim_api_attribute_option_edit", "View and edit attribute options"},
	{"read_catalog_structure", "", "pim_api_attribute_list pim_api_attribute_group_list pim_api_family_list pim_api_family_variant_list", "View catalog structure"},
	{"write_catalog_structure", "read_catalog_structure", "pim_api_attribute_list pim_api_attribute_group_list pim_api_family_list pim_api_family_variant_list pim_api_attribute_edit pim_api_attribute_group_edit pim_api_family_edit pim_api_family_variant_edit", "View and edit catalog structure"},
	{"read_catalogs", "", "pim_api_catalog_list", "View catalogs"},
	{"write_catalogs", "read_catalogs", "pim_api_catalog_list pim_api_catalog_edit", "View and edit catalogs"},
	{"delete_catalogs", "read_catalogs write_catalogs", "pim_api_catalog_list pim_api_catalog_edit pim_api_catalog_remove", "View, edit and delete catalogs"},
	{"read_categories", "", "pim_api_category_list", "View categories"},
	{"write_categories", "read_categories", "pim_api_category_list pim_api_category_edit", "View and edit categories"},
	{"read_channel_localization", "", "pim_api_locale_list pim_api_currency_list", "View channel localization"},
	{"read_channel_settings", "", "pim_api_channel_list", "View channel settings"},
	{"write_channel_settings", "read_channel_settings", "pim_api_channel_list pim_api_channel_edit", "View and edit channel settings"},
	{"read_products", "", "pim_api_product_list", "View products"},
	{"write_products", "read_products", "pim_api_product_list pim_api_product_edit", "View and edit products"},
	{"delete_products", "read_products write_products", "pim_api_product_list pim_api_product_edit pim_api_product_remove", "View, edit and delete products"},
	{"openid", "", "", "Know the person again"},
	{"profile", "", "", "Know the person’s first and last name"},
	{"email", "", "", "Know the person’s e-mail address"},
}

// Scopes returns the scopes that a PIM of a version knows (documentation,
// "Access scopes"), those about a person last. Before 6.0 there are none. Those
// of the Enterprise Edition are not here. Whatever its scopes, an App also gets
// the permission pim_api_overall_access.
func Scopes(v Version) []Scope {
	var all []Scope
	for _, row := range scopeTable {
		// Catalogs came later than Apps.
		if v.AtLeast(V7_0) || v.AtLeast(V6_0) && !strings.HasSuffix(row.name, "_catalogs") {
			all = append(all, Scope{row.name, strings.Fields(row.implies), strings.Fields(row.permissions), row.what})
		}
	}
	return all
}

// WithImplied returns scopes with those that come with them, each once, in the
// order of the alphabet: all that an App may do by them. A PIM itself keeps and
// names those that were asked for. What is not known here stays.
func WithImplied(scopes []string) []string {
	text := strings.Join(scopes, " ")
	for _, scope := range scopes {
		for _, row := range scopeTable {
			if row.name == scope {
				text += " " + row.implies
			}
		}
	}
	// They are few, and slices.Sort would add 4 KB to the module.
	var all []string
	for _, scope := range strings.Fields(text) {
		if slices.Contains(all, scope) {
			continue
		}
		all = append(all, scope)
		for i := len(all) - 1; i > 0 && all[i] < all[i-1]; i-- {
			all[i], all[i-1] = all[i-1], all[i]
		}
	}
	return all
}
