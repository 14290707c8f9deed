// A PIM that fails by itself, and the request that makes it fail.

package diagnose

import "strings"

// failed is for a PIM that fails by itself, and for the one request of which
// it is known that it makes it fail.
func failed(x *examination) {
	if x.route == routeAPI || x.route == routeAppScopes {
		twoTokens(x)
	}
	switch {
	case x.answer == serverError && !x.holds("gateway") && !x.holds("maintenance"):
		sure := Certain
		if x.holds("two_tokens") {
			sure = Possible
		}
		x.find("server_error", sure).number("status", x.r.Status).because(x.status())
	case x.answer == unreadableStatus && x.r.Status >= 500 && !x.holds("gateway"):
		x.find("server_error", Likely).number("status", x.r.Status).because(x.status())
		x.find("proxy_page", Possible).number("status", x.r.Status).arg("server", "unknown_server").arg("why", whyStatus(x.r.Status)).because(x.status())
	}
}

func twoTokens(x *examination) {
	token, at := bearer(x.auth.value)
	if token == "" {
		return
	}
	if from, to, ok := x.queryValue("access_token"); ok && from < to {
		x.find("two_tokens", Certain).because(x.inHeader(x.auth.line, at, at+len(token)), x.inURL(from, to)).fix(x.withURL(x.withoutQuery("access_token")))
	} else if p, ok := x.param("access_token"); ok && x.q.Method == "POST" && x.body.mediaType == "application/x-www-form-urlencoded" {
		x.find("two_tokens", Certain).because(x.inHeader(x.auth.line, at, at+len(token)), x.inBody(p.from, p.to))
	}
}

// holds reports whether something was found and not ruled out.
func (x *examination) holds(code string) bool {
	for _, f := range x.found {
		if f.Code == code && f.Certainty != RuledOut {
			return true
		}
	}
	return false
}

// queryValue returns where the value of a parameter stands in the address.
func (x *examination) queryValue(name string) (from, to int, ok bool) {
	_, query, ok := strings.Cut(x.q.URL, "?")
	if !ok {
		return 0, 0, false
	}
	query, _, _ = strings.Cut(query, "#")
	at := strings.IndexByte(x.q.URL, '?') + 1
	for piece := range strings.SplitSeq(query, "&") {
		if key, value, has := strings.Cut(piece, "="); has && key == name {
			return at + len(key) + 1, at + len(key) + 1 + len(value), true
		}
		at += len(piece) + 1
	}
	return 0, 0, false
}

// withoutQuery returns the address without a parameter.
func (x *examination) withoutQuery(name string) string {
	address, query, _ := strings.Cut(x.q.URL, "?")
	var kept []string
	for piece := range strings.SplitSeq(query, "&") {
		if key, _, _ := strings.Cut(piece, "="); key != name {
			kept = append(kept, piece)
		}
	}
	if kept == nil {
		return address
	}
	return address + "?" + strings.Join(kept, "&")
}
