// The 300 bytes that a PIM takes on the token route.

package diagnose

import (
	"strings"

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
	f := x.find("body_too_long", certainty).number("length", length).number("over", length-maxToken).because(x.inBody(maxToken, length))
	if q, ok := x.shorter(); ok {
		f.fix(q)
	}
}

// shorter returns the same request with a body that is short enough: without
// blanks, and with the client in the header.
func (x *examination) shorter() (authcore.Request, bool) {
	q := x.q
	if x.body.json {
		v, err := jsontext.Parse(q.Body)
		if err != nil {
			return q, false
		}
		if q.Body = jsontext.Append(nil, v); len(q.Body) <= maxToken {
			return q, true
		}
	}
	id, secret := x.value("client_id"), x.value("client_secret")
	if id == "" || secret == "" || x.auth.line >= 0 {
		return q, false
	}
	q.Header = x.withPair(id + ":" + secret).Header
	if x.body.json {
		var kept jsontext.Object
		for _, p := range x.body.params {
			if p.text && !strings.HasPrefix(p.name, "client_") {
				kept = append(kept, jsontext.Member{Name: p.name, Value: p.value})
			}
		}
		q.Body = jsontext.Append(nil, kept)
	} else {
		var kept []urltext.Pair
		for _, p := range x.body.params {
			if !strings.HasPrefix(p.name, "client_") {
				kept = append(kept, urltext.Pair{Name: p.name, Value: p.value})
			}
		}
		q.Body = []byte(urltext.EncodeQuery(kept))
	}
	return q, len(q.Body) <= maxToken
}
