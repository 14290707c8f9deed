// What an App may ask for: scopes, which of them imply which, and the
// permissions that they grant.

package demopim

import (
	"slices"
	"strings"
)

// scopeVerbs begin the scopes of an entity. Each implies those before it, and
// grants the permission that ends in its action.
var scopeVerbs = [...]struct{ verb, action string }{
	{"read", "_list"},
	{"write", "_edit"},
	{"delete", "_remove"},
}

// scopeEntities end the scopes. Each has the first so many of the verbs, and
// grants the permissions of the entities named last.
var scopeEntities = [...]struct {
	name    string
	verbs   int
	permits string
}{
	{"products", 3, "product"},
	{"catalog_structure", 2, "attribute attribute_group family family_variant"},
	{"attribute_options", 2, "attribute_option"},
	{"categories", 2, "category"},
	{"channel_localization", 1, "locale currency"},
	{"channel_settings", 2, "channel"},
	{"association_types", 2, "association_type"},
	{catalogs, 3, "catalog"},
}

// catalogs came last.
const catalogs = "catalogs"

// openID is the scope without which the other authentication scopes count for
// nothing.
const openID = "openid"

var authenticationScopes = []string{openID, "profile", "email"}

// scopePower finds the place of a scope's verb and the entities that it
// permits, "" for what is no scope of an entity.
func scopePower(scope string) (verb int, permits string) {
	word, name, _ := strings.Cut(scope, "_")
	for _, e := range scopeEntities {
		for verb := range e.verbs {
			if e.name == name && scopeVerbs[verb].verb == word {
				return verb, e.permits
			}
		}
	}
	return 0, ""
}

// parseScopes reads scopes separated by blanks: those that the version knows,
// each once, sorted, what an App may do apart from whom it may know.
func parseScopes(v *behaviour, text string) (authorization, authentication []string) {
	for scope := range strings.SplitSeq(text, " ") {
		_, permits := scopePower(scope)
		switch {
		case slices.Contains(authenticationScopes, scope):
			authentication = append(authentication, scope)
		case permits != "" && (v.catalogs || !strings.HasSuffix(scope, "_"+catalogs)):
			authorization = append(authorization, scope)
		}
	}
	return sorted(authorization), sorted(authentication)
}

// sorted brings scopes into the order of the alphabet, each once.
func sorted(scopes []string) []string {
	slices.Sort(scopes)
	return slices.Compact(scopes)
}

// implied returns authorization scopes with those that they imply.
func implied(scopes []string) []string {
	var all []string
	for _, scope := range scopes {
		_, name, _ := strings.Cut(scope, "_")
		verb, _ := scopePower(scope)
		for _, v := range scopeVerbs[:verb+1] {
			all = append(all, v.verb+"_"+name)
		}
	}
	return sorted(all)
}

// strongest returns of each entity the one scope that implies the others, in
// the order of the alphabet.
func strongest(scopes []string) []string {
	weaker := func(scope string) bool {
		return slices.ContainsFunc(scopes, func(other string) bool {
			return other != scope && slices.Contains(implied([]string{other}), scope)
		})
	}
	return slices.DeleteFunc(sorted(slices.Clone(scopes)), weaker)
}

// permissionsOf returns what the role of an App with these scopes grants.
func permissionsOf(scopes []string) []string {
	all := []string{overallAccess}
	for _, scope := range implied(scopes) {
		verb, permits := scopePower(scope)
		for entity := range strings.SplitSeq(permits, " ") {
			all = append(all, "pim_api_"+entity+scopeVerbs[verb].action)
		}
	}
	return all
}

// exceeds reports whether scopes that are asked for are more than those held.
func exceeds(asked, held []string) bool {
	held = implied(held)
	return slices.ContainsFunc(implied(asked), func(scope string) bool { return !slices.Contains(held, scope) })
}
