// What a PIM says in its errors, as logs and exceptions have it: often the words
// are all that is left of an answer.

package paste

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// messages of a PIM, with the status of each. A log often has nothing else.
var messages = [...]struct {
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

// exceptions are the names of client libraries for a status, which follows them
// here.
const exceptions = "BadRequest400|Unauthorized401|Forbidden403|NotFound404|MethodNotAllowed405|NotAcceptable406|" +
	"UnsupportedMediaType415|UnprocessableEntity422|TooManyRequests429"

// message looks for the words of a PIM, or for what a client library made of
// them.
func (r *reader) message(d *draft, text string) {
	for name, rest := "", exceptions; rest != ""; {
		name, rest, _ = strings.Cut(rest, "|")
		n := len(name) - 3
		_, after, ok := strings.Cut(text, name[:n]+"HttpException")
		if !ok {
			continue
		}
		code := statusAt(name, n)
		if said := saidBy(after[:min(len(after), 2000)]); said != "" {
			r.said(d, code, errorBody(code, said))
			return
		}
		d.setStatus(code, -1)
	}
	for i := range messages {
		m := &messages[i]
		if strings.Contains(text, m.words) && (m.words[0] != ' ' || strings.Contains(text, "refresh_token")) {
			answer := errorBody(m.status, m.all)
			if m.all == "" {
				answer = `{"error":"access_denied","error_description":"OAuth2 authentication required"}`
			}
			r.said(d, m.status, answer)
			return
		}
	}
}

// said takes an answer of which only the message was found.
func (r *reader) said(d *draft, status int, body string) {
	r.note("message_only")
	if d.response().Status != status {
		d.setStatus(status, -1)
	}
	d.setAnswer(body, -1)
}

// saidBy returns the message behind the name of an exception: as PHP prints it,
// as a log has it with "(code: 422): " before, as a console puts it below.
func saidBy(rest string) string {
	switch {
	case strings.HasPrefix(rest, ": "):
		rest = rest[2:]
	case strings.HasPrefix(rest, "(code"):
		_, rest, _ = strings.Cut(rest, "): ")
	default:
		bracket, below, _ := strings.Cut(rest, "\n")
		if !strings.HasSuffix(strings.TrimSpace(bracket), "]") {
			return ""
		}
		rest = strings.TrimLeft(below, " \r\n")
	}
	said, _, _ := strings.Cut(rest, "\n")
	for i := range said {
		if begins(said[i:], " in /| at /| (see http| in C:| at C:") > 0 {
			said = said[:i]
			break
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(said, `\"`, `"`))
}

func errorBody(status int, message string) string {
	return `{"code":` + strconv.Itoa(status) + `,"message":` + string(jsontext.Append(nil, message)) + "}"
}
