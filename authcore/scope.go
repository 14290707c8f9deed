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

// scopeEntities are the entities that scopes are about, in the alphabet's
// order, each with its verbs, the entities of its permissions, and its name for
// people.
var scopeEntities = []struct {
	name, verbs, permits string
	from                 Version
}{
	{"association_types", "read write", "association_type", V6_0},
	{"attribute_options", "read write", "attribute_option", V6_0},
	{"catalog_structure", "read write", "attribute attribute_group family family_variant", V6_0},
	{"catalogs", "read write delete", "catalog", V7_0},
	{"categories", "read write", "category", V6_0},
	{"channel_localization", "read", "locale currency", V6_0},
	{"channel_settings", "read write", "channel", V6_0},
	{"products", "read write delete", "product", V6_0},
}

// Each verb comes with those before it, and its name for people with theirs.
var (
	scopeVerbs   = []string{"read", "write", "delete"}
	scopeActions = []string{"_list", "_edit", "_remove"}
	scopeWhats   = []string{"View ", "View and edit ", "View, edit and delete "}
)

// Scopes returns the scopes that a PIM of a version knows (documentation,
// "Access scopes"), those about a person last. Before 6.0 there are none. Those
// of the Enterprise Edition are not here. Whatever its scopes, an App also gets
// the permission pim_api_overall_access.
func Scopes(v Version) []Scope {
	if !v.AtLeast(V6_0) {
		return nil
	}
	var all []Scope
	for _, entity := range scopeEntities {
		if !v.AtLeast(entity.from) {
			continue
		}
		var implied, permissions []string
		for i, verb := range strings.Split(entity.verbs, " ") {
			for _, permit := range strings.Split(entity.permits, " ") {
				permissions = append(permissions, "pim_api_"+permit+scopeActions[i])
			}
			name := verb + "_" + entity.name
			all = append(all, Scope{name, slices.Clone(implied), slices.Clone(permissions), scopeWhats[i] + strings.ReplaceAll(entity.name, "_", " ")})
			implied = append(implied, name)
		}
	}
	return append(all,
		Scope{Name: "openid", What: "Know the person again"},
		Scope{Name: "profile", What: "Know the person’s first and last name"},
		Scope{Name: "email", What: "Know the person’s e-mail address"})
}

// WithImplied returns scopes with those that come with them, each once, in the
// order of the alphabet, as a PIM keeps them. What is not known here stays.
func WithImplied(scopes []string) []string {
	all := slices.Clone(scopes)
	for _, known := range Scopes(SaaS) {
		if slices.Contains(scopes, known.Name) {
			all = append(all, known.Implies...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
