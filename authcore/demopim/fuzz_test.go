// No bytes make a PIM panic, and whatever it answers is an answer.

package demopim_test

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// FuzzDo is one request of any kind to any version, by somebody who has a token
// and a session: TOKEN and SESSION stand for them.
func FuzzDo(f *testing.F) {
	versions := demopim.Versions()
	seen := map[string]bool{}
	for i, version := range versions {
		for _, m := range corpusRequests(f, version) {
			lines, body := "", ""
			for _, line := range m.Header {
				lines += line[0] + ": " + line[1] + "\n"
			}
			if m.As != "" {
				lines += "Cookie: BAPID=SESSION\n"
			}
			if m.Body != nil {
				body = *m.Body
			}
			fill := func(text string) string { return placeholder.ReplaceAllString(text, "TOKEN") }
			// One request a family of routes: the corpus itself is run elsewhere, and
			// every seed costs time that fuzzing lacks.
			path, _, _ := strings.Cut(m.URL, "?")
			if key := path[:strings.LastIndexByte(path, '/')]; !seen[key] {
				seen[key] = true
				f.Add(uint8(i), m.Method, fill(m.URL), fill(lines), []byte(fill(body)))
			}
		}
	}
	f.Add(uint8(6), "", "", "", []byte(nil))
	f.Add(uint8(6), "HEAD", "http://[::1", "Referer: \xff\n: \n", []byte("\x00"))
	f.Add(uint8(6), "GET", "http://h//api/rest/v1/%2f%?x[a=1&.=%&[]", "Authorization: Bearer TOKEN\n", []byte(nil))
	f.Add(uint8(0), "POST", "https://h/api/oauth/v1/token", "Content-Type: application/x-www-form-urlencoded\nAuthorization: basic !!!\n", []byte("a[b][c=1&&=&grant_type=urn:"))
	f.Add(uint8(7), "POST", "http://h/_demo/clock", "", []byte(`{"advance":"9999999h"}`))
	f.Fuzz(func(t *testing.T, version uint8, method, url, lines string, body []byte) {
		pim := newPIM()
		pim.Version = versions[int(version)%len(versions)]
		fill := strings.NewReplacer("TOKEN", login(t, pim, "myERPuser"), "SESSION", pim.Enter("admin")).Replace
		r := authcore.Request{Method: method, URL: fill(url), Body: []byte(fill(string(body)))}
		for line := range strings.SplitSeq(fill(lines), "\n") {
			if name, value, ok := strings.Cut(line, ": "); ok {
				r.Header.Add(name, value)
			}
		}
		for range 2 { // the second meets what the first has done
			checkAnswer(t, pim, r, pim.Do(r))
		}
		require.NoError(t, newPIM().Restore(pim.Snapshot()))
	})
}

// FuzzWalk is a way through the requests of the corpus. Halfway the PIM gets a
// twin by its snapshot, and from there both answer alike.
func FuzzWalk(f *testing.F) {
	for seed := range 8 {
		script := make([]byte, 80)
		binary.LittleEndian.PutUint64(script, uint64(seed)) // the version
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		for i := 1; i < len(script); i++ {
			script[i] = byte(r.Uint32())
		}
		f.Add(script)
	}
	f.Fuzz(func(t *testing.T, way []byte) {
		if len(way) == 0 {
			return
		}
		versions := demopim.Versions()
		w := newWalk(t, versions[int(way[0])%len(versions)], 0)
		for i, part := range [][]byte{way[1 : len(way)/2+1], way[len(way)/2+1:]} {
			if i == 1 {
				w.pims = append(w.pims, w.twin())
			}
			rest := script(part)
			w.rand = rand.New(&rest)
			for len(rest) > 0 {
				w.step()
			}
		}
		require.Equal(t, string(w.pims[0].Snapshot()), string(w.pims[1].Snapshot()))
	})
}

// A script is a source of randomness that was written down, two bytes a draw.
// At its end it draws one small number, since rand draws again what it finds
// unfair, as it does zero.
type script []byte

func (s *script) Uint64() uint64 {
	if len(*s) == 0 {
		return 1 << 32
	}
	var drawn [8]byte
	n := copy(drawn[:2], *s)
	*s = (*s)[n:]
	return binary.BigEndian.Uint64(drawn[:])
}

// FuzzRestore is any document; one that is taken is then used.
func FuzzRestore(f *testing.F) {
	for _, version := range demopim.Versions() {
		w := newWalk(f, version, 4)
		for range 25 {
			w.step()
		}
		f.Add(w.pims[0].Snapshot(), uint64(0))
	}
	pim := newPIM()
	login(f, pim, "myERPuser")
	pim.Do(control("faults", `{"slow":"2s"}`))
	f.Add(pim.Snapshot(), uint64(1))
	f.Add([]byte(`{"snapshot":1}`), uint64(2))
	f.Add([]byte(`[]`), uint64(3))
	f.Fuzz(func(t *testing.T, doc []byte, seed uint64) {
		pim := newPIM()
		if pim.Restore(doc) != nil {
			return
		}
		again := newPIM()
		require.NoError(t, again.Restore(pim.Snapshot()))
		require.Equal(t, string(pim.Snapshot()), string(again.Snapshot()))
		w := newWalk(t, pim.Credentials().Version, seed)
		w.pims = []*demopim.PIM{pim}
		for range 20 {
			w.step()
		}
	})
}
