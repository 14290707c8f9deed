// Package replay makes a shared failure happen again at a demo PIM, which is
// made to know the stand-ins that the real PIM knew as values.
package replay

import (
	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/standin"
)

// A Plan is a demo PIM and the request to put to it.
type Plan struct {
	// Why says why the failure cannot be replayed, "" if it can: "no_request",
	// "no_answer" (a failure of the way, not of the PIM), "other_answer" (a
	// demo PIM does not answer so).
	Why      string
	Version  string
	Snapshot []byte // of the demo PIM, see demopim.PIM.Restore
	Request  authcore.Request
}

// Of plans the replay of the last exchange at a demo PIM of the given address.
func Of(s standin.Shared, pim string, held []byte) Plan {
	return Plan{Why: "no_request"}
}
