// manifest.json of dist: every file that the site ships, with its digest, so
// that two builds, or a host and a build, can be compared.

package main

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pim-auth/playground/build/host"
)

const manifestName = "manifest.json"

// A manifest lists the files of dist but itself, sorted by path.
type manifest struct {
	Go    string         `json:"go"` // the compiler of the WebAssembly module
	Files []manifestFile `json:"files"`
}

// A manifestFile is a file, and its compressed forms under their extensions.
type manifestFile struct {
	Path string `json:"path"`
	Type string `json:"type"`
	manifestForm
	Integrity string        `json:"integrity,omitempty"` // of scripts and styles, as <script integrity> takes it
	Brotli    *manifestForm `json:"br,omitempty"`
	Gzip      *manifestForm `json:"gz,omitempty"`
}

// A manifestForm is the length in bytes of a file, and its digest in hexadecimal.
type manifestForm struct {
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

func formOf(content []byte) manifestForm {
	digest := sha256.Sum256(content)
	return manifestForm{len(content), hex.EncodeToString(digest[:])}
}

// integrityOf is the digest of a script or style as <script integrity> takes it.
func integrityOf(content []byte) string {
	digest := sha512.Sum384(content)
	return "sha384-" + base64.StdEncoding.EncodeToString(digest[:])
}

// manifestOf lists the files of dist.
func manifestOf(goVersion string, files map[string][]byte) manifest {
	m := manifest{Go: goVersion, Files: []manifestFile{}}
	form := func(name string) *manifestForm {
		content, found := files[name]
		if !found {
			return nil
		}
		f := formOf(content)
		return &f
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if plain := strings.TrimSuffix(name, path.Ext(name)); isKind(name, ".br", ".gz") && files[plain] != nil || name == manifestName {
			continue
		}
		file := manifestFile{
			Path: name, Type: host.ContentType(name), manifestForm: formOf(files[name]),
			Brotli: form(name + ".br"), Gzip: form(name + ".gz"),
		}
		if isKind(name, ".js", ".css") {
			file.Integrity = integrityOf(files[name])
		}
		m.Files = append(m.Files, file)
	}
	return m
}

// text is the manifest as JSON, a file a line.
func (m manifest) text() ([]byte, error) {
	var b bytes.Buffer
	version, err := json.Marshal(m.Go)
	if err != nil {
		return nil, err
	}
	b.WriteString(`{"go":` + string(version) + ",\"files\":[")
	for i, file := range m.Files {
		line, err := json.Marshal(file)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(line)
	}
	b.WriteString("\n]}\n")
	return b.Bytes(), nil
}
