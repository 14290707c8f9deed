// Brotli and gzip of every file, made once and kept.

package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/pim-auth/playground/build/host"
)

// smallest is the length of the shortest form.
func smallest(f host.File) int {
	if f.Brotli != nil {
		return len(f.Brotli)
	}
	return len(f.Plain)
}

// A compressor makes the forms of files.
type compressor struct {
	// Folder keeps the brotli of large files by their content, since the best
	// takes five seconds for the module. Empty: nothing is kept.
	Folder string
	// Hasty takes what the folder has and else a level that is 14 % larger and
	// at once there: for serve, which nobody wants to wait for.
	Hasty bool
}

const (
	bestLevel  = brotli.BestCompression
	hastyLevel = 9
	large      = 200_000 // bytes, from which on keeping pays
	keptFor    = 30 * 24 * time.Hour
)

// userFolder is where this person's machine keeps things, "" if nowhere.
func userFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "pim-auth-playground")
}

// all returns the forms of all files.
func (c compressor) all(files map[string][]byte) (map[string]host.File, error) {
	forms := make(map[string]host.File, len(files))
	for name, plain := range files {
		br, err := c.brotli(plain)
		if err != nil {
			return nil, fmt.Errorf("compressing %s: %w", name, err)
		}
		gz, err := written(plain, func(w io.Writer) io.WriteCloser {
			gz, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // fails for an unknown level only
			return gz
		})
		if err != nil {
			return nil, fmt.Errorf("compressing %s: %w", name, err)
		}
		forms[name] = host.File{Plain: plain, Brotli: ifSmaller(br, plain), Gzip: ifSmaller(gz, plain)}
	}
	return forms, nil
}

func (c compressor) brotli(plain []byte) ([]byte, error) {
	if len(plain) < large {
		return brotliAt(plain, bestLevel)
	}
	kept := ""
	if c.Folder != "" {
		kept = filepath.Join(c.Folder, fmt.Sprintf("%x.br", sha256.Sum256(plain)))
		if br, err := os.ReadFile(kept); err == nil {
			return br, nil
		}
	}
	if c.Hasty {
		return brotliAt(plain, hastyLevel)
	}
	br, err := brotliAt(plain, bestLevel)
	if err == nil && kept != "" {
		keep(kept, br)
	}
	return br, err
}

func brotliAt(plain []byte, level int) ([]byte, error) {
	return written(plain, func(w io.Writer) io.WriteCloser {
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: level, LGWin: 24})
	})
}

// keep stores what took long, and clears what is old. A failure costs only time
// and is not told. The name appears only when the whole file is there.
func keep(name string, data []byte) {
	dir := filepath.Dir(name)
	if os.MkdirAll(dir, 0o755) != nil {
		return
	}
	old, _ := filepath.Glob(filepath.Join(dir, "*.br"))
	for _, name := range old {
		if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > keptFor {
			os.Remove(name)
		}
	}
	temp := fmt.Sprintf("%s.%d", name, os.Getpid())
	if os.WriteFile(temp, data, 0o644) != nil || os.Rename(temp, name) != nil {
		os.Remove(temp)
	}
}

func written(plain []byte, to func(io.Writer) io.WriteCloser) ([]byte, error) {
	var b bytes.Buffer
	w := to(&b)
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func ifSmaller(short, plain []byte) []byte {
	if len(short) < len(plain) {
		return short
	}
	return nil
}

// withForms returns the files of dist: each, and beside it its forms, named as
// static hosts look for them.
func withForms(forms map[string]host.File) map[string][]byte {
	files := make(map[string][]byte, 3*len(forms))
	for name, f := range forms {
		files[path.Clean(name)] = f.Plain
		if f.Brotli != nil {
			files[name+".br"] = f.Brotli
		}
		if f.Gzip != nil {
			files[name+".gz"] = f.Gzip
		}
	}
	return files
}
