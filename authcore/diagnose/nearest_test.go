package diagnose

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNearest(t *testing.T) {
	names := []string{"password", "refresh_token", "code", "read_products", "write_products"}
	for word, want := range map[string]string{
		"Password":               "password",
		"PASSWORD":               "password",
		"pasword":                "password",
		"passowrd":               "password",
		"paswrd":                 "password",
		"psswrod":                "password",
		"pswrd":                  "",
		"refreshtoken":           "refresh_token",
		"read_product":           "read_products",
		"cod":                    "code",
		"cdoe":                   "code",
		"cook":                   "",
		"co":                     "",
		"":                       "",
		"products":               "",
		strings.Repeat("p", 100): "",
	} {
		got, ok := nearest(word, names)
		require.Equal(t, want, got, word)
		require.Equal(t, want != "", ok, word)
	}
	exact, ok := nearest("code", names)
	require.True(t, ok)
	require.Equal(t, "code", exact)
	_, ok = nearest("x", nil)
	require.False(t, ok)
}
