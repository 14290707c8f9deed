// The refresh token of a token request.

package diagnose

import (
	"strconv"
	"time"

	"github.com/pim-auth/playground/authcore/urltext"
)

// refreshLife is how long a refresh token lives.
const refreshLife = 14 * 24 * time.Hour

// refreshing is for a refresh that cannot work, or did not.
func refreshing(x *examination) {
	p := x.member("refresh_token")
	refused := x.answer == refreshRefused
	if x.route != routeToken || p.value == "" || x.value("grant_type") != "refresh_token" {
		if refused && p == noParam {
			x.note(Possible, "refresh_refused @message")
		}
		return
	}
	if !x.refreshUsed(p) && !x.refreshKnown(p) {
		if sure, whole := x.cutToken(p.value); sure != RuledOut {
			x.fixRefresh(x.tell(sure, atParam(p), "refresh_cut", "").number("length", len(p.value)), whole)
		}
	}
	if !refused {
		return
	}
	if !x.explained() {
		x.tell(Possible, atParam(p), "refresh_refused @message", "")
	}
	if isToken(p.value) {
		x.ruleOut("refresh_cut", "length_86")
	}
}

// refreshUsed is for one that an earlier exchange has used up.
func (x *examination) refreshUsed(p *param) bool {
	for i := len(x.before) - 1; i >= 0; i-- {
		e := x.past(i)
		if e.route != routeToken || e.value("refresh_token") != p.value || e.value("grant_type") != "refresh_token" {
			continue
		}
		sure, next := Likely, ""
		switch {
		case e.answer == success:
			sure, next = Certain, x.newestRefresh()
		case !e.came && (e.failure == nil || e.failure.MayHaveActed), e.answer == brokenJSON, e.answer == emptyAnswer && e.r.Status == 200:
		default:
			continue
		}
		f := x.tell(sure, atParam(p), "refresh_used", "").number("n", i+1).since(x, i)
		if next != p.value {
			x.fixRefresh(f, next)
		}
		return true
	}
	return false
}

// newestRefresh is the last refresh token that came from the PIM.
func (x *examination) newestRefresh() (token string) {
	for _, i := range x.tokenIssues() {
		if i.token.RefreshToken != "" && x.isOf(i.host) {
			token = i.token.RefreshToken
		}
	}
	return token
}

// fixRefresh sets another refresh token, if there is one.
func (x *examination) fixRefresh(f *Finding, token string) {
	p := x.member("refresh_token")
	if token == "" {
		return
	}
	if !x.body.json {
		token = urltext.QueryEscape(token)
	}
	f.fix(x.withBody(p.from, p.to, token))
}

// refreshKnown is for one of which the journal, or what is known of other
// PIMs, has the origin.
func (x *examination) refreshKnown(p *param) bool {
	if x.ofOther(p.value, atParam(p)) {
		return true
	}
	from := x.issueOf(p.value)
	if from == nil {
		return false
	}
	id, _ := x.clientSent()
	by, at := x.revokedAfter(from.n, from.client, from.user)
	said, value, shown := "", "", from.n
	better, pair := "", ""
	switch {
	case p.value != from.token.RefreshToken:
		said, better = "refresh_is_access", from.token.RefreshToken
	case !x.isOf(from.host):
		said, value = "token_other_pim name", from.host
	case id != "" && from.client != "" && id != from.client:
		said = "refresh_other_client"
		if own, secret := x.past(from.n).clientSent(); x.auth.line >= 0 && secret != "" {
			pair = own + ":" + secret
		}
	case at >= 0 && by != "app":
		said, value, shown = "refresh_revoked by", by, at
	case x.dated(from) && x.now().Unix() > from.at.Add(refreshLife).Unix():
		said, value = "refresh_expired days", strconv.Itoa(int(x.now().Sub(from.at)/(24*time.Hour)))
	default:
		if x.answer == refreshRefused {
			x.ruleOut("refresh_other_client", "same_client")
			x.ruleOut("refresh_used", "not_used_here")
		}
		return true
	}
	f := x.tell(Certain, atParam(p), said, value).since(x, shown)
	x.fixRefresh(f, better)
	if pair != "" {
		f.fix(x.withPair(pair))
	}
	return true
}
