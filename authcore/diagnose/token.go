// The bearer token of a request: its form, and what it is if it is none.

package diagnose

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

var tokenRules = []rule{bearerForm, bearerState, bearerAnswer, refreshing}

// tokenLength is that of every token of a PIM: base64, without padding, of the
// 64 digits of a SHA-256.
const tokenLength = 86

const blanks = " \t\n\v\f\r"

// bearer finds the token of a header as a PIM does, and where it stands: after
// the word Bearer, anywhere and in this case only, and exactly one blank.
func bearer(value string) (token string, at int) {
	for {
		i := strings.Index(value[at:], "Bearer")
		if i < 0 {
			return "", 0
		}
		at += i + len("Bearer")
		if rest := value[at:]; rest != "" && strings.IndexByte(blanks, rest[0]) >= 0 {
			end := strings.IndexAny(rest[1:], blanks)
			if end < 0 {
				end = len(rest) - 1
			}
			if end > 0 {
				return rest[1 : 1+end], at + 1
			}
		}
	}
}

// asksForToken reports whether the route is behind a token.
func (x *examination) asksForToken() bool {
	if x.route == routeAppScopes {
		return true
	}
	return x.route == routeAPI && (x.path != rootPath+"/" || x.answer == tokenMissing)
}

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

// bearerForm is for what is wrong with the header, whatever the token.
func bearerForm(x *examination) {
	if !x.sent || !x.asksForToken() {
		return
	}
	from, to, inQuery := x.queryValue("access_token")
	switch {
	case x.auth.line < 0 && inQuery && from < to:
		tokenForm(x, urltext.QueryUnescape(x.q.URL[from:to]), func(i, j int) Mark { return x.inURL(from+min(i, to-from), from+min(j, to-from)) }, nil)
		return
	case x.auth.line < 0 || strings.Trim(x.auth.value, blanks) == "":
		noToken(x)
		return
	}
	value := x.auth.value
	token, at := bearer(value)
	if token == "" {
		schemeOf(x)
		return
	}
	rest := value[at:]
	switch {
	case strings.HasPrefix(rest, "{"):
		whole(x, at)
		return
	case token == "Bearer" || strings.EqualFold(token, "bearer"):
		word := strings.TrimLeft(rest[len(token):], blanks)
		f := x.find("token_twice", Certain).because(x.inHeader(x.auth.line, at, at+len(token)))
		if word != "" {
			f.fix(x.withLine(x.auth.line, "Bearer "+strings.TrimSpace(word)))
		}
		return
	}
	if end := strings.TrimRight(rest, blanks); len(end) > len(token) {
		// The PIM reads up to the blank.
		i := len(token)
		f := x.find("token_invisible", Certain).arg("what", nameOf(end[i:])).because(x.inHeader(x.auth.line, at+i, at+i+1))
		joined := withoutBlanks(end)
		if isToken(joined) {
			f.fix(x.withLine(x.auth.line, value[:at]+joined))
		} else {
			f.Certainty = Likely
		}
		return
	}
	tokenForm(x, token, func(i, j int) Mark { return x.inHeader(x.auth.line, at+i, at+j) }, func(right string) authcore.Request {
		return x.withLine(x.auth.line, "Bearer "+right)
	})
}

func withoutBlanks(s string) string {
	return strings.Join(strings.Fields(s), "")
}

// nameOf names the blank with which a text begins.
func nameOf(s string) string {
	switch s[0] {
	case '\t':
		return "tab"
	case '\n', '\v', '\f':
		return "line_feed"
	case '\r':
		return "cr_lf"
	}
	return "blank"
}

