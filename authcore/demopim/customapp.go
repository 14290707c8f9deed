// Custom apps, which 7.0 calls test apps: the Apps that people register in the
// PIM themselves, at the screens or by the API.

package demopim

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const (
	testAppsPath   = "/rest/marketplace/test-apps"
	customAppsPath = "/rest/custom-apps"
	apiAppsPath    = "/api/rest/v1/test-apps"
)

var customAppRoutes = []route{
	{method: "GET", path: testAppsPath, from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: managing((*call).listApps)},
	{method: "POST", path: testAppsPath, from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: managing((*call).createApp)},
	{method: "DELETE", path: testAppsPath + "/{id}", from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: managing((*call).deleteApp)},
	{method: "GET", path: testAppsPath + "/{id}/secret", from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: managing((*call).appSecret)},
	{method: "POST", path: testAppsPath + "/{id}/secret", from: authcore.V7_0, until: authcore.V7_0, guard: byScript, act: managing((*call).renewAppSecret)},
	{method: "GET", path: customAppsPath, from: authcore.SaaS, guard: byScript, act: managing((*call).listApps)},
	{method: "POST", path: customAppsPath, from: authcore.SaaS, guard: byScript, act: managing((*call).createApp)},
	{method: "GET", path: customAppsPath + "/max-limit-reached", from: authcore.SaaS, guard: byScript, act: managing((*call).appLimit)},
	{method: "DELETE", path: customAppsPath + "/{id}", from: authcore.SaaS, guard: byScript, act: managing((*call).deleteApp)},
	{method: "GET", path: customAppsPath + "/{id}/secret", from: authcore.SaaS, guard: byScript, act: managing((*call).appSecret)},
	{method: "POST", path: customAppsPath + "/{id}/secret", from: authcore.SaaS, guard: byScript, act: managing((*call).renewAppSecret)},
	{method: "GET", path: apiAppsPath, from: authcore.V7_0, act: managing((*call).listOwnApps)},
	{method: "POST", path: apiAppsPath, from: authcore.V7_0, act: managing((*call).createApp)},
	{method: "DELETE", path: apiAppsPath + "/{id}", from: authcore.V7_0, act: managing((*call).deleteApp)},
}

// managing lets those act who may manage such Apps. Since they are no longer
// called test apps, the API asks for no permission.
func managing(act func(*call) *authcore.Response) func(*call) *authcore.Response {
	return func(c *call) *authcore.Response {
		switch {
		case c.v.testApps && !c.pim.data.developer:
			return c.oops(404, "Developer mode disabled")
		case (c.v.testApps || !c.byAPI()) && !c.pim.data.may(c.user, manageTestApps):
			return c.oops(403, "Access forbidden. You are not allowed to manage test apps.")
		}
		return act(c)
	}
}

func (c *call) byAPI() bool { return under(c.path, rootPath) }

// An appRule is what a field must not be, and what is said of it: at the
// screens the last part of a key, in the API a sentence.
var appRules = []struct {
	field, rule, sentence string
	broken                func(string) bool
}{
	{"name", "not_blank", "The name of the app is required.", isEmpty},
	{"name", "min_length", "The name of the app is too short. It must have 3 characters or more.", func(s string) bool { return utf8.RuneCountInString(s) < 3 }},
	{"name", "max_length", "The name of the app is too long. It must have 255 characters or less.", isLong},
	{"activate_url", "not_blank", "The activate url is required.", isEmpty},
	{"activate_url", "max_length", "The activate url of the app is too long. It must have 255 characters or less.", isLong},
	{"activate_url", "must_be_url", "The activate url must be a valid URL.", isNoURL},
	{"callback_url", "not_blank", "The callback url is required.", isEmpty},
	{"callback_url", "max_length", "The callback url of the app is too long. It must have 255 characters or less.", isLong},
	{"callback_url", "must_be_url", "The callback url must be a valid URL.", isNoURL},
}

// maxApps is how many there may be, those of all users together, where they
// are no test apps.
const maxApps = 20

func (c *call) appsFull() bool { return !c.v.testApps && len(c.pim.data.apps) >= maxApps }

