// What can be wrong: an input that no request can carry, or an answer that is
// not the one that was hoped for. Every error says what to do next, and none
// holds a secret.

package authcore

import (
	"fmt"
	"strings"
)

// An InputError says which input cannot be sent, why, and what to do. It never
// quotes the input.
type InputError struct {
	Code    string // stable, for programs: "client_id_colon", "pim_scheme", …
	Field   string // "client_id", "secret", "access_token", "code", "pim", "url", …: the parameter by the wire's name
	At      int    // the byte of the input at fault, counted from 0; -1 if it is not one byte
	Message string // what is wrong, without a full stop
	Next    string // what to do, one sentence
}

func (e *InputError) Error() string {
	return "authcore: " + strings.ToLower(e.Message[:1]) + e.Message[1:] + ". " + e.Next
}

// An AnswerError is an answer other than the one that was asked for. It is one
// of *[PIMError], *[OAuthError], *[HTMLError], *[EmptyError],
// *[BrokenJSONError] and *[TypeError].
type AnswerError interface {
	error
	// Shape names the type for programs: "pim_error", "oauth_error",
	// "html", "empty", "broken_json" or "wrong_type".
	Shape() string
	// Next says what to do, in one sentence.
	Next() string
}

// A PIMError is the body that a PIM refuses with: {"code":422,"message":"…"}.
type PIMError struct {
	Status  int    // of HTTP
	Code    int    // of the body; 0 if it has none. A PIM sends the status again
	Message string // of the body
}

// Shape is "pim_error".
func (e *PIMError) Shape() string { return "pim_error" }

func (e *PIMError) Error() string {
	return fmt.Sprintf("authcore: the PIM answered %d: %s", e.Status, e.Message)
}

// An OAuthError is the body that OAuth refuses with (RFC 6749 §5.2):
// {"error":"invalid_grant","error_description":"…"}. A PIM sends it from the
// token endpoint of apps and, up to 6.0, where a token is missing.
type OAuthError struct {
	Status      int    // of HTTP
	Code        string // the member "error"
	Description string // the member "error_description"; "" if there is none
}

// Shape is "oauth_error".
func (e *OAuthError) Shape() string { return "oauth_error" }

func (e *OAuthError) Error() string {
	text := fmt.Sprintf("authcore: the PIM answered %d: %s", e.Status, e.Code)
	if e.Description != "" {
		text += " (" + e.Description + ")"
	}
	return text
}

// An HTMLError is a page where JSON was expected: a PIM's login page, or what
// a proxy says in the PIM's place.
type HTMLError struct {
	Status int
	Login  bool   // it is the login page of a PIM, or a redirect to it
	Title  string // of the page, at most 100 bytes; "" if it has none
}

// Shape is "html".
func (e *HTMLError) Shape() string { return "html" }

func (e *HTMLError) Error() string {
	kind := "a page"
	if e.Login {
		kind = "its login page"
	}
	text := fmt.Sprintf("authcore: %s came instead of JSON, with status %d", kind, e.Status)
	if e.Title != "" {
		text += fmt.Sprintf(" and the title %q", e.Title)
	}
	return text
}

// An EmptyError is an answer without a body where there should be one.
type EmptyError struct {
	Status int // 0: a browser hid the answer, as it does with a redirect
}

// Shape is "empty".
func (e *EmptyError) Shape() string { return "empty" }

func (e *EmptyError) Error() string {
	return fmt.Sprintf("authcore: the answer has no body, its status is %d", e.Status)
}

// A BrokenJSONError is a body that is not JSON and no page either.
type BrokenJSONError struct {
	Status int
	Offset int    // bytes of the body before the fault
	Reason string // "a string lacks its closing quote"
}

// Shape is "broken_json".
func (e *BrokenJSONError) Shape() string { return "broken_json" }

func (e *BrokenJSONError) Error() string {
	return fmt.Sprintf("authcore: the body is not JSON at byte %d: %s; its status is %d", e.Offset, e.Reason, e.Status)
}

// A TypeError is JSON of another form than documented.
type TypeError struct {
	Status int
	Member string // "expires_in", "_embedded.items[0].code"; "" is the whole body
	Want   string // "string", "object", …
	Got    string // the same words, or "nothing" if the member is missing
}

// Shape is "wrong_type".
func (e *TypeError) Shape() string { return "wrong_type" }

func (e *TypeError) Error() string {
	what := "the body"
	if e.Member != "" {
		what = "the member " + e.Member
	}
	return fmt.Sprintf("authcore: %s: expected %s, got %s; the status is %d", what, e.Want, e.Got, e.Status)
}
