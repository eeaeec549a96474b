package batches

import (
	"context"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
	stored "contra/core/store/batches"
	"contra/ui/tui/advice"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/timeline"
)

// place is one row of one batch.
type place struct{ batch, n int64 }

// story is all that is known of a row.
type story struct {
	row      batch.Row
	findings []batch.Finding
	payment  *ledger.Payment // nil when the ledger does not know it
	refund   *ledger.Refund  // nil while the row is none
	fits     []ledger.Operation
	events   []timeline.Event
	zone     *time.Location
}

func tell(ctx context.Context, h *page.Host, at place) (s story, err error) {
	var ok bool
	if s.row, ok, err = stored.Row(ctx, h.Desk.Store, at.batch, at.n); err != nil || !ok {
		return s, err
	}
	if s.findings, err = stored.Findings(ctx, h.Desk.Store, at.batch, at.n, 50); err != nil {
		return s, err
	}
	if s.row.PaymentID != "" {
		found, err := h.Desk.Store.Find(ctx, s.row.Project, s.row.PaymentID)
		if err != nil {
			return s, err
		}
		if len(found) == 1 {
			s.payment = &found[0]
			method, _ := h.Desk.Methods.Lookup(found[0].Method)
			s.zone = h.Zones.Load(method.Zone)
		}
	}
	if s.row.RefundID == "" {
		return s, nil
	}
	f, err := h.Desk.Store.Refund(ctx, s.row.RefundID)
	if err != nil {
		return s, err
	}
	s.refund = &f
	account, _, err := h.Desk.Store.Account(ctx, f.PaymentRow)
	if err != nil {
		return s, err
	}
	if f.State.Open() && f.OperationID == "" {
		fits := ledger.Candidates(account, &f, false)
		if f.Via == ledger.ViaFile {
			fits = ledger.FileCandidates(account, &f)
		}
		for _, o := range fits {
			s.fits = append(s.fits, *o)
		}
	}
	steps, err := h.Desk.Store.Steps(ctx, f.ID)
	if err != nil {
		return s, err
	}
	for _, step := range timeline.Fold(steps) {
		s.events = append(s.events, timeline.Step(step))
	}
	return s, nil
}

// lookRow reads the story of the row under the cursor.
func (p *Page) lookRow() tea.Cmd {
	v, ok := p.rows.Current()
	if !ok {
		p.story = nil
		p.detail.Set(p.wholeLines, false)
		return nil
	}
	if p.story == nil || p.story.row.N != v.N {
		p.story = nil
		p.tellRow(v, false)
	}
	return p.teller.Ask(place{p.open, v.N})
}

func (p *Page) told(a page.Answer[place, story]) tea.Cmd {
	v, ok := p.rows.Current()
	if !ok || p.open == 0 || a.Key != (place{p.open, v.N}) {
		return nil
	}
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	fresh := p.story == nil
	p.story = &a.Value
	p.tellRow(v, !fresh)
	return nil
}

func (p *Page) tellRow(v stored.View, keep bool) {
	s := p.story
	p.detail.Set(func(w int) []pane.Line { return p.rowLines(v, s, w) }, keep)
}

// wholeLines is the batch while no row is there.
func (p *Page) wholeLines(w int) []pane.Line {
	if p.facts == nil {
		return []pane.Line{pane.Plain(theme.Muted, "Loading…")}
	}
	return p.batchLines(p.facts, w)
}

// rowLines is the detail of a row in w columns.
func (p *Page) rowLines(v stored.View, s *story, w int) []pane.Line {
	l := &lines{w: w}
	glyph, tone := rowMark(p.h.Styles, v)
	amount := v.Amount.String()
	switch f := v.Fault(batch.ColAmount); {
	case f != nil:
		amount = strings.TrimSpace(f.Text + " " + string(v.Amount.Currency))
	case v.Amount.Currency == "":
		amount = "no currency"
	}
	word := "ready"
	switch {
	case v.State != "":
		word = advice.Word(v.State)
	case v.Refusal != "":
		word = "not sent"
	case v.Errors > 0:
		word = page.Things(v.Errors, "error", "errors")
	case v.Warnings > 0:
		word = page.Things(v.Warnings, "warning", "warnings")
	}
	l.out = append(l.out, pane.Line{Parts: []pane.Part{{Text: amount + "  ", Tone: theme.Strong}, {Text: glyph + " " + word, Tone: tone}}})
	l.para(theme.Muted, v.Description)
	l.blank()
	if s == nil {
		l.para(theme.Muted, "Loading…")
		return l.out
	}
	for _, f := range s.findings {
		about := string(f.Code)
		if f.Column != "" {
			about += " in " + f.Column
		}
		l.para(toneOf(f.Severity), page.Sentence(f.Message))
		l.para(theme.Muted, "  "+about)
	}
	l.para(theme.Bad, page.Sentence(v.Refusal))
	if len(s.findings) > 0 || v.Refusal != "" {
		l.blank()
	}
	l.payment(s.payment, v)
	if s.refund != nil {
		p.refundLines(l, s)
	}
	return l.out
}

// payment is what the ledger knows of the row's payment.
func (l *lines) payment(p *ledger.Payment, v stored.View) {
	if p == nil {
		if v.PaymentID != "" {
			l.para(theme.Bad, "The ledger does not know this payment.")
		}
		return
	}
	row := func(name string, a money.Amount) {
		l.out = append(l.out, pane.Line{Parts: []pane.Part{{Text: text.Pad(name, 11, text.Left), Tone: theme.Muted},
			{Text: text.Pad(a.Format(), 13, text.Right) + " " + string(a.Currency)}}})
	}
	row("captured", p.Amount(p.Captured))
	row("refunded", p.Amount(p.Refunded))
	row("in flight", p.Amount(p.Reserved))
	row("can refund", p.Amount(p.Refundable()))
	l.fact("status", p.Status)
	l.fact("method", v.Method)
	l.fact("customer", p.CustomerID)
}

// refundLines is what became of the row.
func (p *Page) refundLines(l *lines, s *story) {
	f := *s.refund
	a := advice.Of(f, len(s.fits), advice.Policy{ResendAfter: p.h.Desk.Runner.ResendAfter, Timeout: p.h.Desk.Runner.Timeout})
	l.blank()
	l.para(theme.Plain, page.Sentence(a.Now))
	l.para(theme.Accent, "Next: "+page.Stop(a.Next))
	l.blank()
	for _, id := range [][2]string{{"refund", f.ID}, {"operation", f.OperationID}, {"request", f.RequestID}, {"code", f.Code}} {
		l.fact(id[0], id[1])
	}
	l.blank()
	l.out = append(l.out, timeline.Lines(p.h.Styles, s.events, l.w, 1, s.zone)...)
}
