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
	if location, line := locationOf(x.this.Response); line >= 0 && (x.route == routeAppAuthorize || !x.sent) && codeIn(location) != "" {
		x.callbackByHTTP(location, x.inAnswer("header", line, 0, len("http")))
	}
	if x.route == routeAppAuthorize {
		query, _ := rawQuery(x.q.URL)
		if p, ok := paramOf(query, "redirect_uri"); ok {
			x.callbackByHTTP(p.value, x.inURL(p.from, p.to))
		}
	}
	if p, ok := x.param("callback_url"); ok && x.route == routeAPI && strings.HasSuffix(x.path, "/test-apps") {
		x.callbackByHTTP(p.value, x.inBody(p.from, p.to))
	}
	if !x.isCallback() {
		return
	}
	x.callbackByHTTP(x.q.URL, x.inURL(0, len("http")))
	query, start := rawQuery(x.q.URL)
	whole := x.inURL(min(start, len(x.q.URL)), len(x.q.URL))
	code, _ := paramOf(query, "code")
	state, _ := paramOf(query, "state")
	fault, failed := paramOf(query, "error")
	switch {
	case failed:
		x.find("callback_error", Certain).arg("error", plainName(or(fault.value, "no_text"))).because(x.inURL(fault.from, fault.to))
	case code.value == "":
		x.find("callback_no_code", Certain).because(whole)
	}
	switch {
	case state.value != "":
		x.stateIs(state)
	case code.value != "":
		x.find("state_missing", Certain).arg("where", "state_in_callback").because(whole)
	}
}

// isCallback reports whether the request is that of a browser which a PIM sent
// to an App.
func (x *examination) isCallback() bool {
	if !x.sent || x.route != routeOther || x.q.Method != "GET" && x.q.Method != "" || x.isActivation() {
		return false
	}
	query, _ := rawQuery(x.q.URL)
	code, hasCode := paramOf(query, "code")
	named := strings.Contains(strings.ToLower(lastSegment(x.path)), "callback")
	state, hasState := paramOf(query, "state")
	if hasState && state.value != "" && state.value == x.known.State {
		return true
	}
	return named || hasState && (hasCode || hasParam(query, "error")) || hasCode && len(code.value) > 40
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
func (x *examination) stateIs(came param) {
	mark := x.inURL(came.from, came.to)
	meant, earlier, n := x.statesSent(came.value)
	if meant == "" || meant == came.value {
		return
	}
	if earlier {
		x.find("state_other_tab", Certain).number("n", n+1).because(mark, Mark{In: "earlier", Part: "url", Line: n, To: len(x.before[n].Request.URL)})
		return
	}
	how := howAltered(meant, came.value)
	if how == "state_is_another" && sameForm(meant, came.value) {
		// It looks like one of the App's, and none that is known here.
		x.find("state_other_tab", Likely).arg("n", "").because(mark)
		x.find("state_altered", Possible).arg("how", how).because(mark)
		return
	}
	x.find("state_altered", Certain).arg("how", how).because(mark)
}

// sameForm reports whether two texts are as long and hold the same kinds of
// characters.
func sameForm(a, b string) bool {
	kinds := func(text string) (hex, lower bool) {
		hex, lower = true, true
		for i := range len(text) {
			hex = hex && isHex(text[i])
			lower = lower && (text[i] < 'A' || text[i] > 'Z')
		}
		return hex, lower
	}
	hexA, lowerA := kinds(a)
	hexB, lowerB := kinds(b)
	return len(a) == len(b) && hexA == hexB && lowerA == lowerB
}

// statesSent returns the state that was sent last, and whether, and where, the
// one that came was sent before it.
func (x *examination) statesSent(came string) (meant string, earlier bool, n int) {
	meant = x.known.State
	for i := len(x.before) - 1; i >= 0; i-- {
		q := x.before[i].Request
		if q == nil {
			continue
		}
		if r, _ := routeOf(pathOf(q.URL)); r != routeAppAuthorize {
			continue
		}
		query, _ := rawQuery(q.URL)
		p, _ := paramOf(query, "state")
		switch {
		case p.value == "":
		case meant == "":
			meant = p.value
		case p.value == came && came != meant:
			return meant, true, i
		}
	}
	return meant, false, -1
}

// howAltered names what became of a state on its way.
func howAltered(sent, came string) string {
	switch {
	case strings.EqualFold(sent, came):
		return "state_case"
	case strings.HasPrefix(sent, came) || strings.HasSuffix(sent, came):
		return "state_cut"
	case strings.TrimFunc(came, isStray) == strings.TrimFunc(sent, isStray):
		return "state_stray"
	case urltext.QueryUnescape(sent) == came || urltext.QueryUnescape(came) == sent || urltext.QueryUnescape(sent) == urltext.QueryUnescape(came):
		return "state_encoding"
	case strings.HasPrefix(came, sent) || strings.HasSuffix(came, sent):
		return "state_longer"
	}
	return "state_is_another"
}

// isActivation reports whether the request is that of a browser in which
// somebody opened an App from the PIM.
func (x *examination) isActivation() bool {
	if !x.sent || x.route != routeOther || x.q.Method != "GET" && x.q.Method != "" || strings.Contains(x.path, "/rest/apps/") {
		return false
	}
	query, _ := rawQuery(x.q.URL)
	name := strings.ToLower(lastSegment(x.path))
	return hasParam(query, "pim_url") || strings.HasPrefix(name, "activate") || strings.HasPrefix(name, "activation")
}

// activation finds an App that was not opened from a PIM, which would add its
// address.
func activation(x *examination) {
	if !x.isActivation() {
		return
	}
	query, start := rawQuery(x.q.URL)
	p, ok := paramOf(query, "pim_url")
	if p.value != "" {
		return
	}
	mark, certainty := x.inURL(min(start, len(x.q.URL)), len(x.q.URL)), Certain
	if ok {
		mark = x.inURL(p.from, p.to)
	}
	for _, other := range query {
		switch name := strings.ToLower(other.name); {
		case strings.HasPrefix(name, "pim") && !ok:
			mark = x.inURL(other.from-len(other.name)-1, other.to)
		case name == "token" || name == "key" || name == "code":
			certainty = Likely // people activate their accounts like that
		}
	}
	x.find("activation_no_pim_url", certainty).because(mark)
}
