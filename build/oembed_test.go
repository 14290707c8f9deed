package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/verb"
)

// The list of the steps has all of them, each with what a frame of it needs.
func TestStepsFile(t *testing.T) {
	text, err := stepsFile(os.DirFS("../web/pages"))
	require.NoError(t, err)
	require.Equal(t, len(embeds), strings.Count(string(text), "\n"), "a step a line")
	var steps []host.Step
	require.NoError(t, json.Unmarshal(text, &steps))
	require.Len(t, steps, len(embeds))
	stands := map[string]string{}
	for i, s := range steps {
		require.Equal(t, embeds[i].step, s.Step)
		require.Equal(t, embeds[i].page, s.Page)
		require.NotContains(t, s.Title, "<", s.Step)
		require.Contains(t, s.Versions, s.Written)
		require.Positive(t, s.Height, s.Step)
		if s.Stands {
			stands[s.Page] = s.Step
		}
	}
	require.Equal(t, standing, stands)
	require.Len(t, frameHeights, len(embeds))
}

// A site that knows its address tells of all walks, and what it has for that
// stands as firmly as the rest.
func TestSiteAt(t *testing.T) {
	s, err := built()
	require.NoError(t, err)
	made, err := host.OEmbed(s.files, "https://docs.example.com/pim/")
	require.NoError(t, err)
	for _, p := range pages {
		for _, file := range p.files() {
			require.Equal(t, p.walk, made[file] != nil, file)
		}
	}
	for name, content := range made {
		if !isKind(name, ".html") {
			continue
		}
		for _, m := range reference.FindAllStringSubmatch(string(content), -1) {
			to, _, _ := strings.Cut(strings.SplitN(m[1], "#", 2)[0], "?")
			if strings.HasPrefix(to, "https://docs.example.com/pim/") {
				require.Contains(t, made, strings.TrimPrefix(to, "https://docs.example.com/pim/"), name)
			} else if strings.HasPrefix(name, "embed/") {
				file := path.Join(path.Dir(name), to)
				if strings.HasSuffix(to, "/") {
					file = path.Join(file, "index.html")
				}
				require.Contains(t, s.files, file, "%s names %q", name, m[1])
			}
		}
	}
	require.NoError(t, (&site{}).at(""))
	require.ErrorIs(t, dist(context.Background(), t.TempDir(), []string{"-url", "docs.example.com"}, io.Discard), verb.ErrUsage)
}
