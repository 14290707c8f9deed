// Apps that somebody has let in.

package demopim

var connectedAppRoutes []route

// connectedApp finds an App by its client_id among those that were let in, nil
// if it was not.
func (d *data) connectedApp(id string) *connectedApp {
	return find(d.connected, func(a *connectedApp) bool { return a.id == id })
}

// disconnect forgets an App that was let in: its user, role and client, its
// codes and tokens. Whoever sends such a token later is told why it is none.
func (c *call) disconnect(a *connectedApp) {
	d, id, code := c.pim.data, a.id, a.code
	for _, k := range d.access.all {
		if k.client == id && c.v.revoked {
			d.revoked = append(d.revoked, k.text)
		}
	}
	d.dropClient(id)
	d.dropUser(code)
	d.codes = without(d.codes, func(k *authorizationCode) bool { return k.app == id })
	d.roles = without(d.roles, func(r *role) bool { return r.label == code })
	d.connected = without(d.connected, func(k *connectedApp) bool { return k.id == id })
}
