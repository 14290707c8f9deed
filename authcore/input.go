// What every input of a request is checked for.

package authcore

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// labels are the names of the fields as people read them.
var labels = map[string]string{
	"client_id":     "client ID",
	"secret":        "secret",
	"username":      "username",
	"password":      "password",
	"access_token":  "access token",
	"refresh_token": "refresh token",
}

// filled returns an error if a value is empty.
func filled(field, value string) error {
	if value != "" {
		return nil
	}
	return &InputError{field + "_empty", field, -1, "The " + labels[field] + " is empty", "Fill it in: a PIM refuses a request without it."}
}

// printable returns an error for the first control character of a value that
// is to stand in a header line.
func printable(field, value string) error {
	i := strings.IndexFunc(value, func(c rune) bool { return c < ' ' || c == 0x7F })
	if i < 0 {
		return nil
	}
	name := map[byte]string{0: "NUL", '\t': "tab", '\n': "line feed", '\r': "carriage return"}[value[i]]
	if name == "" {
		name = "control character"
	}
	return &InputError{field + "_control", field, i, fmt.Sprintf("The %s holds a %s (0x%02X) at byte %d", labels[field], name, value[i], i), "Take it out: it came along when the value was copied or read from a file, and no header may hold it."}
}

// encodable returns an error if a value is not the UTF-8 that JSON needs.
func encodable(field, value string) error {
	if utf8.ValidString(value) {
		return nil
	}
	i := 0
	for char, n := utf8.DecodeRuneInString(value); char != utf8.RuneError || n != 1; char, n = utf8.DecodeRuneInString(value[i:]) {
		i += n
	}
	return &InputError{field + "_utf8", field, i, fmt.Sprintf("The %s is not UTF-8 at byte %d", labels[field], i), "Send it form-encoded, or as UTF-8: JSON holds nothing else."}
}
