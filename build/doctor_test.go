package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/paste"
)

// Each example is recognised, and diagnosed for certain.
func TestSick(t *testing.T) {
	s, err := newSampler(authcore.V7_0)
	require.NoError(t, err)
	all, err := s.sick()
	require.NoError(t, err)
	causes := map[string]string{}
	for _, one := range all {
		found, err := paste.Read([]byte(one.Text))
		require.NoError(t, err, one.Name)
		findings := diagnose.Journal(found.Cases, diagnose.Known{})
		require.NotEmpty(t, findings, one.Name)
		require.Equal(t, diagnose.Certain, findings[0].Certainty, one.Name)
		causes[one.Name] = findings[0].Code
	}
	require.Equal(t, map[string]string{
		"line-feed": "basic_line_feed",
		"windows":   "shell_quotes",
		"expired":   "token_expired",
		"forbidden": "entity_permission",
		"cors":      "browser_no_cors",
		"challenge": "app_challenge",
	}, causes)
	again, err := s.sick()
	require.NoError(t, err)
	require.Equal(t, all, again)
}

// What a reader without script sees is what the script would show.
func TestPatient(t *testing.T) {
	s, err := newSampler(authcore.V7_0)
	require.NoError(t, err)
	p, err := s.patient()
	require.NoError(t, err)
	require.Equal(t, "POST /api/oauth/v1/token", p.Start)
	require.Equal(t, "422 Unprocessable Content", p.Status)
	require.Equal(t, "certain", p.Findings[0].Certainty)
	require.NotEmpty(t, p.Findings[0].Cure)
	require.Contains(t, p.Findings[0].Evidence, `data-char="line feed"`)
	require.Regexp(t, `^…<span class="k-secret">.{28}</span><mark`, string(p.Findings[0].Evidence))
	pairs := 0
	for _, line := range p.Lines {
		if line.Pair != "" {
			pairs++
			require.Equal(t, "Authorization", line.Name)
			require.Contains(t, line.Pair, s.demo.ClientID)
		}
	}
	require.Equal(t, 1, pairs)
}
