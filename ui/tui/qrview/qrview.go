// Package qrview shows a QR symbol on the whole screen, for a customer to scan.
package qrview

import (
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/qr"
	"contra/core/qr/blocks"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/layout"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Spec says what is shown and what the keys do.
type Spec struct {
	Symbol qr.Symbol
	Look   blocks.Options
	// Lines is what stands beside the symbol; it is asked for at every drawing.
	Lines func() []dialog.Line
	// Said is what was told last, since the symbol covers where it would be seen.
	Said func() []dialog.Line
	Copy func() tea.Cmd
	Save func() tea.Cmd
}

// View is the dialog. It has no frame: a link fills a screen of 80×24.
type View struct {
	Spec
	w, h int
}

// New makes the dialog.
func New(s Spec) *View { return &View{Spec: s} }

// Bare makes it as large as the screen.
func (v *View) Bare() {}

// ID names the dialog.
func (v *View) ID() string { return "qr" }

// Title is that of the dialog, which nobody sees.
func (v *View) Title() string { return "QR code" }

// Size is everything.
func (v *View) Size(w, h int) (int, int) { return w, h }

// SetSize tells what it got.
func (v *View) SetSize(w, h int) { v.w, v.h = w, h }

// Update takes the keys.
func (v *View) Update(msg tea.Msg) (tea.Cmd, bool) {
	k, ok := msg.(action.KeyPress)
	if !ok {
		return nil, false
	}
	switch k.Key {
	case "esc", "q", "enter":
		return nil, true
	case "y":
		return v.Copy(), false
	case "x":
		return v.Save(), false
	case "f":
		v.Look.Sextants = !v.Look.Sextants
	}
	return nil, false
}

// Words stand at the right of the symbol where there are so many columns for
// them, or fewer when there are not enough lines below it.
const (
	beside       = 22
	besideNarrow = 14
	below        = 4
)

// View draws the symbol and what stands beside or below it.
func (v *View) View(st *theme.Styles) string {
	c := layout.NewCanvas(v.w, v.h)
	p, err := blocks.Draw(v.Symbol, v.w, v.h, v.Look)
	if err != nil {
		c.Draw(layout.New(v.w, v.h).Inset(2, 1), v.words(st, max(v.w-4, 0), v.short(err)...))
		return c.String()
	}
	all := layout.New(v.w, v.h)
	picture := strings.Join(p.Lines, "\n")
	if right := v.w - p.Columns; right >= beside || right >= besideNarrow && v.h-len(p.Lines) < below {
		cut := all.Columns(layout.Fixed(p.Columns), layout.Fill(1))
		c.Draw(cut[0].Center(p.Columns, len(p.Lines)), picture)
		in := cut[1].Inset(2, 1)
		c.Draw(in, v.words(st, in.W))
		return c.String()
	}
	cut := all.Rows(layout.Fixed(len(p.Lines)), layout.Fill(1))
	c.Draw(cut[0].Center(p.Columns, len(p.Lines)), picture)
	c.Draw(cut[1].Inset(1, 0), v.words(st, max(v.w-2, 0)))
	return c.String()
}

// short says what the symbol needs, and what helps.
func (v *View) short(err error) []dialog.Line {
	lines := []dialog.Line{{Text: err.Error() + ".", Tone: theme.Warn}}
	var small *blocks.TooSmall
	finer := v.Look
	finer.Sextants = true
	if w, h := blocks.Needs(v.Symbol, finer); errors.As(err, &small) && w <= v.w && h <= v.h {
		return append(lines, dialog.Line{Text: "With finer signs it fits: f."}, dialog.Line{})
	}
	return append(lines, dialog.Line{Text: "Make the terminal larger or its letters smaller, or save the code as a picture: x."}, dialog.Line{})
}

func (v *View) words(st *theme.Styles, w int, first ...dialog.Line) string {
	keys := "y copy   x save   Esc back"
	if !v.Look.ASCII {
		keys = "y copy   x save   f finer or coarser signs   Esc back"
	}
	var out []string
	lines := append(append(first, v.Lines()...), dialog.Line{}, dialog.Line{Text: keys, Tone: theme.Muted})
	if said := v.Said(); len(said) > 0 {
		lines = append(append(lines, dialog.Line{}), said...)
	}
	for _, l := range lines {
		for _, s := range text.Wrap(text.Clean(l.Text), w) {
			out = append(out, st.Tone(l.Tone).Render(s))
		}
	}
	return strings.Join(out, "\n")
}

var _ dialog.Dialog = (*View)(nil)
