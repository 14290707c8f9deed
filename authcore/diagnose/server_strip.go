// A web server or proxy that takes the header Authorization away. The PIM's
// answer is then the same as to a wrong pair; two requests tell them apart.

package diagnose

import (
	"encoding/base64"
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
	switch {
	case x.answer == clientRefused && x.route == routeToken:
		strippedPair(x)
	case x.answer == tokenMissing && (x.route == routeAPI || x.route == routeAppScopes):
		strippedToken(x)
	case (x.answer == tokenMissing || x.answer == clientRefused) && !x.sent:
		x.find("authorization_stripped", Possible).because(x.inMessage())
	}
}

func strippedPair(x *examination) {
	pair := string(x.auth.pair)
	id, secret, ok := strings.Cut(pair, ":")
	client := authcore.Client{ID: id, Secret: secret}
	if !strings.EqualFold(x.auth.scheme, "Basic") || !ok {
		// A request without a header tells nothing of one with it.
		strippedBody(x)
		return
	}
	p := x.probed(client)
	_, ended := x.revokedAfter(p.arrives, id, "")
	switch {
	case p.bodyRefused >= 0:
		x.refuseClient(p.bodyRefused)
		x.ruleOut("authorization_stripped", "pair_refused_in_body")
		return
	case p.arrives >= 0 && (p.probed || ended >= 0 || x.known.Client != client):
		x.ruleOut("authorization_stripped", "header_arrives")
		x.endedPair(p.arrives, id)
		return
	case x.faultyHeader():
		return
	}
	f := x.find("authorization_stripped", Possible).because(x.inHeader(x.auth.line, 0, len(x.auth.value)))
	switch {
	case p.bodyAccepted >= 0:
		f.Certainty = Certain
		f.because(x.earlier(p.bodyAccepted))
	case x.known.Client == client, hasRow(id) && isRandom(strings.TrimLeft(id, figures)[1:]) && isRandom(secret):
		// It is what a PIM makes, to the last letter.
		f.Certainty = Likely
	}
	if f.Certainty != Certain {
		x.probePair(f, client)
	}
	if q, ok := x.pairInBody(client); ok {
		f.fix(q)
	}
}

// endedPair is for a pair that the PIM knew before.
func (x *examination) endedPair(n int, id string) {
	f := x.find("token_revoked", Likely).arg("what", "ended_pair")
	by, at := x.revokedAfter(n, id, "")
	switch by {
	case "secret_regenerated", "connection_deleted", "client_revoked", "reset":
		f.Certainty = Certain
		f.arg("by", by).because(x.earlier(n), x.earlier(at))
	default:
		f.arg("by", "ended_unseen").because(x.earlier(n))
	}
}

// strippedBody is for a pair in the body: no header has to arrive.
func strippedBody(x *examination) {
	id, secret := x.value("client_id"), x.value("client_secret")
	if id == "" || secret == "" || x.auth.line >= 0 {
		return
	}
	x.ruleOut("authorization_stripped", "pair_in_body")
}

// strippedToken is for a bearer token that did not reach the PIM.
func strippedToken(x *examination) {
	token, at := bearer(x.auth.value)
	if token == "" {
		return
	}
	f := x.find("authorization_stripped", Likely).because(x.inHeader(x.auth.line, at, at+len(token)))
	client, known := x.knownPair()
	if !known {
		return
	}
	switch p := x.probed(client); {
	case p.headerFails >= 0 && p.bodyAccepted >= 0:
		f.Certainty = Certain
		f.because(x.earlier(p.headerFails), x.earlier(p.bodyAccepted))
	default:
		// That headers arrived before says little: what stands between may
		// have changed, and the PIM says that this one did not.
		x.probePair(f, client)
	}
}