// noToken is for a request without a token anywhere.
func noToken(x *examination) {
	f := x.find("token_missing", Certain)
	if x.auth.line >= 0 {
		f.because(x.inHeader(x.auth.line, 0, len(x.auth.value)))
	}
	if x.came && x.answer != tokenMissing {
		f.Certainty = Possible
	}
	if all := x.tokenIssues(); len(all) > 0 {
		if last := all[len(all)-1]; sameSite(last.host, hostOf(x.q.URL)) {
			f.fix(x.withHeader("Authorization", "Bearer "+last.token.AccessToken))
		}
	}
}

func hostOf(url string) string {
	u, _ := urltext.Parse(url)
	return u.Host
}

// schemes are the words that programs put before a token, apart from the right one.
var schemes = [...]string{"Bearer", "Basic", "Token", "OAuth", "JWT", "Digest", "ApiKey", "Api-Key", "Key", "Negotiate", "AccessToken", "access_token"}

// schemeOf is for a header in which a PIM finds no token.
func schemeOf(x *examination) {
	value, line := x.auth.value, x.auth.line
	trimmed := strings.TrimLeft(value, blanks)
	lead := len(value) - len(trimmed)
	word, what := "", "scheme_none"
	for _, s := range schemes {
		if len(trimmed) >= len(s) && strings.EqualFold(trimmed[:len(s)], s) && (len(trimmed) == len(s) || !tokenLetters(trimmed[len(s):len(s)+1]) || s == "Bearer") {
			word = trimmed[:len(s)]
			break
		}
	}
	rest := trimmed[len(word):]
	right := strings.Trim(rest, blanks+":=,")
	mark := x.inHeader(line, lead, lead+len(word))
	if strings.EqualFold(word, "Basic") && lenientPair(right) {
		// A pair is no token, so that there is nothing to change here.
		x.find("token_scheme", Certain).arg("scheme", word).arg("what", "scheme_pair").because(mark)
		return
	}
	if name, at, size := firstInvisible(rest); name != "" && strings.EqualFold(word, "Bearer") && at < 3 {
		x.find("token_invisible", Certain).arg("what", name).because(x.inHeader(line, lead+len(word)+at, lead+len(word)+at+size)).
			fix(x.withLine(line, "Bearer "+strings.Trim(rest[at+size:], blanks)))
		return
	}
	switch {
	case word == "" && strings.HasPrefix(trimmed, "{"):
		whole(x, lead)
		return
	case word == "":
	case strings.Trim(rest, blanks) == "":
		what, right = "scheme_alone", ""
	case word != "Bearer" && strings.EqualFold(word, "Bearer"):
		what = "scheme_case"
	case word != "Bearer":
		what = "scheme_other"
	case strings.HasPrefix(rest, "  "), strings.HasPrefix(rest, "\t "), strings.HasPrefix(rest, " \t"):
		what, mark = "scheme_blanks", x.inHeader(line, lead+len(word), lead+len(word)+len(rest)-len(strings.TrimLeft(rest, blanks)))
	default:
		what, mark = "scheme_glued", x.inHeader(line, lead+len(word), lead+len(word)+1)
	}
	if word == "" {
		mark = x.inHeader(line, 0, 0)
		right = strings.Trim(trimmed, blanks)
	}
	f := x.find("token_scheme", Certain).arg("scheme", word).arg("what", what).because(mark)
	if right != "" && !strings.ContainsAny(right, blanks) {
		f.fix(x.withLine(line, "Bearer "+right))
	}
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

// whole is for the answer of the token route in the place of its token.
func whole(x *examination, at int) {
	value := x.auth.value
	f := x.find("token_json", Certain).because(x.inHeader(x.auth.line, at, len(value)))
	v, _ := jsontext.Parse([]byte(value[at:]))
	o, _ := v.(jsontext.Object)
	if token, _ := o.Get("access_token"); token != nil {
		if text, ok := token.(string); ok && text != "" {
			f.fix(x.withLine(x.auth.line, "Bearer "+text))
		}
	}
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
	for {
		name, at, size := firstInvisible(s)
		if name == "" {
			return s
		}
		s = s[:at] + s[at+size:]
	}
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
