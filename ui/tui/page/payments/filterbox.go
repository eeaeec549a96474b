package payments

import (
	"errors"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/query"
	"contra/ui/tui/action"
	"contra/ui/tui/input"
	"contra/ui/tui/layout"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// pause is how long typing must rest before the list is read anew; what may
// become the name of a field rests longer, for as a word it would find nothing.
const (
	pause     = 120 * time.Millisecond
	longPause = 600 * time.Millisecond
)

// filterBox is the line in which a filter is typed. While it is open all keys
// are its own.
type filterBox struct {
	open   bool
	line   input.Line
	before query.Filter // to go back to
	err    *query.ParseError
	offers []query.Suggestion
	chosen int // index into offers, −1 for none
	seq    int
}

type typedMsg struct {
	p   *Page
	seq int
}

func (p *Page) openFilter() tea.Cmd {
	p.box.open, p.box.before, p.box.err = true, p.filter, nil
	text := p.filter.String()
	if text != "" {
		text += " "
	}
	p.box.line.SetValue(text)
	p.offer()
	return p.lay()
}

// close puts the box away.
func (p *Page) close(f query.Filter) tea.Cmd {
	p.box.open = false
	return tea.Batch(p.lay(), p.apply(f))
}

// Typing tells whether the filter box has the keys.
func (p *Page) Typing() bool { return p.box.open }

// Type takes a key of the filter box.
func (p *Page) Type(k action.KeyPress) tea.Cmd {
	b := &p.box
	switch k.Key {
	case "esc":
		return p.close(b.before)
	case "enter":
		if b.chosen >= 0 {
			return p.accept(b.chosen)
		}
		return p.enter()
	case "tab":
		if len(b.offers) > 0 {
			return p.accept(max(b.chosen, 0))
		}
		return nil
	case "down":
		b.chosen = min(b.chosen+1, len(b.offers)-1)
		return nil
	case "up":
		b.chosen = max(b.chosen-1, -1)
		return nil
	}
	before := b.line.Value()
	if !b.line.Update(k) {
		return nil
	}
	return p.typed(before)
}

// typed checks at once what was typed, and reads anew after a rest.
func (p *Page) typed(before string) tea.Cmd {
	p.offer()
	if p.box.line.Value() == before {
		return nil
	}
	_, p.box.err = parse(p.box.line.Value(), p.h.Clock.Now())
	p.box.seq++
	rest := pause
	if p.box.naming() {
		rest = longPause
	}
	return p.h.Clock.After(rest, typedMsg{p, p.box.seq})
}

// rest applies what was typed when nothing was typed since.
func (p *Page) rest(m typedMsg) tea.Cmd {
	if m.p != p || m.seq != p.box.seq || !p.box.open {
		return nil
	}
	if f, err := parse(p.box.line.Value(), p.h.Clock.Now()); err == nil {
		return p.apply(f)
	}
	return nil
}

// enter closes the box when the filter can be understood.
func (p *Page) enter() tea.Cmd {
	f, err := parse(p.box.line.Value(), p.h.Clock.Now())
	if p.box.err = err; err != nil {
		return nil
	}
	return p.close(f)
}

// naming tells whether the name of a field may be in the making.
func (b *filterBox) naming() bool {
	for _, o := range b.offers {
		if strings.HasSuffix(o.Text, ":") && o.To > o.From {
			return true
		}
	}
	return false
}

func (p *Page) accept(i int) tea.Cmd {
	before := p.box.line.Value()
	s := p.box.offers[i]
	p.box.line.Replace(s.From, s.To, s.Text)
	return p.typed(before)
}

func (p *Page) offer() {
	b := &p.box
	b.chosen = -1
	b.offers = query.Complete(b.line.Value(), b.line.Caret(), p.known)
	if len(b.offers) == 1 && b.offers[0].Text == b.line.Value()[b.offers[0].From:b.offers[0].To] {
		b.offers = nil // it stands there already
	}
}

// known are values that only the configuration and the ledger know.
func (p *Page) known(f query.Field) []string {
	var out []string
	switch f {
	case query.Method:
		for _, m := range p.h.Desk.Methods.All() {
			out = append(out, m.Name)
		}
	case query.Project:
		for _, x := range p.h.Desk.Config.Projects {
			out = append(out, itoa(x.ID))
		}
	case query.Currency:
		for _, t := range p.sums.by {
			out = append(out, string(t.Currency))
		}
		for _, m := range p.h.Desk.Methods.All() {
			for _, c := range m.Currencies {
				if !slices.Contains(out, string(c)) {
					out = append(out, string(c))
				}
			}
		}
	}
	return out
}

func parse(s string, now time.Time) (query.Filter, *query.ParseError) {
	f, err := query.Parse(s, now)
	var bad *query.ParseError
	if err != nil && !errors.As(err, &bad) {
		bad = &query.ParseError{Message: err.Error()}
	}
	return f, bad
}

// view draws the line and, below it, what is wrong or what to do.
func (b *filterBox) view(st *theme.Styles, w int) string {
	const label = " Filter: "
	n := min(len(label), w)
	line := st.Tone(theme.Accent).Render(text.Pad(label, n, text.Left)) + b.line.View(st, max(w-n, 0), true)
	note, tone := " Enter keeps it  Esc goes back  Tab completes  an empty filter shows all", theme.Muted
	if b.err != nil {
		note, tone = " "+st.Attention+" "+b.err.Message, theme.Bad
		if b.err.Hint != "" {
			note += ": " + b.err.Hint
		}
	}
	return text.Fit(line, w) + "\n" + st.Tone(tone).Render(text.Pad(text.Clean(note), w, text.Left))
}

// draw lays the offers over the list, below the line and what is wrong with it.
func (b *filterBox) draw(c *layout.Canvas, st *theme.Styles) {
	area := c.Bounds()
	if len(b.offers) == 0 || area.H < 4 {
		return
	}
	rows := min(len(b.offers), area.H-2, 10)
	top := max(0, b.chosen-rows+1)
	word := 0
	for _, o := range b.offers {
		word = max(word, text.Width(o.Text))
	}
	word = min(word, 24)
	body := ""
	wide := 0
	for i := top; i < top+rows; i++ {
		o := b.offers[i]
		line := " " + text.Pad(text.Clean(o.Text), word, text.Left) + "  " + text.Clean(o.About) + " "
		wide = max(wide, text.Width(line))
	}
	wide = min(wide, area.W)
	for i := top; i < top+rows; i++ {
		o := b.offers[i]
		style, sign := st.Panel, " "
		if i == b.chosen {
			style, sign = st.PanelOn, st.Glyphs.Cursor
		}
		line := sign + text.Pad(text.Clean(o.Text), word, text.Left) + "  " + text.Clean(o.About)
		if i > top {
			body += "\n"
		}
		body += style.Render(text.Pad(line, wide, text.Left))
	}
	x := 9
	if v := b.line.Value(); len(b.offers) > 0 {
		x += text.Width(text.Clean(v[:min(b.offers[0].From, len(v))]))
	}
	c.Draw(area.At(x, 2, wide, rows), body)
}
