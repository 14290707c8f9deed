//go:build js && wasm

// The call that reads: what an answer is, success or one of the errors.

package main

import (
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// read says what an answer to a request is, tagged by its shape.
func read(args object) (any, error) {
	response := responseOf(args.object("response"))
	var shape jsontext.Object
	var err error
	switch name := args.text("request"); name {
	case "password", "refresh":
		shape, err = readToken(response)
	case "categories", "app_categories":
		shape, err = readCategories(response)
	case "root":
		shape, err = readRoot(response)
	case "app_token":
		shape, err = readAppToken(response)
	case "app_key":
		shape, err = readPublicKey(response)
	case "app_scopes":
		shape, err = record("shape", "ok"), authcore.ParseScopesUpdated(response)
	case "any":
		shape = record("shape", "text")
		if _, fault := jsontext.Parse(response.Body); fault == nil {
			shape = record("shape", "json")
		}
	default:
		return nil, unknownRequest(name)
	}
	if err != nil {
		answer, ok := err.(authcore.AnswerError)
		if !ok {
			return nil, err
		}
		shape = errorShape(answer)
	}
	return with(shape, "body", textValue(response.BodyText())), nil
}

func readToken(r authcore.Response) (jsontext.Object, error) {
	token, err := authcore.ParseToken(r)
	if err != nil {
		return nil, err
	}
	return record("shape", "token", "token", record(
		"access_token", token.AccessToken,
		"expires_in", int64(token.ExpiresIn/time.Second),
		"token_type", token.TokenType,
		"scope", orNull(token.Scope),
		"refresh_token", token.RefreshToken,
	)), nil
}

func readCategories(r authcore.Response) (jsontext.Object, error) {
	page, err := authcore.ParseCategories(r)
	if err != nil {
		return nil, err
	}
	items := make(jsontext.Array, len(page.Items))
	for i, category := range page.Items {
		labels := make(jsontext.Array, len(category.Labels))
		for j, label := range category.Labels {
			labels[j] = record("locale", label.Locale, "text", label.Text)
		}
		items[i] = record(
			"code", category.Code,
			"parent", orNull(category.Parent),
			"labels", labels,
			"updated", category.Updated,
		)
	}
	return record("shape", "categories", "page", record(
		"page", page.Page,
		"count", page.Count,
		"next", page.Next,
		"items", items,
	)), nil
}

func readRoot(r authcore.Response) (jsontext.Object, error) {
	root, err := authcore.ParseRoot(r)
	if err != nil {
		return nil, err
	}
	return record(
		"shape", "root",
		"host", root.Host,
		"routes", root.Routes,
	), nil
}

func errorShape(answer authcore.AnswerError) jsontext.Object {
	o := record("shape", answer.Shape(), "message", message(answer), "next", answer.Next())
	switch e := answer.(type) {
	case *authcore.PIMError:
		return with(o, "status", e.Status, "code", e.Code, "pim_message", e.Message)
	case *authcore.OAuthError:
		return with(o, "status", e.Status, "error", e.Code, "error_description", e.Description)
	case *authcore.HTMLError:
		return with(o, "status", e.Status, "login", e.Login, "title", e.Title)
	case *authcore.EmptyError:
		return with(o, "status", e.Status)
	case *authcore.BrokenJSONError:
		return with(o, "status", e.Status, "offset", e.Offset, "reason", e.Reason)
	case *authcore.TypeError:
		return with(o, "status", e.Status, "member", e.Member, "want", e.Want, "got", e.Got)
	}
	return o
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
