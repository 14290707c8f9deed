package authcore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func TestHeader(t *testing.T) {
	var h authcore.Header
	require.False(t, h.Has("Content-Type"))
	require.Empty(t, h.Get("Content-Type"))
	h.Add("Content-Type", "a")
	h.Add("X", "")
	h.Add("content-type", "b")
	require.Equal(t, "a", h.Get("CONTENT-TYPE"))
	require.True(t, h.Has("x"))
	before := h
	h.Del("Content-type")
	require.Equal(t, authcore.Header{{"X", ""}}, h)
	require.Equal(t, authcore.Header{{"Content-Type", "a"}, {"X", ""}, {"content-type", "b"}}, before)
}
