package host

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/build/verb"
)

// A verb under way, as a person sees it.
type underway struct {
	said string // until it asked to be stopped
	pim  string // its address
	stop func() (last string, code int)
}

// runServe runs serve -pim-only until it has said all.
func runServe(t *testing.T, args ...string) underway {
	u := runAll(t, append([]string{"-pim-only", "-pim-addr", "127.0.0.1:0"}, args...)...)
	m := regexp.MustCompile(`Demo PIM .*(http://localhost:\d+)\n`).FindStringSubmatch(u.said)
	require.NotNil(t, m, u.said)
	u.pim = m[1]
	return u
}

// runAll runs serve with a page that is one line.
func runAll(t *testing.T, args ...string) underway {
	ctx, cancel := context.WithCancel(context.Background())
	read, write := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- verb.Code(Serve(ctx, args, write, func(context.Context) (*Site, error) {
			return &Site{Files: map[string]File{"index.html": {Plain: []byte("the page")}}}, nil
		}), write)
		write.Close()
	}()
	lines := bufio.NewReader(read)
	u := underway{}
	u.stop = func() (string, int) {
		cancel()
		last, err := io.ReadAll(lines)
		require.NoError(t, err)
		return string(last), <-code
	}
	t.Cleanup(cancel)
	for !strings.Contains(u.said, "Ctrl-C stops.\n") {
		line, err := lines.ReadString('\n')
		require.NoError(t, err, u.said)
		u.said += line
	}
	return u
}

