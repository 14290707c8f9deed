// HAR files, whole or in part: what the network panel of a browser saves.

package paste

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore/diagnose"
)

// har reads the entries of a HAR file, or one entry, or a list of them. If
// some are of a PIM only these are taken.
func (r *reader) har() string {
	at := space(r.text, 0)
	if strings.HasPrefix(r.text[at:], "\uFEFF") {
		at = space(r.text, at+3)
	}
	if begins(r.text[at:], "{|[") == 0 || !strings.Contains(r.text, `"request"`) || !strings.Contains(r.text, `"method"`) {
		return ""
	}
	if log := r.member(at, "log"); log >= 0 {
		at = log
	}
	// Chromium leaves Authorization out unless it is told otherwise.
	creator := r.member(at, "creator")
	sanitized := creator >= 0 && strings.Contains(r.text[creator:skip(r.text, creator)], "WebInspector")
	if list := r.member(at, "entries"); list >= 0 {
		at = list
	}
	entries := []int{at}
	if r.text[at] == '[' {
		entries = r.elements(at)
	}
	var ofPIM []int
	for _, at := range entries {
		if pimPath(r.str(r.member(at, "request"), "url").text) {
			ofPIM = append(ofPIM, at)
		}
	}
	if n := len(ofPIM); n > 0 && n < len(entries) {
		r.noteOf("only_pim_entries", "n", strconv.Itoa(n))
		r.notes[len(r.notes)-1].Args = []diagnose.Arg{{Name: "n", Value: strconv.Itoa(n)}, {Name: "of", Value: strconv.Itoa(len(entries))}}
		entries = ofPIM
	}
	for _, at := range entries {
		if r.full() {
			break
		}
		if d := r.entry(at); d.Request != nil {
			sanitized = sanitized && !d.Request.Header.Has("Authorization") && !d.Request.Header.Has("Cookie")
			r.add(d)
		}
	}
	for i := 0; i < len(r.cases) && sanitized; i++ {
		r.note("har_sanitized")
		r.cases[i].Gaps = []string{"authorization"}
	}
	return "har"
}

func (r *reader) entry(at int) *draft {
	d := &draft{}
	text := r.text
	if q := r.member(at, "request"); q >= 0 {
		method, url, data := r.str(q, "method"), r.str(q, "url"), r.member(q, "postData")
		d.setMethod(method.text, method.at)
		d.setURL(url.text, url.at)
		r.harHeader(d, linePart, r.member(q, "headers"))
		if r.member(data, "text") >= 0 {
			w := r.str(data, "text")
			d.setBody(w.text, w.at)
		} else if params := r.elements(r.member(data, "params")); params != nil {
			var pairs []string
			for _, at := range params {
				pairs = append(pairs, r.str(at, "name").text+"="+r.str(at, "value").text)
			}
			d.setBody(strings.Join(pairs, "&"), -1)
		}
	}
	d.At = instant(r.str(at, "startedDateTime").text)
	a := r.member(at, "response")
	if a < 0 {
		return d
	}
	place := max(r.member(a, "status"), 0)
	code := statusAt(text, place)
	if code == 0 {
		failure := r.str(a, "_error").text
		if d.Failure = (&reader{text: failure}).failure(0, len(failure)); d.Failure == nil {
			d.Failure = &diagnose.Failure{Code: "fetch_failed"}
		}
		d.Failure.Host = ""
		return d
	}
	d.setStatus(code, place)
	content := r.member(a, "content")
	if r.member(content, "text") >= 0 {
		w := r.str(content, "text")
		if decoded, err := base64.StdEncoding.DecodeString(w.text); err == nil && r.str(content, "encoding").text == "base64" {
			w = word{string(decoded), -1, false}
		}
		d.setAnswer(w.text, w.at)
	} else if size := r.member(content, "size"); size >= 0 && begins(text[size:], "0|-") == 0 {
		return d // it was not saved: the status is all that is known
	}
	r.harHeader(d, answerLine, r.member(a, "headers"))
	return d
}

// harHeader takes the lines, but for the ones of HTTP/2 that are none.
func (r *reader) harHeader(d *draft, p part, at int) {
	for _, at := range r.elements(at) {
		name, value := r.str(at, "name").text, r.str(at, "value")
		if name != "" && value.at != 0 && name[0] != ':' && (p == answerLine || !strings.EqualFold(name, "Host")) {
			d.addLine(p, name, value.text, value.at)
		}
	}
}

// instant reads 2026-11-22T09:30:00.123+01:00; the zero time if it is none.
func instant(text string) time.Time {
	const form = "0000-00-00T00:00:00"
	if len(text) < len(form) {
		return time.Time{}
	}
	var fields [6]int
	for at, i := 0, 0; i < len(fields); i++ {
		n, digits := number(text[at:len(form)])
		if digits == 0 || n < 1 && i < 3 {
			return time.Time{}
		}
		fields[i] = n
		at = min(at+digits+1, len(form))
	}
	// Days since 1970, the year beginning in March.
	y, m := fields[0], fields[1]-3
	if m < 0 {
		y, m = y-1, m+12
	}
	days := y*365 + y/4 - y/100 + y/400 + (m*153+2)/5 + fields[2] - 719469
	second := days*86400 + fields[3]*3600 + fields[4]*60 + fields[5]
	milli := 0
	rest := text[len(form):]
	if strings.HasPrefix(rest, ".") {
		milli, _ = number((rest[1:] + "000")[:3])
		rest = rest[words(rest, 1, ""):]
	}
	if len(rest) > 5 && (rest[0] == '+' || rest[0] == '-') {
		hours, _ := number(rest[1:3])
		minutes, _ := number(rest[4:6])
		offset := hours*3600 + minutes*60
		if rest[0] == '+' {
			offset = -offset
		}
		second += offset
	}
	return time.UnixMilli(int64(second)*1000 + int64(milli)).UTC()
}
