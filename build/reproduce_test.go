package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/build/verb"
)

func TestSameSites(t *testing.T) {
	one := map[string][]byte{"manifest.json": []byte("{}"), "index.html": []byte("a")}
	var out strings.Builder
	require.NoError(t, sameSites(&out, "commit 0 and go1.26", one, map[string][]byte{"manifest.json": []byte("{}"), "index.html": []byte("a")}))
	require.Equal(t, "both builds of 2 files are equal; another machine with commit 0 and go1.26 must print the same:\n"+
		"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  manifest.json\n", out.String())

	for says, two := range map[string]map[string][]byte{
		"index.html differs\n":    {"manifest.json": []byte("{}"), "index.html": []byte("b")},
		"manifest.json differs\n": {"index.html": []byte("a")},
		"more is in one only\n":   {"manifest.json": []byte("{}"), "index.html": []byte("a"), "more": nil},
	} {
		out.Reset()
		require.ErrorIs(t, sameSites(&out, "", one, two), verb.ErrFound)
		require.Equal(t, says+"1 files depend on where they are built\n", out.String())
	}
}

// The two scenes differ in every variable that they set, or one would not be
// tried.
func TestScenesDiffer(t *testing.T) {
	s := scenes()
	require.Len(t, s, 2)
	require.NotEqual(t, s[0].umask, s[1].umask)
	require.NotEqual(t, s[0].folder, s[1].folder)
	for _, set := range s[0].env {
		require.NotContains(t, s[1].env, set)
	}
	require.Contains(t, s[1].caches, "GOCACHE")
}
