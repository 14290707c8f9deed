package authcore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// Of several faults the one is told whose field is filled in first.
func TestFirstFault(t *testing.T) {
	pim, _, err := authcore.ParseAddress("https://pim.example.com")
	require.NoError(t, err)
	for _, inBody := range []bool{false, true} {
		_, err := authcore.Connector{PIM: pim, ClientInBody: inBody}.PasswordRequest("", "")
		require.Equal(t, "client_id", err.(*authcore.InputError).Field)
		_, err = authcore.Connector{PIM: pim, Client: authcore.Client{ID: "1_a"}, ClientInBody: inBody}.PasswordRequest("", "")
		require.Equal(t, "username", err.(*authcore.InputError).Field)
	}
}
