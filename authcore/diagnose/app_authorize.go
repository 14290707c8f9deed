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
		x.tell(Certain, x.status(), "app_not_logged_in", "")
	}
	location, line := locationOf(x.this.Response)
	_, said, ok := strings.Cut(location, refusedScreen)
	if x.answer != redirectAnswer || !ok {
		return
	}
	id := x.asks("client_id").value
	notFound := strings.HasPrefix(said, "error.app_not_found")
	var found *Finding
	switch {
	case strings.HasPrefix(said, "constraint.client_id.not_blank"), notFound && x.sent && id == "":
		found = x.find("app_parameter_missing", Certain).arg("name", "client_id")
	case notFound, strings.HasPrefix(said, "constraint.client_id"):
		if id != "" && (isConnectionID(id) || x.otherApp(id) != "" || x.known.AppClientID != "" && x.known.AppClientID != id) {
			return // of which more is said
		}
		found = x.find("app_client_unknown", Certain)
	case strings.HasPrefix(said, "constraint.response_type"):
		found = x.responseType()
	default:
		return
	}
	found.mark("response", "header", line, 0, len(location))
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
	if x.asks("state") == noParam {
		// It is for the App's own protection: a PIM does without.
		end := len(x.q.URL)
		x.tell(Likely, x.atURL(end, end), "state_missing where=state_in_request", "")
	}
	if x.answer == redirectAnswer {
		return
	}
	if p := x.asks("client_id"); p.value == "" {
		found := x.find("app_parameter_missing", Certain).arg("name", "client_id")
		if x.known.AppClientID != "" && p == noParam {
			x.fixQuery(found, "client_id", x.known.AppClientID)
		}
	}
	if x.asks("response_type").value != "code" {
		x.responseType()
	}
}

func (x *examination) responseType() *Finding {
	p := x.asks("response_type")
	value, mark := "response_type_none", (*Mark)(nil)
	if p.value != "" {
		value, mark = plainName(p.value), x.atURL(p.from, p.to)
	}
	found := x.tell(Certain, mark, "response_type value", value)
	switch {
	case !x.sent:
	case p != noParam:
		x.fixInURL(found, p.from, p.to, "code")
	default:
		x.fixQuery(found, "response_type", "code")
	}
	return found
}

// fixQuery makes the fix of a finding: one more parameter in the address, of a
// plain value.
func (x *examination) fixQuery(f *Finding, name, value string) {
	end := strings.IndexByte(x.q.URL+"#", '#')
	mark := "?"
	if strings.Contains(x.q.URL[:end], mark) {
		mark = "&"
	}
	x.fixInURL(f, end, end, mark+name+"="+value)
}
