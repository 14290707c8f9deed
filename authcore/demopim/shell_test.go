package demopim

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestShellWords(t *testing.T) {
	for line, want := range map[string][]string{
		"":                        nil,
		" \t\n":                   nil,
		"a b":                     {"a", "b"},
		" a\t\tb\n":               {"a", "b"},
		`''`:                      {""},
		`"" ''`:                   {"", ""},
		`a''b`:                    {"ab"},
		`'a b'c"d e"`:             {"a bcd e"},
		`'a"b' "a'b"`:             {`a"b`, `a'b`},
		`'a\'`:                    {`a\`},
		`"a\"\\\$\` + "`" + `\n"`: {`a"\$` + "`" + `\n`},
		`a\ b \'`:                 {"a b", "'"},
		"a\\\nb":                  {"ab"},
		"a \\\r\n b":              {"a", "b"},
		"\"a\\\nb\nc\"":           {"ab\nc"},
		`a|b>c;$d*`:               {"a|b>c;$d*"},
		`é\é'é'`:                  {"ééé"},
	} {
		words, wrong := shellWords(line)
		require.Equal(t, want, words, line)
		require.Empty(t, wrong, line)
	}
	for line, want := range map[string]string{
		`'`: "a quote is not closed", `a "b`: "a quote is not closed", `"\"`: "a quote is not closed", `"\`: "a quote is not closed",
		`\`: "a backslash has nothing after it", `'a' \`: "a backslash has nothing after it",
	} {
		words, wrong := shellWords(line)
		require.Empty(t, words, line)
		require.Equal(t, want, wrong, line)
	}
}

// What is quoted comes back as it was, in each way of quoting.
func FuzzShellWords(f *testing.F) {
	f.Add("a b", "")
	f.Add("'", `"\`)
	f.Add("\\\n", "\x00\xff$`")
	double := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`")
	f.Fuzz(func(t *testing.T, first, second string) {
		shellWords(first)
		shellWords(second + first)
		first, second = strings.ReplaceAll(first, "\r\n", ""), strings.ReplaceAll(second, "\r\n", "")
		words, wrong := shellWords("'" + strings.ReplaceAll(first, "'", `'\''`) + "' \"" + double.Replace(second) + `"`)
		require.Empty(t, wrong)
		require.Equal(t, []string{first, second}, words)
		if utf8.ValidString(first) && first != "" && !strings.ContainsAny(first, "\r\n") {
			bare := ""
			for _, r := range first {
				bare += `\` + string(r)
			}
			words, wrong = shellWords(bare)
			require.Empty(t, wrong)
			require.Equal(t, []string{first}, words)
		}
	})
}
