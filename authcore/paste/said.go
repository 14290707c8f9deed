// What a PIM says in its errors, as logs and exceptions have it: often the words
// are all that is left of an answer.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// messages of a PIM, with the status of each. A log often has nothing else.
var messages = []struct {
	status     int
	words, all string
}{
	{422, "is missing, empty or invalid", `Parameter "grant_type", "username" or "password" is missing, empty or invalid`},
	{422, "is missing or does not match any client", `Parameter "client_id" is missing or does not match any client, or secret is invalid`},
	{422, "This grant type is not authorized", "This grant type is not authorized for this client"},
	{422, "No user found for the given username", "No user found for the given username and password"},
	{422, " is missing or empty", `Parameter "grant_type" or "refresh_token" is missing or empty`},
	{422, "Refresh token is invalid or has expired", "Refresh token is invalid or has expired"},
	{422, "An unsupported scope was requested", "An unsupported scope was requested."},
	{413, "exceeded the maximum allowed size of 300 bytes", "Request content exceeded the maximum allowed size of 300 bytes"},
	{400, "Invalid json message received", "Invalid json message received"},
	{401, "Your app has been disconnected", "The access token provided is invalid. Your app has been disconnected from that PIM."},
	{401, "The access token provided is invalid", "The access token provided is invalid."},
	{401, "The access token provided has expired", "The access token provided has expired."},
	{401, "Full authentication is required", "Full authentication is required to access this resource."},
	{401, "OAuth2 authentication required", ""},
	{401, "Authentication is required", "Authentication is required"},
	{403, "not allowed to access the web API", "You are not allowed to access the web API."},
	{403, "Not an authenticated App", "Not an authenticated App"},
}

// exceptions are the names of client libraries for a status.
var exceptions = []struct {
	name   string
	status int
}{
	{"BadRequestHttpException", 400}, {"UnauthorizedHttpException", 401}, {"ForbiddenHttpException", 403}, {"MethodNotAllowedHttpException", 405},
	{"NotFoundHttpException", 404}, {"NotAcceptableHttpException", 406}, {"UnsupportedMediaTypeHttpException", 415},
	{"UnprocessableEntityHttpException", 422}, {"TooManyRequestsHttpException", 429},
}

// message looks for the words of a PIM, or for what a client library made of
// them.
func (r *reader) message(d *draft, text string) {
	for _, e := range exceptions {
		at := strings.Index(text, e.name)
		if at < 0 {
			continue
		}
		said := saidBy(text[at+len(e.name):])
		a := d.response()
		a.Status = e.status
		if said != "" {
			r.note("message_only")
			a.Body = errorBody(e.status, said)
			return
		}
	}
	for _, m := range messages {
		if !strings.Contains(text, m.words) || m.words[0] == ' ' && !strings.Contains(text, "refresh_token") {
			continue
		}
		r.note("message_only")
		a := d.response()
		a.Status = m.status
		if a.Body = errorBody(m.status, m.all); m.all == "" {
			a.Body = []byte(`{"error":"access_denied","error_description":"OAuth2 authentication required"}`)
		}
		return
	}
}

// saidBy returns the message behind the name of an exception: as PHP prints it,
// as a log has it with "(code: 422): " before, as a console puts it below.
func saidBy(rest string) string {
	rest = rest[:min(len(rest), 2000)]
	said := ""
	switch {
	case strings.HasPrefix(rest, ": "):
		said, _, _ = strings.Cut(rest[2:], "\n")
	case strings.HasPrefix(rest, "(code"):
		_, said, _ = strings.Cut(rest, "): ")
		said, _, _ = strings.Cut(said, "\n")
	default:
		bracket, below, ok := strings.Cut(rest, "\n")
		if !ok || !strings.HasSuffix(strings.TrimSpace(bracket), "]") {
			return ""
		}
		said, _, _ = strings.Cut(strings.TrimLeft(below, " \r\n"), "\n")
	}
	for _, end := range [...]string{" in /", " at /", " (see http", " in C:", " at C:"} {
		said, _, _ = strings.Cut(said, end)
	}
	return strings.TrimSpace(strings.ReplaceAll(said, `\"`, `"`))
}

func errorBody(status int, message string) []byte {
	return jsontext.Append(nil, jsontext.Object{{Name: "code", Value: status}, {Name: "message", Value: message}})
}
