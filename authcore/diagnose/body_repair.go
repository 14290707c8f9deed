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
		at := fault.Offset
		before := strings.TrimRight(text[:at], " \t\r\n")
		rest := text[at:]
		char, size := utf8.DecodeRuneInString(rest)
		starts := jsonReasons[fault.Reason] == "json_name" || jsonReasons[fault.Reason] == "json_value"
		switch {
		case strings.ContainsAny(text, smartQuotes) && isJSONText(straightened(text)):
			text = straightened(text)
		case starts && (char == '\'' || strings.ContainsRune(smartQuotes, char)):
			end := strings.IndexAny(rest[size:], "'"+smartQuotes)
			if end < 0 {
				return "", false
			}
			end += size
			_, last := utf8.DecodeRuneInString(rest[end:])
			text = text[:at] + `"` + strings.ReplaceAll(rest[size:end], `"`, `\"`) + `"` + rest[end+last:]
		case starts && (char == '}' || char == ']') && strings.HasSuffix(before, ","):
			text = before[:len(before)-1] + text[len(before):]
		case strings.HasPrefix(rest, "//"), char == '#':
			line, after, _ := strings.Cut(rest, "\n")
			if strings.HasSuffix(line, "}") { // all on one line
				return "", false
			}
			text = text[:at] + after
		case strings.HasPrefix(rest, "/*"):
			_, after, ok := strings.Cut(rest, "*/")
			if !ok {
				return "", false
			}
			text = text[:at] + after
		case starts && (char == '_' || 'a' <= char|0x20 && char|0x20 <= 'z'):
			end := strings.IndexAny(rest, ":,}]\r\n")
			if end < 0 {
				return "", false
			}
			word := strings.TrimSpace(rest[:end])
			text = text[:at] + quotedWord(word) + text[at+len(word):]
		case jsonReasons[fault.Reason] == "json_comma_or_end" && strings.HasPrefix(rest, `"`) && strings.HasSuffix(before, `"`) && strings.ContainsAny(text[len(before):at], " \t\r\n"):
			text = before + "," + text[len(before):]
		case jsonReasons[fault.Reason] == "json_ends" || rest == "" && jsonReasons[fault.Reason] == "json_comma_or_end":
			text += "}"
		default:
			return "", false
		}
	}
	return "", false
}

// quotedWord is a bare word as JSON has it; Python writes three differently.
func quotedWord(word string) string {
	switch word {
	case "None", "undefined", "nil", "NULL":
		return "null"
	case "True", "TRUE":
		return "true"
	case "False", "FALSE":
		return "false"
	}
	return string(jsontext.Append(nil, word))
}
