// The App's own two addresses, which browsers bring people to: the callback
// and the activation.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// callback looks at an address that a PIM sent the browser to: as the request
// of that browser, or as the place where an answer of the PIM leads.
func callback(x *examination) {
	if location, line := locationOf(x.this.Response); (x.route == routeAppAuthorize || !x.sent) && codeIn(location) != "" {
		x.callbackByHTTP(location, Mark{In: "response", Part: "header", Line: line, To: len("http")})
	}
	if p := x.asks("redirect_uri"); x.route == routeAppAuthorize && p != noParam {
		x.callbackByHTTP(p.value, x.inURL(p.from, p.to))
	}
	if p := x.member("callback_url"); x.route == routeAPI && strings.HasSuffix(x.path, "/test-apps") {
		x.callbackByHTTP(p.value, x.inBody(p.from, p.to))
	}
	if !x.isCallback() {
		return
	}
	x.callbackByHTTP(x.q.URL, x.inURL(0, len("http")))
	code, state, fault := x.asks("code").value, x.asks("state"), x.asks("error")
	switch {
	case fault != noParam:
		x.findIn(fault, "callback_error", Certain).arg("error", plainName(or(fault.value, "no_text")))
	case code == "":
		x.lacks("callback_no_code")
	}
	switch {
	case state.value != "":
		x.stateIs(state)
	case code != "":
		x.lacks("state_missing where=state_in_callback")
	}
}

// lacks adds a finding about what is not in the query of the address.
func (x *examination) lacks(said string) {
	_, start := rawQuery(x.q.URL)
	x.tell(Certain, x.atURL(start, len(x.q.URL)), said, "")
}

// isCallback reports whether the request is that of a browser which a PIM sent
// to an App.
func (x *examination) isCallback() bool {
	if !x.opensApp() || x.isActivation() {
		return false
	}
	code, state := x.asks("code"), x.asks("state")
	return state.value != "" && state.value == x.known.State ||
		strings.Contains(strings.ToLower(lastSegment(x.path)), "callback") ||
		state != noParam && (code != noParam || x.asks("error") != noParam) ||
		len(code.value) > 40
}

// opensApp reports whether the request may be that of a browser which comes to
// an App.
func (x *examination) opensApp() bool {
	return x.sent && x.route == routeOther && (x.q.Method == "GET" || x.q.Method == "")
}

func lastSegment(path string) string {
	path = strings.TrimSuffix(path, "/")
	return path[strings.LastIndexByte(path, '/')+1:]
}

func (x *examination) callbackByHTTP(address string, mark Mark) {
	if u, _ := urltext.Parse(address); u.Scheme == "http" && u.Host != "" && !loopback(address) {
		x.find("callback_http", Possible).because(mark)
	}
}

// stateIs compares the state that came with those that were sent.
func (x *examination) stateIs(came *param) {
	meant, n := x.statesSent(came.value)
	if meant == "" || meant == came.value {
		return
	}
	if n >= 0 {
		x.asBefore(x.findIn(came, "state_other_tab", Certain).number("n", n+1), n)
		return
	}
	how, certainty := howAltered(meant, came.value), Certain
	if how == "state_is_another" && len(meant) == len(came.value) && formOf(meant) == formOf(came.value) {
		// It looks like one of the App's, and none that is known here.
		x.tell(Likely, x.atURL(came.from, came.to), "state_other_tab n=", "")
		certainty = Possible
	}
	x.findIn(came, "state_altered", certainty).arg("how", how)
}

// formOf tells texts apart that are not hexadecimal throughout (1), or have
// capitals (2).
func formOf(text string) (form int) {
	for i := range len(text) {
		if !isHex(text[i]) {
			form |= 1
		}
		if text[i] >= 'A' && text[i] <= 'Z' {
			form |= 2
		}
	}
	return form
}

// statesSent returns the state that was sent last, and in which exchange the
// one that came was sent before it; -1: in none.
func (x *examination) statesSent(came string) (meant string, n int) {
	meant = x.known.State
	for i := len(x.before) - 1; i >= 0; i-- {
		e := x.past(i)
		if e.route != routeAppAuthorize {
			continue
		}
		switch state := e.asks("state").value; {
		case state == "":
		case meant == "":
			meant = state
		case state == came && came != meant:
			return meant, i
		}
	}
	return meant, -1
}

// howAltered names what became of a state on its way.
func howAltered(sent, came string) string {
	sentPlain, camePlain := urltext.QueryUnescape(sent), urltext.QueryUnescape(came)
	switch {
	case strings.EqualFold(sent, came):
		return "state_case"
	case isEndOf(sent, came):
		return "state_cut"
	case strings.TrimFunc(came, isStray) == strings.TrimFunc(sent, isStray):
		return "state_stray"
	case sentPlain == came || camePlain == sent || sentPlain == camePlain:
		return "state_encoding"
	case isEndOf(came, sent):
		return "state_longer"
	}
	return "state_is_another"
}

// isEndOf reports whether a text begins with a part, or ends with it.
func isEndOf(text, part string) bool {
	return strings.HasPrefix(text, part) || strings.HasSuffix(text, part)
}

// isActivation reports whether the request is that of a browser in which
// somebody opened an App from the PIM.
func (x *examination) isActivation() bool {
	if !x.opensApp() || strings.Contains(x.path, "/rest/apps/") {
		return false
	}
	name := strings.ToLower(lastSegment(x.path))
	return strings.HasPrefix(name, "activate") || strings.HasPrefix(name, "activation") || x.asks("pim_url") != noParam
}

// activation finds an App that was not opened from a PIM, which would add its
// address.
func activation(x *examination) {
	if !x.isActivation() {
		return
	}
	query, start := rawQuery(x.q.URL)
	p := paramOf(query, "pim_url")
	if p.value != "" {
		return
	}
	from, to, certainty := start, len(x.q.URL), Certain
	if p != noParam {
		from, to = p.from, p.to
	}
	for i := range query {
		other := &query[i]
		switch name := strings.ToLower(other.name); {
		case strings.HasPrefix(name, "pim") && p == noParam:
			from, to = other.from-len(other.name)-1, other.to
		case isOneOf("token key code", name):
			certainty = Likely // people activate their accounts like that
		}
	}
	x.find("activation_no_pim_url", certainty).mark("request", "url", 0, from, to)
}
