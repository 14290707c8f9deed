// What the demo's PIM holds at first, as the data of a snapshot. All of it is
// public: none of these secrets guards anything.

package demopim

import (
	"strings"
	"sync"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// seedText is what every version holds. Where a version lacks a thing, seed
// takes it away.
const seedText = `{
"last_client":2,"last_role":4,"openid_keys":true,"developer_mode":true,
"clients":[
{"client_id":"1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s","secret":"5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s","label":"ERP connection","grants":["password","refresh_token"],"redirects":[],"username":"myERPuser"},
{"client_id":"2_5e6kfzmath8gowk0s000kkgc0o44cwgwsockwk0ccss4sw0w","secret":"2nwha9mzk2w4so0cgokwocswoc48s0sg44wgg40kkokgg4w0go","label":"Magento connection","grants":["password","refresh_token"],"redirects":[],"username":"magento_1234"}],
"connections":[
{"code":"erp","label":"ERP connection","flow_type":"data_source","image":"","client_id":"1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s","username":"myERPuser","auditable":false},
{"code":"magento","label":"Magento connection","flow_type":"data_destination","image":"","client_id":"2_5e6kfzmath8gowk0s000kkgc0o44cwgwsockwk0ccss4sw0w","username":"magento_1234","auditable":false}],
"roles":[
{"row":1,"label":"Administrator","permissions":[]},
{"row":2,"label":"User","permissions":[]},
{"row":3,"label":"Web API only","permissions":["pim_api_overall_access"]},
{"row":4,"label":"No web API","permissions":[]}],
"users":[
{"username":"admin","password":"admin","role":"Administrator","first_name":"John","last_name":"Doe","note":"","enabled":true,"api":false},
{"username":"myERPuser","password":"64bngr78","role":"User","first_name":"ERP connection","last_name":" ","note":"","enabled":true,"api":true},
{"username":"magento_1234","password":"0a1b2c3d4","role":"User","first_name":"Magento connection","last_name":" ","note":"","enabled":true,"api":true},
{"username":"julia","password":"julia","role":"Web API only","first_name":"Julia","last_name":"Stark","note":"web API access, no entity permission","enabled":true,"api":false},
{"username":"kevin","password":"kevin","role":"No web API","first_name":"Kevin","last_name":"Michel","note":"no web API access","enabled":true,"api":false},
{"username":"disabled","password":"disabled","role":"User","first_name":"Disabled","last_name":"User","note":"disabled user","enabled":false,"api":true}],
"apps":[
{"client_id":"206f450e-09a1-44ed-a0b3-9dd80f980ace","secret":"Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg","name":"Playground App","activate_url":"/activate","callback_url":"/callback","owner":"admin"}],
"categories":[
{"row":1,"code":"master","parent":"","updated":"2016-06-14T13:12:50+02:00","labels":"{}"},
{"row":2,"code":"categoryA","parent":"master","updated":"2016-06-14T13:12:50+02:00","labels":"{\"en_US\":\"Category A\",\"fr_FR\":\"Catégorie A\"}"},
{"row":3,"code":"categoryA1","parent":"categoryA","updated":"2016-06-14T13:12:50+02:00","labels":"{}"},
{"row":4,"code":"categoryA2","parent":"categoryA","updated":"2016-06-14T13:12:50+02:00","labels":"{}"},
{"row":5,"code":"categoryB","parent":"master","updated":"2016-06-14T13:12:50+02:00","labels":"{}"},
{"row":6,"code":"categoryC","parent":"master","updated":"2016-06-14T13:12:50+02:00","labels":"{}"},
{"row":7,"code":"master_china","parent":"","updated":"2016-06-14T13:12:50+02:00","labels":"{}"}],
"connected":[],"items":[],"access_tokens":[],"refresh_tokens":[],"codes":[],"sessions":[],"revoked":[]}`

var (
	seedOnce sync.Once
	seeds    jsontext.Object // seedText; only ever read
)

// seed fills a PIM that holds nothing yet.
func (p *PIM) seed() {
	if p.data != nil {
		return
	}
	p.data = &data{}
	seedOnce.Do(func() { seeds = parsed(seedText) }) // a test reads it whole
	p.data.members(&document{reading: true, object: seeds})
	p.data.items = seedItems()
	api, screens := permissions()
	p.data.roles[0].permissions = append(screens, api...)
	p.data.roles[1].permissions = api
	for i := range p.data.apps {
		app := &p.data.apps[i]
		app.activateURL, app.callbackURL = p.playground()+app.activateURL, p.playground()+app.callbackURL
	}
	v := behaves(p.Version)
	if v == nil {
		return // nothing but an error is ever answered
	}
	if !v.connections {
		p.data.connections = nil
		for i := range p.data.users {
			p.data.users[i].api = false
		}
	}
	if !v.apps {
		p.data.apps, p.data.openIDKeys = nil, false
	}
}

// playground is the address of the directory of the demo App's own addresses.
func (p *PIM) playground() string {
	if p.Playground == "" {
		return "http://localhost:8080"
	}
	return strings.TrimRight(p.Playground, "/")
}