// knownPair is the pair that a probe may use: the one that is meant, or the
// one of the last token.
func (x *examination) knownPair() (authcore.Client, bool) {
	if x.known.Client.ID != "" && x.known.Client.Secret != "" {
		return x.known.Client, true
	}
	for i := len(x.before) - 1; i >= 0; i-- {
		if e := x.past(i); e.route == routeToken && e.answer == success {
			if id, secret := e.clientSent(); id != "" && secret != "" {
				return authcore.Client{ID: id, Secret: secret}, true
			}
		}
	}
	return authcore.Client{}, false
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
func (x *examination) probed(pair authcore.Client) probed {
	p := probed{arrives: -1, headerFails: -1, bodyAccepted: -1, bodyRefused: -1}
	here, _ := urltext.Parse(x.q.URL)
	for i := range x.before {
		e := x.past(i)
		u, _ := urltext.Parse(e.q.URL)
		if e.route != routeToken || !strings.EqualFold(u.Host, here.Host) {
			continue
		}
		id, secret := e.clientSent()
		same := id == pair.ID && secret == pair.Secret
		inBody := e.value("client_id") != ""
		// All that a PIM looks at after the client says that it knew it.
		accepted := e.answer == success || e.came && e.reached() > client && e.reached() <= scope
		switch {
		case !same:
		case e.auth.line >= 0 && !inBody && accepted:
			p.arrives, p.probed = i, p.probed || e.answer == grantRefused
		case e.auth.line >= 0 && !inBody && e.answer == clientRefused:
			p.headerFails = i
		case e.auth.line < 0 && inBody && accepted:
			p.bodyAccepted = i
		case e.auth.line < 0 && inBody && e.answer == clientRefused:
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
	for _, f := range x.found {
		if f.Code == "client_refused" && f.Certainty != RuledOut {
			f.Certainty = Certain
			f.because(x.earlier(n))
			return
		}
	}
	x.find("client_refused", Certain).because(x.earlier(n))
}

// probePair adds the two requests that decide: both hold the pair and no user,
// so that a PIM that knows the pair misses the user, and one that does not says
// so, and neither gives a token.
func (x *examination) probePair(f *Finding, client authcore.Client) {
	u, err := urltext.Parse(x.q.URL)
	i := strings.Index(u.Path, x.path)
	if err != nil || i < 0 || client.ID == "" {
		return
	}
	u.Path, u.RawQuery, u.HasQuery, u.Fragment, u.HasFragment = u.Path[:i]+tokenPath, "", false, "", false
	body := jsontext.Object{{Name: "grant_type", Value: "password"}}
	header := authcore.Request{Method: "POST", URL: u.String(), Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}}}
	inBody := header
	header.Header = append(header.Header[:1:1], authcore.Field{Name: "Authorization", Value: "Basic " + base64.StdEncoding.EncodeToString([]byte(client.ID+":"+client.Secret))})
	header.Body = jsontext.Append(nil, body)
	inBody.Body = jsontext.Append(nil, append(body, jsontext.Member{Name: "client_id", Value: client.ID}, jsontext.Member{Name: "client_secret", Value: client.Secret}))
	f.probe("pair_in_header", header)
	f.probe("pair_in_body", inBody)
}

// pairInBody returns the request with the pair in its body, which nothing on
// the way takes away.
func (x *examination) pairInBody(client authcore.Client) (authcore.Request, bool) {
	q := x.q
	q.Header = append(authcore.Header(nil), x.q.Header...)
	q.Header.Del("Authorization")
	switch x.body.mediaType {
	case "application/json":
		v, _ := jsontext.Parse(x.q.Body)
		o, ok := v.(jsontext.Object)
		if !ok {
			return q, false
		}
		q.Body = jsontext.Append(nil, append(o[:len(o):len(o)], jsontext.Member{Name: "client_id", Value: client.ID}, jsontext.Member{Name: "client_secret", Value: client.Secret}))
	case "application/x-www-form-urlencoded":
		q.Body = []byte(string(x.q.Body) + "&" + urltext.EncodeQuery([]urltext.Pair{{Name: "client_id", Value: client.ID}, {Name: "client_secret", Value: client.Secret}}))
	default:
		return q, false
	}
	return q, len(q.Body) <= 300
}
