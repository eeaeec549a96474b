package batches

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/ledger"
	stored "contra/core/store/batches"
	"contra/ui/tui/theme"
)

// Every state says where it stands and what is next, and keys only where they work.
func TestEveryStateHasANextStep(t *testing.T) {
	states := []batch.State{batch.Draft, batch.Exporting, batch.Exported, batch.Uploaded, batch.Cooling, batch.Sending, batch.Paused, batch.Stopped, batch.Sent, batch.Withdrawn, batch.Discarded}
	st := &theme.Styles{Glyphs: theme.Glyphs{Check: "+", Cross: "x", Attention: "!", Dot: "."}}
	for _, s := range states {
		for _, orphan := range []bool{false, true} {
			for _, p := range []batch.Progress{
				{Rows: 3, Wait: 3},
				{Rows: 3, States: map[ledger.RefundState]int64{ledger.Uploaded: 2, ledger.Declined: 1}, Held: 1},
				{Rows: 3, States: map[ledger.RefundState]int64{ledger.Succeeded: 3}},
			} {
				f := &facts{batch: batch.Batch{ID: 1, State: s, Rows: 3, CheckedAt: time.Now()}, progress: p, orphan: orphan, files: make([]stored.File, 1)}
				what, _ := next(f)
				require.NotEmpty(t, what, s)
				glyph, _ := mark(st, item{f.batch, p, orphan})
				require.NotEmpty(t, glyph, s)
				require.NotEmpty(t, progressWords(f.batch, p), s)
				require.NotEmpty(t, stateWord(f.batch, orphan))
			}
		}
	}
}

func TestWordsOfProgress(t *testing.T) {
	p := batch.Progress{Rows: 400, Wait: 2, Held: 1, States: map[ledger.RefundState]int64{ledger.Succeeded: 394, ledger.Uploaded: 3, ledger.Declined: 1}}
	require.Equal(t, "394 of 398 succeeded, 3 open, 1 needs you, 1 declined, 2 left out", progressWords(batch.Batch{State: batch.Uploaded}, p))
	require.Equal(t, "394 of 400 succeeded, 3 open, 1 needs you, 1 declined, 2 not sent", progressWords(batch.Batch{State: batch.Sent}, p))
	b := batch.Batch{State: batch.Draft, Rows: 4}
	require.Equal(t, "4 rows, not checked", progressWords(b, batch.Progress{}))
	b.CheckedAt, b.Errors = time.Now(), 1
	require.Equal(t, "4 rows, 1 error", progressWords(b, batch.Progress{}))
	require.Equal(t, "0:59", clock(59*time.Second))
	require.Equal(t, "1 h 5 min", clock(65*time.Minute))
	require.Equal(t, "40 seconds", spoken(40*time.Second))
	require.Equal(t, "7 minutes", spoken(7*time.Minute))
	require.Equal(t, "KRW, no decimals", unit("KRW"))
	require.Equal(t, "KWD, 3 decimals", unit("KWD"))
	require.Equal(t, []string{"KP-1", "KP-2", "KP-3"}, ids(" KP-1, KP-2;KP-3 "))
}
