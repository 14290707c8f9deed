// Random walks: requests of the corpus one after the other, with what earlier
// answers handed out, so that a PIM comes to hold a little of everything. What
// must hold after any walk is said here and in the fuzz tests.

package demopim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// corpusRows are all rows of the corpus, read once.
var corpusRows = sync.OnceValue(func() (all []row) {
	files, err := corpus.ReadDir("testdata")
	for _, file := range files {
		var text []byte
		if text, err = corpus.ReadFile("testdata/" + file.Name()); err != nil {
			break
		}
		var rows []row
		if err = json.Unmarshal(text, &rows); err != nil {
			break
		}
		all = append(all, rows...)
	}
	if err != nil {
		panic(err)
	}
	return all
})

// corpusRequests returns every request of the corpus that a version is asked,
// those of the setups included.
func corpusRequests(t testing.TB, version authcore.Version) (all []message) {
	for _, row := range corpusRows() {
		if !slices.Contains(span(t, row.Versions), version) {
			continue
		}
		for _, s := range row.Setup {
			switch {
			case s.Request != nil:
				all = append(all, *s.Request)
			case s.Console != "":
				all = append(all, consoleLine(t, s.Console))
			case s.Token != "":
				all = append(all, sent(grant(s.Token)))
			}
		}
		all = append(all, row.Request)
	}
	return all
}

// sent writes a request as a row does.
func sent(r authcore.Request) message {
	body := string(r.Body)
	m := message{Method: r.Method, URL: r.URL, Body: &body}
	for _, line := range r.Header {
		m.Header = append(m.Header, [2]string{line.Name, line.Value})
	}
	return m
}

func consoleLine(t testing.TB, line string) message {
	text, err := json.Marshal(map[string]string{"line": line, "answer": "Y"})
	require.NoError(t, err)
	body := string(text)
	return message{Method: "POST", URL: origin + "/_demo/console", Body: &body}
}

// A walk leads through PIMs that must always answer alike.
type walk struct {
	t        testing.TB
	rand     *rand.Rand // chooses the way
	pims     []*demopim.PIM
	requests []message
	kept     []string // tokens, codes, cookies and client credentials that were handed out
	access   []string // the access tokens among them
}

func newWalk(t testing.TB, version authcore.Version, seed uint64) *walk {
	pim := newPIM()
	pim.Version = version
	return &walk{t: t, rand: rand.New(rand.NewPCG(seed, 0)), pims: []*demopim.PIM{pim}, requests: corpusRequests(t, version)}
}

// handedOut is what one answer gives and a later request may need.
var handedOut = regexp.MustCompile(`(access_token|_token|[?&]code|BAPID|_csrf_token|[sS]ecret|client_?[iI]d|userGroup)"?(?: value=|:|=)"?([0-9A-Za-z_-]{8,})`)

// placeholder stands in the corpus for what an earlier answer gave; a token
// that was computed for a row is one as well.
var placeholder = regexp.MustCompile(`\{\{\w+\}\}|\b[MNOYZ][0-9A-Za-z]{85}\b`)

// seldom is what takes much away at once.
var seldom = regexp.MustCompile(`/_demo/(reset|faults|clock)|revoke-client|regenerate|^DELETE |"enabled":false`)

