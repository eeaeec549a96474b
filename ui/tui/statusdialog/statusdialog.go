// Package statusdialog asks the platform what became of a payment by its id, and
// takes the payment into the ledger when the ledger does not have it.
package statusdialog

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// flow is one question; it waits for its answer.
type flow struct {
	h       *page.Host
	project int64
	id      string // of the payment
	task    uint64
}

// Open asks which payment.
func Open(h *page.Host) tea.Cmd {
	var projects []dialog.Option
	for _, p := range h.Desk.Config.Projects {
		id := strconv.FormatInt(p.ID, 10)
		projects = append(projects, dialog.Option{Value: id, Label: strings.TrimSpace(p.Name + " " + id)})
	}
	fields := []dialog.Field{{ID: "project", Kind: dialog.Text, Label: "Project", Limit: 20}}
	if len(projects) > 0 {
		fields = []dialog.Field{{ID: "project", Kind: dialog.Choice, Label: "Project", Value: projects[0].Value, Options: projects, Show: func(dialog.Values) bool { return len(projects) > 1 }}}
	}
	fields = append(fields, dialog.Field{ID: "payment", Kind: dialog.Text, Label: "Payment id", Limit: 255, Check: func(v string, _ dialog.Values) string {
		if strings.TrimSpace(v) == "" {
			return "type the id of a payment"
		}
		return ""
	}})
	h.Dialogs.Open(dialog.NewForm(dialog.FormSpec{ID: "status", Title: "Status at Gate", Submit: "Ask", Quick: true, Trigger: h.LastKey, Fields: fields,
		Done: func(v dialog.Values, ok bool) tea.Cmd {
			project, err := strconv.ParseInt(v["project"], 10, 64)
			switch {
			case !ok:
				return nil
			case err != nil:
				return h.Fail(ledger.Errorf(ledger.ErrUsage, "%q is no number of a project", v["project"]))
			}
			return (&flow{h: h, project: project, id: strings.TrimSpace(v["payment"])}).ask()
		}}))
	return nil
}

func (f *flow) ask() tea.Cmd {
	var cmd tea.Cmd
	f.task, cmd = task.Run(f.h.Tasks, "Asking for the status of "+text.Clean(f.id), func(ctx context.Context, _ func(task.Progress)) (desk.Standing, error) {
		return f.h.Desk.Status(ctx, f.project, f.id)
	})
	f.h.Follow(f)
	return cmd
}

// Follow shows the answer, and later what was adopted.
func (f *flow) Follow(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case task.DoneMsg[desk.Standing]:
		if m.ID != f.task {
			return nil, false
		}
		if m.Err != nil {
			return f.h.Fail(m.Err), true
		}
		f.show(m.Value)
		return nil, true
	case task.DoneMsg[ledger.Payment]:
		if m.ID != f.task {
			return nil, false
		}
		if m.Err != nil {
			return f.h.Fail(m.Err), true
		}
		return tea.Batch(f.h.Say(toast.Success, "%s is in the ledger now.", text.Clean(m.Value.ID)), f.h.ShowPayment(m.Value.RowID)), true
	}
	return nil, false
}

// show tells what the platform says, and offers to take it in.
func (f *flow) show(s desk.Standing) {
	lines := []dialog.Line{{Text: "The platform says: " + cmp.Or(s.Answer.PaymentStatus, "nothing of its status"), Tone: theme.Strong}, {}}
	lines = append(append(lines, operations(s.Answer.Operations)...), dialog.Line{})
	if len(s.Differences) == 0 {
		f.h.Dialogs.OpenUnasked(dialog.NewMessage("standing", f.title(), append(lines, dialog.Line{Text: "The ledger says the same.", Tone: theme.Good}), nil))
		return
	}
	for _, d := range s.Differences {
		lines = append(lines, dialog.Line{Text: page.Sentence(d), Tone: theme.Warn})
	}
	if f.h.ReadOnly() != "" {
		f.h.Dialogs.OpenUnasked(dialog.NewMessage("standing", f.title(), lines, nil))
		return
	}
	f.h.Dialogs.OpenUnasked(dialog.NewConfirm(dialog.ConfirmSpec{ID: "standing", Title: f.title(), Yes: "Take it into the ledger", No: "Close",
		Lines: append(lines, dialog.Line{}, dialog.Line{Text: "Taking it in stores the platform's answer; nothing is sent besides the question.", Tone: theme.Muted}),
		Done: func(yes bool) tea.Cmd {
			if !yes {
				return nil
			}
			return f.adopt()
		}}))
}

// operations lists what the platform did, in columns.
func operations(all []ledger.Operation) (lines []dialog.Line) {
	var kind, amount, status int
	for _, o := range all {
		kind, amount, status = max(kind, text.Width(o.Type)), max(amount, text.Width(o.Amount.String())), max(status, text.Width(o.Status))
	}
	for _, o := range all {
		cells := []string{text.Pad(o.Type, kind, text.Left), text.Pad(o.Amount.String(), amount, text.Right), text.Pad(o.Status, status, text.Left), page.Moment(cmp.Or(o.CreatedAt, o.Date)) + " UTC"}
		lines = append(lines, dialog.Line{Text: strings.Join(cells, "  ")}, dialog.Line{Text: "  operation " + o.ID, Tone: theme.Muted})
	}
	return lines
}

func (f *flow) adopt() tea.Cmd {
	var cmd tea.Cmd
	f.task, cmd = task.Run(f.h.Tasks, "Taking "+text.Clean(f.id)+" in", func(ctx context.Context, _ func(task.Progress)) (ledger.Payment, error) {
		return f.h.Desk.Runner.Discover(ctx, f.project, f.id)
	})
	f.h.Follow(f)
	return cmd
}

func (f *flow) title() string { return "Status of " + text.Clean(f.id) }
