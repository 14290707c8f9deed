// What answers in the PIM's place, or spoils its answer on the way: pages of
// web servers and proxies, gateways, broken, empty and foreign answers.

package diagnose

import (
	"strconv"
	"strings"
)

var serverRules = []rule{redirects, headerDropped, routed, pages, foreign, spoiled, contentType, failed, stripped}

// expectsJSON reports whether JSON is what the request asks for. Somebody who
// opens a screen gets pages.
func (x *examination) expectsJSON() bool {
	if !x.sent || x.route == routeUnknown {
		return true
	}
	return x.route != routeAppAuthorize && !strings.HasPrefix(x.path, "/user/") && !strings.HasPrefix(x.path, "/connect/apps/v1/connected_app/") && !x.returns()
}

// returns reports whether the request is a person's way back to an App.
func (x *examination) returns() bool {
	if x.route != routeOther {
		return false
	}
	for _, p := range x.query {
		if isOneOf("code state pim_url", p.Name) {
			return true
		}
	}
	return false
}

// pages is for an answer that no PIM's API gives: a page, a line of plain text,
// or nothing but a status.
func pages(x *examination) {
	if !x.came || !x.expectsJSON() {
		return
	}
	status := x.shownStatus()
	html := x.answer == htmlPage
	plain := x.answer == brokenJSON && status >= 400 && !startsJSON(x.r.Body)
	switch x.answer {
	case loginPage:
		x.tell(Certain, x.loginForm(), "login_page", "")
		return
	case htmlPage, emptyAnswer, unreadableStatus, serverError:
	default:
		if !plain {
			return
		}
	}
	if gateway(x, status) || html && (notices(x) || jsonInHTML(x)) || captive(x) || x.answer == serverError || x.answer == unreadableStatus {
		return
	}
	maker, mark := x.maker()
	challenge := x.answerLine("WWW-Authenticate")
	own := status == 401 && strings.HasPrefix(strings.ToLower(challenge.value), "basic")
	if status == 407 {
		own, challenge = true, x.answerLine("Proxy-Authenticate")
	}
	named := maker != &unknownMaker
	sure := Certain
	if status >= 400 && x.has404() {
		sure = Possible
	}
	switch {
	case own:
		x.proxyPage(Certain, x.status(), maker, "own_password").at(challenge.mark)
	case x.answer == emptyAnswer:
		x.note(Certain, "empty_answer status @status")
	case (status == 403 || status == 404) && !maker.front && named:
		if status == 404 && x.routable() {
			sure = Possible // the rules of routing have said why
		}
		x.tell(sure, mark, "web_server_page server", maker.name)
	case status >= 400 && (named || plain):
		x.proxyPage(Certain, mark, maker, "")
	default:
		x.tell(sure, x.atBodyStart(), "html_page status", "")
		if status < 400 {
			x.note(Possible, "not_a_pim")
		} else if sure == Certain {
			x.proxyPage(Possible, mark, maker, "")
		}
	}
}

// proxyPage is for what stands before the PIM. why is told by the status where
// nothing else tells it.
func (x *examination) proxyPage(sure Certainty, mark *Mark, maker *makerOf, why string) *Finding {
	if why == "" {
		why = "other"
		switch status := x.shownStatus(); status {
		case 400, 401, 403, 405, 413, 414, 431, 494, 500:
			why = strconv.Itoa(status)
		}
		why = "proxy_" + why
	}
	return x.tell(sure, mark, "proxy_page status server", maker.name).arg("why", why)
}

// loginForm marks what shows that a page is the PIM's own, to log in.
func (x *examination) loginForm() *Mark {
	if mark := x.firstSign(`name="_username",/user/login`, string(x.r.Body), "body", 0); mark != nil {
		return mark
	}
	return x.atBodyStart()
}

// firstSign marks the first of several signs, separated by commas, that a text
// of the answer holds.
func (x *examination) firstSign(signs, text, part string, line int) *Mark {
	for _, sign := range strings.Split(signs, ",") {
		if i := strings.Index(text, sign); i >= 0 {
			return mark("response", part, line, i, i+len(sign))
		}
	}
	return nil
}

// gateway is for who stands before the PIM and does not reach it.
func gateway(x *examination, status int) bool {
	sure, what := Certain, strconv.Itoa(status)
	if x.answer == unreadableStatus || x.answer == serverError {
		sure = Likely
	}
	retry := x.answerLine("Retry-After")
	maintenance := x.firstSign("maintenance", x.glance(), "body", 0)
	switch {
	case status == 503 && maintenance != nil:
		x.note(sure, "maintenance @status").at(maintenance)
		return true
	case status == 503 && retry.line >= 0:
		x.note(Likely, "maintenance @status").at(retry.mark)
		sure = Possible
	case status >= 502 && status <= 504:
	case status >= 520 && status <= 530 && x.answer != serverError:
		what = "52x"
	default:
		return false
	}
	x.tell(sure, nil, "gateway status what @status", "gateway_"+what)
	return true
}

// captiveSigns are words of the pages that hotels, trains and offices put
// before every address until somebody agrees to something.
const captiveSigns = "captive,hotspot,wi-fi,wifi,wispr,accept the terms,guest network,network login,internet access"

func captive(x *examination) bool {
	sure, sign := Certain, x.status()
	if x.r.Status != 511 {
		sure, sign = Likely, nil
		switch x.answer {
		case redirectAnswer:
			location := x.answerLine("Location")
			sign = x.firstSign(captiveSigns, strings.ToLower(location.value), "header", location.line)
		case htmlPage:
			sign = x.firstSign(captiveSigns, x.glance(), "body", 0)
		}
	}
	if sign == nil {
		return false
	}
	x.tell(sure, sign, "captive_page", "")
	return true
}
