// The request that curl makes of its options.

package paste

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// finish makes the request of what the options said.
func (c *command) finish() {
	q := c.request()
	address := c.address()
	removed := c.header()
	data := c.body(removed)
	if c.has('G') && data.text != "" {
		q.Body = nil
		c.unmark(bodyPart, bodyPart)
		address = word{withQuery(address.text, data.text), -1, address.open || data.open}
	}
	c.setURL(address.text, address.at)
	if address.open {
		c.gap("url")
	}
	switch {
	case c.single[0].text != "":
		c.setMethod(c.single[0].text, c.single[0].at)
	case c.has('I'):
		q.Method = "HEAD"
	case q.Body != nil:
		q.Method = "POST"
	default:
		q.Method = "GET"
	}
	if c.others > 0 {
		c.r.noteOf("words_ignored", "n", strconv.Itoa(c.others))
	}
	if c.open {
		c.gap("body")
	}
}

// address returns the address with the scheme that curl would give it; its user
// and password count as those of -u.
func (c *command) address() word {
	w := c.single[3]
	if w.text != "" && !w.open && !strings.Contains(w.text, "://") {
		w = word{"http://" + w.text, -1, false}
		c.r.noteOf("scheme_assumed", "scheme", "http")
	}
	if _, host := origin(w.text); strings.Contains(host, "@") {
		user, _, _ := strings.Cut(host, "@")
		if !c.has('u') {
			c.give('u')
			c.single[1] = word{urltext.PathUnescape(user), -1, false}
		}
		w = word{strings.Replace(w.text, user+"@", "", 1), -1, w.open}
	}
	return w
}

// header takes the lines, and returns the names of those that curl leaves out
// since they have no value, between bars.
func (c *command) header() (removed string) {
	removed = "|"
	for _, w := range c.lines {
		name, value, ok := strings.Cut(w.text, ":")
		value = strings.TrimLeft(value, " \t")
		switch at := w.at + len(w.text) - len(value); {
		case !ok:
			if name, ok = strings.CutSuffix(name, ";"); ok {
				c.addLine(linePart, name, "", -1)
			}
		case value == "":
			removed += strings.ToLower(name) + "|"
		default:
			if w.open && strings.EqualFold(name, "Authorization") {
				c.gap("authorization")
			}
			if w.at < 0 {
				at = -1
			}
			c.addLine(linePart, name, value, at)
		}
	}
	switch user, token := &c.single[1], &c.single[2]; {
	case c.Request.Header.Has("Authorization"):
	case c.has('o'):
		c.authorize("Bearer ", token.text, token.open)
	case c.has('u'):
		c.pair(user.text, user.open)
	}
	return removed
}

// body joins what is to be sent, and adds the type that curl gives it.
func (c *command) body(removed string) (data word) {
	between, typed := "&", "application/x-www-form-urlencoded"
	switch {
	case len(c.data) == 0:
		return data
	case c.has('F'):
		data, typed = word{c.multipart(), -1, false}, "multipart/form-data; boundary="+boundary
	case c.has('j'):
		between, typed = "", "application/json"
		fallthrough
	default:
		if data = c.data[0]; len(c.data) > 1 {
			texts := make([]string, len(c.data))
			for i := range c.data {
				texts[i] = c.data[i].text
			}
			data = word{strings.Join(texts, between), -1, c.open}
		}
	}
	c.setBody(data.text, data.at)
	c.typed("Content-Type", typed, removed)
	if between == "" {
		c.typed("Accept", typed, removed)
	}
	return data
}

// typed adds a header line, unless there is one or it was removed.
func (c *command) typed(name, value, removed string) {
	if !c.has('G') && !c.Request.Header.Has(name) && !strings.Contains(removed, "|"+strings.ToLower(name)+"|") {
		c.addLine(linePart, name, value, -1)
	}
}

// boundary stands for the one that curl draws.
const boundary = "------------------------0000000000000000"

func (c *command) multipart() string {
	var b strings.Builder
	for _, w := range c.data {
		name, value, _ := strings.Cut(w.text, "=")
		if begins(value, "@|<") > 0 {
			value = c.file(value[1:], false).text
			c.open = true
		}
		b.WriteString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
	}
	return b.String() + "--" + boundary + "--\r\n"
}

// escape is what curl does: a blank is %20.
func escape(s string) string {
	return strings.ReplaceAll(urltext.QueryEscape(s), "+", "%20")
}

func withQuery(address, query string) string {
	address, fragment, _ := strings.Cut(address, "#")
	sign := "?"
	if strings.Contains(address, sign) {
		sign = "&"
	}
	if address += sign + query; fragment != "" {
		address += "#" + fragment
	}
	return address
}
