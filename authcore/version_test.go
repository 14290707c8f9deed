package authcore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func TestVersions(t *testing.T) {
	all := authcore.Versions()
	require.Equal(t, []authcore.Version{"1.7", "2.3", "3.2", "4.0", "5.0", "6.0", "7.0", "saas"}, all)
	for i, v := range all {
		got, err := authcore.ParseVersion(v.String())
		require.NoError(t, err)
		require.Equal(t, v, got)
		require.NotEmpty(t, v.Release())
		for j, other := range all {
			require.Equal(t, i >= j, v.AtLeast(other))
		}
	}
	require.Equal(t, "7.0.22", authcore.V7_0.Release())
	require.Equal(t, "7.0.22", authcore.Version("").Release())
	require.Equal(t, "7.0", authcore.Version("").String())
	require.True(t, authcore.Version("").AtLeast(authcore.V7_0))
	require.Empty(t, authcore.Version("8.0").Release())
}

func TestParseVersion(t *testing.T) {
	for name, want := range map[string]authcore.Version{
		"7": authcore.V7_0, " v7.0 ": authcore.V7_0, "1.7": authcore.V1_7, "2": authcore.V2_3, "SaaS": authcore.SaaS,
	} {
		got, err := authcore.ParseVersion(name)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, name := range []string{"", "v", "7.", "7.0.22", "8", "0"} {
		got, err := authcore.ParseVersion(name)
		require.Empty(t, got, name)
		require.EqualError(t, err, `unknown PIM version "`+name+`": choose one of 1.7, 2.3, 3.2, 4.0, 5.0, 6.0, 7.0, saas`)
	}
}

func FuzzParseVersion(f *testing.F) {
	f.Add("7")
	f.Add("v1.7")
	f.Add("x")
	f.Fuzz(func(t *testing.T, name string) {
		v, err := authcore.ParseVersion(name)
		if err != nil {
			require.Empty(t, v)
			return
		}
		require.NotEmpty(t, v.Release())
	})
}
