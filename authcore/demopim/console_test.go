package demopim_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// console runs a line and returns what it prints.
func console(t testing.TB, pim *demopim.PIM, line string) (output string, exit int) {
	body, err := json.Marshal(map[string]string{"line": line})
	require.NoError(t, err)
	answer := pim.Do(control("console", string(body)))
	require.Equal(t, 200, answer.Status, "%s", answer.Body)
	printed := struct {
		Output string
		Exit   *int
	}{}
	require.NoError(t, json.Unmarshal(answer.Body, &printed))
	require.NotNil(t, printed.Exit)
	return printed.Output, *printed.Exit
}

// No line makes the console panic, and whatever it prints are whole lines.
func FuzzConsole(f *testing.F) {
	for _, line := range []string{
		"php bin/console pim:oauth-server:create-client --grant_type=password -e prod 'a b'",
		"pim:oauth-server:create-client --label x", "pim:oauth-server:list-clients -nvq",
		"pim:oauth-server:revoke-client 1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s",
		"akeneo:connectivity-connection:create --auditable --label= -- -x", "akeneo:connectivity-connection:openid-keys:create",
		"app/console -e", "-- --", "--=", "-\xff -- ''", "php", "\x00",
	} {
		f.Add(line, 0)
		f.Add(line, 7)
	}
	f.Fuzz(func(t *testing.T, line string, version int) {
		pim := newPIM()
		versions := demopim.Versions()
		pim.Version = versions[uint(version)%uint(len(versions))]
		output, exit := console(t, pim, line)
		require.Contains(t, []int{-1, 0, 1}, exit)
		if output != "" {
			require.True(t, strings.HasSuffix(output, "\n"))
		}
		require.NoError(t, newPIM().Restore(pim.Snapshot()))
	})
}

// A client or connection that cannot be made whole is not made at all.
func TestConsoleWithoutRandomness(t *testing.T) {
	for _, line := range []string{"pim:oauth-server:create-client x", "akeneo:connectivity-connection:create sap"} {
		for draws := range 4 {
			pim := &demopim.PIM{Rand: &failing{left: draws}}
			before := string(pim.Snapshot())
			output, exit := console(t, pim, line)
			if draws > 1 && exit == 0 {
				continue // a client takes two draws
			}
			require.Equal(t, "\n  no more\n\n", output)
			require.Equal(t, 1, exit)
			require.Equal(t, before, string(pim.Snapshot()))
		}
	}
}

type failing struct{ left int }

func (f *failing) Read(b []byte) (int, error) {
	if f.left--; f.left < 0 {
		return iotest.ErrReader(errors.New("no more")).Read(b)
	}
	return len(b), nil
}

func TestConnectionsWithoutRandomness(t *testing.T) {
	for _, path := range []string{"/rest/connections", "/rest/connections/erp/regenerate-secret", "/rest/connections/erp/regenerate-password"} {
		pim := &demopim.PIM{Rand: &failing{}}
		cookie := pim.Enter("admin")
		before := held(t, pim)
		answer := pim.Do(authcore.Request{
			Method: "POST", URL: origin + path,
			Header: authcore.Header{{Name: "Cookie", Value: "BAPID=" + cookie}, {Name: "Accept", Value: "application/json"}},
			Body:   []byte(`{"code":"sap","label":"SAP","flow_type":"other"}`),
		})
		require.Equal(t, 500, answer.Status)
		require.Equal(t, `{"code":500,"message":"Internal Server Error"}`, string(answer.Body))
		require.Equal(t, before, held(t, pim))
	}
}

// held is all that a PIM holds but its journal.
func held(t *testing.T, pim *demopim.PIM) map[string]any {
	var doc map[string]any
	require.NoError(t, json.Unmarshal(pim.Snapshot(), &doc))
	delete(doc, "journal")
	return doc
}

// Connected Apps count as connections do.
func TestLimitCountsApps(t *testing.T) {
	pim := newPIM()
	doc := held(t, pim)
	doc["journal"] = []any{}
	for i := range 47 {
		doc["connected"] = append(doc["connected"].([]any), map[string]any{
			"client_id": fmt.Sprint("app", i), "code": fmt.Sprint("app_", i), "scopes": []any{}, "outdated": false, "consents": []any{},
		})
	}
	text, err := json.Marshal(doc)
	require.NoError(t, err)
	require.NoError(t, pim.Restore(text))
	_, exit := console(t, pim, "akeneo:connectivity-connection:create sap")
	require.Equal(t, 0, exit)
	output, exit := console(t, pim, "akeneo:connectivity-connection:create oms")
	require.Equal(t, "You reached the limit of 50 connections and connected Apps.\n", output)
	require.Equal(t, 1, exit)
}

func TestNoVersionNoConsole(t *testing.T) {
	pim := &demopim.PIM{Version: "9"}
	require.Equal(t, 500, pim.Do(control("console", `{"line":"pim:oauth-server:list-clients"}`)).Status)
	require.Equal(t, 200, pim.Do(get("/_demo/credentials", "")).Status)
}

// What the console made is in the Go value, too.
func TestCredentialsOfAClient(t *testing.T) {
	pim := newPIM()
	pim.Version = authcore.V1_7
	_, exit := console(t, pim, "pim:oauth-server:create-client --label=x")
	require.Zero(t, exit)
	c := pim.Credentials()
	require.Len(t, c.Connections, 3)
	require.Equal(t, demopim.Connection{
		Label: "x", ClientID: "3_wfesa7hnndc8wck00g0wok4sk84cos0c8cs8gocsokc4gwgs", Secret: "1sutkkezbarogso400w0sc48k4g8ock0ogokgwcokc4o8wswk",
	}, c.Connections[2])
	require.Zero(t, c.App)
}
