// From what the rules found to what is said: what contradicts the answer goes,
// and the rest is put in order.

package diagnose

// settled returns the findings, most likely first.
func (x *examination) settled() []Finding {
	for i, f := range x.found {
		if !x.weigh(f) {
			f.Code = "" // it explains nothing
		}
		place := f.place()
		for ; i > 0 && place < x.found[i-1].place(); i-- {
			x.found[i] = x.found[i-1]
		}
		x.found[i] = f
	}
	var kept []Finding
	for _, f := range x.found {
		if f.Code != "" && (f.Certainty != RuledOut || !mentions(kept, f.Code)) {
			kept = append(kept, *f)
		}
	}
	return kept
}

func mentions(findings []Finding, code string) bool {
	for i := range findings {
		if findings[i].Code == code {
			return true
		}
	}
	return false
}

// place is what findings are in the order of: the surest first, then as a PIM
// looks, then the more specific.
func (f *Finding) place() int {
	return (int(f.Certainty)<<8|int(of(f.Code).stage))<<16 | rank(f.Code)
}

// weigh sets how certain a finding is once the answer is looked at, and reports
// whether the answer lets it stand.
func (x *examination) weigh(f *Finding) bool {
	c := of(f.Code)
	if x.guesses(f.Code) && !f.toldByAnswer() {
		if !x.guessable(f) {
			return false
		}
		f.Certainty = Possible
	}
	silent, fits := x.answer == none, c.fits(x.answer)
	switch {
	case f.Certainty == RuledOut:
		return fits && !silent && x.answer != success
	case c.stage == warning:
		f.Certainty = max(f.Certainty, Possible)
	case silent || c.stage == transport:
	case x.answer == unreadableStatus && c.stage > proxy && c.explains != "*":
		// The status proves nothing but what the line of a log itself shows,
		// the method and the path.
		least := Likely
		switch {
		case !c.brings(x.r.Status):
			return false
		case c.stage == routing:
			least = Certain
		case x.isLog():
			least = Possible
		}
		f.Certainty = max(f.Certainty, least)
	case fits:
	case x.answer == success || c.stage <= x.reached():
		return false
	default:
		f.Certainty = Possible // it would be refused for this next
	}
	return true
}

// reached returns the stage at which the answer that came was given.
func (x *examination) reached() stage {
	switch {
	case x.route == routeToken && (x.answer == typeMissing || x.answer == typeRefused):
		return mediaType
	case x.answer == grantRefused && isOneOf("password refresh_token", x.value("grant_type")):
		// The same words stand for a grant and for the parameters that it
		// needs, which are looked at after the client.
		return parameters
	}
	return answers[x.answer].stage
}
