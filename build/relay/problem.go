// What the relay says itself, as it is no answer of the PIM.

package relay

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// errorHeader marks an answer of the relay itself. Its value is the code.
const errorHeader = "X-Relay-Error"

// The codes. Pages and their words know them by these names.
const (
	codeUnknownAuthority = "tls_unknown_authority"
	codeExpired          = "tls_expired"
	codeWrongName        = "tls_wrong_name"
	codeTLS              = "tls_other"
	codeDNS              = "dns"
	codeRefused          = "refused"
	codeReset            = "reset" // the connection ended before the answer did, or it was none
	codeTimeout          = "timeout"
	codeRedirect         = "redirect"
	codeChanged          = "address_changed"
	codeRoute            = "route"
	codeOrigin           = "origin"
	codeToken            = "token"
	codeHost             = "host"
	codeRequest          = "request"
	codeTooLarge         = "too_large"
)

// status is the status of a code's answer. What is not named is the PIM's side.
func status(code string) int {
	switch code {
	case codeTimeout:
		return http.StatusGatewayTimeout
	case codeRoute, codeOrigin:
		return http.StatusForbidden
	case codeToken:
		return http.StatusUnauthorized
	case codeHost:
		return http.StatusMisdirectedRequest
	case codeRequest:
		return http.StatusBadRequest
	case codeTooLarge:
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadGateway
}

// A problem is why there is no answer of the PIM. It never holds a value of the
// request's header or body.
type problem struct {
	code     string
	message  string // one sentence
	next     string // what to do
	status   int    // of a redirect
	location string // of a redirect
}

func (p *problem) Error() string { return p.message + " " + p.next }

// deliver sends a problem as an answer.
func (p *problem) deliver(w http.ResponseWriter) {
	type told struct {
		Code     string `json:"code"`
		Message  string `json:"message"`
		Next     string `json:"next"`
		Status   int    `json:"status,omitempty"`
		Location string `json:"location,omitempty"`
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false) // it is JSON, and people read it
	_ = encoder.Encode(map[string]told{"relay": {p.code, p.message, p.next, p.status, p.location}})
	header := w.Header()
	header.Set("Content-Type", "application/json")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Length", strconv.Itoa(body.Len()))
	header.Set(errorHeader, p.code)
	if header.Get("Access-Control-Allow-Origin") != "" {
		expose(header)
	}
	w.WriteHeader(status(p.code))
	_, _ = w.Write(body.Bytes()) // a page that has gone is no one's fault
}

// short returns text in a length that a sentence can hold.
func short(text string) string {
	const most = 100
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
