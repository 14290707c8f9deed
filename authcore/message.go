// The two messages of HTTP as values: what is built, shown, sent and read.

package authcore

import "strings"

// A Field is one line of a header.
type Field struct {
	Name, Value string
}

// A Header is the lines of a header in the order in which they are shown and,
// where the transport can, sent. Names are compared without case (RFC 9110
// §5.1) and keep the spelling that they were given. The zero value is empty
// and ready to use.
type Header []Field

// Get returns the value of the first line called name, or "".
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Has reports whether a line is called name, be its value empty or not.
func (h Header) Has(name string) bool {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	return false
}

// Add appends a line.
func (h *Header) Add(name, value string) {
	*h = append(*h, Field{name, value})
}

// Del removes every line called name.
func (h *Header) Del(name string) {
	kept := (*h)[:0:0]
	for _, f := range *h {
		if !strings.EqualFold(f.Name, name) {
			kept = append(kept, f)
		}
	}
	*h = kept
}

// A Request is one HTTP request, complete and unsent. The page displays it,
// fetch sends it, exporters render it, the demo PIM answers it.
type Request struct {
	Method string
	URL    string // absolute
	Header Header // without Host, which follows from URL
	Body   []byte // nil means none
}

// A Response is one HTTP answer as it came.
type Response struct {
	Status int // 200, 422, …
	Header Header
	Body   []byte
}
