package main

import (
	"crypto/sha512"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A page with embeds that nobody reads has loaded what reads attributes and
// watches for a reader: no Lit, no step, no style, no request of a PIM's.
func TestEmbedsBeginSmall(t *testing.T) {
	s, err := built()
	require.NoError(t, err)
	script := embedScript(s.files)
	require.Contains(t, string(s.files["embed.js"]), `"`+script+`"`)
	require.Equal(t, []string{"embed.js", script}, s.first[:2])
	for _, file := range s.first {
		require.Contains(t, s.files, file)
		for _, heavy := range []string{"litHtmlVersions", "adoptedStyleSheets", "pimauth", "Authorization"} {
			require.NotContains(t, string(s.files[file]), heavy, file)
		}
	}
	require.Len(t, s.near, len(embeds))
	for step, files := range s.near {
		for _, file := range files {
			require.Contains(t, s.files, file, step)
			require.NotContains(t, s.first, file, step)
			require.True(t, strings.HasPrefix(file, embedFolder), "%s lies beside what fetches it", file)
		}
	}
}

func TestIntegrityIsOfTheBytes(t *testing.T) {
	digest := sha512.Sum384([]byte("export {}"))
	require.Equal(t, "sha384-"+base64.StdEncoding.EncodeToString(digest[:]), integrityOf([]byte("export {}")))
	require.Equal(t, "embed/v1/embed.ABC.js", embedScript(map[string][]byte{"embed.js": nil, "embed/v1/chunk-A.js": nil, "embed/v1/embed.ABC.js.br": nil, "embed/v1/embed.ABC.js": nil}))
}
