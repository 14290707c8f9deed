// The parameters of a request for a token: the grant, what it needs, and what
// it must not hold.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// grants are those that a PIM knows; of them connections have the first two.
var grants = []string{"password", "refresh_token", "client_credentials", "authorization_code", "token"}

// grantNames are what people call the grants, without what separates words.
const grantNames = " passwd:password pwd:password pass:password userpassword:password resourceowner:password login:password" +
	" refresh:refresh_token refreshtoken:refresh_token tokenrefresh:refresh_token renew:refresh_token" +
	" clientcredential:client_credentials authorizationcode:authorization_code code:authorization_code authcode:authorization_code "

// grantType is for a grant that a PIM does not know, or that the client may
// not use.
func grantType(x *examination) {
	if !x.read() || x.inQuery("grant_type") != "" {
		return
	}
	p, ok := x.param("grant_type")
	value := p.value
	trimmed := strings.TrimSpace(value)
	lower := strings.ToLower(trimmed)
	switch {
	case !ok && x.misspelling("grant_type") != "":
	case !ok, value == "", !p.text:
		f := x.find("grant_missing", Certain)
		switch grant := x.grantMeant(); {
		case grant == "":
		case ok && p.text:
			f.because(x.inBody(p.from, p.to)).fix(x.withParams(map[string]string{"grant_type": grant}))
		case !ok:
			f.fix(x.withParam("grant_type", grant))
		}
	case isGrant(value):
		if value == "password" || value == "refresh_token" {
			return
		}
		f := x.find("grant_not_allowed", Certain).arg("value", grantName(value)).because(x.inBody(p.from, p.to))
		if grant := x.grantMeant(); grant != "" {
			f.fix(x.withParams(map[string]string{"grant_type": grant}))
		}
	case isGrant(lower) && value == trimmed:
		x.find("grant_case", Certain).arg("value", value).arg("nearest", lower).because(x.inBody(p.from, p.to)).fix(x.withParams(map[string]string{"grant_type": lower}))
	default:
		meant := grantNearest(lower)
		if meant == "" {
			meant = x.grantMeant()
		}
		f := x.find("grant_unknown", Certain).arg("value", grantName(value)).arg("nearest", or(meant, "password")).because(x.inBody(p.from, p.to))
		if meant != "" {
			f.fix(x.withParams(map[string]string{"grant_type": meant}))
		}
	}
}

// isGrant reports whether a text can be a grant at all.
func isGrant(text string) bool {
	for _, g := range grants {
		if text == g {
			return true
		}
	}
	return strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "urn:")
}

// grantName is a grant as it may be repeated: what is no word might be
// something that was put there by mistake.
func grantName(value string) string {
	if len(value) > 64 || strings.Trim(strings.ToLower(value), base36+"_-:/. ") != "" || strings.Trim(value, "0123456789abcdef") == "" || isToken(value) || isRandom(value) {
		return ""
	}
	return value
}

func grantNearest(lower string) string {
	plain := strings.NewReplacer("_", "", "-", "", " ", "", ".", "").Replace(lower)
	if _, rest, ok := strings.Cut(grantNames, " "+plain+":"); ok && plain != "" {
		meant, _, _ := strings.Cut(rest, " ")
		return meant
	}
	meant, _ := nearest(lower, grants)
	return meant
}

// grantMeant tells the grant from what else the request holds.
func (x *examination) grantMeant() string {
	switch {
	case x.has("username") || x.has("password"):
		return "password"
	case x.has("refresh_token"):
		return "refresh_token"
	}
	return ""
}

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

// scopeOfToken is for a scope, which only Apps have, and not here.
func scopeOfToken(x *examination) {
	if !x.read() {
		return
	}
	if p, ok := x.param("scope"); ok && p.text && p.value != "" {
		value := p.value
		if len(value) > 120 {
			value = ""
		}
		f := x.find("scope_sent", Certain).arg("value", value).because(x.inBody(p.from, p.to))
		x.cure(f, x.withoutParam(p))
	}
}

// saidByAnswer is for an answer that says all there is to know of a request
// that is not known, or in which nothing was found.
func saidByAnswer(x *examination) {
	for _, f := range x.found {
		if of(f.Code).fits(x.answer) {
			return
		}
	}
	ofToken := x.route == routeToken || x.route == routeUnknown
	whole := x.inMessage()
	lost := x.sent && x.read() && strings.HasPrefix(x.q.URL, "http://")
	switch x.answer {
	case grantRefused:
		switch {
		case lost:
			x.find("redirected_empty", Possible).because(whole)
		case !x.read():
			x.find("grant_missing", Possible).because(whole)
			x.find("parameter_missing", Possible).arg("name", "username").because(whole)
		}
	case refreshMissing:
		if !x.read() {
			x.find("parameter_missing", Certain).arg("name", "refresh_token").because(whole)
		}
	case jsonRefused:
		if len(x.q.Body) == 0 {
			x.find("json_broken", Possible).arg("at", "").arg("reason", "").because(whole)
		}
	case typeMissing:
		if x.body.line < 0 && ofToken && strings.Contains(x.message, typeForm) {
			x.find("content_type_missing", Certain).because(whole)
		}
	case typeRefused:
		x.typeSaid(whole)
	case tooLarge:
		if len(x.q.Body) == 0 {
			x.find("body_too_long", Certain).arg("length", "").arg("over", "").because(whole)
		}
	case grantNotAllowed:
		if !x.read() {
			x.find("grant_not_allowed", Certain).arg("value", "").because(whole)
		}
	case scopeRefused:
		if !x.read() {
			x.find("scope_sent", Certain).arg("value", "").because(whole)
		}
	}
}

// typeSaid reads the Content-Type that a PIM says it got.
func (x *examination) typeSaid(mark Mark) {
	got, rest, _ := strings.Cut(strings.TrimPrefix(x.message, `"`), `" in "Content-Type"`)
	if x.body.line >= 0 || !strings.Contains(rest, typeForm) && x.route != routeToken || len(got) > 100 {
		return
	}
	switch {
	case strings.HasPrefix(got, "multipart/"):
		x.find("body_multipart", Certain).because(mark)
	case got == typeForm:
		x.find("form_too_old", Certain).arg("version", string(authcore.Version(x.known.Version))).because(mark)
	default:
		x.find("content_type_other", Certain).arg("type", got).because(mark)
	}
}
