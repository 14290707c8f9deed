// Values that mean something else in a form than they were meant to, and
// values that hold what nobody sees.

package diagnose

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/urltext"
)

// meantValue is what a parameter was meant to be, "" if that is not known.
func (x *examination) meantValue(name string) string {
	switch name {
	case "username":
		return x.known.Username
	case "password":
		return x.known.Password
	case "client_id":
		if x.route == routeToken {
			return x.known.Client.ID
		}
		return x.known.AppClientID
	case "client_secret":
		return x.known.Client.Secret
	}
	return ""
}

// isChosen reports whether a parameter holds what people chose, or what they
// were given, so that it may hold any character.
func isChosen(name string) bool {
	return name == "username" || name == "password" || name == "client_secret" || name == "client_id"
}

// formValues is for characters of a value that separate or encode in a form.
func formValues(x *examination) {
	if !x.read() || x.body.json {
		return
	}
	body := string(x.q.Body)
	at := 0
	last := -1 // of params: the one before what was cut off
	for piece := range strings.SplitSeq(body, "&") {
		name, _, ok := strings.Cut(piece, "=")
		name = urltext.QueryUnescape(name)
		switch {
		case ok && known(name):
			last = -1
			for i, p := range x.body.params {
				if p.from == at+strings.IndexByte(piece, '=')+1 {
					last = i
				}
			}
		case piece != "" && last >= 0 && isChosen(x.body.params[last].name) && meantBy(name) == "":
			x.cutByAmpersand(x.body.params[last], at, at+len(piece), ok)
			at = len(body)
		}
		if at += len(piece) + 1; at > len(body) {
			break
		}
	}
	for _, p := range x.body.params {
		if last, _ := x.param(p.name); isChosen(p.name) && p == last && p.to <= len(body) {
			x.plus(p, body[p.from:p.to])
			x.percent(p, body[p.from:p.to])
		}
	}
}

// cutByAmpersand is for a value that an & ended.
func (x *examination) cutByAmpersand(p param, from, to int, isPair bool) {
	meant := x.meantValue(p.name)
	raw := string(x.q.Body[p.from:to])
	certainty := Likely
	switch {
	case meant == p.value:
		return
	case meant != "" && strings.HasPrefix(meant, raw):
		certainty, raw = Certain, meant
	case isPair:
		certainty = Possible // a parameter that the PIM does not know
	}
	x.find("form_ampersand", certainty).arg("name", p.name).because(x.inBody(from-1, from)).fix(x.withBody(p.from, to, urltext.QueryEscape(raw)))
}

// plus is for a + that stands for itself and reads as a blank.
func (x *examination) plus(p param, raw string) {
	at := strings.IndexByte(raw, '+')
	meant := x.meantValue(p.name)
	if at < 0 || meant == p.value {
		return
	}
	certainty := Likely
	value := strings.ReplaceAll(raw, "+", "%2B")
	if meant != "" {
		if !strings.Contains(meant, "+") {
			return
		}
		if meant == raw || meant == urltext.PathUnescape(raw) {
			certainty, value = Certain, urltext.QueryEscape(meant)
		}
	}
	x.find("form_plus", certainty).arg("name", p.name).because(x.inBody(p.from+at, p.from+at+1)).fix(x.withBody(p.from, p.to, value))
}

// percent is for a % that stands for itself and, with two digits behind it,
// reads as another byte.
func (x *examination) percent(p param, raw string) {
	meant := x.meantValue(p.name)
	at := strings.IndexByte(raw, '%')
	if at < 0 || meant == p.value || meant != "" && meant != raw {
		return
	}
	certainty := Certain
	if meant == "" {
		// What was encoded has two digits behind each, and is text once it is
		// decoded.
		certainty = Likely
		if loose := loosePercent(raw); loose >= 0 {
			at = loose
		} else if utf8.ValidString(p.value) {
			return
		}
	}
	f := x.find("form_percent", certainty).arg("name", p.name).because(x.inBody(p.from+at, p.from+at+1))
	f.fix(x.withBody(p.from, p.to, strings.ReplaceAll(urltext.QueryEscape(raw), "%2B", "+")))
}

// loosePercent returns where a % stands that encodes nothing, -1: nowhere.
func loosePercent(raw string) int {
	for i := range len(raw) {
		if raw[i] == '%' && (i+2 >= len(raw) || !isHex(raw[i+1]) || !isHex(raw[i+2])) {
			return i
		}
	}
	return -1
}

// strayValues is for a username, a password or a refresh token with something
// around it, or in it, that nobody sees.
func strayValues(x *examination) {
	if !x.read() {
		return
	}
	for _, name := range [...]string{"username", "password", "refresh_token"} {
		p, ok := x.param(name)
		if !ok || !p.text || p.value == "" {
			continue
		}
		meant := x.meantValue(name)
		if meant == p.value {
			continue
		}
		before, after, inside, core := strays(p.value)
		clean := p.value[core[0]:core[1]]
		where, s := "", stray{}
		switch {
		case before != nil:
			where, s = "start", *before
		case after != nil:
			where, s = "end", *after
		default:
			// A blank within a password is as good as a letter.
			for _, within := range inside {
				if within.kind == "invisible" && where == "" {
					where, s = "inside", within
				}
			}
			clean = p.value[:s.from] + p.value[s.to:]
		}
		mark := x.inParam(p, s.from, s.to)
		if where == "" || !x.body.json && strings.Contains(string(x.q.Body[mark.From:mark.To]), "+") {
			continue // a + is another rule's
		}
		certainty := Likely
		if meant != "" && (meant == clean || meant == cleaned(p.value)) {
			certainty, clean = Certain, meant
		}
		f := x.find("value_invisible", certainty).arg("name", name).arg("what", s.what).arg("where", where).because(mark)
		if clean != "" {
			f.fix(x.withParams(map[string]string{name: clean}))
		}
	}
}
