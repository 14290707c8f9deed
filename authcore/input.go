// What every input of a request is checked for.

package authcore

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// label is the name of a field as people read it.
func label(field string) string {
	if field == "client_id" {
		return "client ID"
	}
	return strings.ReplaceAll(field, "_", " ")
}

// filled returns an error if a value is empty.
func filled(field, value string) error {
	if value != "" {
		return nil
	}
	return &InputError{field + "_empty", field, -1, "The " + label(field) + " is empty", "Fill it in: a PIM refuses a request without it."}
}

// printable returns an error for the first control character of a value that
// is to stand in a header line.
func printable(field, value string) error {
	i := strings.IndexFunc(value, func(c rune) bool { return c < ' ' || c == 0x7F })
	if i < 0 {
		return nil
	}
	name := "control character"
	switch value[i] {
	case 0:
		name = "NUL"
	case '\t':
		name = "tab"
	case '\n':
		name = "line feed"
	case '\r':
		name = "carriage return"
	}
	return &InputError{field + "_control", field, i, fmt.Sprintf("The %s holds a %s (0x%02X) at byte %d", label(field), name, value[i], i), "Take it out: it came along when the value was copied or read from a file, and no header may hold it."}
}

// encodable returns an error if a value is not the UTF-8 that JSON needs.
func encodable(field, value string) error {
	for i, char := range value {
		if char == utf8.RuneError && !strings.HasPrefix(value[i:], string(utf8.RuneError)) {
			return &InputError{field + "_utf8", field, i, fmt.Sprintf("The %s is not UTF-8 at byte %d", label(field), i), "Send it form-encoded, or as UTF-8: JSON holds nothing else."}
		}
	}
	return nil
}
