// The verb serve: the playground on one origin and a demo PIM on another, so
// that the browser's rules between them are the real ones.

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// serving is what the flags of serve say.
type serving struct {
	addr, pimAddr string
	version       authcore.Version
	cors          bool
	origins       []string // allowed to read the PIM's answers, beside the page's
	pimOnly       bool
}

func serveFlags(args []string, out io.Writer) (serving, error) {
	var s serving
	var version string
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.StringVar(&s.addr, "addr", "127.0.0.1:8080", "`address` of the playground")
	flags.StringVar(&s.pimAddr, "pim-addr", "127.0.0.1:8081", "`address` of the demo PIM")
	flags.StringVar(&version, "version", "7.0", "`version` of the demo PIM: "+supported())
	flags.BoolVar(&s.cors, "cors", true, "whether the demo PIM lets pages read its answers; -cors=false shows a PIM that does not")
	flags.Func("allow-origin", "another `origin` whose pages may read them; may be repeated", func(origin string) error {
		s.origins = append(s.origins, origin)
		return nil
	})
	flags.BoolVar(&s.pimOnly, "pim-only", false, "serve the demo PIM alone")
	if err := parse(flags, args, out); err != nil {
		return s, err
	}
	var err error
	s.version, err = parseVersion(version)
	return s, err
}

// parseVersion reads the name of a version that the demo PIM can be.
func parseVersion(name string) (authcore.Version, error) {
	version, err := authcore.ParseVersion(name)
	for _, known := range demopim.Versions() {
		if err == nil && version == known {
			return version, nil
		}
	}
	return "", fmt.Errorf("-version %s: the demo PIM cannot be that, choose one of: %s", name, supported())
}

func supported() string {
	var names []string
	for _, version := range demopim.Versions() {
		names = append(names, version.String())
	}
	return strings.Join(names, ", ")
}

// A server is a handler behind a door.
type server struct {
	name string
	*door
	http.Handler
}

func serve(ctx context.Context, root string, args []string, out io.Writer) error {
	s, err := serveFlags(args, out)
	if err != nil {
		return err
	}
	// Both ports are taken before anything slow is done.
	pimDoor, err := listen("-pim-addr", s.pimAddr)
	if err != nil {
		return err
	}
	defer pimDoor.close()
	var servers []server
	if !s.pimOnly {
		pageDoor, err := listen("-addr", s.addr)
		if err != nil {
			return err
		}
		defer pageDoor.close()
		fmt.Fprintln(out, "Building the playground …")
		handler, err := playground(ctx, root, pimDoor.url)
		if err != nil {
			return err
		}
		servers = append(servers, server{"Playground", pageDoor, handler})
		s.origins = append(s.origins, pageDoor.url)
	}
	pim := &demopim.PIM{Version: s.version}
	demo, err := demoCredentials(pim, pimDoor.url)
	if err != nil {
		return err
	}
	name := "Demo PIM " + s.version.String()
	if !s.cors {
		name += ", no CORS"
	}
	servers = append(servers, server{name, pimDoor, &pimhttp.Handler{PIM: pim, CORS: s.cors, AllowOrigins: s.origins}})
	greet(out, servers, demo)
	err = runServers(ctx, servers)
	fmt.Fprintln(out, "\nStopped.")
	return err
}

// playground builds the site and returns its handler. Its config.json names
// the PIM that really runs beside it.
func playground(ctx context.Context, root, pim string) (http.Handler, error) {
	built, err := buildSite(ctx, root)
	if err != nil {
		return nil, err
	}
	built.files["config.json"] = config(pim)
	forms, err := compressor{Folder: userFolder(), Hasty: true}.all(built.files)
	return siteHandler(forms, headerPolicy(built.inline)), err
}

// greet says what runs where, and with what to try it.
func greet(out io.Writer, servers []server, demo credentials) {
	const row = "  %-18s %s\n"
	fmt.Fprintln(out)
	for _, s := range servers {
		fmt.Fprintf(out, row, s.name, s.url)
	}
	fmt.Fprintln(out, "\n  Demo credentials, public, filled in on the page:")
	fmt.Fprintf(out, row, "Client ID", demo.ClientID)
	fmt.Fprintf(out, row, "Secret", demo.Secret)
	fmt.Fprintf(out, row, "Username", demo.Username)
	fmt.Fprintf(out, row, "Password", demo.Password)
	for _, s := range servers {
		if s.public {
			fmt.Fprintf(out, "\n  Other machines may reach %s; it asks nobody to log in.\n", s.url)
		}
	}
	fmt.Fprintln(out, "\n  Ctrl-C stops.")
}

// runServers serves until ctx ends or a server fails. Requests under way get a
// moment to end.
func runServers(ctx context.Context, servers []server) error {
	failed := make(chan error, 2*len(servers))
	var running []*http.Server
	for _, s := range servers {
		server := &http.Server{Handler: s.Handler, ReadHeaderTimeout: 10 * time.Second}
		running = append(running, server)
		for _, listener := range s.listeners {
			go func() { failed <- server.Serve(listener) }()
		}
	}
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	for _, server := range running {
		if server.Shutdown(last) != nil {
			server.Close() // a slow answer, or a browser that keeps its connection
		}
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
