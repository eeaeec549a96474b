// Package action is the catalogue of everything a person can do. Key dispatch,
// footer hints, menus, help, the palette and the key table of the README all
// come from it, so none of them can say something else.
package action

import (
	tea "github.com/charmbracelet/bubbletea"

	// Whoever links bubbletea must also link the guard.
	_ "contra/ui/tui/term/guard"
)

// Scope is where an action applies: a page, a pane, or everywhere.
type Scope string

// Global applies wherever no dialog and no text field has the keys.
const Global Scope = "global"

// Action is one thing a person can do.
type Action struct {
	ID       string   // stable, e.g. "payment.refund"
	Scope    Scope    // where its keys work
	Keys     []string // any spelling that Canon knows; the first is shown
	Title    string   // for menus, help and palette: "Refund…"
	Menu     string   // the pull-down it stands in, empty for none
	Mnemonic rune     // its letter in that pull-down, 0 for none
	Danger   bool     // moves money or cannot be undone
	Hint     string   // one word for the footer, empty to leave it out
	// Disabled says why it cannot be done now, or "" when it can. Nil: always can.
	Disabled func() string
	// Run does it. It is called on the loop of the program, may change the
	// model, and returns what must happen in the background.
	Run func() tea.Cmd
}

// Reason says why the action cannot be done now, empty when it can.
func (a *Action) Reason() string {
	if a.Run == nil {
		return "not available"
	}
	if a.Disabled == nil {
		return ""
	}
	return a.Disabled()
}

// Key is the first key, in the words for people.
func (a *Action) Key() string {
	if len(a.Keys) == 0 {
		return ""
	}
	return Label(a.Keys[0])
}

// Outcome is what a key means: nothing (Action nil), an action, or an action
// with the reason why it cannot be done.
type Outcome struct {
	Action *Action
	Reason string
}

// Found tells whether the key means anything here.
func (o Outcome) Found() bool { return o.Action != nil }

// Run does the action; nil when there is none or when it is disabled.
func (o Outcome) Run() tea.Cmd {
	if o.Action == nil || o.Reason != "" {
		return nil
	}
	return o.Action.Run()
}
