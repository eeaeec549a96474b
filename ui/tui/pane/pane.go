// Package pane is a piece of text of many lines beside a table, such as the
// story of a payment: it scrolls, and some of its lines can be chosen.
package pane

import (
	"contra/ui/tui/action"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Part is a piece of a line with its meaning. The text is cleaned when it is drawn.
type Part struct {
	Text string
	Tone theme.Tone
}

// Line is one line. A line that can be chosen has Item above 0: lines of the
// same item are chosen together.
type Line struct {
	Parts []Part
	Item  int
}

// Plain is a line of one piece that cannot be chosen.
func Plain(tone theme.Tone, s string) Line { return Line{Parts: []Part{{s, tone}}} }

// Pane is the widget. The zero value is empty and ready.
type Pane struct {
	build func(w int) []Line
	lines []Line
	built int // the width that lines were built for

	w, h    int
	top     int
	item    int // the chosen item, 0 for none
	focused bool
}

// Set gives the pane its content as a function of its width. The chosen item
// and the place stay when keep is true.
func (p *Pane) Set(build func(w int) []Line, keep bool) {
	p.build, p.built = build, -1
	if !keep {
		p.top, p.item = 0, 0
	}
	p.rebuild()
}

// SetSize tells how large the pane is drawn.
func (p *Pane) SetSize(w, h int) {
	p.w, p.h = max(w, 0), max(h, 0)
	p.rebuild()
}

// SetFocused tells whether the keys go to this pane.
func (p *Pane) SetFocused(on bool) { p.focused = on }

func (p *Pane) rebuild() {
	if p.build == nil || p.built == p.w {
		p.clamp()
		return
	}
	p.lines, p.built = p.build(p.w), p.w
	if p.item != 0 && p.find(p.item) < 0 {
		p.item = 0
	}
	p.clamp()
}

func (p *Pane) clamp() { p.top = max(0, min(p.top, len(p.lines)-p.h)) }

// Item is the chosen item, 0 when none is.
func (p *Pane) Item() int { return p.item }

// Choose chooses an item and brings it into sight.
func (p *Pane) Choose(item int) {
	if p.find(item) >= 0 {
		p.item = item
		p.show()
	}
}

func (p *Pane) find(item int) int {
	for i, l := range p.lines {
		if l.Item == item {
			return i
		}
	}
	return -1
}

// show scrolls until the chosen item is seen.
func (p *Pane) show() {
	first := p.find(p.item)
	if p.item == 0 || first < 0 {
		return
	}
	last := first
	for last+1 < len(p.lines) && p.lines[last+1].Item == p.item {
		last++
	}
	if last >= p.top+p.h {
		p.top = last - p.h + 1
	}
	if first < p.top {
		p.top = first
	}
	p.clamp()
}

// step chooses the next item in a direction; where there is none it scrolls.
func (p *Pane) step(d int) {
	at := p.find(p.item)
	if p.item == 0 || at < p.top || at >= p.top+p.h {
		at = p.top - 1
		if d < 0 {
			at = p.top + p.h
		}
	}
	for i := at + d; i >= 0 && i < len(p.lines); i += d {
		if l := p.lines[i]; l.Item != 0 && l.Item != p.item {
			if (d > 0 && i >= p.top+2*p.h) || (d < 0 && i < p.top-p.h) {
				break
			}
			p.item = l.Item
			p.show()
			return
		}
	}
	p.top += d
	p.clamp()
}

// Verb is what a person does to a pane.
type Verb uint8

// The verbs.
const (
	Up Verb = iota
	Down
	PageUp
	PageDown
	Home
	End
)

// Do carries out a verb.
func (p *Pane) Do(v Verb) {
	switch v {
	case Up:
		p.step(-1)
	case Down:
		p.step(1)
	case PageUp:
		p.top -= max(p.h-1, 1)
	case PageDown:
		p.top += max(p.h-1, 1)
	case Home:
		p.top, p.item = 0, 0
	case End:
		p.top = len(p.lines)
		for i := len(p.lines) - 1; i >= 0; i-- {
			if p.lines[i].Item != 0 {
				p.item = p.lines[i].Item
				break
			}
		}
	}
	p.clamp()
}

// Mouse takes an event in the pane's own coordinates and tells whether a click
// chose an item that was chosen already, which opens it.
func (p *Pane) Mouse(m action.Mouse) (open bool) {
	switch {
	case m.Kind == action.WheelUp:
		p.top -= 3
	case m.Kind == action.WheelDown:
		p.top += 3
	case m.Click():
		if i := p.top + m.Y; m.Y >= 0 && m.Y < p.h && i < len(p.lines) && p.lines[i].Item != 0 {
			open = p.item == p.lines[i].Item
			p.item = p.lines[i].Item
		}
	}
	p.clamp()
	return open
}

// More tells whether lines lie above or below what is seen.
func (p *Pane) More() (above, below bool) { return p.top > 0, p.top+p.h < len(p.lines) }

// View draws the pane in exactly the size that it was told.
func (p *Pane) View(st *theme.Styles) string {
	var b []byte
	for y := range p.h {
		if y > 0 {
			b = append(b, '\n')
		}
		if i := p.top + y; i < len(p.lines) {
			b = p.line(b, st, p.lines[i])
		} else {
			b = append(b, text.Spaces(p.w)...)
		}
	}
	return string(b)
}

// line draws one line in exactly w columns; a chosen one in one style from end
// to end, with a sign in front that is seen without any style.
func (p *Pane) line(b []byte, st *theme.Styles, l Line) []byte {
	chosen := l.Item != 0 && l.Item == p.item
	sign := " "
	if chosen {
		sign = st.Glyphs.Cursor
	}
	style := theme.Style{}
	if chosen {
		style = st.CursorIdle
		if p.focused {
			style = st.Cursor
		}
	}
	if p.w < 2 {
		return append(b, text.Spaces(p.w)...)
	}
	b = append(b, style.Open()...)
	b = append(b, sign...)
	left := p.w - 1
	for _, part := range l.Parts {
		s := text.Truncate(text.Clean(part.Text), left)
		if s == "" {
			continue
		}
		left -= text.Width(s)
		if chosen {
			b = append(b, s...)
		} else {
			b = st.Tone(part.Tone).Append(b, s)
		}
	}
	b = append(b, text.Spaces(left)...)
	return append(b, style.Close()...)
}
