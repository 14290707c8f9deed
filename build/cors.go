// The verb cors: the lines with which a web server lets the pages of one origin
// reach a PIM.
//
//	go run ./build cors --server nginx --origin https://docs.example.com
//
// It prints them and changes nothing.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/url"
	"slices"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/cors"
	"github.com/pim-auth/playground/build/verb"
)

func corsRecipe(_ context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("cors", flag.ContinueOnError)
	server := flags.String("server", "", "the `server` before the PIM")
	origin := flags.String("origin", "", "the `origin` of the page, such as https://docs.example.com")
	pim := flags.String("pim", "", "the `address` of the PIM, for its path and, in Traefik's, its host")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "usage: go run ./build cors --server name --origin origin [--pim address]")
		flags.PrintDefaults()
		listServers(flags.Output())
	}
	if err := verb.Parse(flags, args, out); err != nil {
		return err
	}
	if *server == "" {
		flags.Usage()
		return verb.ErrUsage
	}
	options, err := whereIs(*pim, *server)
	if err != nil {
		fmt.Fprintln(out, err)
		return verb.ErrUsage
	}
	recipe, err := cors.Recipe(*server, *origin, options)
	if err != nil {
		fmt.Fprintln(out, err)
		if !slices.Contains(cors.IDs(), *server) {
			listServers(out)
		}
		return verb.ErrUsage
	}
	_, err = io.WriteString(out, recipe)
	return err
}

func listServers(out io.Writer) {
	fmt.Fprintln(out, "\nservers:")
	for _, s := range cors.Servers() {
		name := s.Name
		if !s.Run {
			name += " (not run in a test)"
		}
		fmt.Fprintf(out, "  %-10s  %s\n", s.ID, name)
	}
}

// whereIs takes from the address of a PIM what a server's recipe needs.
func whereIs(pim, server string) (cors.Options, error) {
	if pim == "" {
		return cors.Options{}, nil
	}
	address, _, err := authcore.ParseAddress(pim)
	if err != nil {
		return cors.Options{}, err
	}
	u, err := url.Parse(address.String())
	if err != nil {
		return cors.Options{}, err
	}
	options := cors.Options{BasePath: u.EscapedPath()}
	if server == "traefik" { // the others stand in one host's configuration
		options.Host = u.Hostname()
	}
	return options, nil
}
