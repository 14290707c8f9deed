// A PIM as a document, to go on elsewhere or later.

package demopim

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// snapshotFormat is the number of the documents that [PIM.Snapshot] writes. It
// grows whenever an older reader would misread one.
const snapshotFormat = 1

// Snapshot writes all that the PIM holds as a JSON document: version, moved
// clock, faults, data, tokens, journal. Secrets are in it. What its maker set
// stays with the maker: Now, Rand, the lifetimes, Playground. Bytes of method,
// URL and header lines in the journal that are not UTF-8 become U+FFFD.
func (p *PIM) Snapshot() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seed()
	clients, roles, users, categories := jsontext.Array{}, jsontext.Array{}, jsontext.Array{}, jsontext.Array{}
	for _, k := range p.data.clients {
		clients = append(clients, texts("code", k.code, "label", k.label, "id", k.id, "secret", k.secret, "user", k.user))
	}
	for _, r := range p.data.roles {
		permissions := jsontext.Array{}
		for _, name := range r.permissions {
			permissions = append(permissions, name)
		}
		roles = append(roles, append(texts("label", r.label), jsontext.Member{Name: "permissions", Value: permissions}))
	}
	for _, u := range p.data.users {
		users = append(users, append(texts("name", u.name, "password", u.password, "note", u.note, "role", u.role), jsontext.Member{Name: "enabled", Value: u.enabled}))
	}
	for _, k := range p.data.categories {
		labels := jsontext.Object{}
		for _, l := range k.labels {
			labels = append(labels, jsontext.Member{Name: l.locale, Value: l.text})
		}
		categories = append(categories, append(texts("code", k.code, "parent", k.parent, "updated", k.updated), jsontext.Member{Name: "labels", Value: labels}))
	}
	return jsontext.AppendIndent(nil, jsontext.Object{
		{Name: "snapshot", Value: snapshotFormat},
		{Name: "version", Value: p.Version.String()},
		{Name: "advance", Value: p.advance.String()},
		{Name: "faults", Value: p.Faults.document()},
		{Name: "clients", Value: clients},
		{Name: "roles", Value: roles},
		{Name: "users", Value: users},
		{Name: "categories", Value: categories},
		{Name: "access_tokens", Value: tokensDocument(p.data.access)},
		{Name: "refresh_tokens", Value: tokensDocument(p.data.refresh)},
		{Name: "journal", Value: p.journalDocument()},
	})
}

// tokensDocument writes tokens in the order of their texts, so that a snapshot
// is the same each time.
func tokensDocument(all map[string]token) jsontext.Array {
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	list := jsontext.Array{}
	for _, name := range names {
		t := all[name]
		list = append(list, append(texts("token", name, "client", t.client, "user", t.user), jsontext.Member{Name: "expires", Value: t.expires}))
	}
	return list
}

