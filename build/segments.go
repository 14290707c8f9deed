// The data of a WebAssembly module, rewritten to compress better.
//
// Go's linker leaves out every run of more than a few zeros, so that the data
// of our module comes in 68,000 segments, each with an address of its own.
// That saves bytes before compression and wastes them after it: brotli packs
// zeros into almost nothing, and addresses hardly at all. Fewer segments make
// the module 8 % larger on disk and 9 % smaller on the wire.

package main

import (
	"encoding/binary"
	"errors"
	"slices"
)

// maxGap is the longest run of zeros that is written out.
const maxGap = 64

// maxMemory is more than a module of ours fills.
const maxMemory = 16 << 20

// dataSection is the id of the section of a module that holds its data.
const dataSection = 11

var errModule = errors.New("this is no WebAssembly module of a Go that is understood")

// A segment is what lies in memory from an address on.
type segment struct {
	at   int
	data []byte
}

// rewriteData returns a module that fills its memory in few segments, with what
// change makes of it.
func rewriteData(module []byte, change func(memory []byte)) ([]byte, error) {
	return rewriteSection(module, dataSection, func(content []byte) ([]byte, error) {
		segments, err := readSegments(content)
		if err != nil {
			return nil, err
		}
		memory, err := fill(segments)
		if err != nil {
			return nil, err
		}
		change(memory)
		return appendSegments(nil, split(memory)), nil
	})
}

// rewriteSection returns the module with another content in one section.
func rewriteSection(module []byte, section byte, rewrite func(content []byte) ([]byte, error)) ([]byte, error) {
	if len(module) < 8 || string(module[:4]) != "\x00asm" {
		return nil, errModule
	}
	rewritten := slices.Clone(module[:8])
	for r := (&wasmReader{left: module[8:]}); len(r.left) > 0; {
		id := r.bytes(1)
		content := r.bytes(r.unsigned())
		if r.failed {
			return nil, errModule
		}
		if id[0] == section {
			var err error
			if content, err = rewrite(content); err != nil {
				return nil, err
			}
		}
		rewritten = append(rewritten, id[0])
		rewritten = binary.AppendUvarint(rewritten, uint64(len(content)))
		rewritten = append(rewritten, content...)
	}
	return rewritten, nil
}

// fill returns the memory that segments make, one after the other.
func fill(segments []segment) ([]byte, error) {
	var memory []byte
	for _, s := range segments {
		end := s.at + len(s.data)
		if end > maxMemory {
			return nil, errModule
		}
		if end > len(memory) {
			memory = append(memory, make([]byte, end-len(memory))...)
		}
		copy(memory[s.at:], s.data)
	}
	return memory, nil
}

// split cuts memory where there are more than maxGap zeros.
func split(memory []byte) []segment {
	var segments []segment
	end := 0 // of the last segment, behind its last byte
	for at, b := range memory {
		if b == 0 {
			continue
		}
		if n := len(segments); n > 0 && at-end <= maxGap {
			segments[n-1].data = memory[segments[n-1].at : at+1]
		} else {
			segments = append(segments, segment{at, memory[at : at+1]})
		}
		end = at + 1
	}
	return segments
}

// readSegments reads the content of a data section. Only what Go's linker
// writes is understood: active segments of the first memory, at constants.
func readSegments(content []byte) ([]segment, error) {
	r := &wasmReader{left: content}
	segments := make([]segment, 0, 1<<16)
	for range r.unsigned() {
		if mode, op := r.unsigned(), r.bytes(1); r.failed || mode != 0 || op[0] != 0x41 {
			return nil, errModule
		}
		at := r.signed()
		if end := r.bytes(1); r.failed || end[0] != 0x0b || at < 0 {
			return nil, errModule
		}
		segments = append(segments, segment{at, r.bytes(r.unsigned())})
	}
	if r.failed || len(r.left) > 0 {
		return nil, errModule
	}
	return segments, nil
}

func appendSegments(dst []byte, segments []segment) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(segments)))
	for _, s := range segments {
		dst = appendSigned(append(dst, 0, 0x41), s.at)
		dst = append(dst, 0x0b)
		dst = binary.AppendUvarint(dst, uint64(len(s.data)))
		dst = append(dst, s.data...)
	}
	return dst
}

// appendSigned writes a number of zero or more as LEB128 with a sign.
func appendSigned(dst []byte, n int) []byte {
	for ; n >= 0x40; n >>= 7 {
		dst = append(dst, byte(n&0x7f)|0x80)
	}
	return append(dst, byte(n))
}

// A wasmReader reads the numbers and bytes of a module; once failed it returns
// nothing.
type wasmReader struct {
	left   []byte
	failed bool
}

func (r *wasmReader) unsigned() int {
	v, n := binary.Uvarint(r.left)
	if n <= 0 || v > 1<<31 {
		r.failed = true
		return 0
	}
	r.left = r.left[n:]
	return int(v)
}

// signed reads LEB128 with a sign, as addresses are written.
func (r *wasmReader) signed() int {
	v, shift := 0, 0
	for {
		b := r.bytes(1)
		if r.failed || shift > 28 {
			r.failed = true
			return 0
		}
		v |= int(b[0]&0x7f) << shift
		if shift += 7; b[0] < 0x80 {
			if b[0]&0x40 != 0 {
				v -= 1 << shift
			}
			return v
		}
	}
}

// constant reads LEB128 with a sign, of up to 64 bits.
func (r *wasmReader) constant() int {
	v, shift := 0, 0
	for {
		b := r.bytes(1)
		if r.failed || shift > 63 {
			r.failed = true
			return 0
		}
		v |= int(b[0]&0x7f) << shift
		if shift += 7; b[0] < 0x80 {
			if b[0]&0x40 != 0 && shift < 64 {
				v -= 1 << shift
			}
			return v
		}
	}
}

func (r *wasmReader) bytes(n int) []byte {
	if r.failed || n > len(r.left) {
		r.failed = true
		return nil
	}
	b := r.left[:n]
	r.left = r.left[n:]
	return b
}
