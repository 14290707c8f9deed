// Connections (4.0 on): the endpoints of the screens that make and change
// them, and what becomes of their clients, users and tokens.

package demopim

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const connectionsPath = "/rest/connections"

// connectionRoutes ask for no header of a script. Whoever is logged in may
// list; all else needs the permission.
var connectionRoutes = []route{
	{method: "GET", path: connectionsPath, from: authcore.V4_0, guard: bySession, act: (*call).listConnections},
	{method: "POST", path: connectionsPath, from: authcore.V4_0, guard: bySession, act: asManager((*call).createConnection)},
	{method: "GET", path: connectionsPath + "/{code}", from: authcore.V4_0, guard: bySession, act: asManager((*call).getConnection)},
	{method: "DELETE", path: connectionsPath + "/{code}", from: authcore.V4_0, guard: bySession, act: asManager(known((*call).deleteConnection))},
	{method: "POST", path: connectionsPath + "/{code}/regenerate-secret", from: authcore.V4_0, guard: bySession, act: asManager(known((*call).regenerateSecret))},
	{method: "POST", path: connectionsPath + "/{code}/regenerate-password", from: authcore.V4_0, guard: bySession, act: asManager(known((*call).regeneratePassword))},
}

// asManager is for an act of those who may manage connections.
func asManager(act func(*call) *authcore.Response) func(*call) *authcore.Response {
	return func(c *call) *authcore.Response {
		if !c.pim.data.may(c.user, manageConnections) {
			return c.oops(403, accessDenied)
		}
		return act(c)
	}
}

// known is for an act on the connection that the path names.
func known(act func(*call, *connection) *authcore.Response) func(*call) *authcore.Response {
	return func(c *call) *authcore.Response {
		k := c.pim.data.connection(c.vars[0])
		if k == nil {
			return reply(400, object("message", `Connection with code "`+c.vars[0]+`" does not exist`))
		}
		return act(c, k)
	}
}

// connection finds a connection by its code, whose case the database does not
// mind. nil if there is none.
func (d *data) connection(code string) *connection {
	return find(d.connections, func(k *connection) bool { return strings.EqualFold(k.code, code) })
}

func (c *call) listConnections() *authcore.Response {
	list := jsontext.Array{}
	for _, k := range c.pim.data.connections {
		list = append(list, c.typed(object("code", k.code, "label", k.label, "flowType", k.flowType, "image", orNull(k.image), "auditable", k.auditable)))
	}
	return reply(200, list)
}

func (c *call) getConnection() *authcore.Response {
	k := c.pim.data.connection(c.vars[0])
	if k == nil {
		return reply(404, jsontext.Object{})
	}
	return c.showConnection(200, k, nil)
}

// showConnection tells all of a connection. Its password is known only to
// those who have just made it.
func (c *call) showConnection(status int, k *connection, password any) *authcore.Response {
	d := c.pim.data
	client, u := d.client(k.client), d.user(k.username)
	if client == nil || u == nil {
		return reply(404, jsontext.Object{})
	}
	var row any
	if r := find(d.roles, func(r *role) bool { return r.label == u.role }); r != nil {
		row = strconv.FormatInt(r.row, 10)
	}
	return reply(status, c.typed(object(
		"code", k.code, "label", k.label, "flow_type", k.flowType, "image", orNull(k.image),
		"client_id", client.id, "secret", client.secret, "username", u.name, "password", password,
		"user_role_id", row, "user_group_id", nil, "auditable", k.auditable)))
}

// typed tells connections from those of Apps, once there are Apps.
func (c *call) typed(o jsontext.Object) jsontext.Object {
	if c.v.apps {
		o = append(o, jsontext.Member{Name: "type", Value: "default"})
	}
	return o
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// createConnection reads its body whatever the Content-Type says.
func (c *call) createConnection() *authcore.Response {
	v, _ := jsontext.Parse(c.body)
	body, _ := v.(jsontext.Object)
	text := func(name string) string {
		v, _ := body.Get(name)
		s, _ := v.(string)
		return s
	}
	auditable, _ := body.Get("auditable")
	made, wrong, err := c.connect(connection{
		code: text("code"), label: text("label"), flowType: text("flow_type"), image: text("image"), auditable: auditable == true,
	}, text("user_group"))
	if err != nil {
		return c.oops(500, ownFault)
	}
	if wrong != nil {
		errors := jsontext.Array{}
		for _, w := range wrong {
			errors = append(errors, object("name", w.field, "reason", "akeneo_connectivity.connection.connection.constraint."+w.key))
		}
		return reply(422, object("errors", errors, "message", "akeneo_connectivity.connection.constraint_violation_list_exception"))
	}
	return c.showConnection(201, made, c.pim.data.user(made.username).password)
}

// connect makes a connection with its client and user, or says what is wrong.
func (c *call) connect(k connection, group string) (made *connection, wrong []breach, err error) {
	k.code, k.label = trim(k.code), trim(k.label)
	if wrong = c.check(&k, group); wrong != nil {
		return nil, wrong, nil
	}
	p := c.pim
	client, err := p.newClient(k.label, ownGrants(), nil)
	if err != nil {
		return nil, nil, err
	}
	if k.username, err = p.username(k.code); err != nil {
		return nil, nil, err
	}
	password, err := p.newPassword()
	if err != nil {
		return nil, nil, err
	}
	k.client = client.id
	p.data.keepClient(client)
	p.data.users = append(p.data.users, user{name: k.username, password: password, role: userRole, first: k.label, last: " ", enabled: true, api: true})
	p.data.connections = append(p.data.connections, k)
	return &p.data.connections[len(p.data.connections)-1], nil, nil
}

func (c *call) deleteConnection(k *connection) *authcore.Response {
	username := k.username
	c.pim.data.dropClient(k.client)
	c.pim.data.dropUser(username)
	return noContent()
}

// regenerateSecret keeps the client's id, and ends all of its tokens.
func (c *call) regenerateSecret(k *connection) *authcore.Response {
	secret, err := c.pim.clientText()
	if err != nil {
		return c.oops(500, ownFault)
	}
	if client := c.pim.data.client(k.client); client != nil {
		client.secret = secret
	}
	c.pim.data.dropTokens(func(t *token) bool { return t.client == k.client })
	return noContent()
}

// regeneratePassword ends the user's tokens of whatever client.
func (c *call) regeneratePassword(k *connection) *authcore.Response {
	password, err := c.pim.newPassword()
	if err != nil {
		return c.oops(500, ownFault)
	}
	if u := c.pim.data.user(k.username); u != nil {
		u.password = password
	}
	c.pim.data.dropTokens(func(t *token) bool { return t.user == k.username })
	return reply(200, object("password", password))
}
