// The bearer token of a request: its form, and what it is if it is none.

package diagnose

import (
	"strings"

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
	value := x.auth.value
	if from, to, _ := x.queryValue("access_token"); x.auth.line < 0 && from < to {
		tokenForm(x, &placedToken{urltext.QueryUnescape(x.q.URL[from:to]), from, to, true})
		return
	}
	if strings.Trim(value, blanks) == "" {
		noToken(x)
		return
	}
	token, at := bearer(value)
	if token == "" {
		schemeOf(x)
		return
	}
	rest := value[at:]
	end := at + len(token)
	trimmed := strings.TrimRight(rest, blanks)
	switch {
	case rest[0] == '{':
		whole(x, at)
	case strings.EqualFold(token, "bearer"):
		f := x.tell(Certain, x.atAuth(at, end), "token_twice", "")
		if len(trimmed) > len(token) {
			x.fixBearer(f, strings.TrimSpace(rest[len(token):]))
		}
	case len(trimmed) > len(token):
		// The PIM reads up to the blank.
		joined := withoutBlanks(trimmed)
		f := x.tell(Certain, x.atAuth(end, end+1), "token_invisible what", nameOf(value[end]))
		if isToken(joined) {
			f.fix(x.withLine(x.auth.line, value[:at]+joined))
		} else {
			f.Certainty = Likely
		}
	default:
		tokenForm(x, &placedToken{token, at, end, false})
	}
}

func withoutBlanks(s string) string {
	return strings.Join(strings.Fields(s), "")
}

// nameOf names a blank.
func nameOf(c byte) string {
	switch c {
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
	other := x.came && x.answer != tokenMissing
	if x.holds("header_dropped") || other && x.isLog() {
		return
	}
	sure := Certain
	if other && x.answer != unreadableStatus {
		sure = Possible
	}
	f := x.tell(sure, x.atAuth(0, len(x.auth.value)), "token_missing", "")
	if all := x.tokenIssues(); len(all) > 0 {
		if last := all[len(all)-1]; x.isOf(last.host) {
			x.fixHeader(f, "Authorization", "Bearer "+last.token.AccessToken)
		}
	}
}

func hostOf(url string) string {
	return parsed(url).Host
}

// isOf reports whether the request goes to a host.
func (x *examination) isOf(host string) bool {
	return sameSite(host, hostOf(x.q.URL))
}

// schemes are the words that programs put before a token, apart from the right one.
const schemes = "Bearer Basic Token OAuth JWT Digest ApiKey Api-Key Key Negotiate AccessToken access_token"

// wordOf returns the scheme with which a text begins, as it is written there.
func wordOf(text string) string {
	for _, s := range strings.Fields(schemes) {
		if n := len(s); len(text) >= n && strings.EqualFold(text[:n], s) && (len(text) == n || s == "Bearer" || !tokenLetters(text[n:n+1])) {
			return text[:n]
		}
	}
	return ""
}

// schemeOf is for a header in which a PIM finds no token.
func schemeOf(x *examination) {
	trimmed := strings.TrimLeft(x.auth.value, blanks)
	from := len(x.auth.value) - len(trimmed)
	word := wordOf(trimmed)
	to := from + len(word)
	rest := trimmed[len(word):]
	right := strings.Trim(rest, blanks+":=,")
	isBearer := strings.EqualFold(word, "Bearer")
	name, at, size := firstInvisible(rest)
	what := "scheme_none"
	switch {
	case strings.EqualFold(word, "Basic") && lenientPair(right):
		// A pair is no token, so that there is nothing to change here.
		what, right = "scheme_pair", ""
	case name != "" && isBearer && at < 3:
		f := x.tell(Certain, x.atAuth(to+at, to+at+size), "token_invisible what", name)
		x.fixBearer(f, strings.Trim(rest[at+size:], blanks))
		return
	case word == "" && strings.HasPrefix(trimmed, "{"):
		whole(x, from)
		return
	case word == "":
		from, to = 0, 0
		right = strings.Trim(trimmed, blanks)
	case strings.Trim(rest, blanks) == "":
		what, right = "scheme_alone", ""
	case word == "Bearer":
		from = to
		switch rest[:min(2, len(rest))] {
		case "  ", "\t ", " \t":
			what, to = "scheme_blanks", to+len(rest)-len(strings.TrimLeft(rest, blanks))
		default:
			what, to = "scheme_glued", to+1
		}
	case isBearer:
		what = "scheme_case"
	default:
		what = "scheme_other"
	}
	f := x.tell(Certain, x.atAuth(from, to), "token_scheme scheme", word).arg("what", what)
	if !strings.ContainsAny(right, blanks) {
		x.fixToken(f, right)
	}
}

// whole is for the answer of the token route in the place of its token.
func whole(x *examination, at int) {
	value := x.auth.value
	f := x.tell(Certain, x.atAuth(at, len(value)), "token_json", "")
	v, _ := jsontext.Parse([]byte(value[at:]))
	o, _ := v.(jsontext.Object)
	token, _ := o.Get("access_token")
	text, _ := token.(string)
	x.fixToken(f, text)
}
