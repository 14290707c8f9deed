// What a token is that can be none of a PIM's own.

package diagnose

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
)

// tokenLetters reports whether a text could be a part of a token: base64 of
// hexadecimal digits has letters and digits only.
func tokenLetters(s string) bool {
	for _, c := range []byte(s) {
		if !('0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z') {
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

// tokenForm is for a token that a PIM finds, and that can be none of its own.
// of marks bytes of it, right puts another into its place.
func tokenForm(x *examination, token string, of func(from, to int) Mark, right func(string) authcore.Request) {
	fix := func(f *Finding, better string) {
		if right != nil && better != "" {
			f.fix(right(better))
		}
	}
	if name, at, size := firstInvisible(token); name != "" {
		f := x.find("token_invisible", Certain).arg("what", name).because(of(at, at+size))
		fix(f, withoutInvisible(token))
		return
	}
	if standsForToken(token) {
		x.find("token_placeholder", Certain).because(of(0, len(token)))
		return
	}
	if name, front, back := quoted(token); name != "" {
		mark := of(0, front)
		if front == 0 {
			mark = of(len(token)-back, len(token))
		}
		fix(x.find("token_quotes", Certain).arg("char", name).because(mark), token[front:len(token)-back])
		return
	}
	if lenientPair(token) && !isToken(token) {
		x.find("token_is_pair", Certain).arg("scheme", "Bearer").because(of(0, len(token)))
		return
	}
	if trimmed := strings.TrimRight(token, "=,;."); trimmed != token && tokenLetters(trimmed) {
		what := "padding"
		if strings.IndexByte(token, '=') < 0 {
			what = "punctuation"
		}
		sure := Likely
		if len(trimmed) == tokenLength || x.issueOf(trimmed) != nil {
			sure = Certain
		}
		fix(x.find("token_padded", sure).arg("what", what).because(of(len(trimmed), len(token))), trimmed)
		return
	}
	if what := x.ownSecret(token); what != "" {
		x.find("token_is_secret", Certain).arg("what", "is_"+what).because(of(0, len(token)))
		return
	}
	if what := secretShape(token); what != "" {
		x.find("token_is_secret", Likely).arg("what", "is_"+what).because(of(0, len(token)))
		return
	}
	if x.issueOf(token) != nil {
		return
	}
	if whole := x.longer(token); whole != "" {
		f := x.find("token_cut", Certain).number("length", len(token)).because(of(0, len(token)))
		fix(f, whole)
		return
	}
	if len(token) != tokenLength && tokenLetters(token) && len(token) >= 20 && strings.IndexByte("MNOYZ", token[0]) >= 0 {
		x.find("token_cut", Likely).number("length", len(token)).because(of(0, len(token)))
	} else if x.answer == tokenInvalid && isToken(token) {
		x.ruleOut("token_cut", "length_86")
	}
	if x.answer == tokenInvalid && tokenLetters(token) {
		for _, code := range [...]string{"token_quotes", "token_invisible", "token_padded", "token_is_pair", "token_placeholder"} {
			x.ruleOut(code, "letters_and_digits")
		}
	}
}

// documented are tokens that the documentation prints.
var documented = [...]string{
	"NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcyNQ",
	"MjkxYjM0ZGU0OGQzN2MzNmRmOGFkMzgxODdhMDZiNmE1MTI2ZDJmYmM5MTBhZWFiMGY0ZjE3YzJhOTJkOGRlZA",
}

// standsForToken reports whether a token is the text of a document, or what a
// program writes for nothing.
func standsForToken(token string) bool {
	for _, d := range documented {
		if token == d {
			return true
		}
	}
	lower := strings.ToLower(token)
	switch lower {
	case "undefined", "null", "none", "nil", "nan", "false", "true", "object", "[object", "array", "<token>":
		return true
	}
	return len(token) < 64 && (isPlaceholder(token) || isCovered(token) || strings.HasSuffix(strings.Trim(lower, "<>{}[]"), "token"))
}

// ownSecret names which of the known secrets a token is.
func (x *examination) ownSecret(token string) string {
	k := x.known
	for _, s := range [...]struct{ value, name string }{
		{k.Client.Secret, "client_secret"}, {k.Client.ID, "client_id"}, {k.AppSecret, "app_secret"}, {k.AppClientID, "app_client_id"}, {k.Password, "password"},
	} {
		if s.value != "" && s.value == token {
			return s.name
		}
	}
	for i := range x.before {
		e := x.past(i)
		switch id, secret := e.clientSent(); {
		case token == secret:
			return "client_secret"
		case token == id:
			return "client_id"
		case token == e.value("password"):
			return "password"
		case e.route == routeAppToken && token == e.value("code"):
			return "code"
		}
	}
	for _, i := range x.tokenIssues() {
		if idToken, ok := memberOf(x.past(i.n), "id_token"); ok && idToken == token {
			return "id_token"
		}
	}
	return ""
}

func memberOf(e *examination, name string) (string, bool) {
	v, _ := e.answerMember(name)
	text, ok := v.(string)
	return text, ok
}

// secretShape names what a token looks like, if that is nothing of a token.
func secretShape(token string) string {
	if strings.HasPrefix(token, "eyJ") && strings.Count(token, ".") == 2 {
		return "id_token"
	}
	random := token
	row, rest, ok := strings.Cut(token, "_")
	if ok && row != "" && strings.Trim(row, "0123456789") == "" {
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
