// A step as plain HTML: what stands in a page of others where no script runs,
// in a feed reader and in print. It is made from the very HTML that the walks
// have; nothing in it needs a style sheet, a class or a script.

package snippet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// A node is an element with what is in it, or a text.
type node struct {
	tag   string // "" for a text
	text  string
	attrs map[string]string
	kids  []*node
}

// parseHTML reads what a template wrote: every element in it is closed.
func parseHTML(text string) (*node, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, append([]string{"wbr"}, xml.HTMLAutoClose...), xml.HTMLEntity
	root := &node{tag: "div"}
	open := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		} else if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{tag: t.Name.Local, attrs: map[string]string{}}
			for _, a := range t.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, &node{text: string(t)})
		}
	}
}

func (n *node) is(classes ...string) bool {
	return slices.ContainsFunc(strings.Fields(n.attrs["class"]), func(c string) bool { return slices.Contains(classes, c) })
}

// find returns the first element below that fits.
func (n *node) find(fits func(*node) bool) *node {
	for _, kid := range n.kids {
		if kid.tag != "" && fits(kid) {
			return kid
		}
		if found := kid.find(fits); found != nil {
			return found
		}
	}
	return nil
}

func (n *node) content() string {
	var b strings.Builder
	b.WriteString(n.text)
	for _, kid := range n.kids {
		b.WriteString(kid.content())
	}
	return b.String()
}

// live reports whether something is of use with the script only, or an aside
// that a sample does without.
func (n *node) live() bool {
	if _, hidden := n.attrs["hidden"]; hidden && !strings.HasSuffix(n.attrs["id"], "-curl") {
		return true // the request as curl is behind a tab
	}
	switch n.tag {
	case "button", "fieldset", "input", "noscript", "progress", "select", "template", "wbr":
		return true
	case "details":
		return !n.is("trap") // the others compare with the vendor's documentation, or hold forms
	case "p", "dl":
		if n.attrs["data-part"] != "" && n.attrs["data-part"] != "claims" {
			return true
		}
	}
	return n.is("live", "head", "switches", "make", "urls", "tabs", "under", "which", "empty", "experiments", "legend", "checker", "codeclock", "paste", "added", "n", "hint")
}

// Plain returns a step without all that a script, a style sheet or a page
// around it is needed for, a block on each line. No line is empty, not even in
// a request: Markdown ends a block of HTML there.
func Plain(text string) (string, error) {
	root, err := parseHTML(text)
	if err != nil {
		return "", err
	}
	return strings.Join(blocks(root.kids), "\n"), nil
}

// blocks returns the lines for what stands beneath each other.
func blocks(nodes []*node) []string {
	var lines []string
	for _, n := range nodes {
		lines = append(lines, block(n)...)
	}
	return lines
}

func block(n *node) []string {
	switch {
	case n.tag == "":
		return around("p", inline(n))
	case n.live():
		return nil
	case n.is("inputs"):
		return fields(n)
	case n.is("anatomy"):
		return pairs(n.kids)
	case n.is("told"):
		return told(n)
	case n.is("lines"):
		return []string{"<p>In PHP:</p>", "<pre>" + unbroken(php(n)) + "</pre>"}
	case n.is("sample"):
		if head := n.find(func(n *node) bool { return n.is("head") }); head != nil {
			return answer(head.find(status), blocks(n.kids))
		}
	case n.is("response"):
		lines := blocks(n.kids)
		if len(lines) > 0 {
			lines = append([]string{"<p>The answer:</p>"}, lines...)
		}
		return lines
	}
	switch n.tag {
	case "h2", "h3", "summary":
		// No heading: in a page of others it would be one of theirs.
		return around("p", "<strong>"+inline(n)+"</strong>")
	case "p", "caption":
		return around("p", inline(n))
	case "pre":
		lines := []string{"<pre>" + unbroken(n.content()) + "</pre>"}
		if leads := map[string]string{"http": "The request:", "curl": "The same with curl:"}[n.attrs["data-part"]]; leads != "" {
			lines = append([]string{"<p>" + leads + "</p>"}, lines...)
		}
		return lines
	case "dl":
		return pairs(n.kids)
	case "ul", "ol", "table":
		return list(n)
	}
	return blocks(n.kids)
}

func around(tag, content string) []string {
	if content == "" {
		return nil
	}
	return []string{"<" + tag + ">" + content + "</" + tag + ">"}
}

func status(n *node) bool { return n.is("status") }

// answer is what was answered, its status before it.
func answer(status *node, lines []string) []string {
	if status == nil {
		return lines
	}
	return append([]string{"<p>The answer, " + inline(status) + ":</p>"}, lines...)
}

// fields are what stands in the fields of a form.
func fields(n *node) []string {
	var rows []*node
	for _, field := range n.kids {
		label := field.find(func(n *node) bool { return n.tag == "label" })
		input := field.find(func(n *node) bool { return n.tag == "input" && n.attrs["value"] != "" })
		if label == nil || input == nil {
			continue // one that is filled by a step before
		}
		rows = append(rows, &node{tag: "dt", kids: label.kids}, &node{tag: "dd", kids: []*node{{tag: "code", kids: []*node{{text: input.attrs["value"]}}}}})
		if hint := field.find(func(n *node) bool { return n.is("hint") }); hint != nil {
			rows = append(rows, &node{tag: "dd", kids: hint.kids})
		}
	}
	return pairs(rows)
}

