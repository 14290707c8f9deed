// Which version a person has, by what the PIM says of itself.

package authcore

import (
	"strconv"
	"strings"
)

// GuessVersion returns the version in the text that a PIM shows as its own, in
// its foot or on its page System information: "3.2.84", "PIM Community Standard
// Edition 5.0.118 Pont D'Arcole", or, for SaaS, a date and time such as
// "20240311123456". A release between two lines that are known here belongs to
// the line of its own first number.
//
// The error is an *[InputError] with the Field "version" and the code
// version_empty or version_unknown.
func GuessVersion(text string) (Version, error) {
	if strings.TrimFunc(text, blank) == "" {
		return "", &InputError{"version_empty", "version", -1, "The version is empty", "Copy what the page System information of the PIM shows as its version."}
	}
	if strings.Contains(strings.ToLower(text), "saas") {
		return SaaS, nil
	}
	for at := 0; at < len(text); at++ {
		if !isDigit(text[at]) {
			continue
		}
		end := at
		for end < len(text) && (isDigit(text[end]) || text[end] == '.' || text[end] == '-') {
			end++
		}
		if v := versionOf(text[at:end]); v != "" {
			return v, nil
		}
		at = end
	}
	return "", &InputError{"version_unknown", "version", -1, "The text names no version of a PIM that is known here", "Choose the version from the list: a PIM shows a number such as 7.0.22, or a date and time if it is SaaS."}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// versionOf returns the version of a number with points, or of a date.
func versionOf(number string) Version {
	if len(number) >= 8 && strings.HasPrefix(number, "20") {
		digits := strings.ReplaceAll(number, "-", "")
		if year, err := strconv.Atoi(digits[:min(4, len(digits))]); err == nil && year >= 2018 && len(digits) >= 8 && strings.Trim(digits, "0123456789") == "" {
			return SaaS
		}
	}
	major, rest, ok := strings.Cut(number, ".")
	if !ok {
		return ""
	}
	minor, _, _ := strings.Cut(rest, ".")
	for _, row := range versions {
		known, knownMinor, _ := strings.Cut(string(row.version), ".")
		if major == known && (minor == knownMinor || major == "2" && minor <= "3" || major == "3" && minor <= "2") && len(minor) == 1 {
			return row.version
		}
	}
	return ""
}
