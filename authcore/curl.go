// The request as a command for sh. Every word is quoted, so that what curl
// sends is what the request says, whatever it holds.

package authcore

import (
	"slices"
	"strings"
)

// Curl returns a command for a POSIX shell that sends the request and prints
// the answer with its status line and header. curl adds User-Agent, Accept
// and Content-Length of its own.
//
// No argument of a command can hold a NUL byte: for a request that has one the
// text is a command that says so and fails.
func (r Request) Curl() Text {
	return r.curl("-i", Plain)
}

// CurlAfter returns a script for a POSIX shell that sends token, a request for
// a token, reads the access or the refresh token from the answer, whichever
// call holds, and sends call with that in place of the token it holds. If no
// token comes, the script prints the answer and fails. It needs curl and sed.
// A call without a token is call.Curl().
func CurlAfter(token, call Request) Text {
	kind := Plain
	for _, s := range call.HTTP() {
		if s.Kind == AccessToken || s.Kind == RefreshToken {
			kind = s.Kind
			break
		}
	}
	if kind == Plain || token.hasNUL() || call.hasNUL() {
		return call.Curl()
	}
	name := variable(kind)
	var t Text
	t.add(Plain, "ANSWER=$(")
	t.addText(token.curl("-sS", Plain))
	t.add(Plain, ")\n"+
		// sed and not jq: it is everywhere. The answer is JSON on one line.
		name+`=$(printf '%s\n' "$ANSWER" | sed -n 's/.*"`+string(kind)+`" *: *"\([^"]*\)".*/\1/p')`+"\n"+
		`if [ -z "$`+name+`" ]; then`+"\n"+
		`  printf 'No `+label(string(kind))+` came. The answer was: %s\n' "$ANSWER" >&2`+"\n"+
		"  false\n"+
		"else\n")
	t.addText(call.curl("-i", kind))
	t.add(Plain, "\nfi")
	return t.joined()
}

// CurlWithout returns r.Curl() with a shell variable, such as CODE or
// ACCESS_TOKEN, in place of what r holds of one of these kinds; the command
// fails with a word while it is not set. It is for a request that holds what
// one PIM gave and that is shown for another.
func (r Request) CurlWithout(kinds ...Kind) Text {
	for _, s := range r.HTTP() {
		if slices.Contains(kinds, s.Kind) && !r.hasNUL() {
			name := variable(s.Kind)
			t := Text{{Plain, `: "${` + name + `:?set it to ` + article(label(string(s.Kind))) + ` of this PIM}" &&` + "\n"}}
			t.addText(r.curl("-i", s.Kind))
			return t.joined()
		}
	}
	return r.Curl()
}

// variable is the name of the shell variable that holds a token.
func variable(kind Kind) string {
	return strings.ToUpper(string(kind))
}

func article(noun string) string {
	if strings.HasPrefix(noun, "a") {
		return "an " + noun
	}
	return "a " + noun
}

func (t *Text) addText(other Text) {
	for _, s := range other {
		t.add(s.Kind, s.Text)
	}
}

func (r Request) hasNUL() bool {
	return strings.Contains(r.HTTP().String(), "\x00")
}

// curl writes the command. Spans of the kind held become the shell variable of
// that name.
func (r Request) curl(output string, held Kind) Text {
	if r.hasNUL() {
		return Text{{Plain, `printf '%s\n' 'This request holds a NUL byte, which no argument of a command can hold.' >&2; false`}}
	}
	var t Text
	t.add(Plain, "curl "+output)
	if strings.ContainsAny(r.URL, "[]{}") {
		t.add(Plain, " -g") // or curl takes them for a pattern of many URLs
	}
	switch {
	case r.Method == "GET" && r.Body == nil:
	case r.Method == "HEAD" && r.Body == nil:
		t.add(Plain, " -I") // with -X HEAD it would wait for a body
	case r.Method != "" && strings.Trim(r.Method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "":
		t.add(Plain, " -X "+r.Method)
	default:
		t.add(Plain, " -X ")
		t.addWord(Text{{Plain, r.Method}}, Plain)
	}
	var address Text
	address.addTarget(r.URL)
	t.add(Plain, " ")
	t.addWord(address, held)
	for _, f := range r.Header {
		var line Text
		if line.addField(f); f.Value == "" {
			line = Text{{Name, f.Name}, {Plain, ";"}} // "Name:" would leave the line out
		}
		t.add(Plain, " \\\n  -H ")
		t.addWord(line, held)
	}
	if r.Body == nil {
		return t.joined()
	}
	if !r.Header.Has("Content-Type") {
		t.add(Plain, " \\\n  -H 'Content-Type:'") // or curl sends that of a form
	}
	if strings.HasPrefix(string(r.Body), "@") {
		t.add(Plain, " \\\n  --data-raw ") // elsewhere @ names a file
	} else {
		t.add(Plain, " \\\n  --data-binary ")
	}
	var body Text
	body.addBody(r.Body)
	t.addWord(body, held)
	return t.joined()
}

// addWord appends one word of the shell: in single quotes, where only the
// single quote itself needs care, and with spans of the kind held as a
// variable in double quotes.
func (t *Text) addWord(word Text, held Kind) {
	if word.fitsDoubleQuotes(held) {
		t.add(Plain, `"`)
		for _, s := range word {
			if s.Kind == held {
				s = Span{Plain, "$" + variable(held)}
			}
			t.add(s.Kind, s.Text)
		}
		t.add(Plain, `"`)
		return
	}
	t.add(Plain, "'")
	for _, s := range word {
		if held != Plain && s.Kind == held {
			t.add(Plain, `'"$`+variable(held)+`"'`)
		} else {
			t.add(s.Kind, strings.ReplaceAll(s.Text, "'", `'\''`))
		}
	}
	t.add(Plain, "'")
}

// fitsDoubleQuotes reports whether a word holds the variable, and nothing else
// that double quotes would change: then they read better.
func (t Text) fitsDoubleQuotes(held Kind) bool {
	found := false
	for _, s := range t {
		if held != Plain && s.Kind == held {
			found = true
		} else if strings.ContainsAny(s.Text, "\"\\$`!") {
			return false
		}
	}
	return found
}
