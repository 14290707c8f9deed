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

// mendedAt takes one fault out of a text, "" if it cannot: it puts another
// text in the place of a stretch.
func mendedAt(text string, s *stumble) string {
	if straight := straightened(text); isJSONText(straight) {
		return straight
	}
	from, to, instead := s.at, s.at, ""
	rest := s.rest
	switch {
	case s.starts && (s.char == '\'' || strings.ContainsRune(smartQuotes, s.char)):
		inner := rest[s.size:]
		end := strings.IndexAny(inner, "'"+smartQuotes)
		if end < 0 {
			return ""
		}
		_, last := utf8.DecodeRuneInString(inner[end:])
		to += s.size + end + last
		instead = `"` + strings.ReplaceAll(inner[:end], `"`, `\"`) + `"`
	case s.endsEarly():
		to = len(s.before)
		from = to - 1
	case s.char == '#', strings.HasPrefix(rest, "//"):
		line, after, _ := strings.Cut(rest, "\n")
		if strings.HasSuffix(line, "}") { // all on one line
			return ""
		}
		to = len(text) - len(after)
	case strings.HasPrefix(rest, "/*"):
		_, after, ok := strings.Cut(rest, "*/")
		if !ok {
			return ""
		}
		to = len(text) - len(after)
	case s.isWord():
		end := strings.IndexAny(rest, ":,}]\r\n")
		if end < 0 {
			return ""
		}
		word := strings.TrimSpace(rest[:end])
		to += len(word)
		instead = quotedWord(word)
	case s.reason == "json_comma_or_end" && strings.HasPrefix(rest, `"`) && strings.HasSuffix(s.before, `"`) && len(s.before) < s.at:
		from, to, instead = len(s.before), len(s.before), ","
	case s.reason == "json_ends", rest == "" && s.reason == "json_comma_or_end":
		from, to, instead = len(text), len(text), "}"
	default:
		return ""
	}
	return text[:from] + instead + text[to:]
}

// bareWords are the words that programs write without quotes, as JSON has
// them.
const bareWords = " None:null undefined:null nil:null NULL:null True:true TRUE:true False:false FALSE:false "

// quotedWord is a bare word as JSON has it.
func quotedWord(word string) string {
	if constant := entry(bareWords, word); constant != "" && !strings.Contains(word, " ") {
		return constant
	}
	return quotedText(word)
}

// quotedText is a text as JSON has it.
func quotedText(text string) string {
	return string(jsontext.Append(nil, text))
}
