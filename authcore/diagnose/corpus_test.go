// The corpus: how failures look, and what is wrong with each. The open part
// holds row by row. The sealed part was written before the rules and is never
// looked at while they are written: of it only figures are taken.

package diagnose_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/corpus"
)

// first returns the first finding that is no ruled-out one.
func first(findings []diagnose.Finding) *diagnose.Finding {
	if len(findings) == 0 || findings[0].Certainty == diagnose.RuledOut {
		return nil
	}
	return &findings[0]
}

func rows(t *testing.T, part string) map[string][]corpus.Row {
	all, err := corpus.Rows(part)
	require.NoError(t, err)
	return all
}

func each(t *testing.T, part string, test func(*testing.T, corpus.Row, []diagnose.Finding)) {
	for topic, list := range rows(t, part) {
		for _, r := range list {
			t.Run(topic+"/"+r.Name, func(t *testing.T) {
				test(t, r, diagnose.Journal(r.Cases(), r.Beside()))
			})
		}
	}
}

func TestOpenCorpus(t *testing.T) {
	each(t, "open", func(t *testing.T, r corpus.Row, findings []diagnose.Finding) {
		found := first(findings)
		if r.Want == nil {
			require.Nil(t, found)
			return
		}
		require.NotNil(t, found)
		require.Equal(t, r.Want.Code+" "+r.Want.Certainty, found.Code+" "+found.Certainty.String())
		for name, value := range r.Args {
			require.Equal(t, value, found.Arg(name), name)
		}
	})
}

func TestHealthyCorpus(t *testing.T) {
	each(t, "healthy", func(t *testing.T, r corpus.Row, findings []diagnose.Finding) {
		require.True(t, len(r.Cases()) > 0, "the row is understood")
		for _, f := range findings {
			require.NotEqual(t, diagnose.Certain, f.Certainty, f.Code)
		}
	})
}

// Nobody tunes a rule against the sealed part: its files are those that were
// written before the rules.
func TestTheSealHolds(t *testing.T) {
	readme, err := corpus.Files.ReadFile("README.md")
	require.NoError(t, err)
	files, err := fs.Glob(corpus.Files, "sealed/*.json")
	require.NoError(t, err)
	for _, file := range files {
		text, err := corpus.Files.ReadFile(file)
		require.NoError(t, err)
		require.Contains(t, string(readme), fmt.Sprintf("%x  sealed/%s\n", sha256.Sum256(text), path.Base(file)))
	}
}

// A score counts how often the first finding is the expected one.
type score struct {
	rows, wanted, found, right, sure int
}

func (s *score) add(r corpus.Row, found *diagnose.Finding) {
	s.rows++
	if found != nil {
		s.found++
	}
	if r.Want == nil {
		return
	}
	s.wanted++
	if found != nil && found.Code == r.Want.Code {
		s.right++
		if found.Certainty.String() == r.Want.Certainty {
			s.sure++
		}
	}
}

func (s score) precision() float64 { return 100 * float64(s.right) / float64(max(1, s.found)) }
func (s score) recall() float64    { return 100 * float64(s.right) / float64(max(1, s.wanted)) }

func (s score) String() string {
	return fmt.Sprintf("%d rows: precision %.1f %% (%d of %d findings), recall %.1f %% (%d of %d causes), certainty as expected %d",
		s.rows, s.precision(), s.right, s.found, s.recall(), s.right, s.wanted, s.sure)
}

// The figures that `make judge` prints. The sealed part may not fall below
// what it reached when the rules were done.
func TestFigures(t *testing.T) {
	for _, part := range [...]string{"open", "sealed"} {
		var s score
		for _, list := range rows(t, part) {
			for _, r := range list {
				s.add(r, first(diagnose.Journal(r.Cases(), r.Beside())))
			}
		}
		t.Logf("%s part, %s", part, s)
		if part == "sealed" {
			require.GreaterOrEqual(t, s.recall(), sealedRecall)
			require.GreaterOrEqual(t, s.precision(), sealedPrecision)
		}
	}
	var healthy, certain int
	for _, list := range rows(t, "healthy") {
		for _, r := range list {
			healthy++
			if f := first(diagnose.Journal(r.Cases(), r.Beside())); f != nil && f.Certainty == diagnose.Certain {
				certain++
			}
		}
	}
	t.Logf("healthy part, %d rows: a certain finding in %d", healthy, certain)
}

const sealedRecall, sealedPrecision = 95.0, 95.0 // per cent
