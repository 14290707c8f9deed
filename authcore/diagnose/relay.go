// What a relay between a page and the PIM answers itself. Only who sent
// through one knows that it is there: a PIM that writes the same header, or a
// proxy, fools nobody.

package diagnose

import "github.com/pim-auth/playground/authcore/jsontext"

// relayHeader names the code of a relay's own answer. A relay takes it away
// from the answers of the PIM.
const relayHeader = "X-Relay-Error"

// withoutRelay returns the cases as the PIM saw them: what a relay answered
// itself is a failure, since no answer of the PIM came.
func withoutRelay(cases []Case) []Case {
	seen := append([]Case(nil), cases...)
	for i := range seen {
		c := &seen[i]
		if c.Response == nil || lineOf(c.Response.Header, relayHeader) < 0 {
			continue
		}
		code := c.Response.Header.Get(relayHeader)
		c.Failure = &Failure{Code: "relay", MayHaveActed: isOneOf("reset timeout", code), relay: c.Response}
		c.Response = nil
	}
	return seen
}

// relayed says why the relay did not forward a request or its answer.
func relayed(x *examination) {
	if x.failure == nil || x.failure.relay == nil {
		return
	}
	r := x.failure.relay
	line := lineOf(r.Header, relayHeader)
	said := r.Header[line].Value
	code := "relay_" + said
	if rank(code) == len(codes) {
		return // of another relay than this module knows
	}
	f := x.relayFinding(code, Certain, or(hostOf(x.known.PIM), x.host()))
	f.mark("response", "header", line, 0, len(said))
	if said == "redirect" {
		x.relayRedirect(f, r.Body)
	}
}

// relayFinding adds a finding with what the words of all of them may need.
func (x *examination) relayFinding(code string, certainty Certainty, host string) *Finding {
	return x.find(code, certainty).arg("host", host).arg("pim", or(x.known.PIM, "https://my-pim.example.com")).arg("page", x.known.Page)
}

// relayRedirect adds where the PIM sent the relay, which did not go there.
func (x *examination) relayRedirect(f *Finding, body []byte) {
	location := ""
	for _, s := range jsontext.Strings(body) {
		if s.Name == "location" {
			v, _ := jsontext.Parse(body[s.Start-1 : s.End+1])
			location, _ = v.(string)
			f.mark("response", "body", 0, s.Start, s.End)
		}
	}
	// The rest of the address may hold what is nobody's business.
	to, where := originOf(location), "relay_elsewhere"
	if to == "" || to == originOf(x.known.PIM) {
		where = "relay_same"
	}
	f.arg("to", to).arg("where", where)
}

// relayMissing is for a failure between page and relay, of which a PIM knows
// nothing. It reports whether it is one.
func (x *examination) relayMissing(host string) bool {
	switch {
	case !x.known.Relay:
		return false
	case x.failure.Code == "no_answer":
		x.relayFinding("relay_down", Certain, host)
	case x.failure.Code == "no_cors":
		// It has no CORS for pages of other origins; nor has another program.
		x.relayFinding("relay_origin", Likely, host)
	default:
		return false
	}
	return true
}
