// Whose a client ID and a secret are: whether they are the pair that was
// meant, and what else they may be.

package diagnose

import "strings"

// order looks at what the two are, whatever has crept into them.
func (p *pair) order() {
	id, secret := p.cureID, p.cureSecret
	c := &p.known.Client
	same := c.ID != "" && id == c.ID && (secret == c.Secret || c.Secret == "")
	if id == "" || secret == "" || same || p.isKnown() {
		return
	}
	p.cureID, p.cureSecret = "", "" // nothing but the pair that was meant
	environment := p.environmentOf(id, secret)
	user := p.isUserPair(id, secret)
	code, certainty := "", Certain
	part, length := partBoth, 0
	switch {
	case c.ID != "" && id == c.Secret && secret == c.ID, hasRow(secret) && !hasRow(id) && (len(secret) > 20 || !strings.Contains(id, "_")):
		code, p.cureID, p.cureSecret = "basic_swapped", secret, id
	case environment != "":
		code = "basic_other_environment name"
	case p.isApp(id, secret):
		code = "basic_app"
	case user != RuledOut:
		code, certainty = "basic_user", user
	case p.rowLost(id):
		code, part, length = "basic_row_lost", partID, len(p.id)
	default:
		if c.ID != "" && !p.found {
			p.differs(id)
		}
		return
	}
	p.fault(code, certainty, part, 0, length, environment)
}

// environmentOf returns the name of the other PIM that the pair, or half of
// it, is of.
func (p *pair) environmentOf(id, secret string) string {
	for i := range p.known.Others {
		e := &p.known.Others[i]
		o := &e.Client
		if o.ID == "" || e.PIM != "" && e.PIM == p.known.PIM {
			continue
		}
		// Every first client of a PIM has the same row number, none the same
		// random part.
		if id == o.ID && id != p.known.Client.ID || secret == o.Secret && secret != p.known.Client.Secret {
			return e.Name
		}
	}
	return ""
}

// isApp reports whether the two, neither of them empty, are an App's.
func (p *pair) isApp(id, secret string) bool {
	k := &p.known
	if isUUID(id) || isToken(secret) || id == k.AppClientID || secret == k.AppSecret {
		return true
	}
	for i := range k.Others {
		if id == k.Others[i].AppClientID {
			return true
		}
	}
	return false
}

// isUserPair says how sure it is that the two are a username and a password.
func (p *pair) isUserPair(id, secret string) Certainty {
	password := len(secret) == 9 && consists(strings.ToLower(secret), figures+"abcdef")
	switch {
	case hasRow(id):
		return RuledOut
	case id == p.known.Username, id == p.value("username"), isUser(id) && password:
		return Certain
	case isUser(id), strings.Contains(id, "@"), id == "admin":
		return Likely
	}
	return RuledOut
}

// rowLost reports whether the ID lacks the number, or the underscore, that it
// begins with.
func (p *pair) rowLost(id string) bool {
	row, lacks := strings.CutSuffix(p.known.Client.ID, id)
	bare, underscored := strings.CutPrefix(id, "_")
	return lacks && hasRow(p.known.Client.ID) && (underscored || strings.HasSuffix(row, "_")) || isRandom(bare)
}

// differs finds where the pair stops being the one that was meant.
func (p *pair) differs(id string) {
	part, got, meant := partID, p.id, p.known.Client.ID
	if id == meant {
		part, got, meant = partSecret, p.secret, p.known.Client.Secret
	}
	at := 0
	for at < min(len(got), len(meant)) && got[at] == meant[at] {
		at++
	}
	p.fault("basic_known_differs part at", Certain, part, at, len(got), part)
}
