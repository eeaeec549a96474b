package desktop

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/core/batch/clerk"
	"contra/core/query"
)

var rowWalk = []tea.KeyMsg{
	{Type: tea.KeyDown}, {Type: tea.KeyDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyUp}, {Type: tea.KeySpace, Runes: []rune{' '}}, {Type: tea.KeyEnd},
	{Type: tea.KeyPgUp}, {Type: tea.KeyUp}, {Type: tea.KeyHome}, {Type: tea.KeyDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyRunes, Runes: []rune{'F'}}, {Type: tea.KeyPgDown},
	{Type: tea.KeyEsc}, {Type: tea.KeyEsc}, {Type: tea.KeyEnter}, {Type: tea.KeyDown},
}

// BenchmarkBatchKeyToFrame measures from a key to the finished frame, with its
// rows and the story of the one under the cursor, in a batch of 100,000 rows.
func BenchmarkBatchKeyToFrame(b *testing.B) {
	path := filepath.Join(b.TempDir(), "ledger.db")
	require.NoError(b, fillLedger(path, 100_000))
	d, err := openLedger(path)
	require.NoError(b, err)
	defer d.Close()
	began := time.Now()
	built, err := d.Batches.BuildFilter(context.Background(), query.Filter{}, clerk.New{Name: "bench"})
	require.NoError(b, err)
	b.Logf("built and checked %d rows in %s", built.Report.Rows, time.Since(began).Round(10*time.Millisecond))
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		b.Run("", func(b *testing.B) {
			p := begin(b, d, size[0], size[1])
			p.settle()
			p.run(p.m.showBatch(built.Batch.ID))
			p.rest(3 * time.Second)
			p.settleBatch()
			var times []time.Duration
			b.ResetTimer()
			for i := range b.N {
				t := time.Now()
				p.update(rowWalk[i%len(rowWalk)])
				p.settleBatch()
				times = append(times, time.Since(t))
			}
			b.StopTimer()
			report(b, times)
		})
	}
}

// settleBatch goes on until the rows and the story are there, and draws.
func (p *program) settleBatch() {
	for {
		select {
		case msg := <-p.msgs:
			p.update(msg)
			continue
		default:
		}
		if p.m.batches.Reading() {
			p.update(<-p.msgs)
			continue
		}
		p.m.View()
		return
	}
}
