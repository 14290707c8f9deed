// A web server or proxy that takes the header Authorization away. The PIM's
// answer is then the same as to a wrong pair; two requests tell them apart.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A probed is what earlier exchanges with the PIM tell of the header's fate.
type probed struct {
	arrives      int  // the number of one whose header the PIM has read; -1: none
	probed       bool // one of them was the probe for it
	headerFails  int  // of one whose header did not make the PIM know the client
	bodyAccepted int  // of one with the same pair in the body, which the PIM took
	bodyRefused  int  // and of one in which it did not take it
}

// stripped is for a request whose header is right by its form, and a PIM that
// answers as if there were none.
func stripped(x *examination) {
	missing := x.answer == tokenMissing
	refused := x.answer == clientRefused
	switch {
	case refused && x.route == routeToken:
		strippedPair(x)
	case missing && (x.route == routeAPI || x.route == routeAppScopes):
		strippedToken(x)
	case (missing || refused) && !x.sent:
		x.tell(Possible, x.atMessage(), strippedCode, "")
	}
}

const strippedCode = "authorization_stripped"

func strippedPair(x *examination) {
	id, secret, ok := strings.Cut(string(x.auth.pair), ":")
	if !strings.EqualFold(x.auth.scheme, "Basic") || !ok {
		// A request without a header tells nothing of one with it, and with a
		// pair in the body no header has to arrive.
		if x.value("client_id") != "" && x.value("client_secret") != "" && x.auth.line < 0 {
			x.ruleOut(strippedCode, "pair_in_body")
		}
		return
	}
	client := &authcore.Client{ID: id, Secret: secret}
	meant := x.known.Client == *client
	p := x.probed(client)
	switch {
	case p.bodyRefused >= 0:
		x.refuseClient(p.bodyRefused)
		x.ruleOut(strippedCode, "pair_refused_in_body")
		return
	case p.arrives >= 0:
		by, ended := x.revokedAfter(p.arrives, id, "")
		if p.probed || ended >= 0 || !meant {
			x.ruleOut(strippedCode, "header_arrives")
			x.endedPair(p.arrives, by, ended)
			return
		}
	}
	if x.faultyHeader() {
		return
	}
	f := x.tell(Possible, x.atAuth(0, len(x.auth.value)), strippedCode, "")
	switch {
	case p.bodyAccepted >= 0:
		f.Certainty = Certain
		f.since(x, p.bodyAccepted)
	case meant, hasRow(id) && isRandom(strings.TrimLeft(id, figures)[1:]) && isRandom(secret):
		// It is what a PIM makes, to the last letter.
		f.Certainty = Likely
	}
	if f.Certainty != Certain {
		x.probePair(f, client)
	}
	x.pairInBody(f, client)
}

// endedPair is for a pair that the PIM knew before, in exchange n.
func (x *examination) endedPair(n int, by string, ended int) {
	f := x.tell(Likely, x.earlier(n), "token_revoked what=ended_pair", "")
	if isOneOf("secret_regenerated connection_deleted client_revoked reset", by) {
		f.Certainty = Certain
		f.since(x, ended)
	} else {
		by = "ended_unseen"
	}
	f.arg("by", by)
}

// strippedToken is for a bearer token that did not reach the PIM.
func strippedToken(x *examination) {
	token, at := bearer(x.auth.value)
	if token == "" {
		return
	}
	f := x.tell(Likely, x.atAuth(at, at+len(token)), strippedCode, "")
	client := x.knownPair()
	if client == nil {
		return
	}
	if p := x.probed(client); p.headerFails >= 0 && p.bodyAccepted >= 0 {
		f.Certainty = Certain
		f.since(x, p.headerFails).since(x, p.bodyAccepted)
		return
	}
	// That headers arrived before says little: what stands between may have
	// changed, and the PIM says that this one did not.
	x.probePair(f, client)
}

// knownPair is the pair that a probe may use: the one that is meant, or the
// one of the last token; nil: there is none.
func (x *examination) knownPair() *authcore.Client {
	if c := &x.known.Client; c.ID != "" && c.Secret != "" {
		return c
	}
	for i := len(x.before) - 1; i >= 0; i-- {
		if e := x.past(i); e.route == routeToken && e.answer == success {
			if id, secret := e.clientSent(); id != "" && secret != "" {
				return &authcore.Client{ID: id, Secret: secret}
			}
		}
	}
	return nil
}

