// What a role may grant, and what a PIM says to those who lack it.

package demopim

import "github.com/pim-auth/playground/authcore"

// overallAccess lets a user into the API at all.
const overallAccess = "pim_api_overall_access"

// The permissions of the screens that this package has.
const (
	manageConnections = "akeneo_connectivity_connection_manage_settings"
	manageApps        = "akeneo_connectivity_connection_manage_apps"
	openApps          = "akeneo_connectivity_connection_open_apps"
	manageTestApps    = "akeneo_connectivity_connection_manage_test_apps"
)

// permissions returns those of the API and those of the screens, all that a
// role can have.
func permissions() (api, screens []string) {
	api = []string{overallAccess}
	for i := range entities {
		e := &entities[i]
		if e.guarded == "" || e.name == "product_model" { // which has those of products
			continue
		}
		api = append(api, e.permission()+"_list", e.permission()+"_edit")
		if e.goods {
			api = append(api, e.permission()+"_remove")
		}
	}
	return api, []string{manageConnections, manageApps, openApps, manageTestApps}
}

// permit lets a user pass who may do to the route's entity what the method
// says, and answers all others.
func (c *call) permit() *authcore.Response {
	e := c.route.entity()
	if e == nil || e.guarded == "" || e.goods && !c.v.guardedProducts {
		return nil
	}
	action, does := "_list", "list "
	switch c.route.method {
	case "POST", "PATCH":
		action, does = "_edit", "create or update "
	case "DELETE":
		action, does = "_remove", "delete "
	}
	switch {
	case c.pim.data.may(c.user, e.permission()+action):
		return nil
	case e.name == "category" && c.v.shortRefusal:
		return reply(403, codeMessage(403, noAccess)) // by the one who refuses the whole API
	}
	return refuse(403, "Access forbidden. You are not allowed to "+does+e.guarded+".")
}
