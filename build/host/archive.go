// The site as one file, for a program that carries its pages in itself.

package host

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Where the parts of a site stand in its archive. The gzip form is left out: a
// program on one's own machine is asked by browsers, which take brotli.
const (
	plainFolder  = "plain/"
	brotliFolder = "brotli/"
	inlineName   = "inline.js"
)

// Archive returns the site as a zip file, the same bytes for the same site.
func (s *Site) Archive() ([]byte, error) {
	var text bytes.Buffer
	to := zip.NewWriter(&text)
	add := func(name string, content []byte, method uint16) error {
		w, err := to.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = w.Write(content)
		}
		return err
	}
	if err := add(inlineName, []byte(s.Inline), zip.Deflate); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(s.Files)) {
		f := s.Files[name]
		if err := add(plainFolder+name, f.Plain, zip.Deflate); err != nil {
			return nil, err
		}
		if f.Brotli == nil {
			continue
		}
		if err := add(brotliFolder+name, f.Brotli, zip.Store); err != nil {
			return nil, err
		}
	}
	if err := to.Close(); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

// Unarchive reads what [Site.Archive] wrote.
func Unarchive(text []byte) (*Site, error) {
	from, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return nil, fmt.Errorf("the pages: %w", err)
	}
	s := &Site{Files: map[string]File{}}
	for _, entry := range from.File {
		content, err := contentOf(entry)
		if err != nil {
			return nil, fmt.Errorf("the pages: %s: %w", entry.Name, err)
		}
		folder, name, _ := strings.Cut(entry.Name, "/")
		f := s.Files[name]
		switch folder + "/" {
		case plainFolder:
			f.Plain = content
		case brotliFolder:
			f.Brotli = content
		default:
			s.Inline = string(content)
			continue
		}
		s.Files[name] = f
	}
	return s, nil
}

func contentOf(entry *zip.File) ([]byte, error) {
	r, err := entry.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
