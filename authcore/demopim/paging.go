// Lists by page: their parameters, and the links between the pages.

package demopim

import (
	"math"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

const maxLimit = 100

// A paging is the page that a query asks for.
type paging struct {
	page, limit int
	count       bool
	query       string // what every link of the list has after its page
	keyed       bool   // begins after a thing, by its key, instead of at a page
	after       string
}

// readPaging checks the parameters in the order in which a PIM does; the
// message says what is wrong.
func (c *call) readPaging() (p paging, message string) {
	kind, limit, page, count, rest := "page", "10", "1", "false", ""
	for _, q := range c.query {
		text := q.value
		if q.array {
			text = "Array" // as PHP says where it wants a text
		}
		switch q.name {
		case "limit":
			limit = text
		case "page":
			page = text
		case "with_count":
			count = text
		case "access_token":
		case "search_after":
			p.after = text
		case "pagination_type":
			kind = text
			fallthrough
		default:
			rest += "&" + escapeBut(q.name+q.key, c.v.readable) + "=" + escapeBut(q.value, c.v.readable)
		}
	}
	switch kind {
	case "page":
	case "search_after":
		if p.keyed = strings.HasPrefix(c.route.name, "pim_api_product"); !p.keyed {
			return p, "Pagination type is not supported."
		}
	default:
		return p, "Pagination type does not exist."
	}
	var ok bool
	if p.limit, ok = number(limit); !ok {
		return p, `"` + limit + `" is not a valid limit number.`
	}
	if p.limit > maxLimit {
		return p, "You cannot request more than " + strconv.Itoa(maxLimit) + " items."
	}
	if p.page, ok = number(page); !ok {
		return p, `"` + page + `" is not a valid page number.`
	}
	if count != "true" && count != "false" {
		return p, `Parameter "with_count" has to be a boolean. Only "true" or "false" allowed, "` + count + `" given.`
	}
	p.count = count == "true"
	p.query = "&limit=" + limit + "&with_count=" + count + rest
	return p, ""
}

// number reads digits without leading zeros. What is too big for an int is
// the biggest int.
func number(s string) (int, bool) {
	if s == "" || s[0] == '0' || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		n = math.MaxInt
	}
	return n, true
}

// cut returns the things of the page, none if it is out of range.
func cut[T any](p paging, all []T) []T {
	if p.page-1 > len(all)/p.limit {
		return nil
	}
	all = all[(p.page-1)*p.limit:]
	return all[:min(p.limit, len(all))]
}

// envelope wraps the items of the page.
func (p paging) envelope(path string, total int, items jsontext.Array) jsontext.Object {
	to := func(name string, page int) jsontext.Member {
		return jsontext.Member{Name: name, Value: href(path + "?page=" + strconv.Itoa(page) + p.query)}
	}
	if p.keyed {
		return p.keyedEnvelope(path+"?"+p.query[1:], items)
	}
	links := jsontext.Object{to("self", p.page), to("first", 1)}
	if p.page > 1 {
		links = append(links, to("previous", p.page-1))
	}
	if len(items) >= p.limit { // a last page that is full points at an empty one
		links = append(links, to("next", p.page+1))
	}
	list := object("_links", links, "current_page", p.page)
	if p.count {
		list = append(list, object("items_count", total)...)
	}
	return append(list, object("_embedded", object("items", items))...)
}

// keyedEnvelope wraps the things that follow one in the list.
func (p paging) keyedEnvelope(address string, items jsontext.Array) jsontext.Object {
	self := address
	if p.after != "" {
		self += "&search_after=" + escape(p.after)
	}
	links := object("self", href(self), "first", href(address))
	if last := len(items) - 1; last+1 >= p.limit {
		key := items[last].(jsontext.Object)[1].Value // behind the links
		links = append(links, object("next", href(address+"&search_after="+escape(text(key))))...)
	}
	return object("_links", links, "_embedded", object("items", items))
}

func href(address string) jsontext.Object {
	return object("href", address)
}

// escape encodes a part of a link.
func escape(s string) string {
	return escapeBut(s, readable)
}

// readable is what a query may hold (RFC 3986 §3.4) and Symfony leaves as it
// is, since its version 5.
const readable = "/?@:!;,*"

// escapeBut encodes a part of a link as PHP does, %20 for a blank, but for some
// more characters.
func escapeBut(s, readable string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-_.~", c) >= 0 || strings.IndexByte(readable, c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}
