// PowerShell's own commands for requests.

package paste

import "strings"

// powershell reads Invoke-RestMethod and Invoke-WebRequest, with the variables
// that were given a value before them.
func (r *reader) powershell() string {
	if at, _ := indexFold(r.text, "invoke-restmethod", "invoke-webrequest", "irm -", "iwr -"); at < 0 || len(r.text) > tail {
		return ""
	}
	e := &expressions{reader: r, env: map[string]value{}, shell: true}
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
		if i, which := indexFold(line, "invoke-restmethod", "invoke-webrequest", "irm ", "iwr "); i >= 0 && (i == 0 || !isWord(line[i-1])) && !strings.HasPrefix(strings.TrimLeft(line[i+[]int{17, 17, 4, 4}[which]:], " "), ":") {
			settle(e.at)
			e.at += i + []int{17, 17, 4, 4}[which]
			c := call{expressions: e, lib: "powershell"}
			c.send("", c.parameters())
			if c.Request != nil {
				kind, pending, printed = "powershell", c.draft, e.at
			}
			continue
		}
		if p := prompt(line); !e.assignment(e.at+p, end) && (p == 0 || !e.assignment(e.at, end)) {
			e.at = next
		}
	}
	settle(len(r.text))
	return kind
}

// parameters reads -Name value up to the end of the command, as the arguments
// of a call.
func (c *call) parameters() value {
	config := value{kind: object}
	address := value{}
	for c.expressions.at < len(c.text) {
		c.expressions.at = blanks(c.text, c.expressions.at)
		rest := c.text[c.expressions.at:]
		switch {
		case rest == "" || strings.IndexByte(";|)", rest[0]) >= 0:
			return value{items: []item{{value: address}, {value: config}}}
		case lineBreak(rest, 0) > 0:
			next := blanks(c.text, c.expressions.at+lineBreak(rest, 0))
			if next+1 >= len(c.text) || c.text[next] != '-' || !isLetter(c.text[next+1]) {
				return value{items: []item{{value: address}, {value: config}}}
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
	return value{items: []item{{value: address}, {value: config}}}
}

// argument reads a value, or a bare word.
func (c *call) argument() value {
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
	return value{word: word{text: c.text[at:end], at: at}, kind: text}
}
