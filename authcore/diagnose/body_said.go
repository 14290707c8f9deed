// What an answer says of a request that is not known, or in which nothing was
// found.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// saidByAnswer is for an answer that says all there is to know of a request
// that is not known, or in which nothing was found.
func saidByAnswer(x *examination) {
	for _, f := range x.found {
		if of(f.Code).fits(x.answer) {
			return
		}
	}
	ofToken := x.route == routeToken || x.route == routeUnknown
	whole := x.inMessage()
	lost := x.sent && x.read() && strings.HasPrefix(x.q.URL, "http://")
	switch x.answer {
	case grantRefused:
		switch {
		case lost:
			x.find("redirected_empty", Possible).because(whole)
		case !x.read():
			x.find("grant_missing", Possible).because(whole)
			x.find("parameter_missing", Possible).arg("name", "username").because(whole)
		}
	case refreshMissing:
		if !x.read() {
			x.find("parameter_missing", Certain).arg("name", "refresh_token").because(whole)
		}
	case jsonRefused:
		if len(x.q.Body) == 0 {
			x.find("json_broken", Possible).arg("at", "").arg("reason", "").because(whole)
		}
	case typeMissing:
		if x.body.line < 0 && ofToken && strings.Contains(x.message, typeForm) {
			x.find("content_type_missing", Certain).because(whole)
		}
	case typeRefused:
		x.typeSaid(whole)
	case tooLarge:
		if len(x.q.Body) == 0 {
			x.find("body_too_long", Certain).arg("length", "").arg("over", "").because(whole)
		}
	case grantNotAllowed:
		if !x.read() {
			x.find("grant_not_allowed", Certain).arg("value", "").because(whole)
		}
	case scopeRefused:
		if !x.read() {
			x.find("scope_sent", Certain).arg("value", "").because(whole)
		}
	}
}

// typeSaid reads the Content-Type that a PIM says it got.
func (x *examination) typeSaid(mark Mark) {
	got, rest, _ := strings.Cut(strings.TrimPrefix(x.message, `"`), `" in "Content-Type"`)
	if x.body.line >= 0 || !strings.Contains(rest, typeForm) && x.route != routeToken || len(got) > 100 {
		return
	}
	switch {
	case strings.HasPrefix(got, "multipart/"):
		x.find("body_multipart", Certain).because(mark)
	case got == typeForm:
		x.find("form_too_old", Certain).arg("version", string(authcore.Version(x.known.Version))).because(mark)
	default:
		x.find("content_type_other", Certain).arg("type", got).because(mark)
	}
}
