// What made the difference between a failure and the success after it.

package diagnose

// A Change is one thing that is no longer as it was.
type Change struct {
	Code string // "cured", "header_changed", …
	Args []Arg
}

// Difference returns what changed between a failed case and the success after
// it, the likely reason first.
func Difference(before, after Case, known Known) []Change {
	return nil
}
