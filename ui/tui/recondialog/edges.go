package recondialog

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/run"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/text"
)

// The two zones whose months are held against each other: that of the platform's
// reports and that of the business day of KakaoPay.
const (
	platformZone = "UTC"
	businessZone = "Asia/Seoul"
)

// Edges shows what lies at the edges of a month and belongs to another month in
// the other zone.
func (w *Work) Edges(month, zone string) tea.Cmd {
	d, asked := w.h.Desk, w.h.Clock.Now()
	other := businessZone
	if zone == businessZone {
		other = platformZone
	}
	type seen struct {
		edges       [2]run.Edge
		here, there *time.Location
	}
	return Read(w, "Looking at the month's edges", func(ctx context.Context) (s seen, err error) {
		if s.edges, err = d.Runs.Edges(ctx, month, zone, other); err != nil {
			return s, err
		}
		if s.here, err = time.LoadLocation(zone); err != nil {
			return s, err
		}
		s.there, err = time.LoadLocation(other)
		return s, err
	}, func(s seen) tea.Cmd {
		var b strings.Builder
		fmt.Fprintf(&b, "%s is compared in days of %s.\nIn %s it begins and ends at other moments.\nNothing is changed by looking.\n", prose.Month(month), zone, other)
		for i := range s.edges {
			edge(&b, [2]string{"Where it begins", "Where it ends"}[i], &s.edges[i], s.here, s.there)
		}
		return w.open(asked, dialog.NewViewer("edges", prose.Month(month)+" in "+zone+" and "+other, b.String(), nil))
	})
}

// edge writes one edge of the month: what counts for another month in the other
// zone, and what lies near.
func edge(b *strings.Builder, title string, e *run.Edge, here, there *time.Location) {
	const clock = "2 Jan 15:04 MST"
	fmt.Fprintf(b, "\n%s: %s here, %s there (%s)\n", title, e.At.In(here).Format(clock), e.Other.In(here).Format(clock), e.Other.In(there).Format(clock))
	moved(b, "ledger", e.Local)
	moved(b, "reports", e.Rows)
	slices.SortStableFunc(e.Items, func(x, y recon.Record) int { return x.When.Compare(y.When) })
	first, last := e.At, e.Other
	if last.Before(first) {
		first, last = last, first
	}
	for i := range e.Items {
		r := &e.Items[i]
		if i == 0 {
			fmt.Fprintf(b, "\n  %-13s %-13s\n", first.In(here).Format("MST"), first.In(there).Format("MST"))
		}
		sign := " "
		if !r.When.Before(first) && r.When.Before(last) {
			sign = "≠"
		}
		fmt.Fprintf(b, "%s %-13s %-13s %s %s %s\n", sign, r.When.In(here).Format("2 Jan 15:04"), r.When.In(there).Format("2 Jan 15:04"),
			text.Pad(r.TypeName, 8, text.Left), text.Pad(r.Money.String(), 14, text.Right), text.Clean(r.PaymentID))
	}
	if e.More {
		b.WriteString("  and more\n")
	}
}

// moved says how much counts for another month in the other zone.
func moved(b *strings.Builder, side string, sums []run.EdgeSum) {
	if len(sums) == 0 {
		fmt.Fprintf(b, "  %-8s nothing within nine hours\n", side)
	}
	for _, s := range sums {
		if s.Moves == 0 {
			fmt.Fprintf(b, "  %-8s %s: nothing moves, %s near\n", side, s.Currency, page.Count(s.Near))
			continue
		}
		fmt.Fprintf(b, "≠ %-8s %s: %s, %s; %s near\n", side, s.Currency, page.Things(s.Moves, "moves", "move"), prose.Signed(money.New(s.Minor, s.Currency)), page.Count(s.Near))
	}
}