// pairs is a list of terms and what belongs to them, a line for each. What is
// a value and what it means are apart.
func pairs(nodes []*node) []string {
	var lines []string
	for _, n := range nodes {
		switch {
		case n.tag == "div":
			inner := pairs(n.kids)
			if len(inner) > 0 {
				lines = append(lines, inner[1:len(inner)-1]...)
			}
		case n.tag == "dt" || n.is("soft"):
			lines = append(lines, around("dt", inline(&node{tag: "dt", kids: n.kids}))...)
		case n.tag == "dd" || n.is("mono"):
			kids := n.kids
			if n.is("mono") {
				kids = []*node{n}
			}
			at := slices.IndexFunc(kids, func(n *node) bool { return n.attrs["data-meaning"] != "" })
			if at < 0 {
				at = len(kids)
			}
			lines = append(lines, around("dd", inline(&node{tag: "dd", kids: kids[:at]}))...)
			lines = append(lines, around("dd", inline(&node{tag: "dd", kids: kids[at:]}))...)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return append(append([]string{"<dl>"}, lines...), "</dl>")
}

// list is a list or a table, an item or a row on each line.
func list(n *node) []string {
	var lines []string
	for _, kid := range n.kids {
		switch kid.tag {
		case "thead", "tbody":
			lines = append(lines, list(kid)...)
		case "li", "tr", "caption":
			lines = append(lines, around(kid.tag, inline(kid))...)
		}
	}
	return append(append([]string{"<" + n.tag + ">"}, lines...), "</"+n.tag+">")
}

// told are exchanges one after the other, each with what is said of it.
func told(n *node) []string {
	var lines []string
	for _, item := range n.kids {
		for _, kid := range item.kids {
			if kid.tag != "details" {
				lines = append(lines, block(kid)...)
				continue
			}
			var wires []*node // the request, the answer
			for _, inner := range kid.kids {
				if inner.tag == "pre" {
					wires = append(wires, inner)
				}
			}
			for i, wire := range wires {
				if i == 0 {
					lines = append(lines, block(wire)...)
				} else {
					lines = append(lines, answer(kid.find(status), block(wire))...)
				}
			}
		}
	}
	return lines
}

// php is a program whose lines are items of a list.
func php(n *node) string {
	var lines []string
	for _, item := range n.kids {
		if item.tag != "li" {
			continue
		}
		indent := ""
		if item.is("in") {
			indent = "    "
		}
		for line := range strings.Lines(code(item)) {
			lines = append(lines, indent+strings.TrimSpace(line))
		}
	}
	return strings.Join(lines, "\n")
}

func code(n *node) string {
	if n.tag == "br" {
		return "\n"
	}
	text := n.text
	for _, kid := range n.kids {
		text += code(kid)
	}
	return text
}

var spaces = regexp.MustCompile(`\s+`)

// inline returns what is in an element, in one line.
func inline(n *node) string {
	return strings.TrimSpace(spaces.ReplaceAllString(flow(n, n.is("mono")), " "))
}

// flow writes what an element holds. Only what means something stays: emphasis,
// code, links to other sites, and the parts of lists and tables.
func flow(n *node, mono bool) string {
	if n.tag == "" {
		return escaped(n.text)
	}
	var b strings.Builder
	for _, kid := range n.kids {
		if kid.tag != "" && kid.live() {
			continue
		}
		inner := flow(kid, false)
		open, closed := kid.tag, kid.tag
		switch kid.tag {
		case "b", "strong", "i", "em", "code", "ul", "ol", "li", "th", "td":
			if scope := kid.attrs["scope"]; scope != "" {
				open += fmt.Sprintf(" scope=%q", scope)
			}
		case "a":
			if !strings.HasPrefix(kid.attrs["href"], "https://") {
				open = "" // it leads to a place that the page of others does not have
			} else {
				open += fmt.Sprintf(` href="%s"`, quoted(kid.attrs["href"]))
			}
		case "pre":
			open, closed = "code", "code"
		case "br":
			inner, open = " ", ""
		default:
			open = ""
			if kid.is("mono") && inner != "" {
				open, closed = "code", "code"
			}
		}
		if open == "" {
			b.WriteString(inner)
			continue
		}
		b.WriteString("<" + open + ">" + inner + "</" + closed + ">")
	}
	if mono && b.Len() > 0 {
		return "<code>" + b.String() + "</code>"
	}
	return b.String()
}

// escaped writes a text as HTML that template languages of documentation
// systems leave alone.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "{{", "&#123;&#123;", "\u00ad", "").Replace(text)
}

// unbroken writes what stands in a pre. A line that is empty there has its end
// written as a character reference, so that the line of the source is not.
func unbroken(text string) string {
	var b strings.Builder
	text = strings.TrimRight(text, "\n")
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(escaped(line))
	}
	return blank.ReplaceAllStringFunc(b.String(), func(breaks string) string {
		return "\n" + strings.Repeat("&#10;", strings.Count(breaks, "\n")-1)
	})
}

// blank are lines with nothing on them.
var blank = regexp.MustCompile(`\n([ \t]*\n)+`)
