package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/build/host"
)

// programSite is a site as small as one can be.
var programSite = &host.Site{Inline: "let a", Files: map[string]host.File{
	"index.html":      {Plain: []byte("the page")},
	"assets/a-1.wasm": {Plain: []byte("the module, unpacked"), Brotli: []byte("the module")},
}}

// alone starts the program where there is nothing: no environment, an empty
// folder. It returns the addresses that it says.
func alone(t *testing.T, program string, args ...string) (page, other string) {
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env, cmd.Dir = []string{}, t.TempDir()
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = os.Stderr
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	said := ""
	for lines := bufio.NewReader(out); !strings.Contains(said, "Ctrl-C stops.\n"); {
		line, err := lines.ReadString('\n')
		require.NoError(t, err, said)
		said += line
	}
	m := regexp.MustCompile(`(http://localhost:\d+)\n.*(http://localhost:\d+)\n`).FindStringSubmatch(said)
	require.NotNil(t, m, said)
	return m[1], m[2]
}

// asked sends a request and returns the answer with its body read.
func asked(t *testing.T, method, url, body string, header ...string) (*http.Response, string) {
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer, string(text)
}

// The program needs no other file and no other program: it serves its pages, a
// demo PIM, and a relay over which a connector walks to the categories.
func TestProgram(t *testing.T) {
	root, err := findRoot()
	require.NoError(t, err)
	var said strings.Builder
	program := filepath.Join(t.TempDir(), "playground")
	require.NoError(t, compile(context.Background(), root, programSite, runtime.GOOS+"/"+runtime.GOARCH, program, &said))
	require.Regexp(t, `^\S+playground  \d+\.\d MB\n$`, said.String())

	page, pim := alone(t, program, "-addr", "127.0.0.1:0", "-pim-addr", "127.0.0.1:0", "-cors=false")
	_, body := asked(t, "GET", page, "")
	require.Equal(t, "the page", body)
	answer, body := asked(t, "GET", page+"/assets/a-1.wasm", "", "Accept-Encoding", "br")
	require.Equal(t, "br the module", answer.Header.Get("Content-Encoding")+" "+body)
	_, body = asked(t, "GET", page+"/config.json", "")
	require.Equal(t, `{"local":{"address":"`+pim+`","kind":"demo"}}`+"\n", body)

	origin, relay := alone(t, program, "serve", "-addr", "127.0.0.1:0", "-pim-addr", "127.0.0.1:0", "-pim", pim)
	_, body = asked(t, "GET", origin+"/config.json", "")
	require.Equal(t, `{"local":{"address":"`+relay+`","kind":"relay","pim":"`+pim+`"}}`+"\n", body)
	r, err := http.NewRequest("GET", "", nil)
	require.NoError(t, err)
	r.SetBasicAuth("1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s", "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s")
	answer, body = asked(t, "POST", relay+"/api/oauth/v1/token", `{"grant_type":"password","username":"myERPuser","password":"64bngr78"}`,
		"Origin", origin, "Content-Type", "application/json", "Authorization", r.Header.Get("Authorization"))
	require.Equal(t, 200, answer.StatusCode, body)
	require.Equal(t, origin, answer.Header.Get("Access-Control-Allow-Origin"))
	var token struct {
		Access string `json:"access_token"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &token))
	answer, body = asked(t, "GET", relay+"/api/rest/v1/categories", "", "Origin", origin, "Authorization", "Bearer "+token.Access)
	require.Equal(t, 200, answer.StatusCode, body)
	require.Contains(t, body, `"code":"master_china"`)

	about, err := exec.Command(program, "about").Output()
	require.NoError(t, err)
	require.Regexp(t, `^PIM Auth Playground: .*\nBuilt by `+regexp.QuoteMeta(runtime.Version())+` for `+runtime.GOOS+"/"+runtime.GOARCH+`\. Its 2 files have the SHA-256\n[0-9a-f]{64}\n$`, string(about))

	if runtime.GOOS == "linux" {
		content, err := os.ReadFile(program)
		require.NoError(t, err)
		require.NotContains(t, string(content), "evanw/esbuild")
		require.NotContains(t, string(content), root, "no path of this machine")
		require.NotContains(t, string(content), "/ld-linux", "it is linked statically")
	}
}

// Two builds are equal.
func TestProgramIsReproducible(t *testing.T) {
	root, err := findRoot()
	require.NoError(t, err)
	var built [2]string
	for i := range built {
		file := filepath.Join(t.TempDir(), "playground")
		require.NoError(t, compile(context.Background(), root, programSite, runtime.GOOS+"/"+runtime.GOARCH, file, io.Discard))
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		built[i] = string(content)
	}
	require.True(t, built[0] == built[1], "two builds of the same sources differ")
}

// Without its pages, as go build makes it, the program says so.
func TestProgramWithoutPages(t *testing.T) {
	said, err := exec.Command("go", "run", "./playground", "-addr", "127.0.0.1:0", "-pim-addr", "127.0.0.1:0").CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(said), "this program was built without its pages: build it with make binary\n")
}

func TestBinaryFlags(t *testing.T) {
	for _, target := range []string{"linux", "/amd64", "linux/"} {
		var out, errs strings.Builder
		require.Equal(t, 2, run(context.Background(), []string{"binary", "-for", target}, &out, &errs))
		require.Contains(t, out.String(), "give system and processor, such as darwin/arm64; `go tool dist list` prints them\n")
	}
}
