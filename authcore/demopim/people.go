// The control routes users and roles, in the place of the screens that a PIM
// has for them: who there is, and what each may do. A user made here may log in
// to the API and at the screens; what there is to be done there, the role says.

package demopim

import (
	"fmt"
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
	f := form{object: body}
	name := f.text("username", "")
	u, status := p.data.user(name), 200
	if u == nil {
		u, status = &user{name: name, role: userRole, first: name, last: name, enabled: true}, 201
	}
	password, role, enabled := f.text("password", u.password), f.text("role", u.role), u.enabled
	if _, given := body.Get("enabled"); given {
		d := document{reading: true, object: body}
		d.flag("enabled", &enabled)
		f.note("enabled", d.err)
	}
	var labels []string
	for _, r := range p.data.roles {
		labels = append(labels, r.label)
	}
	f.oneOf("role", role, labels)
	if f.wrong != nil {
		return f.wrong
	}
	if u.password, u.role, u.enabled = password, role, enabled; status == 201 {
		p.data.users = append(p.data.users, *u)
	}
	return controlReply(status, u.shown())
}

// setRole makes a role or changes one. The users are given it; others keep it.
func (p *PIM) setRole(body jsontext.Object) *authcore.Response {
	f := form{object: body}
	label := f.text("label", "")
	r, status := find(p.data.roles, func(r *role) bool { return r.label == label }), 200
	if r == nil {
		r, status = &role{row: p.data.lastRole + 1, label: label}, 201
	}
	permissions := f.texts("permissions", r.permissions, allPermissions())
	var names []string
	for _, u := range p.data.users {
		names = append(names, u.name)
	}
	users := f.texts("users", nil, names)
	if f.wrong != nil {
		return f.wrong
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

func (f *form) note(field string, err error) {
	if err != nil && f.wrong == nil {
		f.wrong = unfit(field, err.Error())
	}
}

// text reads a text that is not empty; a missing one is what it was.
func (f *form) text(field, was string) (text string) {
	if _, given := f.object.Get(field); !given && was != "" {
		return was
	}
	d := document{reading: true, object: f.object}
	if d.text(field, &text); text == "" {
		d.fail("%s is empty", field)
	}
	f.note(field, d.err)
	return text
}

// texts reads a list of some of choice, each kept once; a missing one is what
// it was.
func (f *form) texts(field string, was, choice []string) (once []string) {
	if _, given := f.object.Get(field); !given {
		return was
	}
	var list []string
	d := document{reading: true, object: f.object}
	d.texts(field, &list)
	f.note(field, d.err)
	for _, text := range list {
		f.oneOf(field, text, choice)
		if !slices.Contains(once, text) {
			once = append(once, text)
		}
	}
	return once
}

// oneOf asks for a text to be one of choice.
func (f *form) oneOf(field, text string, choice []string) {
	if !slices.Contains(choice, text) {
		f.note(field, fmt.Errorf("no %s %q: there are %s", strings.TrimSuffix(field, "s"), text, strings.Join(choice, ", ")))
	}
}

// array is texts as JSON.
func array(texts []string) jsontext.Array {
	list := jsontext.Array{}
	for _, text := range texts {
		list = append(list, text)
	}
	return list
}
