// Rules about what stands in the repository.

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// forbidden are words that no file may hold. Some are put together here, or
// this file would hold them.
var forbidden = []struct{ pattern, reason string }{
	{`/(?:wo` + `rk|ro` + `ot|ho` + `me/[a-z]+|Us` + `ers/[A-Za-z]+)/[a-z.]`, "a path of one machine means nothing on another"},
	{`regi` + `stry\.npmjs|regi` + `stry\.yarnpkg|pro` + `xy\.golang\.org|"resol` + `ved":`, "where packages come from is the machine's business"},
	{`-----BEGIN [A-Z ]*PRI` + `VATE KEY|_auth` + `Token|gh[pousr]_[A-Za-z0-9]{36}|AKI` + `A[0-9A-Z]{16}`, "this looks like somebody's secret"},
	{`\b(?:TO` + `DO|FIX` + `ME|XX` + `X)\b`, "what is to be done is an issue, not a comment"},
}

func TestNoForbiddenWords(t *testing.T) {
	for _, name := range repository(t) {
		content, err := os.ReadFile(filepath.Join("..", name))
		require.NoError(t, err)
		if bytes.IndexByte(content, 0) >= 0 {
			continue // a picture
		}
		for _, word := range forbidden {
			found := regexp.MustCompile(word.pattern).FindAllString(string(content), 3)
			require.Empty(t, found, "%s: %s", name, word.reason)
		}
	}
}
