// What became of a bearer token: expired, revoked, another's, never known.

package diagnose

import (
	"slices"
	"strconv"
	"time"
)

// bearerToken returns the token that the PIM finds in the request, and where.
func (x *examination) bearerToken() (string, Mark) {
	if token, at := bearer(x.auth.value); token != "" {
		return token, x.inHeader(x.auth.line, at, at+len(token))
	}
	if from, to, ok := x.queryValue("access_token"); ok {
		return x.q.URL[from:to], x.inURL(from, to)
	}
	return "", Mark{}
}

// bearerState is for what the journal, and what is known of other PIMs, tell
// of a token.
func bearerState(x *examination) {
	token, mark := x.bearerToken()
	if token == "" || !x.asksForToken() {
		return
	}
	from := x.issueOf(token)
	if from == nil {
		x.strangeToken(token, mark)
		return
	}
	switch by, at := x.revokedAfter(from.n, from.client, from.user); {
	case token == from.token.RefreshToken:
		f := x.find("token_is_refresh", Certain).because(mark, x.earlier(from.n))
		x.fixToken(f, from.token.AccessToken)
	case !sameSite(from.host, hostOf(x.q.URL)):
		x.find("token_other_pim", Certain).arg("name", from.host).because(mark, x.earlier(from.n))
	case at >= 0 && from.ofApp && by == "app":
		x.find("app_disconnected", Certain).because(x.earlier(at))
	case at >= 0 && !from.ofApp && by != "app", at >= 0 && by == "reset":
		x.fixToken(x.find("token_revoked", Certain).arg("what", "ended_token").arg("by", by).because(mark, x.earlier(at)), x.laterToken(at))
	case from.expired(x.now()):
		x.expiredAt(from, mark)
	case x.answer == tokenInvalid && from.ofApp && !x.atLeast("7.0"):
		x.find("app_disconnected", Likely).because(mark, x.earlier(from.n))
	case x.answer == tokenInvalid:
		x.ruleOut("token_other_pim", "token_of_this_pim")
		if !x.now().IsZero() && !from.at.IsZero() {
			x.ruleOut("token_expired", "not_expired_yet")
		}
	}
}

// expired reports whether the token of an issue is known to have expired.
func (i tokenIssue) expired(now time.Time) bool {
	if now.IsZero() || i.at.IsZero() {
		return false
	}
	_, ok := i.token.Left(i.at, now)
	return !ok
}

func (x *examination) expiredAt(from *tokenIssue, mark Mark) {
	expiry := from.token.Expiry(from.at)
	f := x.find("token_expired", Certain).
		arg("expired_at", clockTime(expiry)).
		arg("ago", span(x.now().Sub(expiry))).
		because(mark, x.earlier(from.n))
	if x.answer == tokenExpired {
		f.because(x.inMessage())
	}
	x.fixToken(f, x.laterToken(from.n))
}

// fixToken sets another token, if there is one.
func (x *examination) fixToken(f *Finding, token string) {
	if token != "" && x.auth.line >= 0 {
		f.fix(x.withLine(x.auth.line, "Bearer "+token))
	}
}

// laterToken is the last token that came after an exchange and is still good,
// from the PIM that is asked.
func (x *examination) laterToken(n int) string {
	all := x.tokenIssues()
	for i := len(all) - 1; i >= 0 && all[i].n > n; i-- {
		if sameSite(all[i].host, hostOf(x.q.URL)) && !all[i].expired(x.now()) {
			return all[i].token.AccessToken
		}
	}
	return ""
}

// clockTime writes a time as RFC 3339 in UTC, which package time would do with
// more bytes of the module.
func clockTime(t time.Time) string {
	t = t.UTC()
	year, month, day := t.Date()
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	return strconv.Itoa(year) + "-" + two(int(month)) + "-" + two(day) + "T" + two(t.Hour()) + ":" + two(t.Minute()) + ":" + two(t.Second()) + "Z"
}

// span writes a duration in its largest units: "45 s", "3 min", "2 h 5 min".
func span(d time.Duration) string {
	seconds := int(d / time.Second)
	minutes, hours := seconds/60, seconds/3600
	switch {
	case seconds < 60:
		return strconv.Itoa(seconds) + " s"
	case minutes < 60:
		return strconv.Itoa(minutes) + " min"
	case hours < 48 && minutes%60 > 0:
		return strconv.Itoa(hours) + " h " + strconv.Itoa(minutes%60) + " min"
	case hours < 48:
		return strconv.Itoa(hours) + " h"
	}
	return strconv.Itoa(hours/24) + " d"
}

// strangeToken is for a token of which the journal has no answer.
func (x *examination) strangeToken(token string, mark Mark) {
	if name := x.environmentOf(token); name != "" {
		x.find("token_other_pim", Certain).arg("name", name).because(mark)
		return
	}
	for i := range x.before {
		if e := x.past(i); e.route == routeToken && e.value("refresh_token") == token {
			x.find("token_is_refresh", Certain).because(mark, x.earlier(i))
			return
		}
	}
	by, at := x.revokedAfter(-1, x.known.Client.ID, x.known.Username)
	if at < 0 || x.answer != tokenInvalid && x.answer != tokenDisconnect {
		return
	}
	if by == "app" {
		x.find("app_disconnected", Likely).because(x.earlier(at))
		return
	}
	// It may have been another connection's.
	sure := Likely
	for i := range at {
		// It worked before, and not after.
		if t, _ := x.past(i).bearerToken(); t == token && x.past(i).answer == success {
			sure = Certain
		}
	}
	x.fixToken(x.find("token_revoked", sure).arg("what", "ended_token").arg("by", by).because(mark, x.earlier(at)), x.laterToken(at))
}

// environmentOf names the other PIM that a token belongs to.
func (x *examination) environmentOf(token string) string {
	for _, o := range x.known.Others {
		if slices.Contains(o.Tokens, token) {
			return o.Name
		}
	}
	return ""
}

// bearerAnswer is for what the answer says of a token by itself.
func bearerAnswer(x *examination) {
	token, mark := x.bearerToken()
	with := func(f *Finding) *Finding {
		if token != "" {
			f.because(mark)
		}
		return f.because(x.inMessage())
	}
	switch x.answer {
	case tokenExpired:
		if !x.holds("token_expired") {
			with(x.find("token_expired", Certain).arg("expired_at", "").arg("ago", ""))
		}
	case tokenDisconnect:
		if f := x.one("app_disconnected"); f != nil {
			f.Certainty = Certain
			return
		}
		with(x.find("app_disconnected", Certain))
	case tokenUser:
		with(x.find("user_disabled", Certain).arg("when", "with_token"))
	case tokenInvalid:
		if !x.explained() {
			with(x.find("token_unknown", Possible))
		}
	case tokenMissing:
		if !x.sent || x.route == routeUnknown {
			x.find("token_missing", Possible).because(x.inMessage())
		}
	}
}

// explained reports whether something is certain to bring the answer that came.
func (x *examination) explained() bool {
	for _, f := range x.found {
		if f.Certainty == Certain && of(f.Code).fits(x.answer) && !x.guesses(f.Code) {
			return true
		}
	}
	return false
}

// one returns a finding that was made and not ruled out.
func (x *examination) one(code string) *Finding {
	for _, f := range x.found {
		if f.Code == code && f.Certainty != RuledOut {
			return f
		}
	}
	return nil
}
