// What kind of answer came: one of those that a PIM is known to give, or what
// else stands at its address.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// An answer is a kind of answer.
type answer int

const (
	none answer = iota
	success
	grantRefused    // token: grant_type, username, password
	clientRefused   // token: client_id, secret
	grantNotAllowed // token: the client may not use it
	userRefused
	refreshMissing
	refreshRefused
	scopeRefused
	tooLarge
	jsonRefused
	typeMissing
	typeRefused
	methodRefused
	noRoute
	notFound
	tokenMissing
	tokenInvalid
	tokenDisconnect
	tokenExpired
	tokenUser
	apiForbidden
	entityForbidden
	notApp
	acceptRefused
	bracketRefused
	valueRefused
	rateLimited
	serverError
	appClient
	appRequest
	appGrant
	appGrantType
	loginPage
	htmlPage
	redirectAnswer
	emptyAnswer
	brokenJSON
	wrongForm
	documentedOnly
	unknownError
	noAnswerToSee    // a redirect that a browser hides: status 0
	unreadableStatus // of which only the status is known
)

// answers are their names, and the stages at which they are given; proxy: by
// what stands before the PIM, or by none that can be told.
var answers = [...]struct {
	name  string
	stage stage
}{
	none:             {"", proxy},
	success:          {"success", proxy},
	grantRefused:     {"grant_refused", grant},
	clientRefused:    {"client_refused", client},
	grantNotAllowed:  {"grant_not_allowed", allowed},
	userRefused:      {"user_refused", user},
	refreshMissing:   {"refresh_missing", parameters},
	refreshRefused:   {"refresh_refused", user},
	scopeRefused:     {"scope_refused", scope},
	tooLarge:         {"too_large", size},
	jsonRefused:      {"json_refused", json},
	typeMissing:      {"type_missing", negotiation},
	typeRefused:      {"type_refused", negotiation},
	methodRefused:    {"method_refused", routing},
	noRoute:          {"no_route", routing},
	notFound:         {"not_found", controller},
	tokenMissing:     {"token_missing", client},
	tokenInvalid:     {"token_invalid", client},
	tokenDisconnect:  {"token_disconnected", client},
	tokenExpired:     {"token_expired", client},
	tokenUser:        {"token_user", client},
	apiForbidden:     {"api_forbidden", permission},
	entityForbidden:  {"entity_forbidden", controller},
	notApp:           {"not_app", permission},
	acceptRefused:    {"accept_refused", negotiation},
	bracketRefused:   {"bracket", negotiation},
	valueRefused:     {"value_refused", controller},
	rateLimited:      {"rate_limited", proxy},
	serverError:      {"server_error", proxy},
	appClient:        {"app_client", client},
	appRequest:       {"app_request", parameters},
	appGrant:         {"app_grant", user},
	appGrantType:     {"app_grant_type", user},
	loginPage:        {"login_page", proxy},
	htmlPage:         {"html_page", proxy},
	redirectAnswer:   {"redirect", proxy},
	emptyAnswer:      {"empty", proxy},
	brokenJSON:       {"broken_json", proxy},
	wrongForm:        {"wrong_type", proxy},
	documentedOnly:   {"documented_401", proxy},
	unknownError:     {"unknown_error", proxy},
	noAnswerToSee:    {"hidden", proxy},
	unreadableStatus: {"status", proxy},
}

// An answerRow is an answer's status and the beginning of what its JSON says.
type answerRow struct {
	status  int
	message string
	answer  answer
}

// answerRows are read from the top: the first that fits names the answer. Those
// of OAuth's own form, an error and its description, come first, whatever
// their status.
var answerRows = [...]answerRow{
	{401, "access_denied OAuth2 authentication required\n", tokenMissing},
	{401, "access_denied ", tokenUser},
	{400, "invalid_client ", appClient},
	{400, "invalid_request ", appRequest},
	{400, "invalid_grant ", appGrant},
	{400, "unsupported_grant_type ", appGrantType},
	{0, "", unknownError}, // the last of them

	{422, `Parameter "client_id"`, clientRefused},
	{422, `Parameter "grant_type", "username"`, grantRefused},
	{422, `Parameter "grant_type" or "refresh_token"`, refreshMissing},
	{422, "No user found", userRefused},
	{422, "Refresh token is invalid", refreshRefused},
	{422, "This grant type", grantNotAllowed},
	{422, "An unsupported scope", scopeRefused},
	{422, "", valueRefused},
	{401, "The access token provided has expired", tokenExpired},
	{401, "The access token provided is invalid. Your app", tokenDisconnect},
	{401, "The access token provided is invalid", tokenInvalid},
	{401, "Full authentication is required", tokenMissing},
	{401, "Authentication is required", documentedOnly},
	{403, "You are not allowed to access the web API", apiForbidden},
	{403, "Access forbidden", entityForbidden},
	{403, "Not an authenticated App", notApp},
	{400, "Invalid json", jsonRefused},
	{400, "Bracket syntax", bracketRefused},
	{400, "", valueRefused},
	{404, "No route found", noRoute},
	{404, "", notFound},
	{405, "", methodRefused},
	{406, "", acceptRefused},
	{413, "", tooLarge},
	{415, `The "Content-Type" header is missing`, typeMissing},
	{415, "", typeRefused},
	{429, "", rateLimited},
}

