// What a role, or the scopes of an App, do not allow.

package diagnose

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// scopeEnds are the ends of the scopes that let an App at an entity, by what
// the PIM's message calls it, joined by underscores.
const scopeEnds = `
categories=categories
families=catalog_structure
family_variants=catalog_structure
attributes=catalog_structure
attribute_groups=catalog_structure
attribute_options=attribute_options
association_types=association_types
channels=channel_settings
locales=channel_localization
currencies=channel_localization
products=products
product_models=products
catalogs=catalogs
asset_families=asset_families
assets=assets
reference_entities=reference_entities
reference_entity_records=reference_entity_records
`

// scopeFor returns the scope that an App needs, "" if none is known. does is
// "list", "create or update" or "delete", as the PIM says it.
func scopeFor(entity, does string) string {
	for line := range strings.SplitSeq(scopeEnds, "\n") {
		name, end, _ := strings.Cut(line, "=")
		if name == "" || name != strings.ReplaceAll(entity, " ", "_") {
			continue
		}
		switch {
		case does == "list":
			return "read_" + end
		case end == "channel_localization":
			return ""
		case does == "delete" && (end == "products" || end == "catalogs" || end == "assets" || end == "reference_entity_records"):
			return "delete_" + end
		}
		return "write_" + end
	}
	return ""
}

// entityAsked is what the request's path and method ask for, in the words of
// the PIM's messages.
func (x *examination) entityAsked() (entity, does string) {
	route, ok := routeAt(x.path)
	if !ok || x.route != routeAPI {
		return "", ""
	}
	switch x.q.Method {
	case "GET", "HEAD":
		does = "list"
	case "DELETE":
		does = "delete"
	default:
		does = "create or update"
	}
	entity, rest, _ := strings.Cut(route.path, "/")
	switch {
	case strings.HasPrefix(rest, "*/variants"):
		entity = "family variants"
	case strings.HasPrefix(rest, "*/options"):
		entity = "attribute options"
	case entity == "products-uuid":
		entity = "products"
	}
	return strings.ReplaceAll(entity, "-", " "), does
}

// permissions is for what the user, or the App, may not do.
func permissions(x *examination) {
	token, mark := x.bearerToken()
	from := x.issueOf(token)
	if token == "" {
		from = nil
	}
	switch x.answer {
	case none:
		if from != nil && from.ofApp {
			lacksScope(x, from, mark)
		} else if from != nil && x.route == routeAppScopes {
			x.find("connection_token_as_app", Certain).because(mark, x.earlier(from.n))
		}
	case notApp:
		f := x.find("connection_token_as_app", Certain)
		if token != "" {
			f.because(mark)
		}
		f.because(x.inMessage())
	case apiForbidden:
		noAccess(x, from, mark)
	case entityForbidden:
		does, entity := forbidden(x.message)
		notAllowed(x, from, entity, does)
	}
}

// forbidden reads what the message says one is not allowed to.
func forbidden(message string) (does, entity string) {
	_, what, _ := strings.Cut(message, "You are not allowed to ")
	what = strings.TrimSuffix(what, ".")
	for _, does := range [...]string{"list", "create or update", "delete", "manage"} {
		if entity, ok := strings.CutPrefix(what, does+" "); ok {
			return does, entity
		}
	}
	return "", what
}

// notAllowed is for one entity.
func notAllowed(x *examination, from *tokenIssue, entity, does string) {
	scope := scopeFor(entity, does)
	scoped := func(sure Certainty) {
		if scope != "" {
			x.find("scope_missing", sure).arg("scope", scope).arg("entity", entity).because(x.inMessage())
		}
	}
	listed := func(sure Certainty) {
		x.find("entity_permission", sure).arg("entity", entity).because(x.inMessage())
	}
	switch {
	case from == nil:
		listed(Certain)
		if before, known := x.isBefore(authcore.V6_0); !known || !before {
			scoped(Possible)
		}
	case !from.ofApp:
		listed(Certain)
		x.ruleOut("scope_missing", "token_of_connection")
	case slices.Contains(authcore.WithImplied(strings.Fields(from.token.Scope)), scope):
		listed(Likely)
		x.ruleOut("scope_missing", "scope_granted")
	case scope != "":
		scoped(Certain)
	default:
		listed(Likely)
	}
}

// lacksScope is for an App's request that has not been sent: its scopes say
// what will be refused.
func lacksScope(x *examination, from *tokenIssue, mark Mark) {
	entity, does := x.entityAsked()
	scope := scopeFor(entity, does)
	if scope == "" || slices.Contains(authcore.WithImplied(strings.Fields(from.token.Scope)), scope) {
		return
	}
	x.find("scope_missing", Certain).arg("scope", scope).arg("entity", entity).because(mark, x.earlier(from.n))
}

// noAccess is for the API as a whole. SaaS says the same of categories alone.
func noAccess(x *examination, from *tokenIssue, mark Mark) {
	entity, does := x.entityAsked()
	whole := Certain
	before, known := x.isBefore(authcore.SaaS)
	if entity == "categories" && !(known && before) {
		whole = Likely
		switch {
		case from != nil && from.ofApp, x.readOthers():
			// Every App may enter the API, and so may who has been there.
			notAllowed(x, from, entity, does)
			return
		}
		x.find("entity_permission", Possible).arg("entity", entity).because(x.inMessage())
		if from == nil {
			x.find("scope_missing", Possible).arg("scope", scopeFor(entity, does)).arg("entity", entity).because(x.inMessage())
		}
	}
	f := x.find("web_api_permission", whole).because(x.inMessage())
	if from != nil {
		f.because(mark)
	}
}

// readOthers reports whether an earlier exchange had this token and an answer.
func (x *examination) readOthers() bool {
	token, _ := x.bearerToken()
	for i := range x.before {
		e := x.past(i)
		if t, _ := e.bearerToken(); t == token && token != "" && e.route == routeAPI && e.answer == success {
			return true
		}
	}
	return false
}
