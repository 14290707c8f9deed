package main

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/build/verb"
)

func TestManifestText(t *testing.T) {
	text, err := manifestOf("go1.26.8", map[string][]byte{
		"index.html":    []byte("<p>"),
		"index.html.br": []byte("b"),
		"assets/a-1.js": []byte("1"),
		"assets/a-1.br": []byte("no form of any file"),
		"manifest.json": []byte("of last time"),
	}).text()
	require.NoError(t, err)
	require.Equal(t, `{"go":"go1.26.8","files":[
{"path":"assets/a-1.br","type":"application/octet-stream","size":19,"sha256":"`+digest("no form of any file")+`"},
{"path":"assets/a-1.js","type":"text/javascript; charset=utf-8","size":1,"sha256":"`+digest("1")+`","integrity":"sha384-R/BdNnsMMuQ4+2Pmz0pfNcKqL5DcdUP4pBoPlc6KQKMTq1zzYTSiBoxMlpy1Dbd2"},
{"path":"index.html","type":"text/html; charset=utf-8","size":3,"sha256":"`+digest("<p>")+`","br":{"size":1,"sha256":"`+digest("b")+`"}}
]}
`, string(text))
}

func digest(text string) string {
	d := sha256.Sum256([]byte(text))
	return hex.EncodeToString(d[:])
}

// What dist writes is what its manifest lists: every file, its digests, and
// nothing besides. Read here as others will, by the names in the JSON.
func TestManifestListsDist(t *testing.T) {
	s, err := built()
	require.NoError(t, err)
	forms, err := compressor{Folder: userFolder(), Hasty: true}.all(s.files)
	require.NoError(t, err)
	files := withForms(forms)
	files[manifestName], err = manifestOf("go1.26.8", files).text()
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "dist")
	require.NoError(t, replaceFolder(dir, files))

	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	require.NoError(t, err)
	type form struct {
		Size   int
		SHA256 string
	}
	var listed struct {
		Files []struct {
			Path, Type, Integrity string
			Size                  int
			SHA256                string
			Br, Gz                *form
		}
	}
	require.NoError(t, json.Unmarshal(text, &listed))
	names := map[string]bool{"manifest.json": true}
	check := func(name string, size int, sum string) {
		content, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Len(t, content, size, name)
		require.Equal(t, digest(string(content)), sum, name)
		names[name] = true
	}
	for _, file := range listed.Files {
		check(file.Path, file.Size, file.SHA256)
		if file.Br != nil {
			check(file.Path+".br", file.Br.Size, file.Br.SHA256)
		}
		if file.Gz != nil {
			check(file.Path+".gz", file.Gz.Size, file.Gz.SHA256)
		}
		sum := sha512.Sum384(files[file.Path])
		if isKind(file.Path, ".js", ".css") {
			require.Equal(t, "sha384-"+base64.StdEncoding.EncodeToString(sum[:]), file.Integrity)
		} else {
			require.Empty(t, file.Integrity)
		}
	}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		require.True(t, names[filepath.ToSlash(name)], "the manifest lacks %s", name)
		return err
	}))
}

// A folder or host that has another byte, or lacks a file, is told apart; its
// configuration is its own.
func TestCompare(t *testing.T) {
	ours := map[string][]byte{"index.html": []byte("a"), "doc/index.html": []byte("b"), "assets/x.js": []byte("c"), "config.json": []byte("{}")}
	served := map[string]string{"/pim/": "a", "/pim/doc/": "b", "/pim/assets/x.js": "c", "/pim/config.json": "{}"}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, found := served[r.URL.Path]
		if !found {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(content))
	}))
	defer server.Close()
	says := func() (string, error) {
		var out bytes.Buffer
		err := compare(&out, "there", ours, overHTTP(t.Context(), server.URL+"/pim/"))
		return out.String(), err
	}
	said, err := says()
	require.NoError(t, err)
	require.Equal(t, "all 4 files are what these sources make\n", said)

	served["/pim/config.json"] = `{"local":1}`
	served["/pim/assets/x.js"] = "c, and more"
	delete(served, "/pim/doc/")
	said, err = says()
	require.ErrorIs(t, err, verb.ErrFound)
	require.Equal(t, strings.Join([]string{
		"assets/x.js differs", `config.json is its own: "{\"local\":1}"`, "doc/index.html: 404 Not Found",
		"2 of the 4 files that these sources make are others in there", "",
	}, "\n"), said)
}
