// What the demo PIM must know, and what must go wrong on its way.

package replay

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/standin"
	"github.com/pim-auth/playground/authcore/urltext"
)

// What a demo PIM can know: the list of its snapshot, and an element in which
// $0 is the first of the values to fill in, and #2 the third, a number.
const (
	client  = `clients {"client_id":"$0","secret":"$1","label":"Stand-in","grants":["password","refresh_token"],"redirects":[],"username":"myERPuser"}`
	user    = `users {"username":"$0","password":"$1","role":"User","first_name":"$0","last_name":"$0","note":"","enabled":true,"api":false}`
	access  = `access_tokens {"token":"$0","client_id":"$1","username":"$2","expires":0,"scope":""}`
	stale   = `access_tokens {"token":"$0","client_id":"$1","username":"$2","expires":1,"scope":""}`
	refresh = `refresh_tokens {"token":"$0","client_id":"$1","username":"$2","expires":0,"scope":""}`
	revoked = `revoked "$0"`
	app     = `apps {"client_id":"$0","secret":"$1","name":"Stand-in","activate_url":"https://site-1.example/activate","callback_url":"https://site-1.example/callback","owner":"admin"}`
	code    = `codes {"code":"$0","client_id":"$1","username":"admin","issued":"#2"}`
)

// faults go wrong on the way. Some need a PIM that would do as it is asked.
var faults = [...]struct {
	kinds, fault string
	accepting    bool
}{
	{" client_refused token_missing ", `{"strip_authorization":true}`, false},
	{" redirect login_page ", `{"html_login_page":true}`, false},
	{" empty ", `{"empty_body":true}`, true},
	{" broken_json ", `{"bad_json":true}`, true},
	{" wrong_type unknown_error ", `{"wrong_content_type":true}`, false},
}

// owners are whose token gets the answers that are about its owner.
var owners = [...]struct{ kind, owner string }{
	{"api_forbidden", "kevin"},
	{"entity_forbidden", "julia"},
	{"token_user", "disabled"},
}

// A world is what is added to a demo PIM.
type world struct {
	add   []addition
	fault string // JSON; "": none

	// challenge takes the place of the one in the request, which nobody can
	// make without the secret of the App; "": as it is.
	challenge, instead string
}

// An addition is one of the things that a demo PIM can know.
type addition struct {
	what   string
	values [3]string
}

// knows adds something that has a name.
func (w *world) knows(what, name, second, third string) {
	if name != "" {
		w.add = append(w.add[:len(w.add):len(w.add)], addition{what, [...]string{name, second, third}})
	}
}

// into returns a snapshot with what the world adds. What is there by the same
// name gives way.
func (w *world) into(doc jsontext.Object) jsontext.Object {
	made := append(jsontext.Object{}, doc...)
	for i := range made {
		m := &made[i]
		if m.Name == "faults" {
			v, _ := jsontext.Parse([]byte(w.fault))
			m.Value, _ = v.(jsontext.Object)
		}
		for j := range w.add {
			list, ok := m.Value.(jsontext.Array)
			if name, element, _ := strings.Cut(w.add[j].what, " "); ok && name == m.Name {
				m.Value = joined(list, filled(element, &w.add[j].values))
			}
		}
	}
	return made
}

// filled returns the element that a text describes.
func filled(element string, values *[3]string) any {
	v, _ := jsontext.Parse([]byte(element))
	o, ok := v.(jsontext.Object)
	if !ok {
		return values[0]
	}
	for i := range o {
		switch text, _ := o[i].Value.(string); {
		case strings.HasPrefix(text, "$"):
			o[i].Value = values[text[1]-'0']
		case strings.HasPrefix(text, "#"):
			o[i].Value = jsontext.Number(values[text[1]-'0'])
		}
	}
	return o
}

// joined returns list with an element in the place of what has its name.
func joined(list jsontext.Array, element any) jsontext.Array {
	kept := jsontext.Array{}
	for _, v := range list {
		if nameOf(v) != nameOf(element) {
			kept = append(kept, v)
		}
	}
	return append(kept, element)
}

// nameOf is the first member of an element, by which it is known.
func nameOf(v any) any {
	if o, ok := v.(jsontext.Object); ok && len(o) > 0 {
		return o[0].Value
	}
	return v
}

