// The requests of a connector for a token: every grant is a list of members,
// handed to one builder.

package authcore

import (
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// tokenRoute is where connections get their tokens; apps have another.
const tokenRoute = "/api/oauth/v1/token"

// maxTokenBody is the number of bytes that the token endpoint of connections
// takes, since 3.2.81, 4.0.94 and 5.0.6.
const maxTokenBody = 300

// A Connector asks a PIM for tokens with the client ID and secret of a
// connection. The zero values of Form and ClientInBody are the documentation's
// way: JSON, and client ID and secret in the Authorization header.
type Connector struct {
	PIM          Address
	Client       Client
	Form         bool // the body is form-encoded, not JSON; a PIM takes it since 1.7.13 and 2.0.7
	ClientInBody bool // client_id and client_secret stand in the body; no Authorization header
}

// PasswordRequest returns the request for a first token (documentation, "Token
// generation"; RFC 6749 §4.3). Username and password are those of the API
// user and may hold any character; in JSON they must be UTF-8. [ParseToken]
// reads the answer. The error is an *[InputError].
func (c Connector) PasswordRequest(username, password string) (Request, error) {
	return c.tokenRequest("password",
		urltext.Pair{Name: "username", Value: username},
		urltext.Pair{Name: "password", Value: password})
}

// RefreshRequest returns the request for a new token (documentation, "Refresh
// an expired token"; RFC 6749 §6). It may be sent once: the PIM deletes the
// refresh token and answers another. The old access token goes on working
// until it expires. [ParseToken] reads the answer. The error is an
// *[InputError].
func (c Connector) RefreshRequest(refreshToken string) (Request, error) {
	return c.tokenRequest("refresh_token", urltext.Pair{Name: "refresh_token", Value: refreshToken})
}

// tokenRequest builds the request of a grant: members follow grant_type and,
// in the body, the client.
func (c Connector) tokenRequest(grant string, members ...urltext.Pair) (Request, error) {
	if err := c.PIM.valid(); err != nil {
		return Request{}, err
	}
	// The first fault is the first field that a person fills in.
	var authorization string
	body := []urltext.Pair{{Name: "grant_type", Value: grant}}
	if c.ClientInBody {
		if err := filled("client_id", c.Client.ID); err != nil {
			return Request{}, err
		}
		body = append(body, urltext.Pair{Name: "client_id", Value: c.Client.ID}, urltext.Pair{Name: "client_secret", Value: c.Client.Secret})
	} else {
		credentials, err := c.Client.Credentials()
		if err != nil {
			return Request{}, err
		}
		authorization = "Basic " + credentials
	}
	for _, m := range members {
		if err := filled(m.Name, m.Value); err != nil {
			return Request{}, err
		}
	}
	body = append(body, members...)

	r := Request{Method: "POST", URL: c.PIM.String() + tokenRoute}
	if c.Form {
		r.Header.Add("Content-Type", "application/x-www-form-urlencoded")
		r.Body = []byte(urltext.EncodeQuery(body))
	} else {
		r.Header.Add("Content-Type", "application/json")
		var err error
		if r.Body, err = jsonBody(body); err != nil {
			return Request{}, err
		}
	}
	if authorization != "" {
		r.Header.Add("Authorization", authorization)
	}
	return r, nil
}

// jsonBody writes the body as the documentation prints it, or on one line if
// the PIM would not take it otherwise.
func jsonBody(pairs []urltext.Pair) ([]byte, error) {
	o, err := jsonMembers(pairs)
	if err != nil {
		return nil, err
	}
	body := jsontext.AppendIndent(nil, o)
	if len(body) > maxTokenBody {
		body = jsontext.Append(nil, o)
	}
	return body, nil
}

// jsonMembers returns the members of a JSON body.
func jsonMembers(pairs []urltext.Pair) (jsontext.Object, error) {
	var o jsontext.Object
	for _, p := range pairs {
		field := p.Name
		if field == "client_secret" {
			field = "secret"
		}
		if err := encodable(field, p.Value); err != nil {
			return nil, err
		}
		o = append(o, jsontext.Member{Name: p.Name, Value: p.Value})
	}
	return o, nil
}
