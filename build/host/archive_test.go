package host

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestArchive(t *testing.T) {
	s := &Site{Inline: "let a", Files: map[string]File{
		"index.html":       {Plain: []byte("<html>"), Brotli: []byte("stored")},
		"assets/a-1.wasm":  {Plain: []byte{0, 0, 0, 0}, Brotli: []byte{3}},
		"app/index.html":   {Plain: []byte("app")},
		"empty.txt":        {Plain: []byte{}},
		"assets/inline.js": {Plain: []byte("x")},
	}}
	text, err := s.Archive()
	require.NoError(t, err)
	read, err := Unarchive(text)
	require.NoError(t, err)
	require.Equal(t, s, read)
	again, err := read.Archive()
	require.NoError(t, err)
	require.Equal(t, text, again)

	_, err = Unarchive(text[:len(text)-1])
	require.EqualError(t, err, "the pages: zip: not a valid zip file")
	text[bytes.Index(text, []byte("stored"))] ^= 1
	_, err = Unarchive(text)
	require.EqualError(t, err, "the pages: brotli/index.html: zip: checksum error")
}
