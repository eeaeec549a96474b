package pane

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
)

// Actions is the catalogue of what can be done to the pane that has the focus.
// Register it once; target says which pane that is and may give nil.
func Actions(scope action.Scope, target func() *Pane) []action.Action {
	entries := []struct {
		v         Verb
		id, title string
		keys      []string
	}{
		{Up, "up", "Line up", []string{"up", "k"}},
		{Down, "down", "Line down", []string{"down", "j"}},
		{PageUp, "page-up", "Page up", []string{"pgup", "ctrl+b"}},
		{PageDown, "page-down", "Page down", []string{"pgdown", "ctrl+f", "space"}},
		{Home, "home", "To the beginning", []string{"home", "g"}},
		{End, "end", "To the end", []string{"end", "G"}},
	}
	out := make([]action.Action, 0, len(entries))
	for _, e := range entries {
		out = append(out, action.Action{
			ID: "text." + e.id, Scope: scope, Keys: e.keys, Title: e.title,
			Disabled: func() string {
				if target() == nil {
					return "there is no text here"
				}
				return ""
			},
			Run: func() tea.Cmd {
				target().Do(e.v)
				return nil
			},
		})
	}
	return out
}
