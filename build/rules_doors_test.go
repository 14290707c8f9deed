// Who may send, and through which door.

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// doors are the lines of the page's scripts that can make the browser ask
// somebody, and those that hand a request to one. Whatever a step, a probe, the
// doctor, a story or a screen sends goes through perform in send.ts or, to a
// demo PIM's own controls, through demo.ts; only these call the transport. The
// rest asks for the page's own files. A new line is looked at before it is here:
// one that goes past perform goes past the narrowed policy, too.
var doors = []string{
	"app/urls.ts: fetch(bare,",                      // the page's own address, whether it answers
	"authcore/load.ts: fetch(url)",                  // the module
	"components/embedding/embedding.ts: fetch(url)", // a step's samples
	"demo.ts: transmit(request,",                    // controls of the demo PIMs
	"diagnose/words.ts: fetch(wordsURL,",            // the table of words
	"embed/policy.ts: fetch(import.meta.url,",       // whether a policy lets this host be asked
	"own/relay.ts: throughRelay(request,",           // perform's way to a relay
	"own/through.ts: throughFetch(sent,",            // through the relay
	"send.ts: transmit(message.request,",            // perform
	`start.ts: fetch(new`,                           // config.json
	"transport/fetch.ts: fetch(request.url,",        // any PIM
	"transport/reasons.ts: fetch(request.url,",      // the probe whether it answers at all
	"transport/transmit.ts: fetch(input,",           // the browser's own
	"transport/transmit.ts: throughFetch)(request,", // or the relay's way
}

var opens = regexp.MustCompile(`(?:^|[^\w"'.]|browser\.)((?:fetch|transmit|throughFetch|throughRelay)\)?\([^\s,)]*[,)]?|fetch\(new)|\b(XMLHttpRequest\(|new (?:WebSocket|EventSource|WebTransport|Worker|SharedWorker|RTCPeerConnection|Image|Audio)\b|sendBeacon|serviceWorker|importScripts|\.src\s*=[^=])`)

func TestEveryRequestGoesThroughOneDoor(t *testing.T) {
	var found []string
	root := filepath.Join("..", "web", "src")
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, ".test.ts") || strings.HasSuffix(name, ".d.ts") {
			return err
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		short, _ := filepath.Rel(root, name)
		if strings.HasPrefix(filepath.ToSlash(short), "words/") {
			return nil
		}
		for line := range strings.Lines(string(source)) {
			code := strings.TrimSpace(line)
			if strings.HasPrefix(code, "//") || strings.HasPrefix(code, "*") || strings.HasPrefix(code, "/*") || strings.Contains(code, "function ") {
				continue
			}
			for _, m := range opens.FindAllStringSubmatch(code, -1) {
				found = append(found, filepath.ToSlash(short)+": "+m[1]+m[2])
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.ElementsMatch(t, doors, found)
}
