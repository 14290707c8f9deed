// The grant of a request for a token, and the scope that it must not have.

package diagnose

import (
	"slices"
	"strings"
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
	p := x.member("grant_type")
	value := p.value
	trimmed := strings.TrimSpace(value)
	lower := strings.ToLower(trimmed)
	meant := x.grantMeant()
	code, given, right := "grant_missing", grantName(value), lower
	switch {
	case p == noParam && x.misspelling("grant_type") != "", value == "password", value == "refresh_token":
		return
	case value == "":
		if meant == "" {
			p = noParam
		}
	case isGrant(value):
		code = "grant_not_allowed value"
	case isGrant(lower) && value == trimmed:
		code, given, meant = "grant_case value nearest", value, lower
	default:
		meant = or(grantNearest(lower), meant)
		code, right = "grant_unknown value nearest", or(meant, "password")
	}
	x.fixParam(x.sayParam(p, code, given, right), "grant_type", meant)
}

// isGrant reports whether a text can be a grant at all.
func isGrant(text string) bool {
	return slices.Contains(grants, text) || strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "urn:")
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
	return meantIn(grantNames, grants, lower)
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

// scopeOfToken is for a scope, which only Apps have, and not here.
func scopeOfToken(x *examination) {
	p := x.member("scope")
	if !p.text || p.value == "" || !x.read() {
		return
	}
	value := p.value
	if len(value) > 120 {
		value = ""
	}
	x.cure(x.sayParam(p, "scope_sent value", value), x.withoutParam(p))
}
