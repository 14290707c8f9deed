// The code of a WebAssembly module, rewritten to compress better. Two things
// that Go's compiler writes tens of thousands of times cost a tenth of the
// module on the wire:
//
// Before a pointer is read through, or an element of a slice is, it is checked,
// and a check that fails calls the runtime for a panic: a dozen instructions.
// Here it is a trap, one byte. Either ends the module, which the page starts
// anew; only the text of the panic is lost, and it would be English about Go.
//
// Before each call its return address is stored: the number of the function
// and a count. These are all different, which is all that brotli hates. Here
// they are written as the difference from the one before, nearly always 1, in
// a form of number that no compiler writes; web/src/authcore/unpack.ts puts the
// addresses back, in place.

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// codeSection is the id of the section of a module that holds its functions.
const codeSection = 10

// firstFunction is the number in return addresses of the first function.
const firstFunction = 0x1000

// The instructions that are looked at.
const (
	opUnreachable = 0x00
	opBlock       = 0x02
	opLoop        = 0x03
	opIf          = 0x04
	opElse        = 0x05
	opEnd         = 0x0b
	opBrIf        = 0x0d
	opBrTable     = 0x0e
	opCall        = 0x10
	opCallAny     = 0x11
	opLocalGet    = 0x20
	opLocalSet    = 0x21
	opLocalTee    = 0x22
	opGlobalGet   = 0x23
	opGlobalSet   = 0x24
	opLoad        = 0x28 // the first of those with an address
	opStore64     = 0x37
	opStoreLast   = 0x3e
	opMemory      = 0x3f // and 0x40
	opConst32     = 0x41
	opConst64     = 0x42
	opFloat32     = 0x43
	opFloat64     = 0x44
	opMore        = 0xfc
)

// endings are the functions of Go's runtime that a failed check calls, and
// those by which the runtime ends the program. Not among them is gopanic: a
// panic in so many words is caught, and told by its message.
var endings = []string{
	"runtime.fatal", "runtime.goPanic", "runtime.panicdivide", "runtime.panicdottype", "runtime.panicmem", "runtime.panicnil",
	"runtime.panicshift", "runtime.printlock", "runtime.sigpanic", "runtime.throw",
}

func isEnding(name string) bool {
	return slices.ContainsFunc(endings, func(ending string) bool { return strings.HasPrefix(name, ending) })
}

// An instruction is one of a function's body.
type instruction struct {
	op   byte
	arg  int    // its number, of those that have one
	text []byte // as it is written

	address bool // it reads or writes memory: the first number is a hint about alignment
}

// aroundCall is what Go writes around a call.
var aroundCall = []byte{opLocalGet, opConst32, 0x6b, opLocalTee, opGlobalSet, opLocalGet, opConst64, opStore64, opConst32, opCall, opGlobalGet, opLocalSet, opBrIf}

// rewriteCode returns the module with its checks as traps and its return
// addresses as differences.
func rewriteCode(module []byte) ([]byte, error) {
	names, imports, err := functionsOf(module)
	if err != nil {
		return nil, err
	}
	return rewriteSection(module, codeSection, func(content []byte) ([]byte, error) {
		r := &wasmReader{left: content}
		n := r.unsigned()
		rewritten := binary.AppendUvarint(nil, uint64(n))
		for i := range n {
			head, body, err := readFunction(r.bytes(r.unsigned()))
			if err != nil || r.failed {
				return nil, errModule
			}
			packed := slices.Clone(head)
			last := 0
			for _, in := range trapped(body, func(f int) bool { return f >= imports && f-imports < len(names) && isEnding(names[f-imports]) }) {
				if delta := in.arg - (firstFunction+i)<<16 - last; in.op == opConst64 && len(in.text) == 6 && delta > 0 && delta < 0x80 && in.arg>>16 == firstFunction+i {
					last += delta
					packed = append(packed, opConst64, byte(delta)|0x80, 0x80, 0x80, 0x80, 0)
					continue
				}
				packed = append(packed, in.text...)
				if in.address {
					packed[len(packed)-len(in.text)+1] = 0
				}
			}
			unpacked := slices.Clone(packed)
			unpackFunction(unpacked, i)
			if again, _, err := readFunction(unpacked); err != nil || !bytes.Equal(again, head) {
				return nil, errModule
			}
			rewritten = binary.AppendUvarint(rewritten, uint64(len(packed)))
			rewritten = append(rewritten, packed...)
		}
		return rewritten, nil
	})
}

