package refunddialog

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/advice"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// result shows what became of the refund. A failure of the ledger stands first.
func (f *Flow) result(failed error) {
	r := f.refund
	a := advice.Of(r, 0, advice.Policy{ResendAfter: f.h.Desk.Runner.ResendAfter, Timeout: f.h.Desk.Runner.Timeout})
	sign := advice.Glyph(f.h.Styles, r.State)
	lines := []dialog.Line{{Text: fmt.Sprintf("%s %s: %s", sign, r.Amount, headline(r.State)), Tone: advice.Tone(r.State)}, {}}
	if failed != nil {
		lines = append(lines, dialog.Line{Text: "What came back could not be stored: " + page.Explain(failed), Tone: theme.Bad},
			dialog.Line{Text: "Do not refund again: contra asks the platform as soon as the ledger can be written.", Tone: theme.Warn}, dialog.Line{})
	}
	add := func(name, s string) {
		if s != "" {
			lines = append(lines, dialog.Line{Text: name + s})
		}
	}
	add("", page.Sentence(a.Now))
	add("Next: ", page.Stop(a.Next))
	add("Safe because ", page.Stop(a.Safe))
	lines = append(lines, dialog.Line{}, dialog.Line{Text: "refund " + r.ID, Tone: theme.Muted})
	if r.OperationID != "" {
		lines = append(lines, dialog.Line{Text: "operation " + text.Clean(r.OperationID), Tone: theme.Muted})
	}
	f.inner = dialog.NewMessage("result", f.title(), lines, nil)
	f.reopen()
	if f.open {
		f.h.Attend(r.ID, true)
		f.h.Told(r.ID, r.State)
	}
}

// headline is a state in the words of an outcome.
func headline(s ledger.RefundState) string {
	switch s {
	case ledger.Succeeded, ledger.Confirmed:
		return "refunded"
	case ledger.Accepted, ledger.Sent:
		return "on its way"
	case ledger.Prepared:
		return "stored, not sent yet"
	case ledger.InDoubt:
		return "in doubt, contra finds out"
	}
	return advice.Word(s)
}

// say tells of the outcome when the window is closed.
func (f *Flow) say(failed error) tea.Cmd {
	if f.open {
		return nil
	}
	if failed != nil {
		return f.h.Fail(failed)
	}
	return Tell(f.h, f.refund)
}

// Tell shows a refund's state for a while, once for each state.
func Tell(h *page.Host, r ledger.Refund) tea.Cmd {
	if h.Attended(r.ID) || h.Knows(r.ID, r.State) {
		return nil
	}
	h.Told(r.ID, r.State)
	level := toast.Info
	switch r.State {
	case ledger.Succeeded, ledger.Confirmed:
		level = toast.Success
	case ledger.InDoubt, ledger.Declined, ledger.Rejected, ledger.ReversedBackNow:
		level = toast.Warning
	}
	what := advice.Word(r.State)
	if r.State == ledger.Declined || r.State == ledger.Rejected {
		if r.Code != "" {
			what += " (" + r.Code + ")"
		}
	}
	return h.Say(level, "Refund of %s on %s: %s", r.Amount, text.Clean(r.PaymentID), what)
}
