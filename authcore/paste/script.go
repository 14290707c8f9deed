// Calls of fetch and PowerShell's own commands, as the requests that they send.

package paste

import "strings"

// senders are what sends.
const senders = "fetch(|invoke-restmethod|invoke-webrequest|irm -|iwr -"

// script reads calls, with the variables that were given a value before them.
func (r *reader) script() string {
	if len(r.text) > tail {
		return ""
	}
	e := &expressions{reader: r, text: r.text}
	kind := ""
	fault := -1 // where the words of a command that failed begin
	for e.at < len(r.text) && !r.full() {
		start := e.at
		end, next := lineEnd(r.text, start)
		line := r.text[start:min(end, start+4096)]
		at, shell := sender(line)
		echo := strings.HasPrefix(line, "+ ") // PowerShell shows the line that failed
		switch {
		case at > 0 && shell && strings.HasPrefix(strings.TrimLeft(line[at:], " "), ":"):
			fault, e.at = start, next
		case echo && r.pending != nil:
			e.at = next
		case at > 0:
			r.settle(start)
			e.at, e.shell = start+at, shell
			var args *value
			if shell {
				kind, args = "powershell", e.parameters()
			} else {
				kind, args = "fetch", e.items(")")
			}
			r.pending, r.printed = e.send(args), e.at
			if echo && fault >= 0 && r.pending != nil {
				r.printed = fault
				r.settle(start)
			}
		default:
			e.shell = strings.Contains(line, "$")
			if p := prompt(line); !e.assignment(start+p, end) && (p == 0 || !e.assignment(start, end)) {
				e.at = next
			}
		}
	}
	r.settle(len(r.text))
	return kind
}

// sender returns where in a line the arguments of a call begin, and whether it
// is PowerShell's; 0 if there is no call.
func sender(line string) (at int, shell bool) {
	for name, rest := "", senders; rest != ""; {
		name, rest, _ = strings.Cut(rest, "|")
		if i := indexFold(line, name); i >= 0 && (i == 0 || !isWord(line[i-1]) && line[i-1] != '.') {
			return i + len(strings.TrimSuffix(name, "-")), name != "fetch("
		}
	}
	return 0, false
}

// assignment reads `const name = value`, `name = value`, `$name = value`.
func (e *expressions) assignment(at, end int) bool {
	at = blanks(e.text, at)
	at = blanks(e.text, at+begins(e.text[at:], "const |let |var |$"))
	n := identifier(e.text, at)
	after := blanks(e.text, at+n)
	first := blanks(e.text, after+1)
	if n == 0 || first >= end || e.text[after] != '=' || strings.IndexByte("\"'`{[(@$bnf", e.text[first]) < 0 {
		return false
	}
	name := e.text[at : at+n]
	if e.shell {
		name = strings.ToLower(name)
	}
	notes := len(e.notes)
	e.at = after + 1
	v := e.value()
	if e.notes = e.notes[:notes]; !v.open && v.kind != unknown && v.size() > 0 {
		e.env[name] = v
	}
	return true
}

// size is how much a value stands for; 0 of one that holds others that hold
// some, for only flat ones are kept, or a few lines could stand for a huge one.
func (v *value) size() int {
	n := len(v.text) + 1
	for i := range v.items {
		m := &v.items[i]
		if len(m.value.items) > 0 {
			return 0
		}
		n += len(m.name) + len(m.value.text) + 1
	}
	return n
}

// parameters reads -Name value up to the end of a command, as the arguments of
// a call.
func (e *expressions) parameters() *value {
	args := &value{kind: list}
	text := e.text
	for e.at = blanks(text, e.at); e.at < len(text); e.at = blanks(text, e.at) {
		rest := text[e.at:]
		n := lineBreak(rest, 0)
		switch c := rest[0]; {
		case strings.IndexByte(";|)", c) >= 0:
			return args
		case n > 0:
			next := blanks(text, e.at+n)
			if !strings.HasPrefix(text[next:], "-") {
				return args
			}
			e.at = next
		case c == '`' && lineBreak(rest, 1) > 0:
			e.at += 1 + lineBreak(rest, 1)
		case c == '-' && identifier(rest, 1) > 0:
			name := strings.ToLower(rest[1:words(rest, 1, "")])
			e.at = blanks(text, e.at+1+len(name))
			if !among(name, "usebasicparsing|skipcertificatecheck|verbose") {
				args.add(name, e.argument())
			}
		default:
			args.add("uri", e.argument())
		}
	}
	return args
}

// argument reads a value, or a bare word.
func (e *expressions) argument() *value {
	at := e.at
	if at < len(e.text) && strings.IndexByte("\"'@$([", e.text[at]) >= 0 {
		return e.suffixes(e.term())
	}
	for e.at < len(e.text) && strings.IndexByte(" \t\r\n;|`", e.text[e.at]) < 0 {
		e.at++
	}
	return &value{word: word{text: e.text[at:e.at], at: at}, kind: text}
}

// send makes the request of the arguments, an address and members of an object
// or named values; nil if they name no address.
func (e *expressions) send(args *value) *command {
	config := &value{}
	for i := range args.items {
		if a := &args.items[i]; a.name != "" {
			config.add(a.name, a.value)
		} else {
			config.items = append(config.items, a.value.items...)
		}
	}
	to := args.index(0)
	if e.shell {
		to = config.get("uri")
	}
	if to.text == "" {
		return nil
	}
	c := &command{r: e.reader}
	q := c.request()
	c.setURL(to.text, to.at)
	if to.open {
		c.gap("url")
	}
	q.Method = strings.ToUpper(config.get("method").text)
	if q.Method == "" {
		q.Method = "GET"
	}
	headers := config.get("headers")
	for _, i := range headers.items {
		if i.value.open && strings.EqualFold(i.name, "Authorization") {
			c.gap("authorization")
		}
		c.addLine(linePart, i.name, i.value.text, i.value.at)
	}
	if headers.open && headers.kind == unknown {
		c.gap("authorization")
	}
	e.sent(c, config)
	return c
}

// sent takes the body, and the type that it is given.
func (e *expressions) sent(c *command, config *value) {
	body, typed := config.get("body"), config.get("contenttype").text
	switch {
	case body.kind == plain || body.kind == unknown && !body.open:
		return
	case e.shell && body.kind == object:
		body = body.form()
	case body.kind == object || body.kind == list:
		body = literal("[object Object]", false)
	}
	if typed == "" {
		typed = body.typed
	}
	if typed == "" && e.shell {
		typed = formType
	}
	if typed == "" {
		typed = "text/plain;charset=UTF-8"
	}
	if body.open {
		c.gap("body")
	}
	c.setBody(body.text, body.at)
	c.typed("Content-Type", typed, "")
}
