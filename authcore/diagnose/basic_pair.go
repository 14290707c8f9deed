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
	alone      bool // there is an ID only, as of Apps

	inBody            bool
	idParam, keyParam *param // of the body; noParam: there is none of the name

	cureID, cureSecret string // what faults are cured by if the pair that was meant is not known
	found              bool   // something is wrong
}

// The parts of a pair.
const (
	partID     = "client_id"
	partSecret = "secret"
	partBoth   = "pair"
)

// inHeaderPair returns the pair that the base64 of the header says, nil if it
// is none.
func (x *examination) inHeaderPair(decoded string) *pair {
	id, secret, ok := strings.Cut(decoded, ":")
	if !ok {
		return nil
	}
	return &pair{examination: x, id: id, secret: secret}
}

// inBodyPair returns the client that the body names, nil if there is none.
func (x *examination) inBodyPair() *pair {
	p := &pair{examination: x, inBody: true, idParam: x.member("client_id"), keyParam: x.member("client_secret")}
	if p.idParam == noParam && p.keyParam == noParam {
		return nil
	}
	p.id, p.secret = p.idParam.value, p.keyParam.value
	return p
}

// mark adds bytes of a part to a finding; of both there are all.
func (p *pair) mark(f *Finding, part string, from, to int) {
	if part == partBoth {
		p.mark(f, partID, 0, len(p.id))
		p.mark(f, partSecret, 0, len(p.secret))
		return
	}
	at, shift := p.idParam, 0
	if part == partSecret {
		at, shift = p.keyParam, len(p.id)+1
	}
	if !p.inBody {
		f.because(p.decoded(shift+from, shift+to))
	} else if at != noParam {
		p.markParam(f, at, from, to)
	}
}

// with returns the request with another pair.
func (p *pair) with(id, secret string) authcore.Request {
	if !p.inBody {
		return p.withPair(id + ":" + secret)
	}
	q := p.withValue("client_id", id)
	changed := &examination{q: q, body: bodyOf(q)}
	if p.keyParam == noParam {
		return changed.withParam("client_secret", secret)
	}
	return changed.withValue("client_secret", secret)
}

// look looks at the whole pair.
func (p *pair) look() {
	if isCovered(p.id) || isCovered(p.secret) || p.placeholders() {
		return
	}
	if p.id == "" {
		p.fault("basic_empty part=client_id", Certain, partID, 0, 0)
	} else if p.secret == "" {
		p.fault("basic_empty part=secret", Certain, partSecret, 0, 0)
	}
	p.cureID, p.cureSecret = cleaned(p.id), cleaned(p.secret)
	p.part(partID, p.id, "start", "id_end")
	p.part(partSecret, p.secret, "secret_start", "end")
	p.wrapped()
	p.order()
	if p.answer == clientRefused {
		p.ruleOutRest()
	}
}

// fault adds a finding with the bytes of a part that show it, and its cure.
// Where the bytes begin is one more value.
func (p *pair) fault(code string, certainty Certainty, part string, from, to int, values ...string) {
	f := p.sayAt(code, certainty, from, values)
	p.mark(f, part, from, to)
	p.cured(f)
}

// cured gives the finding the pair that was meant; of one that is not known,
// the pair as it stands without what does not belong in it.
func (p *pair) cured(f *Finding) {
	p.found = true
	id, secret := p.cureID, p.cureSecret
	if c := &p.known.Client; c.ID != "" && c.Secret != "" && !p.alone {
		id, secret = c.ID, c.Secret
	}
	if id != "" && secret != "" {
		p.cure(f, p.with(id, secret))
	}
}

func (p *pair) placeholders() bool {
	if p.isKnown() {
		return false
	}
	id, secret := isPlaceholder(p.id), !p.alone && isPlaceholder(p.secret)
	part, length := partBoth, 0
	switch {
	case id && secret, isSample(cleaned(p.id), cleaned(p.secret)) && !strings.HasSuffix(p.known.Client.ID, "_"+p.id):
	case id:
		part, length = partID, len(p.id)
	case secret:
		part, length = partSecret, len(p.secret)
	default:
		return false
	}
	p.fault("basic_placeholder part", Certain, part, 0, length, part)
	return true
}

func (p *pair) isKnown() bool {
	c := &p.known.Client
	return c.ID != "" && p.id == c.ID && p.secret == c.Secret
}

// part looks at what stands in the client ID or the secret and does not belong
// there. start and end are what the words call its edges.
func (p *pair) part(part, text, start, end string) {
	if text == "" {
		return
	}
	isSecret := part == partSecret
	// A secret that is known to hold a blank is none that a PIM made up, but
	// it is the one that was meant.
	meant := isSecret && p.isKnown()
	found, core := strays(text)
	for i := range found {
		s := &found[i]
		kind := kindOf(s.what)
		where, certainty := "inside", Certain
		switch {
		case s.from == 0:
			where = start
		case s.to == len(text):
			where = end
		case meant:
			continue
		case isSecret && kind == "blank":
			certainty = Likely
		}
		p.fault("basic_"+kind+" what where part at", certainty, part, s.from, s.to, s.what, where, part)
	}
	if meant {
		return
	}
	if name, front, back := quoted(text[core.from:core.to]); front+back > 0 && !p.isWrapped() {
		certainty := Certain
		if isSecret && (front == 0 || back == 0) {
			certainty = Likely // one alone may be a letter like others
		}
		f := p.say("basic_quotes char part", certainty, name, part)
		if front > 0 {
			p.mark(f, part, core.from, core.from+front)
		}
		if back > 0 {
			p.mark(f, part, core.to-back, core.to)
		}
		p.cured(f)
	}
	if at := percented(text); at >= 0 {
		certainty := Certain
		if isSecret && !isRandom(p.cureSecret) && (p.cureSecret == "" || p.cureSecret != p.known.Client.Secret) {
			certainty = Likely
		}
		p.fault("basic_percent part", certainty, part, at, at+3, part)
	}
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
	f := p.say("basic_quotes char part=pair", Certain, name)
	p.mark(f, partID, 0, front)
	p.mark(f, partSecret, end-back, end)
	p.cured(f)
}

// appClientID looks at the client ID of an App, as far as it can be known
// without a list of Apps.
func appClientID(x *examination) {
	if x.route != routeAppToken || !x.sent {
		return
	}
	if p := x.inBodyPair(); p != nil && p.id != "" && !isCovered(p.id) {
		p.alone, p.secret = true, ""
		p.placeholders()
	}
}

// refusedClient says what is left if the client is refused and nobody sees
// why.
func refusedClient(x *examination) {
	if x.answer == clientRefused && !x.foundCause() {
		x.find("client_refused", Possible).because(x.inMessage())
	}
}

// foundCause reports whether something was found that would bring the answer.
func (x *examination) foundCause() bool {
	for _, f := range x.found {
		if c := of(f.Code); f.Certainty != RuledOut && c.fits(x.answer) {
			return true
		}
	}
	return false
}
