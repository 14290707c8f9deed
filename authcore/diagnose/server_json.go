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
	return len(start) > 0 && strings.IndexByte(`{["`, start[0]) >= 0
}

// earliest returns where the first of several signs, one a line, stands in a
// text; -1: none does.
func earliest(signs, text string) int {
	first := -1
	for _, sign := range strings.Split(signs, "\n") {
		if i := strings.Index(text, sign); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// noticeSigns begin what PHP prints of itself before an answer.
const noticeSigns = `<b>warning</b>
<b>notice</b>
<b>deprecated</b>
php warning:
php notice:
php deprecated:
<b>strict standards</b>
warning:  
notice:  
deprecated:  `

// notices is for what PHP prints before the JSON.
func notices(x *examination) bool {
	first := earliest(noticeSigns, x.glance())
	at := jsonIn(x.r.Body)
	if first < 0 || first > 200 || at < first {
		return false
	}
	x.tell(Certain, x.atAnswer(0, at), "notices_before_json", "")
	return true
}

// jsonBegins are how a PIM's JSON begins, plain and as HTML has it.
const jsonBegins = `{"access_token"
{"code":
{"error"
{"_links"
{"message"
{&quot;access_token
{&quot;code
{&quot;error
{&quot;_links`

// jsonIn returns where JSON as of a PIM begins in a text, -1 if nowhere.
func jsonIn(body []byte) int { return earliest(jsonBegins, string(body)) }

func jsonInHTML(x *examination) bool {
	at := jsonIn(x.r.Body)
	if at < 0 {
		return false
	}
	x.tell(Certain, x.atAnswer(at, min(at+40, len(x.r.Body))), "json_in_html", "")
	return true
}

// foreign is for JSON that a PIM does not write.
func foreign(x *examination) {
	if !x.came || !x.expectsJSON() {
		return
	}
	start, own := x.atBodyStart(), x.saysItsStatus()
	switch x.answer {
	case documentedOnly:
		x.note(Likely, "documented_only @message")
	case wrongForm:
		x.tell(Certain, start, "wrong_form", "")
		x.note(Possible, "not_a_pim")
	case unknownError:
		if own {
			x.note(Possible, "not_a_pim @message")
			return
		}
		x.tell(Certain, start, "not_a_pim", "")
		x.tell(Possible, start, "wrong_form", "")
	case notFound:
		if !own {
			x.tell(Certain, start, "not_a_pim", "")
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
	at := fault.Offset
	whole, err := strconv.Atoi(x.answerLine("Content-Length").value)
	switch {
	case !startsJSON(x.r.Body), at < end && !strings.Contains(fault.Reason, "closing quote") && (err != nil || whole <= end):
		x.tell(Certain, x.atAnswer(at, min(at+1, end)), "broken_answer", "").number("at", at)
	default:
		x.tell(Certain, x.atAnswer(end, end), "cut_answer", "").number("at", end)
	}
}

// contentType is for JSON that is called something else. Most programs read it
// all the same, so that it explains little beside an error.
func contentType(x *examination) {
	line := x.answerLine("Content-Type")
	media, _, _ := strings.Cut(line.value, ";")
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
	x.tell(sure, line.mark, "wrong_content_type type", media)
}
