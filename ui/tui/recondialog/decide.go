package recondialog

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/core/recon/work"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/task"
	"contra/ui/tui/toast"
)

// deed is a verb in the words of a dialog.
type deed struct{ title, submit, means, ask string }

func wording(v archive.Verb) deed {
	d := deed{ask: "Why"}
	switch v {
	case archive.Accept:
		d.title, d.submit = "Accept as it is", "Accept"
	case archive.Duplicate:
		d.title, d.submit = "The same thing twice", "Mark as duplicate"
	case archive.Exclude:
		d.title, d.submit = "Leave out", "Leave out"
	case archive.Contest:
		d.title, d.submit = "Contest with the platform", "Contest"
	case archive.Carry:
		d.title, d.submit = "Carry forward", "Carry forward"
	}
	for _, x := range archive.Verbs() {
		if x.Verb == v {
			d.means = x.Means
		}
	}
	return d
}

// Decide shows what a decision would do and asks for the note; about more than one
// break also for their number. then is called when it is stored.
func (w *Work) Decide(p Pick, verb archive.Verb, asked time.Time, then func() tea.Cmd) tea.Cmd {
	d := w.h.Desk
	trigger := w.h.LastKey
	return page.Do(&w.act, "Looking at what is chosen", func(ctx context.Context, _ func(task.Progress)) (work.Plan, error) {
		numbers, err := p.numbers(ctx, d.Store)
		if err != nil {
			return work.Plan{}, err
		}
		return d.Breaks.Plan(ctx, p.Run, numbers, p.Filter, verb, "")
	}, func(plan work.Plan, err error) tea.Cmd {
		if err != nil {
			return w.h.Fail(err)
		}
		if len(plan.Findings) == 0 {
			return w.nothing(asked, plan)
		}
		return w.askNote(asked, trigger, plan, then)
	})
}

// nothing says why nothing of what was chosen can be decided so.
func (w *Work) nothing(asked time.Time, plan work.Plan) tea.Cmd {
	lines := []dialog.Line{plain("Nothing of what is chosen can be decided so."), {}}
	return w.open(asked, dialog.NewMessage("decide-nothing", wording(plan.Verb).title, append(lines, refusals(plan.Refused)...), nil))
}

func (w *Work) askNote(asked time.Time, trigger string, plan work.Plan, then func() tea.Cmd) tea.Cmd {
	words := wording(plan.Verb)
	n := int64(len(plan.Findings))
	spec := dialog.FormSpec{ID: "decide", Title: words.title, Submit: words.submit, Trigger: trigger, Quick: n == 1, Risky: n > 1}
	lines := single(&plan)
	if n > 1 {
		lines = several(&plan)
	}
	lines = append(lines, muted(page.Sentence(words.means)), dialog.Line{})
	spec.Fields = []dialog.Field{notes(lines...), noteField(words.ask)}
	if n > 1 {
		spec.Fields = append(spec.Fields, dialog.Field{ID: "count", Kind: dialog.Typed, Label: "Type the number of breaks", Limit: 12,
			Want: func(dialog.Values) string { return fmt.Sprint(n) }, Same: sameNumber})
	}
	return w.form(asked, spec, func(v dialog.Values) tea.Cmd {
		plan.Note = strings.TrimSpace(v["note"])
		return w.decide(plan, then)
	})
}

// sameNumber compares numbers whatever their thousands marks.
func sameNumber(got, want string) bool { return strings.ReplaceAll(got, ",", "") == want }

func (w *Work) decide(plan work.Plan, then func() tea.Cmd) tea.Cmd {
	d, n := w.h.Desk, int64(len(plan.Findings))
	return page.Store(&w.act, "Deciding about "+page.Things(n, "break", "breaks"), func(ctx context.Context) ([]archive.Decision, error) { return d.Breaks.Decide(ctx, plan) },
		func([]archive.Decision) tea.Cmd {
			return tea.Batch(w.h.Say(toast.Success, "%s: %s. u takes it back.", page.Things(n, "break", "breaks"), prose.Decided(plan.Verb)), then())
		})
}
