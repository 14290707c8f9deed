// The exchange of an App's code for its token: what the PIM sees of the body,
// and what it does not look at.

package diagnose

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

var appRules = []rule{
	appContentType, appQuery, appParameters, appGrants, appSecretSent, challengeOfApp, clientOfApp, codeOfApp, appVain,
	authorizeRefused, authorizeRequest, scopesOfApp, callback, activation, answerToApp,
}

// appParameterNames are what the exchange needs, in the order in which a PIM
// misses them.
var appParameterNames = [...]string{"client_id", "code", "grant_type", "code_identifier", "code_challenge"}

// appReads reports whether a PIM reads the body of an exchange at all: that of any
// other type is empty to it. Of a request that is known in part it is taken to.
func (x *examination) appReads() bool {
	switch {
	case x.body.line < 0:
		return x.q.URL == "" && len(x.q.Header) == 0
	case x.body.json:
		return x.body.fault == nil && isJSON(x.body.mediaType)
	}
	return x.body.mediaType == typeForm
}

// exchanges reports whether an App asks for its token, with a body that a PIM
// reads.
func (x *examination) exchanges() bool {
	return x.route == routeAppToken && x.sent && x.appReads()
}

const typeForm = "application/x-www-form-urlencoded"

func isJSON(mediaType string) bool {
	return isOneOf("application/json application/x-json", mediaType)
}

// appContentType finds a type that makes the body empty to the PIM.
func appContentType(x *examination) {
	media, line := x.body.mediaType, x.body.line
	if x.route != routeAppToken || !x.sent || len(x.q.Body) == 0 || line < 0 && x.q.URL == "" || media == typeForm || isJSON(media) {
		return
	}
	found := x.find("app_content_type", Certain).arg("type", or(media, "no_content_type"))
	if line >= 0 {
		found.mark("request", "header", line, 0, len(x.q.Header[line].Value))
	}
	proper := ""
	switch {
	case x.body.json && x.body.fault == nil:
		proper = "application/json"
	case x.has("client_id"):
		proper = typeForm
	default:
		return
	}
	found.fix(x.withHeader("Content-Type", proper))
}

// appQuery finds parameters that stand in the address: since 7.0 a PIM reads
// those of the body only.
func appQuery(x *examination) {
	if x.route != routeAppToken || x.known.Version == string(authcore.V6_0) {
		return
	}
	query, start := rawQuery(x.q.URL)
	first, moved := "", ""
	for i := range query {
		p := &query[i]
		if !slices.Contains(appParameterNames[:], p.name) || x.has(p.name) {
			continue
		}
		if first == "" {
			first = p.name
		} else {
			moved += "&"
		}
		moved += p.name + "=" + urltext.QueryEscape(p.value)
	}
	if first == "" {
		return
	}
	certainty := Likely
	if x.known.Version != "" || x.answer == appRequest {
		certainty = Certain
	}
	found := x.tell(certainty, x.atURL(start, query[len(query)-1].to), "app_query name", first)
	if len(x.q.Body) == 0 {
		q := x.withHeader("Content-Type", typeForm)
		q.URL, q.Body = x.q.URL[:start-1], []byte(moved)
		found.fix(q)
	}
}

// appParameters finds what is missing. Each has an answer of its own, so one
// that another answer came for would only be missed next.
func appParameters(x *examination) {
	if !x.exchanges() || len(x.body.params) == 0 {
		return
	}
	for _, name := range appParameterNames {
		p := x.member(name)
		if p.value != "" || x.asks(name) != noParam {
			continue
		}
		certainty, said := Certain, appRequest
		if name == "grant_type" {
			said = appGrantType
		}
		if x.answer != none && x.answer != said {
			certainty = Possible
		}
		code := "app_parameter_missing"
		if name == "code_challenge" && p != noParam {
			code = "app_challenge_empty" // somebody hashed, and got nothing
		}
		found := x.findIn(p, code, certainty).arg("name", name)
		if value := x.appValue(name); value != "" {
			x.fixMember(found, name, value)
		}
	}
}

// appValue returns what a missing parameter should be, "" if that is unknown.
func (x *examination) appValue(name string) string {
	switch name {
	case "grant_type":
		return "authorization_code"
	case "client_id":
		if x.known.AppClientID == "" && strings.EqualFold(x.auth.scheme, "Basic") {
			id, _, ok := strings.Cut(string(x.auth.pair), ":")
			if ok && isUUID(id) {
				return id
			}
		}
		return x.known.AppClientID
	case "code_challenge":
		return x.rightChallenge()
	}
	return ""
}

// rightChallenge returns what the challenge should be, "" if that is unknown.
func (x *examination) rightChallenge() string {
	identifier, secret := x.value("code_identifier"), x.appSecret()
	if identifier == "" || secret == "" {
		return ""
	}
	return authcore.CodeChallenge(identifier, secret)
}

// appGrants finds a grant that the route of Apps does not know.
func appGrants(x *examination) {
	p := x.member("grant_type")
	if p.value != "" && p.value != "authorization_code" && x.exchanges() {
		found := x.findIn(p, "app_grant_type", Certain).arg("value", plainName(p.value))
		x.fixMember(found, "grant_type", "authorization_code")
	}
}

// appSecretSent finds the secret itself, which the challenge is there to keep.
func appSecretSent(x *examination) {
	if x.route != routeAppToken || !x.sent {
		return
	}
	for i := range x.body.params {
		p := &x.body.params[i]
		isSecret := isOneOf("client_secret app_secret secret", p.name)
		if !p.text || p.value == "" || isCovered(p.value) || !isSecret && p.value != x.known.AppSecret {
			continue
		}
		certainty := Possible
		if challenge := x.value("code_challenge"); challenge == "" || challenge == p.value {
			certainty = Certain
		}
		found := x.findIn(p, "app_secret_sent", certainty).arg("name", plainName(p.name))
		identifier := x.value("code_identifier")
		if identifier != "" && (isSecret || p.name == "code_challenge") {
			x.setMember(x.fixed(found), "code_challenge", authcore.CodeChallenge(identifier, p.value), p.name)
		}
		return
	}
}

// appVain finds what a PIM does not look at. It is no fault, but a sign of
// somebody who thinks of another protocol.
func appVain(x *examination) {
	names := "code_verifier code_challenge_method"
	switch {
	case x.route == routeAppAuthorize:
		names += " code_challenge"
	case x.route != routeAppToken:
		return
	case strings.EqualFold(x.auth.scheme, "Basic"):
		x.find("app_basic", Possible).mark("request", "header", x.auth.line, 0, len(x.auth.value))
	}
	params := x.appParams()
	var pkce, redirect bool
	for i := range params {
		switch p := &params[i]; {
		case p.name == "redirect_uri" && !redirect:
			redirect = true
			x.findIn(p, "app_redirect_uri", Possible)
		case isOneOf(names, p.name) && !pkce:
			pkce = true
			x.findIn(p, "app_pkce_sent", Possible).arg("name", p.name)
		}
	}
}
