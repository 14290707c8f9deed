// What a PIM holds, and what the demo's holds at first. All of it is public:
// none of these secrets guards anything.

package demopim

import "slices"

type data struct {
	clients    []client
	roles      []role
	users      []user
	categories []category // in the order of the trees, each parent before its children
	access     tokens
	refresh    tokens
}

// A client is a connection: its credentials and the user it was given.
type client struct {
	code, label, id, secret, user string
}

type role struct {
	label       string
	permissions []string
}

type user struct {
	name, password, note, role string // with a note it is shown beside the connections
	enabled                    bool
}

type category struct {
	code, parent, updated string // no parent: a root
	labels                []label
}

type label struct {
	locale, text string
}

// uiUser logs in to the user interface.
const uiUser = "admin"

// seed fills a PIM that holds nothing yet.
func (p *PIM) seed() {
	if p.data != nil {
		return
	}
	const updated = "2016-06-14T13:12:50+02:00"
	everything := []string{overallAccess.name, listCategories.name, editCategories.name}
	p.data = &data{
		clients: []client{
			{"erp", "ERP connection", "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s", "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s", "myERPuser"},
			{"magento", "Magento connection", "2_5e6kfzmath8gowk0s000kkgc0o44cwgwsockwk0ccss4sw0w", "2nwha9mzk2w4so0cgokwocswoc48s0sg44wgg40kkokgg4w0go", "magento_1234"},
		},
		roles: []role{
			{"Administrator", everything},
			{"Connection", everything},
			{"Web API only", []string{overallAccess.name}},
			{"No web API", nil},
		},
		users: []user{
			{"admin", "admin", "", "Administrator", true},
			{"myERPuser", "64bngr78", "", "Connection", true},
			{"magento_1234", "0a1b2c3d4", "", "Connection", true},
			{"julia", "julia", "web API access, no entity permission", "Web API only", true},
			{"kevin", "kevin", "no web API access", "No web API", true},
			{"disabled", "disabled", "disabled user", "Connection", false},
		},
		categories: []category{
			{"master", "", updated, nil},
			{"categoryA", "master", updated, []label{{"en_US", "Category A"}, {"fr_FR", "Catégorie A"}}},
			{"categoryA1", "categoryA", updated, nil},
			{"categoryA2", "categoryA", updated, nil},
			{"categoryB", "master", updated, nil},
			{"categoryC", "master", updated, nil},
			{"master_china", "", updated, nil},
		},
	}
}

// user finds a user by name, nil if there is none.
func (d *data) user(name string) *user {
	for i := range d.users {
		if d.users[i].name == name {
			return &d.users[i]
		}
	}
	return nil
}

// may reports whether a user's role grants a permission.
func (d *data) may(u *user, needed permission) bool {
	for _, r := range d.roles {
		if r.label == u.role {
			return slices.Contains(r.permissions, needed.name)
		}
	}
	return false
}
