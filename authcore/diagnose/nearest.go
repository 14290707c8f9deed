// The word that was meant: misspelled names of routes, scopes, grants and
// parameters.

package diagnose

import "strings"

// nearest returns the candidate that a word was meant to be, if there is one:
// the same but for its case, or at most two letters away, of short words one.
// Of several as near the first.
func nearest(word string, candidates []string) (string, bool) {
	const longest = 64 // no word that is asked for is longer, and this is quadratic
	best, least := "", 3
	if len(word) > longest {
		return "", false
	}
	lower := strings.ToLower(word)
	for _, c := range candidates {
		d := edits(lower, strings.ToLower(c))
		if d < least && (d < 2 || min(len(word), len(c)) > 5) && (d < 1 || min(len(word), len(c)) > 2) {
			best, least = c, d
		}
	}
	return best, least < 3
}

// edits returns how many letters must be put in, taken out, replaced, or
// exchanged with their neighbour, to make one word of the other; 3 means more
// than two.
func edits(a, b string) int {
	if len(a) > len(b)+2 || len(b) > len(a)+2 {
		return 3
	}
	two, one, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		two, one, row = one, row, two
		row[0] = i
		for j := 1; j <= len(b); j++ {
			d := one[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			row[j] = min(d, one[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
	}
	return min(row[len(b)], 3)
}
