package standin

// Passes reports whether a word is one of those that may leave.
func Passes(word string) bool { return passes(word) }
