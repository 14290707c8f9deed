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

const typeForm = "application/x-www-form-urlencoded"

func isJSON(mediaType string) bool {
	return mediaType == "application/json" || mediaType == "application/x-json"
}

// appContentType finds a type that makes the body empty to the PIM.
func appContentType(x *examination) {
	if x.route != routeAppToken || !x.sent || len(x.q.Body) == 0 || x.body.line < 0 && x.q.URL == "" {
		return
	}
	media := x.body.mediaType
	if media == typeForm || isJSON(media) {
		return
	}
	found := x.find("app_content_type", Certain).arg("type", or(media, "no_content_type"))
	if x.body.line >= 0 {
		found.because(x.inHeader(x.body.line, 0, len(x.q.Header[x.body.line].Value)))
	}
	switch {
	case x.body.json && x.body.fault == nil:
		found.fix(x.withHeader("Content-Type", "application/json"))
	case x.has("client_id"):
		found.fix(x.withHeader("Content-Type", typeForm))
	}
}

// appQuery finds parameters that stand in the address: since 7.0 a PIM reads
// those of the body only.
func appQuery(x *examination) {
	if x.route != routeAppToken || x.known.Version == string(authcore.V6_0) {
		return
	}
	query, start := rawQuery(x.q.URL)
	var moved []urltext.Pair
	for _, p := range query {
		if slices.Contains(appParameterNames[:], p.name) && !x.has(p.name) {
			moved = append(moved, urltext.Pair{Name: p.name, Value: p.value})
		}
	}
	if len(moved) == 0 {
		return
	}
	certainty := Likely
	if x.known.Version != "" || x.answer == appRequest {
		certainty = Certain
	}
	found := x.find("app_query", certainty).arg("name", moved[0].Name).because(x.inURL(start, query[len(query)-1].to))
	if len(x.q.Body) == 0 {
		q := x.withHeader("Content-Type", typeForm)
		q.URL, q.Body = x.q.URL[:start-1], []byte(urltext.EncodeQuery(moved))
		found.fix(q)
	}
}

// appParameters finds what is missing. Each has an answer of its own, so one
// that another answer came for would only be missed next.
func appParameters(x *examination) {
	if x.route != routeAppToken || !x.sent || !x.appReads() || len(x.body.params) == 0 {
		return
	}
	query, _ := rawQuery(x.q.URL)
	for _, name := range appParameterNames {
		if x.value(name) != "" || hasParam(query, name) {
			continue
		}
		certainty, said := Certain, appRequest
		if name == "grant_type" {
			said = appGrantType
		}
		if x.answer != none && x.answer != said {
			certainty = Possible
		}
		p, empty := x.param(name)
		code := "app_parameter_missing"
		if name == "code_challenge" && empty {
			code = "app_challenge_empty" // somebody hashed, and got nothing
		}
		found := x.find(code, certainty).arg("name", name)
		if empty {
			found.because(x.inBody(p.from, p.to))
		}
		if value := x.appValue(name); value != "" {
			found.fix(x.withMember(name, value))
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
		secret := x.appSecret()
		if identifier := x.value("code_identifier"); identifier != "" && secret != "" {
			return authcore.CodeChallenge(identifier, secret)
		}
	}
	return ""
}

// appGrants finds a grant that the route of Apps does not know.
func appGrants(x *examination) {
	p, ok := x.param("grant_type")
	if x.route != routeAppToken || !ok || p.value == "" || p.value == "authorization_code" || !x.appReads() {
		return
	}
	x.find("app_grant_type", Certain).arg("value", plainName(p.value)).because(x.inBody(p.from, p.to)).
		fix(x.withMember("grant_type", "authorization_code"))
}

// appSecretSent finds the secret itself, which the challenge is there to keep.
func appSecretSent(x *examination) {
	if x.route != routeAppToken || !x.sent {
		return
	}
	for _, p := range x.body.params {
		isSecret := p.name == "client_secret" || p.name == "app_secret" || p.name == "secret"
		if !p.text || p.value == "" || isCovered(p.value) || !isSecret && p.value != x.known.AppSecret {
			continue
		}
		certainty := Possible
		if challenge := x.value("code_challenge"); challenge == "" || challenge == p.value {
			certainty = Certain
		}
		found := x.find("app_secret_sent", certainty).arg("name", plainName(p.name)).because(x.inBody(p.from, p.to))
		identifier := x.value("code_identifier")
		if isSecret && identifier != "" {
			found.fix(x.withMember("code_challenge", authcore.CodeChallenge(identifier, p.value), p.name))
		} else if p.name == "code_challenge" && identifier != "" {
			found.fix(x.withMember("code_challenge", authcore.CodeChallenge(identifier, p.value)))
		}
		return
	}
}

// appVain finds what a PIM does not look at. It is no fault, but a sign of
// somebody who thinks of another protocol.
func appVain(x *examination) {
	if x.route == routeAppToken && strings.EqualFold(x.auth.scheme, "Basic") {
		x.find("app_basic", Possible).because(x.inHeader(x.auth.line, 0, len(x.auth.value)))
	}
	names := []string{"code_verifier", "code_challenge_method"}
	var params []param
	mark := x.inBody
	switch x.route {
	case routeAppToken:
		params = x.body.params
	case routeAppAuthorize:
		params, _ = rawQuery(x.q.URL)
		mark, names = x.inURL, append(names, "code_challenge")
	}
	var pkce, redirect bool
	for _, p := range params {
		switch {
		case p.name == "redirect_uri" && !redirect:
			redirect = true
			x.find("app_redirect_uri", Possible).because(mark(p.from, p.to))
		case slices.Contains(names, p.name) && !pkce:
			pkce = true
			x.find("app_pkce_sent", Possible).arg("name", p.name).because(mark(p.from, p.to))
		}
	}
}
