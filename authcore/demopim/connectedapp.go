// Apps that somebody has let in.

package demopim

import "slices"

var connectedAppRoutes []route

// disconnect forgets an App that was let in: its user, role and client, its
// codes and tokens. Whoever sends such a token later is told why it is none.
func (c *call) disconnect(a *connectedApp) {
	d, id, code := c.pim.data, a.id, a.code
	d.access.dropAll(func(k *token) bool {
		if k.client == id && c.v.revoked {
			d.revoked = append(d.revoked, k.text)
		}
		return k.client == id
	})
	d.codes = slices.DeleteFunc(d.codes, func(k authorizationCode) bool { return k.app == id })
	d.clients = slices.DeleteFunc(d.clients, func(k client) bool { return k.id == id })
	d.users = slices.DeleteFunc(d.users, func(u user) bool { return u.name == code })
	d.roles = slices.DeleteFunc(d.roles, func(r role) bool { return r.label == code })
	d.connected = slices.DeleteFunc(d.connected, func(k connectedApp) bool { return k.id == id })
}
