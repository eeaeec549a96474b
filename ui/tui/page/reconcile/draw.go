package reconcile

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// SetSize tells how large the page is; the first row is the views' names.
func (p *Page) SetSize(w, h int) tea.Cmd {
	p.w, p.h2 = w, h
	cmds := make([]tea.Cmd, len(p.views))
	for i, v := range p.views {
		cmds[i] = v.SetSize(w, max(h-1, 0))
	}
	return tea.Batch(cmds...)
}

// View draws the page.
func (p *Page) View() string {
	if p.h2 <= 1 {
		return p.line()
	}
	return page.Above(p.line(), p.view().View())
}

// keys opens a view, by its place.
var keys = [...]string{"B", "M", "R", "N"}

// name is where a view's name stands in the first row.
type name struct {
	from, to int
	text     string
	note     string
}

func (p *Page) names() []name {
	x := 0
	out := make([]name, len(p.views))
	for i, v := range p.views {
		n := name{from: x, text: keys[i] + " " + v.Title()}
		if waits := v.Attention(); waits > 0 {
			n.note = " " + p.h.Styles.Attention + page.Count(waits)
		}
		n.to = x + 1 + text.Width(n.text+n.note) + 1
		x = n.to + 1
		out[i] = n
	}
	return out
}

// line is the views, and at the right the month that is shown, or what goes on.
func (p *Page) line() string {
	st := p.h.Styles
	var line []byte
	used := 0
	for i, n := range p.names() {
		if i > 0 {
			line = st.Border.Append(line, st.Sep)
		}
		style, sign := st.Tab, " "
		if i == p.at {
			style, sign = st.TabOn, st.Glyphs.Cursor
		}
		line = append(line, sign...)
		line = style.Append(line, n.text)
		line = st.Tone(theme.Warn).Append(line, n.note)
		line = append(line, ' ')
		used = n.to + 1
	}
	if room := p.w - used - 1; room > 8 {
		line = append(line, st.Tone(theme.Accent).Render(text.Pad(p.right(room), room, text.Right))...)
	}
	return text.Fit(string(line), p.w)
}

// right is what goes on, or else the month with the keys that turn it.
func (p *Page) right(w int) string {
	if j, ok := p.work.Running(); ok {
		return going(j, w)
	}
	if p.at != onBreaks || p.month == "" {
		return ""
	}
	s := prose.Month(p.month)
	if p.mayTurn(1)() == "" {
		s = "< " + s
	}
	if p.mayTurn(-1)() == "" {
		s += " >"
	}
	return text.Truncate(s, w)
}

// going says in at most w columns what goes on and how far it is.
func going(j task.Info, w int) string {
	what := text.Clean(j.Title)
	verb, _, _ := strings.Cut(what, " ")
	how := "…, Esc cancels"
	switch {
	case j.Cancelling:
		what, verb, how = "", "", "cancelling…"
	case j.Percent() >= 0 && j.Progress.Done > 0:
		how = " " + page.Count(int64(j.Percent())) + "%, Esc cancels"
	}
	for _, s := range []string{what + how, verb + how} {
		if text.Width(s) <= w {
			return s
		}
	}
	return text.Truncate(how, w)
}

// Mouse takes an event in the page's coordinates.
func (p *Page) Mouse(m action.Mouse) tea.Cmd {
	if m.Y == 0 {
		if m.Click() {
			for i, n := range p.names() {
				if m.X >= n.from && m.X < n.to {
					return p.Show(i)
				}
			}
		}
		return nil
	}
	m.Y--
	return p.view().Mouse(m)
}
