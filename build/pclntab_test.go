package main

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// tablesOf lays out tables as the linker does: a header, the names, a unit, a
// file, tables of instructions, and two functions that share one of them.
func tablesOf() []byte {
	const head = 72
	names := "main.secret\x00runtime.gopanic\x00"
	pcs := "\x00" + // offset 0 means none
		"\x02\x04\x06\x01\x00" + // 1: frame sizes
		"\x02\x05\x00" + // 6: files
		"\x00\x03\x02\x05\x00" + // 9: lines; a first delta of zero does not end it
		"\x04\x07\x00" + // 14: live pointers
		"\x06\x09\x00" // 17: where it may be interrupted
	row := func(name, frames, files, lines uint32, more, data []uint32) []byte {
		b := binary.LittleEndian.AppendUint32(nil, 77)
		for _, n := range slices.Concat([]uint32{name, 0, 0, frames, files, lines, uint32(len(more)), 3, 99, 1 | uint32(len(data))<<24}, more, data) {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
		return b
	}
	first, second := row(5, 1, 6, 9, []uint32{17, 14}, []uint32{31, 32, 33, 34, 35, 36}), row(12, 1, 6, 1, nil, nil)
	functions := binary.LittleEndian.AppendUint32(nil, 0)
	functions = binary.LittleEndian.AppendUint32(functions, 20)
	functions = binary.LittleEndian.AppendUint32(functions, 0)
	functions = binary.LittleEndian.AppendUint32(functions, uint32(20+len(first)))
	functions = append(functions, make([]byte, 4)...)
	functions = append(append(functions, first...), second...)

	memory := append([]byte("before"), tablesMagic...)
	at := head
	offsets := []int{2, 1, 0, at}
	for _, part := range []string{names, "unit", "main.go\x00", pcs} {
		at += len(part)
		offsets = append(offsets, at)
	}
	for _, n := range offsets {
		memory = binary.LittleEndian.AppendUint64(memory, uint64(n))
	}
	memory = append(memory, names+"unit"+"main.go\x00"+pcs...)
	return append(memory, functions...)
}

func TestBlankTables(t *testing.T) {
	memory := tablesOf()
	whole := bytes.Clone(memory)
	blankTables(memory)
	require.Len(t, memory, len(whole))
	zeros := func(n int) string { return string(make([]byte, n)) }
	// Of the names stays how the runtime's own begin, of the tables those that are shared.
	require.Equal(t, zeros(12)+"runtime."+zeros(8)+"unit"+zeros(8)+
		"\x00"+"\x02\x04\x06\x01\x00"+zeros(3)+zeros(5)+"\x04\x07\x00"+zeros(3), string(memory[78:78+28+4+8+20]))
	rows := memory[78+28+4+8+20+20:]
	word := func(at int) uint32 { return binary.LittleEndian.Uint32(rows[at:]) }
	second := funcSize + 8 + 24
	for name, want := range map[string]struct {
		at int
		is uint32
	}{
		"entry": {0, 77}, "frames": {funcPCSP, 1}, "files": {funcPCFile, 0}, "lines": {funcPCLine, 0},
		"unit": {funcUnit, 0}, "first line": {funcStartLine, 0}, "function": {40, 1 | 6<<24}, "interruptions": {funcSize, 0}, "live pointers": {funcSize + 4, 14},
		"name": {funcName, 0}, "other data": {funcSize + 8, 31}, "arguments": {funcSize + 8 + 4*argumentInfo, 0xFFFFFFFF},
		"name of the runtime's": {second + funcName, 12},
		"frames of the second":  {second + funcPCSP, 1}, "lines of the second": {second + funcPCLine, 0},
	} {
		require.Equal(t, want.is, word(want.at), name)
	}
}

// What is not understood stays as it is.
func TestBlankTablesLeavesOthers(t *testing.T) {
	for name, change := range map[string]func([]byte) []byte{
		"no tables":           func(m []byte) []byte { return m[:6] },
		"another magic":       func(m []byte) []byte { m[6] = 0xf0; return m },
		"cut in the header":   func(m []byte) []byte { return m[:70] },
		"cut in the rows":     func(m []byte) []byte { return m[:len(m)-1] },
		"offsets in disorder": func(m []byte) []byte { m[6+8*5] = 1; return m },
		"a table without end": func(m []byte) []byte {
			at := bytes.Index(m, []byte("\x04\x07\x00"))
			m[at+2] = 1
			return m
		},
	} {
		t.Run(name, func(t *testing.T) {
			memory := change(tablesOf())
			want := bytes.Clone(memory)
			blankTables(memory)
			require.Equal(t, want, memory)
		})
	}
}

func FuzzBlankTables(f *testing.F) {
	f.Add(tablesOf())
	f.Fuzz(func(t *testing.T, memory []byte) {
		length := len(memory)
		blankTables(memory)
		require.Len(t, memory, length)
	})
}

// The Go that compiles the module has the tables that are understood here.
func TestModuleHasBlankTables(t *testing.T) {
	s, err := built()
	require.NoError(t, err)
	for name, module := range s.files {
		if isKind(name, ".wasm") {
			require.Contains(t, string(module), "runtime.\x00")
			require.NotContains(t, string(module), "runtime.gopanic\x00")
			require.NotContains(t, string(module), "main.demoSnapshot\x00")
			return
		}
	}
	t.Fatal("the site has no module")
}
