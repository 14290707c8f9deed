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

// members calls each with the name of every member of the object at text[at:]
// and where its value begins.
func members(text string, at int, each func(name string, value int)) {
	if at >= len(text) || text[at] != '{' {
		return
	}
	for at = space(text, at+1); at < len(text) && text[at] == '"'; {
		end := skip(text, at)
		name := strings.Trim(text[at:end], `"`)
		if at = space(text, end); at >= len(text) || text[at] != ':' {
			return
		}
		at = space(text, at+1)
		each(name, at)
		if at = space(text, skip(text, at)); at >= len(text) || text[at] != ',' {
			return
		}
		at = space(text, at+1)
	}
}

// elements calls each with where every element of the array at text[at:]
// begins, until it returns false.
func elements(text string, at int, each func(at int) bool) {
	if at >= len(text) || text[at] != '[' {
		return
	}
	for at = space(text, at+1); at < len(text) && text[at] != ']'; at = space(text, at+1) {
		if !each(at) {
			return
		}
		if at = space(text, skip(text, at)); at >= len(text) || text[at] != ',' {
			return
		}
	}
}

// str reads the string at text[at:]; the word has a place if it holds no
// escape.
func str(text string, at int) (w word, ok bool) {
	if at >= len(text) || text[at] != '"' {
		return word{}, false
	}
	end := skip(text, at)
	if end-1 <= at || text[end-1] != '"' {
		return word{}, false
	}
	if inner := text[at+1 : end-1]; strings.IndexByte(inner, '\\') < 0 {
		return word{text: inner, at: at + 1}, true
	}
	v, err := jsontext.Parse([]byte(text[at:end]))
	s, _ := v.(string)
	return word{text: s, at: -1}, err == nil
}
