// How one thing is asked of the demo PIM of one version, and what is told of
// the answer. What differs each time, such as a token, is told by its name.

package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// A probe is one thing to ask.
type probe struct {
	id, title, means string
	ask              func(*asker) told
}

// told is what is sent and what comes of it.
type told struct{ ask, answer string }

// An asker asks one PIM.
type asker struct {
	pim     *demopim.PIM
	version authcore.Version
	demo    demopim.Connection
	app     demopim.App
	hasApps bool  // else the App and what it sends is made up
	err     error // of what was to happen before the question
}

// run asks the PIM of a version, fresh.
func (p *probe) run(version authcore.Version) (told, error) {
	a := &asker{pim: freshPIM(version), version: version}
	known := a.pim.Credentials()
	a.demo, a.app, a.hasApps = known.Connections[0], known.App, known.App.ClientID != ""
	if !a.hasApps {
		a.app.ClientID, a.app.ClientSecret = "app", "app"
	}
	t := p.ask(a)
	return t, a.err
}

func (a *asker) read(r authcore.Response, into any) {
	if err := json.Unmarshal(r.Body, into); err != nil && a.err == nil {
		a.err = fmt.Errorf("status %d: %w", r.Status, err)
	}
}

// request is a request to the PIM; header has names and values in turn.
func request(method, path, body string, header ...string) authcore.Request {
	r := authcore.Request{Method: method, URL: pageHost + path, Body: []byte(body)}
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	return r
}

// tell sends a request and tells what comes, with the named header lines.
func (a *asker) tell(r authcore.Request, headers ...string) told {
	response := a.pim.Do(r).Response
	return told{ask: a.told(r), answer: answered(response, headers...)}
}

// told is a request as the page prints it: without the host, and with names in
// the place of what nobody needs to read.
func (a *asker) told(r authcore.Request) string {
	lines := []string{r.Method + " " + strings.TrimPrefix(r.URL, pageHost)}
	for _, line := range r.Header {
		lines = append(lines, line.Name+": "+line.Value)
	}
	text := strings.Join(lines, "\n")
	if len(r.Body) > 0 {
		text += "\n\n" + string(r.Body)
	}
	return strings.NewReplacer(
		a.basic(), "Basic client_id:secret",
		a.demo.ClientID, "client_id", a.demo.Secret, "secret",
		"client_id="+a.app.ClientID, "client_id=…",
	).Replace(plain(text, volatile[:3]))
}

// nobodys has the form of a token or code and was given to nobody.
var nobodys = "M" + strings.Repeat("x", 85)

// basic is the value of Authorization for the client.
func (a *asker) basic() string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(a.demo.ClientID+":"+a.demo.Secret))
}

// always are the header lines that tell something wherever they stand.
var always = []string{"Allow", "WWW-Authenticate", "Location"}

// answered is an answer as the page prints it.
func answered(r authcore.Response, headers ...string) string {
	lines := []string{statusLine(r.Status)}
	for _, name := range append(headers, always...) {
		if r.Header.Has(name) {
			lines = append(lines, name+": "+r.Header.Get(name))
		}
	}
	text := strings.Join(lines, "\n")
	switch {
	case strings.HasPrefix(r.Header.Get("Content-Type"), "text/html"):
		text += "\n\nan HTML page"
	case len(r.Body) > 0:
		text += "\n\n" + string(r.Body)
	}
	return plain(text, volatile)
}

// A madeUp is something that a PIM, or an App, makes up, and what is told
// instead.
type madeUp struct {
	pattern *regexp.Regexp
	name    string
}

