// The WebAssembly module: how it is compiled, by which Go.

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// wasmFlags are the flags of every build of the module. -trimpath and no VCS
// stamp: the same bytes from any folder. -s: 1.7 % smaller. No inlining: 7 %
// smaller, and our calls take microseconds.
var wasmFlags = []string{"-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-gcflags=all=-l"}

// wasmEnv is the environment of every Go command for the module. It replaces
// what a person's own settings could change in the bytes. The garbage collector
// before the present one is 1.5 % smaller.
func wasmEnv() []string {
	return append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=", "GOEXPERIMENT=nogreenteagc", "GOFLAGS=")
}

// buildWasm compiles the module and returns it.
func buildWasm(ctx context.Context, root string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "pimauth-wasm-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "pimauth.wasm")
	args := append(append([]string{"build"}, wasmFlags...), "-o", file, "./wasm")
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = root, wasmEnv()
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("compiling ./wasm: %w\n%s", err, strings.TrimSpace(string(said)))
	}
	module, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if module, err = rewriteCode(module); err != nil {
		return nil, err
	}
	return rewriteData(module, blankTables)
}

// goRoot returns the folder of the Go distribution on the PATH, the one that
// compiles the module and so the one whose wasm_exec.js fits. runtime.GOROOT
// is empty in a build with -trimpath.
func goRoot(ctx context.Context, root string) (string, error) {
	folder, _, err := goOnPath(ctx, root)
	return folder, err
}

// goVersion returns its version, such as go1.26.8.
func goVersion(ctx context.Context, root string) (string, error) {
	_, version, err := goOnPath(ctx, root)
	return version, err
}

func goOnPath(ctx context.Context, root string) (folder, version string, err error) {
	cmd := exec.CommandContext(ctx, "go", "env", "-json", "GOROOT", "GOVERSION")
	cmd.Dir = root
	said, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return "", "", errors.New("there is no go command on the PATH: install Go 1.26 or newer")
	}
	var env struct{ GOROOT, GOVERSION string }
	if err == nil {
		err = json.Unmarshal(said, &env)
	}
	if err != nil {
		return "", "", fmt.Errorf("asking the go command for its folder: %w", err)
	}
	return env.GOROOT, env.GOVERSION, checkGo(env.GOVERSION)
}

// checkGo refuses a Go older than 1.26. A development build, which has no
// number, is taken.
func checkGo(version string) error {
	number, released := strings.CutPrefix(version, "go1.")
	if !released {
		return nil
	}
	end := strings.IndexFunc(number, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		number = number[:end]
	}
	if minor, err := strconv.Atoi(number); err == nil && minor < 26 {
		return fmt.Errorf("the go command is %s: install Go 1.26 or newer", version)
	}
	return nil
}
