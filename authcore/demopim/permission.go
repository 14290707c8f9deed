// What a role may grant, and what a PIM says to those who lack it.

package demopim

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// overallAccess lets a user into the API at all.
const overallAccess = "pim_api_overall_access"

// The permissions of the screens that this package has.
const (
	manageConnections = "akeneo_connectivity_connection_manage_settings"
	manageApps        = "akeneo_connectivity_connection_manage_apps"
	openApps          = "akeneo_connectivity_connection_open_apps"
	manageTestApps    = "akeneo_connectivity_connection_manage_test_apps"
)

// A guarded entity has permissions of its own: pim_api_<entity>_list, …_edit
// and, where things can be deleted, …_remove. A name that begins with another
// stands before it.
var guarded = []struct{ entity, permission, words string }{
	{"association_type", "association_type", "association types"},
	{"attribute_group", "attribute_group", "attribute groups"},
	{"attribute_option", "attribute_option", "attribute options"},
	{"attribute", "attribute", "attributes"},
	{"category", "category", "categories"},
	{"channel", "channel", "channels"},
	{"currency", "currency", "currencies"},
	{"family_variant", "family_variant", "family variants"},
	{"family", "family", "families"},
	{"locale", "locale", "locales"},
	{"product_model", "product", "product models"},
	{"product", "product", "products"},
}

// permissions returns those of the API and those of the screens, all that a
// role can have.
func permissions() (api, screens []string) {
	api = []string{overallAccess}
	for _, g := range guarded {
		if g.permission != g.entity {
			continue
		}
		api = append(api, "pim_api_"+g.entity+"_list", "pim_api_"+g.entity+"_edit")
		if g.entity == "product" {
			api = append(api, "pim_api_product_remove")
		}
	}
	return api, []string{manageConnections, manageApps, openApps, manageTestApps}
}

// permit lets a user pass who may do to the route's entity what the method
// says, and answers all others.
func (c *call) permit() *authcore.Response {
	for _, g := range guarded {
		if !strings.HasPrefix(c.route.name, "pim_api_"+g.entity) {
			continue
		}
		if g.permission == "product" && !c.v.guardedProducts {
			return nil
		}
		action, does := "_list", "list "
		switch c.route.method {
		case "POST", "PATCH":
			action, does = "_edit", "create or update "
		case "DELETE":
			action, does = "_remove", "delete "
		}
		if c.pim.data.may(c.user, "pim_api_"+g.permission+action) {
			return nil
		}
		if g.entity == "category" && c.v.shortRefusal {
			return reply(403, codeMessage(403, noAccess)) // by the one who refuses the whole API
		}
		return refuse(403, "Access forbidden. You are not allowed to "+does+g.words+".")
	}
	return nil
}
