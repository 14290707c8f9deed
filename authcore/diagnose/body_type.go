// The Content-Type of a request for a token.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// contentTypeOfToken is for what the token route refuses with 415, and for a
// type that it takes and that is not the body's.
func contentTypeOfToken(x *examination) {
	if !x.wantsToken() {
		return
	}
	media := x.body.mediaType
	code, right := "content_type_other type", x.properType()
	switch {
	case x.lacksType():
		if !x.bodyIsGone() && !x.redirectedBefore() {
			x.fixType(x.find("content_type_missing", Certain), right)
		}
		return
	case x.body.line < 0, isJSON(media):
		return
	case media == typeForm && !x.body.json:
		x.formTooOld()
		return
	case media == typeForm:
		x.formTooOld()
		code = "body_json_as_form"
	case media == "multipart/form-data":
		code = "body_multipart"
	}
	f := x.say(code, Certain, media)
	x.markType(f)
	switch {
	case media == typeForm:
		x.markStart(f)
		x.fixType(f, right)
	case code != "body_multipart":
		x.fixType(f, right)
	default:
		if pairs := multipart(x.text()); pairs != nil {
			x.fixAs(f, typeForm, urltext.EncodeQuery(pairs))
		}
	}
}

// properType is the Content-Type of the bytes as they are.
func (x *examination) properType() string {
	if !x.body.json && looksLikeForm(x.text()) {
		return typeForm
	}
	return typeJSON
}

// formTooOld is for the first releases of 1.7 and 2.0, which took JSON only.
func (x *examination) formTooOld() {
	v := authcore.Version(x.known.Version)
	certainty := Possible
	switch {
	case x.answer == typeRefused && strings.Contains(x.message, typeForm+`" in`):
		certainty = Certain // it says so
	case v == "" || v.AtLeast(authcore.V3_2):
		return
	}
	f := x.say("form_too_old version", certainty, string(v))
	x.markType(f)
	if !x.body.json {
		x.fixAs(f, typeJSON, asJSON(x.texts(false)))
	}
}

// multipart reads the fields of a body of several parts, nil if it is none.
func multipart(body string) []urltext.Pair {
	first, _, _ := strings.Cut(body, "\n")
	boundary := strings.TrimSpace(first)
	if !strings.HasPrefix(boundary, "--") || len(boundary) > 80 {
		return nil
	}
	var pairs []urltext.Pair
	for _, part := range strings.Split(body, boundary) {
		head, value, ok := strings.Cut(strings.ReplaceAll(part, "\r\n", "\n"), "\n\n")
		_, name, named := strings.Cut(head, `name="`)
		name, _, _ = strings.Cut(name, `"`)
		if ok && named && len(pairs) < 20 {
			pairs = append(pairs, urltext.Pair{Name: name, Value: strings.TrimSuffix(value, "\n")})
		}
	}
	return pairs
}
