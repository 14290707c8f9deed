// Many goroutines with one Transport, whose tokens live two seconds.

package authhttp_test

import (
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/authhttp"
	"github.com/pim-auth/playground/authcore/demopim"
)

// A counter counts what went to a PIM, whose answers take a while.
type counter struct {
	wire
	mu                           sync.Mutex
	atOnce, most, tokens, denied int
	refused                      int // requests for tokens
}

func (c *counter) RoundTrip(r *http.Request) (*http.Response, error) {
	isToken := r.URL.Path == "/api/oauth/v1/token"
	c.mu.Lock()
	if isToken {
		c.tokens++
		c.atOnce++
		c.most = max(c.most, c.atOnce)
	}
	c.mu.Unlock()
	time.Sleep(time.Duration(1+rand.IntN(50)) * time.Millisecond)
	c.mu.Lock()
	defer c.mu.Unlock()
	answer, err := c.wire.RoundTrip(r)
	if isToken {
		c.atOnce--
	}
	if answer.StatusCode == 401 {
		c.denied++
	} else if isToken && answer.StatusCode != 200 {
		c.refused++
	}
	return answer, err
}

func TestManyCallers(t *testing.T) {
	for name, early := range map[string]time.Duration{"after a 401": 0, "early": 500 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := &counter{wire: wire{pim: demopim.PIM{AccessTokenLifetime: 2 * time.Second}}}
				transport := over(t, &c.wire)
				transport.Base, transport.Early = c, early
				var saved []authhttp.Tokens
				transport.Save = func(_ context.Context, tokens authhttp.Tokens) error {
					time.Sleep(time.Millisecond)
					saved = append(saved, tokens) // without a lock: two at once are a race
					return nil
				}
				start := time.Now()
				var all sync.WaitGroup
				for range 100 {
					all.Go(func() {
						for range 20 {
							time.Sleep(time.Duration(rand.IntN(1500)) * time.Millisecond)
							r, err := http.NewRequest("POST", "https://demo.pim/api/rest/v1/categories/", strings.NewReader("{}"))
							if !assert.NoError(t, err) {
								return
							}
							r.Method, r.URL.Path = "PATCH", "/api/rest/v1/categories/master"
							r.Header.Set("Content-Type", "application/json")
							answer, err := transport.RoundTrip(r)
							if !assert.NoError(t, err) {
								return
							}
							body, err := io.ReadAll(answer.Body)
							assert.NoError(t, err)
							// A token may grow old between two answers of a call.
							assert.Equal(t, 204, answer.StatusCode, "%s", body)
						}
					})
				}
				all.Wait()
				lives := int(time.Since(start)/(2*time.Second)) + 1
				require.Greater(t, lives, 5)
				require.Equal(t, 1, c.most, "one renewal at a time")
				require.Zero(t, c.refused, "no refresh token is used twice")
				require.LessOrEqual(t, c.tokens, 2*lives, "one renewal for many calls")
				require.Len(t, saved, c.tokens, "each is saved once")
				if early > 0 {
					require.Zero(t, c.denied, "no call meets a token that has expired")
				} else {
					require.Greater(t, c.denied, c.tokens, "more calls meet one than renewals follow")
				}
				tokens, err := transport.Token(t.Context())
				require.NoError(t, err)
				require.Equal(t, tokens, saved[len(saved)-1])
			})
		})
	}
}
