// The 300 bytes that a PIM takes on the token route.

package diagnose

import (
	"strconv"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// bodySize is for what a PIM refuses with 413.
func bodySize(x *examination) {
	length := len(x.q.Body)
	// Of several parts PHP keeps no bytes to count.
	if !x.wantsToken() || length <= maxToken || x.body.mediaType == "multipart/form-data" {
		return
	}
	certainty := Certain
	switch v := authcore.Version(x.known.Version); {
	case x.answer == tooLarge || v == "":
	case !v.AtLeast(authcore.V3_2):
		return
	case !v.AtLeast(authcore.V6_0):
		certainty = Likely // its first patch releases took more
	}
	f := x.say("body_too_long length over", certainty, strconv.Itoa(length), strconv.Itoa(length-maxToken))
	x.shorten(f.show("body", 0, maxToken, length))
}

// shorten gives a finding the same request with a body that is short enough,
// if there is one: without blanks, and with the client in the header.
func (x *examination) shorten(f *Finding) {
	q := x.q
	if x.body.json {
		v, err := jsontext.Parse(q.Body)
		if err != nil {
			return
		}
		q.Body = jsontext.Append(nil, v)
	}
	id, secret := x.value("client_id"), x.value("client_secret")
	if (!x.body.json || len(q.Body) > maxToken) && id != "" && secret != "" && x.auth.line < 0 {
		q.Header = x.withPair(id + ":" + secret).Header
		kept := x.texts(true)
		if x.body.json {
			q.Body = []byte(asJSON(kept))
		} else {
			q.Body = []byte(urltext.EncodeQuery(kept))
		}
	}
	if len(q.Body) <= maxToken {
		f.fix(q)
	}
}
