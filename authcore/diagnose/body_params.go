// The other parameters of a request for a token: missing, or there under
// another name.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// otherNames are what people call the parameters, in small letters, without
// what separates words.
const otherNames = " user:username login:username usr:username email:username name:username userid:username apiuser:username apiusername:username uname:username" +
	" pass:password passwd:password pwd:password passphrase:password userpassword:password apipassword:password passwort:password" +
	" granttype:grant_type grant:grant_type type:grant_type granttypes:grant_type" +
	" refresh:refresh_token refreshtoken:refresh_token token:refresh_token" +
	" clientid:client_id client:client_id publicid:client_id clientkey:client_id id:client_id" +
	" clientsecret:client_secret secret:client_secret" +
	" codeidentifier:code_identifier codechallenge:code_challenge authorizationcode:code "

// misspelling returns the name under which a parameter stands that is missing
// under its own.
func (x *examination) misspelling(name string) string {
	for _, p := range x.body.params {
		if !known(p.name) && meantBy(p.name) == name && len(p.name) < 40 {
			return p.name
		}
	}
	return ""
}

// known reports whether a PIM reads a parameter of the name.
func known(name string) bool {
	for _, n := range append(tokenParams, "code", "code_identifier", "code_challenge", "scope", "access_token", "redirect_uri") {
		if n == name {
			return true
		}
	}
	return false
}

// meantBy returns the parameter that a name was meant to be, "" if it is none.
func meantBy(name string) string {
	lower := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "amp;")
	plain := strings.NewReplacer("_", "", "-", "", " ", "", ".", "", "[]", "").Replace(lower)
	if _, rest, ok := strings.Cut(otherNames, " "+plain+":"); ok && plain != "" {
		meant, _, _ := strings.Cut(rest, " ")
		return meant
	}
	meant, _ := nearest(lower, append([]string{"code_identifier", "code_challenge"}, tokenParams...))
	return meant
}

// needed are the parameters that the request lacks without which it is refused.
func (x *examination) needed() []string {
	switch {
	case x.route == routeAppToken:
		return appParameterNames[:]
	case x.value("grant_type") == "refresh_token":
		return []string{"refresh_token"}
	case x.value("grant_type") == "password":
		return []string{"username", "password"}
	}
	return nil
}

// misspelledParameters is for parameters that stand there under another name.
func misspelledParameters(x *examination) {
	if !x.read() && !(x.route == routeAppToken && x.sent && x.appReads()) {
		return
	}
	wanted := append([]string{"grant_type"}, x.needed()...)
	if x.route == routeToken && x.auth.line < 0 {
		wanted = append(wanted, "client_id", "client_secret")
	}
	for _, name := range wanted {
		if x.has(name) {
			continue
		}
		wrong := x.misspelling(name)
		if wrong == "" {
			continue
		}
		p, _ := x.param(wrong)
		f := x.find("parameter_misspelled", Certain).arg("name", wrong).arg("nearest", name)
		if p.text {
			from, to := x.nameAt(p)
			f.because(x.inBody(from, to)).fix(x.withBody(from, to, name))
		}
	}
}

// missingParameters is for those that are not there, or are empty.
func missingParameters(x *examination) {
	if !x.read() || x.route != routeToken {
		return
	}
	for _, name := range x.needed() {
		p, ok := x.param(name)
		if ok && (p.value != "" || !p.text && !x.isEmptyValue(name)) || !ok && x.misspelling(name) != "" || x.inQuery(name) != "" {
			continue
		}
		f := x.find("parameter_missing", Certain).arg("name", name)
		meant := map[string]string{"username": x.known.Username, "password": x.known.Password}[name]
		if p.text {
			f.because(x.inBody(p.from, p.to))
		}
		switch {
		case name != "refresh_token" && x.value("refresh_token") != "" && !x.has("username") && !x.has("password"):
			f.fix(x.withParams(map[string]string{"grant_type": "refresh_token"}))
			return
		case name == "refresh_token" && x.value("username") != "" && x.value("password") != "":
			f.fix(x.withParams(map[string]string{"grant_type": "password"}))
		case meant != "" && p.text:
			f.fix(x.withParams(map[string]string{name: meant}))
		case meant != "" && !ok:
			f.fix(x.withParam(name, meant))
		}
	}
}

// isEmptyValue reports whether a parameter of JSON that is no text is as good
// as none to PHP, or a list.
func (x *examination) isEmptyValue(name string) bool {
	v, _ := jsontext.Parse(x.q.Body) // what is no JSON has no such parameter
	o, _ := v.(jsontext.Object)
	switch v, _ := o.Get(name); v := v.(type) {
	case bool:
		return !v
	case jsontext.Number:
		return v == "0"
	}
	return true
}
