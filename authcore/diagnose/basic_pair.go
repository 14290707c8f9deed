// A client ID and a secret once they are read, from a header or from a body:
// where they stand, and what has crept into them.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// A pair is what the PIM reads as client ID and secret.
type pair struct {
	*examination
	id, secret string
	inBody     bool
	alone      bool // there is an ID only, as of Apps

	mark func(part string, from, to int) Mark     // bytes of a part
	with func(id, secret string) authcore.Request // the request with another pair

	found bool // something is wrong
}

// inHeaderPair returns the pair that the base64 of the header says, nil if it
// is none.
func (x *examination) inHeaderPair(decoded string) *pair {
	id, secret, ok := strings.Cut(decoded, ":")
	if !ok {
		return nil
	}
	return &pair{examination: x, id: id, secret: secret,
		mark: func(part string, from, to int) Mark {
			if part == "secret" {
				from, to = from+len(id)+1, to+len(id)+1
			}
			return x.decoded(from, to)
		},
		with: func(id, secret string) authcore.Request { return x.withPair(id + ":" + secret) },
	}
}

// inBodyPair returns the client that the body names, nil if there is none.
func (x *examination) inBodyPair() *pair {
	id, hasID := x.param("client_id")
	secret, hasSecret := x.param("client_secret")
	if !hasID && !hasSecret {
		return nil
	}
	return &pair{examination: x, id: id.value, secret: secret.value, inBody: true,
		mark: func(part string, from, to int) Mark {
			if part == "secret" {
				return x.inParam(secret, from, to)
			}
			return x.inParam(id, from, to)
		},
		with: func(newID, newSecret string) authcore.Request {
			q := x.withParams(map[string]string{"client_id": newID, "client_secret": newSecret})
			if !hasSecret && newSecret != "" {
				changed := &examination{q: q, body: bodyOf(q)}
				q = changed.withParam("client_secret", newSecret)
			}
			return q
		},
	}
}

// look looks at the whole pair.
func (p *pair) look() {
	if isCovered(p.id) || isCovered(p.secret) {
		return
	}
	if p.placeholders() {
		return
	}
	p.empty()
	p.part("client_id", p.id)
	if !p.alone {
		p.part("secret", p.secret)
		p.wrapped()
		p.order()
	}
	if p.answer == clientRefused {
		p.ruleOutRest()
	}
}

// add adds a finding that is proved unless it is said to be less.
func (p *pair) add(code string, certainty Certainty) *Finding {
	p.found = true
	return p.find(code, certainty)
}

// cured gives the finding the pair that was meant; of one that is not known,
// the pair as it stands without what does not belong in it.
func (p *pair) cured(f *Finding, id, secret string) {
	if c := p.known.Client; c.ID != "" && c.Secret != "" && !p.alone {
		id, secret = c.ID, c.Secret
	}
	if id != "" && (secret != "" || p.alone) {
		p.cure(f, p.with(id, secret))
	}
}

func (p *pair) placeholders() bool {
	if p.isKnown() {
		return false
	}
	id, secret := isPlaceholder(p.id), !p.alone && isPlaceholder(p.secret)
	part := "pair"
	switch {
	case id && secret:
	case isSample(cleaned(p.id), cleaned(p.secret)) && !strings.HasSuffix(p.known.Client.ID, "_"+p.id):
		id, secret = true, true
	case id:
		part = "client_id"
	case secret:
		part = "secret"
	default:
		return false
	}
	f := p.add("basic_placeholder", Certain).arg("part", part)
	if id {
		f.because(p.mark("client_id", 0, len(p.id)))
	}
	if secret {
		f.because(p.mark("secret", 0, len(p.secret)))
	}
	p.cured(f, "", "")
	return true
}

func (p *pair) isKnown() bool {
	c := p.known.Client
	return c.ID != "" && p.id == c.ID && p.secret == c.Secret
}