// step sends one request of the corpus to all PIMs of the walk.
func (w *walk) step() {
	m := w.requests[w.rand.IntN(len(w.requests))]
	if seldom.MatchString(m.Method+" "+m.URL) || m.Body != nil && seldom.MatchString(*m.Body) {
		if w.rand.IntN(12) > 0 {
			return // or nothing would ever come together
		}
	}
	fill := func(text string) string {
		kept := w.kept
		if strings.HasPrefix(text, "Bearer ") {
			kept = w.access
		}
		return placeholder.ReplaceAllStringFunc(text, func(known string) string {
			if len(kept) == 0 || w.rand.IntN(10) == 0 {
				return known
			}
			return kept[len(kept)-1-w.rand.IntN(min(len(kept), 12))]
		})
	}
	var answers []demopim.Answer
	r := authcore.Request{Method: m.Method, URL: fill(m.URL)}
	for _, line := range m.Header {
		r.Header.Add(line[0], fill(line[1]))
	}
	if m.Body != nil {
		r.Body = []byte(fill(*m.Body))
	}
	for _, pim := range w.pims {
		own := r
		if m.As != "" {
			own.Header = append(slices.Clone(r.Header), authcore.Field{Name: "Cookie", Value: "BAPID=" + pim.Enter(m.As)})
		}
		answers = append(answers, pim.Do(own))
	}
	for _, answer := range answers[1:] {
		require.Equal(w.t, answers[0], answer, "%s %s", r.Method, r.URL)
	}
	checkAnswer(w.t, w.pims[0], r, answers[0])
	text := string(answers[0].Body)
	for _, line := range answers[0].Header {
		text += "\n" + line.Name + ": " + line.Value
	}
	if !strings.Contains(r.URL, "/_demo/") && len(text) < 4096 {
		for _, found := range handedOut.FindAllStringSubmatch(text, -1) {
			w.kept = append(w.kept, found[2])
			if found[1] == "access_token" {
				w.access = append(w.access, found[2])
			}
		}
	}
}

// checkAnswer is what holds for every answer.
func checkAnswer(t testing.TB, pim *demopim.PIM, r authcore.Request, answer demopim.Answer) {
	what := fmt.Sprintf("%s %s -> %d %s", r.Method, r.URL, answer.Status, answer.Body)
	require.GreaterOrEqual(t, answer.Status, 200, what)
	require.Less(t, answer.Status, 600, what)
	for _, line := range answer.Header {
		require.NotContains(t, line.Value, "\n", what)
		require.NotContains(t, line.Value, "\r", what)
	}
	if strings.EqualFold(r.Method, "HEAD") {
		require.Empty(t, answer.Body, what)
	} else if answer.Status == 201 && len(answer.Body) == 0 {
		require.True(t, answer.Header.Has("Location"), what) // of the thing that was made; its type says JSON all the same
	} else if answer.Header.Get("Content-Type") == "application/json" && pim.ActiveFaults() == (demopim.Faults{}) {
		require.True(t, json.Valid(answer.Body), what)
	}
}

// twin makes another PIM that holds what the first does.
func (w *walk) twin() *demopim.PIM {
	first := w.pims[0]
	other := &demopim.PIM{Now: first.Now, Rand: &counting{drawn: first.Rand.(*counting).drawn}}
	doc := first.Snapshot()
	require.NoError(w.t, other.Restore(doc))
	require.Equal(w.t, string(doc), string(other.Snapshot()))
	require.Equal(w.t, first.Credentials(), other.Credentials())
	return other
}

// rounds is a number of tries, of which WebAssembly, being slow, gets a quarter.
func rounds(n uint64) uint64 {
	if runtime.GOOS == "js" {
		return n / 4
	}
	return n
}

// A PIM that was restored goes on as the one that was written down.
func TestSnapshotOfWalks(t *testing.T) {
	for _, version := range demopim.Versions() {
		t.Run(version.String(), func(t *testing.T) {
			for seed := range rounds(4) {
				w := newWalk(t, version, seed)
				for range 150 {
					w.step()
				}
				w.pims = append(w.pims, w.twin())
				for range 75 {
					w.step()
				}
				require.Equal(t, string(w.pims[0].Snapshot()), string(w.pims[1].Snapshot()))
			}
		})
	}
}

// Any version's snapshot can be taken up by a PIM that was another version.
func TestRestoreIntoAnotherVersion(t *testing.T) {
	for _, from := range demopim.Versions() {
		w := newWalk(t, from, 1)
		for range 50 {
			w.step()
		}
		doc := w.pims[0].Snapshot()
		for _, into := range demopim.Versions() {
			pim := newPIM()
			pim.Version = into
			pim.Do(get("/api/rest/v1", ""))
			require.NoError(t, pim.Restore(doc))
			require.Equal(t, string(doc), string(pim.Snapshot()))
			require.Equal(t, string(w.pims[0].Do(get("/api/rest/v1", "")).Body), string(pim.Do(get("/api/rest/v1", "")).Body))
		}
	}
}

