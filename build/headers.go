// The verb headers: what serve says with each file, for the configuration of
// another server.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/verb"
)

func headers(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("headers", flag.ContinueOnError)
	server := flags.String("server", "", "whose words: "+strings.Join(host.HeaderServers(), ", "))
	prefix := flags.String("prefix", "/", "the `path` at which the site lies")
	plain := flags.Bool("http", false, "the site comes by plain http: its pages may then reach PIMs by plain http, too")
	if err := verb.Parse(flags, args, out); err != nil {
		return err
	}
	if !slices.Contains(host.HeaderServers(), *server) {
		fmt.Fprintln(out, "say -server "+strings.Join(host.HeaderServers(), ", -server "))
		return verb.ErrUsage
	}
	s, err := buildSite(ctx, root)
	if err != nil {
		return err
	}
	policy := host.SecurePolicy(s.inline)
	if *plain {
		policy = host.HeaderPolicy(s.inline)
	}
	text, err := host.HeaderFile(*server, *prefix, policy, slices.Sorted(maps.Keys(s.files)))
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, text)
	return err
}

// hosted is the file _headers in dist, for the hosts that read it: all of them
// serve by https, from the root.
func hosted(s *site) ([]byte, error) {
	text, err := host.HeaderFile("_headers", "/", host.SecurePolicy(s.inline), slices.Sorted(maps.Keys(s.files)))
	return []byte(text), err
}