func (p *pair) empty() {
	part := ""
	switch {
	case p.id == "":
		part = "client_id"
	case p.secret == "" && !p.alone:
		part = "secret"
	default:
		return
	}
	f := p.add("basic_empty", Certain).arg("part", part)
	if _, here := p.param("client_" + strings.TrimPrefix(part, "client_")); here || !p.inBody {
		f.because(p.mark(part, 0, 0))
	}
	p.cured(f, "", "")
}

// part looks at what stands in the client ID or the secret and does not belong
// there.
func (p *pair) part(part, text string) {
	if text == "" {
		return
	}
	// A secret that is known to hold a blank is none that a PIM made up, but
	// it is the one that was meant.
	meant := part == "secret" && p.isKnown()
	before, after, inside, core := strays(text)
	if before != nil {
		p.stray(part, *before, map[string]string{"client_id": "start", "secret": "secret_start"}[part], Certain)
	}
	if after != nil {
		p.stray(part, *after, map[string]string{"client_id": "id_end", "secret": "end"}[part], Certain)
	}
	for _, s := range inside {
		certainty := Certain
		if part == "secret" && s.kind == "blank" {
			certainty = Likely
		}
		if !meant {
			p.stray(part, s, "inside", certainty)
		}
	}
	visible := text[core[0]:core[1]]
	if name, front, back := quoted(visible); front+back > 0 && !p.isWrapped() && !meant {
		certainty := Certain
		if part == "secret" && (front == 0 || back == 0) {
			certainty = Likely // one alone may be a letter like others
		}
		f := p.add("basic_quotes", certainty).arg("char", name).arg("part", part)
		if front > 0 {
			f.because(p.mark(part, core[0], core[0]+front))
		}
		if back > 0 {
			f.because(p.mark(part, core[1]-back, core[1]))
		}
		p.cured(f, cleaned(p.id), cleaned(p.secret))
	}
	if at := percented(text); at >= 0 && !meant {
		certainty := Certain
		if part == "secret" && !isRandom(cleaned(text)) && !(p.known.Client.Secret != "" && cleaned(text) == p.known.Client.Secret) {
			certainty = Likely
		}
		p.cured(p.add("basic_percent", certainty).arg("part", part).because(p.mark(part, at, at+3)), cleaned(p.id), cleaned(p.secret))
	}
}

func (p *pair) stray(part string, s stray, where string, certainty Certainty) {
	f := p.add("basic_"+s.kind, certainty).arg("what", s.what).arg("where", where).arg("part", part).number("at", s.from)
	f.because(p.mark(part, s.from, s.to))
	p.cured(f, cleaned(p.id), cleaned(p.secret))
}

// isWrapped reports whether one pair of quotes stands around both.
func (p *pair) isWrapped() bool {
	_, front, back := quoted(p.id)
	_, front2, back2 := quoted(strings.TrimRight(p.secret, "\r\n \t"))
	return !p.inBody && front > 0 && back == 0 && front2 == 0 && back2 > 0
}

func (p *pair) wrapped() {
	if !p.isWrapped() {
		return
	}
	name, front, _ := quoted(p.id)
	end := len(strings.TrimRight(p.secret, "\r\n \t"))
	_, _, back := quoted(p.secret[:end])
	f := p.add("basic_quotes", Certain).arg("char", name).arg("part", "pair")
	f.because(p.mark("client_id", 0, front), p.mark("secret", end-back, end))
	p.cured(f, cleaned(p.id), cleaned(p.secret))
}

// appClientID looks at the client ID of an App, as far as it can be known
// without a list of Apps.
func appClientID(x *examination) {
	if x.route != routeAppToken || !x.sent {
		return
	}
	if p := x.inBodyPair(); p != nil && p.id != "" {
		p.alone, p.secret = true, ""
		if !isCovered(p.id) {
			p.placeholders()
		}
	}
}

// refusedClient says what is left if the client is refused and nobody sees
// why.
func refusedClient(x *examination) {
	if x.answer != clientRefused {
		return
	}
	for _, f := range x.found {
		if f.Certainty != RuledOut && of(f.Code).fits(clientRefused) {
			return
		}
	}
	x.find("client_refused", Possible).because(x.inMessage())
}
