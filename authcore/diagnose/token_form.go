// What a token is that can be none of a PIM's own.

package diagnose

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tokenLetters reports whether a text could be a part of a token: base64 of
// hexadecimal digits has letters and digits only.
func tokenLetters(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return s != ""
}

// lenientPair reports whether a text is base64 of a client ID and secret, or
// such a pair in clear.
func lenientPair(s string) bool {
	pair := lenient(s)
	if pair == nil {
		pair = []byte(s)
	}
	id, secret, ok := strings.Cut(string(pair), ":")
	return ok && id != "" && secret != "" && utf8.Valid(pair) && !strings.ContainsAny(id, "{}\"/ ")
}

// firstInvisible returns the first character of a text that nobody sees.
func firstInvisible(text string) (name string, at, size int) {
	for i := 0; i < len(text); {
		name, n := unseen(text[i:])
		if name != "" {
			return name, i, n
		}
		i += n
	}
	return "", -1, 0
}

func withoutInvisible(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		name, n := unseen(s[i:])
		if name == "" {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// A placedToken is a token that a PIM finds, and where it stands in the line
// Authorization, or in the address.
type placedToken struct {
	text     string
	from, to int
	inURL    bool
}

// tokenForm is for a token that a PIM finds, and that can be none of its own.
func tokenForm(x *examination, t *placedToken) {
	token := t.text
	sure, said, value, better := Certain, "", "", ""
	from, to := 0, len(token)
	plain := false // nothing is wrong with its letters
	invisible, at, size := firstInvisible(token)
	quote, front, back := quoted(token)
	trimmed := strings.TrimRight(token, "=,;.")
	switch {
	case invisible != "":
		said, value, better = "token_invisible what", invisible, withoutInvisible(token)
		from, to = at, at+size
	case standsForToken(token):
		said = "token_placeholder"
	case quote != "":
		said, value, better = "token_quotes char", quote, token[front:len(token)-back]
		if to = front; front == 0 {
			from, to = len(token)-back, len(token)
		}
	case lenientPair(token) && !isToken(token):
		said = "token_is_pair scheme=Bearer"
	case trimmed != token && tokenLetters(trimmed):
		said, value, better, from = "token_padded what", "padding", trimmed, len(trimmed)
		if strings.IndexByte(token, '=') < 0 {
			value = "punctuation"
		}
		if len(trimmed) != tokenLength && x.issueOf(trimmed) == nil {
			sure = Likely
		}
	default:
		if value = x.ownSecret(token); value == "" {
			sure, value = Likely, secretShape(token)
		}
		if value != "" {
			said, value = "token_is_secret what", "is_"+value
		} else if x.issueOf(token) != nil {
			return
		} else {
			sure, better = x.cutToken(token)
			said, value, plain = "token_cut length", strconv.Itoa(len(token)), sure != Certain
		}
	}
	switch {
	case sure == RuledOut:
	case t.inURL:
		// Its escapes may make it longer there.
		x.tell(sure, x.atURL(min(t.from+from, t.to), min(t.from+to, t.to)), said, value)
	default:
		x.fixToken(x.tell(sure, x.atAuth(t.from+from, t.from+to), said, value), better)
	}
	if plain && x.answer == tokenInvalid {
		x.ruleOutForms(token)
	}
}

// cutToken tells how sure it is that a token is a part of one, and of which if
// that is known.
func (x *examination) cutToken(token string) (sure Certainty, whole string) {
	if whole = x.longer(token); whole != "" {
		return Certain, whole
	}
	if len(token) >= 20 && len(token) != tokenLength && tokenLetters(token) && strings.IndexByte("MNOYZ", token[0]) >= 0 {
		return Likely, ""
	}
	return RuledOut, ""
}

// ruleOutForms is for a token that the PIM refuses and whose form is right.
func (x *examination) ruleOutForms(token string) {
	if isToken(token) {
		x.ruleOut("token_cut", "length_86")
	}
	if tokenLetters(token) {
		for _, code := range strings.Fields("token_quotes token_invisible token_padded token_is_pair token_placeholder") {
			x.ruleOut(code, "letters_and_digits")
		}
	}
}

// documented are tokens that the documentation prints.
const documented = "NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcyNQ " +
	"MjkxYjM0ZGU0OGQzN2MzNmRmOGFkMzgxODdhMDZiNmE1MTI2ZDJmYmM5MTBhZWFiMGY0ZjE3YzJhOTJkOGRlZA"

// nothings are what programs write for nothing, in small letters.
const nothings = "undefined null none nil nan false true object [object array <token>"

// standsForToken reports whether a token is the text of a document, or what a
// program writes for nothing.
func standsForToken(token string) bool {
	lower := strings.ToLower(token)
	if isOneOf(documented, token) || isOneOf(nothings, lower) {
		return true
	}
	return len(token) < 64 && (isPlaceholder(token) || isCovered(token) || strings.HasSuffix(strings.Trim(lower, "<>{}[]"), "token"))
}

// namedAs returns the name of the value that a text is, of names that are
// separated by blanks; "": it is none of them.
func namedAs(text, names string, values ...string) string {
	if i := slices.Index(values, text); i >= 0 {
		return strings.Fields(names)[i]
	}
	return ""
}

// ownSecret names which of the known secrets a token is.
func (x *examination) ownSecret(token string) string {
	k := &x.known
	name := namedAs(token, "client_secret client_id app_secret app_client_id password", k.Client.Secret, k.Client.ID, k.AppSecret, k.AppClientID, k.Password)
	for i := 0; i < len(x.before) && name == ""; i++ {
		e := x.past(i)
		id, secret := e.clientSent()
		code := ""
		if e.route == routeAppToken {
			code = e.value("code")
		}
		name = namedAs(token, "client_secret client_id password code", secret, id, e.value("password"), code)
	}
	if name != "" {
		return name
	}
	for _, i := range x.tokenIssues() {
		member, _ := x.past(i.n).answerMember("id_token")
		if text, _ := member.(string); text == token {
			return "id_token"
		}
	}
	return ""
}

// secretShape names what a token looks like, if that is nothing of a token.
func secretShape(token string) string {
	if strings.HasPrefix(token, "eyJ") && strings.Count(token, ".") == 2 {
		return "id_token"
	}
	random := token
	row, rest, ok := strings.Cut(token, "_")
	if ok && consists(row, figures) {
		random = rest
	}
	// The secrets and client IDs of connections, from their eleventh letter
	// on, have but nine letters and digits.
	if len(random) < 47 || len(random) > 50 || strings.Trim(random[11:], "048cgkosw") != "" {
		return ""
	}
	if ok {
		return "client_id"
	}
	return "client_secret"
}
