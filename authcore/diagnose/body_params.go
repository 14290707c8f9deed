// The other parameters of a request for a token: missing, or there under
// another name.

package diagnose

import (
	"slices"
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
	for i := range x.body.params {
		p := x.body.params[i].name
		if len(p) < 40 && !known(p) && meantBy(p) == name {
			return p
		}
	}
	return ""
}

// otherParams are the names, beside those of tokens, that a PIM reads.
var otherParams = []string{"code", "code_identifier", "code_challenge", "scope", "access_token", "redirect_uri"}

// known reports whether a PIM reads a parameter of the name.
func known(name string) bool {
	return slices.Contains(tokenParams, name) || slices.Contains(otherParams, name)
}

// spelled are the names whose misspellings are told.
var spelled = []string{"code_identifier", "code_challenge", "grant_type", "username", "password", "refresh_token", "client_id", "client_secret"}

// meantBy returns the parameter that a name was meant to be, "" if it is none.
func meantBy(name string) string {
	lower := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "amp;")
	return meantIn(otherNames, spelled, lower)
}

// meantIn returns what a word in small letters was meant to be: by the table
// of what people say, or else the nearest of the right ones; "" if it is none.
func meantIn(table string, right []string, lower string) string {
	plain := strings.Map(dropSeparator, strings.ReplaceAll(lower, "[]", ""))
	if meant := entry(table, plain); meant != "" && plain != "" {
		return meant
	}
	meant, _ := nearest(lower, right)
	return meant
}

// dropSeparator drops what separates the words of a name.
func dropSeparator(c rune) rune {
	if strings.ContainsRune("_- .", c) {
		return -1
	}
	return c
}

// What the two grants of a connection need.
var (
	userNeeds    = []string{"username", "password"}
	refreshNeeds = []string{"refresh_token"}
)

// needed are the parameters that the request lacks without which it is refused.
func (x *examination) needed() []string {
	if x.route == routeAppToken {
		return appParameterNames[:]
	}
	switch x.value("grant_type") {
	case "refresh_token":
		return refreshNeeds
	case "password":
		return userNeeds
	}
	return nil
}

// misspelledParameters is for parameters that stand there under another name.
func misspelledParameters(x *examination) {
	if !x.read() && (x.route != routeAppToken || !x.sent || !x.appReads()) {
		return
	}
	x.misspelled("grant_type")
	for _, name := range x.needed() {
		x.misspelled(name)
	}
	if x.route == routeToken && x.auth.line < 0 {
		x.misspelled("client_id")
		x.misspelled("client_secret")
	}
}

// misspelled finds one that is missing under its own name.
func (x *examination) misspelled(name string) {
	wrong := x.misspelling(name)
	if wrong == "" || x.has(name) {
		return
	}
	f := x.say("parameter_misspelled name nearest", Certain, wrong, name)
	if p := x.member(wrong); p.text {
		from, to := x.nameAt(p)
		x.fixBody(f.show("body", 0, from, to), from, to, name)
	}
}

// missingParameters is for those that are not there, or are empty.
func missingParameters(x *examination) {
	if !x.read() || x.route != routeToken {
		return
	}
	for _, name := range x.needed() {
		switch p := x.member(name); {
		case p == noParam && x.misspelling(name) != "", p != noParam && (p.value != "" || !p.text && !x.isEmptyValue(name)), x.inQuery(name) != "":
			continue
		default:
			f := x.sayParam(p, "parameter_missing name", name)
			switch {
			case name == "refresh_token":
				if x.value("username") != "" && x.value("password") != "" {
					x.fixParam(f, "grant_type", "password")
				}
			case x.value("refresh_token") != "" && !x.has("username") && !x.has("password"):
				x.fixParam(f, "grant_type", "refresh_token")
				return
			default:
				x.fixParam(f, name, x.meantValue(name))
			}
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
