// API clients: made, kept, and what goes when they or users go.

package demopim

import "strconv"

// userRole is the role of a user who is given none.
const userRole = "User"

// ownGrants are the grants of a client that is asked for none.
func ownGrants() []string { return []string{"password", "refresh_token"} }

// newClient makes a client, to be kept or not.
func (p *PIM) newClient(label string, grants, redirects []string) (client, error) {
	random, err := p.clientText()
	if err != nil {
		return client{}, err
	}
	secret, err := p.clientText()
	id := strconv.FormatInt(p.data.lastClient+1, 10) + "_" + random
	return client{id: id, secret: secret, label: label, grants: grants, redirects: redirects}, err
}

func (d *data) keepClient(c client) {
	d.lastClient++
	d.clients = append(d.clients, c)
}

// dropClient forgets a client, its tokens, and the connection or connected App
// that it was made for.
func (d *data) dropClient(id string) {
	d.dropTokens(func(t *token) bool { return t.client == id })
	d.connections = without(d.connections, func(k *connection) bool { return k.client == id })
	d.connected = without(d.connected, func(a *connectedApp) bool { return a.id == id })
	d.clients = without(d.clients, func(c *client) bool { return c.id == id })
}

// dropUser forgets a user and all tokens of that user.
func (d *data) dropUser(name string) {
	d.dropTokens(func(t *token) bool { return t.user == name })
	d.users = without(d.users, func(u *user) bool { return u.name == name })
}

func (d *data) dropTokens(fits func(*token) bool) {
	d.access.dropAll(fits)
	d.refresh.dropAll(fits)
}
