// A PIM as a document, to go on elsewhere or later.

package demopim

import (
	"fmt"
	"slices"

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
	d := document{}
	version, advance := p.Version.String(), p.advance.String()
	d.put("snapshot", snapshotFormat)
	d.text("version", &version)
	d.text("advance", &advance)
	d.put("faults", p.Faults.document())
	p.data.members(&d)
	list(&d, "journal", &p.journal, (*exchange).members)
	return jsontext.Append(nil, d.object)
}

// Restore makes the PIM hold what a document of [PIM.Snapshot] says. A newer
// document, or one that is broken, is refused with the reason, and the PIM
// stays as it was. Members that this program does not know are passed over.
func (p *PIM) Restore(doc []byte) error {
	v, err := jsontext.Parse(doc)
	if err != nil {
		return fmt.Errorf("demopim: the snapshot is %w", err)
	}
	root, ok := v.(jsontext.Object)
	if !ok {
		return fmt.Errorf("demopim: the snapshot is no object")
	}
	d := document{reading: true, object: root}
	var format int64
	if d.whole("snapshot", &format); d.err == nil && format != snapshotFormat {
		return fmt.Errorf("demopim: the snapshot has format %d, this program reads %d", format, snapshotFormat)
	}
	var name string
	d.text("version", &name)
	version, ok := named(name)
	if !ok {
		d.fail("version %q is none of %s", name, choices(versionNames()))
	}
	advance, ok := duration(d.take("advance"))
	if !ok {
		d.fail("advance is no duration of zero or more")
	}
	set, ok := d.take("faults").(jsontext.Object)
	faults, unknown, message := readFaults(set)
	if !ok || unknown != "" || message != "" {
		d.fail("faults are wrong: %s%s", unknown, message)
	}
	held, journal := &data{}, []exchange{}
	held.members(&d)
	held.check(&d)
	list(&d, "journal", &journal, (*exchange).members)
	if d.err != nil {
		return fmt.Errorf("demopim: the snapshot is broken: %w", d.err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.Version, p.advance, p.Faults, p.data = version, advance, faults, held
	p.journal = journal[max(0, len(journal)-journalLength):]
	return nil
}

// check refuses what the rest of the package relies on not to be.
func (d *data) check(doc *document) {
	for i, k := range d.categories {
		if k.parent != "" && !slices.ContainsFunc(d.categories[:i], func(before category) bool { return before.code == k.parent }) {
			doc.fail("category %q stands before its parent %q", k.code, k.parent)
		}
	}
}

func (d *data) members(doc *document) {
	list(doc, "clients", &d.clients, (*client).members)
	list(doc, "roles", &d.roles, (*role).members)
	list(doc, "users", &d.users, (*user).members)
	list(doc, "categories", &d.categories, (*category).members)
	list(doc, "access_tokens", (*[]token)(&d.access), (*token).members)
	list(doc, "refresh_tokens", (*[]token)(&d.refresh), (*token).members)
}

func (k *client) members(d *document) {
	d.text("code", &k.code)
	d.text("label", &k.label)
	d.text("client_id", &k.id)
	d.text("secret", &k.secret)
	d.text("username", &k.user)
}

func (r *role) members(d *document) {
	d.text("label", &r.label)
	list(d, "permissions", &r.permissions, func(name *string, d *document) { d.text("name", name) })
}

func (u *user) members(d *document) {
	d.text("username", &u.name)
	d.text("password", &u.password)
	d.text("note", &u.note)
	d.text("role", &u.role)
	d.flag("enabled", &u.enabled)
}

func (k *category) members(d *document) {
	d.text("code", &k.code)
	d.text("parent", &k.parent)
	d.text("updated", &k.updated)
	list(d, "labels", &k.labels, (*label).members)
}

func (l *label) members(d *document) {
	d.text("locale", &l.locale)
	d.text("text", &l.text)
}

func (t *token) members(d *document) {
	d.text("token", &t.text)
	d.text("client_id", &t.client)
	d.text("username", &t.user)
	d.whole("expires", &t.expires)
}

func (x *exchange) members(d *document) {
	status := int64(x.response.Status)
	d.text("at", &x.at)
	d.text("method", &x.request.Method)
	d.text("url", &x.request.URL)
	d.pairs("header", &x.request.Header)
	d.bytes("body", &x.request.Body)
	d.whole("status", &status)
	d.pairs("response_header", &x.response.Header)
	d.bytes("response_body", &x.response.Body)
	x.response.Status = int(status)
}
