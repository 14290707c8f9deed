// An App's request for authorization: what the PIM tells the person, and never
// the App, by where it sends the browser.

package diagnose

import "strings"

// refusedScreen is how the addresses begin by which a PIM shows a person what
// is wrong with an App's request.
const refusedScreen = "error=akeneo_connectivity.connection.connect.apps."

// authorizeRefused reads where the PIM sends the browser.
func authorizeRefused(x *examination) {
	if x.route == routeAppAuthorize && x.answer == loginPage {
		x.find("app_not_logged_in", Certain).because(x.inAnswer("status", 0, 0, 0))
	}
	location, line := locationOf(x.this.Response)
	_, said, ok := strings.Cut(location, refusedScreen)
	if x.answer != redirectAnswer || !ok {
		return
	}
	mark := x.inAnswer("header", line, 0, len(location))
	query, _ := rawQuery(x.q.URL)
	id, _ := paramOf(query, "client_id")
	switch {
	case strings.HasPrefix(said, "constraint.client_id.not_blank"), strings.HasPrefix(said, "error.app_not_found") && x.sent && id.value == "":
		x.find("app_parameter_missing", Certain).arg("name", "client_id").because(mark)
	case strings.HasPrefix(said, "error.app_not_found"), strings.HasPrefix(said, "constraint.client_id"):
		if id.value == "" || !isConnectionID(id.value) && x.otherApp(id.value) == "" && (x.known.AppClientID == "" || x.known.AppClientID == id.value) {
			x.find("app_client_unknown", Certain).because(mark)
		}
	case strings.HasPrefix(said, "constraint.response_type"):
		x.responseType(mark)
	}
}

// letThrough reports whether the PIM found nothing wrong with an authorization.
func (x *examination) letThrough() bool {
	location, _ := locationOf(x.this.Response)
	return x.answer == redirectAnswer && !strings.Contains(location, refusedScreen)
}

// authorizeRequest looks at the parameters of a request that the answer tells
// nothing about.
func authorizeRequest(x *examination) {
	if x.route != routeAppAuthorize || !x.sent {
		return
	}
	query, _ := rawQuery(x.q.URL)
	if !hasParam(query, "state") {
		// It is for the App's own protection: a PIM does without.
		x.find("state_missing", Likely).arg("where", "state_in_request").because(x.inURL(len(x.q.URL), len(x.q.URL)))
	}
	if x.answer == redirectAnswer {
		return
	}
	if p, _ := paramOf(query, "client_id"); p.value == "" {
		found := x.find("app_parameter_missing", Certain).arg("name", "client_id")
		if x.known.AppClientID != "" && !hasParam(query, "client_id") {
			found.fix(x.withURL(withQuery(x.q.URL, "client_id", x.known.AppClientID)))
		}
	}
	if p, _ := paramOf(query, "response_type"); p.value != "code" {
		x.responseType()
	}
}

func (x *examination) responseType(marks ...Mark) {
	query, _ := rawQuery(x.q.URL)
	p, ok := paramOf(query, "response_type")
	found := x.find("response_type", Certain)
	switch {
	case !ok, p.value == "":
		found.arg("value", "response_type_none")
	default:
		found.arg("value", plainName(p.value)).because(x.inURL(p.from, p.to))
	}
	found.because(marks...)
	switch {
	case !x.sent:
	case ok:
		found.fix(x.withURL(x.q.URL[:p.from] + "code" + x.q.URL[p.to:]))
	default:
		found.fix(x.withURL(withQuery(x.q.URL, "response_type", "code")))
	}
}

// withQuery returns an address with one more parameter, of a plain value.
func withQuery(address, name, value string) string {
	address, fragment, cut := strings.Cut(address, "#")
	if strings.Contains(address, "?") {
		address += "&"
	} else {
		address += "?"
	}
	address += name + "=" + value
	if cut {
		address += "#" + fragment
	}
	return address
}
