// What an answer says of a request that is not known, or in which nothing was
// found.

package diagnose

import "strings"

// told are the answers that name a cause by themselves: whether that is all
// (certain) or one of several (possible), and the cause.
var told = [...]struct {
	answer    answer
	certainty Certainty
	code      string
}{
	{grantRefused, Possible, "grant_missing"},
	{grantRefused, Possible, "parameter_missing name=username"},
	{refreshMissing, Certain, "parameter_missing name=refresh_token"},
	{jsonRefused, Possible, "json_broken at= reason="},
	{tooLarge, Certain, "body_too_long length= over="},
	{grantNotAllowed, Certain, "grant_not_allowed value="},
	{scopeRefused, Certain, "scope_sent value="},
}

// saidByAnswer is for an answer that says all there is to know of a request
// that is not known, or in which nothing was found.
func saidByAnswer(x *examination) {
	if x.foundCause() {
		return
	}
	read := x.read()
	switch x.answer {
	case typeMissing:
		if x.body.line < 0 && (x.route == routeToken || x.route == routeUnknown) && strings.Contains(x.message, typeForm) {
			x.find("content_type_missing", Certain).because(x.inMessage())
		}
		return
	case typeRefused:
		x.typeSaid()
		return
	case jsonRefused, tooLarge:
		read = len(x.q.Body) > 0
	case grantRefused:
		if read && strings.HasPrefix(x.q.URL, "http://") {
			x.find("redirected_empty", Possible).because(x.inMessage())
		}
	}
	for i := range told {
		if row := &told[i]; row.answer == x.answer && !read {
			x.say(row.code, row.certainty).because(x.inMessage())
		}
	}
}

// typeSaid reads the Content-Type that a PIM says it got.
func (x *examination) typeSaid() {
	got, rest, _ := strings.Cut(strings.TrimPrefix(x.message, `"`), `" in "Content-Type"`)
	if x.body.line >= 0 || !strings.Contains(rest, typeForm) && x.route != routeToken || len(got) > 100 {
		return
	}
	code, value := "content_type_other type", got
	if strings.HasPrefix(got, "multipart/") {
		code = "body_multipart"
	} else if got == typeForm {
		code, value = "form_too_old version", x.known.Version
	}
	x.say(code, Certain, value).because(x.inMessage())
}
