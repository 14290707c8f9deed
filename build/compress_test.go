package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// The best form of a large file is kept and found again, by serve as well.
func TestKept(t *testing.T) {
	folder := t.TempDir() + "/new"
	random := new(bytes.Buffer) // hard to compress: levels differ
	for i := range large {
		random.WriteByte(byte(i * i >> 7))
	}
	files := map[string][]byte{"a.wasm": random.Bytes()}
	hasty, err := compressor{Folder: folder, Hasty: true}.all(files)
	require.NoError(t, err)
	best, err := compressor{Folder: folder}.all(files)
	require.NoError(t, err)
	require.NotEqual(t, hasty, best)
	hasty, err = compressor{Folder: folder, Hasty: true}.all(files)
	require.NoError(t, err)
	require.Equal(t, best, hasty)
}
