// The answers to an App's exchange where the request is not known, or its body
// is not: what the words of the PIM alone say.

package diagnose

func answerToApp(x *examination) {
	if x.route != routeAppToken && x.route != routeUnknown || len(x.body.params) > 0 || len(x.found) > 0 && x.foundCertain() {
		return
	}
	body := x.inAnswer("body", 0, 0, len(x.r.Body))
	switch x.answer {
	case appClient:
		x.find("app_challenge", Possible).arg("code", "unknown").arg("of", "").arg("where", "").arg("how", "challenge_unseen").because(body)
		x.find("app_client_unknown", Possible).because(body)
	case appRequest:
		x.find("app_parameter_missing", Possible).arg("name", "app_parameter_unnamed").because(body)
	case appGrantType:
		x.find("app_grant_type", Certain).arg("value", "other_text").because(body)
	case appGrant:
		notValid, expired := x.saysOfCode()
		switch {
		case expired:
			x.codeExpired(nil, Certain, body)
			x.ruleOut("app_code_unknown", "code_expired_said")
			return
		case notValid:
			x.ruleOut("app_code_expired", "code_not_valid_said")
		default:
			x.codeExpired(nil, Possible, body)
		}
		x.find("app_code_unknown", Possible).because(body)
	}
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
