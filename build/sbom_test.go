package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSettle(t *testing.T) {
	raw := `{"bomFormat":"CycloneDX","serialNumber":"urn:uuid:1","metadata":{"timestamp":"2026-01-02T03:04:05Z","component":{"bom-ref":"0123","type":"file","name":"pim"}},
"components":[
 {"type":"library","name":"lit","version":"3.3.3","licenses":[{"license":{"id":"BSD-3-Clause","url":"file://here"}}]},
 {"type":"library","name":"testify","version":"v1.0.0"},
 {"type":"file","name":"/tmp/x/go.mod"}]}`
	settled, err := settle([]byte(raw), []part{
		{Name: "Go", Version: "go1.26.8", Licence: "BSD-3-Clause"},
		{Name: "lit", Version: "3.3.3", Licence: "BSD-3-Clause"},
	})
	require.NoError(t, err)
	require.JSONEq(t, `{"bomFormat":"CycloneDX","metadata":{"component":{"bom-ref":"pim-auth-playground","type":"application","name":"pim"}},"components":[
 {"type":"library","name":"lit","version":"3.3.3","scope":"required","licenses":[{"license":{"id":"BSD-3-Clause"}}]},
 {"type":"library","name":"testify","version":"v1.0.0","scope":"excluded"},
 {"type":"library","name":"stdlib","version":"go1.26.8","scope":"required","bom-ref":"pkg:golang/stdlib@1.26.8","purl":"pkg:golang/stdlib@1.26.8",
  "licenses":[{"license":{"id":"BSD-3-Clause"}}]}]}`, string(settled))

	_, err = settle([]byte(raw), []part{{Name: "lit", Version: "3.3.4"}})
	require.EqualError(t, err, "what syft wrote lacks lit 3.3.4")
	_, err = settle([]byte("no"), nil)
	require.Error(t, err)
}
