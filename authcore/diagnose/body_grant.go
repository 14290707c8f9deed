// The grant of a request for a token, and the scope that it must not have.

package diagnose

import "strings"

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