const oauthRows = 7

// classify returns the kind of an answer, and keeps what its JSON says.
func (x *examination) classify() answer {
	r := x.this.Response
	if r == nil {
		return none
	}
	fine, unseen := r.Status/100 == 2, r.Header == nil && r.Body == nil
	switch {
	case r.Status == 0:
		return noAnswerToSee
	case r.Status/100 == 3:
		return redirectAnswer
	case r.Status == 429:
		return rateLimited
	case fine && len(r.Body) == 0 && (r.Status != 200 || x.isHead() || unseen),
		fine && x.route == routeAPI && x.isFile():
		return success
	}
	_, err := authcore.ParseToken(*r)
	switch e := err.(type) {
	case nil:
		return success
	case *authcore.PIMError:
		x.message = e.Message
		for i := range answerRows[oauthRows:] {
			if row := &answerRows[oauthRows+i]; row.status == e.Status && strings.HasPrefix(e.Message, row.message) {
				return row.answer
			}
		}
	case *authcore.OAuthError:
		said := e.Code + " " + e.Description + "\n"
		x.message = strings.TrimSpace(said)
		for i := range answerRows[:oauthRows] {
			if row := &answerRows[i]; strings.HasPrefix(said, row.message) {
				return row.answer
			}
		}
	case *authcore.HTMLError:
		switch {
		case e.Login:
			return loginPage
		case x.route.ofApp() && strings.Contains(x.begins(4096), "Oops! An Error Occurred"):
			return pageOfApps(x.route, r.Status)
		}
		return htmlPage
	case *authcore.EmptyError:
		// Of a log line the status is all there is, and of what HEAD gets.
		if unseen || x.isHead() {
			return unreadableStatus
		}
		return emptyAnswer
	case *authcore.BrokenJSONError:
		return brokenJSON
	default:
		if fine && (x.route != routeToken || x.q.Method != "POST" && x.sent) {
			return success
		}
		if fine {
			return wrongForm
		}
	}
	if r.Status >= 500 {
		return serverError
	}
	return unknownError
}

func (x *examination) isHead() bool { return x.q.Method == "HEAD" }

// isFile reports whether an answer is of the kinds that are no JSON, or no one
// JSON: a media file, and what became of several things, one a line.
func (x *examination) isFile() bool {
	media, _, _ := strings.Cut(strings.ToLower(x.r.Header.Get("Content-Type")), ";")
	media = strings.TrimSpace(media)
	path, _, _ := strings.Cut(x.q.URL, "?")
	switch {
	case media == typeOfCollection, strings.HasSuffix(path, "/download"):
		return true
	case media == "" || strings.Contains(media, "json") || strings.HasPrefix(media, "text/"):
		return x.q.Method == "PATCH" && strings.HasPrefix(strings.TrimLeft(x.begins(64), " "), `{"line":1,`)
	}
	return true
}

// begins returns how the answer's body begins.
func (x *examination) begins(length int) string {
	return string(x.r.Body[:min(len(x.r.Body), length)])
}

// pageOfApps reads the pages with which the routes of Apps refuse whoever does
// not accept JSON: they have a status and no message.
func pageOfApps(r route, status int) answer {
	switch {
	case status == 405:
		return methodRefused
	case status == 400 && r == routeAppToken:
		return jsonRefused
	case status == 403 && r == routeAppScopes:
		return notApp
	case status == 401 && r == routeAppScopes:
		return unreadableStatus
	}
	return htmlPage
}

// brings reports whether an answer that the code explains has the status.
func (c *code) brings(status int) bool {
	for i := range answerRows {
		if row := &answerRows[i]; row.status == status && c.fits(row.answer) {
			return true
		}
	}
	return false
}
