// HAR files, whole or in part: what the network panel of a browser saves.

package paste

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

// har reads the entries of a HAR file, or one entry, or a list of them. If
// some are of a PIM only these are taken.
func (r *reader) har() string {
	at := space(r.text, 0)
	if strings.HasPrefix(r.text[at:], "\uFEFF") {
		at = space(r.text, at+3)
	}
	if at >= len(r.text) || r.text[at] != '{' && r.text[at] != '[' || !strings.Contains(r.text, `"request"`) || !strings.Contains(r.text, `"method"`) {
		return ""
	}
	list, chrome := -1, false
	look := func(name string, value int) {
		switch name {
		case "entries":
			list = value
		case "creator":
			chrome = strings.Contains(r.text[value:skip(r.text, value)], "WebInspector")
		}
	}
	var entries []int
	single := false
	members(r.text, at, func(name string, value int) {
		switch name {
		case "log":
			members(r.text, value, look)
		case "request":
			single = true
		}
		look(name, value)
	})
	switch {
	case list >= 0:
		at = list
		fallthrough
	case r.text[at] == '[':
		elements(r.text, at, func(at int) bool {
			entries = append(entries, at)
			return true
		})
	case single:
		entries = []int{at}
	}
	r.entries(entries, chrome)
	return "har"
}

func (r *reader) entries(entries []int, chrome bool) {
	ofPIM := 0
	for _, at := range entries {
		if pimPath(r.entryURL(at)) {
			ofPIM++
		}
	}
	var drafts []draft
	secrets := false
	for _, at := range entries {
		if ofPIM > 0 && !pimPath(r.entryURL(at)) {
			continue
		}
		d := r.entry(at)
		if d.Request == nil {
			continue
		}
		secrets = secrets || d.Request.Header.Has("Authorization") || d.Request.Header.Has("Cookie")
		if drafts = append(drafts, d); len(drafts) == maxCases {
			r.note("only_first", "n", strconv.Itoa(maxCases))
			break
		}
	}
	if ofPIM > 0 && ofPIM < len(entries) {
		r.note("only_pim_entries", "n", strconv.Itoa(ofPIM), "of", strconv.Itoa(len(entries)))
	}
	for _, d := range drafts {
		if chrome && !secrets {
			// Chromium leaves Authorization out unless it is told otherwise.
			r.note("har_sanitized")
			d.gap("authorization")
		}
		r.add(d)
	}
}

func (r *reader) entryURL(at int) (url string) {
	members(r.text, at, func(name string, value int) {
		if name == "request" {
			members(r.text, value, func(name string, value int) {
				if name == "url" {
					w, _ := str(r.text, value)
					url = w.text
				}
			})
		}
	})
	return url
}

func (r *reader) entry(at int) (d draft) {
	failure := word{}
	members(r.text, at, func(name string, value int) {
		switch name {
		case "request":
			r.harRequest(&d, value)
		case "response":
			r.harResponse(&d, value, &failure)
		case "startedDateTime":
			w, _ := str(r.text, value)
			d.At = instant(w.text)
		}
	})
	if d.Response != nil && d.Response.Status == 0 {
		d.Response = nil
		if d.Failure = (&reader{text: failure.text}).failure(0, len(failure.text)); d.Failure == nil {
			d.Failure = &diagnose.Failure{Code: "fetch_failed"}
		}
		d.Failure.Host = ""
		for i := len(d.spans) - 1; i >= 0 && d.spans[i].In == "response"; i-- {
			d.spans = d.spans[:i]
		}
	}
	return d
}

func (r *reader) harRequest(d *draft, at int) {
	q := d.request()
	members(r.text, at, func(name string, value int) {
		w, _ := str(r.text, value)
		switch name {
		case "method":
			q.Method = w.text
			d.span("request", "method", 0, w.at, len(w.text))
		case "url":
			q.URL = w.text
			d.span("request", "url", 0, w.at, len(w.text))
		case "headers":
			r.harHeader(d, "request", &q.Header, value)
		case "postData":
			r.harBody(d, q, value)
		}
	})
}

