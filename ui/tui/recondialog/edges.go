package recondialog

import (
	"context"
	"fmt"
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
		fmt.Fprintf(&b, "%s is compared in days of %s. In %s the month begins and ends at other moments,\nso some operations count for another month there. Nothing is changed by looking.\n", prose.Month(month), zone, other)
		for i, e := range s.edges {
			edge(&b, [2]string{"Where it begins", "Where it ends"}[i], e, s.here, s.there)
		}
		return w.open(asked, dialog.NewViewer("edges", prose.Month(month)+" in "+zone+" and "+other, b.String(), nil))
	})
}

func edge(b *strings.Builder, title string, e run.Edge, here, there *time.Location) {
	const clock = "2 Jan 15:04 MST"
	fmt.Fprintf(b, "\n%s: %s; in the other zone %s, which is %s\n", title, e.At.In(here).Format(clock), e.Other.In(there).Format(clock), e.Other.In(here).Format(clock))
	for _, side := range []struct {
		name string
		sums []run.EdgeSum
	}{{"ledger", e.Local}, {"reports", e.Rows}} {
		if len(side.sums) == 0 {
			fmt.Fprintf(b, "  %-8s nothing within nine hours\n", side.name)
		}
		for _, s := range side.sums {
			fmt.Fprintf(b, "  %-8s %s change the month, %s; %s within nine hours\n", side.name, page.Things(s.Moves, "operation", "operations"), prose.Signed(money.New(s.Minor, s.Currency)), page.Count(s.Near))
		}
	}
	if len(e.Items) == 0 {
		return
	}
	b.WriteString("\n")
	for i := range e.Items {
		item(b, &e.Items[i], e, here, there)
	}
	if e.More {
		b.WriteString("  and more\n")
	}
}

func item(b *strings.Builder, r *recon.Record, e run.Edge, here, there *time.Location) {
	sign := " "
	first, last := e.At, e.Other
	if last.Before(first) {
		first, last = last, first
	}
	if !r.When.Before(first) && r.When.Before(last) {
		sign = "≠"
	}
	const clock = "2 Jan 15:04:05 MST"
	fmt.Fprintf(b, "%s %s  %s  %s %s  %s\n", sign, text.Pad(r.When.In(here).Format(clock), 20, text.Left), text.Pad(r.When.In(there).Format(clock), 20, text.Left),
		text.Pad(r.TypeName, 8, text.Left), text.Pad(r.Money.String(), 16, text.Right), text.Clean(r.PaymentID))
}
