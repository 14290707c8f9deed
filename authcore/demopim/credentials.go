// The demo's credentials as a value: printed by a server, prefilled on a page,
// read by a test.

package demopim

import (
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// Credentials are what a person needs to use a PIM, as GET /_demo/credentials
// shows it.
type Credentials struct {
	Version     authcore.Version
	Now         time.Time    // by the PIM's clock
	Connections []Connection // before 4.0 the API clients, which have no code and, made later, no user
	Users       []User       // further users of the API, each with a note why
	UIUser      User         // logs in to the user interface
	App         App          // zero before 6.0
}

// A Connection is an API client and the user that it was given.
type Connection struct {
	Code, Label, ClientID, Secret, Username, Password string
}

// A User is a user; Note says what is special about it.
type User struct {
	Username, Password, Note string
}

// An App is an App that is registered in the PIM.
type App struct {
	Name, ClientID, ClientSecret, ActivateURL, CallbackURL string
}

// Credentials returns the credentials of the PIM as they are now.
func (p *PIM) Credentials() Credentials {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seed()
	return p.credentials()
}

func (p *PIM) credentials() Credentials {
	c := Credentials{Version: authcore.Version(p.Version.String()), Now: p.now()}
	if len(p.data.apps) > 0 {
		a := p.data.apps[0]
		c.App = App{a.name, a.id, a.secret, a.activateURL, a.callbackURL}
	}
	for _, k := range p.data.connections {
		if client := p.data.client(k.client); client != nil {
			c.Connections = append(c.Connections, p.connection(k.code, client, k.username))
		}
	}
	if v := behaves(p.Version); v != nil && !v.connections {
		for _, k := range p.data.clients {
			c.Connections = append(c.Connections, p.connection("", &k, k.username))
		}
	}
	for _, u := range p.data.users {
		switch {
		case u.name == uiUser:
			c.UIUser = User{Username: u.name, Password: u.password}
		case u.note != "":
			c.Users = append(c.Users, User{u.name, u.password, u.note})
		}
	}
	return c
}

func (p *PIM) connection(code string, k *client, username string) Connection {
	c := Connection{Code: code, Label: k.label, ClientID: k.id, Secret: k.secret, Username: username}
	if u := p.data.user(username); u != nil {
		c.Password = u.password
	}
	return c
}

func (p *PIM) showCredentials(jsontext.Object) *authcore.Response {
	c := p.credentials()
	connections, users := jsontext.Array{}, jsontext.Array{}
	for _, k := range c.Connections {
		connections = append(connections, object("code", k.Code, "label", k.Label, "client_id", k.ClientID, "secret", k.Secret, "username", k.Username, "password", k.Password))
	}
	for _, u := range c.Users {
		users = append(users, object("username", u.Username, "password", u.Password, "note", u.Note))
	}
	document := object(
		"version", string(c.Version),
		"now", instant(c.Now.Unix()),
		"connections", connections,
		"users", users,
		"ui_user", object("username", c.UIUser.Username, "password", c.UIUser.Password))
	if a := c.App; a != (App{}) {
		document = append(document, object("app", object("name", a.Name, "client_id", a.ClientID, "client_secret", a.ClientSecret, "activate_url", a.ActivateURL, "callback_url", a.CallbackURL))...)
	}
	return controlReply(200, document)
}
