package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadCounts(t *testing.T) {
	require.Equal(t, tally{passed: 130, failed: 2, skipped: 1},
		readCounts("✔ pass 7\nℹ tests 133\nℹ pass 130\nℹ fail 2\nℹ cancelled 0\nℹ skipped 1\n"))
	require.Equal(t, tally{passed: 12, failed: 3, skipped: 4},
		readCounts("  ✓  1 12 passed words\n\n  2 failed\n    [chromium] › a\n  1 flaky\n  4 skipped\n  12 passed (3.4s)\n"))
	require.Equal(t, "2 passed, 0 failed", tally{passed: 2}.String())
	require.Equal(t, "2 passed, 1 failed, 3 skipped", tally{2, 1, 3}.String())
}

func TestReadEvents(t *testing.T) {
	var out strings.Builder
	sum := readEvents(strings.NewReader(`{"Action":"start","Package":"a"}
{"Action":"run","Package":"a","Test":"TestOne"}
{"Action":"output","Package":"a","Test":"TestOne","Output":"not shown\n"}
{"Action":"pass","Package":"a","Test":"TestOne","Elapsed":0}
{"Action":"skip","Package":"a","Test":"TestTwo","Elapsed":0}
{"Action":"pass","Package":"a","Elapsed":0.25}
{"Action":"output","Package":"b","Test":"TestThree","Output":"why\n"}
{"Action":"fail","Package":"b","Test":"TestThree","Elapsed":0}
{"Action":"fail","Package":"b","Elapsed":0.1}
{"Action":"skip","Package":"c","Elapsed":0}
go: what is this
`), &out)
	require.Equal(t, tally{passed: 1, failed: 1, skipped: 1}, sum)
	require.Equal(t, "ok   a  1 tests  0.2 s\nwhy\nFAIL b\ngo: what is this\n", out.String())
}

func TestReadFuzzList(t *testing.T) {
	require.Equal(t, []fuzzTest{{"m/a", "FuzzOne"}, {"m/a", "FuzzTwo"}, {"m/c", "FuzzThree"}},
		readFuzzList("FuzzOne\nFuzzTwo\nok  \tm/a\t0.01s\nok  \tm/b\t0.01s\nFuzzThree\nok  \tm/c\t0.01s\n?   \tm/d\t[no test files]\n"))
}

func TestTimeUpRace(t *testing.T) {
	for said, want := range map[string]bool{
		"fuzz: elapsed: 3s\n--- FAIL: FuzzHTTP (3.17s)\n    context deadline exceeded\nFAIL\nexit status 1\n":                                        true,
		"--- FAIL: FuzzHTTP (0.02s)\n    --- FAIL: FuzzHTTP (0.00s)\n        http_test.go:3: context deadline exceeded\n    Failing input written\n": false,
		"--- FAIL: FuzzHTTP (3.17s)\n    fuzzing process hung or terminated unexpectedly: exit status 2\nFAIL\n":                                     false,
	} {
		require.Equal(t, want, timeUpRace.MatchString(said), said)
	}
}