func (u underway) get(t *testing.T, path string, header ...string) (*http.Response, string) {
	r, err := http.NewRequest("GET", u.pim+path, nil)
	require.NoError(t, err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(body)
}

// The whole verb, without the page: it says where it runs and with what to try
// it, answers, and stops when it is told to.
func TestServePIMOnly(t *testing.T) {
	u := runServe(t)
	require.Regexp(t, `^
  Demo PIM 7\.0       http://localhost:\d+

  Demo credentials, public, guarding nothing:
  Client ID          1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s
  Secret             5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s
  Username           myERPuser
  Password           64bngr78
  Another user       julia / julia \(web API access, no entity permission\)
  Another user       kevin / kevin \(no web API access\)
  Another user       disabled / disabled \(disabled user\)
  Login at the PIM   admin / admin
  Playground App     206f450e-09a1-44ed-a0b3-9dd80f980ace
  Its secret         Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg
  As JSON            http://localhost:\d+/_demo/credentials

  Ctrl-C stops\.
$`, u.said)
	response, body := u.get(t, "/_demo/credentials", "Origin", "http://localhost:8080")
	require.Equal(t, 403, response.StatusCode, "no page runs beside it: %s", body)
	response, body = u.get(t, "/_demo/credentials")
	require.Equal(t, 200, response.StatusCode)
	require.Contains(t, body, `"client_id":"1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s"`)
	response, _ = u.get(t, "/user/login")
	require.Regexp(t, `^BAPID=`, response.Header.Get("Set-Cookie"))
	last, code := u.stop()
	require.Equal(t, "\nStopped.\n", last)
	require.Equal(t, 0, code)
}

func TestBesideThePage(t *testing.T) {
	pim := &demopim.PIM{}
	atHome(pim, &Door{URL: "http://localhost:9080"}, &Door{port: "9081"})
	require.Equal(t, "http://localhost:9080/callback", pim.Credentials().App.CallbackURL)
	answer := pim.Do(authcore.Request{Method: "GET", URL: "http://localhost:9081/user/login"})
	require.Regexp(t, `^BAPID_9081=`, answer.Header.Get("Set-Cookie"))
}

// Each version is served, and says so.
func TestServeVersions(t *testing.T) {
	for _, version := range demopim.Versions() {
		u := runServe(t, "-version", version.String())
		require.Contains(t, u.said, "  Demo PIM "+version.String())
		require.Equal(t, version.AtLeast(authcore.V6_0), strings.Contains(u.said, "Playground App"))
		_, body := u.get(t, "/_demo/credentials")
		require.Contains(t, body, `"version":"`+version.String()+`"`)
		u.stop()
	}
}

func TestServeCORS(t *testing.T) {
	const page = "https://docs.example.com"
	u := runServe(t, "-allow-origin", page)
	response, _ := u.get(t, "/api/rest/v1", "Origin", page)
	require.Equal(t, page, response.Header.Get("Access-Control-Allow-Origin"))
	response, _ = u.get(t, "/_demo/faults", "Origin", page)
	require.Equal(t, 200, response.StatusCode)
	u.stop()
	u = runServe(t, "-allow-origin", page, "-cors=false")
	require.Contains(t, u.said, "Demo PIM 7.0, no CORS")
	response, _ = u.get(t, "/api/rest/v1", "Origin", page)
	require.Empty(t, response.Header.Get("Access-Control-Allow-Origin"))
	response, _ = u.get(t, "/_demo/faults", "Origin", page)
	require.Equal(t, page, response.Header.Get("Access-Control-Allow-Origin"))
	u.stop()
}

// A slow answer does not keep serve from stopping.
func TestServeStops(t *testing.T) {
	u := runServe(t)
	response, err := http.Post(u.pim+"/_demo/faults", "application/json", strings.NewReader(`{"slow":"1h"}`))
	require.NoError(t, err)
	response.Body.Close()
	asked, gone := make(chan bool), make(chan error)
	go func() {
		close(asked)
		_, err := http.Get(u.pim + "/api/rest/v1")
		gone <- err
	}()
	<-asked
	_, code := u.stop()
	require.Equal(t, 0, code)
	require.Error(t, <-gone)
}

// seedsFile runs the verb seeds and writes what it prints, changed, to a file.
func seedsFile(t *testing.T, old, new string, args ...string) string {
	var out strings.Builder
	require.NoError(t, Seeds(context.Background(), args, &out))
	text := out.String()
	require.True(t, json.Valid([]byte(text)))
	require.Contains(t, text, old)
	file := filepath.Join(t.TempDir(), "ours.json")
	require.NoError(t, os.WriteFile(file, []byte(strings.ReplaceAll(text, old, new)), 0o600))
	return file
}

func TestServeSeeds(t *testing.T) {
	t.Run("what they say is printed and served", func(t *testing.T) {
		u := runServe(t, "-seeds", seedsFile(t, "64bngr78", "our own"))
		require.Contains(t, u.said, "  Password           our own\n")
		_, body := u.get(t, "/_demo/credentials")
		require.Contains(t, body, `"username":"myERPuser","password":"our own"`)
		u.stop()
	})
	t.Run("their version counts", func(t *testing.T) {
		u := runServe(t, "-seeds", seedsFile(t, "ERP", "ERP", "-version", "4"))
		require.Contains(t, u.said, "  Demo PIM 4.0       http://")
		require.NotContains(t, u.said, "Playground App")
		u.stop()
		u = runServe(t, "-version", "4.0", "-seeds", seedsFile(t, "ERP", "ERP", "-version", "4.0"))
		require.Contains(t, u.said, "  Demo PIM 4.0       http://")
		u.stop()
	})
	for name, test := range map[string]struct {
		args     []string
		old, new string
		want     string // %s: the file
	}{
		"another version":  {[]string{"-version", "6"}, "ERP", "ERP", "-seeds %s holds a PIM 7.0: leave out -version 6.0, or write seeds for it: go run ./build seeds -version 6.0 > seeds.json\n"},
		"no JSON":          {nil, "{", "", "-seeds %s: demopim: the snapshot is not JSON at byte "},
		"a broken member":  {nil, `"client_id": "1_4`, `"client": "1_4`, "-seeds %s: demopim: the snapshot is broken: clients[0]: client_id is missing\nMend the file, or write another to edit: go run ./build seeds > seeds.json\n"},
		"a newer snapshot": {nil, `"snapshot": `, `"snapshot": 9`, "Mend the file, or write another to edit: go run ./build seeds > seeds.json\n"},
	} {
		t.Run(name, func(t *testing.T) {
			file := seedsFile(t, test.old, test.new)
			var out, errs strings.Builder
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			require.Equal(t, 1, verb.Code(Serve(ctx, append([]string{"-pim-only", "-pim-addr", "127.0.0.1:0", "-seeds", file}, test.args...), &out, nil), &errs))
			require.Contains(t, errs.String(), strings.ReplaceAll(test.want, "%s", file))
			require.Empty(t, out.String())
		})
	}
}
