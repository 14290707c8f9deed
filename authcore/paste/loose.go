// Walking through JSON without making values of it: a HAR file is mostly what
// nobody asks for. What is broken is passed over as far as it goes.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// skip returns where the value that begins at text[at] ends.
func skip(text string, at int) int {
	depth := 0
	for at < len(text) {
		switch text[at] {
		case '"':
			at++
			for at < len(text) && text[at] != '"' {
				if text[at] == '\\' {
					at++
				}
				at++
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return at
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return at
			}
		}
		if at++; depth == 0 && at <= len(text) && strings.IndexByte(`"}]`, text[at-1]) >= 0 {
			return at
		}
	}
	return len(text)
}

// member returns where the value of a member begins, of the object at text[at:];
// -1 if there is none.
func (r *reader) member(at int, name string) int {
	text := r.text
	if at < 0 || at >= len(text) || text[at] != '{' {
		return -1
	}
	for {
		if at = space(text, at+1); at >= len(text) || text[at] != '"' {
			return -1
		}
		end := skip(text, at)
		found := text[at+1:max(end-1, at+1)] == name
		if at = space(text, end); at >= len(text) || text[at] != ':' {
			return -1
		}
		if at = space(text, at+1); found && at < len(text) {
			return at
		}
		if at = space(text, skip(text, at)); at >= len(text) || text[at] != ',' {
			return -1
		}
	}
}

// elements returns where every element of the array at text[at:] begins.
func (r *reader) elements(at int) (places []int) {
	text := r.text
	if at < 0 || at >= len(text) || text[at] != '[' {
		return nil
	}
	for {
		if at = space(text, at+1); at >= len(text) || text[at] == ']' {
			return places
		}
		places = append(places, at)
		if at = space(text, skip(text, at)); at >= len(text) || text[at] != ',' {
			return places
		}
	}
}

// str reads the member of an object that is a string; the word has a place if it holds no
// escape, and is empty and at 0 if there is no string.
func (r *reader) str(object int, name string) word {
	text, at := r.text, r.member(object, name)
	if at < 0 || text[at] != '"' {
		return word{}
	}
	end := skip(text, at)
	if end-1 <= at || text[end-1] != '"' {
		return word{}
	}
	if inner := text[at+1 : end-1]; strings.IndexByte(inner, '\\') < 0 {
		return word{text: inner, at: at + 1}
	}
	v, _ := jsontext.Parse([]byte(text[at:end]))
	s, _ := v.(string)
	return word{text: s, at: -1}
}
