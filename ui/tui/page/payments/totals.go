package payments

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/query"
	"contra/core/store"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
)

// sums is what a filter's payments add up to, a currency a line.
type sums struct {
	known bool
	n     int64
	by    []store.CurrencyTotals
	took  time.Duration
}

func addUp(s *store.Store) func(context.Context, query.Filter) (sums, error) {
	return func(ctx context.Context, f query.Filter) (sums, error) {
		began := time.Now()
		by, err := s.Totals(ctx, f)
		out := sums{known: err == nil, by: by, took: time.Since(began)}
		for _, t := range by {
			out.n += t.Payments
		}
		return out, err
	}
}

// count adds up what the filter finds.
func (p *Page) count() tea.Cmd {
	p.stale = false
	return p.adding.Ask(p.filter)
}

// recountMsg says that enough time went by since the last sum.
type recountMsg struct{ p *Page }

// recount adds up anew after the ledger changed, but so rarely that it costs a
// tenth of one processor at most.
func (p *Page) recount() tea.Cmd {
	if p.adding.Busy() || p.resting {
		p.stale = true
		return nil
	}
	return p.count()
}

// counted takes a sum over.
func (p *Page) counted(a page.Answer[query.Filter, sums]) tea.Cmd {
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	p.sums = a.Value
	p.grid.SetTotal(a.Value.n)
	p.resting = true
	return p.h.Clock.After(max(time.Second, 9*a.Value.took), recountMsg{p})
}

func (p *Page) rested() tea.Cmd {
	p.resting = false
	if p.stale {
		return p.recount()
	}
	return nil
}

// line is the sums in one line of at most w columns; the first currency in full,
// others as far as there is room.
func (s sums) line(w int) string {
	if !s.known {
		return "adding up…"
	}
	out := page.Things(s.n, "payment", "payments")
	if len(s.by) == 0 {
		return out
	}
	if len(s.by) == 1 {
		t := s.by[0]
		for _, part := range []string{
			"captured " + money.New(t.Captured, t.Currency).String(),
			"can refund " + money.New(t.Refundable, t.Currency).String(),
			"refunded " + money.New(t.Refunded, t.Currency).String(),
			"in flight " + money.New(t.Reserved, t.Currency).String(),
		} {
			if text.Width(out)+3+text.Width(part) <= w {
				out += " · " + part
			}
		}
		return out
	}
	out += " · can refund"
	for i, t := range s.byWeight() {
		part, rest := " "+money.New(t.Refundable, t.Currency).String(), ""
		if i > 0 {
			part = " ·" + part
		}
		if left := len(s.by) - i - 1; left > 0 {
			rest = fmt.Sprintf(" · %d more (t)", left)
		}
		if text.Width(out+part+rest) > w {
			return out + fmt.Sprintf(" · %d more (t)", len(s.by)-i)
		}
		out += part
	}
	return out
}

// byWeight puts the currency of the most payments first.
func (s sums) byWeight() []store.CurrencyTotals {
	out := slices.Clone(s.by)
	slices.SortStableFunc(out, func(a, b store.CurrencyTotals) int { return int(b.Payments - a.Payments) })
	return out
}

// selected adds up the selection. With everything selected it is what the filter
// finds less what was taken out.
func (p *Page) selected() (n int64, total money.Totals, known bool) {
	s := p.grid.Selection()
	if s.All {
		if !p.sums.known {
			return -1, total, false
		}
		n = p.sums.n
		for _, t := range p.sums.by {
			if total.Add(money.New(t.Refundable, t.Currency)) != nil {
				return n, total, false
			}
		}
	}
	for _, row := range s.Rows {
		a := row.Amount(row.Refundable())
		n++
		if s.All {
			n -= 2
			a.Minor = -a.Minor
		}
		if total.Add(a) != nil {
			return n, total, false
		}
	}
	return n, total, true
}

// showTotals opens the sums in full.
func (p *Page) showTotals() tea.Cmd {
	var b strings.Builder
	filter := "all payments"
	if !p.filter.Empty() {
		filter = "payments with " + p.filter.String()
	}
	fmt.Fprintf(&b, "%s, %s\n", page.Things(p.sums.n, "payment", "payments"), filter)
	if !p.sums.known {
		b.WriteString("\nadding up…")
	}
	for _, t := range p.sums.by {
		fmt.Fprintf(&b, "\n%s  %s\n", currencyName(t.Currency), page.Things(t.Payments, "payment", "payments"))
		for _, row := range []struct {
			name  string
			minor int64
		}{{"captured", t.Captured}, {"refunded", t.Refunded}, {"in flight", t.Reserved}, {"can refund", t.Refundable}} {
			fmt.Fprintf(&b, "  %s %s\n", text.Pad(row.name, 11, text.Left), text.Pad(money.New(row.minor, t.Currency).Format(), 24, text.Right))
		}
	}
	b.WriteString("\nEach currency stands alone; there is no sum across currencies.")
	p.h.Dialogs.Open(dialog.NewViewer("totals", "Totals", b.String(), nil))
	return nil
}

func currencyName(c money.Currency) string {
	if c == "" {
		return "(no currency known)"
	}
	return string(c)
}

// refundable is why one refund cannot be begun now, empty when it can.
func (p *Page) refundable() string {
	row, ok := p.grid.Current()
	switch {
	case p.h.ReadOnly() != "":
		return p.h.ReadOnly()
	case !ok:
		return "no payment is chosen"
	case p.grid.Selected() > 1 || p.grid.Selected() == 1 && !p.grid.IsSelected(row.RowID) || p.grid.Selection().All:
		return "a refund is for one payment: b refunds the selection as a batch, Esc clears it"
	}
	return ""
}

func (p *Page) current() (ledger.Payment, bool) { return p.grid.Current() }
