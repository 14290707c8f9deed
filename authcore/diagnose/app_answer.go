// The answers to an App's exchange where the request is not known, or its body
// is not: what the words of the PIM alone say.

package diagnose

func answerToApp(x *examination) {
	if x.route != routeAppToken && x.route != routeUnknown || len(x.body.params) > 0 || len(x.found) > 0 && x.foundCertain() {
		return
	}
	switch x.answer {
	case appClient:
		x.said(Possible, "app_challenge code=unknown of= where= how=challenge_unseen")
		x.said(Possible, "app_client_unknown")
	case appRequest:
		x.said(Possible, "app_parameter_missing name=app_parameter_unnamed")
	case appGrantType:
		x.said(Certain, "app_grant_type value=other_text")
	case appGrant:
		notValid, expired := x.saysOfCode()
		switch {
		case expired:
			x.said(Certain, "app_code_expired age=code_age_unknown")
			x.ruleOut("app_code_unknown", "code_expired_said")
			return
		case notValid:
			x.ruleOut("app_code_expired", "code_not_valid_said")
		default:
			x.said(Possible, "app_code_expired age=code_age_unknown")
		}
		x.said(Possible, "app_code_unknown")
	}
}

// said adds a finding that rests on the whole body of the answer, with
// arguments as tell takes them.
func (x *examination) said(certainty Certainty, what string) {
	x.tell(certainty, x.atAnswer(0, len(x.r.Body)), what, "")
}

// foundCertain reports whether the answer is explained.
func (x *examination) foundCertain() bool {
	for _, f := range x.found {
		if f.Certainty == Certain && of(f.Code).fits(x.answer) {
			return true
		}
	}
	return false
}