// createApp registers an App, or tells all that is wrong with it. The rules of
// its client_id go unsaid, since it is made here.
func (c *call) createApp() *authcore.Response {
	input, field, message := members(c.json), func(field string) string { return field }, func(_, sentence string) string { return sentence }
	id, secret := "client_id", "client_secret"
	if c.v.testApps {
		message = func(_, sentence string) string { return strings.Replace(sentence, "the app", "the test app", 1) }
	}
	if !c.byAPI() {
		id, secret = "clientId", "clientSecret"
		field = func(field string) string { return strings.Replace(field, "_u", "U", 1) }
		section := "custom_apps.create_modal.errors."
		if c.v.testApps {
			section = "marketplace.test_apps.errors.creation."
		}
		message = func(key, _ string) string { return "akeneo_connectivity.connection.connect." + section + key }
	}
	var errors jsontext.Array
	if c.appsFull() {
		errors = append(errors, object("propertyPath", "", "message", message("limit_reached", "You can create up to 20 custom apps.")))
	}
	for _, r := range appRules {
		if name := field(r.field); r.broken(value(input, name)) {
			errors = append(errors, object("propertyPath", name, "message", message(r.field+"."+r.rule, r.sentence)))
		}
	}
	if errors != nil {
		return reply(422, object("errors", errors))
	}
	a := customApp{name: value(input, "name"), activateURL: value(input, field("activate_url")), callbackURL: value(input, field("callback_url")), owner: c.user.name}
	var err error
	if a.id, err = c.pim.uuid(); err == nil {
		a.secret, err = c.pim.draw()
	}
	if err != nil {
		return c.oops(500, "Internal Server Error")
	}
	c.pim.data.apps = append(c.pim.data.apps, a)
	return reply(201, object(id, a.id, secret, a.secret))
}

func isEmpty(s string) bool { return s == "" }

func isLong(s string) bool { return utf8.RuneCountInString(s) > 255 }

// listApps answers with all Apps as the screens show them.
func (c *call) listApps() *authcore.Response {
	apps := jsontext.Array{}
	for _, a := range c.pim.data.apps {
		var author any
		if u := c.pim.data.user(a.owner); u != nil {
			author = u.first + " " + u.last
		}
		connected := slices.ContainsFunc(c.pim.data.connected, func(k connectedApp) bool { return k.id == a.id })
		apps = append(apps, object("id", a.id, "name", a.name, "logo", nil, "author", author, "partner", nil, "description", nil, "url", nil,
			"categories", jsontext.Array{}, "certified", false, "activate_url", c.activation(&a), "callback_url", a.callbackURL,
			"connected", connected, "isPending", false, "isCustomApp", true))
	}
	return reply(200, object("total", len(apps), "apps", apps))
}

// listOwnApps answers with the Apps of the user whose token came along.
func (c *call) listOwnApps() *authcore.Response {
	apps := jsontext.Array{}
	for _, a := range c.pim.data.apps {
		if a.owner == c.user.name {
			apps = append(apps, object("client_id", a.id, "name", a.name, "activate_url", a.activateURL, "callback_url", a.callbackURL))
		}
	}
	return reply(200, apps)
}

// namedApp finds the App that the path names, or answers 404.
func (c *call) namedApp() (*customApp, *authcore.Response) {
	a := find(c.pim.data.apps, func(a *customApp) bool { return a.id == c.vars[0] })
	if a == nil {
		return nil, c.oops(404, "Test app with "+c.vars[0]+" client_id was not found.")
	}
	return a, nil
}

// deleteApp forgets an App, and disconnects it.
func (c *call) deleteApp() *authcore.Response {
	a, refusal := c.namedApp()
	if refusal != nil {
		return refusal
	}
	id := a.id
	if k := find(c.pim.data.connected, func(k *connectedApp) bool { return k.id == id }); k != nil {
		c.disconnect(k)
	}
	c.pim.data.apps = slices.DeleteFunc(c.pim.data.apps, func(a customApp) bool { return a.id == id })
	return noContent()
}

// appSecret answers with the end of an App's secret.
func (c *call) appSecret() *authcore.Response {
	a, refusal := c.namedApp()
	if refusal != nil {
		return refusal
	}
	end := a.secret[max(0, len(a.secret)-4):]
	return reply(200, strings.Repeat("*", 34-len(end))+end)
}

// renewAppSecret gives an App another secret. Its token stays good.
func (c *call) renewAppSecret() *authcore.Response {
	a, refusal := c.namedApp()
	if refusal != nil {
		return refusal
	}
	secret, err := c.pim.draw()
	if err != nil {
		return c.oops(500, "Internal Server Error")
	}
	a.secret = secret
	return reply(200, secret)
}

// appLimit tells whether no further App may be registered.
func (c *call) appLimit() *authcore.Response { return reply(200, c.appsFull()) }
