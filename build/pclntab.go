// The tables by which Go finds the name, file and line of an instruction: a
// twelfth of the module on the wire, and of use in stack traces only. A panic
// of our module is caught and told by its message, so the tables are blanked.
//
// What else they hold stays: the sizes of stack frames and the maps of live
// pointers, which the garbage collector reads, and that a function is the
// runtime's own, by which it knows its own goroutines.

package main

import (
	"bytes"
	"encoding/binary"
)

// tablesMagic begins the tables since Go 1.20, on a machine with instructions
// of any length and pointers of eight bytes (runtime.pcHeader).
var tablesMagic = []byte("\xf1\xff\xff\xff\x00\x00\x01\x08")

// tables are Go's: parts of a memory, from the header on.
type tables struct {
	memory                       []byte
	funcs                        int
	names, units, files, pcs, fn int // offsets, in the order of memory
}

// Offsets in runtime._func.
const (
	funcName = 4

	funcPCSP, funcPCFile, funcPCLine = 16, 20, 24
	funcTables                       = 28
	funcUnit, funcStartLine          = 32, 36
	funcData                         = 43 // how many offsets of other data follow those of tables
	funcSize                         = 44 // the offsets of its other tables follow
)

// The first of the other tables says where a function may be interrupted, which
// never happens in WebAssembly; the sixth of the other data, what a stack trace
// prints of arguments.
const (
	unsafePoints = 0
	argumentInfo = 5
)

// blankTables makes zeros of what only stack traces read. It leaves a memory
// alone whose tables it does not understand, as another Go's may be.
func blankTables(memory []byte) {
	t, rows := readTables(memory)
	if rows == nil || !t.blankLines(rows) {
		return
	}
	clear(t.memory[t.files:t.pcs])
	t.blankNames(rows)
}

// runtimes is how the names of the runtime's functions begin, and all of them
// that is asked for.
const runtimes = "runtime."

// blankNames leaves one name, the beginning of those of the runtime. It becomes
// the name of all of these; the others have none.
func (t *tables) blankNames(rows [][]byte) {
	name := func(row []byte) []byte { return t.memory[t.names:t.units][t.number(row, funcName):] }
	kept := 0
	var theirs [][]byte
	for _, row := range rows {
		if at := t.number(row, funcName); at < t.units-t.names && bytes.HasPrefix(name(row), []byte(runtimes)) {
			kept = max(kept, at)
			theirs = append(theirs, row)
		}
		clear(row[funcName : funcName+4])
	}
	names := t.memory[t.names:t.units]
	clear(names)
	if kept == 0 || kept+len(runtimes) >= len(names) { // the first place is that of no name
		return
	}
	copy(names[kept:], runtimes)
	for _, row := range theirs {
		binary.LittleEndian.PutUint32(row[funcName:], uint32(kept))
	}
}

// readTables finds the tables in a memory; no rows if there are none that are
// understood.
func readTables(memory []byte) (t tables, rows [][]byte) {
	at := bytes.Index(memory, tablesMagic)
	if at < 0 || len(memory) < at+72 {
		return t, nil
	}
	word := func(n int) int { return int(binary.LittleEndian.Uint64(memory[at+8*n:])) }
	t = tables{memory[at:], word(1), word(4), word(5), word(6), word(7), word(8)}
	if t.funcs <= 0 || t.funcs > len(t.memory)/8 || t.names != 72 || t.units <= t.names || t.files <= t.units || t.pcs <= t.files || t.fn <= t.pcs || t.fn+8*t.funcs > len(t.memory) {
		return t, nil
	}
	return t, t.rows()
}

// functionNames returns the name of each function, nil if the tables are not
// understood.
func functionNames(memory []byte) []string {
	t, rows := readTables(memory)
	var names []string
	for _, row := range rows {
		at := t.names + t.number(row, funcName)
		end := bytes.IndexByte(t.memory[min(at, len(t.memory)):], 0)
		if at >= t.units || end < 0 {
			return nil
		}
		names = append(names, string(t.memory[at:at+end]))
	}
	return names
}

// rows returns what there is of each function; nil if that lies outside.
func (t *tables) rows() [][]byte {
	rows := make([][]byte, t.funcs)
	for i := range rows {
		at := t.fn + t.number(t.memory[t.fn+8*i:], 4)
		if at+funcSize > len(t.memory) {
			return nil
		}
		size := funcSize + 4*t.number(t.memory[at:], funcTables)
		if at+size > len(t.memory) {
			return nil
		}
		rows[i] = t.memory[at : at+size]
	}
	return rows
}

func (t *tables) number(b []byte, at int) int {
	return int(binary.LittleEndian.Uint32(b[at:]))
}

// blankLines takes the tables of files and lines from every function. Equal
// tables are one: those that something else needs as well stay. It does nothing
// and is false where a table has no end.
func (t *tables) blankLines(rows [][]byte) bool {
	pcs := t.memory[t.pcs:t.fn]
	needed, lines := make([]bool, len(pcs)), make([]bool, len(pcs))
	mark := func(marks []bool, from int) bool {
		to := tableEnd(pcs, from)
		for i := from; i < to; i++ {
			marks[i] = true
		}
		return to > 0
	}
	for _, row := range rows {
		for at := funcSize; at < len(row); at += 4 {
			marks := needed
			if at == funcSize+4*unsafePoints {
				marks = lines
			}
			if from := t.number(row, at); from > 0 && !mark(marks, from) {
				return false
			}
		}
		if from := t.number(row, funcPCSP); from > 0 && !mark(needed, from) {
			return false
		}
		for _, at := range []int{funcPCFile, funcPCLine} {
			if from := t.number(row, at); from > 0 && !mark(lines, from) {
				return false
			}
		}
	}
	for i := range pcs {
		if lines[i] && !needed[i] {
			pcs[i] = 0
		}
	}
	for _, row := range rows {
		clear(row[funcPCFile:funcTables])
		clear(row[funcUnit : funcStartLine+4])
		if at := funcSize + 4*unsafePoints; at < len(row) {
			clear(row[at : at+4])
		}
		if n := int(row[funcData]); n > argumentInfo && cap(row) >= len(row)+4*n {
			copy(row[len(row):cap(row)][4*argumentInfo:], "\xff\xff\xff\xff") // none
		}
	}
	return true
}

// tableEnd returns where a table ends that begins at from: pairs of numbers up
// to a first number of zero that is not the table's own first; 0 if it does
// not.
func tableEnd(pcs []byte, from int) int {
	for at, first := from, true; ; first = false {
		if at >= len(pcs) {
			return 0
		}
		delta, n := binary.Uvarint(pcs[at:])
		if n <= 0 {
			return 0
		}
		at += n
		if delta == 0 && !first {
			return at
		}
		if _, n = binary.Uvarint(pcs[min(at, len(pcs)):]); n <= 0 {
			return 0
		}
		at += n
	}
}