// changed returns the request as the world wants it.
func (w *world) changed(r authcore.Request) authcore.Request {
	if w.challenge != "" {
		r.Body = []byte(strings.Replace(string(r.Body), w.challenge, w.instead, 1))
	}
	return r
}

// worlds are those to try, the likeliest first. now is the PIM's time.
func worlds(s *standin.Shared, r *authcore.Request, now int64) []*world {
	last := &s.Cases[len(s.Cases)-1]
	kind := diagnose.Kind(*last)
	sent := params(r.Body)
	status, body := 0, ""
	if last.Response != nil {
		status, body = last.Response.Status, string(last.Response.Body)
	}
	known, accepted := &world{}, &world{}
	known.knows(client, s.Known.Client.ID, s.Known.Client.Secret, "")
	known.knows(user, s.Known.Username, s.Known.Password, "")
	known.knows(app, s.Known.AppClientID, s.Known.AppSecret, "")

	accepted.add = known.add
	id, secret := pairOf(r, sent)
	accepted.knows(client, id, secret, "")
	owner := "myERPuser"
	if status/100 == 2 || kind == "scope_refused" {
		accepted.knows(user, sent["username"], sent["password"], "")
		accepted.knows(refresh, sent["refresh_token"], id, owner)
	}
	for i := range owners {
		if owners[i].kind == kind {
			owner = owners[i].owner
		}
	}
	token := access
	switch kind {
	case "token_expired":
		token = stale
	case "token_disconnected":
		token = revoked
	}
	all := []*world{known, accepted}
	if kind == "client_refused" || kind == "token_invalid" {
		all[1] = &world{}
	}
	if kind != "token_invalid" {
		for _, text := range tokensOf(r, sent) {
			accepted.knows(token, text, id, owner)
		}
	}
	if sent["code_identifier"] != "" || sent["code"] != "" {
		// The code is not there, or has expired, or is good.
		issued := [...]string{"", "1", strconv.FormatInt(now, 10)}
		if strings.Contains(body, "Code has expired") {
			issued[0] = "1"
		}
		for _, at := range issued {
			all = append(all, accepted.exchange(s.Known.AppSecret, sent, at))
		}
	}
	if status == 0 {
		return all
	}
	for i := range faults {
		if f := &faults[i]; strings.Contains(f.kinds, " "+kind+" ") {
			all = append(all, &world{add: known.add, fault: f.fault})
			if f.accepting {
				all = append(all, &world{add: accepted.add, fault: f.fault})
			}
		}
	}
	if status == 429 || status >= 500 || kind == "unknown_error" || kind == "documented_401" {
		all = append(all, &world{add: known.add, fault: `{"status":` + strconv.Itoa(status) + `}`})
	}
	return all
}

// exchange also knows the App whose code is exchanged, and a code that was
// issued then; "": none. Where the secret is not known the App gets one, and
// the request a challenge made with it.
func (w *world) exchange(secret string, sent map[string]string, issued string) *world {
	made := &world{add: w.add}
	id, identifier := sent["client_id"], sent["code_identifier"]
	if challenge := sent["code_challenge"]; challenge != "" && authcore.CodeChallenge(identifier, secret) != challenge {
		secret = "stand-in"
		made.challenge, made.instead = challenge, authcore.CodeChallenge(identifier, secret)
	}
	made.knows(app, id, secret, "")
	if issued != "" {
		made.knows(code, sent["code"], id, issued)
	}
	return made
}

// pairOf returns the client's credentials as a PIM reads them.
func pairOf(r *authcore.Request, sent map[string]string) (id, secret string) {
	if user, password, ok := strings.Cut(string(diagnose.Pair(r.Header.Get("Authorization"))), ":"); ok && user != "" {
		return user, password
	}
	return sent["client_id"], sent["client_secret"]
}

// tokensOf returns the tokens of a request, from every place where one may
// stand.
func tokensOf(r *authcore.Request, sent map[string]string) []string {
	_, rest, _ := strings.Cut(r.Header.Get("Authorization"), "Bearer ")
	token, _, _ := strings.Cut(rest, " ")
	all := []string{token, sent["access_token"]}
	u, _ := urltext.Parse(r.URL)
	for _, p := range urltext.ParseQuery(u.RawQuery) {
		if p.Name == "access_token" {
			all = append(all, p.Value)
		}
	}
	return all
}
