// Rules about what comes from elsewhere: a build of next year gets what we
// tested.

package main

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var exact = regexp.MustCompile(`^\d+\.\d+\.\d+$`)

// Every package.json names exact versions, of packages and nothing else; beside
// it lies a lock file that holds the same, each package with its version and
// digest and none with the host that it came from; npm is told to keep it so.
func TestPackagesArePinned(t *testing.T) {
	type dependencies map[string]string
	type manifest struct {
		Dependencies, DevDependencies, PeerDependencies, OptionalDependencies dependencies
		Scripts                                                               map[string]string
	}
	read := func(name string, into any) string {
		text, err := os.ReadFile(filepath.Join("..", name))
		require.NoError(t, err)
		if into != nil {
			require.NoError(t, json.Unmarshal(text, into), name)
		}
		return string(text)
	}
	found := 0
	for _, name := range repository(t) {
		if path.Base(name) != "package.json" {
			continue
		}
		found++
		dir := path.Dir(name)
		var said manifest
		read(name, &said)
		require.Empty(t, said.Scripts, "%s: the Makefile is the one list of what there is to do", name)
		for _, list := range []dependencies{said.Dependencies, said.DevDependencies, said.PeerDependencies, said.OptionalDependencies} {
			for other, version := range list {
				require.Regexp(t, exact, version, "%s: %s", name, other)
			}
		}
		settings := read(path.Join(dir, ".npmrc"), nil)
		require.Contains(t, settings, "omit-lockfile-registry-resolved=true\nsave-exact=true\n", dir)
		var lock struct {
			LockfileVersion int
			Packages        map[string]struct {
				manifest
				Version, Integrity, Resolved string
				Link                         bool
			}
		}
		read(path.Join(dir, "package-lock.json"), &lock)
		require.Equal(t, 3, lock.LockfileVersion)
		top := lock.Packages[""]
		require.Equal(t, said.Dependencies, top.Dependencies, name)
		require.Equal(t, said.DevDependencies, top.DevDependencies, name)
		delete(lock.Packages, "")
		require.NotEmpty(t, lock.Packages)
		for other, locked := range lock.Packages {
			require.NotEmpty(t, locked.Version, "%s: %s", dir, other)
			require.Regexp(t, `^sha512-`, locked.Integrity, "%s: %s", dir, other)
			require.Empty(t, locked.Resolved, "%s: %s", dir, other)
			require.False(t, locked.Link, "%s: %s", dir, other)
		}
	}
	require.GreaterOrEqual(t, found, 2)
}

// A Go module comes in the version that go.mod says, with the digest of go.sum,
// and from where its name leads.
func TestModulesArePinned(t *testing.T) {
	text, err := os.ReadFile("../go.mod")
	require.NoError(t, err)
	require.NotRegexp(t, `(?m)^\s*(?:replace|exclude)\b`, string(text))
	sums, err := os.ReadFile("../go.sum")
	require.NoError(t, err)
	required := regexp.MustCompile(`(?m)^\t(\S+/\S+ v\S+)(?: // indirect)?$`).FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, required)
	for _, m := range required {
		require.Contains(t, string(sums), m[1]+"/go.mod h1:")
	}
}

// A tool that is fetched to be run is fetched in one version: wherever a Go
// tool or an npm package is named with a version to get, it is a number.
func TestToolsArePinned(t *testing.T) {
	tool := regexp.MustCompile(`\b[a-z0-9-]+(?:\.[a-z0-9-]+)+/[\w./-]+@(\S+)`)
	loose := regexp.MustCompile(`\bnpx\b|\bnpm (?:install|i|exec)\b|\bcorepack\b|@late` + `st\b`)
	version := regexp.MustCompile(`^v\d+\.\d+\.\d+$`)
	found := 0
	for _, name := range repository(t) {
		if base := path.Base(name); base != "Makefile" && !isKind(base, ".sh") && !strings.HasPrefix(name, ".ci/") && (!isKind(base, ".go") || !strings.HasPrefix(name, "build/")) {
			continue
		}
		content, err := os.ReadFile(filepath.Join("..", name))
		require.NoError(t, err)
		if name == "build/rules_pins_test.go" {
			continue
		}
		require.Empty(t, loose.FindAllString(string(content), -1), name)
		for _, m := range tool.FindAllStringSubmatch(string(content), -1) {
			if _, module, _ := strings.Cut(m[0], "//"); module != "" {
				continue // an address with a user, not a module
			}
			require.Regexp(t, version, strings.Trim(m[1], "\"`'),;"), "%s: %s", name, m[0])
			found++
		}
	}
	require.Positive(t, found)
}
