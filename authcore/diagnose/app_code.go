// The code of an App's exchange: whether it can be told to be used, too old or
// damaged.

package diagnose

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

const (
	codeLength   = 86
	codeLifetime = 30 // seconds; the last second is still good
)

// An issue is where a code was seen on its way to the App.
type issue struct {
	code  string
	n     int  // of the case
	byPIM bool // the PIM's answer had it, not only the browser's request
}

func codeOfApp(x *examination) {
	p := x.member("code")
	if p.value == "" || isCovered(p.value) || !x.exchanges() {
		return
	}
	notValid, expired := x.saysOfCode()
	if n := x.exchangedBefore(p.value); n >= 0 && !expired {
		x.findIn(p, "app_code_used", Certain).number("n", n+1)
		return
	}
	from := x.issued(p.value)
	age := x.age(from)
	if expired || !notValid && age > codeLifetime {
		x.codeExpired(x.findIn(p, "app_code_expired", Certain), from)
		if expired {
			x.ruleOut("app_code_used", "code_expired_said")
			x.ruleOut("app_code_unknown", "code_expired_said")
		}
		return
	}
	x.codeDamaged(p)
	if x.tokenOfOther(p.value) {
		x.findIn(p, "app_code_other", Certain)
	} else if from != nil && from.byPIM {
		asked := x.before[from.n].Request.URL
		origin, client := originOf(asked), clientIn(asked)
		certainty := Likely
		switch {
		case origin != "" && x.q.URL != "" && origin != originOf(x.q.URL):
			certainty = Certain
		case client == "" || client == x.value("client_id"):
			certainty = RuledOut
		case x.answer == none:
			// A PIM does not compare the two, so that something else may be the reason.
			certainty = Possible
		}
		if certainty != RuledOut {
			x.asBefore(x.findIn(p, "app_code_other", certainty), from.n)
		}
	}
	if x.answer != appGrant {
		return
	}
	switch {
	case notValid:
		x.ruleOut("app_code_expired", "code_not_valid_said")
	case age >= 0:
		x.ruleOut("app_code_expired", "code_young")
	default:
		x.codeExpired(x.findIn(p, "app_code_expired", Possible), nil)
	}
	if from == nil {
		x.findIn(p, "app_code_unknown", Possible)
		return
	}
	// It was there, and is gone: an exchange that was not seen used it.
	x.ruleOut("app_code_unknown", "code_seen")
	used := Possible
	if notValid {
		used = Likely
	}
	x.tell(used, atParam(p), "app_code_used n=", "")
}

// tokenOfOther reports whether a code is known to come from another PIM.
func (x *examination) tokenOfOther(code string) bool {
	for i := range x.known.Others {
		if slices.Contains(x.known.Others[i].Tokens, code) {
			return true
		}
	}
	return false
}

// saysOfCode returns what a PIM since 7.0 says of the code that it refuses.
func (x *examination) saysOfCode() (notValid, expired bool) {
	return strings.Contains(x.message, "Code is not valid"), strings.Contains(x.message, "Code has expired")
}

// codeExpired adds to a finding how old the code was.
func (x *examination) codeExpired(f *Finding, from *issue) {
	age := x.age(from)
	if age <= codeLifetime {
		f.arg("age", "code_age_unknown")
		return
	}
	seconds := strconv.Itoa(age)
	x.asBefore(f.arg("seconds", seconds).arg("age", seconds+" s"), from.n)
}

// age returns how many seconds old a code was when it was exchanged; below 0:
// not known.
func (x *examination) age(from *issue) int {
	if from == nil {
		return -1
	}
	then, now := x.before[from.n].At, x.now()
	if then.IsZero() || now.IsZero() {
		return -1
	}
	return int(now.Unix() - then.Unix())
}

// codeDamaged finds a code that lost or gained something on the way. Codes are
// of one length in every PIM.
func (x *examination) codeDamaged(p *param) {
	var found *Finding
	for _, whole := range x.issues() {
		longer, shorter := whole.code, p.value
		if len(longer) < len(shorter) {
			longer, shorter = shorter, longer
		}
		if longer != shorter && len(shorter) > 20 && strings.Contains(longer, shorter) {
			found = x.findIn(p, "app_code_cut", Certain)
			x.asBefore(found, whole.n)
			x.fixMember(found, "code", whole.code)
		}
	}
	if found == nil {
		switch trimmed := strings.TrimFunc(p.value, isStray); {
		case len(trimmed) == codeLength && len(p.value) > codeLength:
			found = x.findIn(p, "app_code_cut", Certain)
			x.fixMember(found, "code", trimmed)
		case len(p.value) != codeLength:
			found = x.findIn(p, "app_code_cut", Likely)
		default:
			return
		}
	}
	found.number("length", len(p.value))
}

// exchangedBefore returns the number of the exchange that used a code up, -1
// if there is none.
func (x *examination) exchangedBefore(code string) int {
	for i := range x.before {
		e := x.past(i)
		if e.route == routeAppToken && e.q.URL != "" && e.r.Status == 200 && paramOf(e.body.params, "code").value == code {
			if _, err := authcore.ParseAppToken(e.r); err == nil {
				return i
			}
		}
	}
	return -1
}

// issued returns where a code was issued, nil if that was not seen.
func (x *examination) issued(code string) *issue {
	all := x.issues()
	for i := range all {
		if all[i].code == code {
			return &all[i]
		}
	}
	return nil
}

// issues returns the codes that were seen on their way: where the PIM sends a
// browser, or where a browser came to.
func (x *examination) issues() []issue {
	var all []issue
	for n := range x.before {
		c := &x.before[n]
		if c.Request == nil {
			continue
		}
		address, _ := locationOf(c.Response)
		if r := c.Response; r != nil && address == "" && len(r.Body) < 1<<16 {
			v, _ := jsontext.Parse(r.Body) // of the consent
			object, _ := v.(jsontext.Object)
			to, _ := object.Get("redirectUrl")
			address, _ = to.(string)
		}
		code := codeIn(address)
		byPIM := code != ""
		if r, _ := routeOf(pathOf(c.Request.URL)); !byPIM && r == routeOther {
			code = codeIn(c.Request.URL)
		}
		if code != "" {
			all = append(all, issue{code, n, byPIM})
		}
	}
	return all
}

func codeIn(address string) string {
	return inQueryOf(address, "code").value
}

// clientIn returns the App that an authorization, or the consent to it, is for.
func clientIn(address string) string {
	if p := inQueryOf(address, "client_id"); p != noParam {
		return p.value
	}
	if path := pathOf(address); strings.Contains(path, "/rest/apps/confirm-") {
		return path[strings.LastIndexByte(path, '/')+1:]
	}
	return ""
}

// pathOf returns the path of an address as it is written.
func pathOf(address string) string {
	u, _ := urltext.Parse(address)
	return u.Path
}

// locationOf returns where an answer leads to, and its line; -1: nowhere.
func locationOf(r *authcore.Response) (string, int) {
	if r != nil {
		if line := lineOf(r.Header, "Location"); line >= 0 {
			return r.Header[line].Value, line
		}
	}
	return "", -1
}
