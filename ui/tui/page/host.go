package page

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/qr/blocks"
	"contra/ui/tui/clock"
	"contra/ui/tui/dialog"
	"contra/ui/tui/task"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// Host is what the desktop gives its pages.
type Host struct {
	Ctx     context.Context
	Desk    *desk.Desk
	Clock   clock.Clock
	Styles  *theme.Styles
	Tasks   *task.Runner
	Toasts  *toast.Stack
	Dialogs *dialog.Stack
	Sending *Sending
	Zones   *Zones
	// Stakes is what kind of money is at stake: "LIVE", "TEST" or "PRACTICE".
	Stakes string
	// Symbols is how QR codes are drawn on the whole screen, and Plain what they are
	// drawn with in the screen's own colours.
	Symbols blocks.Options
	Plain   blocks.Ink
	// Copy puts text on the clipboard and says what was copied.
	Copy func(what, text string) tea.Cmd
	// ShowPayment goes to a payment on its page.
	ShowPayment func(row int64) tea.Cmd
	// ShowRefund goes to a refund on its page.
	ShowRefund func(id string) tea.Cmd
	// ShowPurchase goes to a purchase on its page.
	ShowPurchase func(id string) tea.Cmd
	// ShowBatch opens a batch on its page.
	ShowBatch func(id int64) tea.Cmd
	// ShowRun goes to a comparison on its page; the cursor stays on its break.
	ShowRun func(id int64) tea.Cmd

	// Leaving says that the program is being left: nothing is begun any more.
	Leaving bool
	// LastKey is the key that was pressed last: a dialog that it opens does not
	// take the same key as an answer.
	LastKey string

	followers []Follower
	told      map[string]ledger.RefundState
	attended  map[string]bool
}

// ChangedMsg says that the ledger was written to, by this process or another.
type ChangedMsg struct{ Version int64 }

// Attend notes whether a refund's outcome stands in an open window, where a
// passing message would only repeat it.
func (h *Host) Attend(id string, on bool) {
	if h.attended == nil {
		h.attended = map[string]bool{}
	}
	if on {
		h.attended[id] = true
	} else {
		delete(h.attended, id)
	}
}

// Attended tells whether a refund's outcome stands in an open window.
func (h *Host) Attended(id string) bool { return h.attended[id] }

// Told notes that the person has been told of a refund's state.
func (h *Host) Told(id string, s ledger.RefundState) {
	if h.told == nil {
		h.told = map[string]ledger.RefundState{}
	}
	h.told[id] = s
}

// First notes that the person is told how a purchase stands, and tells whether
// that is news to them.
func (h *Host) First(p ledger.Purchase) bool {
	s := ledger.RefundState(p.State)
	if h.Knows(p.ID, s) {
		return false
	}
	h.Told(p.ID, s)
	return true
}

// Knows tells whether the person has been told of a refund's state.
func (h *Host) Knows(id string, s ledger.RefundState) bool { return h.told[id] == s }

// Follower goes on after the dialog that began it was closed.
type Follower interface {
	// Follow takes every message that is not input; over ends the following.
	Follow(msg tea.Msg) (cmd tea.Cmd, over bool)
}

// Follow lets f see every message from now on.
func (h *Host) Follow(f Follower) { h.followers = append(h.followers, f) }

// Pass gives a message to all followers. One may call Follow for another.
func (h *Host) Pass(msg tea.Msg) tea.Cmd {
	if len(h.followers) == 0 {
		return nil
	}
	var cmds []tea.Cmd
	now := h.followers
	h.followers = nil
	kept := now[:0:0]
	for _, f := range now {
		cmd, over := f.Follow(msg)
		cmds = append(cmds, cmd)
		if !over {
			kept = append(kept, f)
		}
	}
	h.followers = append(kept, h.followers...)
	return tea.Batch(cmds...)
}

// Now is the ledger's time.
func (h *Host) Now() time.Time { return h.Desk.Store.Now() }

// ReadOnly says why nothing may be changed, empty when it may.
func (h *Host) ReadOnly() string {
	if h.Desk.Store.ReadOnly() {
		return "the ledger is open read-only"
	}
	return ""
}

// Say shows a message for a while.
func (h *Host) Say(l toast.Level, format string, args ...any) tea.Cmd {
	return h.Toasts.Add(l, fmt.Sprintf(format, args...))
}

// Fail shows an error with its next step. One about something that was
// cancelled is not worth a message.
func (h *Host) Fail(err error) tea.Cmd {
	if err == nil || errors.Is(err, context.Canceled) {
		return nil
	}
	var e *ledger.Error
	if errors.As(err, &e) && e.Code == ledger.ErrCancelled {
		return h.Toasts.Add(toast.Info, sentence(e.Error()))
	}
	return h.Toasts.Add(toast.Error, Explain(err))
}

// Explain is an error with its next step, in sentences.
func Explain(err error) string {
	text := sentence(err.Error())
	var e *ledger.Error
	if errors.As(err, &e) && e.Hint != "" {
		text += " " + sentence(e.Hint)
	}
	return text
}
