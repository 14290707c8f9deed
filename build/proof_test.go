package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// A part that there is not is told before anything slow begins.
func TestProofUnknownPart(t *testing.T) {
	var out, errs bytes.Buffer
	require.Equal(t, 2, run(t.Context(), []string{"proof", "client", "moon"}, &out, &errs))
	require.Equal(t, "there is no part \"moon\" of the proof: choose from client servers docs lighthouse embeds\n", out.String())
	require.Empty(t, errs.String())
}
