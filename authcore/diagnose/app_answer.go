// The answers to an App's exchange where the request is not known, or its body
// is not: what the words of the PIM alone say.

package diagnose

func answerToApp(x *examination) {
	if x.route != routeAppToken && x.route != routeUnknown || len(x.body.params) > 0 || len(x.found) > 0 && x.foundCertain() {
		return
	}
	switch x.answer {
	case appClient:
		x.challenge(&unknownChallenge, "challenge_unseen", x.said("app_challenge", Possible))
		x.said("app_client_unknown", Possible)
	case appRequest:
		x.said("app_parameter_missing", Possible).arg("name", "app_parameter_unnamed")
	case appGrantType:
		x.said("app_grant_type", Certain).arg("value", "other_text")
	case appGrant:
		notValid, expired := x.saysOfCode()
		switch {
		case expired:
			x.codeExpired(x.said("app_code_expired", Certain), nil)
			x.ruleOut("app_code_unknown", "code_expired_said")
			return
		case notValid:
			x.ruleOut("app_code_expired", "code_not_valid_said")
		default:
			x.codeExpired(x.said("app_code_expired", Possible), nil)
		}
		x.said("app_code_unknown", Possible)
	}
}

// said adds a finding that rests on the whole body of the answer.
func (x *examination) said(code string, certainty Certainty) *Finding {
	return x.find(code, certainty).mark("response", "body", 0, 0, len(x.r.Body))
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
