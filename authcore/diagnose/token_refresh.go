// The refresh token of a token request.

package diagnose

import (
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore/urltext"
)

// refreshLife is how long a refresh token lives.
const refreshLife = 14 * 24 * time.Hour

// refreshing is for a refresh that cannot work, or did not.
func refreshing(x *examination) {
	p, ok := x.param("refresh_token")
	if x.route != routeToken || !ok || p.value == "" || x.value("grant_type") != "refresh_token" {
		if x.answer == refreshRefused && !ok {
			x.find("refresh_refused", Possible).because(x.inMessage())
		}
		return
	}
	mark := x.inBody(p.from, p.to)
	switch {
	case x.refreshUsed(p.value, mark):
	case x.refreshKnown(p, mark):
	case x.refreshShape(p, mark):
	}
	if x.answer == refreshRefused {
		if !x.explained() {
			x.find("refresh_refused", Possible).because(mark, x.inMessage())
		}
		if isToken(p.value) {
			x.ruleOut("refresh_cut", "length_86")
		}
	}
}

// refreshUsed is for one that an earlier exchange has used up.
func (x *examination) refreshUsed(token string, mark Mark) bool {
	for i := len(x.before) - 1; i >= 0; i-- {
		e := x.past(i)
		if e.route != routeToken || e.value("refresh_token") != token || e.value("grant_type") != "refresh_token" {
			continue
		}
		switch {
		case e.answer == success:
			f := x.find("refresh_used", Certain).number("n", i+1).because(mark, x.earlier(i))
			if next := x.newestRefresh(); next != "" && next != token {
				x.fixRefresh(f, next)
			}
			return true
		case !e.came && (e.failure == nil || e.failure.MayHaveActed):
			x.find("refresh_used", Likely).number("n", i+1).because(mark, x.earlier(i))
			return true
		case e.came && e.answer == brokenJSON || e.answer == emptyAnswer && e.r.Status == 200:
			x.find("refresh_used", Likely).number("n", i+1).because(mark, x.earlier(i))
			return true
		}
	}
	return false
}

// newestRefresh is the last refresh token that came from the PIM.
func (x *examination) newestRefresh() string {
	all := x.tokenIssues()
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].token.RefreshToken != "" && sameSite(all[i].host, hostOf(x.q.URL)) {
			return all[i].token.RefreshToken
		}
	}
	return ""
}

func (x *examination) fixRefresh(f *Finding, token string) {
	p, _ := x.param("refresh_token")
	if !x.body.json {
		token = urltext.QueryEscape(token)
	}
	f.fix(x.withBody(p.from, p.to, token))
}

// refreshKnown is for one of which the journal, or what is known of other
// PIMs, has the origin.
func (x *examination) refreshKnown(p param, mark Mark) bool {
	if name := x.environmentOf(p.value); name != "" {
		x.find("token_other_pim", Certain).arg("name", name).because(mark)
		return true
	}
	from := x.issueOf(p.value)
	if from == nil {
		return false
	}
	id, _ := x.clientSent()
	by, at := x.revokedAfter(from.n, from.client, from.user)
	now := x.now()
	switch {
	case p.value == from.token.AccessToken && p.value != from.token.RefreshToken:
		f := x.find("refresh_is_access", Certain).because(mark, x.earlier(from.n))
		if from.token.RefreshToken != "" {
			x.fixRefresh(f, from.token.RefreshToken)
		}
	case !sameSite(from.host, hostOf(x.q.URL)):
		x.find("token_other_pim", Certain).arg("name", from.host).because(mark, x.earlier(from.n))
	case id != "" && from.client != "" && id != from.client:
		f := x.find("refresh_other_client", Certain).because(mark, x.earlier(from.n))
		if own, secret := x.past(from.n).clientSent(); x.auth.line >= 0 && secret != "" {
			f.fix(x.withPair(own + ":" + secret))
		}
	case at >= 0 && by != "app":
		x.find("refresh_revoked", Certain).arg("by", by).because(mark, x.earlier(at))
	case !now.IsZero() && !from.at.IsZero() && now.Unix() > from.at.Add(refreshLife).Unix():
		days := int(now.Sub(from.at) / (24 * time.Hour))
		x.find("refresh_expired", Certain).arg("days", strconv.Itoa(days)).because(mark, x.earlier(from.n))
	default:
		if x.answer == refreshRefused {
			x.ruleOut("refresh_other_client", "same_client")
			x.ruleOut("refresh_used", "not_used_here")
		}
	}
	return true
}

// refreshShape is for one that is none by its letters.
func (x *examination) refreshShape(p param, mark Mark) bool {
	if whole := x.longer(p.value); whole != "" {
		x.fixRefresh(x.find("refresh_cut", Certain).number("length", len(p.value)).because(mark), whole)
		return true
	}
	if len(p.value) >= 20 && len(p.value) != tokenLength && tokenLetters(p.value) && strings.IndexByte("MNOYZ", p.value[0]) >= 0 {
		x.find("refresh_cut", Likely).number("length", len(p.value)).because(mark)
		return true
	}
	return false
}
