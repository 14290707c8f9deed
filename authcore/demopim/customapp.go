// Custom apps, which 7.0 calls test apps: the Apps that people register in the
// PIM themselves, at the screens or by the API.

package demopim

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
)

const (
	testAppsPath   = "/rest/marketplace/test-apps"
	customAppsPath = "/rest/custom-apps"
	apiAppsPath    = "/api/rest/v1/test-apps"
)

var customAppRoutes = []route{
	{method: "GET", path: testAppsPath, from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: (*call).listApps},
	{method: "POST", path: testAppsPath, from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: (*call).createApp},
	{method: "DELETE", path: testAppsPath + "/{id}", from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: (*call).keptApp},
	{method: "GET", path: testAppsPath + "/{id}/secret", from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: (*call).keptApp},
	{method: "POST", path: testAppsPath + "/{id}/secret", from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: (*call).keptApp},
	{method: "GET", path: customAppsPath, from: authcore.SaaS, guard: byScript, act: (*call).listApps},
	{method: "POST", path: customAppsPath, from: authcore.SaaS, guard: byScript, act: (*call).createApp},
	{method: "GET", path: customAppsPath + "/max-limit-reached", from: authcore.SaaS, guard: byScript, act: (*call).appLimit},
	{method: "DELETE", path: customAppsPath + "/{id}", from: authcore.SaaS, guard: byScript, act: (*call).keptApp},
	{method: "GET", path: customAppsPath + "/{id}/secret", from: authcore.SaaS, guard: byScript, act: (*call).keptApp},
	{method: "POST", path: customAppsPath + "/{id}/secret", from: authcore.SaaS, guard: byScript, act: (*call).keptApp},
	{method: "GET", path: apiAppsPath, from: authcore.V7_0, act: (*call).listApps},
	{method: "POST", path: apiAppsPath, from: authcore.V7_0, act: (*call).createApp},
	{method: "DELETE", path: apiAppsPath + "/{id}", from: authcore.V7_0, act: (*call).keptApp},
}

// app finds a registered App by its client_id, nil if there is none.
func (d *data) app(id string) *customApp {
	return find(d.apps, func(a *customApp) bool { return a.id == id })
}

func (c *call) byAPI() bool { return under(c.path, rootPath) }

// mayManageApps lets those pass with nil who may manage such Apps. Since these
// are no longer called test apps, the API asks for no permission.
func (c *call) mayManageApps() *authcore.Response {
	switch {
	case c.v.testApps && !c.pim.data.developer:
		return c.oops(404, "Developer mode disabled")
	case (c.v.testApps || !c.byAPI()) && !c.pim.data.may(c.user, manageTestApps):
		return c.oops(403, "Access forbidden. You are not allowed to manage test apps.")
	}
	return nil
}

// appRules are what a field must keep, and what is said if it does not: at the
// screens a key that ends in field and rule, in the API a sentence. Those of
// the client_id go unsaid, since it is made here.
var appRules = [...]struct{ field, rule, sentence string }{
	{"name", "not_blank", "The name of the app is required."},
	{"name", "min_length", "The name of the app is too short. It must have 3 characters or more."},
	{"name", "max_length", "The name of the app is too long. It must have 255 characters or less."},
	{"activate_url", "not_blank", "The activate url is required."},
	{"activate_url", "max_length", "The activate url of the app is too long. It must have 255 characters or less."},
	{"activate_url", "must_be_url", "The activate url must be a valid URL."},
	{"callback_url", "not_blank", "The callback url is required."},
	{"callback_url", "max_length", "The callback url of the app is too long. It must have 255 characters or less."},
	{"callback_url", "must_be_url", "The callback url must be a valid URL."},
}

func keeps(rule, value string) bool {
	switch length := utf8.RuneCountInString(value); rule {
	case "not_blank":
		return length > 0
	case "min_length":
		return length >= 3
	case "max_length":
		return length <= 255
	}
	return !isNoURL(value)
}

// maxApps is how many there may be, those of all users together, unless they
// are test apps.
const maxApps = 20

func (c *call) appsFull() bool { return !c.v.testApps && len(c.pim.data.apps) >= maxApps }

// appLimit tells whether no further App may be registered.
func (c *call) appLimit() *authcore.Response {
	if refusal := c.mayManageApps(); refusal != nil {
		return refusal
	}
	return said(200, strconv.FormatBool(c.appsFull()))
}