// Restore makes the PIM hold what a document of [PIM.Snapshot] says. A newer
// document, or one that is broken, is refused with the reason, and the PIM
// stays as it was. Members that this program does not know are passed over.
func (p *PIM) Restore(doc []byte) error {
	v, err := jsontext.Parse(doc)
	if err != nil {
		return fmt.Errorf("demopim: the snapshot is %w", err)
	}
	r := &reader{}
	root := r.object(v, "the snapshot")
	if format := r.whole(root, "snapshot"); r.err == nil && format != snapshotFormat {
		return fmt.Errorf("demopim: the snapshot has format %d, this program reads %d", format, snapshotFormat)
	}
	version := r.text(root, "version")
	known, ok := named(version)
	if !ok {
		r.fail("version %q is none of %s", version, choices(versionNames()))
	}
	advance, ok := duration(r.text(root, "advance"))
	if !ok {
		r.fail("advance is no duration of zero or more")
	}
	faults, unknown, message := readFaults(r.object(r.value(root, "faults"), "faults"))
	if unknown != "" || message != "" {
		r.fail("faults are wrong: %s%s", unknown, message)
	}
	d := &data{access: r.tokens(root, "access_tokens"), refresh: r.tokens(root, "refresh_tokens")}
	for o := range r.each(root, "clients") {
		d.clients = append(d.clients, client{r.text(o, "code"), r.text(o, "label"), r.text(o, "id"), r.text(o, "secret"), r.text(o, "user")})
	}
	for o := range r.each(root, "roles") {
		next := role{label: r.text(o, "label")}
		for _, v := range r.array(o, "permissions") {
			name, ok := v.(string)
			if !ok {
				r.fail("a permission is no text")
			}
			next.permissions = append(next.permissions, name)
		}
		d.roles = append(d.roles, next)
	}
	for o := range r.each(root, "users") {
		enabled, ok := r.value(o, "enabled").(bool)
		if !ok {
			r.fail("enabled is neither true nor false")
		}
		d.users = append(d.users, user{r.text(o, "name"), r.text(o, "password"), r.text(o, "note"), r.text(o, "role"), enabled})
	}
	for o := range r.each(root, "categories") {
		next := category{code: r.text(o, "code"), parent: r.text(o, "parent"), updated: r.text(o, "updated")}
		if next.parent != "" && !slices.ContainsFunc(d.categories, func(k category) bool { return k.code == next.parent }) {
			r.fail("category %q stands before its parent %q", next.code, next.parent)
		}
		for _, member := range r.object(r.value(o, "labels"), "labels") {
			text, ok := member.Value.(string)
			if !ok {
				r.fail("a label is no text")
			}
			next.labels = append(next.labels, label{member.Name, text})
		}
		d.categories = append(d.categories, next)
	}
	var journal []exchange
	for o := range r.each(root, "journal") {
		journal = append(journal, exchange{
			at:       r.text(o, "at"),
			request:  authcore.Request{Method: r.text(o, "method"), URL: r.text(o, "url"), Header: r.lines(o, "header"), Body: r.bytes(o, "body")},
			response: authcore.Response{Status: int(r.whole(o, "status")), Header: r.lines(o, "response_header"), Body: r.bytes(o, "response_body")},
		})
	}
	if r.err != nil {
		return fmt.Errorf("demopim: the snapshot is broken: %w", r.err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.Version, p.advance, p.Faults, p.data = known, advance, faults, d
	p.journal = journal[max(0, len(journal)-journalLength):]
	return nil
}

// A reader takes a document apart and remembers the first thing that is wrong.
type reader struct {
	err error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *reader) value(o jsontext.Object, name string) any {
	v, ok := o.Get(name)
	if !ok {
		r.fail("%s is missing", name)
	}
	return v
}

func (r *reader) object(v any, what string) jsontext.Object {
	o, ok := v.(jsontext.Object)
	if !ok {
		r.fail("%s is no object", what)
	}
	return o
}

func (r *reader) array(o jsontext.Object, name string) jsontext.Array {
	list, ok := r.value(o, name).(jsontext.Array)
	if !ok {
		r.fail("%s is no array", name)
	}
	return list
}

func (r *reader) text(o jsontext.Object, name string) string {
	s, ok := r.value(o, name).(string)
	if !ok {
		r.fail("%s is no text", name)
	}
	return s
}

func (r *reader) whole(o jsontext.Object, name string) int64 {
	n, _ := r.value(o, name).(jsontext.Number)
	i, err := strconv.ParseInt(string(n), 10, 64)
	if err != nil {
		r.fail("%s is no whole number", name)
	}
	return i
}

// each yields the objects of an array.
func (r *reader) each(o jsontext.Object, name string) func(func(jsontext.Object) bool) {
	return func(yield func(jsontext.Object) bool) {
		for i, v := range r.array(o, name) {
			element := r.object(v, name+"["+strconv.Itoa(i)+"]")
			if r.err != nil || !yield(element) {
				return
			}
		}
	}
}

func (r *reader) tokens(o jsontext.Object, name string) map[string]token {
	all := map[string]token{}
	for t := range r.each(o, name) {
		all[r.text(t, "token")] = token{r.text(t, "client"), r.text(t, "user"), r.whole(t, "expires")}
	}
	return all
}

func (r *reader) lines(o jsontext.Object, name string) authcore.Header {
	var h authcore.Header
	for _, v := range r.array(o, name) {
		pair, _ := v.(jsontext.Array)
		if len(pair) != 2 {
			r.fail("%s is no list of pairs", name)
			return nil
		}
		key, isText := pair[0].(string)
		value, alsoText := pair[1].(string)
		if !isText || !alsoText {
			r.fail("%s is no list of pairs of texts", name)
		}
		h.Add(key, value)
	}
	return h
}

// bytes reads what bytesMember wrote; no bytes are nil.
func (r *reader) bytes(o jsontext.Object, name string) []byte {
	if _, ok := o.Get(name + "_base64"); ok {
		b, err := base64.StdEncoding.DecodeString(r.text(o, name+"_base64"))
		if err != nil {
			r.fail("%s_base64 is no base64", name)
		}
		return b
	}
	return append([]byte(nil), r.text(o, name)...)
}
