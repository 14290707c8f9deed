// Package verb is a command that does one of several things: how they are
// chosen, how they read their flags, and what the exit code is.
package verb

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
)

// A Verb is one thing to do. It returns its error; only main exits.
type Verb struct {
	Name string
	Does string
	Run  func(ctx context.Context, args []string, out io.Writer) error
}

// Run does what the first of args names, or tells what there is to be named.
// It returns the exit code of a command that is called name.
func Run(ctx context.Context, name string, verbs []Verb, args []string, out, errs io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(out, name, verbs)
		return 0
	}
	for _, v := range verbs {
		if v.Name == args[0] {
			return Code(v.Run(ctx, args[1:], out), errs)
		}
	}
	fmt.Fprintf(errs, "there is no verb %q\n\n", args[0])
	usage(errs, name, verbs)
	return 2
}

func usage(w io.Writer, name string, verbs []Verb) {
	fmt.Fprintf(w, "usage: %s [verb] [flags]\n\n", name)
	for _, v := range verbs {
		fmt.Fprintf(w, "  %-8s  %s\n", v.Name, v.Does)
	}
}

// ErrUsage stands for a mistake in the command line that has been explained.
var ErrUsage = errors.New("usage")

// ErrFound stands for something wrong that was looked for, found and printed.
var ErrFound = errors.New("found")

// Parse reads the flags of a verb that takes nothing else. What is wrong has
// been said to out where it returns [ErrUsage]; flag.ErrHelp was asked for.
func Parse(flags *flag.FlagSet, args []string, out io.Writer) error {
	flags.SetOutput(out)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return ErrUsage
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(out, "%s takes no %q\n", flags.Name(), flags.Arg(0))
		return ErrUsage
	}
	return nil
}

// Code returns the exit code for what a verb returned: 0 done, 1 failed or
// found something wrong, 2 the command line or its input makes no sense. What
// has not been said yet is said to errs.
func Code(err error, errs io.Writer) int {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, ErrUsage):
		return 2
	case errors.Is(err, ErrFound):
		return 1
	}
	fmt.Fprintln(errs, err)
	return 1
}
