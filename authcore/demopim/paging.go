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
}

// readPaging checks the parameters in the order in which a PIM does; the
// message says what is wrong.
func readPaging(query []param) (p paging, message string) {
	switch kind, ok := given(query, "pagination_type"); {
	case kind == "search_after":
		return p, "Pagination type is not supported."
	case ok && kind != "page":
		return p, "Pagination type does not exist."
	}
	limit, page, count := "10", "1", "false"
	rest := ""
	for _, q := range query {
		switch q.name {
		case "limit":
			limit = q.value
		case "page":
			page = q.value
		case "with_count":
			count = q.value
		case "access_token":
		default:
			rest += "&" + escape(q.name) + "=" + escape(q.value)
		}
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

// cut returns the items of the page, none if it is out of range.
func (p paging) cut(all []category) []category {
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

func href(address string) jsontext.Object {
	return object("href", address)
}

// escape encodes a part of a link as Symfony does: %20 for a blank, and what a
// query may hold (RFC 3986 §3.4) stays readable.
func escape(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-_.~/?@:!;,*", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}
