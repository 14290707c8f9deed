// What a PIM holds.

package demopim

import "slices"

type data struct {
	clients     []client
	connections []connection
	roles       []role
	users       []user
	apps        []customApp
	connected   []connectedApp
	categories  []category // in the order of the trees, each parent before its children
	items       []item
	access      tokens
	refresh     tokens
	codes       []authorizationCode
	sessions    []session
	revoked     []string // access tokens of disconnected apps
	openIDKeys  bool     // whether the keys of OpenID were made
	developer   bool     // developer mode is on: there are test apps
	lastClient  int64    // the row numbers of the newest client and role
	lastRole    int64
}

// A client is an OAuth client: made on the console, with a connection, or with
// a connected app.
type client struct {
	id, secret, label string
	grants            []string
	redirects         []string
	username          string // of the user shown with it before there were connections
}

// A connection is a client and the user that was made for it (4.0 on).
type connection struct {
	code, label, flowType, image string
	client, username             string
	auditable                    bool
}

type role struct {
	row         int64
	label       string
	permissions []string
}

type user struct {
	name, password, role string
	first, last          string // names
	note                 string // with one it is shown beside the connections
	enabled              bool
	api                  bool // belongs to a connection or app and never logs in to the screens
}

// A customApp is an App that is registered in the PIM; 6.0 knows one as an App
// of the marketplace.
type customApp struct {
	id, secret, name, activateURL, callbackURL string
	owner                                      string // user who registered it
}

// A connectedApp is an App that somebody has let in. Its client has the App's
// client_id; its user, its role and its user group have its code as name.
type connectedApp struct {
	id, code string
	scopes   []string // authorization scopes, as they were granted
	outdated bool     // asks for more scopes than it has
	consents []consent
}

// A consent is what one user of the PIM lets an App know of him.
type consent struct {
	username, sub string
	scopes        []string // authentication scopes
}

// An authorizationCode is waiting to be exchanged for a token.
type authorizationCode struct {
	code, app, username string
	issued              int64 // Unix seconds
}

// A session is what a cookie of the screens stands for.
type session struct {
	id, username string // no username: not logged in
	csrf, target string // for the login page: its token, and where to go then
	failure      string // of its last login, until it was shown
	lastUsername string
	asked        []authorization // what Apps ask for, waiting for this user
}

// An authorization is what an App asked a user for.
type authorization struct {
	app            string
	scopes         []string // authorization scopes, implied ones not added
	authentication []string
	state          string
	stated         bool // a state was given, be it empty
}

type category struct {
	row                   int64
	code, parent, updated string // no parent: a root
	labels                string // as JSON
}

// An item is a thing of another entity.
type item struct {
	entity, parent, code string
	text                 string // its members as JSON
}

// uiUser logs in to the user interface.
const uiUser = "admin"

// user finds a user by name, nil if there is none.
func (d *data) user(name string) *user {
	return find(d.users, func(u *user) bool { return u.name == name })
}

// client finds an OAuth client by its id, nil if there is none.
func (d *data) client(id string) *client {
	return find(d.clients, func(k *client) bool { return k.id == id })
}

// find returns the first element that fits, nil if none does.
func find[T any](all []T, fits func(*T) bool) *T {
	for i := range all {
		if fits(&all[i]) {
			return &all[i]
		}
	}
	return nil
}

// without returns what does not fit, in the same memory. It is slices.DeleteFunc
// at half the weight.
func without[T any](all []T, fits func(*T) bool) []T {
	kept := all[:0]
	for i := range all {
		if !fits(&all[i]) {
			kept = append(kept, all[i])
		}
	}
	return kept
}

// may reports whether a user's role grants a permission.
func (d *data) may(u *user, permission string) bool {
	r := find(d.roles, func(r *role) bool { return r.label == u.role })
	return r != nil && slices.Contains(r.permissions, permission)
}
