// What to do about an answer, one sentence each. It is chosen by the status and
// by the texts that a PIM is known to send; the whole diagnosis, with evidence,
// is not here.

package authcore

import "strings"

// pimNext is read from the top: the first row whose status and beginning of the
// message fit speaks.
var pimNext = []struct {
	status        int
	message, next string
}{
	{422, `Parameter "client_id"`, "Copy client ID and secret from the connection again, and encode them as client_id:secret, without a line feed at the end."},
	{422, `Parameter "grant_type", "username"`, "Send grant_type, username and password, none of them empty, in a body of the kind that Content-Type names."},
	{422, `Parameter "grant_type" or "refresh_token"`, "Send grant_type refresh_token together with a refresh_token that is not empty."},
	{422, "No user found", "Check username and password of the API user, and that the user is enabled."},
	{422, "Refresh token is invalid", "Get a new token with username and password: a refresh token works once, within 14 days, and only with the client that received it."},
	{422, "This grant type", "Use the grant password or refresh_token, or create a client that allows this one."},
	{422, "An unsupported scope", "Send no scope."},
	{422, "", "Correct the value that the message names."},
	{401, "The access token provided has expired", "Refresh the token, or get a new one with username and password."},
	{401, "The access token provided is invalid. Your app", "Connect the app to this PIM again."},
	{401, "The access token provided is invalid", "Get a new token from this PIM: it does not know this one."},
	{401, "", "Send the header Authorization: Bearer, one blank and the access token; if you did, look for a proxy that removes it."},
	{403, "You are not allowed to access the web API", "Give the role of the user the permission Overall Web API access."},
	{403, "Not an authenticated App", "Send the token of an App: that of a connection has no scopes."},
	{403, "", "Give the role of the user the permission that the message names."},
	{400, "Invalid json", "Send a body that is valid JSON, with text in UTF-8."},
	{400, "", "Correct what the message names."},
	{404, "No route found", "Check the address: the PIM's own part of it, the route, and that it ends without a slash."},
	{404, "", "Check the code at the end of the address."},
	{405, "", "Use one of the methods in the Allow header."},
	{406, "", "Send Accept: application/json, or no Accept header at all."},
	{413, "", "Shorten the body to 300 bytes: no indentation, client ID and secret in the Authorization header."},
	{415, "", "Send the Content-Type that the message asks for."},
	{429, "", "Wait as many seconds as the Retry-After header says, then send it again."},
	{500, "No OpenId keys", "On the PIM's server, run akeneo:connectivity-connection:openid-keys:create."},
	{500, "", "Send the token in one place only, the Authorization header; if you did, look into the PIM's log."},
}

// Next says what to do, by the messages that the PIM's documentation and
// sources name.
func (e *PIMError) Next() string {
	for _, row := range pimNext {
		if row.status == e.Status && strings.HasPrefix(e.Message, row.message) {
			return row.next
		}
	}
	return "Read the message, and look into the PIM's log if it does not help."
}

// Next says what to do, by the member "error".
func (e *OAuthError) Next() string {
	switch {
	case e.Code == "access_denied" && e.Description == "OAuth2 authentication required":
		return "Send the header Authorization: Bearer, one blank and the access token; if you did, look for a proxy that removes it."
	case e.Code == "access_denied":
		return "Check that the token's user is enabled, then get a new token."
	case e.Code == "invalid_client":
		return "Check the client ID, and compute the code challenge anew from this code identifier and the app's secret."
	case e.Code == "invalid_grant":
		return "Start the activation again: a code works once and expires soon."
	case e.Code == "unsupported_grant_type":
		return "Send grant_type authorization_code."
	case e.Code == "invalid_request":
		return "Send client_id, code, grant_type, code_identifier and code_challenge, none of them empty."
	}
	return "Look the error up in the documentation of the PIM."
}

// Next says what to do, by the kind of page and the status.
func (e *HTMLError) Next() string {
	switch {
	case e.Login:
		return "Check that the address ends in a route of the API, and that nothing removes the Authorization header."
	case e.Status >= 500:
		return "Send it again later: a server in front of the PIM says that the PIM is not ready."
	case e.Status >= 300 && e.Status < 400:
		return "Use the address that the Location header names."
	}
	return "Check the address: another server, or another page of the PIM, answered."
}

// Next says what to do, by the status.
func (e *EmptyError) Next() string {
	if e.Status == 0 {
		return "Check scheme, host and path of the address: the PIM redirects it, and a browser hides where to."
	}
	return "Send it again, and look into the logs of the PIM and of any proxy if it stays empty."
}

// Next says what to do: nothing about the request can help.
func (e *BrokenJSONError) Next() string {
	return "Look at the raw body: it was cut off, or something before or inside the PIM wrote into it."
}

// Next says what to do, by what the answer lacks.
func (e *TypeError) Next() string {
	if e.Status >= 400 {
		return "Look at the raw body: this is not how a PIM reports an error."
	}
	return "Check the address: this JSON is not what the documentation of this route shows."
}
