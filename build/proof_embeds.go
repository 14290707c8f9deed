// The part embeds of the proof: what three steps cost a page of others, by
// Lighthouse. The page is that of build/proof/docs/plain, once as it is and once
// without its embeds, at another site than the playground.

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pim-auth/playground/build/host"
)

// An embed in the documentation of the proof: the arguments of the verb snippet.
var embedLine = regexp.MustCompile(`<!-- embed: (.*) -->`)

func proveEmbeds(ctx context.Context, root string, out io.Writer) error {
	s, forms, err := compressedSite(ctx, root)
	if err != nil {
		return err
	}
	playground, err := host.Listen("proof", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer playground.Close()
	docs, err := host.Listen("proof", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer docs.Close()
	folder := filepath.Join(root, "build", "proof", "docs", "plain")
	text, err := os.ReadFile(filepath.Join(folder, "index.html"))
	if err != nil {
		return err
	}
	with, err := withEmbeds(ctx, root, text, playground.URL+"/")
	if err != nil {
		return err
	}
	pages := http.NewServeMux()
	pages.Handle("/", http.FileServer(http.Dir(folder))) // the style
	for path, text := range map[string][]byte{"/with": with, "/without": embedLine.ReplaceAll(text, nil)} {
		pages.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(text) // a browser that has gone: the script fails
		})
	}
	servers := []host.Server{
		{Name: "playground", Door: playground, Handler: (&host.Site{Files: forms, Inline: s.inline}).Handler()},
		{Name: "docs", Door: docs, Handler: pages},
	}
	// Another site, not only another port.
	at := strings.Replace(docs.URL, "localhost", "127.0.0.1", 1)
	return whileServing(ctx, servers, func() error {
		return command(ctx, root, os.Environ(), out, "node", "build/proof/lighthouse-embeds.js", at+"/without", at+"/with")
	})
}

// withEmbeds puts what the verb snippet prints in place of each line that names
// an embed.
func withEmbeds(ctx context.Context, root string, page []byte, playground string) ([]byte, error) {
	var failed error
	text := embedLine.ReplaceAllFunc(page, func(line []byte) []byte {
		var b bytes.Buffer
		args := append([]string{"--src", playground}, strings.Fields(string(embedLine.FindSubmatch(line)[1]))...)
		if err := writeSnippet(ctx, root, args, &b); err != nil && failed == nil {
			failed = err
		}
		return b.Bytes()
	})
	return text, failed
}
