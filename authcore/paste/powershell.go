// PowerShell's own commands for requests.

package paste

import "strings"

// powershell reads Invoke-RestMethod and Invoke-WebRequest, with the variables
// that were given a value before them.
func (r *reader) powershell() string {
	if at, _ := indexFold(r.text, "invoke-restmethod", "invoke-webrequest", "irm -", "iwr -"); at < 0 || len(r.text) > tail {
		return ""
	}
	e := &expressions{reader: r, env: map[string]*value{}, shell: true}
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
	fault := 0 // where the words of a command that failed begin
	for e.at < len(r.text) && !r.full() {
		start := e.at
		end, next := lineEnd(r.text, e.at)
		line := r.text[e.at:end]
		at, which := indexFold(line, "invoke-restmethod", "invoke-webrequest", "irm ", "iwr ")
		behind := line[max(0, min(at+[...]int{17, 17, 4, 4}[which], len(line))):]
		echo := strings.HasPrefix(line, "+ ") // PowerShell shows the line that failed
		switch {
		case at >= 0 && strings.HasPrefix(strings.TrimLeft(behind, " "), ":"):
			fault, e.at = start, next
		case echo && pending.Request != nil:
			e.at = next
		case at >= 0 && (at == 0 || !isWord(line[at-1])):
			settle(start)
			e.at = end - len(behind)
			c := call{expressions: e, lib: "powershell"}
			if c.send("", c.parameters()); c.Request != nil {
				kind, pending, printed = "powershell", c.draft, e.at
				if echo {
					r.printed(&pending, fault, start)
					r.add(pending)
					pending = draft{}
				}
			}
		default:
			if p := prompt(line); !e.assignment(start+p, end) && (p == 0 || !e.assignment(start, end)) {
				e.at = next
			}
		}
	}
	settle(len(r.text))
	return kind
}

// parameters reads -Name value up to the end of the command, as the arguments
// of a call.
func (c *call) parameters() *value {
	config := &value{kind: object}
	address := &value{}
	for c.expressions.at < len(c.text) {
		c.expressions.at = blanks(c.text, c.expressions.at)
		rest := c.text[c.expressions.at:]
		switch {
		case rest == "" || strings.IndexByte(";|)", rest[0]) >= 0:
			return &value{items: []item{{value: address}, {value: config}}}
		case lineBreak(rest, 0) > 0:
			next := blanks(c.text, c.expressions.at+lineBreak(rest, 0))
			if next+1 >= len(c.text) || c.text[next] != '-' || !isLetter(c.text[next+1]) {
				return &value{items: []item{{value: address}, {value: config}}}
			}
			c.expressions.at = next
		case rest[0] == '`' && lineBreak(rest, 1) > 0:
			c.expressions.at += 1 + lineBreak(rest, 1)
		case rest[0] == '-' && len(rest) > 1 && isLetter(rest[1]):
			n := 1 + identifier(rest, 1)
			name := strings.ToLower(rest[1:n])
			c.expressions.at = blanks(c.text, c.expressions.at+n)
			switch name {
			case "uri":
				address = c.argument()
			case "method", "headers", "body", "contenttype":
				config.items = append(config.items, item{name, c.argument()})
			case "usebasicparsing", "skipcertificatecheck", "verbose", "allowunencryptedauthentication":
			default:
				c.argument()
			}
		default:
			if v := c.argument(); address.text == "" {
				address = v
			}
		}
	}
	return &value{items: []item{{value: address}, {value: config}}}
}

// argument reads a value, or a bare word.
func (c *call) argument() *value {
	at := c.expressions.at
	if at < len(c.text) && strings.IndexByte("\"'@$([", c.text[at]) >= 0 {
		v := c.suffixes(c.term())
		c.expressions.at = max(c.expressions.at, min(at+1, len(c.text)))
		return v
	}
	end := at
	for end < len(c.text) && strings.IndexByte(" \t\r\n;|`", c.text[end]) < 0 {
		end++
	}
	c.expressions.at = max(end, min(at+1, len(c.text)))
	return &value{word: word{text: c.text[at:end], at: at}, kind: text}
}
