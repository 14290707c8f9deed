// What answers in the PIM's place, or spoils its answer on the way: pages of
// web servers and proxies, gateways, broken, empty and foreign answers.

package diagnose

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

var serverRules = []rule{redirects, headerDropped, routed, pages, foreign, spoiled, contentType, failed, stripped}

// A makerOf is a text by which a page, or the header Server, tells who made it.
type makerOf struct {
	text, name string
	front      bool // it stands before web servers and serves no files itself
}

// makers are looked for from the top: what stands before others names itself
// and leaves the name of the others in the page.
var makers = [...]makerOf{
	{"cloudflare", "cloudflare", true},
	{"cloudfront", "cloudfront", true},
	{"awselb", "aws_elb", true},
	{"incapsula", "imperva", true},
	{"imperva", "imperva", true},
	{"sucuri", "sucuri", true},
	{"akamai", "akamai", true},
	{"support id is", "f5", true},
	{"big-ip", "f5", true},
	{"mod_security", "modsecurity", true},
	{"modsecurity", "modsecurity", true},
	{"varnish", "varnish", true},
	{"guru meditation", "varnish", true},
	{"haproxy", "haproxy", true},
	{"no server is available to handle this request", "haproxy", true},
	{"upstream connect error", "envoy", true},
	{"no healthy upstream", "envoy", true},
	{"envoy", "envoy", true},
	{"default backend - 404", "kubernetes", true},
	{"404 page not found", "traefik", true},
	{"traefik", "traefik", true},
	{"squid", "squid", true},
	{"zscaler", "zscaler", true},
	{"fortigate", "fortinet", true},
	{"fortinet", "fortinet", true},
	{"google frontend", "google", true},
	{"openresty", "openresty", false},
	{"nginx", "nginx", false},
	{"litespeed", "litespeed", false},
	{"lighttpd", "lighttpd", false},
	{"microsoft-iis", "iis", false},
	{"iis ", "iis", false},
	{"caddy", "caddy", false},
	{"apache", "apache", false},
	{"was not found on this server", "apache", false},
	{"you don't have permission to access", "apache", false},
}

// glance is the beginning of the answer's body in small letters: who made a
// page says so there.
func (x *examination) glance() string {
	return strings.ToLower(string(x.r.Body[:min(len(x.r.Body), 1<<15)]))
}

// maker tells who made the page that came; the zero value: it does not say.
func (x *examination) maker() (makerOf, Mark) {
	page := x.glance()
	for _, m := range makers {
		if i := strings.Index(page, m.text); i >= 0 {
			return m, x.inAnswer("body", 0, i, i+len(m.text))
		}
	}
	for line, f := range x.r.Header {
		if !strings.EqualFold(f.Name, "Server") && !strings.EqualFold(f.Name, "Via") {
			continue
		}
		for _, m := range makers {
			if strings.Contains(strings.ToLower(f.Value), m.text) {
				return m, x.inAnswer("header", line, 0, len(f.Value))
			}
		}
	}
	return makerOf{name: "unknown_server"}, x.status()
}

// shownStatus is the answer's status or, of a page that came with 200, the one
// that its title names: a page that was copied without its header has no other,
// and some servers send their errors so.
func (x *examination) shownStatus() int {
	if x.r.Status != 200 || x.answer != htmlPage && x.answer != brokenJSON {
		return x.r.Status
	}
	page := x.glance()
	for _, tag := range [...]string{"<title", "<h1", "<h2"} {
		_, text, ok := strings.Cut(page, tag)
		text, _, closed := strings.Cut(text, "</")
		if !ok || !closed {
			continue
		}
		for i := 0; i+3 <= len(text); i++ {
			n, err := strconv.Atoi(text[i : i+3])
			digits := i > 0 && strings.IndexByte(figures, text[i-1]) >= 0 || i+3 < len(text) && strings.IndexByte(figures, text[i+3]) >= 0
			if err == nil && n >= 400 && n < 600 && !digits {
				return n
			}
		}
	}
	return 200
}

// status marks the answer's status.
func (x *examination) status() Mark { return x.inAnswer("status", 0, 0, 0) }

// answerLine returns a line of the answer's header, -1 if there is none.
func (x *examination) answerLine(name string) (int, string) {
	for i, f := range x.r.Header {
		if strings.EqualFold(f.Name, name) {
			return i, f.Value
		}
	}
	return -1, ""
}

