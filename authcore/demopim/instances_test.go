package demopim_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// PIMs of all versions side by side end as each would alone.
func TestInstances(t *testing.T) {
	end := func(version authcore.Version, seed uint64) string {
		w := newWalk(t, version, seed)
		for range 30 {
			w.step()
		}
		return string(w.pims[0].Snapshot())
	}
	type walker struct {
		version authcore.Version
		seed    uint64
	}
	alone := map[walker]string{}
	for _, version := range demopim.Versions() {
		for seed := range uint64(2) {
			alone[walker{version, seed}] = end(version, 100+seed)
		}
	}
	var all sync.WaitGroup
	for who, want := range alone {
		all.Go(func() { assert.Equal(t, want, end(who.version, 100+who.seed), "%v", who) })
	}
	all.Wait()
}

// A token of one PIM is nothing to another, nor are its faults and its clock.
func TestInstancesShareNothing(t *testing.T) {
	one, other := &demopim.PIM{}, &demopim.PIM{}
	token := login(t, one, "myERPuser")
	require.Equal(t, 200, one.Do(get("/api/rest/v1/categories", token)).Status)
	require.Equal(t, 401, other.Do(get("/api/rest/v1/categories", token)).Status)
	one.Do(control("faults", `{"status":503}`))
	one.Do(control("clock", `{"advance":"1h"}`))
	one.Do(control("reset", `{"version":"5"}`))
	one.Do(control("faults", `{"status":503}`))
	require.Equal(t, 200, other.Do(get("/api/rest/v1", "")).Status)
	require.Equal(t, authcore.V7_0, other.Credentials().Version)
	require.NotContains(t, string(other.Do(get("/_demo/journal", "")).Body), "/oauth/")
}