// unpackFunction puts back the return addresses of function i, as the page does.
func unpackFunction(body []byte, i int) {
	last := 0
	for at := 0; at+6 <= len(body); at++ {
		p := body[at : at+6]
		if p[0] != opConst64 || p[1] <= 0x80 || p[2] != 0x80 || p[3] != 0x80 || p[4] != 0x80 || p[5] != 0 {
			continue
		}
		last += int(p[1] & 0x7f)
		copy(p[1:], appendSigned(nil, (firstFunction+i)<<16+last))
	}
}

// trapped returns the body with a trap in the place of each call of a check,
// without what prepares the call, and without what can never be reached after
// it.
func trapped(body []instruction, check func(function int) bool) []instruction {
	var kept []instruction
	for at := 0; at < len(body); at++ {
		in := body[at]
		if in.op != opCall || !check(in.arg) || at < 9 || at+4 > len(body) || len(kept) < 9 || !isCall(append(slices.Clone(kept[len(kept)-9:]), body[at:at+4]...)) {
			kept = append(kept, in)
			continue
		}
		kept = kept[:len(kept)-9]
		for len(kept) > 0 && !kept[len(kept)-1].leads() {
			kept = kept[:len(kept)-1]
		}
		kept = append(kept, instruction{op: opUnreachable, text: []byte{opUnreachable}})
		at += 3
		for depth := 0; at+1 < len(body); at++ {
			switch body[at+1].op {
			case opBlock, opLoop, opIf:
				depth++
			case opEnd, opElse:
				if body[at+1].op == opEnd {
					depth--
				} else if depth > 0 {
					continue
				}
			}
			if depth < 0 || depth == 0 && body[at+1].op == opElse {
				break
			}
		}
	}
	return kept
}

// leads reports whether an instruction leads elsewhere, or others lead to what
// follows it.
func (in instruction) leads() bool {
	return in.op <= opCallAny
}

func isCall(in []instruction) bool {
	for i, op := range aroundCall {
		if in[i].op != op {
			return false
		}
	}
	return true
}

// readFunction splits a function into its locals and its instructions.
func readFunction(function []byte) (head []byte, body []instruction, err error) {
	r := &wasmReader{left: function}
	for range r.unsigned() {
		r.unsigned()
		r.bytes(1)
	}
	head = function[:len(function)-len(r.left)]
	for len(r.left) > 0 && !r.failed {
		start := r.left
		in := instruction{op: r.bytes(1)[0]}
		switch op := in.op; {
		case op == opBlock, op == opLoop, op == opIf:
			r.bytes(1)
		case op >= 0x0c && op <= opBrIf, op == opCall, op >= opLocalGet && op <= opGlobalSet:
			in.arg = r.unsigned()
		case op == opBrTable:
			for range r.unsigned() + 1 {
				r.unsigned()
			}
		case op == opCallAny:
			r.unsigned()
			r.bytes(1)
		case op >= opLoad && op <= opStoreLast:
			r.unsigned()
			r.unsigned()
			in.address = true
		case op == opMemory, op == opMemory+1:
			r.bytes(1)
		case op == opConst32, op == opConst64:
			in.arg = r.constant()
		case op == opFloat32:
			r.bytes(4)
		case op == opFloat64:
			r.bytes(8)
		case op == opMore:
			switch more := r.unsigned(); {
			case more == 10: // memory.copy
				r.bytes(2)
			case more == 11: // memory.fill
				r.bytes(1)
			case more > 7:
				r.failed = true
			}
		case op > 0x1b && op < opLocalGet, op > 0xc4:
			r.failed = true
		}
		in.text = start[:len(start)-len(r.left)]
		body = append(body, in)
	}
	if r.failed {
		return nil, nil, errModule
	}
	return head, body, nil
}

// functionsOf returns the names of the functions of a module, in the order of
// its code, and how many it imports, which are counted before them.
func functionsOf(module []byte) (names []string, imports int, err error) {
	_, err = rewriteSection(module, dataSection, func(content []byte) ([]byte, error) {
		segments, err := readSegments(content)
		if err != nil {
			return nil, err
		}
		memory, err := fill(segments)
		if err != nil {
			return nil, err
		}
		names = functionNames(memory)
		return content, nil
	})
	if err == nil && names == nil {
		err = errors.New("the tables of this Go's functions are not understood: see build/pclntab.go")
	}
	if err != nil {
		return nil, 0, err
	}
	_, err = rewriteSection(module, 2, func(content []byte) ([]byte, error) {
		r := &wasmReader{left: content}
		for range r.unsigned() {
			r.bytes(r.unsigned())
			r.bytes(r.unsigned())
			if kind := r.bytes(1); r.failed || kind[0] != 0 {
				return nil, errModule // Go imports functions only
			}
			r.unsigned()
			imports++
		}
		return content, nil
	})
	return names, imports, err
}
