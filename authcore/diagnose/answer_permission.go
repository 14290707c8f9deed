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

// deletable are the ends that have a scope of their own for deleting.
const deletable = "|products|catalogs|assets|reference_entity_records|"

// scopeFor returns the scope that an App needs, "" if none is known. does is
// "list", "create or update" or "delete", as the PIM says it.
func scopeFor(entity, does string) string {
	_, rows, _ := strings.Cut(scopeEnds, "\n"+strings.ReplaceAll(entity, " ", "_")+"=")
	end, _, _ := strings.Cut(rows, "\n")
	begin := "write_"
	switch {
	case end == "" || entity == "":
		return ""
	case does == "list":
		begin = "read_"
	case end == "channel_localization":
		return ""
	case does == "delete" && strings.Contains(deletable, "|"+end+"|"):
		begin = "delete_"
	}
	return begin + end
}

// entityAsked is what the request's path and method ask for, in the words of
// the PIM's messages.
func (x *examination) entityAsked() (entity, does string) {
	route := routeAt(x.path)
	if route == nil || x.route != routeAPI {
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
	switch x.answer {
	case none:
		if from == nil {
			return
		}
		if from.ofApp {
			lacksScope(x, from, mark)
		} else if x.route == routeAppScopes {
			x.tell(Certain, mark, "connection_token_as_app", "").since(x, from.n)
		}
	case notApp:
		x.tell(Certain, mark, "connection_token_as_app @message", "")
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
	for _, does := range strings.Split("list,create or update,delete,manage", ",") {
		if entity, ok := strings.CutPrefix(what, does+" "); ok {
			return does, entity
		}
	}
	return "", what
}

// scopeMissing is for a scope that the App of a token lacks.
func (x *examination) scopeMissing(sure Certainty, mark *Mark, scope, entity string) *Finding {
	return x.tell(sure, mark, "scope_missing scope", scope).arg("entity", entity)
}

// grants reports whether a token has a scope.
func (i *tokenIssue) grants(scope string) bool {
	return slices.Contains(authcore.WithImplied(strings.Fields(i.token.Scope)), scope)
}

// notAllowed is for one entity.
func notAllowed(x *examination, from *tokenIssue, entity, does string) {
	message, scope := x.atMessage(), scopeFor(entity, does)
	listed, reason := Certain, ""
	switch {
	case from == nil:
	case !from.ofApp:
		reason = "token_of_connection"
	case from.grants(scope):
		listed, reason = Likely, "scope_granted"
	case scope != "":
		x.scopeMissing(Certain, message, scope, entity)
		return
	default:
		listed = Likely
	}
	x.tell(listed, message, "entity_permission entity", entity)
	if reason != "" {
		x.ruleOut("scope_missing", reason)
	}
	if before, _ := x.isBefore(authcore.V6_0); from == nil && scope != "" && !before {
		x.scopeMissing(Possible, message, scope, entity)
	}
}

// lacksScope is for an App's request that has not been sent: its scopes say
// what will be refused.
func lacksScope(x *examination, from *tokenIssue, mark *Mark) {
	entity, does := x.entityAsked()
	if scope := scopeFor(entity, does); scope != "" && !from.grants(scope) {
		x.scopeMissing(Certain, mark, scope, entity).since(x, from.n)
	}
}

// noAccess is for the API as a whole. SaaS says the same of categories alone.
func noAccess(x *examination, from *tokenIssue, mark *Mark) {
	entity, does := x.entityAsked()
	whole, message := Certain, x.atMessage()
	if before, _ := x.isBefore(authcore.SaaS); entity == "categories" && !before {
		whole = Likely
		if from != nil && from.ofApp || x.readOthers() {
			// Every App may enter the API, and so may who has been there.
			notAllowed(x, from, entity, does)
			return
		}
		x.tell(Possible, message, "entity_permission entity", entity)
		if from == nil {
			x.scopeMissing(Possible, message, scopeFor(entity, does), entity)
		}
	}
	f := x.tell(whole, message, "web_api_permission", "")
	if from != nil {
		f.at(mark)
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
