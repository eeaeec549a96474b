package batches

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// deed is what work on a batch brought.
type deed struct {
	said string         // for a passing message, may be empty
	then func() tea.Cmd // what follows on the loop, may be nil
}

// do runs what changes a batch. It is not cancelled: it is one transaction, or
// goes on where it stopped.
func (p *Page) do(id int64, title string, fn func(ctx context.Context) (deed, error)) tea.Cmd {
	n, cmd := task.Run(p.h.Tasks, title, func(ctx context.Context, _ func(task.Progress)) (deed, error) {
		return fn(context.WithoutCancel(ctx))
	})
	p.busy[n] = id
	return cmd
}

// working tells whether something is being done to a batch by this program.
func (p *Page) working(id int64) bool {
	for _, x := range p.busy {
		if x == id {
			return true
		}
	}
	return false
}

// done says how work ended.
func (p *Page) done(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case task.DoneMsg[checked]:
		return p.wasChecked(m)
	case task.DoneMsg[flown]:
		return p.landed(m)
	case task.DoneMsg[deed]:
		if _, mine := p.busy[m.ID]; !mine {
			return nil
		}
		delete(p.busy, m.ID)
		if m.Err != nil {
			return tea.Batch(p.h.Fail(m.Err), p.Refresh())
		}
		var cmds []tea.Cmd
		if m.Value.said != "" {
			cmds = append(cmds, p.h.Say(toast.Success, "%s", page.Sentence(m.Value.said)))
		}
		if m.Value.then != nil {
			cmds = append(cmds, m.Value.then())
		}
		return tea.Batch(append(cmds, p.Refresh())...)
	}
	return nil
}

// soon is how long after its key a form still counts as asked for: later, keys
// may be meant for something else.
const soon = 700 * time.Millisecond

// form opens a form whose act works on a batch.
func (p *Page) form(spec dialog.FormSpec, act func(v dialog.Values) tea.Cmd) tea.Cmd {
	return p.formSince(p.h.Clock.Now(), spec, act)
}

// formSince opens a form that was asked for at a time and had to be prepared.
func (p *Page) formSince(asked time.Time, spec dialog.FormSpec, act func(v dialog.Values) tea.Cmd) tea.Cmd {
	if spec.Width == 0 {
		spec.Width = 70
	}
	spec.Trigger = p.h.LastKey
	spec.Done = func(v dialog.Values, ok bool) tea.Cmd {
		if !ok {
			return nil
		}
		return act(v)
	}
	if p.h.Clock.Now().Sub(asked) > soon {
		p.h.Dialogs.OpenUnasked(dialog.NewForm(spec))
	} else {
		p.h.Dialogs.Open(dialog.NewForm(spec))
	}
	return nil
}

func notes(lines ...dialog.Line) dialog.Field {
	return dialog.Field{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line { return lines }}
}

func strong(s string) dialog.Line { return dialog.Line{Text: s, Tone: theme.Strong} }
func muted(s string) dialog.Line  { return dialog.Line{Text: s, Tone: theme.Muted} }
func warn(s string) dialog.Line   { return dialog.Line{Text: s, Tone: theme.Warn} }
