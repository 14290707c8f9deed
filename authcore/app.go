// The requests of an App: the person's browser carries the first, the App sends
// the others.

package authcore

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// The routes of Apps, which a PIM has since 6.0; that of scopes since 7.0.
const (
	authorizeRoute    = "/connect/apps/v1/authorize"
	appTokenRoute     = "/connect/apps/v1/oauth2/token"
	updateScopesRoute = "/connect/apps/v1/scopes/update"
	publicKeyRoute    = "/connect/apps/v1/openid/public-key"
)

// An App gets its token through a person's browser, with the client ID and
// secret that a PIM made up for it. The zero value of JSON is what three of
// the four snippets of the documentation do: a form.
type App struct {
	PIM              Address
	ClientID, Secret string
	JSON             bool // the body of the token request is JSON
}

// AuthorizationRequest returns the request that the App redirects the person's
// browser to (documentation, "Get your App token", Step 1; RFC 6749 §4.1.1).
// It is for a browser: the PIM asks the person to log in and to agree, and
// sends the browser to the App's callback URL, which [ParseCallback] reads. It
// names no redirect_uri, which a PIM ignores.
//
// The state is from [NewState], kept by the App for the callback. Scopes are
// optional; the documentation warns of more than 254 characters of them, and a
// PIM since 7.0 refuses more than 1000 on a page that the App never hears of.
// The error is an *[InputError] with the Field "pim", "client_id", "state" or
// "scope".
func (a App) AuthorizationRequest(state string, scopes []string) (Request, error) {
	if err := a.named(); err != nil {
		return Request{}, err
	}
	if state == "" {
		return Request{}, &InputError{"state_empty", "state", -1, "The state is empty", "Make a new one: without it the App cannot tell its own callback from one that somebody else began."}
	}
	scope, err := joined(scopes)
	if err != nil {
		return Request{}, err
	}
	query := spelled([]urltext.Pair{
		{Name: "response_type", Value: "code"},
		{Name: "client_id", Value: a.ClientID},
		{Name: "scope", Value: scope},
		{Name: "state", Value: state},
	})
	return Request{Method: "GET", URL: a.PIM.String() + authorizeRoute + "?" + query}, nil
}

// TokenRequest returns the request that exchanges the code of a callback for a
// token (documentation, "Get your App token", Step 1). The code identifier is
// from [NewCodeIdentifier], made anew for each exchange; its [CodeChallenge]
// goes with it and the secret stays. The code is good for one exchange within
// 30 seconds. [ParseAppToken] reads the answer. The error is an *[InputError].
func (a App) TokenRequest(code, codeIdentifier string) (Request, error) {
	if err := a.named(); err != nil {
		return Request{}, err
	}
	if err := filled("secret", a.Secret); err != nil {
		return Request{}, err
	}
	return a.TokenRequestWith(code, codeIdentifier, CodeChallenge(codeIdentifier, a.Secret))
}

// TokenRequestWith is [App.TokenRequest] with a code challenge that was made
// elsewhere, right or wrong. It needs no secret.
func (a App) TokenRequestWith(code, codeIdentifier, codeChallenge string) (Request, error) {
	if err := a.named(); err != nil {
		return Request{}, err
	}
	members := []urltext.Pair{
		{Name: "client_id", Value: a.ClientID},
		{Name: "code_identifier", Value: codeIdentifier},
		{Name: "code_challenge", Value: codeChallenge},
		{Name: "code", Value: code},
		{Name: "grant_type", Value: "authorization_code"},
	}
	for _, m := range members {
		if err := filled(m.Name, m.Value); err != nil {
			return Request{}, err
		}
	}
	r := Request{Method: "POST", URL: a.PIM.String() + appTokenRoute}
	if !a.JSON {
		r.Header.Add("Content-Type", "application/x-www-form-urlencoded")
		r.Body = []byte(urltext.EncodeQuery(members))
		return r, nil
	}
	o, err := jsonMembers(members)
	if err != nil {
		return Request{}, err
	}
	r.Header.Add("Content-Type", "application/json")
	r.Body = jsontext.AppendIndent(nil, o)
	return r, nil
}

// named returns an error if no PIM could tell where and whose a request is.
func (a App) named() error {
	if err := a.PIM.valid(); err != nil {
		return err
	}
	return filled("client_id", a.ClientID)
}

// UpdateScopes returns the request by which an App says which scopes it wants
// from now on, with its access token; a PIM knows it since 7.0. Nothing is
// granted by it: people see in the PIM that the App wants more, and open it to
// agree. [ParseScopesUpdated] reads the answer. The error is an *[InputError].
func UpdateScopes(pim Address, accessToken string, scopes []string) (Request, error) {
	if err := bearable(pim, accessToken); err != nil {
		return Request{}, err
	}
	scope, err := joined(scopes)
	if err != nil {
		return Request{}, err
	}
	return Request{
		Method: "POST",
		URL:    pim.String() + updateScopesRoute + "?" + spelled([]urltext.Pair{{Name: "scopes", Value: scope}}),
		// Without Accept a refusal is a page.
		Header: Header{{"Authorization", "Bearer " + accessToken}, {"Accept", "application/json"}},
	}, nil
}

// PublicKey returns the request for the certificate that the id_tokens of a
// PIM are verified by. It needs no token. [ParsePublicKey] reads the answer.
func PublicKey(pim Address) Request {
	return Request{Method: "GET", URL: pim.String() + publicKeyRoute}
}

// bearable returns an error if no request to a PIM can carry a token.
func bearable(pim Address, accessToken string) error {
	if err := pim.valid(); err != nil {
		return err
	}
	if err := filled("access_token", accessToken); err != nil {
		return err
	}
	return printable("access_token", accessToken)
}

// joined returns scopes with one blank between them (RFC 6749 §3.3).
func joined(scopes []string) (string, error) {
	text := ""
	for i, scope := range scopes {
		if i > 0 {
			text += " "
		}
		for j := range len(scope) {
			if c := scope[j]; c <= ' ' || c >= 0x7F || c == '"' || c == '\\' {
				return "", &InputError{"scope_character", "scope", len(text) + j, "A scope holds a character that no scope may hold", "Write the scopes as the documentation does, such as read_products, with one blank between them."}
			}
		}
		text += scope
	}
	return text, nil
}

// spelled writes a query with %20 for a blank: every server reads it so, and
// some take a + for itself.
func spelled(pairs []urltext.Pair) string {
	return strings.ReplaceAll(urltext.EncodeQuery(pairs), "+", "%20")
}
