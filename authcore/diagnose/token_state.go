// What became of a bearer token: expired, revoked, another's, never known.

package diagnose

import (
	"slices"
	"strconv"
	"time"
)

// bearerToken returns the token that the PIM finds in the request, and where.
func (x *examination) bearerToken() (string, *Mark) {
	if token, at := bearer(x.auth.value); token != "" {
		return token, x.atAuth(at, at+len(token))
	}
	if from, to, ok := x.queryValue("access_token"); ok && from < to {
		return x.q.URL[from:to], x.atURL(from, to)
	}
	return "", nil
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
	sure, said, value, better := Certain, "", "", ""
	shown := x.earlier(from.n)
	invalid := x.answer == tokenInvalid
	switch by, at := x.revokedAfter(from.n, from.client, from.user); {
	case token == from.token.RefreshToken:
		said, better = "token_is_refresh", from.token.AccessToken
	case !x.isOf(from.host):
		said, value = "token_other_pim name", from.host
	case at >= 0 && from.ofApp && by == "app":
		said, mark, shown = "app_disconnected", nil, x.earlier(at)
	case at >= 0 && !from.ofApp && by != "app", at >= 0 && by == "reset":
		x.revoked(Certain, mark, by, at)
		return
	case x.expired(from):
		x.expiredAt(from, mark)
		return
	case invalid && from.ofApp && !x.atLeast("7.0"):
		sure, said = Likely, "app_disconnected"
	default:
		if invalid {
			x.ruleOut("token_other_pim", "token_of_this_pim")
			if x.dated(from) {
				x.ruleOut("token_expired", "not_expired_yet")
			}
		}
		return
	}
	x.fixToken(x.tell(sure, mark, said, value).at(shown), better)
}

// revoked is for a token that an exchange of the journal has ended.
func (x *examination) revoked(sure Certainty, mark *Mark, by string, at int) {
	x.fixToken(x.tell(sure, mark, "token_revoked what=ended_token by", by).since(x, at), x.laterToken(at))
}

// dated reports whether it is known how old a token is.
func (x *examination) dated(i *tokenIssue) bool {
	return !x.now().IsZero() && !i.at.IsZero()
}

// expired reports whether a token is known to have expired.
func (x *examination) expired(i *tokenIssue) bool {
	_, ok := i.token.Left(i.at, x.now())
	return !ok && x.dated(i)
}

func (x *examination) expiredAt(from *tokenIssue, mark *Mark) {
	expiry := from.token.Expiry(from.at)
	f := x.tell(Certain, mark, "token_expired expired_at", clockTime(expiry)).
		arg("ago", span(x.now().Sub(expiry))).
		at(x.earlier(from.n))
	if x.answer == tokenExpired {
		f.at(x.atMessage())
	}
	x.fixToken(f, x.laterToken(from.n))
}

// laterToken is the last token that came after an exchange and is still good,
// from the PIM that is asked.
func (x *examination) laterToken(n int) (token string) {
	for _, i := range x.tokenIssues() {
		if i.n > n && x.isOf(i.host) && !x.expired(i) {
			token = i.token.AccessToken
		}
	}
	return token
}

// clockTime writes a time as RFC 3339 in UTC, which package time would do with
// more bytes of the module.
func clockTime(t time.Time) string {
	t = t.UTC()
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	text := strconv.Itoa(year)
	for i, n := range [...]int{int(month), day, hour, minute, second} {
		text += "--T::"[i:i+1] + strconv.Itoa(n/10) + strconv.Itoa(n%10)
	}
	return text + "Z"
}

// span writes a duration in its largest units: "45 s", "3 min", "2 h 5 min".
func span(d time.Duration) string {
	n, unit, rest := int(d/time.Second), " s", 0
	switch hours := n / 3600; {
	case hours >= 48:
		n, unit = hours/24, " d"
	case hours > 0:
		n, unit, rest = hours, " h", n/60%60
	case n >= 60:
		n, unit = n/60, " min"
	}
	if rest > 0 {
		unit += " " + strconv.Itoa(rest) + " min"
	}
	return strconv.Itoa(n) + unit
}

// strangeToken is for a token of which the journal has no answer.
func (x *examination) strangeToken(token string, mark *Mark) {
	if x.ofOther(token, mark) {
		return
	}
	by, at := x.revokedAfter(-1, x.known.Client.ID, x.known.Username)
	// A connection that was changed may have been another's.
	sure := Likely
	for i := range x.before {
		e := x.past(i)
		if e.route == routeToken && e.value("refresh_token") == token {
			x.tell(Certain, mark, "token_is_refresh", "").since(x, i)
			return
		}
		// It worked before, and not after.
		if t, _ := e.bearerToken(); i < at && t == token && e.answer == success {
			sure = Certain
		}
	}
	switch {
	case at < 0 || x.answer != tokenInvalid && x.answer != tokenDisconnect:
	case by == "app":
		x.tell(Likely, x.earlier(at), "app_disconnected", "")
	default:
		x.revoked(sure, mark, by, at)
	}
}

// ofOther is for a token that belongs to another PIM.
func (x *examination) ofOther(token string, mark *Mark) bool {
	for i := range x.known.Others {
		if o := &x.known.Others[i]; o.Name != "" && slices.Contains(o.Tokens, token) {
			x.tell(Certain, mark, "token_other_pim name", o.Name)
			return true
		}
	}
	return false
}

// bearerAnswer is for what the answer says of a token by itself.
func bearerAnswer(x *examination) {
	_, mark := x.bearerToken()
	sure, said := Certain, ""
	switch x.answer {
	case tokenExpired:
		if said = "token_expired expired_at= ago="; x.holds("token_expired") {
			return
		}
	case tokenDisconnect:
		said = "app_disconnected"
		if f := x.one(said); f != nil {
			f.Certainty = Certain
			return
		}
	case tokenUser:
		said = "user_disabled when=with_token"
	case tokenInvalid:
		if sure, said = Possible, "token_unknown"; x.explained() {
			return
		}
	case tokenMissing:
		if sure, said, mark = Possible, "token_missing", nil; x.sent && x.route != routeUnknown {
			return
		}
	default:
		return
	}
	x.tell(sure, mark, said, "").at(x.atMessage())
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
