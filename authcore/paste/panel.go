// What the network panel of a browser shows of a request, copied as text: names
// and values on one line or on two.

package paste

import "strings"

// panel reads "Request URL: …", "Request Method: …", "Status Code: …" and the
// header lines after them.
func (r *reader) panel() string {
	at := indexFold(r.text, "request url")
	if at < 0 || len(r.text) > tail {
		return ""
	}
	d := &draft{}
	header := part(-1)
	for at < len(r.text) {
		start := at
		end, next := lineEnd(r.text, at)
		name, value, ok := strings.Cut(r.text[at:end], ":")
		key := strings.ToLower(strings.TrimSpace(name))
		from := end - len(strings.TrimLeft(value, " \t"))
		at = next
		if from == end && (among(key, "request url|request method|status code|remote address|referrer policy") || ok && isHeader(key)) {
			from = next // the value is on the next line
			end, at = lineEnd(r.text, next)
		}
		value = r.text[min(from, end):end]
		switch {
		case key == "request url":
			d.setURL(value, from)
		case key == "request method":
			d.setMethod(value, from)
		case key == "status code":
			if i := strings.IndexAny(value, "12345"); i >= 0 && statusAt(value, i) > 0 {
				d.setStatus(statusAt(value, i), from+i)
			}
		case strings.HasPrefix(key, "request headers"):
			header, at = linePart, next
		case strings.HasPrefix(key, "response headers"):
			header, at = answerLine, next
		case strings.HasPrefix(key, "{"):
			body := r.text[start:skip(r.text, start)]
			if d.Request == nil || d.Request.Body != nil || answerBegins(body) {
				d.answered(body, start)
			} else {
				d.setBody(body, start)
			}
			_, at = lineEnd(r.text, start+len(body))
		case header >= 0 && key != "host" && isName(key) && value != "":
			d.addLine(header, key, value, from)
		}
	}
	r.add(d)
	return "http"
}
