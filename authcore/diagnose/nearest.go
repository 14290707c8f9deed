// The word that was meant: misspelled names of routes, scopes, grants and
// parameters.

package diagnose

import "strings"

// nearest returns the candidate that a word was meant to be, if there is one:
// the same but for its case, or at most two letters away, of short words one.
// Of several as near the first.
func nearest(word string, candidates []string) (string, bool) {
	const longest = 64 // no word that is asked for is longer
	best, least := "", 3
	if len(word) > longest {
		return "", false
	}
	lower := strings.ToLower(word)
	for _, c := range candidates {
		right := strings.ToLower(c)
		for d := range least {
			shorter := min(len(word), len(c))
			if (d < 2 || shorter > 5) && (d < 1 || shorter > 2) && within(d, lower, right) {
				best, least = c, d
				break
			}
		}
	}
	return best, least < 3
}

// within reports whether so many letters at the most must be put in, taken
// out, replaced, or exchanged with their neighbour, to make one word of the
// other.
func within(edits int, a, b string) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if edits == 0 || a == "" || b == "" {
		return len(a)+len(b) <= edits
	}
	edits--
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && within(edits, a[2:], b[2:]) {
		return true
	}
	return within(edits, a[1:], b) || within(edits, a, b[1:]) || within(edits, a[1:], b[1:])
}
