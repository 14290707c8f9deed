package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fixture is a package whose corpus has two rows, and a gap: nobody asks it
// about 0.
var fixture = map[string]string{
	"go.mod": "module fixture\n\ngo 1.26\n",
	"count.go": `package fixture

func count(n int) string {
	if n < 2 {
		return "few"
	}
	return "many"
}
`,
	"show.go": `package fixture

func show(n int) string { return "<" + count(n) + ">" }
`,
	"corpus_test.go": `package fixture

import "testing"

func TestCorpus(t *testing.T) {
	for _, row := range []struct { n int; want string }{{1, "few"}, {2, "many"}} {
		t.Run(row.want, func(t *testing.T) {
			if count(row.n) != row.want {
				t.Fail()
			}
		})
	}
}
`,
	"show_test.go": `package fixture

import "testing"

func TestShow(t *testing.T) {
	if show(2) != "<many>" {
		t.Fail()
	}
}
`,
	"faults.diff": `# Comments are not read.

@@ count.go @@ two are few
-n < 2
+n <= 2

@@ count.go @@ none are many
-	if n < 2 {
-		return
+	if n == 1 {
+		return

@@ count.go @@ none are many, told why
-n < 2
+n == 1
= nobody asks about 0

@@ count.go @@ two are few, told why
-n < 2
+n <= 2
= nobody asks about 2

@@ count.go @@ it panics
-n < 2
+[]int{}[n] < 2

@@ count.go @@ no such type
-(n int)
+(n integer)

@@ show.go @@ no bracket
-"<"
+""

@@ count.go @@ count: the constant that does not compile
= of old

@@ count.go @@ count: a 3 for a 2
= nobody asks about 0
`,
}

// planting writes the fixture and returns it as a place to plant in, with its
// sources.
func planting(t *testing.T) (ground, []source) {
	g := ground{
		root: t.TempDir(), folder: ".",
		judge: judge{[]string{"corpus_test.go"}, []string{"^TestCorpus$/^few$", "^TestCorpus$"}},
		apart: map[string]judge{"show.go": {nil, []string{"^Test"}}},
	}
	for name, text := range fixture {
		require.NoError(t, os.WriteFile(filepath.Join(g.root, name), []byte(text), 0o600))
	}
	sources, err := g.sources()
	require.NoError(t, err)
	require.Equal(t, []source{{"count.go", fixture["count.go"]}, {"show.go", fixture["show.go"]}}, sources)
	return g, sources
}

// at is a fault that stands in the fixture's count.go.
func at(t *testing.T, right, wrong, name string) fault {
	f := fault{file: "count.go", name: name, kind: "constant"}
	require.NoError(t, f.place([]source{{"count.go", fixture["count.go"]}}, right, wrong))
	return f
}

// Faults are planted, judged and counted; what is wrong with the list is said
// at the end.
func TestMutation(t *testing.T) {
	g, sources := planting(t)
	thought, reasons, err := readFaults(filepath.Join(g.root, "faults.diff"), sources)
	require.NoError(t, err)
	drawn := map[string][]fault{"constant": {
		at(t, `"few"`, `2`, "count: the constant that does not compile"),
		at(t, `"few"`, `"fe"`, "count: a letter less"),
	}, "comparison": {at(t, "n < 2", "n > 0 && n < 2", "count: what survives")}}
	reasons["count.go: count: what survives"] = "nobody asks about 0"

	var out strings.Builder
	m := mutation{ground: g, out: &out, parallel: 1, reasons: reasons}
	err = m.run(context.Background(), thought, drawn)
	require.EqualError(t, err, `count.go: count: a 3 for a 2: has a reason to survive, but is not drawn
count.go: no such type: does not compile: count.go:3:14: undefined: integer
count.go: none are many: nothing notices it
count.go: two are few, told why: has a reason to survive, but many notices it`)
	said, figure, _ := strings.Cut(out.String(), "6 faults")
	require.Equal(t, `noticed   count.go: two are few
          by many
WRONG     count.go: none are many
          nothing notices it
survives  count.go: none are many, told why
          because nobody asks about 0
WRONG     count.go: two are few, told why
          has a reason to survive, but many notices it
noticed   count.go: it panics
          by few
WRONG     count.go: no such type
          does not compile: count.go:3:14: undefined: integer
noticed   show.go: no bracket
          by TestShow
noticed   count.go: count: a letter less
          by few
survives  count.go: count: what survives
          because nobody asks about 0
`, said)
	require.Regexp(t, `^ thought of and 2 drawn: 4 noticed, 2 survive with a reason \(\d+ s\)\n$`, figure)
}

// The files and topics are there.
func TestNear(t *testing.T) {
	for file, topic := range near {
		require.FileExists(t, "../authcore/demopim/"+file)
		require.FileExists(t, "../authcore/demopim/testdata/"+topic+".json")
	}
}

// What fails before anything is planted would be noticed by chance ever after.
func TestMutationOfABrokenPackage(t *testing.T) {
	g, _ := planting(t)
	g.judge = judge{nil, []string{"^Test"}}
	require.NoError(t, os.WriteFile(filepath.Join(g.root, "show.go"), []byte(strings.Replace(fixture["show.go"], "<", "", 1)), 0o600))
	m := mutation{ground: g, out: &strings.Builder{}, parallel: 1}
	require.EqualError(t, m.run(context.Background(), nil, nil), "nothing is planted yet, and this fails already: TestShow")
}

// A fault that no longer fits the code is no proof of anything.
func TestReadFaults(t *testing.T) {
	g, sources := planting(t)
	name := filepath.Join(g.root, "faults.diff")
	for text, says := range map[string]string{
		"@@ count.go @@ x\n-m < 2\n+n\n\n@@ count.go @@ y\n-n\n+m\n": "count.go: x: what it replaces stands there 0 times, not once\n" +
			name + ": count.go: y: what it replaces stands there 9 times, not once",
		"@@ count.go @@ x\n+n\n":                                      "count.go: x: it replaces nothing",
		"@@ counts.go @@ x\n-n < 2\n":                                 "counts.go: x: there is no such file",
		"@@ count.go @@ x\n-n < 2\n@@ count.go @@ x\n= for nothing\n": "count.go: x stands there twice",
		"@@ count.go @@ x\nn < 2\n":                                   `count.go: x: what is "n < 2"?`,
	} {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		_, _, err := readFaults(name, sources)
		require.EqualError(t, err, name+": "+says)
	}
}

func TestNoticedBy(t *testing.T) {
	for name, test := range map[string]struct{ said, by string }{
		"a row":   {"--- FAIL: TestCorpus (0.02s)\n    --- FAIL: TestCorpus/token/a_row/7.0 (0.00s)\n        corpus_test.go:198: \nFAIL\n", "token/a_row/7.0"},
		"a panic": {"--- FAIL: TestCorpus/token/a_row/7.0 (0.00s)\npanic: no [recovered]\n", "token/a_row/7.0"},
		"a loop":  {"panic: test timed out after 30s\n\trunning tests:\n\t\tTestCorpus/token/a_row/7.0 (30s)\n\ngoroutine 7", "token/a_row/7.0"},
		"another": {"--- FAIL: TestShow (0.02s)\n", "TestShow"},
		"a crash": {"fatal error: stack overflow\n", "the end of the program"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.by, noticedBy(test.said)) })
	}
}