func (r *reader) harBody(d *draft, q *authcore.Request, at int) {
	var pairs []string
	members(r.text, at, func(name string, value int) {
		switch w, isText := str(r.text, value); {
		case name == "text" && isText:
			q.Body = []byte(w.text)
			d.span("request", "body", 0, w.at, len(w.text))
		case name == "params":
			elements(r.text, value, func(at int) bool {
				name, value := r.pair(at)
				pairs = append(pairs, name.text+"="+value.text)
				return true
			})
		}
	})
	if q.Body == nil && pairs != nil {
		q.Body = []byte(strings.Join(pairs, "&"))
	}
}

func (r *reader) harResponse(d *draft, at int, failure *word) {
	a := d.response()
	unsaved := false
	members(r.text, at, func(name string, value int) {
		switch name {
		case "status":
			a.Status, _ = status(r.text, value)
			if a.Status > 0 {
				d.span("response", "status", 0, value, 3)
			}
		case "headers":
			r.harHeader(d, "response", &a.Header, value)
		case "_error":
			*failure, _ = str(r.text, value)
		case "content":
			encoded := false
			members(r.text, value, func(name string, value int) {
				w, isText := str(r.text, value)
				switch {
				case name == "text" && isText:
					a.Body = []byte(w.text)
					d.span("response", "body", 0, w.at, len(w.text))
				case name == "encoding":
					encoded = w.text == "base64"
				case name == "size":
					n, _ := number(r.text[value:])
					unsaved = n > 0
				}
			})
			if decoded, err := base64.StdEncoding.DecodeString(string(a.Body)); encoded && err == nil {
				a.Body = decoded
				d.spans = without(d.spans, "response", "body", 0)
			}
		}
	})
	if unsaved && a.Body == nil {
		a.Header = nil // the status is all that is known
		var kept []Span
		for _, s := range d.spans {
			if s.In == "request" || s.Part == "status" {
				kept = append(kept, s)
			}
		}
		d.spans = kept
	}
}

// harHeader takes the lines, but for the ones of HTTP/2 that are none.
func (r *reader) harHeader(d *draft, in string, header *authcore.Header, at int) {
	elements(r.text, at, func(at int) bool {
		name, value := r.pair(at)
		if name.text != "" && value.at != 0 && name.text[0] != ':' && (in == "response" || !strings.EqualFold(name.text, "Host")) {
			d.span(in, "header", len(*header), value.at, len(value.text))
			header.Add(name.text, value.text)
		}
		return true
	})
}

func (r *reader) pair(at int) (name, value word) {
	members(r.text, at, func(member string, at int) {
		switch member {
		case "name":
			name, _ = str(r.text, at)
		case "value":
			value, _ = str(r.text, at)
		}
	})
	return name, value
}

// instant reads 2026-11-22T09:30:00.123+01:00; the zero time if it is none.
func instant(text string) time.Time {
	field := func(at, length int) int {
		if at+length > len(text) {
			return -1
		}
		n, digits := number(text[at : at+length])
		if digits != length {
			return -1
		}
		return n
	}
	year, month, day := field(0, 4), field(5, 2), field(8, 2)
	hour, minute, second := field(11, 2), field(14, 2), field(17, 2)
	if year < 1970 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0 {
		return time.Time{}
	}
	// Days since 1970, the year beginning in March.
	y, m := year, month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	days := y*365 + y/4 - y/100 + y/400 + (m*153+2)/5 + day - 719469
	at := 19
	milli := 0
	if strings.HasPrefix(text[at:], ".") {
		n, digits := number(text[at+1:])
		for at += 1 + digits; digits > 3; digits-- {
			n /= 10
		}
		for ; digits < 3; digits++ {
			n *= 10
		}
		milli = n
	}
	offset := 0
	if at < len(text) && (text[at] == '+' || text[at] == '-') {
		if h, m := field(at+1, 2), field(at+4, 2); h >= 0 && m >= 0 {
			if offset = h*3600 + m*60; text[at] == '-' {
				offset = -offset
			}
		}
	}
	return time.UnixMilli(int64(days*86400+hour*3600+minute*60+second-offset)*1000 + int64(milli)).UTC()
}
