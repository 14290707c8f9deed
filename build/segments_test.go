package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// moduleOf is a header, a section that is left alone, and a data section.
func moduleOf(segments ...segment) []byte {
	data := appendSegments(nil, segments)
	m := []byte("\x00asm\x01\x00\x00\x00\x01\x02hi\x0b")
	return append(append(m, byte(len(data))), data...)
}

func rewriteSame(module []byte) ([]byte, error) {
	return rewriteData(module, func([]byte) {})
}

func TestRewriteData(t *testing.T) {
	zeros := func(n int) string { return string(make([]byte, n)) }
	for name, test := range map[string]struct{ segments, want []segment }{
		"none":                    {nil, nil},
		"one":                     {[]segment{{8, []byte("a")}}, []segment{{8, []byte("a")}}},
		"touching":                {[]segment{{8, []byte("ab")}, {10, []byte("c")}}, []segment{{8, []byte("abc")}}},
		"a small gap":             {[]segment{{8, []byte("a")}, {12, []byte("b")}}, []segment{{8, []byte("a\x00\x00\x00b")}}},
		"the largest gap":         {[]segment{{0, []byte("a")}, {65, []byte("b")}}, []segment{{0, []byte("a" + zeros(64) + "b")}}},
		"a gap that is too large": {[]segment{{0, []byte("a")}, {66, []byte("b")}}, []segment{{0, []byte("a")}, {66, []byte("b")}}},
		"overlapping":             {[]segment{{8, []byte("aa")}, {9, []byte("b")}}, []segment{{8, []byte("ab")}}},
		"in no order":             {[]segment{{66, []byte("b")}, {9999, []byte("z")}, {64, []byte("aa")}}, []segment{{64, []byte("aab")}, {9999, []byte("z")}}},
	} {
		t.Run(name, func(t *testing.T) {
			joined, err := rewriteSame(moduleOf(test.segments...))
			require.NoError(t, err)
			require.Equal(t, moduleOf(test.want...), joined)
		})
	}
}

func TestRewriteDataRefuses(t *testing.T) {
	whole := moduleOf(segment{8, []byte("a")}, segment{300, []byte("b")})
	for n := range whole {
		if n == 8 || n == 12 { // a module may end after its header and after a section
			continue
		}
		_, err := rewriteSame(whole[:n])
		require.Equal(t, errModule, err, "%d bytes", n)
	}
	for name, section := range map[string]string{
		"passive":            "\x01\x01\x00",
		"no constant":        "\x01\x00\x23\x08\x0b\x01a",
		"no end":             "\x01\x00\x41\x08\x0a\x01a",
		"address below zero": "\x01\x00\x41\x7f\x0b\x01a",
		"endless address":    "\x01\x00\x41\x80\x80\x80\x80\x80\x00\x0b\x01a",
		"too far":            "\x01\x00\x41\x80\x80\x80\x80\x04\x0b\x01a",
		"too few":            "\x02\x00\x41\x08\x0b\x01a",
		"too many":           "\x00\x00\x41\x08\x0b\x01a",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := rewriteSame([]byte("\x00asm\x01\x00\x00\x00\x0b" + string(rune(len(section))) + section))
			require.Equal(t, errModule, err)
		})
	}
}

func FuzzRewriteData(f *testing.F) {
	f.Add(moduleOf(segment{8, []byte("a")}, segment{300, []byte("b")}))
	f.Fuzz(func(t *testing.T, text []byte) {
		joined, err := rewriteSame(text)
		if err != nil {
			return
		}
		again, err := rewriteSame(joined)
		require.NoError(t, err)
		require.Equal(t, joined, again)
	})
}
