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
		if p.Name == "code" || p.Name == "state" || p.Name == "pim_url" {
			return true
		}
	}
	return false
}

// pages is for an answer that no PIM's API gives: a page, a line of plain text,
// or nothing but a status.
func pages(x *examination) {
	status := x.shownStatus()
	plain := x.answer == brokenJSON && status >= 400 && !startsJSON(x.r.Body)
	switch {
	case !x.came || !x.expectsJSON():
		return
	case x.answer == loginPage:
		x.find("login_page", Certain).because(x.loginForm())
		return
	case x.answer != htmlPage && x.answer != emptyAnswer && x.answer != unreadableStatus && x.answer != serverError && !plain:
		return
	case gateway(x):
		return
	case x.answer == htmlPage && notices(x):
		return
	case x.answer == htmlPage && jsonInHTML(x):
		return
	case captive(x):
		return
	case x.answer == serverError, x.answer == unreadableStatus:
		return
	}
	maker, mark := x.maker()
	_, challenge := x.answerLine("WWW-Authenticate")
	named := maker.name != "unknown_server"
	switch {
	case status == 401 && strings.HasPrefix(strings.ToLower(challenge), "basic"), status == 407:
		line, _ := x.answerLine("WWW-Authenticate")
		if status == 407 {
			line, _ = x.answerLine("Proxy-Authenticate")
		}
		f := x.find("proxy_page", Certain).number("status", status).arg("server", maker.name).arg("why", "own_password").because(x.status())
		if line >= 0 {
			f.because(x.inAnswer("header", line, 0, len(x.r.Header[line].Value)))
		}
	case x.answer == emptyAnswer:
		x.find("empty_answer", Certain).number("status", status).because(x.status())
	case status == 404 && x.routable() && !maker.front && named:
		// The rules of routing have said why.
		x.find("web_server_page", Possible).arg("server", maker.name).because(mark)
	case (status == 403 || status == 404) && !maker.front && named:
		sure := Certain
		if x.has404() {
			sure = Possible
		}
		x.find("web_server_page", sure).arg("server", maker.name).because(mark)
	case status >= 400 && (named || plain):
		x.find("proxy_page", Certain).number("status", status).arg("server", maker.name).arg("why", whyStatus(status)).because(mark)
	case status >= 400:
		sure := Certain
		if x.has404() {
			sure = Possible
		}
		x.find("html_page", sure).number("status", status).because(x.bodyStart())
		if sure == Certain {
			x.find("proxy_page", Possible).number("status", status).arg("server", maker.name).arg("why", whyStatus(status)).because(mark)
		}
	default:
		x.find("html_page", Certain).number("status", status).because(x.bodyStart())
		x.find("not_a_pim", Possible)
	}
}

// whyStatus names what a server that is no PIM means with a status.
func whyStatus(status int) string {
	switch status {
	case 400, 401, 403, 405, 413, 414, 431, 494, 500:
		return "proxy_" + strconv.Itoa(status)
	}
	return "proxy_other"
}

func (x *examination) bodyStart() Mark {
	return x.inAnswer("body", 0, 0, min(len(x.r.Body), 40))
}

func (x *examination) loginForm() Mark {
	for _, sign := range [...]string{`name="_username"`, "/user/login"} {
		if i := strings.Index(string(x.r.Body), sign); i >= 0 {
			return x.inAnswer("body", 0, i, i+len(sign))
		}
	}
	return x.bodyStart()
}

// gateway is for who stands before the PIM and does not reach it.
func gateway(x *examination) bool {
	status := x.shownStatus()
	sure := Certain
	if x.answer == unreadableStatus || x.answer == serverError {
		sure = Likely
	}
	line, _ := x.answerLine("Retry-After")
	at := strings.Index(x.glance(), "maintenance")
	switch {
	case status == 503 && at >= 0:
		x.find("maintenance", sure).because(x.status(), x.inAnswer("body", 0, at, at+len("maintenance")))
	case status == 503 && line >= 0:
		x.find("maintenance", Likely).because(x.status(), x.inAnswer("header", line, 0, len(x.r.Header[line].Value)))
		x.find("gateway", Possible).number("status", status).arg("what", "gateway_503").because(x.status())
	case status == 502, status == 503, status == 504:
		x.find("gateway", sure).number("status", status).arg("what", "gateway_"+strconv.Itoa(status)).because(x.status())
	case status >= 520 && status <= 530 && x.answer != serverError:
		x.find("gateway", sure).number("status", status).arg("what", "gateway_52x").because(x.status())
	default:
		return false
	}
	return true
}

// captiveSigns are words of the pages that hotels, trains and offices put
// before every address until somebody agrees to something.
var captiveSigns = [...]string{"captive", "hotspot", "wi-fi", "wifi", "wispr", "accept the terms", "guest network", "network login", "internet access"}

func captive(x *examination) bool {
	if x.r.Status == 511 {
		x.find("captive_page", Certain).because(x.status())
		return true
	}
	text, part, line := x.glance(), "body", 0
	if x.answer == redirectAnswer {
		line, text = x.answerLine("Location")
		text, part = strings.ToLower(text), "header"
	} else if x.answer != htmlPage {
		return false
	}
	for _, sign := range captiveSigns {
		if i := strings.Index(text, sign); i >= 0 {
			x.find("captive_page", Likely).because(x.inAnswer(part, line, i, i+len(sign)))
			return true
		}
	}
	return false
}
