package dialog

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/theme"
)

// click gives the focus to what lies under the mouse, and presses it.
func (f *Form) click(m action.Mouse) (tea.Cmd, bool) {
	plain := &theme.Styles{}
	if m.Y == f.h-1 {
		_, hits := buttonLine(plain, f.w, f.buttons(), f.at-f.cancelAt())
		if i, ok := target(hits, m.X); ok {
			f.at = f.cancelAt() + i
			return f.press(i == 1)
		}
		return nil, false
	}
	rows := f.rows(plain, f.w)
	n := f.top + m.Y
	if m.Y < 0 || m.Y >= f.h-formFoot || m.X < 0 || m.X >= f.w || n >= len(rows) || rows[n].field < 0 {
		return nil, false
	}
	f.at = rows[n].field
	switch s := f.fields[f.at]; s.Kind {
	case Check:
		return f.tick(s), false
	case Choice:
		if o := rows[n].option; o >= 0 && s.Options[o].Off == "" && s.Options[o].Value != s.value {
			s.value = s.Options[o].Value
			return f.changed(s), false
		}
	}
	return nil, false
}
