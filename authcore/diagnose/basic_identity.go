// Whose a client ID and a secret are: whether they are the pair that was
// meant, and what else they may be.

package diagnose

import "strings"

// order looks at what the two are, whatever has crept into them.
func (p *pair) order() {
	id, secret := cleaned(p.id), cleaned(p.secret)
	c := p.known.Client
	whole := []Mark{p.mark("client_id", 0, len(p.id)), p.mark("secret", 0, len(p.secret))}
	same := c.ID != "" && id == c.ID && (secret == c.Secret || c.Secret == "")
	if id == "" || secret == "" || same || p.isKnown() {
		return
	}
	environment := p.environmentOf(id, secret)
	certainty, isUser := p.isUserPair(id, secret)
	switch {
	case c.ID != "" && id == c.Secret && secret == c.ID, hasRow(secret) && !hasRow(id) && (len(secret) > 20 || !strings.Contains(id, "_")):
		p.cured(p.add("basic_swapped", Certain).because(whole...), secret, id)
	case environment != "":
		p.cured(p.add("basic_other_environment", Certain).arg("name", environment).because(whole...), "", "")
	case p.isApp(id, secret):
		p.cured(p.add("basic_app", Certain).because(whole...), "", "")
	case isUser:
		p.cured(p.add("basic_user", certainty).because(whole...), "", "")
	case p.rowLost(id):
		p.cured(p.add("basic_row_lost", Certain).because(p.mark("client_id", 0, len(p.id))), "", "")
	case c.ID != "" && !p.found:
		p.differs(id, secret)
	}
}

// environmentOf returns the name of the other PIM that the pair, or half of
// it, is of.
func (p *pair) environmentOf(id, secret string) string {
	for _, e := range p.known.Others {
		o := e.Client
		if o.ID == "" || e.PIM != "" && e.PIM == p.known.PIM {
			continue
		}
		// Every first client of a PIM has the same row number, none the same
		// random part.
		if id == o.ID && id != p.known.Client.ID || o.Secret != "" && secret == o.Secret && secret != p.known.Client.Secret {
			return e.Name
		}
	}
	return ""
}

func (p *pair) isApp(id, secret string) bool {
	if isUUID(id) || isToken(secret) {
		return true
	}
	k := p.known
	if k.AppClientID != "" && id == k.AppClientID || k.AppSecret != "" && secret == k.AppSecret {
		return true
	}
	for _, e := range k.Others {
		if e.AppClientID != "" && id == e.AppClientID {
			return true
		}
	}
	return false
}

// isUserPair reports whether the two are a username and a password, and how
// sure that is.
func (p *pair) isUserPair(id, secret string) (Certainty, bool) {
	hexadecimal := len(secret) == 9
	for i := range len(secret) {
		hexadecimal = hexadecimal && isHex(secret[i])
	}
	switch name := p.value("username"); {
	case hasRow(id):
		return 0, false
	case p.known.Username != "" && id == p.known.Username, name != "" && id == name, isUser(id) && hexadecimal:
		return Certain, true
	case isUser(id), strings.Contains(id, "@"), id == "admin":
		return Likely, true
	}
	return 0, false
}

// rowLost reports whether the ID lacks the number, or the underscore, that it
// begins with.
func (p *pair) rowLost(id string) bool {
	known := p.known.Client.ID
	if known != "" && hasRow(known) && (strings.HasSuffix(known, "_"+id) || strings.HasSuffix(known, id) && strings.HasPrefix(id, "_")) {
		return true
	}
	return isRandom(strings.TrimPrefix(id, "_"))
}

// differs finds where the pair stops being the one that was meant.
func (p *pair) differs(id, secret string) {
	part, got, meant := "client_id", p.id, p.known.Client.ID
	if id == meant {
		part, got, meant = "secret", p.secret, p.known.Client.Secret
	}
	at := 0
	for at < min(len(got), len(meant)) && got[at] == meant[at] {
		at++
	}
	p.cured(p.add("basic_known_differs", Certain).arg("part", part).number("at", at).because(p.mark(part, at, len(got))), "", "")
}
