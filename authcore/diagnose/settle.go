// From what the rules found to what is said: what contradicts the answer goes,
// and the rest is put in order.

package diagnose

import "slices"

// settled returns the findings, most likely first.
func (x *examination) settled() []Finding {
	var kept []Finding
	for _, f := range x.found {
		if f.Certainty, f.Code = x.weighed(*f); f.Code == "" {
			continue
		}
		same := slices.IndexFunc(kept, func(k Finding) bool { return k.Code == f.Code && (k.Certainty == RuledOut || f.Certainty == RuledOut) })
		switch {
		case same >= 0 && f.Certainty == RuledOut:
		case same >= 0:
			kept[same] = *f
		default:
			kept = append(kept, *f)
		}
	}
	slices.SortStableFunc(kept, func(a, b Finding) int {
		if a.Certainty != b.Certainty {
			return int(a.Certainty - b.Certainty)
		}
		ca, cb := of(a.Code), of(b.Code)
		if ca.stage != cb.stage {
			return int(ca.stage - cb.stage)
		}
		return rank(a.Code) - rank(b.Code)
	})
	return kept
}

// weighed returns how certain a finding is once the answer is looked at; no
// code: the answer says that it is not so.
func (x *examination) weighed(f Finding) (Certainty, string) {
	c := of(f.Code)
	if x.guesses(f.Code) && !f.toldByAnswer() {
		if !x.guessable(f) {
			return 0, ""
		}
		f.Certainty = Possible
	}
	switch {
	case f.Certainty == RuledOut:
		if x.answer == none || x.answer == success || !c.fits(x.answer) {
			return 0, ""
		}
	case c.stage == warning:
		return max(f.Certainty, Possible), f.Code
	case x.answer == none || c.stage == transport:
	case x.answer == unreadableStatus && c.stage > proxy && c.explains != "*":
		return x.weighedByStatus(c, f)
	case c.fits(x.answer):
	case x.answer == success, c.stage == proxy:
		return 0, ""
	case c.stage > x.reached():
		// It would be refused for this next.
		return Possible, f.Code
	default:
		return 0, ""
	}
	return f.Certainty, f.Code
}

// weighedByStatus is for a log line, which has the status of an answer only:
// that proves nothing but what the line itself shows, the method and the path.
func (x *examination) weighedByStatus(c code, f Finding) (Certainty, string) {
	switch {
	case !c.brings(x.r.Status):
		return 0, ""
	case c.stage == routing:
		return f.Certainty, f.Code
	case x.isLog():
		return Possible, f.Code
	}
	return max(f.Certainty, Likely), f.Code
}

// reached returns the stage at which the answer that came was given.
func (x *examination) reached() stage {
	switch x.answer {
	case noRoute, methodRefused:
		return routing
	case tooLarge:
		return size
	case jsonRefused:
		return json
	case typeMissing, typeRefused:
		if x.route == routeToken {
			return mediaType
		}
		return negotiation
	case grantRefused:
		// The same words stand for a grant and for the parameters that it
		// needs, which are looked at after the client.
		switch x.value("grant_type") {
		case "password", "refresh_token":
			return parameters
		}
		return grant
	case clientRefused, tokenMissing, tokenInvalid, tokenExpired, tokenDisconnect, tokenUser, appClient:
		return client
	case grantNotAllowed:
		return allowed
	case refreshMissing, appRequest:
		return parameters
	case userRefused, refreshRefused, appGrant, appGrantType:
		return user
	case scopeRefused:
		return scope
	case apiForbidden, notApp:
		return permission
	case acceptRefused, bracketRefused:
		return negotiation
	case entityForbidden, notFound, valueRefused:
		return controller
	}
	return proxy
}
