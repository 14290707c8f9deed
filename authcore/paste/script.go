// Calls of fetch, axios and Python's requests and httpx, as the requests that
// they send.

package paste

import (
	"encoding/base64"
	"strings"
)

// calls are the functions that send, by how they take their arguments.
var calls = []struct {
	name string
	lib  string
}{
	{"fetch(", "fetch"}, {"axios(", "axios"}, {"axios.request(", "axios"}, {"axios.post(", "axios"}, {"axios.get(", "axios"},
	{"requests.post(", "python"}, {"requests.get(", "python"}, {"requests.patch(", "python"}, {"httpx.post(", "python"}, {"httpx.get(", "python"}, {"session.post(", "python"}, {"session.get(", "python"}, {"client.post(", "python"},
}

// script reads calls, with the variables that were given a value before them.
func (r *reader) script() string {
	if len(r.text) > tail {
		return ""
	}
	e := &expressions{reader: r, env: map[string]*value{}}
	kind := ""
	var pending draft
	printed := 0
	settle := func(to int) {
		if pending.Request != nil {
			r.printed(&pending, min(printed, to), to)
		}
		r.add(pending)
		pending = draft{}
	}
	for e.at < len(r.text) && !r.full() {
		end, next := lineEnd(r.text, e.at)
		line := r.text[e.at:end]
		at, lib, method := -1, "", ""
		for _, c := range calls {
			if i := strings.Index(line, c.name); i >= 0 && (at < 0 || i < at) && (i == 0 || !isWord(line[i-1]) && line[i-1] != '.') {
				at, lib = i+len(c.name), c.lib
				_, method, _ = strings.Cut(strings.TrimSuffix(c.name, "("), ".")
			}
		}
		if at >= 0 {
			settle(e.at)
			e.at += at
			c := call{expressions: e, lib: lib}
			args := e.items(")")
			if c.send(method, args); c.Request != nil {
				kind, pending = "fetch", c.draft
				_, printed = lineEnd(r.text, e.at)
			}
			continue
		}
		if !e.assignment(e.at, end) {
			e.at = next
		}
	}
	settle(len(r.text))
	return kind
}

// assignment reads `const name = value`, `name = value`, `$name = value`.
func (e *expressions) assignment(at, end int) bool {
	at = blanks(e.text, at)
	for _, word := range [...]string{"const ", "let ", "var "} {
		if strings.HasPrefix(e.text[at:], word) {
			at = blanks(e.text, at+len(word))
		}
	}
	if strings.HasPrefix(e.text[at:], "$") {
		at++
	}
	n := identifier(e.text, at)
	after := blanks(e.text, at+n)
	if n == 0 || after >= end || e.text[after] != '=' || strings.HasPrefix(e.text[after:], "==") || strings.HasPrefix(e.text[after:], "=>") {
		return false
	}
	name := e.text[at : at+n]
	if e.shell {
		name = strings.ToLower(name)
	}
	first := blanks(e.text, after+1)
	if first >= end || strings.IndexByte("\"'`{[(@$bnf", e.text[first]) < 0 {
		return false
	}
	notes := len(e.notes)
	e.at = after + 1
	v := e.value()
	if e.notes = e.notes[:notes]; !v.open && v.kind != unknown && v.flat() {
		e.env[name] = v
	}
	return true
}

// flat reports whether a value holds none that holds others: only such are
// kept, or a few lines could stand for a huge value.
func (v *value) flat() bool {
	for _, i := range v.items {
		if len(i.value.items) > 0 {
			return false
		}
	}
	return true
}

// size is how much a value stands for.
func (v *value) size() int {
	n := len(v.text) + 1
	for _, i := range v.items {
		n += len(i.name) + len(i.value.text) + 1
	}
	return n
}

// A call is a request in the making.
type call struct {
	*expressions
	draft
	lib string
}

