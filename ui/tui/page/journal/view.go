package journal

import (
	"encoding/hex"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/action"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/rawview"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func (p *Page) lay() tea.Cmd {
	return p.split.Lay(p.grid, &p.detail)
}

// SetSize tells how large the page is.
func (p *Page) SetSize(w, h int) tea.Cmd {
	p.split.W, p.split.H = w, h
	return p.lay()
}

// View draws the page.
func (p *Page) View() string {
	entry := page.Label{Title: "Entry"}
	if e, ok := p.grid.Current(); ok {
		entry.Title = "Entry " + page.Count(e.Seq)
	}
	if p.split.Full {
		entry.Foot = "Esc back"
	}
	return p.split.Draw(p.h.Styles, "", p.grid, page.Label{Title: "Journal"}, &p.detail, entry)
}

// show fills the pane with the entry under the cursor.
func (p *Page) show() {
	e, ok := p.grid.Current()
	if !ok {
		p.detail.Set(nil, false)
		return
	}
	p.detail.Set(func(w int) []pane.Line { return lines(e, w) }, false)
}

func lines(e ledger.Entry, w int) []pane.Line {
	var out []pane.Line
	for _, f := range [][2]string{{"what", e.Kind}, {"subject", e.Subject}, {"by", e.Operator}, {"at", page.Moment(e.At) + " UTC"},
		{"follows", short(e.Prev)}, {"hash", short(e.Hash)}} {
		if f[1] != "" {
			out = append(out, pane.Line{Parts: []pane.Part{{Text: text.Pad(f[0], 9, text.Left), Tone: theme.Muted}, {Text: f[1]}}})
		}
	}
	out = append(out, pane.Plain(theme.Plain, ""))
	for l := range strings.SplitSeq(rawview.Text(e.Payload), "\n") {
		for _, part := range text.Wrap(text.CleanLines(l), max(w-2, 8)) {
			out = append(out, pane.Plain(theme.Plain, part))
		}
	}
	return out
}

// short is the beginning of a hash, which is what people compare.
func short(hash []byte) string {
	s := hex.EncodeToString(hash)
	if len(s) > 16 {
		return s[:16] + "…"
	}
	return s
}

// Mouse takes an event in the page's coordinates.
func (p *Page) Mouse(m action.Mouse) tea.Cmd {
	_, list, detail := p.split.Place()
	if in, ok := m.In(list.Inset(1, 1)); ok {
		var cmd tea.Cmd
		if m.Kind == action.Press && p.split.OnDetail {
			p.split.OnDetail = false
			cmd = p.lay()
		}
		return tea.Batch(cmd, p.grid.Mouse(in))
	}
	if in, ok := m.In(detail.Inset(1, 1)); ok {
		if m.Kind == action.Press && !p.split.OnDetail {
			p.split.OnDetail = true
			p.lay()
		}
		p.detail.Mouse(in)
	}
	return nil
}
