//go:build js && wasm

// The vectors of authcore through the bridge: nothing is lost or changed where
// strings of JSON cross.

package main

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// A vector is both the arguments of a call and what is wanted of its result.
type vector struct {
	Name, Text, URL      string
	Token                any
	Address, Credentials string
	HTTP                 string
	RefreshToken         *string `json:"refresh_token"`
	Error                *struct{ Code string }
	args                 map[string]any
}

// callVector makes a call with a vector's members as arguments and reads the
// value, or the code of the error.
func callVector(t *testing.T, name string, v vector, value any) (code string) {
	t.Helper()
	args, err := json.Marshal(v.args)
	require.NoError(t, err)
	result := struct {
		Value any
		Error struct{ Code string }
	}{Value: value}
	require.NoError(t, json.Unmarshal([]byte(call(t, name, string(args))), &result))
	return result.Error.Code
}

func eachVector(t *testing.T, file string, test func(*testing.T, vector)) {
	text, err := os.ReadFile("../authcore/vectors/" + file + ".json")
	require.NoError(t, err)
	var all struct{ Vectors []json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &all))
	require.NotEmpty(t, all.Vectors)
	for _, raw := range all.Vectors {
		var v vector
		require.NoError(t, json.Unmarshal(raw, &v))
		require.NoError(t, json.Unmarshal(raw, &v.args))
		t.Run(v.Name+v.Text+v.URL, func(t *testing.T) { test(t, v) })
	}
}

func wanted(v vector) string {
	if v.Error == nil {
		return ""
	}
	return v.Error.Code
}

func TestVectorsAddresses(t *testing.T) {
	eachVector(t, "addresses", func(t *testing.T, v vector) {
		var got struct{ Address string }
		require.Equal(t, wanted(v), callVector(t, "parse_address", v, &got))
		require.Equal(t, v.Address, got.Address)
	})
}

func TestVectorsCredentials(t *testing.T) {
	eachVector(t, "credentials", func(t *testing.T, v vector) {
		var got struct {
			Credentials string
			Error       struct{ Code string }
		}
		require.Empty(t, callVector(t, "encode", v, &got))
		require.Equal(t, v.Credentials, got.Credentials)
		require.Equal(t, wanted(v), got.Error.Code)
	})
}

func TestVectorsTokenRequests(t *testing.T) {
	eachVector(t, "token_requests", func(t *testing.T, v vector) {
		v.args["request"] = "password"
		if v.RefreshToken != nil {
			v.args["request"] = "refresh"
		}
		var got struct{ HTTP [][2]string }
		require.Equal(t, wanted(v), callVector(t, "build", v, &got))
		var text string
		for _, span := range got.HTTP {
			text += span[1]
		}
		require.Equal(t, v.HTTP, text)
	})
}

func TestVectorsAppRequests(t *testing.T) {
	eachVector(t, "app_requests", func(t *testing.T, v vector) {
		var got struct{ HTTP [][2]string }
		require.Equal(t, wanted(v), callVector(t, "build", v, &got))
		var text string
		for _, span := range got.HTTP {
			text += span[1]
		}
		require.Equal(t, v.HTTP, text)
	})
}

// What is wanted of a call whose value has members of the vector.
func TestVectorsOfApps(t *testing.T) {
	for _, test := range []struct {
		file, call string
		members    []string
	}{
		{"callbacks", "callback", []string{"code"}},
		{"activations", "activation", []string{"pim_url"}},
		{"code_challenges", "challenge", []string{"code_challenge"}},
		{"challenge_checks", "check_challenge", []string{"code", "of", "where"}},
		{"id_tokens", "id_token", []string{"header", "claims", "issuer", "subject", "audience", "issued_at", "expires_at", "signature_base64"}},
		{"certificates", "certificate", []string{"spki_base64"}},
		{"versions", "guess_version", []string{"version"}},
	} {
		t.Run(test.file, func(t *testing.T) {
			eachVector(t, test.file, func(t *testing.T, v vector) {
				if secret, ok := v.args["client_secret"]; ok {
					v.args["app_secret"] = secret
				}
				var got map[string]any
				require.Equal(t, wanted(v), callVector(t, test.call, v, &got))
				for _, member := range test.members {
					require.Equal(t, v.args[member], got[member], member)
				}
			})
		})
	}
}

func TestVectorsAppTokenAnswers(t *testing.T) {
	eachVector(t, "app_token_answers", func(t *testing.T, v vector) {
		v.args["request"] = "app_token"
		var got map[string]any
		require.Empty(t, callVector(t, "read", v, &got))
		if v.Token != nil {
			require.Equal(t, "app_token", got["shape"])
			require.Equal(t, v.Token, got["token"])
			return
		}
		for name, want := range v.args["error"].(map[string]any) {
			require.Equal(t, want, got[name], name)
		}
	})
}
