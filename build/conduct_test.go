package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func TestConduct(t *testing.T) {
	for name, want := range map[string][]string{
		"password": {"first_token 200 OK", "call 200 OK", "call 401 Unauthorized", "refresh 200 OK", "replay 200 OK"},
		"token":    {"first_token 200 OK", "call 200 OK", "call 200 OK"},
		"app":      {"call 200 OK"},
		"shared":   {"first_token 200 OK", "call 200 OK", "call 200 OK", "call 401 Unauthorized", "refresh 200 OK", "replay 200 OK"},
		"race":     {"A call 401 Unauthorized", "A refresh 200 OK", "A replay 200 OK", "B call 401 Unauthorized", "B refresh 422 Unprocessable Content UnauthorizedHttpException"},
		"safe":     {"A call 401 Unauthorized", "A refresh 200 OK", "A replay 200 OK", "B call 200 OK"},
	} {
		for _, version := range authcore.Versions() {
			s, err := newSampler(version)
			require.NoError(t, err)
			told, err := s.conduct(name)
			require.NoError(t, err)
			if name == "app" && !version.AtLeast(authcore.V6_0) {
				require.Empty(t, told)
				continue
			}
			var got []string
			for _, exchange := range told {
				line := exchange.Why + " " + exchange.StatusLine
				if exchange.Who != "" {
					line = exchange.Who + " " + line
				}
				if exchange.Exception != "" {
					line += " " + exchange.Exception
				}
				got = append(got, line)
			}
			require.Equal(t, want, got, "%s at PIM %s", name, version)
		}
	}
	s, err := newSampler(authcore.V7_0)
	require.NoError(t, err)
	_, err = s.conduct("nope")
	require.EqualError(t, err, `there is no story "nope"`)
}
