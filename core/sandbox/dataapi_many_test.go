package sandbox_test

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
)

var many = flag.Int("many", 6_000, "how many payments the test of paging makes up")

// All operations can be paged through, none twice and none left out, while
// payments go on at the end.
func TestManyOperationsArePagedThrough(t *testing.T) {
	r := newRig(t, "", withToken)
	r.p.Plant(sandbox.PlantOptions{Count: *many, Until: start.Add(-time.Second), Span: 20 * 24 * time.Hour})
	want := map[string]bool{}
	for _, p := range r.p.Books().Payments() {
		for _, o := range p.Operations {
			want[fmt.Sprint(o.ID)] = true
		}
	}
	pages := 0
	for offset := 0; ; offset += 1000 {
		if pages%5 == 3 {
			require.Equal(t, "success", r.buy(fmt.Sprint("NEW-", pages), 1000).Status)
		}
		ids := r.data(get, fmt.Sprintf(`"fields":["operation_id"],"offset":%d,"interval":{"from":"2025-10-01 00:00:00","to":"2025-11-20 08:59:59"}`, offset)).column("operation_id")
		pages++
		for _, id := range ids {
			require.True(t, want[id.(string)], "%s: twice, or never made", id)
			delete(want, id.(string))
		}
		if len(ids) < 1000 {
			break
		}
	}
	require.Empty(t, want)
	require.Greater(t, pages, *many/1000)
}
