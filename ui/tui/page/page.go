// Package page is the contract between the desktop and its pages: what a page
// is, and what the desktop gives it. The pages themselves are in the folders below.
package page

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/pane"
	"contra/ui/tui/status"
)

// Scopes that all pages share: the focus is in a table or in a pane of text.
const (
	Grid action.Scope = "grid"
	Text action.Scope = "text"
)

// Page is one tab of the desktop. Its methods are called on the program's loop
// and never read or write anything but memory; what is slow is in commands.
type Page interface {
	Scope() action.Scope
	Title() string
	// Attention is how many things on it need a person.
	Attention() int64
	// Actions is what can be done on the page.
	Actions() []action.Action
	// Init loads what the first view shows.
	Init() tea.Cmd
	// Refresh reads again after the ledger changed; the cursor stays on its row.
	Refresh() tea.Cmd
	// Update takes every message that is not input; those of others are ignored.
	Update(msg tea.Msg) tea.Cmd
	// Typing tells whether a text field has the keys, so that none can act.
	Typing() bool
	// Type takes a key while Typing.
	Type(k action.KeyPress) tea.Cmd
	// Back is Esc: it undoes the nearest thing and tells whether there was one.
	Back() (tea.Cmd, bool)
	// Mouse takes an event in the page's own coordinates.
	Mouse(m action.Mouse) tea.Cmd
	SetSize(w, h int) tea.Cmd
	// View is exactly as large as SetSize said.
	View() string
	// Status is what the status line says of the page.
	Status() []status.Part
	// Grid is the table with the focus, nil when there is none.
	Grid() grid.Navigator
	// Text is the pane of text with the focus, nil when there is none.
	Text() *pane.Pane
}

// Nest is a page of several views: Scope is that of the view on the screen, and
// Outer what all of them share.
type Nest interface {
	Outer() action.Scope
	// Inner names the scopes of the views.
	Inner() []action.ScopeInfo
}

// Scopes are the scopes of a page as its focus is now, the innermost first.
func Scopes(p Page) []action.Scope {
	out := []action.Scope{p.Scope()}
	if n, ok := p.(Nest); ok {
		out = append(out, n.Outer())
	}
	if p.Grid() != nil {
		out = append(out, Grid)
	}
	if p.Text() != nil {
		out = append(out, Text)
	}
	return append(out, action.Global)
}
