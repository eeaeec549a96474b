package desktop

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/core/desk"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store"
	"contra/core/store/runs"
	"contra/ui/tui/text"
)

var breakWalk = []tea.KeyMsg{
	{Type: tea.KeyDown}, {Type: tea.KeyDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyUp}, {Type: tea.KeySpace, Runes: []rune{' '}}, {Type: tea.KeyEnd},
	{Type: tea.KeyPgUp}, {Type: tea.KeyPgUp}, {Type: tea.KeyUp}, {Type: tea.KeyHome}, {Type: tea.KeyDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyEnter}, {Type: tea.KeyDown}, {Type: tea.KeyEsc},
}

// BenchmarkBreakKeyToFrame measures from a key to the finished frame, with its rows
// and the two sides of the break under the cursor, in a run of 100,000 breaks: all of
// them, and of only those that are open while every second one is decided.
func BenchmarkBreakKeyToFrame(b *testing.B) {
	const n = 100_000
	path := filepath.Join(b.TempDir(), "ledger.db")
	d, err := openLedger(path)
	require.NoError(b, err)
	defer d.Close()
	require.NoError(b, fillRun(d, n))
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		for _, shown := range []struct {
			name string
			key  rune
			foot string
		}{{"all", 0, "of 100,000"}, {"open", 'O', "of 50,000"}} {
			b.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], shown.name), func(b *testing.B) {
				p := begin(b, d, size[0], size[1])
				p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'4'}})
				p.untilShown(b, "all breaks")
				p.update(tea.KeyMsg{Type: tea.KeyEnter})
				p.untilShown(b, "1 of 100,000")
				if shown.key != 0 {
					p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{shown.key}})
				}
				p.untilShown(b, shown.foot)
				p.rest(3 * time.Second) // ages are counted
				var times []time.Duration
				b.ResetTimer()
				for i := range b.N {
					t := time.Now()
					p.update(breakWalk[i%len(breakWalk)])
					p.settleBreaks()
					times = append(times, time.Since(t))
				}
				b.StopTimer()
				report(b, times)
			})
		}
	}
}

// untilShown goes on until a text is on the screen.
func (p *program) untilShown(b *testing.B, s string) {
	b.Helper()
	for range 600 {
		p.rest(50 * time.Millisecond)
		if strings.Contains(text.Strip(p.m.View()), s) {
			return
		}
	}
	b.Fatalf("%q is not on the screen:\n%s", s, text.Strip(p.m.View()))
}

// settleBreaks goes on until the rows and the two sides are there, and draws.
func (p *program) settleBreaks() {
	for {
		select {
		case msg := <-p.msgs:
			p.update(msg)
			continue
		default:
		}
		if p.m.recon.Reading() {
			p.update(<-p.msgs)
			continue
		}
		p.m.View()
		return
	}
}

// fillRun stores a comparison of October 2026 with n breaks, every second one decided.
func fillRun(d *desk.Desk, n int) error {
	at := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	codes := []recon.Code{recon.AmountDiff, recon.StatusDiff, recon.MissingInReport, recon.MissingLocal}
	all := make([]archive.Finding, n)
	for i := range all {
		r := recon.Record{Project: 1234, PaymentID: fmt.Sprintf("ORD-%07d", i), OperationID: fmt.Sprintf("50288%011d", i), TypeName: "sale", StatusName: "success",
			Money: money.New(int64(1_000+i%90_000), "KRW"), When: at.Add(time.Duration(i) * 20 * time.Second), Report: 1, Line: i + 2}
		l := r
		l.Report, l.Line, l.Money.Minor = 0, 0, l.Money.Minor+500
		code := codes[i*len(codes)/n]
		all[i] = archive.Finding{N: int64(i + 1), Kind: archive.Broken, Code: code, Key: fmt.Sprintf("key%d", i), Project: 1234, PaymentID: r.PaymentID, OperationID: r.OperationID, At: r.When, Line: r.Line,
			Stake: money.New(500, "KRW"), Break: recon.Break{Code: code, ID: fmt.Sprintf("key%d", i), Reason: "the report says one thing, the ledger another", Report: []recon.Record{r}, Local: []recon.Record{l}}}
	}
	return d.Store.Write(context.Background(), "bench", func(tx *store.Tx) error {
		x := archive.Run{Month: "2026-10", Zone: "UTC", Period: recon.Period{From: at, To: at.AddDate(0, 1, 0)}, Breaks: int64(n), Operator: "bench", StartedAt: at, EndedAt: at,
			Summary: archive.Summary{Rows: recon.Rows{Read: int64(n), Accepted: int64(n)}}}
		tx.Record("bench", "", n)
		if err := runs.Add(context.Background(), tx, &x); err != nil {
			return err
		}
		if err := runs.AddFindings(context.Background(), tx, x.ID, all); err != nil {
			return err
		}
		decided := make([]archive.Decision, 0, n/2)
		for i := 0; i < n; i += 2 {
			decided = append(decided, archive.Decision{Month: x.Month, Key: all[i].Key, Verb: archive.Accept, Note: "bench"})
		}
		return runs.Decide(context.Background(), tx, decided)
	})
}
