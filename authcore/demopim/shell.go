// A line of the console, taken apart as a shell does it.

package demopim

import "strings"

// shellWords splits a line at its blanks: quotes of both kinds and backslashes
// hold together, a backslash at the end of a line makes the next go on. Notably
// absent: all that a shell puts in the place of something else. wrong says
// what the line lacks.
func shellWords(line string) (words []string, wrong string) {
	const openQuote = "a quote is not closed"
	line = strings.ReplaceAll(line, "\r\n", "\n")
	var word []byte
	within := false // a word, which may be empty between quotes
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ', '\t', '\n':
			if within {
				words = append(words, string(word))
			}
			word, within = nil, false
			continue
		case '\\':
			if i++; i == len(line) {
				return nil, "a backslash has nothing after it"
			}
			if line[i] == '\n' {
				continue
			}
			word = append(word, line[i])
		case '\'':
			text, _, closed := strings.Cut(line[i+1:], "'")
			if !closed {
				return nil, openQuote
			}
			word = append(word, text...)
			i += len(text) + 1
		case '"':
			for i++; i < len(line) && line[i] != '"'; i++ {
				if line[i] == '\\' && i+1 < len(line) && strings.IndexByte("\"\\$`\n", line[i+1]) >= 0 {
					if i++; line[i] == '\n' {
						continue
					}
				}
				word = append(word, line[i])
			}
			if i == len(line) {
				return nil, openQuote
			}
		default:
			word = append(word, line[i])
		}
		within = true
	}
	if within {
		words = append(words, string(word))
	}
	return words, ""
}