// createApp registers an App, or tells all that is wrong with it.
func (c *call) createApp() *authcore.Response {
	if refusal := c.mayManageApps(); refusal != nil {
		return refusal
	}
	input, errors := members(c.json), ""
	if c.appsFull() {
		errors = c.appError("", "limit_reached", "You can create up to 20 custom apps.")
	}
	for _, r := range appRules {
		if !keeps(r.rule, value(input, c.spelled(r.field))) {
			errors += c.appError(r.field, r.field+"."+r.rule, r.sentence)
		}
	}
	if errors != "" {
		return said(422, `{"errors":[`+errors[1:]+"]}")
	}
	id, err := c.pim.uuid()
	secret := ""
	if err == nil {
		secret, err = c.pim.draw()
	}
	if err != nil {
		return c.oops(500, ownFault)
	}
	c.pim.data.apps = append(c.pim.data.apps, customApp{id, secret, value(input, "name"), value(input, c.spelled("activate_url")), value(input, c.spelled("callback_url")), c.user.name})
	return said(201, `{"`+c.spelled("client_id")+`":"`+id+`","`+c.spelled("client_secret")+`":"`+secret+`"}`)
}

// spelled is the name of a member: the screens write clientId.
func (c *call) spelled(name string) string {
	if before, after, two := strings.Cut(name, "_"); two && !c.byAPI() {
		return before + strings.ToUpper(after[:1]) + after[1:]
	}
	return name
}

// appError is one more thing that is wrong.
func (c *call) appError(field, key, sentence string) string {
	switch {
	case c.byAPI() && c.v.testApps:
		sentence = strings.Replace(sentence, "the app", "the test app", 1)
	case c.byAPI():
	case c.v.testApps:
		sentence = "akeneo_connectivity.connection.connect.marketplace.test_apps.errors.creation." + key
	default:
		sentence = "akeneo_connectivity.connection.connect.custom_apps.create_modal.errors." + key
	}
	return `,{"propertyPath":"` + c.spelled(field) + `","message":"` + sentence + `"}`
}

// listApps answers with all Apps as the screens show them, by the API with
// those of the user whose token came along.
func (c *call) listApps() *authcore.Response {
	if refusal := c.mayManageApps(); refusal != nil {
		return refusal
	}
	d, apps, total := c.pim.data, "", 0
	for i := range d.apps {
		a := &d.apps[i]
		if c.byAPI() {
			if a.owner == c.user.name {
				apps += `,{"client_id":` + quoted(a.id) + `,"name":` + quoted(a.name) + `,"activate_url":` + quoted(a.activateURL) + `,"callback_url":` + quoted(a.callbackURL) + "}"
			}
			continue
		}
		author := "null"
		if u := d.user(a.owner); u != nil {
			author = quoted(u.first + " " + u.last)
		}
		apps += `,{"id":` + quoted(a.id) + `,"name":` + quoted(a.name) + `,"logo":null,"author":` + author + `,"partner":null,"description":null,"url":null,"categories":[],"certified":false,"activate_url":` +
			quoted(c.activation(a)) + `,"callback_url":` + quoted(a.callbackURL) + `,"connected":` + strconv.FormatBool(d.connectedApp(a.id) != nil) + `,"isPending":false,"isCustomApp":true}`
		total++
	}
	apps = "[" + strings.TrimPrefix(apps, ",") + "]"
	if !c.byAPI() {
		apps = `{"total":` + strconv.Itoa(total) + `,"apps":` + apps + "}"
	}
	return said(200, apps)
}

// keptApp does to the App that the path names what method and path say: it
// forgets and disconnects it, shows the end of its secret, or makes it another
// one, which leaves its token good.
func (c *call) keptApp() *authcore.Response {
	if refusal := c.mayManageApps(); refusal != nil {
		return refusal
	}
	id, d := c.vars[0], c.pim.data
	a := d.app(id)
	if a == nil {
		return c.oops(404, "Test app with "+id+" client_id was not found.")
	}
	switch c.route.method {
	case "GET":
		end := a.secret[max(0, len(a.secret)-4):]
		return said(200, quoted(strings.Repeat("*", 34-len(end))+end))
	case "POST":
		secret, err := c.pim.draw()
		if err != nil {
			return c.oops(500, ownFault)
		}
		a.secret = secret
		return said(200, `"`+secret+`"`)
	}
	if k := d.connectedApp(id); k != nil {
		c.disconnect(k)
	}
	d.apps = without(d.apps, func(a *customApp) bool { return a.id == id })
	return noContent()
}
