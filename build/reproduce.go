// The verb reproduce: whether dist depends on nothing but the sources and Go. It
// is built twice from clones of the last commit, in two places and two
// environments that differ in all that has ever made builds differ, with nothing
// kept from builds before. The digest it prints is to be compared with another
// machine's.

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/pim-auth/playground/build/verb"
)

// A scene is a place and an environment to build in.
type scene struct {
	folder string // below a temporary one
	umask  string
	env    []string
	// caches are the names of variables; each gets an empty folder.
	caches []string
}

func scenes() []scene {
	return []scene{
		{
			folder: "a", umask: "022",
			env:    []string{"TZ=UTC", "LANG=C", "LC_ALL=C", "USER=one", "LOGNAME=one", "GOFLAGS="},
			caches: []string{"HOME", "XDG_CACHE_HOME", "TMPDIR"},
		},
		{
			folder: "another place/of a longer name/Ünïcode", umask: "077",
			env:    []string{"TZ=Pacific/Chatham", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "USER=two", "LOGNAME=two", "GOFLAGS=-p=1", "GOMAXPROCS=1"},
			caches: []string{"HOME", "XDG_CACHE_HOME", "TMPDIR", "GOCACHE"},
		},
	}
}

func reproduce(ctx context.Context, root string, args []string, out io.Writer) error {
	if err := verb.Parse(flag.NewFlagSet("reproduce", flag.ContinueOnError), args, out); err != nil {
		return err
	}
	commit, err := said(ctx, root, "git", "rev-parse", "HEAD")
	if err != nil {
		return err
	}
	if changed, err := said(ctx, root, "git", "status", "--porcelain"); err != nil {
		return err
	} else if changed != "" {
		fmt.Fprintln(out, "what is not committed is left out")
	}
	// Where the modules are is not asked again: with another HOME the answer
	// would be another.
	modules, err := said(ctx, root, "go", "env", "GOMODCACHE")
	if err != nil {
		return err
	}
	shared, err := said(ctx, root, "go", "env", "GOCACHE")
	if err != nil {
		return err
	}
	top, err := os.MkdirTemp("", "reproduce-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(top)
	var sites []map[string][]byte
	for i, s := range scenes() {
		fmt.Fprintf(out, "building %s, %d of %d …\n", commit[:12], i+1, len(scenes()))
		files, err := s.build(ctx, root, filepath.Join(top, fmt.Sprint(i)), commit, []string{"GOMODCACHE=" + modules, "GOCACHE=" + shared})
		if err != nil {
			return err
		}
		sites = append(sites, files)
	}
	version, err := goVersion(ctx, root)
	if err != nil {
		return err
	}
	return sameSites(out, "commit "+commit[:12]+" and "+version, sites[0], sites[1])
}

// build clones the commit, installs its packages as this person would, and
// builds dist as somebody else. It returns the files of dist.
func (s scene) build(ctx context.Context, root, top, commit string, env []string) (map[string][]byte, error) {
	clone := filepath.Join(top, filepath.FromSlash(s.folder))
	if err := quiet(ctx, top, nil, "git", "clone", "--quiet", "--no-checkout", "--no-hardlinks", root, clone); err != nil {
		return nil, err
	}
	if err := quiet(ctx, clone, nil, "git", "checkout", "--quiet", commit); err != nil {
		return nil, err
	}
	if err := quiet(ctx, filepath.Join(clone, "web"), nil, "npm", "ci", "--silent", "--ignore-scripts"); err != nil {
		return nil, err
	}
	env = append(env, s.env...)
	for _, name := range s.caches {
		dir := filepath.Join(top, strings.ToLower(name))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		env = append(env, name+"="+dir)
	}
	// The first words of a shell, since Go has no way to set the mask for a child.
	if err := quiet(ctx, clone, env, "sh", "-c", "umask "+s.umask+" && exec go run ./build dist"); err != nil {
		return nil, err
	}
	return folderFiles(filepath.Join(clone, "dist"))
}

// sameSites compares two builds byte for byte and prints the line to compare
// with other machines; from is what it holds for.
func sameSites(out io.Writer, from string, one, two map[string][]byte) error {
	differ := 0
	for name, content := range one {
		if other, found := two[name]; !found || string(other) != string(content) {
			fmt.Fprintf(out, "%s differs\n", name)
			differ++
		}
	}
	for name := range two {
		if _, found := one[name]; !found {
			fmt.Fprintf(out, "%s is in one only\n", name)
			differ++
		}
	}
	if differ > 0 {
		fmt.Fprintf(out, "%d files depend on where they are built\n", differ)
		return verb.ErrFound
	}
	if one[manifestName] == nil {
		return errors.New("there is no " + manifestName)
	}
	fmt.Fprintf(out, "both builds of %d files are equal; another machine with %s must print the same:\n%s  %s\n",
		len(one), from, formOf(one[manifestName]).SHA256, manifestName)
	return nil
}

// folderFiles reads all files of a folder.
func folderFiles(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	return files, err
}

// said runs a command and returns what it printed.
func said(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(text)), nil
}

// quiet runs a command with more environment, and tells what it printed only
// if it fails.
func quiet(ctx context.Context, dir string, env []string, name string, args ...string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, strings.TrimSpace(string(text)))
	}
	return nil
}