// volatile are all of them, those that a request can hold first.
var volatile = []madeUp{
	{regexp.MustCompile(`((?:access_|refresh_)?token|code)("?[:=]"?)[MNOYZ][0-9A-Za-z]{85}\b`), "$1$2…"},
	{regexp.MustCompile(`\b[MNOYZ][0-9A-Za-z]{85}\b`), "…"},
	{regexp.MustCompile(`\b[0-9a-f]{64}\b`), "…"},
	{regexp.MustCompile(`'nonce-[0-9a-f-]+'`), "'nonce-…'"},
	{regexp.MustCompile(`"([a-z_A-Z]*[sS]ecret|password|username)":"[^"]+"`), `"$1":"…"`},
	{regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b`), "…"},
	{regexp.MustCompile(`\b\d+_[0-9a-z]{45,50}\b`), "…"},
	{regexp.MustCompile(`eyJ[A-Za-z0-9_.-]+`), "…"},
	{regexp.MustCompile(`-----BEGIN[^"]+`), "…"},
	{regexp.MustCompile(`(?m)^(Client ID|Secret|Username|Password|client_id|secret): \S+`), "$1: …"},
}

func plain(text string, without []madeUp) string {
	for _, v := range without {
		text = v.pattern.ReplaceAllString(text, v.name)
	}
	return strings.TrimSpace(text)
}

// control has the demo PIM do what a control route does, before the question.
func (a *asker) control(route string, body any) authcore.Response {
	text, err := json.Marshal(body)
	answer := a.pim.Do(authcore.Request{Method: "POST", URL: pageHost + "/_demo/" + route, Body: text}).Response
	if err == nil && answer.Status != 200 {
		err = fmt.Errorf("/_demo/%s: %d %s", route, answer.Status, answer.Body)
	}
	if a.err == nil {
		a.err = err
	}
	return answer
}

// console tells what a line on the server prints.
func (a *asker) console(line string) told {
	var printed struct {
		Output string
		Exit   int
	}
	a.read(a.control("console", map[string]string{"line": line, "answer": "Y"}), &printed)
	return told{ask: line, answer: fmt.Sprintf("%s\n\nexit %d", plain(printed.Output, volatile), printed.Exit)}
}

// at tells what the PIM answers to its own screens.
func (a *asker) at(method, path, body string) told {
	return told{ask: a.told(request(method, path, body)), answer: answered(a.screen(method, path, body))}
}

// screen is what the PIM answers to its own screens, where admin is logged in.
func (a *asker) screen(method, path, body string) authcore.Response {
	var inner struct {
		Status int
		Header [][2]string
		Body   string
	}
	header := [][2]string{{"X-Requested-With", "XMLHttpRequest"}}
	if body != "" {
		header = append(header, [2]string{"Content-Type", "application/json"})
	}
	a.read(a.control("ui", map[string]any{"as": "admin", "method": method, "path": path, "header": header, "body": body}), &inner)
	r := authcore.Response{Status: inner.Status, Body: []byte(inner.Body)}
	for _, line := range inner.Header {
		r.Header.Add(line[0], line[1])
	}
	return r
}

// password is a request for a token.
func (a *asker) password(username, password string) authcore.Request {
	body := fmt.Sprintf(`{"grant_type":"password","username":"%s","password":"%s"}`, username, password)
	return request("POST", "/api/oauth/v1/token", body, "Content-Type", "application/json", "Authorization", a.basic())
}

// token gets a token, before the question.
func (a *asker) token(username, password string) string {
	var got struct {
		AccessToken string `json:"access_token"`
	}
	a.read(a.pim.Do(a.password(username, password)).Response, &got)
	return got.AccessToken
}

// get asks the API with the token of the demo's user.
func (a *asker) get(path string, header ...string) authcore.Request {
	return request("GET", path, "", append([]string{"Authorization", "Bearer " + a.token(a.demo.Username, a.demo.Password)}, header...)...)
}

// code lets the demo's App in, and returns the code it gets.
func (a *asker) code(scope string) string {
	if !a.hasApps {
		return nobodys
	}
	query := "?response_type=code&client_id=" + a.app.ClientID + "&scope=" + url.QueryEscape(scope)
	location := a.screen("GET", "/connect/apps/v1/authorize"+query, "").Header.Get("Location")
	if strings.HasPrefix(location, "/#") {
		var to struct{ RedirectURL string }
		a.read(a.screen("POST", "/rest/apps/confirm-authorization/"+a.app.ClientID, ""), &to)
		location = to.RedirectURL
	}
	u, err := url.Parse(location)
	if err != nil || u.Query().Get("code") == "" {
		a.err = fmt.Errorf("no code in %q", location)
		return ""
	}
	return u.Query().Get("code")
}

const codeIdentifier = "f3c1a0d8b2"

// exchange asks for the App's token. inQuery are parameters in the address.
func (a *asker) exchange(code string, inQuery bool) authcore.Request {
	query := url.Values{"client_id": {a.app.ClientID}, "code": {code}, "grant_type": {"authorization_code"},
		"code_identifier": {codeIdentifier}, "code_challenge": {authcore.CodeChallenge(codeIdentifier, a.app.ClientSecret)}}.Encode()
	if inQuery {
		return request("POST", "/connect/apps/v1/oauth2/token?"+query, "")
	}
	return request("POST", "/connect/apps/v1/oauth2/token", query, "Content-Type", "application/x-www-form-urlencoded")
}

// appToken gets an App's token, before the question.
func (a *asker) appToken(scope string) string {
	if !a.hasApps {
		return nobodys
	}
	var got struct {
		AccessToken string `json:"access_token"`
	}
	a.read(a.pim.Do(a.exchange(a.code(scope), false)).Response, &got)
	return got.AccessToken
}

// unlessNone tells t where there are Apps.
func (a *asker) unlessNone(t told) told {
	if !a.hasApps {
		t.answer = "There are no Apps."
	}
	return t
}

// bearer asks the API with a token.
func bearer(method, path, token string) authcore.Request {
	return request(method, path, "", "Authorization", "Bearer "+token)
}
