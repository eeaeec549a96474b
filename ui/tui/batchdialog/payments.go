package batchdialog

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/query"
	"contra/core/store"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
)

// Wanted says of which payments a batch is made.
type Wanted struct {
	Rows   []int64       // these, or with Filter all of the filter except these
	Filter *query.Filter // nil: only Rows
	Count  int64         // −1: not known
	Can    string        // what of them can be refunded, for people
}

// FromPayments asks for a name and a description and makes the batch.
func FromPayments(h *page.Host, w Wanted) tea.Cmd {
	what := page.Things(w.Count, "payment", "payments")
	if w.Count < 0 {
		what = "all payments of the filter"
	}
	lines := []dialog.Line{{Text: what + ", all that can be refunded: " + w.Can, Tone: 0}, {}}
	if w.Can == "" {
		lines[0].Text = what + ", all that can be refunded"
	}
	trigger := h.LastKey
	if trigger == "enter" { // it answered a question before; here it may answer too
		trigger = ""
	}
	h.Dialogs.Open(dialog.NewForm(dialog.FormSpec{ID: "batch-new", Title: "Refund as a batch", Submit: "Build", Quick: true, Trigger: trigger, Width: 66,
		Fields: []dialog.Field{
			{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line { return lines }},
			{ID: "description", Kind: dialog.Text, Label: "Description", Value: h.Desk.Config.Gate.Description, Limit: batch.MaxDescription, Check: checkDescription},
			{ID: "name", Kind: dialog.Text, Label: "Name", Placeholder: "may be left empty", Limit: 80},
			{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line {
				return []dialog.Line{{}, {Text: "A draft: nothing is reserved and nothing is sent. In the description {payment_id} stands for each payment's own."}}
			}},
		},
		Done: func(v dialog.Values, ok bool) tea.Cmd {
			if !ok {
				return nil
			}
			return build(h, "Building a batch", func(ctx context.Context) (clerk.Built, error) {
				return w.build(ctx, h.Desk.Batches, v["name"], v["description"])
			})
		}}))
	return nil
}

func checkDescription(s string, _ dialog.Values) string {
	if why := batch.Unwritable(s); why != "" {
		return "it holds " + why + ", which the file cannot carry"
	}
	return ""
}

// build makes the batch of what is wanted.
func (w Wanted) build(ctx context.Context, c *clerk.Clerk, name, description string) (clerk.Built, error) {
	n := clerk.New{Name: strings.TrimSpace(name), Description: strings.TrimSpace(description)}
	if w.Filter != nil && w.Filter.Empty() && len(w.Rows) == 0 {
		n.Source = "all payments"
	}
	switch {
	case strings.Contains(n.Description, placeholder):
		return w.buildEach(ctx, c, n)
	case w.Filter == nil:
		return c.BuildPayments(ctx, w.Rows, n)
	case len(w.Rows) == 0:
		return c.BuildFilter(ctx, *w.Filter, n)
	}
	rows, err := w.resolve(ctx, c.Store)
	if err != nil {
		return clerk.Built{}, err
	}
	n.Source = "selection of " + w.Filter.String()
	return c.BuildPayments(ctx, rows, n)
}

// placeholder stands for each row's own payment id.
const placeholder = "{payment_id}"

// buildEach writes each payment's id into its description.
func (w Wanted) buildEach(ctx context.Context, c *clerk.Clerk, n clerk.New) (clerk.Built, error) {
	ids, err := w.Rows, error(nil)
	if w.Filter != nil {
		if ids, err = w.resolve(ctx, c.Store); err != nil {
			return clerk.Built{}, err
		}
	}
	if n.Source == "" {
		n.Source = "selection"
	}
	payments, err := c.Store.PaymentsByRow(ctx, ids)
	if err != nil {
		return clerk.Built{}, err
	}
	rows := c.Wanted(payments, n.Description)
	for i := range rows {
		rows[i].Description = strings.ReplaceAll(rows[i].Description, placeholder, rows[i].PaymentID)
	}
	return c.BuildRows(ctx, rows, n)
}

// resolve reads which payments the filter finds, less the exceptions.
func (w Wanted) resolve(ctx context.Context, s *store.Store) ([]int64, error) {
	const page = 2000
	except := make(map[int64]bool, len(w.Rows))
	for _, row := range w.Rows {
		except[row] = true
	}
	var out []int64
	at := store.Window{Filter: *w.Filter, Sort: query.Sort{Field: query.Date}, Limit: page}
	for {
		got, err := s.Payments(ctx, at)
		if err != nil {
			return nil, err
		}
		for i := range got {
			if !except[got[i].RowID] {
				out = append(out, got[i].RowID)
			}
		}
		if len(got) < page {
			return out, nil
		}
		at.Anchor = &got[len(got)-1]
	}
}

// builder waits for a batch that is being built and opens it.
type builder struct {
	h    *page.Host
	task uint64
}

// build runs the making of a batch and then opens it.
func build(h *page.Host, title string, fn func(ctx context.Context) (clerk.Built, error)) tea.Cmd {
	b := &builder{h: h}
	var cmd tea.Cmd
	b.task, cmd = task.Run(h.Tasks, title, func(ctx context.Context, _ func(task.Progress)) (clerk.Built, error) { return fn(ctx) })
	h.Follow(b)
	return cmd
}

// Follow opens the batch once it is there.
func (b *builder) Follow(msg tea.Msg) (tea.Cmd, bool) {
	m, ok := msg.(task.DoneMsg[clerk.Built])
	if !ok || m.ID != b.task {
		return nil, false
	}
	if m.Err != nil {
		return b.h.Fail(m.Err), true
	}
	return b.h.ShowBatch(m.Value.Batch.ID), true
}
