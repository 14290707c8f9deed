// Apps that somebody has let in: to open them, to look at them, and to part
// with them.

package demopim

import "github.com/pim-auth/playground/authcore"

const connectedAppsPath = "/rest/apps/connected-apps/{code}"

var connectedAppRoutes = []route{
	{method: "DELETE", path: connectedAppsPath, from: authcore.V6_0, guard: byScript, act: (*call).connectedAppByCode},
	{method: "GET", path: connectedAppsPath + "/open-app-url", from: authcore.V6_0, guard: byScript, act: (*call).connectedAppByCode},
	{method: "POST", path: connectedAppsPath + "/refresh", from: authcore.V7_0, guard: byScript, act: (*call).connectedAppByCode},
	{method: "GET", path: "/connect/apps/v1/connected_app/{id}", from: authcore.V7_0, guard: bySession, act: (*call).showConnectedApp},
}

// connectedApp finds an App by its client_id among those that were let in, nil
// if it was not.
func (d *data) connectedApp(id string) *connectedApp {
	return find(d.connected, func(a *connectedApp) bool { return a.id == id })
}

// connectedAppByCode does what the method says to an App, for those who may.
func (c *call) connectedAppByCode() *authcore.Response {
	d, method := c.pim.data, c.route.method
	k := find(d.connected, func(k *connectedApp) bool { return k.code == c.vars[0] })
	switch {
	case k == nil || d.app(k.id) == nil: // a snapshot may say anything
		return c.oops(404, "Connected app with connection code "+c.vars[0]+" does not exist.")
	case !c.manages() && (method != "GET" || !c.opens()):
		return c.oops(403, accessDenied)
	case method == "DELETE":
		c.disconnect(k)
	case method == "GET":
		k.outdated = k.outdated && !c.manages()
		return reply(200, object("url", c.activation(d.app(k.id))))
	}
	return noContent()
}

// showConnectedApp leads to the screen of an App.
func (c *call) showConnectedApp() *authcore.Response {
	k := c.pim.data.connectedApp(c.vars[0])
	if k == nil {
		return c.oops(404, "Connected app with id "+c.vars[0]+" does not exist.")
	}
	return redirect(302, connectedScreen+k.code)
}

// maxRevoked is how many tokens of Apps that are gone are remembered.
const maxRevoked = 1000

// disconnect forgets an App that was let in: its user, role and client, its
// codes and tokens. Whoever sends such a token later is told why it is none.
func (c *call) disconnect(a *connectedApp) {
	d, id, code := c.pim.data, a.id, a.code
	for _, k := range d.access.all {
		if k.client == id && c.v.revoked {
			d.revoked = append(d.revoked[max(0, len(d.revoked)+1-maxRevoked):], k.text)
		}
	}
	d.dropClient(id)
	d.dropUser(code)
	d.codes = without(d.codes, func(k *authorizationCode) bool { return k.app == id })
	d.roles = without(d.roles, func(r *role) bool { return r.label == code })
	d.connected = without(d.connected, func(k *connectedApp) bool { return k.id == id })
}
