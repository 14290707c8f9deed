// The control routes users and roles, in the place of the screens that a PIM
// has for them: who there is, and what each may do. A user made here may log in
// to the API and at the screens; what there is to be done there, the role says.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

func (p *PIM) showUsers(jsontext.Object) *authcore.Response {
	list := jsontext.Array{}
	for i := range p.data.users {
		list = append(list, p.data.users[i].shown())
	}
	return controlReply(200, object("users", list))
}

func (u *user) shown() jsontext.Object {
	return object("username", u.name, "password", u.password, "role", u.role, "enabled", u.enabled)
}

func (p *PIM) showRoles(jsontext.Object) *authcore.Response {
	list := jsontext.Array{}
	for i := range p.data.roles {
		list = append(list, p.data.shownRole(&p.data.roles[i]))
	}
	return controlReply(200, object("roles", list, "permissions", array(allPermissions())))
}

func (d *data) shownRole(r *role) jsontext.Object {
	users := jsontext.Array{}
	for _, u := range d.users {
		if u.role == r.label {
			users = append(users, u.name)
		}
	}
	return object("label", r.label, "permissions", array(r.permissions), "users", users)
}

// setUser makes a user or changes one: members that are missing stay as they
// are.
func (p *PIM) setUser(body jsontext.Object) *authcore.Response {
	m := form{object: body}
	name := m.text("username", nil)
	status, u := 200, p.data.user(name)
	if u == nil {
		status, u = 201, &user{name: name, role: userRole, first: name, last: name, enabled: true}
	}
	changed := *u
	changed.password = m.text("password", &u.password)
	changed.role = m.text("role", &u.role)
	if _, given := body.Get("enabled"); given {
		m.check("enabled", func(d *document) { d.flag("enabled", &changed.enabled) })
	}
	if known := p.data.roleNames(); !slices.Contains(known, changed.role) {
		m.refuse("role", "no role \""+changed.role+"\"", known)
	}
	if m.wrong != nil {
		return m.wrong
	}
	if *u = changed; status == 201 {
		p.data.users = append(p.data.users, *u)
	}
	return controlReply(status, u.shown())
}

// setRole makes a role or changes one. The users are given it; others keep it.
func (p *PIM) setRole(body jsontext.Object) *authcore.Response {
	m := form{object: body}
	label := m.text("label", nil)
	status, r := 200, find(p.data.roles, func(r *role) bool { return r.label == label })
	if r == nil {
		status, r = 201, &role{row: p.data.lastRole + 1, label: label}
	}
	permissions := m.known("permissions", "permission", r.permissions, allPermissions())
	var names []string
	for _, u := range p.data.users {
		names = append(names, u.name)
	}
	users := m.known("users", "user", nil, names)
	if m.wrong != nil {
		return m.wrong
	}
	if r.permissions = permissions; status == 201 {
		p.data.roles = append(p.data.roles, *r)
		p.data.lastRole++
	}
	for _, name := range users {
		p.data.user(name).role = label
	}
	return controlReply(status, p.data.shownRole(r))
}

func (d *data) roleNames() []string {
	var names []string
	for _, r := range d.roles {
		names = append(names, r.label)
	}
	return names
}

func allPermissions() []string {
	api, screens := permissions()
	return append(api, screens...)
}

// A form is a body whose members are read one by one. wrong refuses the first
// that cannot be taken.
type form struct {
	object jsontext.Object
	wrong  *authcore.Response
}

func (f *form) refuse(field, message string, choice []string) {
	if f.wrong != nil {
		return
	}
	if choice != nil {
		message += ": there are " + strings.Join(choice, ", ")
	}
	f.wrong = unfit(field, message)
}

// check reads a member with one of the document's ways.
func (f *form) check(field string, read func(*document)) {
	d := document{reading: true, object: f.object}
	if read(&d); d.err != nil {
		f.refuse(field, d.err.Error(), nil)
	}
}

// text reads a text that is not empty. If it may be missing, it is what it was.
func (f *form) text(field string, was *string) (text string) {
	if _, given := f.object.Get(field); !given && was != nil && *was != "" {
		return *was
	}
	f.check(field, func(d *document) {
		if d.text(field, &text); text == "" {
			d.fail("%s is empty", field)
		}
	})
	return text
}

// known reads a list of texts, each of which must be one of choice.
func (f *form) known(field, word string, was, choice []string) []string {
	if _, given := f.object.Get(field); !given {
		return was
	}
	var list, once []string
	f.check(field, func(d *document) { d.texts(field, &list) })
	for _, text := range list {
		if !slices.Contains(choice, text) {
			f.refuse(field, "no "+word+` "`+text+`"`, choice)
		}
		if !slices.Contains(once, text) {
			once = append(once, text)
		}
	}
	return once
}

// array is texts as JSON.
func array(texts []string) jsontext.Array {
	list := jsontext.Array{}
	for _, text := range texts {
		list = append(list, text)
	}
	return list
}
