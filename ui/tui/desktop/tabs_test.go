package desktop_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var titles = []string{"Payments", "Refunds", "Batches", "Reconcile", "Imports", "Journal", "Purchases", "Data"}

// All tabs are seen with their numbers, the one that is shown by its whole title,
// none is cut with a sign, and a click on any goes there.
func TestTheTabsFit(t *testing.T) {
	short := map[int][]string{
		60:  {"1 Pay", "2 Ref!1", "3 Bat", "4 Rec", "5 Imp", "6 Jou", "7 Pur", "8 Dat"},
		80:  {"1 Pay", "2 Refund!1", "3 Batch", "4 Recon", "5 Import", "6 Journal", "7 Purch", "8 Data"},
		100: {"1 Payments", "2 Refunds!1", "3 Batches", "4 Reconcile", "5 Imports", "6 Journal", "7 Purchases", "8 Data"},
		120: {"1 Payments", "2 Refunds !1", "3 Batches", "4 Reconcile", "5 Imports", "6 Journal", "7 Purchases", "8 Data"},
	}
	for width, names := range short {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			w := newWorld(t, "timeout_after@ORD-17:1", sale("ORD-17", 30_000, "KRW", "고객17")).start(width, 24)
			w.refundAll("Refund ORD-17", "30000")
			w.Press("esc")
			for i := range titles {
				x, _, ok := w.Find(names[i])
				require.True(t, ok, "%s: %s", names[i], w.Line(1))
				w.Click(x, 1)
				line := w.Line(1)
				require.Contains(t, line, fmt.Sprintf("▸%d %s", i+1, titles[i]))
				require.NotContains(t, line, "…")
				for n, name := range names {
					if n != i {
						require.Contains(t, line, name)
					}
				}
				w.RequireFrameExact()
			}
		})
	}
}

// A pull tells how far it has come while it runs, at every width.
func TestAPullShowsHowFarItHasCome(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprint(size[0]), func(t *testing.T) {
			w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "known"))
			var frames []string
			w.desk.Pulls.Window = 24 * time.Hour
			w.desk.Pulls.Probe = func(string) {
				w.Advance(200 * time.Millisecond)
				w.RequireFrameExact()
				frames = append(frames, w.Frame())
			}
			w.start(size[0], size[1])
			w.Press("8")
			w.pullFrom("2026-11-18")
			require.Condition(t, func() bool {
				for _, f := range frames {
					if strings.Contains(f, "Pulling operations  ") && strings.Contains(f, "79%") && (size[0] < 120 || strings.Contains(f, "72 of 91 hours")) {
						return true
					}
				}
				return false
			}, "%s", strings.Join(frames, "\n"))
			w.RequireHides("Pulling operations")
		})
	}
}
