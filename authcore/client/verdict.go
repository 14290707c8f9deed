// What the caller of the library hears: an answer, or an exception by status.

package client

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A Verdict is the end of a call.
type Verdict struct {
	Exception  string // the class's name without its namespace; "" for an answer
	Status     int
	Message    string // of the exception, what getMessage() returns
	RetryAfter int    // seconds, of TooManyRequestsHttpException; 0 if the header is no whole number
}

// exceptions are the statuses that have an exception of their own.
var exceptions = map[int]string{
	400: "BadRequest",
	401: "Unauthorized",
	403: "Forbidden",
	404: "NotFound",
	405: "MethodNotAllowed",
	406: "NotAcceptable",
	415: "UnsupportedMediaType",
	422: "UnprocessableEntity",
	429: "TooManyRequests",
}

// Exception returns the name of the exception that a status becomes, "" for a
// success.
func Exception(status int) string {
	name, ok := exceptions[status]
	switch {
	case success(status):
		return ""
	case ok:
	case status >= 300 && status < 400:
		name = "Redirection"
	case status >= 400 && status < 500:
		name = "ClientError"
	default:
		name = "ServerError"
	}
	return name + "HttpException"
}

func success(status int) bool { return status >= 200 && status < 300 }

func judge(r authcore.Response) Verdict {
	v := Verdict{Exception: Exception(r.Status), Status: r.Status}
	switch {
	case v.Exception == "":
	case r.Status == 429:
		v.Message = string(r.Body)
		if seconds, err := strconv.ParseUint(strings.TrimSpace(r.Header.Get("Retry-After")), 10, 31); err == nil {
			v.RetryAfter = int(seconds)
		}
	default:
		v.Message = message(r)
	}
	return v
}

// message is the body's, or else the phrase of the status.
func message(r authcore.Response) string {
	v, _ := jsontext.Parse(r.Body) // what is no JSON has no message
	if body, ok := v.(jsontext.Object); ok {
		m, _ := body.Get("message")
		if text, ok := m.(string); ok {
			return text
		}
	}
	return phrases[r.Status]
}

// typeError is what PHP itself throws where the library takes a token out of
// an answer that holds none.
func typeError(status int, err error) Verdict {
	return Verdict{Exception: "TypeError", Status: status, Message: strings.TrimPrefix(err.Error(), "authcore: ")}
}

// phrases are the standard ones (RFC 9110 §15, RFC 6585): a Response holds no
// phrase, and over HTTP/2 there is none.
var phrases = map[int]string{
	300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
	400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout",
	409: "Conflict", 410: "Gone", 413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 422: "Unprocessable Content", 431: "Request Header Fields Too Large",
	500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
}
