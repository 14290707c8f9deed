// An exchange in the making, with the places of its parts.

package paste

import (
	"encoding/base64"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

// A part of a message, those of the request before those of the answer.
type part int

const (
	methodPart part = iota
	urlPart
	linePart
	bodyPart
	statusPart
	answerLine
	answerBody
)

// partNames are the names of the parts in a [Span]: In and Part.
var partNames = [...][2]string{
	{"request", "method"}, {"request", "url"}, {"request", "header"}, {"request", "body"},
	{"response", "status"}, {"response", "header"}, {"response", "body"},
}

type span struct {
	part           part
	line, from, to int
}

type draft struct {
	diagnose.Case
	spans []span
}

// request returns the request, which is made if there is none.
func (d *draft) request() *authcore.Request {
	if d.Request == nil {
		d.Request = &authcore.Request{}
	}
	return d.Request
}

func (d *draft) response() *authcore.Response {
	if d.Response == nil {
		d.Response = &authcore.Response{}
	}
	return d.Response
}

// mark notes where length bytes of a part stand; at -1 is nowhere.
func (d *draft) mark(p part, line, at, length int) {
	if p != linePart && p != answerLine {
		d.unmark(p, p)
	}
	if at >= 0 && length > 0 {
		d.spans = append(d.spans, span{p, line, at, at + length})
	}
}

// unmark takes back the spans of the parts from one to another, since these
// are no longer what stands in the paste.
func (d *draft) unmark(from, to part) {
	kept := d.spans[:0]
	for _, s := range d.spans {
		if s.part < from || s.part > to {
			kept = append(kept, s)
		}
	}
	d.spans = kept
}

func (d *draft) setMethod(text string, at int) {
	d.request().Method = text
	d.mark(methodPart, 0, at, len(text))
}

func (d *draft) setURL(text string, at int) {
	d.request().URL = text
	d.mark(urlPart, 0, at, len(text))
}

func (d *draft) setBody(text string, at int) {
	d.request().Body = []byte(text)
	d.mark(bodyPart, 0, at, len(text))
}

func (d *draft) setStatus(code, at int) {
	d.response().Status = code
	d.mark(statusPart, 0, at, 3)
}

func (d *draft) setAnswer(text string, at int) {
	d.response().Body = []byte(text)
	d.mark(answerBody, 0, at, len(text))
}

// header returns the header that a kind of line belongs to.
func (d *draft) header(p part) *authcore.Header {
	if p == linePart {
		return &d.request().Header
	}
	return &d.response().Header
}

// maxLines is more than a header has, and maxValue than a value has.
const maxLines, maxValue = 1000, 16 << 10

// addLine adds a header line; p is linePart or answerLine.
func (d *draft) addLine(p part, name, value string, at int) {
	if h := d.header(p); len(*h) < maxLines {
		d.mark(p, len(*h), at, len(value))
		h.Add(name, value)
	}
}

// folded adds a line to the value of the last header line, as a value that was
// broken into lines; false if there is none to add to.
func (d *draft) folded(p part, text string) bool {
	h := *d.header(p)
	last := len(h) - 1
	if last < 0 || len(h[last].Value) > maxValue {
		return false
	}
	h[last].Value += "\n" + text
	if n := len(d.spans) - 1; n >= 0 && d.spans[n].part == p && d.spans[n].line == last {
		d.spans = d.spans[:n]
	}
	return true
}

// authorize adds an Authorization that stands nowhere in the paste as it is.
func (d *draft) authorize(scheme, credentials string, open bool) {
	d.addLine(linePart, "Authorization", scheme+credentials, -1)
	if open {
		d.gap("authorization")
	}
}

// pair authorizes by id:secret.
func (d *draft) pair(pair string, open bool) { d.authorize("Basic ", encode(pair), open) }

func encode(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// unanswered takes the answer back.
func (d *draft) unanswered() {
	d.Response = nil
	d.unmark(statusPart, answerBody)
}

// lineOnly notes that of the request no more is known than its first line.
func (d *draft) lineOnly() {
	d.gap("authorization")
	d.gap("header")
	d.gap("body")
}

// gap notes that the bytes of a part of the request are not known.
func (d *draft) gap(part string) {
	for _, have := range d.Gaps {
		if have == part {
			return
		}
	}
	d.Gaps = append(d.Gaps, part)
}
