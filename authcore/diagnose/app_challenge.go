// The client of an App's exchange: which App it is, and whether the challenge
// proves that it knows its secret.

package diagnose

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// clientOfApp finds a client_id that is no App's.
func clientOfApp(x *examination) {
	switch {
	case x.route == routeAppToken && x.sent && x.appReads():
		if p, ok := x.param("client_id"); ok {
			x.appClientIs(p, x.inBody(p.from, p.to))
		}
	case x.route == routeAppAuthorize && x.sent && !x.letThrough():
		query, _ := rawQuery(x.q.URL)
		if p, ok := paramOf(query, "client_id"); ok {
			x.appClientIs(p, x.inURL(p.from, p.to))
		}
	}
}

func (x *examination) appClientIs(p param, mark Mark) {
	id := p.value
	switch {
	case id == "", isCovered(id):
	case x.known.AppClientID == id:
		if x.answer == appClient && !x.badChallenge() {
			x.find("app_client_unknown", Possible).because(mark)
		}
	case isConnectionID(id) || id == x.known.Client.ID:
		found := x.find("app_connection_client", Certain).because(mark)
		x.fixClient(found)
	case x.otherApp(id) != "":
		found := x.find("basic_other_environment", Certain).arg("name", x.otherApp(id)).because(mark)
		x.fixClient(found)
	case x.known.AppClientID != "":
		x.fixClient(x.find("app_client_unknown", Certain).because(mark))
	case isUUID(strings.TrimFunc(id, isStray)) && !isUUID(id):
		found := x.find("app_client_unknown", Certain).because(mark)
		if x.route == routeAppToken {
			found.fix(x.withMember("client_id", strings.TrimFunc(id, isStray)))
		}
	case !isUUID(id):
		x.find("app_client_unknown", Likely).because(mark)
	case x.answer == appClient && !x.badChallenge():
		x.find("app_client_unknown", Possible).because(mark)
	}
}

// fixClient adds the App that was meant, where the rest of the request says
// nothing of the App.
func (x *examination) fixClient(f *Finding) {
	if x.known.AppClientID == "" {
		return
	}
	if x.route == routeAppToken {
		f.fix(x.withMember("client_id", x.known.AppClientID))
		return
	}
	m := f.Evidence[0]
	f.fix(x.withURL(x.q.URL[:m.From] + x.known.AppClientID + x.q.URL[m.To:]))
}

// otherApp returns the name of the other environment that an App belongs to.
func (x *examination) otherApp(id string) string {
	for _, e := range x.known.Others {
		if e.AppClientID == id {
			return e.Name
		}
	}
	return ""
}

// isStray reports whether a character stands around a value by mistake.
func isStray(c rune) bool {
	return c <= ' ' || strings.ContainsRune("\"'<>`\u00A0\u200B\uFEFF", c)
}

