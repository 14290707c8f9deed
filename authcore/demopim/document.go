// Things as JSON objects, out and in by the same words: a thing names its
// members once, and a document either writes them or reads them.

package demopim

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A document is an object that is written, or read if reading. err is the
// first thing that was wrong with it.
type document struct {
	reading bool
	object  jsontext.Object
	err     error
}

func (d *document) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format, args...)
	}
}

// put writes a member.
func (d *document) put(name string, v any) {
	d.object = append(d.object, jsontext.Member{Name: name, Value: v})
}

// take reads a member, nil if it is missing.
func (d *document) take(name string) any {
	v, ok := d.object.Get(name)
	if !ok {
		d.fail("%s is missing", name)
	}
	return v
}

func (d *document) text(name string, v *string) {
	if !d.reading {
		d.put(name, *v)
	} else if s, ok := d.take(name).(string); ok {
		*v = s
	} else {
		d.fail("%s is no text", name)
	}
}

// texts is an array of texts.
func (d *document) texts(name string, all *[]string) {
	if !d.reading {
		array := jsontext.Array{}
		for _, s := range *all {
			array = append(array, s)
		}
		d.put(name, array)
		return
	}
	array, ok := d.take(name).(jsontext.Array)
	*all = make([]string, len(array))
	for i, v := range array {
		text, isText := v.(string)
		(*all)[i], ok = text, ok && isText
	}
	if !ok {
		d.fail("%s is no list of texts", name)
	}
}

func (d *document) whole(name string, v *int64) {
	if !d.reading {
		d.put(name, *v)
		return
	}
	n, _ := d.take(name).(jsontext.Number)
	i, err := strconv.ParseInt(string(n), 10, 64)
	if err != nil {
		d.fail("%s is no whole number", name)
	}
	*v = i
}

func (d *document) flag(name string, v *bool) {
	if !d.reading {
		d.put(name, *v)
	} else if b, ok := d.take(name).(bool); ok {
		*v = b
	} else {
		d.fail("%s is neither true nor false", name)
	}
}

// bytes is a body as text or, if it is not UTF-8, in base64 under the name
// with _base64. No bytes are nil.
func (d *document) bytes(name string, v *[]byte) {
	const suffix = "_base64"
	if !d.reading {
		if utf8.Valid(*v) {
			d.put(name, string(*v))
		} else {
			d.put(name+suffix, base64.StdEncoding.EncodeToString(*v))
		}
		return
	}
	var s string
	if _, ok := d.object.Get(name + suffix); !ok {
		d.text(name, &s)
		*v = append([]byte(nil), s...)
		return
	}
	d.text(name+suffix, &s)
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		d.fail("%s is no base64", name+suffix)
	}
	*v = b
}

// pairs is a header as [["Name","value"]].
func (d *document) pairs(name string, h *authcore.Header) {
	if !d.reading {
		list := jsontext.Array{}
		for _, line := range *h {
			list = append(list, jsontext.Array{line.Name, line.Value})
		}
		d.put(name, list)
		return
	}
	list, ok := d.take(name).(jsontext.Array)
	for _, v := range list {
		var key, value string
		pair, _ := v.(jsontext.Array)
		if ok = ok && len(pair) == 2; ok {
			var isText, alsoText bool
			key, isText = pair[0].(string)
			value, alsoText = pair[1].(string)
			ok = isText && alsoText
		}
		h.Add(key, value)
	}
	if !ok {
		d.fail("%s is no list of pairs of texts", name)
	}
}

// list is an array of objects, each with the members that fields names.
func list[T any](d *document, name string, all *[]T, fields func(*T, *document)) {
	d.array(name, len(*all), func(n int) { *all = make([]T, n) }, func(i int, each *document) { fields(&(*all)[i], each) })
}

// array does what list says for a slice of any type: n is its length, grow
// makes it anew, fields leads to an element's members.
func (d *document) array(name string, n int, grow func(int), fields func(int, *document)) {
	if !d.reading {
		array := jsontext.Array{}
		for i := range n {
			each := document{}
			fields(i, &each)
			array = append(array, each.object)
		}
		d.put(name, array)
		return
	}
	array, ok := d.take(name).(jsontext.Array)
	if !ok {
		d.fail("%s is no array", name)
	}
	grow(len(array))
	for i, v := range array {
		each := document{reading: true}
		if each.object, ok = v.(jsontext.Object); !ok {
			d.fail("%s[%d] is no object", name, i)
			return
		}
		if fields(i, &each); each.err != nil {
			d.fail("%s[%d]: %w", name, i, each.err)
			return
		}
	}
}

// object makes an object of names and values in turn.
func object(pairs ...any) jsontext.Object {
	o := make(jsontext.Object, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		o = append(o, jsontext.Member{Name: pairs[i].(string), Value: pairs[i+1]})
	}
	return o
}