// clientSent is the pair that a token request holds, in its header or body.
func (x *examination) clientSent() (id, secret string) {
	if strings.EqualFold(x.auth.scheme, "Basic") {
		if id, secret, _ = strings.Cut(string(x.auth.pair), ":"); id != "" {
			return id, secret
		}
	}
	return x.value("client_id"), x.value("client_secret")
}

// probed reads what earlier exchanges with this host tell.
func (x *examination) probed(pair *authcore.Client) *probed {
	p := &probed{arrives: -1, headerFails: -1, bodyAccepted: -1, bodyRefused: -1}
	for i := range x.before {
		e := x.past(i)
		id, secret := e.clientSent()
		if e.route != routeToken || id != pair.ID || secret != pair.Secret || !strings.EqualFold(hostOf(e.q.URL), hostOf(x.q.URL)) {
			continue
		}
		inHeader, inBody := e.auth.line >= 0, e.value("client_id") != ""
		refused := e.answer == clientRefused
		// All that a PIM looks at after the client says that it knew it.
		accepted := e.answer == success || e.came && e.reached() > client && e.reached() <= scope
		switch {
		case inHeader == inBody:
		case inHeader && accepted:
			p.arrives, p.probed = i, p.probed || e.answer == grantRefused
		case inHeader && refused:
			p.headerFails = i
		case inBody && accepted:
			p.bodyAccepted = i
		case inBody && refused:
			p.bodyRefused = i
		}
	}
	return p
}

// faultyHeader reports whether something is wrong with the pair itself.
func (x *examination) faultyHeader() bool {
	for _, f := range x.found {
		if strings.HasPrefix(f.Code, "basic_") && f.Certainty < Possible {
			return true
		}
	}
	return false
}

// refuseClient makes it certain that the pair is wrong.
func (x *examination) refuseClient(n int) {
	f := x.one("client_refused")
	if f == nil {
		f = x.find("client_refused", Certain)
	}
	f.Certainty = Certain
	f.since(x, n)
}

// withMembers is a JSON object with the pair at its end.
func withMembers(o jsontext.Object, client *authcore.Client) []byte {
	pair := jsontext.Object{{Name: "client_id", Value: client.ID}, {Name: "client_secret", Value: client.Secret}}
	return jsontext.Append(nil, append(o[:len(o):len(o)], pair...))
}

// probePair adds the two requests that decide: both hold the pair and no user,
// so that a PIM that knows the pair misses the user, and one that does not says
// so, and neither gives a token.
func (x *examination) probePair(f *Finding, client *authcore.Client) {
	u, err := urltext.Parse(x.q.URL)
	i := strings.Index(u.Path, x.path)
	if err != nil || i < 0 || client.ID == "" {
		return
	}
	u.Path, u.RawQuery, u.HasQuery, u.Fragment, u.HasFragment = u.Path[:i]+tokenPath, "", false, "", false
	y := &examination{q: authcore.Request{Method: "POST", URL: u.String()}}
	y.q.Header.Add("Content-Type", typeOfJSON)
	body := jsontext.Object{{Name: "grant_type", Value: "password"}}
	y.q.Body = jsontext.Append(nil, body)
	f.probe("pair_in_header", y.withPair(client.ID+":"+client.Secret))
	y.q.Body = withMembers(body, client)
	f.probe("pair_in_body", y.q)
}

// pairInBody sets the pair into the request's body, which nothing on the way
// takes away.
func (x *examination) pairInBody(f *Finding, client *authcore.Client) {
	var text []byte
	switch x.body.mediaType {
	case typeOfJSON:
		v, _ := jsontext.Parse(x.q.Body)
		o, ok := v.(jsontext.Object)
		if !ok {
			return
		}
		text = withMembers(o, client)
	case "application/x-www-form-urlencoded":
		text = []byte(string(x.q.Body) + "&client_id=" + urltext.QueryEscape(client.ID) + "&client_secret=" + urltext.QueryEscape(client.Secret))
	default:
		return
	}
	if len(text) <= 300 {
		q := x.fixed(f)
		q.Body = text
		q.Header = append(authcore.Header(nil), q.Header...)
		q.Header.Del("Authorization")
	}
}
