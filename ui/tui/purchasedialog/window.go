package purchasedialog

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/dialog"
	"contra/ui/tui/theme"
)

// window is the dialog of a flow; what it shows changes on the way.
type window struct{ f *Flow }

func (w *window) ID() string                   { return "purchase" }
func (w *window) Title() string                { return w.f.title() }
func (w *window) Size(x, y int) (int, int)     { return w.f.inner.Size(x, y) }
func (w *window) SetSize(x, y int)             { w.f.inner.SetSize(x, y) }
func (w *window) View(st *theme.Styles) string { return w.f.inner.View(st) }

// title is the window's.
func (f *Flow) title() string {
	if f.via == ledger.ViaLink {
		return "New payment link"
	}
	return "New purchase through Gate"
}

// Accept is the label of the act, empty when there is none.
func (w *window) Accept() string {
	if a, ok := w.f.inner.(interface{ Accept() string }); ok {
		return a.Accept()
	}
	return ""
}

// Focused is what has the focus.
func (w *window) Focused() string {
	if a, ok := w.f.inner.(interface{ Focused() string }); ok {
		return a.Focused()
	}
	return ""
}

// Update gives keys to what is shown. A form that was submitted is replaced, not closed.
func (w *window) Update(msg tea.Msg) (tea.Cmd, bool) {
	before := w.f.inner
	cmd, done := w.f.inner.Update(msg)
	if done && w.f.inner != before {
		return cmd, false
	}
	if done {
		w.f.open = false
	}
	return cmd, done
}

var _ dialog.Dialog = (*window)(nil)
