// The journal: the last exchanges of a PIM, byte for byte, secrets included.

package demopim

import (
	"encoding/base64"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// journalLength is how many exchanges are kept.
const journalLength = 200

// An exchange is a request and the answer that left; that of a connection
// which was dropped has status 0 and nothing else.
type exchange struct {
	at       string // RFC 3339
	request  authcore.Request
	response authcore.Response
}

// note keeps an exchange, and copies of all that the caller may change.
func (p *PIM) note(at time.Time, r authcore.Request, a Answer) {
	left := a.Response
	if a.Drop {
		left = authcore.Response{}
	}
	r.Header, r.Body = slices.Clone(r.Header), slices.Clone(r.Body)
	left.Header, left.Body = slices.Clone(left.Header), slices.Clone(left.Body)
	if over := len(p.journal) + 1 - journalLength; over > 0 {
		p.journal = slices.Delete(p.journal, 0, over)
	}
	p.journal = append(p.journal, exchange{instant(at), r, left})
}

func (p *PIM) showJournal(jsontext.Object) authcore.Response {
	return controlReply(200, p.journalDocument())
}

func (p *PIM) journalDocument() jsontext.Array {
	list := jsontext.Array{}
	for _, x := range p.journal {
		list = append(list, jsontext.Object{
			{Name: "at", Value: x.at},
			{Name: "method", Value: x.request.Method},
			{Name: "url", Value: x.request.URL},
			{Name: "header", Value: lines(x.request.Header)},
			bytesMember("body", x.request.Body),
			{Name: "status", Value: x.response.Status},
			{Name: "response_header", Value: lines(x.response.Header)},
			bytesMember("response_body", x.response.Body),
		})
	}
	return list
}

// lines writes a header as [["Name","value"]].
func lines(h authcore.Header) jsontext.Array {
	list := jsontext.Array{}
	for _, f := range h {
		list = append(list, jsontext.Array{f.Name, f.Value})
	}
	return list
}

// bytesMember writes a body as text, or in base64 under the name with _base64.
func bytesMember(name string, body []byte) jsontext.Member {
	if utf8.Valid(body) {
		return jsontext.Member{Name: name, Value: string(body)}
	}
	return jsontext.Member{Name: name + "_base64", Value: base64.StdEncoding.EncodeToString(body)}
}
