//go:build js && wasm

// The calls that build: an address, the encoded pair, a request.

package main

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

func parseAddress(args object) (any, error) {
	address, trims, err := authcore.ParseAddress(args.text("text"))
	if err != nil {
		return nil, err
	}
	cut := make(jsontext.Array, len(trims))
	for i, trim := range trims {
		cut[i] = record("code", trim.Code, "text", trim.Text)
	}
	return record(
		"address", address.String(),
		"origin", address.Origin(),
		"host", address.Host(),
		"scheme", address.Scheme(),
		"trims", cut,
	), nil
}

// encode shows what the encoding does with any pair, and beside it why no
// request would carry this one.
func encode(args object) (any, error) {
	client := authcore.Client{ID: args.text("client_id"), Secret: args.text("secret")}
	credentials, refused := client.Credentials()
	var groups jsontext.Array
	for _, group := range client.Groups() {
		o := record(
			"hex", hex.EncodeToString(group.Bytes),
			"base64", group.Base64,
			"kind", string(group.Kind),
		)
		if utf8.Valid(group.Bytes) {
			o = with(o, "text", string(group.Bytes))
		}
		groups = append(groups, o)
	}
	value := record(
		"credentials", credentials,
		"groups", groups,
		"with_line_feed", withLineFeed(client),
	)
	if refused != nil {
		value = with(value, "error", errorValue(refused))
	}
	return value, nil
}

// withLineFeed encodes the pair as "echo id:secret | base64" does: with the
// line feed that echo adds unless told -n. No request is built so on purpose,
// so Credentials refuses it, and the groups are joined by hand.
func withLineFeed(client authcore.Client) string {
	client.Secret += "\n"
	var text string
	for _, group := range client.Groups() {
		text += group.Base64
	}
	return text
}

// build returns a request, the same as raw HTTP, and as curl. With curl_pim the
// curl goes to that PIM and, where the request holds a token, gets one there
// first: a token of one PIM is never sent to another.
func build(args object) (any, error) {
	o := orderOf(args)
	pim, _, err := authcore.ParseAddress(args.text("pim"))
	if err != nil {
		return nil, err
	}
	request, err := o.request(o.name, pim)
	if err != nil {
		return nil, err
	}
	curl := request.Curl()
	if other := args.text("curl_pim"); other != "" {
		curl, err = o.curlAt(other)
	}
	value := record(
		"request", requestValue(request),
		"http", textValue(request.HTTP()),
		"curl", textValue(curl),
	)
	if err != nil { // an input that only the curl needs does not keep the request back
		value = with(value, "curl_error", errorValue(err))
	}
	return value, nil
}

// An order is what a request is built from.
type order struct {
	name                      string // of the request
	connector                 authcore.Connector
	app                       authcore.App
	username, password        string
	accessToken, refreshToken string
	lineFeed                  bool

	state, code, codeIdentifier, codeChallenge, appToken string
	scopes                                               []string
}

func orderOf(args object) order {
	return order{
		name: args.text("request"),
		connector: authcore.Connector{
			Client:       authcore.Client{ID: args.text("client_id"), Secret: args.text("secret")},
			Form:         args.flag("form"),
			ClientInBody: args.flag("client_in_body"),
		},
		app:            authcore.App{ClientID: args.text("app_client_id"), Secret: args.text("app_secret"), JSON: args.flag("json")},
		username:       args.text("username"),
		password:       args.text("password"),
		accessToken:    args.text("access_token"),
		refreshToken:   args.text("refresh_token"),
		lineFeed:       args.flag("line_feed"),
		state:          args.text("state"),
		code:           args.text("code"),
		codeIdentifier: args.text("code_identifier"),
		codeChallenge:  args.text("code_challenge"),
		appToken:       args.text("app_token"),
		scopes:         strings.Fields(args.text("scope")),
	}
}

func (o order) request(name string, pim authcore.Address) (request authcore.Request, err error) {
	o.connector.PIM, o.app.PIM = pim, pim
	switch name {
	case "password":
		request, err = o.connector.PasswordRequest(o.username, o.password)
	case "refresh":
		request, err = o.connector.RefreshRequest(o.refreshToken)
	case "categories":
		return authcore.ListCategories(pim, o.accessToken)
	case "root":
		return authcore.APIRoot(pim), nil
	case "app_authorize":
		request, err = o.app.AuthorizationRequest(o.state, o.scopes)
	case "app_token":
		if o.codeChallenge != "" {
			request, err = o.app.TokenRequestWith(o.code, o.codeIdentifier, o.codeChallenge)
		} else {
			request, err = o.app.TokenRequest(o.code, o.codeIdentifier)
		}
	case "app_categories":
		request, err = authcore.ListCategories(pim, o.appToken)
	case "app_scopes":
		request, err = authcore.UpdateScopes(pim, o.appToken, o.scopes)
	case "app_key":
		return authcore.PublicKey(pim), nil
	default:
		return request, unknownRequest(name)
	}
	if strings.HasPrefix(name, "app_") {
		return request, ofApp(err)
	}
	if err == nil && o.lineFeed && !o.connector.ClientInBody {
		request.Header.Del("Authorization")
		request.Header.Add("Authorization", "Basic "+withLineFeed(o.connector.Client))
	}
	return request, err
}

// ofApp names the field of the page: an App's inputs stand beside a
// connector's.
func ofApp(err error) error {
	input, ok := err.(*authcore.InputError)
	if !ok {
		return err
	}
	renamed := *input
	switch input.Field {
	case "client_id", "secret":
		renamed.Field = "app_" + input.Field
	case "access_token":
		renamed.Field = "app_token"
	}
	return &renamed
}

func (o order) curlAt(address string) (authcore.Text, error) {
	pim, _, err := authcore.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	request, err := o.request(o.name, pim)
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasPrefix(o.name, "app_"): // what a person has to agree to, no command can get
		return request.CurlWithout(authcore.Code, authcore.AccessToken), nil
	case o.name == "password" || o.name == "root":
		return request.Curl(), nil
	}
	o.lineFeed = false // the token has to come
	token, err := o.request("password", pim)
	if err != nil {
		return nil, err
	}
	return authcore.CurlAfter(token, request), nil
}

func unknownRequest(name string) error {
	return &callError{"bad_argument", "there is no request " + name + ": there are password, refresh, categories, root, app_authorize, app_token, app_categories, app_scopes and app_key"}
}
