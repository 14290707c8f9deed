package diagnose

// Explains reports whether a finding of the code would bring the answer of the
// last of the cases.
func Explains(code string, cases []Case, known Known) bool {
	x := examine(cases, known)
	return of(code).fits(x.answer)
}
