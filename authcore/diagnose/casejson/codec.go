// Package casejson reads and writes as JSON what is diagnosed: exchanges, and
// what is known beside them. Each member is named once, for both ways.
package casejson

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// A Codec goes over the members of a JSON object: it sets Go values to them
// or, writing, adds them. A member that is missing or null reads as the zero
// value; so does one of a wrong type, which is a fault.
type Codec struct {
	Members jsontext.Object

	path  string // of the object, with a dot at its end
	fault *error // the first one; nil: this writes
	link  bool
}

// Writer writes every member. Bytes that are no UTF-8 have "body_base64".
func Writer() *Codec { return &Codec{} }

// LinkWriter writes only what tells something, and text that is no UTF-8 as an
// array of its base64.
func LinkWriter() *Codec { return &Codec{link: true} }

// Reader reads the members of the object at path, which ends with a dot. It
// sets fault to a *[Error] unless there is one.
func Reader(members jsontext.Object, path string, fault *error) *Codec {
	return &Codec{Members: members, path: path, fault: fault}
}

// LinkReader reads what a [LinkWriter] wrote, or somebody else: lists have
// limits.
func LinkReader(members jsontext.Object, fault *error) *Codec {
	return &Codec{Members: members, fault: fault, link: true}
}

// An Error says which member is not what it should be.
type Error struct {
	Member, Want string
}

func (e *Error) Error() string { return e.Member + " is not " + e.Want }

func (c *Codec) wrong(name, want string) {
	if *c.fault == nil {
		*c.fault = &Error{c.path + name, want}
	}
}

// Put adds a member.
func (c *Codec) Put(name string, value any) {
	c.Members = append(c.Members, jsontext.Member{Name: name, Value: value})
}

func (c *Codec) get(name string) any {
	v, _ := c.Members.Get(name)
	return v
}

// Texts are members whose names have blanks between them.
func (c *Codec) Texts(names string, texts ...*string) {
	for i, name := range strings.Fields(names) {
		text := texts[i]
		if c.fault == nil {
			if *text != "" || !c.link {
				c.Put(name, c.Encoded(*text))
			}
		} else if v := c.get(name); v != nil {
			*text = c.decoded(name, v, "a string")
		}
	}
}

// Wholes are whole numbers.
func (c *Codec) Wholes(names string, numbers ...*int) {
	for i, name := range strings.Fields(names) {
		number := numbers[i]
		if c.fault == nil {
			if *number != 0 || !c.link {
				c.Put(name, *number)
			}
		} else if v := c.get(name); v != nil {
			*number = c.whole(name, v)
		}
	}
}

// whole reads a number of at most 15 digits.
func (c *Codec) whole(name string, v any) int {
	text, ok := v.(jsontext.Number)
	if !ok {
		c.wrong(name, "a number")
		return 0
	}
	number, err := strconv.Atoi(string(text))
	if err != nil || len(text) > 16 {
		c.wrong(name, "a whole number")
		return 0
	}
	return number
}

// Flag is true or false.
func (c *Codec) Flag(name string, flag *bool) {
	if c.fault == nil {
		if *flag || !c.link {
			c.Put(name, *flag)
		}
	} else if v := c.get(name); v != nil {
		is, ok := v.(bool)
		if !ok {
			c.wrong(name, "true or false")
		}
		*flag = is
	}
}

// moment is in milliseconds since 1970; missing or 0 is the zero time.
func (c *Codec) moment(name string, at *time.Time) {
	ms := 0
	if c.fault == nil && !at.IsZero() {
		ms = int(at.UnixMilli())
	}
	if c.fault != nil || ms != 0 {
		c.Wholes(name, &ms)
	}
	if c.fault != nil && ms != 0 {
		*at = time.UnixMilli(int64(ms))
	}
}

// texts is a list of at most so many.
func (c *Codec) texts(name string, limit int, texts *[]string) {
	if c.fault != nil {
		for _, v := range c.List(name, limit) {
			*texts = append(*texts, c.decoded(name, v, "a list of strings"))
		}
		return
	}
	all := make(jsontext.Array, len(*texts))
	for i, text := range *texts {
		all[i] = c.Encoded(text)
	}
	c.Put(name, all)
}

// List reads a list. In a link it may have so many elements.
func (c *Codec) List(name string, limit int) jsontext.Array {
	v := c.get(name)
	a, ok := v.(jsontext.Array)
	if v != nil && !ok || c.link && len(a) > limit {
		c.wrong(name, "an array")
		return nil
	}
	return a
}

// object is a codec for the member of this name; nil: there is none. isThere
// says so when writing, and done ends that.
func (c *Codec) object(name string, isThere bool) *Codec {
	if c.fault == nil && isThere {
		return &Codec{link: c.link}
	}
	if v := c.get(name); c.fault != nil && v != nil {
		return c.inner(name, v, "an object")
	}
	return nil
}

func (c *Codec) inner(name string, v any, want string) *Codec {
	members, ok := v.(jsontext.Object)
	if !ok {
		c.wrong(name, want)
	}
	return &Codec{members, c.path + name + ".", c.fault, c.link}
}

func (c *Codec) done(name string, inner *Codec) {
	if c.fault == nil {
		c.Put(name, inner.Members)
	}
}

// objects are codecs for the elements of a list, when writing for so many, and
// listed ends that.
func (c *Codec) objects(name string, limit, length int) []*Codec {
	var all []*Codec
	for _, v := range c.List(name, limit) {
		all = append(all, c.inner(name, v, "a list of objects"))
	}
	for c.fault == nil && len(all) < length {
		all = append(all, &Codec{link: c.link})
	}
	return all
}

func (c *Codec) listed(name string, elements []*Codec) {
	if c.fault == nil {
		list := make(jsontext.Array, len(elements))
		for i, e := range elements {
			list[i] = e.Members
		}
		c.Put(name, list)
	}
}

// Encoded is how a text is written.
func (c *Codec) Encoded(text string) any {
	if !c.link || utf8.ValidString(text) {
		return text
	}
	return jsontext.Array{base64.StdEncoding.EncodeToString([]byte(text))}
}

// decoded reads what Encoded wrote.
func (c *Codec) decoded(name string, v any, want string) string {
	if a, ok := v.(jsontext.Array); ok && c.link && len(a) == 1 {
		return string(c.bytes(name, a[0]))
	}
	text, ok := v.(string)
	if !ok {
		c.wrong(name, want)
	}
	return text
}

func (c *Codec) bytes(name string, v any) []byte {
	text, ok := v.(string)
	bytes, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil {
		c.wrong(name, "base64")
	}
	return bytes
}
