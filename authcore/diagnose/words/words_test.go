package words_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/words"
)

func english(t *testing.T) *words.Table {
	t.Helper()
	table, err := words.English()
	require.NoError(t, err)
	return table
}

func TestEveryCodeHasWordsAndEveryWordACode(t *testing.T) {
	table := english(t)
	codes := diagnose.Codes()
	require.Equal(t, slices.Sorted(slices.Values(codes)), slices.Sorted(maps.Keys(table.Findings)))
	for code, w := range table.Findings {
		require.NotEmpty(t, w.Cause, code)
		require.NotEmpty(t, w.Cure, code)
	}
}

func TestEverySourceIsNamed(t *testing.T) {
	table := english(t)
	for _, code := range diagnose.Codes() {
		source := diagnose.Source(code)
		require.Contains(t, table.Sources, source, code)
	}
}

// A sentence begins with a capital and ends with a stop; its places are names.
func TestSentences(t *testing.T) {
	place := regexp.MustCompile(`\{[^}\s]*\}`)
	named := regexp.MustCompile(`^\{[a-z_]+(\|term)?\}$`)
	for code, w := range english(t).Findings {
		for _, text := range append([]string{w.Cause, w.Cure}, w.Detail...) {
			require.Regexp(t, `[.?!:…)]$`, text, code)
			for _, p := range place.FindAllString(text, -1) {
				if strings.ContainsAny(p, `":,$`) {
					continue // an example of JSON or of a shell
				}
				require.Regexp(t, named, p, code)
			}
		}
	}
}

func TestOf(t *testing.T) {
	table := &words.Table{
		Findings: map[string]words.Finding{"c": {
			Cause:   "The {what|term} at {at} of {\"json\"} and {host|term}.",
			Cure:    "Go.",
			Detail:  []string{"At {at}.", "Until {until}.", "As {until|term}."},
			Snippet: []words.Snippet{{Title: "t", Text: "{at};"}},
		}},
		Terms:       map[string]string{"line_feed": "line feed"},
		Differences: map[string]string{"gone": "{at} is gone.", "cured": "{finding} No more."},
	}
	args := []diagnose.Arg{{Name: "what", Value: "line_feed"}, {Name: "at", Value: "7"}, {Name: "host", Value: "a.example"}, {Name: "until"}}
	require.Equal(t, words.Finding{
		Cause:   "The line feed at 7 of {\"json\"} and a.example.",
		Cure:    "Go.",
		Detail:  []string{"At 7."},
		Snippet: []words.Snippet{{Title: "t", Text: "7;"}},
	}, table.Of(diagnose.Finding{Code: "c", Args: args}))
	require.Equal(t, words.Finding{Cause: "unheard"}, table.Of(diagnose.Finding{Code: "unheard"}))
	require.Equal(t, "7 is gone.", table.Change(diagnose.Change{Code: "gone", Args: args}))
	require.Equal(t, []string{"At {at}.", "Until {until}.", "As {until|term}."}, table.Findings["c"].Detail, "the table is not written into")
}
