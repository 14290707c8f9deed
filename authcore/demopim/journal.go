// The journal: the last exchanges of a PIM, byte for byte, secrets included.

package demopim

import (
	"slices"
	"time"

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
	p.journal = append(p.journal[max(0, len(p.journal)+1-journalLength):], exchange{instant(at.Unix()), r, left})
}

func (p *PIM) showJournal(jsontext.Object) *authcore.Response {
	d := document{}
	list(&d, "journal", &p.journal, (*exchange).members)
	return controlReply(200, d.object[0].Value)
}
