package demopim_test

import (
	"testing"

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