// isUUID reports whether an ID has the form of those that a PIM gives to Apps.
func isUUID(id string) bool {
	if len(id) != 36 {
		return false
	}
	for i := range len(id) {
		c := id[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !isHex(c) {
				return false
			}
		}
	}
	return true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// isConnectionID reports whether an ID has the form of those of connections
// and API clients: the number of its row, and 47 to 50 letters and digits.
func isConnectionID(id string) bool {
	number, random, ok := strings.Cut(id, "_")
	return ok && number != "" && strings.Trim(number, "0123456789") == "" &&
		len(random) > 30 && strings.Trim(random, "0123456789abcdefghijklmnopqrstuvwxyz") == ""
}

// badChallenge reports whether a challenge was found that explains the answer.
func (x *examination) badChallenge() bool {
	return slices.ContainsFunc(x.found, func(f *Finding) bool {
		return f.Certainty == Certain && (f.Code == "app_challenge" || f.Code == "app_challenge_form" || f.Code == "app_secret_sent")
	})
}

// challengeOfApp finds out how the challenge was made. A PIM compares it as soon
// as it has all three: the App, the identifier and the challenge.
func challengeOfApp(x *examination) {
	p, ok := x.param("code_challenge")
	identifier := x.value("code_identifier")
	if x.route != routeAppToken || !x.sent || !x.appReads() || !ok || p.value == "" || identifier == "" || x.value("client_id") == "" ||
		isCovered(p.value) || isCovered(identifier) || p.value == x.known.AppSecret { // of which more is to say
		return
	}
	if len(identifier)+len(p.value) > 1<<16 {
		return // it is hashed in many ways
	}
	mark := x.inBody(p.from, p.to)
	verdict := x.challengeVerdict(p.value, identifier)
	switch verdict.Code {
	case "right":
		x.ruleOut("app_challenge", "challenge_right")
		x.ruleOut("app_challenge_form", "challenge_right")
		return
	case "":
		x.challengeForm(p.value, mark)
		return
	}
	found := x.find("app_challenge", Certain).arg("code", verdict.Code).arg("of", verdict.Of).arg("where", verdict.Where).
		arg("how", howChallenge(verdict)).because(mark)
	if secret := x.appSecret(); secret != "" {
		found.fix(x.withMember("code_challenge", authcore.CodeChallenge(identifier, secret)))
	}
}

// appSecret returns the secret of the App, "" if it is not known: the one that
// was meant, or one that was sent although it should not be.
func (x *examination) appSecret() string {
	if sent := x.value("client_secret"); x.known.AppSecret == "" && !isCovered(sent) {
		return sent
	}
	return x.known.AppSecret
}

// howChallenge names a verdict for the words.
func howChallenge(v authcore.ChallengeVerdict) string {
	how := "challenge_" + v.Code
	for _, more := range [...]string{v.Of, v.Where} {
		if more != "" {
			how += "_" + strings.ReplaceAll(strings.ToLower(more), " ", "_")
		}
	}
	return how
}

// challengeVerdict says how a challenge was made. Its code is empty where
// nobody can tell: without the secret only what was made of the identifier
// alone can be recognised.
func (x *examination) challengeVerdict(challenge, identifier string) authcore.ChallengeVerdict {
	secret := x.appSecret()
	if secret == "" {
		switch v := authcore.CheckChallenge(challenge, identifier, ""); v.Code {
		case "right":
			return authcore.ChallengeVerdict{Code: "identifier_alone"}
		case "base64url", "base64":
			if v.Of == "bytes" {
				return authcore.ChallengeVerdict{Code: "pkce"}
			}
		}
		return authcore.ChallengeVerdict{}
	}
	verdict := authcore.CheckChallenge(challenge, identifier, secret)
	if verdict.Where == "secret" {
		return authcore.ChallengeVerdict{Code: "right"} // the blank is in what we were told
	}
	if verdict.Code != "unknown" {
		return verdict
	}
	if other := x.known.CodeIdentifier; other != "" && other != identifier && challenge == authcore.CodeChallenge(other, secret) {
		return authcore.ChallengeVerdict{Code: "other_identifier"}
	}
	if pair := x.known.Client.Secret; pair != "" && challenge == authcore.CodeChallenge(identifier, pair) {
		return authcore.ChallengeVerdict{Code: "connection_secret"}
	}
	for _, e := range x.known.Others {
		if e.AppSecret != "" && challenge == authcore.CodeChallenge(identifier, e.AppSecret) {
			return authcore.ChallengeVerdict{Code: "other_secret"}
		}
	}
	return verdict
}

// challengeForm looks at a challenge that nothing can be compared with: a
// SHA-256 in hexadecimal is 64 digits, in small letters.
func (x *examination) challengeForm(challenge string, mark Mark) {
	if what := challengeFault(challenge); what != "" {
		found := x.find("app_challenge_form", Certain).arg("what", what).number("length", len(challenge)).because(mark)
		if what == "challenge_form_upper_case" {
			found.fix(x.withMember("code_challenge", strings.ToLower(challenge)))
		} else if what == "challenge_form_stray" {
			found.fix(x.withMember("code_challenge", strings.TrimFunc(challenge, isStray)))
		}
		return
	}
	x.ruleOut("app_challenge_form", "challenge_is_hex")
	if x.answer == appClient {
		x.find("app_challenge", Possible).arg("code", "unknown").arg("of", "").arg("where", "").arg("how", "challenge_unchecked").because(mark)
	}
}

// challengeFault names what a challenge is in place of 64 digits, "" if it is.
func challengeFault(challenge string) string {
	digits, upper := true, false
	for i := range len(challenge) {
		digits = digits && isHex(challenge[i])
		upper = upper || 'A' <= challenge[i] && challenge[i] <= 'F'
	}
	trimmed := strings.TrimFunc(challenge, isStray)
	switch {
	case digits && len(challenge) == 64 && !upper:
		return ""
	case digits && len(challenge) == 64:
		return "challenge_form_upper_case"
	case trimmed != challenge && challengeFault(trimmed) == "":
		return "challenge_form_stray"
	case digits && len(challenge) == 128:
		return "challenge_form_128"
	case digits && len(challenge) == 40:
		return "challenge_form_40"
	case digits && len(challenge) == 32:
		return "challenge_form_32"
	case digits:
		return "challenge_form_length"
	}
	if text := strings.TrimRight(challenge, "="); len(challenge)-len(text) < 3 && lenient(text) != nil && !strings.ContainsAny(text, " \t\r\n") {
		switch len(text) {
		case 43, 86:
			return "challenge_form_base64"
		}
	}
	return "challenge_form_other"
}
