// The verb serve: the pages as they are in the repository now, and a PIM.

package main

import (
	"context"
	"fmt"
	"io"

	"github.com/pim-auth/playground/build/host"
)

func serve(ctx context.Context, root string, args []string, out io.Writer) error {
	return host.Serve(ctx, args, out, func(ctx context.Context) (*host.Site, error) {
		fmt.Fprintln(out, "Building the playground …")
		built, err := buildSite(ctx, root)
		if err != nil {
			return nil, err
		}
		forms, err := compressor{Folder: userFolder(), Hasty: true}.all(built.files)
		return &host.Site{Files: forms, Inline: built.inline}, err
	})
}
