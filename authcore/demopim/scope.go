// What an App may ask for: scopes, which of them imply which, and the
// permissions that they grant.

package demopim

import (
	"slices"
	"strings"
)

// knownScopes are all scopes in the order of the alphabet, in which a PIM
// keeps and shows them. Those without an underscore are for authentication.
var knownScopes = strings.Split("delete_catalogs delete_products email openid profile "+
	"read_association_types read_attribute_options read_catalog_structure read_catalogs read_categories read_channel_localization read_channel_settings read_products "+
	"write_association_types write_attribute_options write_catalog_structure write_catalogs write_categories write_channel_settings write_products", " ")

// openID is the scope without which the other authentication scopes count for
// nothing.
const openID = "openid"

// scopePermits are the entities whose permissions the scopes of an entity
// grant.
var scopePermits = [...]struct{ scope, permits string }{
	{"association_types", "association_type"},
	{"attribute_options", "attribute_option"},
	{"catalog_structure", "attribute attribute_group family family_variant"},
	{"catalogs", "catalog"},
	{"categories", "category"},
	{"channel_localization", "locale currency"},
	{"channel_settings", "channel"},
	{"products", "product"},
}

// scopeActions end the permissions that a verb of a scope grants. Each verb
// implies those before it.
var scopeActions = [...]string{"_list", "_edit", "_remove"}

// scopeParts takes a scope of an entity apart: the place of its verb, which
// the first letter tells, and the entity. A snapshot may hold any text as one.
func scopeParts(scope string) (verb int, entity string) {
	_, entity, _ = strings.Cut(scope, "_")
	return strings.IndexByte("rwd", (scope + "?")[0]), entity
}

// namedScopes returns the scopes that stand in texts between blanks: those
// that exist, each once.
func namedScopes(text string) (scopes []string) {
	for _, scope := range knownScopes {
		if strings.Contains(" "+text+" ", " "+scope+" ") {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}

// parseScopes reads scopes separated by blanks: those that the version knows,
// each once, sorted, what an App may do apart from whom it may know.
func parseScopes(v *behaviour, text string) (authorization, authentication []string) {
	for _, scope := range namedScopes(text) {
		switch {
		case !strings.Contains(scope, "_"):
			authentication = append(authentication, scope)
		case v.catalogs || !strings.HasSuffix(scope, "_catalogs"):
			authorization = append(authorization, scope)
		}
	}
	return authorization, authentication
}

// among reports whether one of the scopes is of the same entity as this one
// and does at least so much more.
func among(scopes []string, scope string, more int) bool {
	verb, entity := scopeParts(scope)
	return slices.ContainsFunc(scopes, func(other string) bool {
		otherVerb, otherEntity := scopeParts(other)
		return otherEntity == entity && otherVerb >= verb+more
	})
}

// implied returns authorization scopes with those that they imply.
func implied(scopes []string) (all []string) {
	for _, scope := range knownScopes {
		if strings.Contains(scope, "_") && among(scopes, scope, 0) {
			all = append(all, scope)
		}
	}
	return all
}

// strongest returns of each entity the one scope that implies the others.
func strongest(scopes []string) (all []string) {
	for _, scope := range scopes {
		if !among(scopes, scope, 1) {
			all = append(all, scope)
		}
	}
	return all
}

// exceeds reports whether scopes that are asked for are more than those held.
func exceeds(asked, held []string) bool {
	return slices.ContainsFunc(asked, func(scope string) bool { return !among(held, scope, 0) })
}

// permissionsOf returns what the role of an App with these scopes grants.
func permissionsOf(scopes []string) []string {
	all := []string{overallAccess}
	for _, scope := range implied(scopes) {
		verb, entity := scopeParts(scope)
		for _, p := range scopePermits {
			if p.scope == entity {
				for _, permitted := range strings.Split(p.permits, " ") {
					all = append(all, "pim_api_"+permitted+scopeActions[verb])
				}
			}
		}
	}
	return all
}
