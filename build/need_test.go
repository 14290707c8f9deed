package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Tools that are too old or missing are named in one line that says what to do.
func TestNeed(t *testing.T) {
	for name, test := range map[string]struct {
		tools map[string]string // name: what it prints
		need  []string
		says  string // "" for content
	}{
		"fine":      {map[string]string{"go": "go1.26.8", "node": "v20.1.0", "npm": ""}, []string{"go", "node"}, ""},
		"devel":     {map[string]string{"go": "devel go1.28-abc"}, []string{"go"}, ""},
		"old go":    {map[string]string{"go": "go1.24.1"}, []string{"go"}, "the go command is go1.24.1: install Go 1.26 or newer\n"},
		"old node":  {map[string]string{"node": "v18.19.0"}, []string{"node"}, "the node command is v18.19.0: install Node 20 or newer\n"},
		"no go":     {nil, []string{"go"}, "there is no go command: install Go 1.26 or newer\n"},
		"no node":   {nil, []string{"node"}, "there is no node command: install Node 20 or newer\n"},
		"no npm":    {map[string]string{"node": "v22.0.0"}, []string{"node"}, "there is no npm command: install the npm that goes with node v22.0.0\n"},
		"servers":   {map[string]string{"apache2": "", "nginx": ""}, []string{"nginx", "apache"}, ""},
		"no h2load": {nil, []string{"h2load"}, "there is no h2load command, which make proof runs: install the package nghttp2-client\n"},
		"no curl":   {nil, []string{"curl"}, "there is no curl command, which the tests run: install the package curl\n"},
	} {
		t.Run(name, func(t *testing.T) {
			bin := t.TempDir()
			sed, err := exec.LookPath("sed")
			require.NoError(t, err)
			require.NoError(t, os.Symlink(sed, filepath.Join(bin, "sed")))
			for tool, prints := range test.tools {
				script := "#!/bin/sh\necho '" + prints + "'\n"
				require.NoError(t, os.WriteFile(filepath.Join(bin, tool), []byte(script), 0o755))
			}
			cmd := exec.Command("/bin/sh", append([]string{"need.sh"}, test.need...)...)
			cmd.Env = []string{"PATH=" + bin}
			said, err := cmd.CombinedOutput()
			require.Equal(t, test.says, string(said))
			require.Equal(t, test.says == "", err == nil)
		})
	}
}