// expectsJSON reports whether JSON is what the request asks for. Somebody who
// opens a screen gets pages.
func (x *examination) expectsJSON() bool {
	if !x.sent || x.route == routeUnknown {
		return true
	}
	return x.route != routeAppAuthorize && !strings.HasPrefix(x.path, "/user/") && !x.returns()
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
		x.find("proxy_page", Possible).number("status", status).arg("server", maker.name).arg("why", whyStatus(status)).because(mark)
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

func startsJSON(body []byte) bool {
	start := bytes.TrimLeft(body, " \t\r\n\uFEFF")
	return len(start) > 0 && (start[0] == '{' || start[0] == '[' || start[0] == '"')
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

// noticeSigns begin what PHP prints of itself before an answer.
var noticeSigns = [...]string{"<b>warning</b>", "<b>notice</b>", "<b>deprecated</b>", "php warning:", "php notice:", "php deprecated:", "<b>strict standards</b>", "warning: ", "notice: ", "deprecated: "}

// notices is for what PHP prints before the JSON.
func notices(x *examination) bool {
	page := x.glance()
	first := -1
	for _, sign := range noticeSigns {
		if i := strings.Index(page, sign); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	at := jsonIn(x.r.Body)
	if first < 0 || first > 200 || at < first {
		return false
	}
	x.find("notices_before_json", Certain).because(x.inAnswer("body", 0, 0, at))
	return true
}

// jsonBegins are how a PIM's JSON begins, plain and as HTML has it.
var jsonBegins = [...]string{`{"access_token"`, `{"code":`, `{"error"`, `{"_links"`, `{"message"`, `{&quot;access_token`, `{&quot;code`, `{&quot;error`, `{&quot;_links`}

// jsonIn returns where JSON as of a PIM begins in a text, -1 if nowhere.
func jsonIn(body []byte) int {
	first := -1
	for _, begin := range jsonBegins {
		if i := bytes.Index(body, []byte(begin)); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

func jsonInHTML(x *examination) bool {
	at := jsonIn(x.r.Body)
	if at < 0 {
		return false
	}
	x.find("json_in_html", Certain).because(x.inAnswer("body", 0, at, min(at+40, len(x.r.Body))))
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

// foreign is for JSON that a PIM does not write.
func foreign(x *examination) {
	if !x.came || !x.expectsJSON() {
		return
	}
	switch hasCode := x.saysItsStatus(); x.answer {
	case documentedOnly:
		x.find("documented_only", Likely).because(x.inMessage())
	case wrongForm:
		x.find("wrong_form", Certain).because(x.bodyStart())
		x.find("not_a_pim", Possible)
	case unknownError:
		if hasCode {
			x.find("not_a_pim", Possible).because(x.inMessage())
			return
		}
		x.find("not_a_pim", Certain).because(x.bodyStart())
		x.find("wrong_form", Possible).because(x.bodyStart())
	case notFound:
		if !hasCode {
			x.find("not_a_pim", Certain).because(x.bodyStart())
		}
	}
}

// saysItsStatus reports whether the answer repeats its status as a PIM does.
func (x *examination) saysItsStatus() bool {
	code, _ := x.answerMember("code")
	n, ok := code.(jsontext.Number)
	return ok && string(n) == strconv.Itoa(x.r.Status)
}

// answerMember returns a member of the answer's JSON object.
func (x *examination) answerMember(name string) (any, bool) {
	v, _ := jsontext.Parse(x.r.Body)
	object, _ := v.(jsontext.Object)
	return object.Get(name)
}

// inMessage marks what the answer's JSON says.
func (x *examination) inMessage() Mark {
	for _, s := range jsontext.Strings(x.r.Body) {
		if s.Name == "message" || s.Name == "error_description" || s.Name == "error" && !bytes.Contains(x.r.Body, []byte("error_description")) {
			return x.inAnswer("body", 0, s.Start, s.End)
		}
	}
	return x.status()
}

// spoiled is for JSON that did not come whole.
func spoiled(x *examination) {
	if x.answer != brokenJSON || !x.expectsJSON() || notices(x) || x.r.Status >= 400 && !startsJSON(x.r.Body) {
		return
	}
	_, err := jsontext.Parse(x.r.Body)
	fault, ok := err.(*jsontext.SyntaxError)
	if !ok {
		return
	}
	end := len(x.r.Body)
	_, length := x.answerLine("Content-Length")
	whole, err := strconv.Atoi(length)
	switch {
	case !startsJSON(x.r.Body), fault.Offset < end && !strings.Contains(fault.Reason, "closing quote") && (err != nil || whole <= end):
		x.find("broken_answer", Certain).number("at", fault.Offset).because(x.inAnswer("body", 0, fault.Offset, min(fault.Offset+1, end)))
	default:
		x.find("cut_answer", Certain).number("at", end).because(x.inAnswer("body", 0, end, end))
	}
}

// contentType is for JSON that is called something else. Most programs read it
// all the same, so that it explains little beside an error.
func contentType(x *examination) {
	line, value := x.answerLine("Content-Type")
	media, _, _ := strings.Cut(value, ";")
	media = strings.ToLower(strings.TrimSpace(media))
	if media == "" || strings.Contains(media, "json") || !startsJSON(x.r.Body) || !x.expectsJSON() || strings.HasSuffix(x.path, "/download") {
		return
	}
	if _, err := jsontext.Parse(x.r.Body); err != nil {
		return
	}
	sure := Possible
	if x.answer == success {
		sure = Certain
	}
	x.find("wrong_content_type", sure).arg("type", media).because(x.inAnswer("header", line, 0, len(value)))
}

// failed is for a PIM that fails by itself, and for the one request of which
// it is known that it makes it fail.
func failed(x *examination) {
	if x.route == routeAPI || x.route == routeAppScopes {
		twoTokens(x)
	}
	switch {
	case x.answer == serverError && !x.holds("gateway") && !x.holds("maintenance"):
		sure := Certain
		if x.holds("two_tokens") {
			sure = Possible
		}
		x.find("server_error", sure).number("status", x.r.Status).because(x.status())
	case x.answer == unreadableStatus && x.r.Status >= 500 && !x.holds("gateway"):
		x.find("server_error", Likely).number("status", x.r.Status).because(x.status())
		x.find("proxy_page", Possible).number("status", x.r.Status).arg("server", "unknown_server").arg("why", whyStatus(x.r.Status)).because(x.status())
	}
}

func twoTokens(x *examination) {
	token, at := bearer(x.auth.value)
	if token == "" {
		return
	}
	if from, to, ok := x.queryValue("access_token"); ok && from < to {
		x.find("two_tokens", Certain).because(x.inHeader(x.auth.line, at, at+len(token)), x.inURL(from, to)).fix(x.withURL(x.withoutQuery("access_token")))
	} else if p, ok := x.param("access_token"); ok && x.q.Method == "POST" && x.body.mediaType == "application/x-www-form-urlencoded" {
		x.find("two_tokens", Certain).because(x.inHeader(x.auth.line, at, at+len(token)), x.inBody(p.from, p.to))
	}
}

// holds reports whether something was found and not ruled out.
func (x *examination) holds(code string) bool {
	for _, f := range x.found {
		if f.Code == code && f.Certainty != RuledOut {
			return true
		}
	}
	return false
}

// queryValue returns where the value of a parameter stands in the address.
func (x *examination) queryValue(name string) (from, to int, ok bool) {
	_, query, ok := strings.Cut(x.q.URL, "?")
	if !ok {
		return 0, 0, false
	}
	query, _, _ = strings.Cut(query, "#")
	at := strings.IndexByte(x.q.URL, '?') + 1
	for piece := range strings.SplitSeq(query, "&") {
		if key, value, has := strings.Cut(piece, "="); has && key == name {
			return at + len(key) + 1, at + len(key) + 1 + len(value), true
		}
		at += len(piece) + 1
	}
	return 0, 0, false
}

// withoutQuery returns the address without a parameter.
func (x *examination) withoutQuery(name string) string {
	address, query, _ := strings.Cut(x.q.URL, "?")
	separator := "?"
	for piece := range strings.SplitSeq(query, "&") {
		if key, _, _ := strings.Cut(piece, "="); key != name {
			address += separator + piece
			separator = "&"
		}
	}
	return address
}
