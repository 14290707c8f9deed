// The request that curl makes of its options.

package paste

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// finish makes the request of what the options said.
func (c *command) finish() {
	q := c.request()
	removed := c.header(q)
	body := c.body(q, removed)
	address := c.address
	if c.get && body.text != "" {
		address = word{withQuery(address.text, body.text), -1, address.open || body.open}
		q.Body = nil
	}
	c.setURL(q, address)
	switch {
	case c.method.text != "":
		q.Method = c.method.text
		c.span("request", "method", 0, c.method.at, len(q.Method))
	case c.head:
		q.Method = "HEAD"
	case c.put:
		q.Method = "PUT"
	case q.Body != nil || c.open && !c.get:
		q.Method = "POST"
	default:
		q.Method = "GET"
	}
	if q.Body != nil && len(c.data) == 1 && !c.multipart {
		c.span("request", "body", 0, body.at, len(q.Body))
	}
	if c.others > 0 {
		c.r.note("words_ignored", "n", strconv.Itoa(c.others))
	}
	if c.open {
		c.gap("body")
	}
}

// setURL takes the address with the scheme that curl would give it, and its
// user and password as a header.
func (c *command) setURL(q *authcore.Request, address word) {
	q.URL = address.text
	c.span("request", "url", 0, address.at, len(q.URL))
	if address.open {
		c.gap("url")
	}
	if q.URL != "" && !address.open && !strings.Contains(q.URL, "://") {
		q.URL = "http://" + q.URL
		c.spans = without(c.spans, "request", "url", 0)
		c.r.note("scheme_assumed", "scheme", "http")
	}
	if u, err := urltext.Parse(q.URL); err == nil && u.HasUser {
		if !q.Header.Has("Authorization") {
			q.Header = append(authcore.Header{{Name: "Authorization", Value: "Basic " + base64.StdEncoding.EncodeToString([]byte(urltext.PathUnescape(u.User)))}}, q.Header...)
			for i := range c.spans {
				if c.spans[i].Part == "header" {
					c.spans[i].Line++
				}
			}
		}
		u.User, u.HasUser = "", false
		q.URL = u.String()
		c.spans = without(c.spans, "request", "url", 0)
	}
}

// header takes the lines, and returns the names of those that curl leaves out
// since they have no value.
func (c *command) header(q *authcore.Request) (removed []string) {
	for _, w := range c.lines {
		colon := strings.IndexByte(w.text, ':')
		if colon < 0 {
			if name, ok := strings.CutSuffix(w.text, ";"); ok {
				q.Header.Add(name, "")
			}
			continue
		}
		name, value := w.text[:colon], strings.TrimLeft(w.text[colon+1:], " \t")
		if value == "" {
			removed = append(removed, strings.ToLower(name))
			continue
		}
		if w.open && strings.EqualFold(name, "Authorization") {
			c.gap("authorization")
		}
		if w.at >= 0 {
			c.span("request", "header", len(q.Header), w.at+len(w.text)-len(value), len(value))
		}
		q.Header.Add(name, value)
	}
	switch {
	case q.Header.Has("Authorization"):
	case c.bearer != nil:
		q.Header.Add("Authorization", "Bearer "+c.bearer.text)
		if c.bearer.open {
			c.gap("authorization")
		}
	case c.credentials != nil:
		q.Header.Add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(c.credentials.text)))
		if c.credentials.open {
			c.gap("authorization")
		}
	}
	return removed
}

// body joins what is to be sent, and adds the type that curl gives it.
func (c *command) body(q *authcore.Request, removed []string) word {
	if c.multipart {
		c.multipartBody(q)
		return word{}
	}
	if len(c.data) == 0 {
		return word{}
	}
	var joined word
	for i, w := range c.data {
		if i == 0 {
			joined = w
			continue
		}
		between := "&"
		if c.json {
			between = ""
		}
		joined = word{joined.text + between + w.text, -1, joined.open || w.open}
	}
	c.open = c.open || joined.open
	q.Body = []byte(joined.text)
	if c.get {
		return joined
	}
	add := func(name, value string) {
		if q.Header.Has(name) {
			return
		}
		for _, n := range removed {
			if n == strings.ToLower(name) {
				return
			}
		}
		q.Header.Add(name, value)
	}
	if c.json {
		add("Content-Type", "application/json")
		add("Accept", "application/json")
	} else {
		add("Content-Type", "application/x-www-form-urlencoded")
	}
	return joined
}

// boundary stands for the one that curl draws.
const boundary = "------------------------0000000000000000"

func (c *command) multipartBody(q *authcore.Request) {
	var b strings.Builder
	for _, w := range c.form {
		name, value, _ := strings.Cut(w.text, "=")
		if strings.HasPrefix(value, "@") || strings.HasPrefix(value, "<") {
			value = c.file(value[1:], false).text
			c.open = true
		}
		c.open = c.open || w.open
		b.WriteString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
	}
	b.WriteString("--" + boundary + "--\r\n")
	q.Body = []byte(b.String())
	if !q.Header.Has("Content-Type") {
		q.Header.Add("Content-Type", "multipart/form-data; boundary="+boundary)
	}
}
