package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// aCall is the code that Go writes around a call of function f from function i,
// with the count of its return address.
func aCall(f byte, i, count int) []byte {
	address := append([]byte{opConst64}, appendSigned(nil, (firstFunction+i)<<16+count)...)
	return slices.Concat([]byte{opLocalGet, 1, opConst32, 8, 0x6b, opLocalTee, 1, opGlobalSet, 0, opLocalGet, 1}, address,
		[]byte{opStore64, 3, 0, opConst32, 0, opCall, f, opGlobalGet, 0, opLocalSet, 1, opBrIf, 2})
}

// codeModule is a module of two imported functions and those of the bodies, with
// their names in the tables of tablesOf: the second is one that a failed check
// calls.
func codeModule(bodies ...[]byte) []byte {
	section := func(id byte, content []byte) []byte {
		return slices.Concat([]byte{id}, appendSigned(nil, len(content)), content)
	}
	imports := []byte{2, 1, 'a', 1, 'b', 0, 0, 1, 'a', 1, 'c', 0, 0}
	code := []byte{byte(len(bodies))}
	for _, body := range bodies {
		function := slices.Concat([]byte{1, 1, 0x7f}, body)
		code = slices.Concat(code, appendSigned(nil, len(function)), function)
	}
	memory := append(tablesOf(), "after"...) // zeros at the end are no data
	copy(memory[6+72+12:], "runtime.sigpanic")
	return slices.Concat([]byte("\x00asm\x01\x00\x00\x00"), section(2, imports), section(codeSection, code), section(dataSection, appendSegments(nil, split(memory))))
}

func codeOf(t *testing.T, module []byte) (bodies [][]byte) {
	_, err := rewriteSection(module, codeSection, func(content []byte) ([]byte, error) {
		r := &wasmReader{left: content}
		for range r.unsigned() {
			bodies = append(bodies, r.bytes(r.unsigned())[3:])
		}
		return content, nil
	})
	require.NoError(t, err)
	return bodies
}

func TestRewriteCode(t *testing.T) {
	const check, other = 3, 2 // the second function, and the first, after the imports
	block := func(body ...[]byte) []byte {
		return slices.Concat([]byte{opBlock, 0x40}, slices.Concat(body...), []byte{opEnd})
	}
	read := []byte{opLocalGet, 1, 0x29, 3, 8}
	aligned := []byte{opLocalGet, 1, 0x29, 0, 8}
	difference := func(n byte) []byte { return []byte{opConst64, 0x80 | n, 0x80, 0x80, 0x80, 0} }
	packed := func(f, n byte) []byte {
		return slices.Concat([]byte{opLocalGet, 1, opConst32, 8, 0x6b, opLocalTee, 1, opGlobalSet, 0, opLocalGet, 1}, difference(n),
			[]byte{opStore64, 0, 0, opConst32, 0, opCall, f, opGlobalGet, 0, opLocalSet, 1, opBrIf, 2})
	}
	trap := []byte{opUnreachable}
	for name, test := range map[string]struct{ body, want []byte }{
		"a call":                         {aCall(other, 0, 1), packed(other, 1)},
		"counts that go on":              {slices.Concat(aCall(other, 0, 1), aCall(other, 0, 3)), slices.Concat(packed(other, 1), packed(other, 2))},
		"a check":                        {block(aCall(check, 0, 1)), block(trap)},
		"what prepares a check":          {block(read, aCall(other, 0, 1), read, aCall(check, 0, 2)), block(aligned, packed(other, 1), trap)},
		"what follows a check":           {slices.Concat(block(aCall(check, 0, 1), block(read), read), read), slices.Concat(block(trap), aligned)},
		"an if after a check has an end": {slices.Concat(block(aCall(check, 0, 1), []byte{opIf, 0x40, opElse, opEnd}), read), slices.Concat(block(trap), aligned)},
		"the other side of an if stays":  {slices.Concat([]byte{opIf, 0x40}, aCall(check, 0, 1), read, []byte{opElse}, read, []byte{opEnd}), slices.Concat([]byte{opIf, 0x40}, trap, []byte{opElse}, aligned, []byte{opEnd})},
		"a call of another shape stays":  {[]byte{opCall, check}, []byte{opCall, check}},
		"numbers that are no addresses": {
			[]byte{opConst64, 0x7f, opConst64, 0x80, 0x80, 0x80, 0x80, 0x02, opConst64, 0x00},
			[]byte{opConst64, 0x7f, opConst64, 0x80, 0x80, 0x80, 0x80, 0x02, opConst64, 0x00},
		},
	} {
		t.Run(name, func(t *testing.T) {
			rewritten, err := rewriteCode(codeModule(test.body, nil))
			require.NoError(t, err)
			require.Equal(t, test.want, codeOf(t, rewritten)[0])
		})
	}
}

func TestUnpackFunction(t *testing.T) {
	rewritten, err := rewriteCode(codeModule(aCall(2, 0, 1), slices.Concat(aCall(2, 1, 1), aCall(2, 1, 90), aCall(2, 1, 400))))
	require.NoError(t, err)
	for i, want := range [][]byte{aCall(2, 0, 1), slices.Concat(aCall(2, 1, 1), aCall(2, 1, 90), aCall(2, 1, 400))} {
		got := codeOf(t, rewritten)[i]
		unpackFunction(got, i)
		for at := range want { // but for the alignment
			if want[at] == 3 && want[at-1] == opStore64 {
				want[at] = 0
			}
		}
		require.Equal(t, want, got)
	}
}

func TestRewriteCodeRefusesOthers(t *testing.T) {
	for name, module := range map[string][]byte{
		"nothing":                nil,
		"no tables":              []byte("\x00asm\x01\x00\x00\x00"),
		"an unknown instruction": codeModule([]byte{0xff}, nil),
		"a body that is cut":     codeModule([]byte{opConst32, 0x80}, nil),
	} {
		_, err := rewriteCode(module)
		require.Error(t, err, name)
	}
}
