// The client of an App's exchange: which App it is, and whether the challenge
// proves that it knows its secret.

package diagnose

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// clientOfApp finds a client_id that is no App's.
func clientOfApp(x *examination) {
	switch {
	case !x.sent:
	case x.exchanges(), x.route == routeAppAuthorize && !x.letThrough():
		x.appClientIs(paramOf(x.appParams(), "client_id"))
	}
}

func (x *examination) appClientIs(p *param) {
	id := p.value
	code, certainty, right, other := "app_client_unknown", Certain, x.known.AppClientID, x.otherApp(id)
	switch trimmed := strings.TrimFunc(id, isStray); {
	case id == "", isCovered(id):
		return
	case id == right:
		certainty, right, other = Possible, "", ""
	case isConnectionID(id) || id == x.known.Client.ID:
		code, other = "app_connection_client", ""
	case other != "":
		code = "basic_other_environment"
	case right != "":
	case isUUID(id):
		certainty = Possible
	case !isUUID(trimmed):
		certainty = Likely
	case x.route == routeAppToken:
		right = trimmed
	}
	if certainty == Possible && (x.answer != appClient || x.badChallenge()) {
		return
	}
	found := x.findIn(p, code, certainty)
	if other != "" {
		found.arg("name", other)
	}
	switch {
	case right == "":
	case x.route == routeAppToken:
		x.fixMember(found, "client_id", right)
	default:
		x.fixInURL(found, p.from, p.to, right)
	}
}

// otherApp returns the name of the other environment that an App belongs to.
func (x *examination) otherApp(id string) string {
	for i := range x.known.Others {
		if e := &x.known.Others[i]; e.AppClientID == id {
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
	for _, f := range x.found {
		if f.Certainty == Certain && isOneOf("app_challenge app_challenge_form app_secret_sent", f.Code) {
			return true
		}
	}
	return false
}

// challengeOfApp finds out how the challenge was made. A PIM compares it as soon
// as it has all three: the App, the identifier and the challenge.
func challengeOfApp(x *examination) {
	p := x.member("code_challenge")
	identifier := x.value("code_identifier")
	if !x.exchanges() || p.value == "" || identifier == "" || x.value("client_id") == "" ||
		isCovered(p.value) || isCovered(identifier) || p.value == x.known.AppSecret { // of which more is to say
		return
	}
	if len(identifier)+len(p.value) > 1<<16 {
		return // it is hashed in many ways
	}
	verdict := x.challengeVerdict(p.value, identifier)
	switch verdict.Code {
	case "right":
		x.ruleOut("app_challenge", "challenge_right")
		x.ruleOut("app_challenge_form", "challenge_right")
	case "":
		x.challengeForm(p)
	default:
		how := "challenge_" + verdict.Code
		for _, more := range [...]string{verdict.Of, verdict.Where} {
			if more != "" {
				how += "_" + strings.ReplaceAll(strings.ToLower(more), " ", "_")
			}
		}
		found := x.findIn(p, "app_challenge", Certain).
			arg("code", verdict.Code).arg("of", verdict.Of).arg("where", verdict.Where).arg("how", how)
		if right := x.rightChallenge(); right != "" {
			x.fixMember(found, "code_challenge", right)
		}
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

// challengeVerdict says how a challenge was made. Its code is empty where
// nobody can tell: without the secret only what was made of the identifier
// alone can be recognised.
func (x *examination) challengeVerdict(challenge, identifier string) (v authcore.ChallengeVerdict) {
	secret := x.appSecret()
	v = authcore.CheckChallenge(challenge, identifier, secret)
	code := ""
	switch {
	case secret == "":
		switch {
		case v.Code == "right":
			code = "identifier_alone"
		case v.Of == "bytes" && (v.Code == "base64url" || v.Code == "base64"):
			code = "pkce"
		}
	case v.Where == "secret":
		code = "right" // the blank is in what we were told
	case v.Code != "unknown":
		return v
	default:
		isOf := func(identifier, secret string) bool {
			return identifier != "" && secret != "" && challenge == authcore.CodeChallenge(identifier, secret)
		}
		other := x.known.CodeIdentifier
		switch {
		case other != identifier && isOf(other, secret):
			code = "other_identifier"
		case isOf(identifier, x.known.Client.Secret):
			code = "connection_secret"
		default:
			code = "unknown"
			for i := range x.known.Others {
				if isOf(identifier, x.known.Others[i].AppSecret) {
					code = "other_secret"
				}
			}
		}
	}
	return authcore.ChallengeVerdict{Code: code}
}

// challengeForm looks at a challenge that nothing can be compared with: a
// SHA-256 in hexadecimal is 64 digits, in small letters.
func (x *examination) challengeForm(p *param) {
	challenge := p.value
	what := challengeFault(challenge)
	if what == "" {
		x.ruleOut("app_challenge_form", "challenge_is_hex")
		if x.answer == appClient {
			x.tell(Possible, atParam(p), "app_challenge code=unknown of= where= how=challenge_unchecked", "")
		}
		return
	}
	found := x.findIn(p, "app_challenge_form", Certain).arg("what", what).number("length", len(challenge))
	switch what {
	case "challenge_form_upper_case":
		challenge = strings.ToLower(challenge)
	case "challenge_form_stray":
		challenge = strings.TrimFunc(challenge, isStray)
	default:
		return
	}
	x.fixMember(found, "code_challenge", challenge)
}

// challengeFault names what a challenge is in place of 64 digits, "" if it is.
func challengeFault(challenge string) string {
	digits, upper := true, false
	for i := range len(challenge) {
		digits = digits && isHex(challenge[i])
		upper = upper || 'A' <= challenge[i] && challenge[i] <= 'F'
	}
	if digits {
		switch len(challenge) {
		case 64:
			if upper {
				return "challenge_form_upper_case"
			}
			return ""
		case 32, 40, 128:
			return "challenge_form_" + strconv.Itoa(len(challenge))
		}
	}
	if trimmed := strings.TrimFunc(challenge, isStray); len(trimmed) < len(challenge) && challengeFault(trimmed) == "" {
		return "challenge_form_stray"
	}
	text := strings.TrimRight(challenge, "=")
	switch n := len(text); {
	case digits:
		return "challenge_form_length"
	case (n == 43 || n == 86) && len(challenge)-n < 3 && lenient(text) != nil && !strings.ContainsAny(text, " \t\r\n"):
		return "challenge_form_base64"
	}
	return "challenge_form_other"
}
