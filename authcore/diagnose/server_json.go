// JSON that is not a PIM's, not alone, not whole, or not called JSON.

package diagnose

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

func startsJSON(body []byte) bool {
	start := bytes.TrimLeft(body, " \t\r\n\uFEFF")
	return len(start) > 0 && (start[0] == '{' || start[0] == '[' || start[0] == '"')
}

// noticeSigns begin what PHP prints of itself before an answer.
var noticeSigns = [...]string{"<b>warning</b>", "<b>notice</b>", "<b>deprecated</b>", "php warning:", "php notice:", "php deprecated:", "<b>strict standards</b>", "warning: ", "notice: ", "deprecated: "}

// notices is for what PHP prints before the JSON.
func notices(x *examination) bool {
	page := x.glance()
	first := -1
	for _, sign := range noticeSigns {
		if i := strings.Index(page, sign); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	at := jsonIn(x.r.Body)
	if first < 0 || first > 200 || at < first {
		return false
	}
	x.find("notices_before_json", Certain).because(x.inAnswer("body", 0, 0, at))
	return true
}

// jsonBegins are how a PIM's JSON begins, plain and as HTML has it.
var jsonBegins = [...]string{`{"access_token"`, `{"code":`, `{"error"`, `{"_links"`, `{"message"`, `{&quot;access_token`, `{&quot;code`, `{&quot;error`, `{&quot;_links`}

// jsonIn returns where JSON as of a PIM begins in a text, -1 if nowhere.
func jsonIn(body []byte) int {
	first := -1
	for _, begin := range jsonBegins {
		if i := bytes.Index(body, []byte(begin)); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

func jsonInHTML(x *examination) bool {
	at := jsonIn(x.r.Body)
	if at < 0 {
		return false
	}
	x.find("json_in_html", Certain).because(x.inAnswer("body", 0, at, min(at+40, len(x.r.Body))))
	return true
}

// foreign is for JSON that a PIM does not write.
func foreign(x *examination) {
	if !x.came || !x.expectsJSON() {
		return
	}
	switch hasCode := x.saysItsStatus(); x.answer {
	case documentedOnly:
		x.find("documented_only", Likely).because(x.inMessage())
	case wrongForm:
		x.find("wrong_form", Certain).because(x.bodyStart())
		x.find("not_a_pim", Possible)
	case unknownError:
		if hasCode {
			x.find("not_a_pim", Possible).because(x.inMessage())
			return
		}
		x.find("not_a_pim", Certain).because(x.bodyStart())
		x.find("wrong_form", Possible).because(x.bodyStart())
	case notFound:
		if !hasCode {
			x.find("not_a_pim", Certain).because(x.bodyStart())
		}
	}
}

// saysItsStatus reports whether the answer repeats its status as a PIM does.
func (x *examination) saysItsStatus() bool {
	code, _ := x.answerMember("code")
	n, ok := code.(jsontext.Number)
	return ok && string(n) == strconv.Itoa(x.r.Status)
}

// answerMember returns a member of the answer's JSON object.
func (x *examination) answerMember(name string) (any, bool) {
	v, _ := jsontext.Parse(x.r.Body)
	object, _ := v.(jsontext.Object)
	return object.Get(name)
}

// inMessage marks what the answer's JSON says.
func (x *examination) inMessage() Mark {
	for _, s := range jsontext.Strings(x.r.Body) {
		if s.Name == "message" || s.Name == "error_description" || s.Name == "error" && !bytes.Contains(x.r.Body, []byte("error_description")) {
			return x.inAnswer("body", 0, s.Start, s.End)
		}
	}
	return x.status()
}

// spoiled is for JSON that did not come whole.
func spoiled(x *examination) {
	if x.answer != brokenJSON || !x.expectsJSON() || notices(x) || x.r.Status >= 400 && !startsJSON(x.r.Body) {
		return
	}
	_, err := jsontext.Parse(x.r.Body)
	fault, ok := err.(*jsontext.SyntaxError)
	if !ok {
		return
	}
	end := len(x.r.Body)
	_, length := x.answerLine("Content-Length")
	whole, err := strconv.Atoi(length)
	switch {
	case !startsJSON(x.r.Body), fault.Offset < end && !strings.Contains(fault.Reason, "closing quote") && (err != nil || whole <= end):
		x.find("broken_answer", Certain).number("at", fault.Offset).because(x.inAnswer("body", 0, fault.Offset, min(fault.Offset+1, end)))
	default:
		x.find("cut_answer", Certain).number("at", end).because(x.inAnswer("body", 0, end, end))
	}
}

// contentType is for JSON that is called something else. Most programs read it
// all the same, so that it explains little beside an error.
func contentType(x *examination) {
	line, value := x.answerLine("Content-Type")
	media, _, _ := strings.Cut(value, ";")
	media = strings.ToLower(strings.TrimSpace(media))
	if media == "" || strings.Contains(media, "json") || !startsJSON(x.r.Body) || !x.expectsJSON() || strings.HasSuffix(x.path, "/download") {
		return
	}
	if _, err := jsontext.Parse(x.r.Body); err != nil {
		return
	}
	sure := Possible
	if x.answer == success {
		sure = Certain
	}
	x.find("wrong_content_type", sure).arg("type", media).because(x.inAnswer("header", line, 0, len(value)))
}
