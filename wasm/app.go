//go:build js && wasm

// The calls for Apps: what they make up, take in and look into.

package main

import (
	"bytes"
	"encoding/base64"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// text returns any request as raw HTTP and as curl.
func text(args object) (any, error) {
	request := requestOf(args.object("request"))
	return record("http", textValue(request.HTTP()), "curl", textValue(request.Curl())), nil
}

func challenge(args object) (any, error) {
	return record("code_challenge", authcore.CodeChallenge(args.text("code_identifier"), args.text("app_secret"))), nil
}

func checkChallenge(args object) (any, error) {
	v := authcore.CheckChallenge(args.text("challenge"), args.text("code_identifier"), args.text("app_secret"))
	return record("code", v.Code, "of", v.Of, "where", v.Where), nil
}

func random(args object) (any, error) {
	raw, err := base64.StdEncoding.DecodeString(args.text("random_base64"))
	if err != nil {
		args.wrong("random_base64", "base64")
	}
	source, text := bytes.NewReader(raw), ""
	switch args.text("kind") {
	case "state":
		text, err = authcore.NewState(source)
	case "code_identifier":
		text, err = authcore.NewCodeIdentifier(source)
	default:
		args.wrong("kind", "state or code_identifier")
	}
	return record("text", text), err
}

func scopes(args object) (any, error) {
	version, err := authcore.ParseVersion(args.text("version"))
	if err != nil {
		return nil, &callError{"bad_argument", message(err)}
	}
	rows := jsontext.Array{}
	for _, scope := range authcore.Scopes(version) {
		rows = append(rows, record("name", scope.Name, "implies", texts(scope.Implies), "permissions", texts(scope.Permissions), "what", scope.What))
	}
	return rows, nil
}

func withImplied(args object) (any, error) {
	return record("scope", strings.Join(authcore.WithImplied(strings.Fields(args.text("scope"))), " ")), nil
}

func activation(args object) (any, error) {
	url, err := authcore.ParseActivation(args.text("url"))
	if err != nil {
		return nil, err
	}
	address, err := parseAddress(object{members: record("text", url), fault: args.fault})
	return record("pim_url", url, "address", address), err
}

func callback(args object) (any, error) {
	code, err := authcore.ParseCallback(args.text("url"), args.text("state"))
	return record("code", code), err
}

func idToken(args object) (any, error) {
	t, err := authcore.ParseIDToken(args.text("token"))
	if err != nil {
		return nil, err
	}
	return record(
		"header", claims(t.Header),
		"claims", claims(t.Claims),
		"issuer", t.Issuer,
		"subject", t.Subject,
		"audience", t.Audience,
		"issued_at", t.IssuedAt.UnixMilli(),
		"expires_at", t.ExpiresAt.UnixMilli(),
		"signing_input", t.SigningInput,
		"signature_base64", base64.StdEncoding.EncodeToString(t.Signature),
	), nil
}

func claims(all []authcore.Claim) jsontext.Array {
	pairs := make(jsontext.Array, len(all))
	for i, c := range all {
		pairs[i] = jsontext.Array{c.Name, c.Value}
	}
	return pairs
}

func idTokenFaults(args object) (any, error) {
	t, err := authcore.ParseIDToken(args.text("token"))
	if err != nil {
		return nil, err
	}
	faults := jsontext.Array{}
	for _, f := range t.Check(args.text("issuer"), args.text("client_id"), time.UnixMilli(int64(args.whole("now_ms")))) {
		faults = append(faults, string(f))
	}
	return faults, nil
}

func certificate(args object) (any, error) {
	key, err := authcore.CertificateKey(args.text("pem"))
	return record("spki_base64", base64.StdEncoding.EncodeToString(key)), err
}

func guessVersion(args object) (any, error) {
	version, err := authcore.GuessVersion(args.text("text"))
	return record("version", string(version)), err
}

func readAppToken(r authcore.Response) (jsontext.Object, error) {
	token, err := authcore.ParseAppToken(r)
	return record("shape", "app_token", "token", record(
		"access_token", token.AccessToken,
		"token_type", token.TokenType,
		"scope", token.Scope,
		"id_token", token.IDToken,
	)), err
}

// readPublicKey leaves the key empty if the certificate holds none.
func readPublicKey(r authcore.Response) (jsontext.Object, error) {
	pem, err := authcore.ParsePublicKey(r)
	key, _ := authcore.CertificateKey(pem)
	return record("shape", "public_key", "certificate", pem, "spki_base64", base64.StdEncoding.EncodeToString(key)), err
}
