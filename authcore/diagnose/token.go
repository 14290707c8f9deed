// The bearer token of a request: its form, and what it is if it is none.

package diagnose

import (
	"strings"

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

// bearerForm is for what is wrong with the header, whatever the token.
func bearerForm(x *examination) {
	// A request that reaches no route, or one that is open to all, needs none.
	if !x.sent || !x.asksForToken() || (x.answer == none || x.path == rootPath+"/") && x.has404() {
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

// isLog reports whether the exchange is a line of a log, which has no headers.
func (x *examination) isLog() bool {
	return len(x.q.Header) == 0 && x.q.Body == nil && x.r.Body == nil
}

// noToken is for a request without a token anywhere.
func noToken(x *examination) {
	if x.holds("header_dropped") || x.came && x.answer != tokenMissing && x.isLog() {
		return
	}
	f := x.find("token_missing", Certain)
	if x.auth.line >= 0 {
		f.because(x.inHeader(x.auth.line, 0, len(x.auth.value)))
	}
	if x.came && x.answer != tokenMissing && x.answer != unreadableStatus {
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
