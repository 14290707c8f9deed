// How a PIM writes its answers: PHP's JSON in its two spellings, and the
// header lines of each of the parts of the PIM that answer.

package demopim

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const (
	typeJSON = "application/json"
	typeForm = "application/x-www-form-urlencoded"
	typeHTML = "text/html; charset=UTF-8"
)

// answer is an answer in JSON, with extra lines of header.
func answer(status int, cacheControl string, body []byte, extra ...authcore.Field) *authcore.Response {
	return &authcore.Response{
		Status: status,
		Header: append(authcore.Header{{Name: "Content-Type", Value: typeJSON}, {Name: "Cache-Control", Value: cacheControl}}, extra...),
		Body:   body,
	}
}

// refuse is an error of the API as its error renderer writes it.
func refuse(status int, message string, extra ...authcore.Field) *authcore.Response {
	r := answer(status, "no-cache, private", php(codeMessage(status, message), false), authcore.Field{Name: "Vary", Value: "Accept"})
	r.Header = append(r.Header, extra...)
	return r
}

// oops is an error wherever the request went: outside the API it is a page,
// unless JSON is asked for.
func (c *call) oops(status int, message string, extra ...authcore.Field) *authcore.Response {
	if under(c.path, "/api") {
		return refuse(status, message, extra...)
	}
	if c.header.Get("Accept") == typeJSON {
		return answer(status, "no-cache, private", php(codeMessage(status, message), false), extra...)
	}
	title := phrase(status)
	c.screen = &Screen{Kind: PageScreen, Title: statusLine(status)}
	return page(status, "An Error Occurred: "+title, "<h1>Oops! An Error Occurred</h1>\n        <h2>The server returned a \""+statusLine(status)+"\".</h2>", extra...)
}

// ownFault is all that a PIM says of a fault of its own.
const ownFault = "Internal Server Error"

// broken is such an answer of the API.
func broken() *authcore.Response {
	return refuse(500, ownFault)
}

// reply is an answer of a controller (Symfony's JsonResponse), which escapes
// for HTML.
func reply(status int, v any) *authcore.Response {
	return answer(status, "no-cache, private", php(v, true))
}

// said is an answer of a controller whose JSON is written out already, which
// weighs less than making values of it.
func said(status int, text string) *authcore.Response {
	return answer(status, "no-cache, private", []byte(text))
}

// quoted is a text in the JSON of a controller.
func quoted(s string) string { return string(php(s, true)) }

// noContent is an answer of a controller that has nothing to say.
func noContent(extra ...authcore.Field) *authcore.Response {
	return &authcore.Response{Status: 204, Header: append(authcore.Header{{Name: "Cache-Control", Value: "no-cache, private"}}, extra...)}
}

// oauth is an answer of the OAuth library.
func oauth(status int, v any, extra ...authcore.Field) *authcore.Response {
	r := answer(status, "no-store, private", php(v, false), authcore.Field{Name: "Pragma", Value: "no-cache"})
	r.Header = append(r.Header, extra...)
	return r
}

func codeMessage(code int, message string) jsontext.Object {
	return object("code", code, "message", message)
}

// php writes v as PHP's json_encode does: slashes and all but ASCII escaped.
// With tags the characters that mean something in HTML are, too. Bytes that
// are not UTF-8 become U+FFFD.
func php(v any, tags bool) []byte {
	return appendPHP(nil, v, tags)
}

func appendPHP(dst []byte, v any, tags bool) []byte {
	switch v := v.(type) {
	case string:
		return appendPHPString(dst, v, tags)
	case jsontext.Array:
		dst = append(dst, '[')
		for i, element := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendPHP(dst, element, tags)
		}
		return append(dst, ']')
	case jsontext.Object:
		dst = append(dst, '{')
		for i, member := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(appendPHPString(dst, member.Name, tags), ':')
			dst = appendPHP(dst, member.Value, tags)
		}
		return append(dst, '}')
	}
	return jsontext.Append(dst, v) // null, true, false and numbers are JSON's everywhere
}

func appendPHPString(dst []byte, s string, tags bool) []byte {
	const named = "\"\\/\b\f\n\r\t"
	dst = append(dst, '"')
	for _, char := range s {
		switch at := strings.IndexRune(named, char); {
		case tags && strings.ContainsRune(`"'&<>`, char):
			dst = appendUnit(dst, uint16(char), "0123456789ABCDEF")
		case at >= 0:
			dst = append(dst, '\\', `"\/bfnrt`[at])
		case ' ' <= char && char < 0x80:
			dst = append(dst, byte(char))
		default:
			for _, unit := range utf16.AppendRune(nil, char) {
				dst = appendUnit(dst, unit, "0123456789abcdef")
			}
		}
	}
	return append(dst, '"')
}

func appendUnit(dst []byte, unit uint16, digits string) []byte {
	return append(dst, '\\', 'u', digits[unit>>12], digits[unit>>8&15], digits[unit>>4&15], digits[unit&15])
}

// page is an HTML page of the PIM.
func page(status int, title, text string, extra ...authcore.Field) *authcore.Response {
	return &authcore.Response{
		Status: status,
		Header: append(authcore.Header{{Name: "Content-Type", Value: typeHTML}}, extra...),
		Body: []byte("<!DOCTYPE html>\n<html lang=\"en\">\n    <head>\n        <meta charset=\"UTF-8\" />\n        <title>" + title +
			"</title>\n    </head>\n    <body>\n        " + text + "\n    </body>\n</html>\n"),
	}
}

// redirect sends a browser on.
func redirect(status int, location string) *authcore.Response {
	shown := escapeHTML(location)
	return page(status, "Redirecting to "+shown, `Redirecting to <a href="`+shown+`">`+shown+`</a>.`, authcore.Field{Name: "Location", Value: location})
}

// htmlNames are PHP's names for what means something in HTML.
var htmlNames = [...][2]string{{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {`"`, "&quot;"}, {"'", "&#039;"}}

func escapeHTML(s string) string {
	for _, e := range htmlNames {
		s = strings.ReplaceAll(s, e[0], e[1])
	}
	return s
}

// ProxyPage is what the web server before a PIM answers by itself, such as 408
// to a request that does not end.
func ProxyPage(status int) authcore.Response {
	title := statusLine(status)
	return authcore.Response{
		Status: status,
		Header: authcore.Header{{Name: "Content-Type", Value: "text/html"}},
		Body:   []byte("<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"),
	}
}

func statusLine(status int) string { return strconv.Itoa(status) + " " + phrase(status) }

// phrase names a status, for those from 500 on in the web server's words.
func phrase(status int) string {
	switch status {
	case 400:
		return "Bad Request"
	case 401:
		return "Unauthorized"
	case 403:
		return "Forbidden"
	case 404:
		return "Not Found"
	case 405:
		return "Method Not Allowed"
	case 406:
		return "Not Acceptable"
	case 408:
		return "Request Time-out"
	case 413:
		return "Request Entity Too Large"
	case 415:
		return "Unsupported Media Type"
	case 422:
		return "Unprocessable Entity"
	case 500:
		return "Internal Server Error"
	case 502:
		return "Bad Gateway"
	case 503:
		return "Service Temporarily Unavailable"
	case 504:
		return "Gateway Time-out"
	}
	return "Status " + strconv.Itoa(status)
}
