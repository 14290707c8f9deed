// Values that mean something else in a form than they were meant to, and
// values that hold what nobody sees.

package diagnose

import (
	"bytes"
	"slices"
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

// chosen are the parameters that hold what people chose, or what they were
// given, so that they may hold any character.
var chosen = []string{"username", "password", "client_secret", "client_id"}

// formValues is for characters of a value that separate or encode in a form.
func formValues(x *examination) {
	if !x.read() || x.body.json {
		return
	}
	at := 0
	before := noParam // what was cut off
	for _, piece := range strings.Split(x.text(), "&") {
		name, _, ok := strings.Cut(piece, "=")
		start := at + len(name) + 1 // of the value
		name = urltext.QueryUnescape(name)
		if ok && known(name) {
			before = x.paramAt(start)
		} else if piece != "" && before != noParam && slices.Contains(chosen, before.name) && meantBy(name) == "" {
			x.cutByAmpersand(before, at, at+len(piece), ok)
			break
		}
		at += len(piece) + 1
	}
	for i := range x.body.params {
		p := &x.body.params[i]
		if slices.Contains(chosen, p.name) && p == x.member(p.name) {
			raw := string(x.q.Body[p.from:p.to])
			x.plus(p, raw)
			x.percent(p, raw)
		}
	}
}

// paramAt returns the parameter whose value begins at a byte of the body,
// noParam if there is none.
func (x *examination) paramAt(from int) *param {
	for i := range x.body.params {
		if p := &x.body.params[i]; p.from == from {
			return p
		}
	}
	return noParam
}

// cutByAmpersand is for a value that an & ended.
func (x *examination) cutByAmpersand(p *param, from, to int, isPair bool) {
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
	f := x.sayBody("form_ampersand name", certainty, from-1, from, p.name)
	x.fixBody(f, p.from, to, urltext.QueryEscape(raw))
}

// plus is for a + that stands for itself and reads as a blank.
func (x *examination) plus(p *param, raw string) {
	at := strings.IndexByte(raw, '+')
	meant := x.meantValue(p.name)
	if at < 0 || meant == p.value || meant != "" && strings.IndexByte(meant, '+') < 0 {
		return
	}
	certainty := Likely
	value := strings.ReplaceAll(raw, "+", "%2B")
	if meant != "" && (meant == raw || meant == urltext.PathUnescape(raw)) {
		certainty, value = Certain, urltext.QueryEscape(meant)
	}
	x.inForm(p, "form_plus name", certainty, at, value)
}

// percent is for a % that stands for itself and, with two digits behind it,
// reads as another byte.
func (x *examination) percent(p *param, raw string) {
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
	x.inForm(p, "form_percent name", certainty, at, strings.ReplaceAll(urltext.QueryEscape(raw), "%2B", "+"))
}

// inForm adds a finding with one byte of a value, and another value as its
// cure.
func (x *examination) inForm(p *param, code string, certainty Certainty, at int, value string) {
	at += p.from
	x.fixBody(x.sayBody(code, certainty, at, at+1, p.name), p.from, p.to, value)
}

// loosePercent returns where a % stands that encodes nothing, -1: nowhere.
func loosePercent(raw string) int {
	for i := range len(raw) {
		if raw[i] == '%' && percented(raw[i:min(i+3, len(raw))]) < 0 {
			return i
		}
	}
	return -1
}

// bare are the parameters that nobody means to begin or end with a blank.
var bare = [...]string{"username", "password", "refresh_token"}

// strayValues is for a username, a password or a refresh token with something
// around it, or in it, that nobody sees.
func strayValues(x *examination) {
	if !x.read() {
		return
	}
	for i := range bare {
		name := bare[i]
		if p := x.member(name); p.text && p.value != x.meantValue(name) {
			x.strayValue(p)
		}
	}
}

func (x *examination) strayValue(p *param) {
	found, core := strays(p.value)
	clean := p.value[core.from:core.to]
	for i := range found {
		s := &found[i]
		where := "inside"
		switch {
		case s.from == 0:
			where = "start"
		case s.to == len(p.value):
			where = "end"
		case kindOf(s.what) != "invisible":
			continue // a blank within a password is as good as a letter
		default:
			clean = p.value[:s.from] + p.value[s.to:]
		}
		from, to := x.written(p, s.from), x.written(p, s.to)
		if !x.body.json && bytes.IndexByte(x.q.Body[from:to], '+') >= 0 {
			return // a + is another rule's
		}
		certainty := Likely
		if meant := x.meantValue(p.name); meant != "" && (meant == clean || meant == cleaned(p.value)) {
			certainty, clean = Certain, meant
		}
		f := x.sayBody("value_invisible name what where", certainty, from, to, p.name, s.what, where)
		if clean != "" {
			f.fix(x.withValue(p.name, clean))
		}
		return
	}
}
