// The corpus of the doctor, shared: the stand-ins give the same diagnosis, and
// the demo PIM fails in the same way.

package standin_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/corpus"
	"github.com/pim-auth/playground/authcore/standin"
	"github.com/pim-auth/playground/authcore/standin/replay"
)

// open returns the rows of the open part in which there is an exchange.
func open(t *testing.T) (all []corpus.Row) {
	topics, err := corpus.Rows("open")
	require.NoError(t, err)
	for _, topic := range slices.Sorted(maps.Keys(topics)) {
		for _, r := range topics[topic] {
			if len(r.Cases()) > 0 {
				all = append(all, r)
			}
		}
	}
	return all
}

func firstOf(findings []diagnose.Finding) string {
	if len(findings) == 0 {
		return "nothing"
	}
	return findings[0].Code + " " + findings[0].Certainty.String()
}

func TestStandInsGiveTheSameDiagnosis(t *testing.T) {
	rows, same := open(t), 0
	for _, r := range rows {
		s := standin.Make(r.Cases(), r.Beside())
		link, err := s.Link()
		require.NoError(t, err, r.Name)
		opened, err := standin.Open(link)
		require.NoError(t, err, r.Name)
		before, after := firstOf(diagnose.Journal(r.Cases(), r.Beside())), firstOf(diagnose.Journal(opened.Cases, opened.Known))
		if before == after {
			same++
		} else {
			t.Logf("%s: %s became %s", r.Name, before, after)
		}
	}
	t.Logf("the same first finding in %d of %d", same, len(rows))
	require.Greater(t, 100*same, 98*len(rows))
}

func TestReplay(t *testing.T) {
	whys := map[string]int{}
	possible, same := 0, 0
	for _, r := range open(t) {
		s := standin.Make(r.Cases(), r.Beside())
		last := s.Cases[len(s.Cases)-1]
		kind := diagnose.Kind(last)
		if kind == "success" || kind == "" && last.Failure == nil {
			continue
		}
		p := replay.Of(&s.Shared, "https://demo.pim", nil)
		whys[p.Why]++
		if p.Why != "" {
			if p.Why == "other_answer" {
				t.Logf("%s: no %s %d", r.Name, kind, last.Response.Status)
			}
			continue
		}
		possible++
		pim := &demopim.PIM{}
		require.NoError(t, pim.Restore(p.Snapshot))
		answer := pim.Do(p.Request).Response
		require.Equal(t, last.Response.Status, answer.Status)
		if kind == diagnose.Kind(diagnose.Case{Request: last.Request, Response: &answer}) || kind == "status" {
			same++
		} else {
			t.Errorf("%s: %s", r.Name, kind)
		}
	}
	t.Logf("%v; the same kind of answer in %d of %d", whys, same, possible)
	require.Greater(t, possible, 9*whys["other_answer"])
}
