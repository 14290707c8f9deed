// A PIM as a document, to go on elsewhere or later.

package demopim

import (
	"fmt"
	"slices"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// snapshotFormat is the number of the documents that [PIM.Snapshot] writes. It
// grows whenever an older reader would misread one.
const snapshotFormat = 2

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
		if d.item("category", "", k.code) != i || k.code == "" {
			doc.fail("category %q has no code of its own", k.code)
		}
	}
	for i := range d.items {
		if it := &d.items[i]; !it.whole() {
			doc.fail("item %q is no %s", it.code, it.entity)
		}
	}
}

func (d *data) members(doc *document) {
	doc.whole("last_client", &d.lastClient)
	doc.whole("last_role", &d.lastRole)
	doc.flag("openid_keys", &d.openIDKeys)
	doc.flag("developer_mode", &d.developer)
	list(doc, "clients", &d.clients, (*client).members)
	list(doc, "connections", &d.connections, (*connection).members)
	list(doc, "roles", &d.roles, (*role).members)
	list(doc, "users", &d.users, (*user).members)
	list(doc, "apps", &d.apps, (*customApp).members)
	list(doc, "connected", &d.connected, (*connectedApp).members)
	list(doc, "categories", &d.categories, (*category).members)
	list(doc, "items", &d.items, (*item).members)
	d.access.members("access_tokens", doc)
	d.refresh.members("refresh_tokens", doc)
	list(doc, "codes", &d.codes, (*authorizationCode).members)
	list(doc, "sessions", &d.sessions, (*session).members)
	doc.texts("revoked", &d.revoked)
}

func (k *client) members(d *document) {
	d.text("client_id", &k.id)
	d.text("secret", &k.secret)
	d.text("label", &k.label)
	d.texts("grants", &k.grants)
	d.texts("redirects", &k.redirects)
	d.text("username", &k.username)
}

func (k *connection) members(d *document) {
	d.text("code", &k.code)
	d.text("label", &k.label)
	d.text("flow_type", &k.flowType)
	d.text("image", &k.image)
	d.text("client_id", &k.client)
	d.text("username", &k.username)
	d.flag("auditable", &k.auditable)
}

func (r *role) members(d *document) {
	d.whole("row", &r.row)
	d.text("label", &r.label)
	d.texts("permissions", &r.permissions)
}

func (u *user) members(d *document) {
	d.text("username", &u.name)
	d.text("password", &u.password)
	d.text("role", &u.role)
	d.text("first_name", &u.first)
	d.text("last_name", &u.last)
	d.text("note", &u.note)
	d.flag("enabled", &u.enabled)
	d.flag("api", &u.api)
}

func (a *customApp) members(d *document) {
	d.text("client_id", &a.id)
	d.text("secret", &a.secret)
	d.text("name", &a.name)
	d.text("activate_url", &a.activateURL)
	d.text("callback_url", &a.callbackURL)
	d.text("owner", &a.owner)
}

func (a *connectedApp) members(d *document) {
	d.text("client_id", &a.id)
	d.text("code", &a.code)
	d.scopes("scopes", &a.scopes)
	d.flag("outdated", &a.outdated)
	list(d, "consents", &a.consents, (*consent).members)
}

// scopes are texts that name scopes.
func (d *document) scopes(name string, v *[]string) {
	d.texts(name, v)
	for _, scope := range *v {
		if !slices.Contains(knownScopes, scope) {
			d.fail("%s: there is no scope %q", name, scope)
		}
	}
}

func (k *consent) members(d *document) {
	d.text("username", &k.username)
	d.text("sub", &k.sub)
	d.scopes("scopes", &k.scopes)
}

func (k *authorizationCode) members(d *document) {
	d.text("code", &k.code)
	d.text("client_id", &k.app)
	d.text("username", &k.username)
	d.whole("issued", &k.issued)
}

func (s *session) members(d *document) {
	d.text("id", &s.id)
	d.text("username", &s.username)
	d.text("csrf", &s.csrf)
	d.text("target", &s.target)
	d.text("failure", &s.failure)
	d.text("last_username", &s.lastUsername)
	list(d, "asked", &s.asked, (*authorization).members)
}

func (a *authorization) members(d *document) {
	d.text("client_id", &a.app)
	d.scopes("scopes", &a.scopes)
	d.scopes("authentication", &a.authentication)
	d.text("state", &a.state)
	d.flag("stated", &a.stated)
}

func (i *item) members(d *document) {
	d.text("entity", &i.entity)
	d.text("parent", &i.parent)
	d.text("code", &i.code)
	d.text("text", &i.text)
}

func (k *category) members(d *document) {
	d.whole("row", &k.row)
	d.text("code", &k.code)
	d.text("parent", &k.parent)
	d.text("updated", &k.updated)
	d.text("labels", &k.labels)
}

func (t *token) members(d *document) {
	d.text("token", &t.text)
	d.text("client_id", &t.client)
	d.text("username", &t.user)
	d.whole("expires", &t.expires)
	d.text("scope", &t.scope)
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
