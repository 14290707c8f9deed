// What the flags of serve say, and what is wrong with them.

package host

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/build/verb"
)

// serving is what the flags of serve say.
type serving struct {
	addr, pimAddr string
	version       authcore.Version // "": the seeds'
	cors          bool
	origins       []string // allowed to read the PIM's answers, beside the page's
	seeds         string   // a file, "" for the demo's own
	pimOnly       bool
	pimFCGI       string // an address, "" for none
	relaying
}

func serveFlags(args []string, out io.Writer) (serving, error) {
	var s serving
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.StringVar(&s.addr, "addr", "127.0.0.1:8080", "`address` of the playground")
	flags.StringVar(&s.pimAddr, "pim-addr", "127.0.0.1:8081", "`address` of the demo PIM, or of the relay")
	flags.Func("version", "`version` of the demo PIM: "+supported()+"; 7 is short for 7.0 (default 7.0, or the seeds' own)", func(name string) (err error) {
		s.version, err = parseVersion(name)
		return err
	})
	flags.BoolVar(&s.cors, "cors", true, "whether the demo PIM lets pages read its answers; -cors=false shows a PIM that does not")
	flags.Func("allow-origin", "another `origin` whose pages may read them; may be repeated", func(origin string) error {
		s.origins = append(s.origins, origin)
		return checkOrigin(origin)
	})
	flags.StringVar(&s.seeds, "seeds", "", "`file` with what the demo PIM holds at first; the verb seeds writes one to edit")
	flags.BoolVar(&s.pimOnly, "pim-only", false, "serve the demo PIM alone")
	flags.StringVar(&s.pimFCGI, "pim-fcgi", "", "serve the demo PIM over FastCGI, too, at this `address`, such as 127.0.0.1:9000: as PHP-FPM, for the configuration of a web server")
	s.define(flags)
	if err := verb.Parse(flags, args, out); err != nil {
		return s, err
	}
	var set []string
	flags.Visit(func(f *flag.Flag) { set = append(set, f.Name) })
	if err := s.checkRelay(set); err != nil {
		fmt.Fprintln(out, err)
		return s, verb.ErrUsage
	}
	return s, nil
}

// parseVersion reads the name of a version that the demo PIM can be.
func parseVersion(name string) (authcore.Version, error) {
	version, err := authcore.ParseVersion(name)
	for _, known := range demopim.Versions() {
		if err == nil && version == known {
			return version, nil
		}
	}
	return "", fmt.Errorf("the demo PIM cannot be that, choose one of: %s", supported())
}

func supported() string {
	var names []string
	for _, version := range demopim.Versions() {
		names = append(names, version.String())
	}
	return strings.Join(names, ", ")
}

// checkOrigin refuses what no browser sends as an Origin, and what would let
// every page in.
func checkOrigin(origin string) error {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ToLower(u.Scheme+"://"+u.Host) != origin {
		return errors.New("give scheme, host and port of one page as a browser sends them, such as https://docs.example.com or http://localhost:3000")
	}
	return nil
}
