// What the network panel of a browser shows of a request, copied as text: names
// and values on one line or on two.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// panel reads "Request URL: …", "Request Method: …", "Status Code: …" and the
// header lines after them.
func (r *reader) panel() string {
	at, _ := indexFold(r.text, "request url", "request method")
	if at < 0 || len(r.text) > tail {
		return ""
	}
	var d draft
	header, in := (*authcore.Header)(nil), ""
	for at < len(r.text) {
		end, next := lineEnd(r.text, at)
		line := r.text[at:end]
		colon := strings.IndexByte(line, ':')
		if strings.HasPrefix(line, ":") { // of HTTP/2
			colon = 1 + strings.IndexByte(line[1:], ':')
		}
		name, from := line, len(line)
		if colon > 0 {
			name, from = line[:colon], blanks(line, colon+1)
		}
		start := at
		from += start
		at = next
		if from == end && isPanelName(name) {
			// The value is on the next line.
			from = next
			end, at = lineEnd(r.text, next)
		}
		value := r.text[min(from, end):end]
		switch key := strings.ToLower(strings.TrimSpace(name)); {
		case key == "request url":
			d.request().URL = value
			d.span("request", "url", 0, from, len(value))
		case key == "request method":
			d.request().Method = value
			d.span("request", "method", 0, from, len(value))
		case key == "status code":
			if i := strings.IndexAny(value, "12345"); i >= 0 {
				if code, ok := status(value, i); ok {
					d.response().Status = code
					d.span("response", "status", 0, from+i, 3)
				}
			}
		case strings.HasPrefix(key, "request headers"):
			header, in, at = &d.request().Header, "request", next
		case strings.HasPrefix(key, "response headers"):
			header, in, at = &d.response().Header, "response", next
		case strings.HasPrefix(line, "{"):
			body := r.text[start:skip(r.text, start)]
			if !answerBegins(body) && d.Request != nil && d.Request.Body == nil {
				d.Request.Body = []byte(body)
			} else {
				d.answered(body, start)
			}
			_, at = lineEnd(r.text, start+len(body))
		case header != nil && key != "host" && isName(key) && value != "" && key != "referrer policy" && key != "remote address":
			d.span(in, "header", len(*header), from, len(value))
			header.Add(name, value)
		}
	}
	r.add(d)
	return "http"
}

func isPanelName(name string) bool {
	switch key := strings.ToLower(name); key {
	case "request url", "request method", "status code", "remote address", "referrer policy":
		return true
	default:
		return isName(key) && isHeader(key)
	}
}
