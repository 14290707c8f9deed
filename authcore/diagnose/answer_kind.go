// What kind of answer came: one of those that a PIM is known to give, or what
// else stands at its address.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// An answer is a kind of answer.
type answer string

const (
	none             answer = ""
	success          answer = "success"
	grantRefused     answer = "grant_refused"     // token: grant_type, username, password
	clientRefused    answer = "client_refused"    // token: client_id, secret
	grantNotAllowed  answer = "grant_not_allowed" // token: the client may not use it
	userRefused      answer = "user_refused"
	refreshMissing   answer = "refresh_missing"
	refreshRefused   answer = "refresh_refused"
	scopeRefused     answer = "scope_refused"
	tooLarge         answer = "too_large"
	jsonRefused      answer = "json_refused"
	typeMissing      answer = "type_missing"
	typeRefused      answer = "type_refused"
	methodRefused    answer = "method_refused"
	noRoute          answer = "no_route"
	notFound         answer = "not_found"
	tokenMissing     answer = "token_missing"
	tokenInvalid     answer = "token_invalid"
	tokenDisconnect  answer = "token_disconnected"
	tokenExpired     answer = "token_expired"
	tokenUser        answer = "token_user"
	apiForbidden     answer = "api_forbidden"
	entityForbidden  answer = "entity_forbidden"
	notApp           answer = "not_app"
	acceptRefused    answer = "accept_refused"
	bracketRefused   answer = "bracket"
	valueRefused     answer = "value_refused"
	rateLimited      answer = "rate_limited"
	serverError      answer = "server_error"
	appClient        answer = "app_client"
	appRequest       answer = "app_request"
	appGrant         answer = "app_grant"
	appGrantType     answer = "app_grant_type"
	loginPage        answer = "login_page"
	htmlPage         answer = "html_page"
	redirectAnswer   answer = "redirect"
	emptyAnswer      answer = "empty"
	brokenJSON       answer = "broken_json"
	wrongForm        answer = "wrong_type"
	documentedOnly   answer = "documented_401"
	unknownError     answer = "unknown_error"
	noAnswerToSee    answer = "hidden" // a redirect that a browser hides: status 0
	unreadableStatus answer = "status" // of which only the status is known
)

// pimAnswers are read from the top: the first row whose status and beginning
// of the message fit names the answer.
var pimAnswers = []struct {
	status  int
	message string
	answer  answer
}{
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

// classify returns the kind of an answer, and what its JSON says.
func classify(r route, c Case) (answer, string) {
	if c.Response == nil {
		return none, ""
	}
	a := *c.Response
	switch {
	case a.Status == 0:
		return noAnswerToSee, ""
	case a.Status >= 300 && a.Status < 400:
		return redirectAnswer, ""
	case a.Status == 429:
		return rateLimited, ""
	case a.Status/100 == 2 && len(a.Body) == 0 && (a.Status != 200 || c.isHead() || a.Header == nil && a.Body == nil):
		return success, ""
	case a.Status/100 == 2 && r == routeAPI && isFile(c):
		return success, ""
	}
	_, err := authcore.ParseToken(a)
	switch e := err.(type) {
	case nil:
		return success, ""
	case *authcore.PIMError:
		return pimAnswer(e), e.Message
	case *authcore.OAuthError:
		return oauthAnswer(e), strings.TrimSpace(e.Code + " " + e.Description)
	case *authcore.HTMLError:
		switch {
		case e.Login:
			return loginPage, ""
		case r.ofApp() && strings.Contains(string(a.Body[:min(len(a.Body), 4096)]), "Oops! An Error Occurred"):
			return pageOfApps(r, a.Status), ""
		}
		return htmlPage, ""
	case *authcore.EmptyError:
		// Of a log line the status is all there is, and of what HEAD gets.
		if a.Header == nil && a.Body == nil || c.isHead() {
			return unreadableStatus, ""
		}
		return emptyAnswer, ""
	case *authcore.BrokenJSONError:
		return brokenJSON, ""
	}
	if a.Status/100 == 2 && (r != routeToken || c.Request != nil && c.Request.Method != "POST") {
		return success, ""
	}
	switch {
	case a.Status/100 == 2:
		return wrongForm, ""
	case a.Status >= 500:
		return serverError, ""
	}
	return unknownError, ""
}

func (c Case) isHead() bool { return c.Request != nil && c.Request.Method == "HEAD" }

// isFile reports whether an answer is of the kinds that are no JSON, or no one
// JSON: a media file, and what became of several things, one a line.
func isFile(c Case) bool {
	media, _, _ := strings.Cut(strings.ToLower(c.Response.Header.Get("Content-Type")), ";")
	media = strings.TrimSpace(media)
	path, _, _ := strings.Cut(c.Request.URL, "?")
	switch {
	case media == typeOfCollection, strings.HasSuffix(path, "/download"):
		return true
	case media == "" || strings.Contains(media, "json") || strings.HasPrefix(media, "text/"):
		return c.Request.Method == "PATCH" && strings.HasPrefix(strings.TrimLeft(string(c.Response.Body[:min(len(c.Response.Body), 64)]), " "), `{"line":1,`)
	}
	return true
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
func (c code) brings(status int) bool {
	for kind := range strings.FieldsSeq(c.explains) {
		switch answer(kind) {
		case tokenMissing, tokenUser:
			if status == 401 {
				return true
			}
		case appClient, appRequest, appGrant, appGrantType:
			if status == 400 {
				return true
			}
		}
		for _, row := range pimAnswers {
			if row.answer == answer(kind) && row.status == status {
				return true
			}
		}
	}
	return false
}

func pimAnswer(e *authcore.PIMError) answer {
	for _, row := range pimAnswers {
		if row.status == e.Status && strings.HasPrefix(e.Message, row.message) {
			return row.answer
		}
	}
	if e.Status >= 500 {
		return serverError
	}
	return unknownError
}

func oauthAnswer(e *authcore.OAuthError) answer {
	switch {
	case e.Code == "access_denied" && e.Description == "OAuth2 authentication required":
		return tokenMissing
	case e.Code == "access_denied":
		return tokenUser
	case e.Code == "invalid_client":
		return appClient
	case e.Code == "invalid_request":
		return appRequest
	case e.Code == "invalid_grant":
		return appGrant
	case e.Code == "unsupported_grant_type":
		return appGrantType
	}
	return unknownError
}
