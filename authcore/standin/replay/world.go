// What the demo PIM must know, and what must go wrong on its way.

package replay

import (
	"iter"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/standin"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A world is what is added to a demo PIM.
type world struct {
	add    []addition
	faults jsontext.Object

	// challenge takes the place of the one in the request, which nobody can
	// make without the secret of the App; "": as it is.
	challenge, instead string
}

// An addition is an element of one of the lists of a snapshot.
type addition struct {
	list  string
	value any
}

// object returns a JSON object of names, each followed by its value.
func object(pairs ...any) jsontext.Object {
	var o jsontext.Object
	for i := 0; i < len(pairs); i += 2 {
		o = append(o, jsontext.Member{Name: pairs[i].(string), Value: pairs[i+1]})
	}
	return o
}

// into returns a snapshot with what the world adds. What is there by the same
// name gives way.
func (w world) into(doc jsontext.Object) jsontext.Object {
	made := make(jsontext.Object, 0, len(doc))
	for _, m := range doc {
		if m.Name == "faults" {
			m.Value = append(jsontext.Object{}, w.faults...)
		}
		for _, a := range w.add {
			if list, ok := m.Value.(jsontext.Array); ok && a.list == m.Name {
				kept := jsontext.Array{}
				for _, v := range list {
					if nameOf(v) != nameOf(a.value) {
						kept = append(kept, v)
					}
				}
				m.Value = append(kept, a.value)
			}
		}
		made = append(made, m)
	}
	return made
}

// nameOf is the first member of an element, by which it is known.
func nameOf(v any) any {
	if o, ok := v.(jsontext.Object); ok && len(o) > 0 {
		return o[0].Value
	}
	return v
}

// changed returns the request as the world wants it.
func (w world) changed(r authcore.Request) authcore.Request {
	if w.challenge != "" {
		r.Body = []byte(strings.Replace(string(r.Body), w.challenge, w.instead, 1))
	}
	return r
}

// worlds are those to try, the likeliest first. now is the PIM's time.
func worlds(s standin.Shared, r authcore.Request, now int64) []world {
	last := s.Cases[len(s.Cases)-1]
	kind := diagnose.Kind(last)
	sent := params(r)
	known := world{}
	known.client(s.Known.Client.ID, s.Known.Client.Secret)
	known.user(s.Known.Username, s.Known.Password, "User", true)
	known.app(s.Known.AppClientID, s.Known.AppSecret)

	accepted := known.clone()
	id, secret := pairOf(r, sent)
	accepted.client(id, secret)
	owner := "myERPuser"
	if last.Response != nil && last.Response.Status/100 == 2 || kind == "scope_refused" {
		accepted.user(sent["username"], sent["password"], "User", true)
		accepted.refresh(sent["refresh_token"], id, owner)
	}
	switch kind {
	case "api_forbidden":
		owner = "kevin"
	case "entity_forbidden":
		owner = "julia"
	case "token_user":
		owner = "disabled"
	}
	for _, token := range tokensOf(r, sent) {
		switch kind {
		case "token_expired":
			accepted.token(token, id, owner, 1)
		case "token_disconnected":
			accepted.add = append(accepted.add, addition{"revoked", token})
		case "token_invalid":
		default:
			accepted.token(token, id, owner, 0)
		}
	}
	all := []world{known, accepted}
	if kind == "client_refused" || kind == "token_invalid" {
		all = []world{known, {}}
	}
	if sent["code_identifier"] != "" || sent["code"] != "" {
		// The code is not there, or has expired, or is good.
		issued := [...]int64{0, 1, now}
		if last.Response != nil && strings.Contains(string(last.Response.Body), "Code has expired") {
			issued[0] = 1
		}
		for _, at := range issued {
			all = append(all, accepted.exchange(s, sent, at))
		}
	}
	faults := world{add: known.add}
	fault := func(name string, value any) {
		faults.faults = object(name, value)
		all = append(all, faults)
	}
	if last.Response == nil {
		return all
	}
	status := last.Response.Status
	switch kind {
	case "client_refused", "token_missing":
		fault("strip_authorization", true)
	case "redirect", "login_page":
		fault("html_login_page", true)
	case "empty":
		fault("empty_body", true)
		all = append(all, world{accepted.add, faults.faults, "", ""})
	case "broken_json":
		fault("bad_json", true)
		all = append(all, world{accepted.add, faults.faults, "", ""})
	case "wrong_type", "unknown_error":
		fault("wrong_content_type", true)
	}
	if status == 429 || status >= 500 || kind == "unknown_error" || kind == "documented_401" {
		fault("status", status)
	}
	return all
}

func (w world) clone() world {
	w.add = append([]addition(nil), w.add...)
	return w
}

func (w *world) client(id, secret string) {
	if id != "" {
		w.add = append(w.add, addition{"clients", object("client_id", id, "secret", secret, "label", "Stand-in", "grants", jsontext.Array{"password", "refresh_token"}, "redirects", jsontext.Array{}, "username", "myERPuser")})
	}
}

func (w *world) user(name, password, role string, enabled bool) {
	if name != "" {
		w.add = append(w.add, addition{"users", object("username", name, "password", password, "role", role, "first_name", name, "last_name", name, "note", "", "enabled", enabled, "api", false)})
	}
}

func (w *world) token(text, client, user string, expires int) {
	w.add = append(w.add, addition{"access_tokens", object("token", text, "client_id", client, "username", user, "expires", expires, "scope", "")})
}

func (w *world) refresh(text, client, user string) {
	if text != "" {
		w.add = append(w.add, addition{"refresh_tokens", object("token", text, "client_id", client, "username", user, "expires", 0, "scope", "")})
	}
}

func (w *world) app(id, secret string) {
	if id != "" {
		w.add = append(w.add, addition{"apps", object("client_id", id, "secret", secret, "name", "Stand-in", "activate_url", "https://site-1.example/activate", "callback_url", "https://site-1.example/callback", "owner", "admin")})
	}
}

// exchange adds the App whose code is exchanged, and a code that was issued
// then; 0: none. Where the secret is not known the App gets one, and the
// request a challenge made with it.
func (w world) exchange(s standin.Shared, sent map[string]string, issued int64) world {
	w = w.clone()
	id, secret, identifier := sent["client_id"], s.Known.AppSecret, sent["code_identifier"]
	if challenge := sent["code_challenge"]; challenge != "" && authcore.CodeChallenge(identifier, secret) != challenge {
		secret = "stand-in"
		w.challenge, w.instead = challenge, authcore.CodeChallenge(identifier, secret)
	}
	w.app(id, secret)
	if code := sent["code"]; code != "" && issued > 0 {
		w.add = append(w.add, addition{"codes", object("code", code, "client_id", id, "username", "admin", "issued", issued)})
	}
	return w
}

// pairOf returns the client's credentials as a PIM reads them.
func pairOf(r authcore.Request, sent map[string]string) (id, secret string) {
	id, secret = sent["client_id"], sent["client_secret"]
	if user, password, ok := strings.Cut(string(diagnose.Pair(r.Header.Get("Authorization"))), ":"); ok && user != "" {
		id, secret = user, password
	}
	return id, secret
}

// tokensOf returns the tokens of a request, from every place where one may
// stand.
func tokensOf(r authcore.Request, sent map[string]string) []string {
	var all []string
	if _, rest, ok := strings.Cut(r.Header.Get("Authorization"), "Bearer "); ok && rest != "" {
		token, _, _ := strings.Cut(rest, " ")
		all = append(all, token)
	}
	u, _ := urltext.Parse(r.URL)
	for _, p := range urltext.ParseQuery(u.RawQuery) {
		if p.Name == "access_token" {
			all = append(all, p.Value)
		}
	}
	if token := sent["access_token"]; token != "" {
		all = append(all, token)
	}
	return all
}

// bodyParams reads the parameters of JSON or of a form.
func bodyParams(body []byte) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		v, err := jsontext.Parse(body)
		if o, ok := v.(jsontext.Object); err == nil && ok {
			for _, m := range o {
				if text, ok := m.Value.(string); ok && !yield(m.Name, text) {
					return
				}
			}
			return
		}
		for _, p := range urltext.ParseQuery(string(body)) {
			if !yield(p.Name, p.Value) {
				return
			}
		}
	}
}