// A document with one thing wrong is either refused, and then nothing changes,
// or taken, and then whatever is asked is answered.
func TestRestoreOfBrokenDocuments(t *testing.T) {
	for _, version := range demopim.Versions() {
		t.Run(version.String(), func(t *testing.T) {
			w := newWalk(t, version, 2)
			for range 200 {
				w.step()
			}
			var doc any
			require.NoError(t, json.Unmarshal(w.pims[0].Snapshot(), &doc))
			delete(doc.(map[string]any), "journal")
			doc.(map[string]any)["journal"] = []any{}
			taken := 0
			for seed := range rounds(60) {
				changed := distort(rand.New(rand.NewPCG(seed, 1)), doc, 2)
				text, err := json.Marshal(changed)
				require.NoError(t, err)
				pim := newPIM()
				before := pim.Snapshot()
				if err := pim.Restore(text); err != nil {
					require.Regexp(t, `^demopim: the snapshot `, err.Error())
					require.Equal(t, string(before), string(pim.Snapshot()))
					continue
				}
				taken++
				again := newPIM()
				require.NoError(t, again.Restore(pim.Snapshot()))
				require.Equal(t, string(pim.Snapshot()), string(again.Snapshot()))
				on := &walk{t: t, rand: rand.New(rand.NewPCG(seed, 2)), pims: []*demopim.PIM{pim}, requests: w.requests, kept: slices.Clone(w.kept), access: slices.Clone(w.access)}
				for range 40 {
					on.step()
				}
			}
			require.Greater(t, uint64(taken), rounds(12), "too few documents were taken to mean anything")
		})
	}
}

// distort returns a copy of a JSON value with about n of its places changed.
func distort(r *rand.Rand, v any, n int) any {
	var places int
	count(v, &places)
	return change(r, v, func() bool { return r.IntN(places) < n })
}

func count(v any, places *int) {
	*places++
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			count(each, places)
		}
	case map[string]any:
		for _, each := range v {
			count(each, places)
		}
	}
}

func change(r *rand.Rand, v any, now func() bool) any {
	if now() {
		return other(r, v)
	}
	switch v := v.(type) {
	case []any:
		list := []any{}
		for _, each := range v {
			switch {
			case now() && r.IntN(3) == 0:
			case now():
				list = append(list, each, each)
			default:
				list = append(list, change(r, each, now))
			}
		}
		return list
	case map[string]any:
		object := map[string]any{}
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names) // or the same seed would do something else each time
		for _, name := range names {
			if !now() || r.IntN(12) > 0 {
				object[name] = change(r, v[name], now)
			}
		}
		return object
	}
	return v
}

// other returns a value in the place of another, mostly of the same kind.
func other(r *rand.Rand, v any) any {
	if r.IntN(25) == 0 {
		return []any{nil, true, 1.5, "x", []any{}, map[string]any{}}[r.IntN(6)]
	}
	switch v := v.(type) {
	case string:
		return []any{"", "x", v + v, v[:len(v)/2], strings.ToUpper(v), "admin", "erp", "{", `{"a":[`, "é\x00\n", "master", "-1", "99999999999999999999"}[r.IntN(13)]
	case float64:
		return []any{0, -1, 1, 1 << 53, -1 << 53, 9223372036854775807, -9223372036854775808}[r.IntN(7)]
	case bool:
		return !v
	case []any:
		return []any{}
	}
	return map[string]any{}
}

// Cut anywhere, a document is refused.
func TestRestoreOfCutDocuments(t *testing.T) {
	doc := bytes.TrimSpace((&demopim.PIM{Now: func() time.Time { return time.Unix(0, 0) }}).Snapshot())
	pim := newPIM()
	before := string(pim.Snapshot())
	for n := 0; n < len(doc); n += 5 {
		require.Error(t, pim.Restore(doc[:n]))
	}
	require.Equal(t, before, string(pim.Snapshot()))
}