// send makes the request of the arguments.
func (c *call) send(method string, args *value) {
	address, config := args.index(0), &value{}
	for _, i := range args.items[min(1, len(args.items)):] {
		switch {
		case i.name != "":
			config.items = append(config.items, i)
		case c.lib == "axios" && method == "post" && len(config.items) == 0:
			config.items = append(config.items, item{"data", i.value})
		case i.value.kind == object:
			config.items = append(config.items, i.value.items...)
		}
	}
	if address.kind == object {
		config = address
		address, _ = config.get("url")
	} else if address.text == "" {
		address, _ = config.get("url")
	}
	if address.text == "" {
		return
	}
	q := c.draft.request()
	q.URL = address.text
	if address.open {
		c.gap("url")
	}
	if base, ok := config.get("baseURL"); ok && strings.HasPrefix(q.URL, "/") {
		q.URL = strings.TrimSuffix(base.text, "/") + q.URL
	}
	if params, ok := config.get("params"); ok && params.kind == object {
		q.URL = withQuery(q.URL, params.form())
	}
	if q.URL == address.text {
		c.span("request", "url", 0, address.word.at, len(q.URL))
	}
	q.Method = strings.ToUpper(method)
	if m, ok := config.get("method"); ok {
		q.Method = strings.ToUpper(m.text)
	}
	if q.Method == "" || q.Method == "REQUEST" {
		q.Method = "GET"
	}
	headers, _ := config.get("headers")
	for _, i := range headers.items {
		name, v := i.name, i.value
		if headers.kind == list {
			name, v = i.value.index(0).text, i.value.index(1)
		}
		if v.open && strings.EqualFold(name, "Authorization") {
			c.gap("authorization")
		}
		c.span("request", "header", len(q.Header), v.word.at, len(v.text))
		q.Header.Add(name, v.text)
	}
	if headers.open && headers.kind == unknown {
		c.gap("authorization")
	}
	c.auth(config)
	c.body(config)
}

// auth takes a pair that a library makes a header of.
func (c *call) auth(config *value) {
	auth, ok := config.get("auth")
	if !ok || auth.kind != object && auth.kind != list {
		return
	}
	id, secret := auth.index(0), auth.index(1)
	if auth.kind == object {
		id, _ = auth.get("username")
		secret, _ = auth.get("password")
	}
	if id.open || secret.open {
		c.gap("authorization")
	}
	c.Request.Header.Del("Authorization")
	c.Request.Header.Add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(id.text+":"+secret.text)))
}

// body takes the body, and the type that a library gives it.
func (c *call) body(config *value) {
	q, between := c.Request, [2]string{":", ","}
	body, ok := config.get("body")
	if data, hasData := config.get("data"); hasData {
		body, ok = data, true
	}
	isJSON := false
	if json, hasJSON := config.get("json"); hasJSON && c.lib == "python" {
		body, ok, isJSON = json, true, true
		between = [2]string{": ", ", "}
	}
	if !ok || body.kind == plain {
		return
	}
	typed := body.typed
	if v, ok := config.get("contenttype"); ok {
		q.Header.Del("Content-Type")
		q.Header.Add("Content-Type", v.text)
	}
	switch {
	case body.kind == text && c.lib == "fetch" && typed == "":
		typed = "text/plain;charset=UTF-8"
	case body.kind == text && (c.lib == "axios" || c.lib == "powershell") && typed == "":
		typed = "application/x-www-form-urlencoded"
	case body.kind == object && (isJSON || c.lib == "axios"):
		body = &value{word: word{body.json(between[0], between[1]), -1, body.anyOpen()}, kind: text}
		typed = "application/json"
	case body.kind == object || body.kind == list:
		if c.lib == "fetch" {
			body = &value{word: word{"[object Object]", -1, false}, kind: text}
			typed = "text/plain;charset=UTF-8"
			break
		}
		body = &value{word: word{body.form(), -1, body.anyOpen()}, kind: text}
		typed = "application/x-www-form-urlencoded"
	}
	if body.open || body.kind == unknown {
		c.gap("body")
	}
	q.Body = []byte(body.text)
	c.span("request", "body", 0, body.word.at, len(body.text))
	if typed != "" && !q.Header.Has("Content-Type") {
		q.Header.Add("Content-Type", typed)
	}
}
