package main

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	for name, test := range map[string]struct {
		args      []string
		code      int
		out, errs string // contained
	}{
		"help":           {[]string{"help"}, 0, "usage: go run ./build [verb] [flags]", ""},
		"flag help":      {[]string{"serve", "-h"}, 0, "-pim-addr address", ""},
		"no such verb":   {[]string{"serv"}, 2, "", `there is no verb "serv"`},
		"no such flag":   {[]string{"serve", "-x"}, 2, "flag provided but not defined: -x", ""},
		"too many words": {[]string{"serve", "now"}, 2, `serve takes no "now"`, ""},
		"no such tests":  {[]string{"test", "e3e"}, 1, "", `there are no tests "e3e": choose from vet `},
		"no version":     {[]string{"serve", "-version", "8"}, 2, `invalid value "8" for flag -version: the demo PIM cannot be that, choose one of: 1.7, 2.3, 3.2, 4.0, 5.0, 6.0, 7.0, saas`, ""},
		"version help":   {[]string{"serve", "-h"}, 0, "version of the demo PIM: 1.7, 2.3, 3.2, 4.0, 5.0, 6.0, 7.0, saas; 7 is short for 7.0 (default 7.0, or the seeds' own)", ""},
		"every origin":   {[]string{"serve", "-allow-origin", "*"}, 2, `invalid value "*" for flag -allow-origin: give scheme, host and port of one page`, ""},
		"no seeds":       {[]string{"serve", "-seeds", "nowhere.json"}, 1, "", "-seeds: open nowhere.json: no such file or directory\n"},
		"address":        {[]string{"serve", "-addr", "8080", "-pim-addr", "127.0.0.1:0"}, 1, "", "-addr 8080: give host and port, such as 127.0.0.1:8080\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs strings.Builder
			code := run(context.Background(), test.args, &out, &errs)
			require.Equal(t, test.code, code, "%s%s", &out, &errs)
			require.Contains(t, out.String(), test.out)
			require.Contains(t, errs.String(), test.errs)
		})
	}
}

func TestCheckGo(t *testing.T) {
	for _, version := range []string{"go1.26", "go1.26.8", "go1.27rc1", "devel go1.28-abc"} {
		require.NoError(t, checkGo(version))
	}
	require.EqualError(t, checkGo("go1.25.3"), "the go command is go1.25.3: install Go 1.26 or newer")
	require.EqualError(t, checkGo("go1.9"), "the go command is go1.9: install Go 1.26 or newer")
}
