// JSON as it was meant, from JSON as it was typed.

package diagnose

import (
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// repaired takes the faults out of a text that is almost JSON: one after the
// other where the parser stumbles, as long as each is of those that have but
// one cure.
func repaired(text string) (string, bool) {
	for range 40 {
		v, err := jsontext.Parse([]byte(text))
		fault, ok := err.(*jsontext.SyntaxError)
		if !ok {
			_, isObject := v.(jsontext.Object)
			return text, isObject
		}
		if text = mendedAt(text, stumbleOf(text, fault)); text == "" {
			break
		}
	}
	return "", false
}

// mendedAt takes one fault out of a text, "" if it cannot.
func mendedAt(text string, s *stumble) string {
	if straight := straightened(text); isJSONText(straight) {
		return straight
	}
	before, rest := text[:s.at], s.rest
	switch {
	case s.starts && (s.char == '\'' || strings.ContainsRune(smartQuotes, s.char)):
		inner := rest[s.size:]
		end := strings.IndexAny(inner, "'"+smartQuotes)
		if end < 0 {
			return ""
		}
		_, last := utf8.DecodeRuneInString(inner[end:])
		return before + `"` + strings.ReplaceAll(inner[:end], `"`, `\"`) + `"` + inner[end+last:]
	case s.endsEarly():
		return s.before[:len(s.before)-1] + text[len(s.before):]
	case s.char == '#', strings.HasPrefix(rest, "//"):
		line, after, _ := strings.Cut(rest, "\n")
		if !strings.HasSuffix(line, "}") { // all on one line
			return before + after
		}
	case strings.HasPrefix(rest, "/*"):
		if _, after, ok := strings.Cut(rest, "*/"); ok {
			return before + after
		}
	case s.isWord():
		if end := strings.IndexAny(rest, ":,}]\r\n"); end >= 0 {
			word := strings.TrimSpace(rest[:end])
			return before + quotedWord(word) + rest[len(word):]
		}
	case s.reason == "json_comma_or_end" && strings.HasPrefix(rest, `"`) && strings.HasSuffix(s.before, `"`) && len(s.before) < s.at:
		return s.before + "," + text[len(s.before):]
	case s.reason == "json_ends", rest == "" && s.reason == "json_comma_or_end":
		return text + "}"
	}
	return ""
}

// bareWords are the words that programs write without quotes, as JSON has
// them.
const bareWords = " None:null undefined:null nil:null NULL:null True:true TRUE:true False:false FALSE:false "

// quotedWord is a bare word as JSON has it.
func quotedWord(word string) string {
	if constant := entry(bareWords, word); constant != "" && !strings.Contains(word, " ") {
		return constant
	}
	return string(jsontext.Append(nil, word))
}
