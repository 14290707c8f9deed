// The verb mutate: it plants faults in the demo PIM, one at a time, and wants
// the conformance corpus to notice each. Some are thought of
// (mutate_listed.go), some drawn by lot (mutate_drawn.go); a fault that nobody
// can notice is listed with its reason.

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pim-auth/playground/build/verb"
)

// A fault is a wrong text in the place of a right one.
type fault struct {
	file, name string // of the folder; what is wrong, unlike any other of the file
	start, end int    // the bytes of the file that go
	text       string // what comes in their place
	kind       string // of a fault that was drawn, "" for one that was thought of
	reason     string // why nothing can notice it, "" for what has to be noticed
}

func (f fault) String() string { return f.file + ": " + f.name }

// perKind is how many faults of each kind are drawn.
const perKind = 8

// near names the topic of the corpus that will most likely notice a fault in a
// file.
var near = map[string]string{
	"apptoken.go": "app_token", "appurl.go": "authorize", "authorize.go": "authorize", "bearer.go": "bearer", "category.go": "categories",
	"client.go": "console", "command.go": "console", "connectedapp.go": "disconnect", "connection.go": "connections",
	"connectionrules.go": "connections", "console.go": "console", "consoleinput.go": "console", "control.go": "control",
	"credentials.go": "control", "customapp.go": "custom_apps", "encode.go": "categories", "entity.go": "entities", "fault.go": "faults",
	"itemsearch.go": "entities", "login.go": "login", "measure.go": "entities", "media.go": "entities", "merge.go": "entities",
	"mint.go": "connections", "openid.go": "openid", "paging.go": "categories", "people.go": "people", "permission.go": "people",
	"plant.go": "category_write", "put.go": "entities", "root.go": "root", "route.go": "routing", "rsa.go": "openid",
	"scope.go": "app_token", "search.go": "categories", "session.go": "login", "token.go": "token", "ui.go": "control",
	"wizard.go": "wizard", "write.go": "category_write",
}

// demoPIM is where faults are planted. The corpus judges what answers: the near
// topic, all topics in one version, all in all. No answer shows a snapshot, or
// which of 100,000 tokens are kept: there tests of the package judge, too.
func demoPIM(root string) ground {
	first := "^TestCorpus$/././^7.0$"
	all := judge{nil, []string{first, "Snapshot|Restore|Tokens", "^TestCorpus$"}}
	g := ground{
		root: root, folder: "authcore/demopim",
		judge: judge{[]string{"corpus_test.go", "enter_test.go"}, []string{first, "^TestCorpus$"}},
		apart: map[string]judge{"document.go": all, "snapshot.go": all, "tokens.go": all},
	}
	for file, topic := range near {
		g.apart[file] = judge{g.judge.files, append([]string{"^TestCorpus$/^" + topic + "$"}, g.judge.tests...)}
	}
	return g
}

func mutate(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("mutate", flag.ContinueOnError)
	only := flags.String("only", "", "plant what has this `text` in its line, such as token.go")
	parallel := flags.Int("parallel", runtime.NumCPU()+1, "plant this `many` at the same time")
	if err := verb.Parse(flags, args, out); err != nil {
		return err
	}
	in := demoPIM(root)
	sources, err := in.sources()
	if err != nil {
		return err
	}
	listed, reasons, err := readFaults(filepath.Join(root, "build/testdata/faults.diff"), sources)
	if err != nil {
		return err
	}
	drawn, err := draw(sources)
	if err != nil {
		return err
	}
	m := mutation{ground: in, out: out, only: *only, parallel: max(1, *parallel), reasons: reasons}
	return m.run(ctx, listed, drawn)
}

// A mutation is one run of the verb.
type mutation struct {
	ground
	out      io.Writer
	only     string
	parallel int
	reasons  map[string]string // of drawn faults that nobody can notice, by their line

	mu         sync.Mutex // of what is below, and of out
	sum        struct{ listed, drawn, noticed, spared int }
	complaints []string
}

// run plants the faults that are listed and perKind of each kind of those that
// were drawn, in their order; one that does not compile gives way to the next.
func (m *mutation) run(ctx context.Context, listed []fault, drawn map[string][]fault) error {
	start := time.Now()
	if by, err := m.plant(ctx, fault{}); err != nil {
		return err
	} else if by != "" {
		return fmt.Errorf("nothing is planted yet, and this fails already: %s", by)
	}
	batch := slices.Clone(listed)
	for _, kind := range kinds {
		batch = append(batch, m.next(drawn, kind, perKind)...)
	}
	for len(batch) > 0 {
		unfit, err := m.plantAll(ctx, batch)
		if err != nil {
			return err
		}
		batch = nil
		for _, f := range unfit {
			batch = append(batch, m.next(drawn, f.kind, 1)...)
		}
	}
	if m.only == "" {
		for line := range m.reasons {
			m.complaints = append(m.complaints, line+": has a reason to survive, but is not drawn")
		}
	}
	fmt.Fprintf(m.out, "%d faults thought of and %d drawn: %d noticed, %d survive with a reason (%.0f s)\n",
		m.sum.listed, m.sum.drawn, m.sum.noticed, m.sum.spared, time.Since(start).Seconds())
	if len(m.complaints) > 0 {
		slices.Sort(m.complaints)
		return errors.New(strings.Join(m.complaints, "\n"))
	}
	return nil
}

// next takes some faults of a kind from the pile.
func (m *mutation) next(drawn map[string][]fault, kind string, some int) []fault {
	some = min(some, len(drawn[kind]))
	taken := drawn[kind][:some]
	drawn[kind] = drawn[kind][some:]
	for i, f := range taken {
		taken[i].reason = m.reasons[f.String()]
		delete(m.reasons, f.String())
	}
	return taken
}

// plantAll plants several faults side by side and returns those drawn that do
// not compile.
func (m *mutation) plantAll(ctx context.Context, batch []fault) (unfit []fault, err error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	free := make(chan bool, m.parallel)
	var all sync.WaitGroup
	for _, f := range batch {
		if !strings.Contains(f.String(), m.only) {
			continue
		}
		free <- true
		all.Go(func() {
			defer func() { <-free }()
			by, err := m.plant(ctx, f)
			m.mu.Lock()
			defer m.mu.Unlock()
			var build unbuilt
			switch {
			case errors.As(err, &build) && f.kind != "":
				unfit = append(unfit, f)
			case errors.As(err, &build):
				m.complain(f, "does not compile: "+string(build))
			case err != nil:
				stop(err)
			default:
				m.judged(f, by)
			}
		})
	}
	all.Wait()
	return unfit, context.Cause(ctx)
}

// judged counts a fault and says who noticed it.
func (m *mutation) judged(f fault, by string) {
	if f.kind == "" {
		m.sum.listed++
	} else {
		m.sum.drawn++
	}
	switch {
	case by == "" && f.reason == "":
		m.complain(f, "nothing notices it")
	case by == "":
		m.sum.spared++
		fmt.Fprintf(m.out, "survives  %s\n          because %s\n", f, f.reason)
	case f.reason != "":
		m.complain(f, "has a reason to survive, but "+by+" notices it")
	default:
		m.sum.noticed++
		fmt.Fprintf(m.out, "noticed   %s\n          by %s\n", f, by)
	}
}

func (m *mutation) complain(f fault, what string) {
	m.complaints = append(m.complaints, f.String()+": "+what)
	fmt.Fprintf(m.out, "WRONG     %s\n          %s\n", f, what)
}
