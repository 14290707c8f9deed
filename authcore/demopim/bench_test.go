package demopim_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

// BenchmarkExchange is one whole exchange each: request read, answered and
// noted in the journal.
func BenchmarkExchange(b *testing.B) {
	for name, request := range map[string]func(*demopim.PIM) authcore.Request{
		"token": func(*demopim.PIM) authcore.Request { return grant("myERPuser") },
		"categories": func(pim *demopim.PIM) authcore.Request {
			return get("/api/rest/v1/categories", login(b, pim, "myERPuser"))
		},
		"refusal": func(*demopim.PIM) authcore.Request { return get("/api/rest/v1/categories", "unknown") },
	} {
		b.Run(name, func(b *testing.B) {
			pim := &demopim.PIM{}
			r := request(pim)
			status := pim.Do(r).Status
			b.ReportAllocs()
			for b.Loop() {
				if pim.Do(r).Status != status {
					b.Fatal("another answer")
				}
			}
		})
	}
}

// BenchmarkLogins shows that a PIM which people keep logging in to does not
// grow without end: the live heap after all logins, and after a tenth of them.
//
//	go test -bench Logins -benchtime 1000000x
func BenchmarkLogins(b *testing.B) {
	for name, step := range map[string]time.Duration{"a_second_each": time.Second, "a_minute_each": time.Minute, "at_once": 0} {
		b.Run(name, func(b *testing.B) {
			now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
			pim := &demopim.PIM{Now: func() time.Time { return now }}
			r := grant("myERPuser")
			for i := range b.N {
				now = now.Add(step)
				if pim.Do(r).Status != 200 {
					b.Fatal("no token")
				}
				if i == b.N/10 {
					b.ReportMetric(live(), "MB-live-at-a-tenth")
				}
			}
			b.ReportMetric(live(), "MB-live")
			runtime.KeepAlive(pim)
		})
	}
}

// live returns the megabytes on the heap that are still in use.
func live() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}
