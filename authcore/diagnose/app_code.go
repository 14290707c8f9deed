// The code of an App's exchange: whether it can be told to be used, too old or
// damaged.

package diagnose

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

const (
	codeLength   = 86
	codeLifetime = 30 * time.Second // the last second is still good
)

// An issue is where a code was seen on its way to the App.
type issue struct {
	code   string
	n      int // of the case
	at     time.Time
	client string // that it was issued to, "" if that is not known
	origin string // of the PIM, likewise
	mark   Mark
}

func codeOfApp(x *examination) {
	p, ok := x.param("code")
	if x.route != routeAppToken || !x.sent || !ok || p.value == "" || isCovered(p.value) || !x.appReads() {
		return
	}
	mark := x.inBody(p.from, p.to)
	notValid, expired := x.saysOfCode()
	if n := x.exchangedBefore(p.value); n >= 0 && !expired {
		x.find("app_code_used", Certain).number("n", n+1).because(mark)
		return
	}
	from := x.issued(p.value)
	switch {
	case expired:
		x.codeExpired(from, Certain, mark)
		x.ruleOut("app_code_used", "code_expired_said")
		x.ruleOut("app_code_unknown", "code_expired_said")
		return
	case from != nil && !notValid && x.age(from) > codeLifetime:
		x.codeExpired(from, Certain, mark)
		return
	}
	x.codeDamaged(p, mark)
	switch {
	case x.tokenOfOther(p.value):
		x.find("app_code_other", Certain).because(mark)
	case from == nil:
	case from.origin != "" && x.q.URL != "" && from.origin != originOf(x.q.URL):
		x.find("app_code_other", Certain).because(mark, from.mark)
	case from.client != "" && from.client != x.value("client_id"):
		// A PIM does not compare the two, so that something else may be the reason.
		certainty := Likely
		if x.answer == none {
			certainty = Possible
		}
		x.find("app_code_other", certainty).because(mark, from.mark)
	}
	if x.answer != appGrant {
		return
	}
	if notValid {
		x.ruleOut("app_code_expired", "code_not_valid_said")
	} else if from != nil && x.age(from) >= 0 {
		x.ruleOut("app_code_expired", "code_young")
	} else {
		x.codeExpired(nil, Possible, mark)
	}
	if from == nil {
		x.find("app_code_unknown", Possible).because(mark)
		return
	}
	// It was there, and is gone: an exchange that was not seen used it.
	x.ruleOut("app_code_unknown", "code_seen")
	used := Possible
	if notValid {
		used = Likely
	}
	x.find("app_code_used", used).arg("n", "").because(mark)
}

// tokenOfOther reports whether a code is known to come from another PIM.
func (x *examination) tokenOfOther(code string) bool {
	for _, e := range x.known.Others {
		if slices.Contains(e.Tokens, code) {
			return true
		}
	}
	return false
}

// saysOfCode returns what a PIM since 7.0 says of the code that it refuses.
func (x *examination) saysOfCode() (notValid, expired bool) {
	return strings.Contains(x.message, "Code is not valid"), strings.Contains(x.message, "Code has expired")
}

func (x *examination) codeExpired(from *issue, certainty Certainty, mark Mark) {
	found := x.find("app_code_expired", certainty)
	if age := x.age(from); age > codeLifetime {
		seconds := strconv.Itoa(int(age / time.Second))
		found.arg("seconds", seconds).arg("age", seconds+" s").because(mark, from.mark)
		return
	}
	found.arg("age", "code_age_unknown").because(mark)
}

// age returns how old a code was when it was exchanged, in whole seconds;
// below 0: not known.
func (x *examination) age(from *issue) time.Duration {
	now := x.this.At
	if now.IsZero() {
		now = x.known.Now
	}
	if from == nil || from.at.IsZero() || now.IsZero() {
		return -1
	}
	return time.Duration(now.Unix()-from.at.Unix()) * time.Second
}

// codeDamaged finds a code that lost or gained something on the way. Codes are
// of one length in every PIM.
func (x *examination) codeDamaged(p param, mark Mark) {
	found := (*Finding)(nil)
	for _, whole := range x.issues() {
		longer, shorter := whole.code, p.value
		if len(longer) < len(shorter) {
			longer, shorter = shorter, longer
		}
		if longer != shorter && len(shorter) > 20 && strings.Contains(longer, shorter) {
			found = x.find("app_code_cut", Certain).because(mark, whole.mark).fix(x.withMember("code", whole.code))
		}
	}
	if found == nil {
		trimmed := strings.TrimFunc(p.value, isStray)
		switch {
		case len(trimmed) == codeLength && trimmed != p.value:
			found = x.find("app_code_cut", Certain).because(mark).fix(x.withMember("code", trimmed))
		case len(p.value) != codeLength:
			found = x.find("app_code_cut", Likely).because(mark)
		default:
			return
		}
	}
	found.number("length", len(p.value))
}

// exchangedBefore returns the number of the exchange that used a code up, -1
// if there is none.
func (x *examination) exchangedBefore(code string) int {
	for i, c := range x.before {
		if c.Request == nil || c.Response == nil || c.Response.Status != 200 {
			continue
		}
		if r, _ := routeOf(pathOf(c.Request.URL)); r != routeAppToken {
			continue
		}
		if p, ok := paramOf(bodyOf(*c.Request).params, "code"); ok && p.value == code {
			if _, err := authcore.ParseAppToken(*c.Response); err == nil {
				return i
			}
		}
	}
	return -1
}

// issued returns where a code was issued, nil if that was not seen.
func (x *examination) issued(code string) *issue {
	for _, i := range x.issues() {
		if i.code == code {
			return &i
		}
	}
	return nil
}

// issues returns the codes that were seen on their way: where the PIM sends a
// browser, or where a browser came to.
func (x *examination) issues() []issue {
	var all []issue
	for n, c := range x.before {
		if c.Request == nil {
			continue
		}
		address := ""
		if c.Response != nil {
			address, _ = locationOf(c.Response)
			if address == "" && len(c.Response.Body) < 1<<16 {
				v, _ := jsontext.Parse(c.Response.Body) // of the consent
				object, _ := v.(jsontext.Object)
				to, _ := object.Get("redirectUrl")
				address, _ = to.(string)
			}
		}
		i := issue{n: n, at: c.At, mark: Mark{In: "earlier", Part: "url", Line: n, To: len(c.Request.URL)}}
		if code := codeIn(address); code != "" {
			i.code, i.origin = code, originOf(c.Request.URL)
			i.client = clientIn(c.Request.URL)
			all = append(all, i)
		} else if r, _ := routeOf(pathOf(c.Request.URL)); r == routeOther && codeIn(c.Request.URL) != "" {
			i.code = codeIn(c.Request.URL)
			all = append(all, i)
		}
	}
	return all
}

func codeIn(address string) string {
	query, _ := rawQuery(address)
	p, _ := paramOf(query, "code")
	return p.value
}

// clientIn returns the App that an authorization, or the consent to it, is for.
func clientIn(address string) string {
	query, _ := rawQuery(address)
	if p, ok := paramOf(query, "client_id"); ok {
		return p.value
	}
	path := pathOf(address)
	if strings.Contains(path, "/rest/apps/confirm-") {
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
		for i, f := range r.Header {
			if strings.EqualFold(f.Name, "Location") {
				return f.Value, i
			}
		}
	}
	return "", -1
}
