// A PIM that fails by itself, and the request that makes it fail.

package diagnose

import (
	"slices"
	"strings"
)

// failed is for a PIM that fails by itself, and for the one request of which
// it is known that it makes it fail.
func failed(x *examination) {
	if x.route == routeAPI || x.route == routeAppScopes {
		twoTokens(x)
	}
	alone := x.answer == unreadableStatus && x.r.Status >= 500
	if !alone && x.answer != serverError || x.holdsAny("gateway maintenance") {
		return
	}
	sure := Certain
	switch {
	case alone:
		sure = Likely
	case x.holds("two_tokens"):
		sure = Possible
	}
	x.note(sure, "server_error status @status")
	if alone {
		x.proxyPage(Possible, x.status(), &unknownMaker, "")
	}
}

func twoTokens(x *examination) {
	token, at := bearer(x.auth.value)
	if token == "" {
		return
	}
	inHeader := x.atAuth(at, at+len(token))
	if from, to, _ := x.queryValue("access_token"); from < to {
		x.fixAddress(x.tell(Certain, inHeader, "two_tokens", "").at(x.atURL(from, to)), x.withoutQuery("access_token"))
	} else if p := x.member("access_token"); p != noParam && x.q.Method == "POST" && x.body.mediaType == "application/x-www-form-urlencoded" {
		x.tell(Certain, inHeader, "two_tokens", "").at(atParam(p))
	}
}

// holds reports whether something was found and not ruled out.
func (x *examination) holds(code string) bool { return x.one(code) != nil }

// holdsAny reports whether one of several, separated by blanks, was found.
func (x *examination) holdsAny(codes string) bool {
	for _, code := range strings.Fields(codes) {
		if x.holds(code) {
			return true
		}
	}
	return false
}

// queryText returns the query, and where it stands in the address.
func (x *examination) queryText() (query string, at int) {
	address, query, _ := strings.Cut(x.q.URL, "?")
	query, _, _ = strings.Cut(query, "#")
	return query, len(address) + len("?")
}

// queryValue returns where the value of a parameter stands in the address.
func (x *examination) queryValue(name string) (from, to int, ok bool) {
	query, at := x.queryText()
	for _, piece := range strings.Split(query, "&") {
		to = at + len(piece)
		if key, value, has := strings.Cut(piece, "="); has && key == name {
			return to - len(value), to, true
		}
		at = to + 1
	}
	return 0, 0, false
}

// withoutQuery returns the address without a parameter.
func (x *examination) withoutQuery(name string) string {
	address, query, _ := strings.Cut(x.q.URL, "?")
	kept := slices.DeleteFunc(strings.Split(query, "&"), func(piece string) bool {
		return strings.HasPrefix(piece+"=", name+"=")
	})
	if len(kept) == 0 {
		return address
	}
	return address + "?" + strings.Join(kept, "&")
}
