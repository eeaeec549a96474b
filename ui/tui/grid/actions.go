package grid

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
)

// Navigator is any grid, whatever its rows.
type Navigator interface {
	Do(Verb) tea.Cmd
	// Why says why a verb cannot be done now, empty when it can.
	Why(Verb) string
	// SortNth orders by the nth sortable column on the screen, from 1.
	SortNth(n int) tea.Cmd
}

// Why says why a verb cannot be done now, empty when it can.
func (g *Grid[T, K]) Why(v Verb) string {
	switch v {
	case SortColumn:
		if g.col >= len(g.cfg.Columns) || !g.cfg.Columns[g.col].Sortable {
			return "this column cannot be sorted"
		}
	case Clear:
		if g.sel.list().Empty() {
			return "nothing is selected"
		}
	case Open:
		if g.cfg.OnOpen == nil {
			return "nothing to open"
		}
		fallthrough
	case Toggle, Range, SelectAll, Invert:
		if len(g.rows) == 0 {
			return "there are no rows"
		}
	}
	return ""
}

// SortNth orders by the nth sortable column on the screen, from 1.
func (g *Grid[T, K]) SortNth(n int) tea.Cmd {
	slots, _, _ := g.slots(g.w)
	for _, s := range slots {
		if c := g.cfg.Columns[s.col]; c.Sortable {
			if n--; n == 0 {
				g.col = s.col
				return g.SortBy(c.ID)
			}
		}
	}
	return nil
}

// Actions is the catalogue of what can be done to the grid that has the focus.
// Register it once; target says which grid that is and may give nil.
func Actions(scope action.Scope, menu string, target func() Navigator) []action.Action {
	type entry struct {
		v           Verb
		id, title   string
		hint        string
		letter      rune
		keys        []string
		listInMenus bool
	}
	entries := []entry{
		{Up, "up", "Row up", "", 0, []string{"up", "k"}, false},
		{Down, "down", "Row down", "", 0, []string{"down", "j"}, false},
		{PageUp, "page-up", "Page up", "", 0, []string{"pgup", "ctrl+b"}, false},
		{PageDown, "page-down", "Page down", "", 0, []string{"pgdown", "ctrl+f"}, false},
		{HalfUp, "half-up", "Half a page up", "", 0, []string{"ctrl+u"}, false},
		{HalfDown, "half-down", "Half a page down", "", 0, []string{"ctrl+d"}, false},
		{Home, "home", "First row", "", 0, []string{"home", "alt+<"}, false},
		{End, "end", "Last row", "", 0, []string{"end", "G", "alt+>"}, false},
		{Left, "left", "Column to the left", "", 0, []string{"left", "h"}, false},
		{Right, "right", "Column to the right", "", 0, []string{"right", "l"}, false},
		{Open, "open", "Open", "open", 'o', []string{"enter"}, true},
		{Toggle, "toggle", "Select or unselect the row", "select", 's', []string{"space"}, true},
		{SelectUp, "select-up", "Select upwards", "", 0, []string{"shift+up"}, false},
		{SelectDown, "select-down", "Select downwards", "", 0, []string{"shift+down"}, false},
		{SelectPageUp, "select-page-up", "Select a page upwards", "", 0, []string{"ctrl+shift+up"}, false},
		{SelectPageDown, "select-page-down", "Select a page downwards", "", 0, []string{"ctrl+shift+down"}, false},
		{Range, "range", "Begin or end a range", "", 'r', []string{"v"}, true},
		{SelectAll, "select-all", "Select everything in the filter", "", 'a', []string{"ctrl+a"}, true},
		{Invert, "invert", "Invert the selection", "", 'i', []string{"*"}, true},
		{Clear, "clear", "Select nothing", "", 'n', []string{"ctrl+\\", "U"}, true},
		{SortColumn, "sort", "Sort by the focused column", "sort", 'c', []string{"s"}, true},
		{Wide, "wide", "Show all columns", "", 'w', []string{"W"}, true},
		{Refresh, "refresh", "Read again", "", 'f', []string{"g", "f5"}, true},
	}
	out := make([]action.Action, 0, len(entries))
	for _, e := range entries {
		a := action.Action{
			ID: "grid." + e.id, Scope: scope, Keys: e.keys, Title: e.title, Hint: e.hint, Mnemonic: e.letter,
			Disabled: func() string {
				if n := target(); n != nil {
					return n.Why(e.v)
				}
				return "there is no table here"
			},
			Run: func() tea.Cmd { return target().Do(e.v) },
		}
		if e.listInMenus {
			a.Menu = menu
		}
		out = append(out, a)
	}
	return out
}

// DigitActions sorts by the nth column on the screen with the keys 1 to 9.
func DigitActions(scope action.Scope, target func() Navigator) []action.Action {
	var out []action.Action
	for n := 1; n <= 9; n++ {
		d := string(rune('0' + n))
		out = append(out, action.Action{
			ID: "grid.sort-" + d, Scope: scope, Keys: []string{d}, Title: "Sort by column " + d,
			Disabled: func() string {
				if target() == nil {
					return "there is no table here"
				}
				return ""
			},
			Run: func() tea.Cmd { return target().SortNth(n) },
		})
	}
	return out
}
