// Rules about what is built.

package main

import (
	"context"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// built is the site as it is, made once for all rules.
var built = sync.OnceValues(func() (*site, error) {
	root, err := findRoot()
	if err != nil {
		return nil, err
	}
	return buildSite(context.Background(), root)
})

// repository lists the files that are, or are about to be, in the repository.
func repository(t *testing.T) []string {
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = ".."
	said, err := cmd.Output()
	require.NoError(t, err)
	var files []string
	for _, name := range strings.Split(strings.TrimRight(string(said), "\x00"), "\x00") {
		if info, err := os.Lstat(filepath.Join("..", name)); err == nil && info.Mode().IsRegular() {
			files = append(files, name)
		}
	}
	return files
}

// Two builds are byte-equal, from another folder too: what is served can be
// checked against its source, and nothing is sent again without a change.
func TestDistIsDeterministic(t *testing.T) {
	one, err := built()
	require.NoError(t, err)
	elsewhere := filepath.Join(t.TempDir(), "another", "place")
	for _, name := range repository(t) {
		content, err := os.ReadFile(filepath.Join("..", name))
		require.NoError(t, err)
		file := filepath.Join(elsewhere, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, content, 0o644))
	}
	packages, err := filepath.Abs("../web/node_modules")
	require.NoError(t, err)
	require.NoError(t, os.Symlink(packages, filepath.Join(elsewhere, "web", "node_modules")))
	two, err := buildSite(context.Background(), elsewhere)
	require.NoError(t, err)
	requireSame(t, one.files, two.files)

	// So are the compressed forms. The module's takes long and is left out.
	for name := range one.files {
		if isKind(name, ".wasm") {
			delete(two.files, name)
		}
	}
	first, err := compressor{}.all(two.files)
	require.NoError(t, err)
	second, err := compressor{}.all(two.files)
	require.NoError(t, err)
	requireSame(t, withForms(first), withForms(second))
}

// requireSame compares files without printing them.
func requireSame(t *testing.T, one, two map[string][]byte) {
	t.Helper()
	require.Len(t, two, len(one))
	for name, content := range one {
		require.True(t, string(content) == string(two[name]), "%s differs", name)
	}
}

// A page is read before anything else arrives, and small enough that a phone on
// a bad line has the playground in five seconds.
func TestBudgets(t *testing.T) {
	s, err := built()
	require.NoError(t, err)
	forms, err := compressor{Folder: userFolder()}.all(s.files)
	require.NoError(t, err)
	weights := weigh(s, forms)
	require.Len(t, weights, len(s.loads)*(len(budgets)-1)+len(s.own), "a budget of its own for each page with a PIM of one's own")
	for _, w := range slices.Concat(weights, weighEmbeds(s, forms)) {
		require.LessOrEqual(t, w.bytes, w.limit, "%s: %s", w.page, w.name)
		require.Positive(t, w.bytes, "%s: %s", w.page, w.name)
	}
}

var reference = regexp.MustCompile(`(?:<(?:script|link|img|source)\b[^>]*?|<a\b[^>]*?)\s(?:src|href)="([^"]*)"`)

// Every address in a page is relative and leads to a file of the site, so that
// it works on any static host under any path, and asks nobody else. Links for
// people may lead elsewhere.
func TestPagesStandAnywhere(t *testing.T) {
	s, err := built()
	require.NoError(t, err)
	for name, content := range s.files {
		if !isKind(name, ".html") {
			continue
		}
		for _, m := range reference.FindAllStringSubmatch(string(content), -1) {
			link := strings.HasPrefix(m[0], "<a")
			to, _, _ := strings.Cut(strings.SplitN(m[1], "#", 2)[0], "?")
			if to == "" || link && strings.HasPrefix(to, "https://") {
				continue
			}
			file := path.Join(path.Dir(name), to)
			if strings.HasSuffix(to, "/") {
				file = path.Join(file, "index.html")
			}
			require.Contains(t, s.files, file, "%s names %q", name, m[1])
			require.False(t, strings.HasPrefix(to, "/"), "%s names %q, which a path above it would break", name, m[1])
		}
	}
}

// The policy forbids inline scripts but one, and inline styles; a page that has
// them would lose them in silence.
func TestPagesFitThePolicy(t *testing.T) {
	s, err := built()
	require.NoError(t, err)
	inline := regexp.MustCompile(`(?i)<script>|<style|\s(?:style|on[a-z]+)="|javascript:`)
	for name, content := range s.files {
		if isKind(name, ".html") {
			require.Equal(t, []string{"<script>"}, inline.FindAllString(string(content), -1), name)
			require.Contains(t, string(content), "<script>"+s.inline+"</script>", name)
		}
	}
}

// Go's loader comes from the distribution as it is, and sets things on its
// global object only; were it to use another of them by its bare name, the
// page's script would fail where that runs.
func TestLoaderUsesNoOtherGlobal(t *testing.T) {
	goroot, err := goRoot(context.Background(), "..")
	require.NoError(t, err)
	source, err := os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
	require.NoError(t, err)
	bare := regexp.MustCompile(`[^.\w](fs|process|path)\.\w+`)
	require.Equal(t, []string{"\tfs.writeSync"}, bare.FindAllString(string(source), -1))
}
