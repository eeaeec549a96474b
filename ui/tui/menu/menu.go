// Package menu is the menu bar and its pull-downs, made from the catalogue.
package menu

import (
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/layout"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Bar is the menu bar. It takes keys only while a pull-down is open, and those
// that open one.
type Bar struct {
	reg    *action.Registry
	brand  string
	scopes func() []action.Scope
	open   int // index of the open menu, −1 for none
	item   int
	w, h   int
}

// New makes a bar; scopes tells which scopes are active, for what is disabled.
func New(reg *action.Registry, brand string, scopes func() []action.Scope) *Bar {
	return &Bar{reg: reg, brand: brand, scopes: scopes, open: -1, w: 80, h: 24}
}

// SetSize tells how large the screen is.
func (b *Bar) SetSize(w, h int) { b.w, b.h = w, h }

// Open tells whether a pull-down is open, so that all keys belong to the bar.
func (b *Bar) Open() bool { return b.open >= 0 }

// Close shuts the pull-down.
func (b *Bar) Close() { b.open = -1 }

func (b *Bar) show(i int) {
	n := len(b.reg.Menus())
	if n == 0 {
		return
	}
	b.open, b.item = (i+n)%n, 0
}

func (b *Bar) items() []*action.Action {
	if !b.Open() {
		return nil
	}
	return b.reg.InMenu(b.reg.Menus()[b.open].Title)
}

// Update takes keys and mouse events in screen coordinates and tells whether
// they were for the bar. F10 and Alt+letter open it.
func (b *Bar) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case action.KeyPress:
		return b.key(m)
	case action.Mouse:
		return b.mouse(m)
	}
	return nil, false
}

func (b *Bar) key(k action.KeyPress) (tea.Cmd, bool) {
	if letter, ok := strings.CutPrefix(k.Key, "alt+"); ok {
		for i, m := range b.reg.Menus() {
			if m.Mnemonic != 0 && letter == string(unicode.ToLower(m.Mnemonic)) {
				b.show(i)
				return nil, true
			}
		}
	}
	if k.Key == "f10" {
		if b.Open() {
			b.Close()
		} else {
			b.show(0)
		}
		return nil, true
	}
	if !b.Open() {
		return nil, false
	}
	items := b.items()
	switch k.Key {
	case "esc":
		b.Close()
	case "left":
		b.show(b.open - 1)
	case "right", "tab":
		b.show(b.open + 1)
	case "down":
		b.item = (b.item + 1) % max(len(items), 1)
	case "up":
		b.item = (b.item - 1 + len(items)) % max(len(items), 1)
	case "home":
		b.item = 0
	case "end":
		b.item = max(len(items)-1, 0)
	case "enter", "space":
		return b.choose(b.item), true
	default:
		for i, a := range items {
			if a.Mnemonic != 0 && strings.EqualFold(k.Key, string(a.Mnemonic)) {
				return b.choose(i), true
			}
		}
	}
	return nil, true
}

// choose closes the menu and does the action. A disabled one stays, with the
// reason in sight.
func (b *Bar) choose(i int) tea.Cmd {
	items := b.items()
	if i < 0 || i >= len(items) {
		return nil
	}
	b.item = i
	o := b.reg.Outcome(items[i], b.scopes()...)
	if o.Reason != "" {
		return nil
	}
	b.Close()
	return o.Run()
}

func (b *Bar) mouse(m action.Mouse) (tea.Cmd, bool) {
	if m.Y == 0 && m.Click() {
		for i, r := range b.titles() {
			if r.Contains(m.X, 0) {
				if b.open == i {
					b.Close()
				} else {
					b.show(i)
				}
				return nil, true
			}
		}
	}
	if !b.Open() {
		return nil, false
	}
	switch m.Kind {
	case action.WheelDown:
		return b.key(action.KeyPress{Key: "down"})
	case action.WheelUp:
		return b.key(action.KeyPress{Key: "up"})
	case action.Press:
		box, top := b.box()
		in, ok := m.In(box.Inset(1, 1))
		if !ok {
			if !box.Contains(m.X, m.Y) {
				b.Close()
			}
			return nil, true
		}
		return b.choose(top + in.Y), true
	}
	return nil, true
}

// beside is the room at the right of the titles for what is being done.
const beside = 12

// titles is where each menu's title stands in the bar. They move together where
// there would be no room beside them.
func (b *Bar) titles() []layout.Rect {
	if wide := b.titlesApart(2); len(wide) == 0 || wide[len(wide)-1].X+wide[len(wide)-1].W+beside <= b.w {
		return wide
	}
	return b.titlesApart(1)
}

// titlesApart places the titles with so many blanks beside each.
func (b *Bar) titlesApart(blanks int) []layout.Rect {
	x := 0
	if b.brand != "" {
		x = text.Width(b.brand) + 2
	}
	out := make([]layout.Rect, 0, len(b.reg.Menus()))
	for _, m := range b.reg.Menus() {
		w := text.Width(m.Title) + blanks
		out = append(out, layout.Rect{X: x, W: w, H: 1})
		x += w
	}
	return out
}

// box is the pull-down on the screen, and the first item that it shows.
func (b *Bar) box() (layout.Rect, int) {
	items := b.items()
	w := 16
	for _, a := range items {
		w = max(w, text.Width(a.Title)+text.Width(a.Key())+6)
		if why := b.reg.Reason(a, b.scopes()...); why != "" {
			w = max(w, text.Width(why)+5)
		}
	}
	x := 0
	if t := b.titles(); b.open < len(t) {
		x = t[b.open].X
	}
	area := layout.Rect{Y: 1, W: b.w, H: max(b.h-1, 0)}
	box := area.At(x, 1, w, len(items)+3)
	room := max(box.H-3, 1)
	return box, max(0, min(b.item-room+1, len(items)-room))
}

// Width is how many columns brand and titles take.
func (b *Bar) Width() int {
	t := b.titles()
	if len(t) == 0 {
		return text.Width(b.brand) + 2
	}
	last := t[len(t)-1]
	return last.X + last.W
}

// View draws the left part of the bar in exactly w columns.
func (b *Bar) View(st *theme.Styles, w int) string {
	line := []byte(nil)
	if b.brand != "" {
		line = st.Bar.With(st.Title).Append(line, " "+b.brand+" ")
	}
	places := b.titles()
	for i, m := range b.reg.Menus() {
		after := text.Spaces(places[i].W - text.Width(m.Title) - 1)
		if i == b.open {
			line = st.BarOpen.Append(line, " "+m.Title+after)
			continue
		}
		line = st.Bar.Append(line, " ")
		line = mnemonic(line, st.Bar, st.BarKey, m.Title, m.Mnemonic)
		line = st.Bar.Append(line, after)
	}
	n := text.Width(string(line))
	if n < w {
		line = st.Bar.Append(line, text.Spaces(w-n))
	}
	return text.Fit(string(line), w)
}

// mnemonic appends s with its letter underlined, where it has one.
func mnemonic(b []byte, base, key theme.Style, s string, letter rune) []byte {
	at := -1
	if letter != 0 {
		at = strings.IndexFunc(s, func(r rune) bool { return unicode.ToLower(r) == unicode.ToLower(letter) })
	}
	if at < 0 {
		return base.Append(b, s)
	}
	n := len(string([]rune(s[at:])[0]))
	if at > 0 {
		b = base.Append(b, s[:at])
	}
	b = key.Append(b, s[at:at+n])
	if at+n < len(s) {
		b = base.Append(b, s[at+n:])
	}
	return b
}

// Draw puts the open pull-down on the canvas.
func (b *Bar) Draw(c *layout.Canvas, st *theme.Styles) {
	if !b.Open() {
		return
	}
	box, top := b.box()
	items := b.items()
	in := box.Inset(1, 1)
	lines := make([]string, 0, in.H)
	for i := top; i < len(items) && len(lines) < in.H-1; i++ {
		lines = append(lines, b.line(st, items[i], i == b.item, in.W))
	}
	note := ""
	if b.item < len(items) {
		if note = b.reg.Reason(items[b.item], b.scopes()...); note != "" {
			note = " " + st.Attention + " " + note
		}
	}
	lines = append(lines, st.PanelMuted.Render(text.Pad(text.Clean(note), in.W, text.Left)))
	c.Draw(box, layout.Frame{Focus: true, Inner: st.Panel}.Draw(st, box.W, box.H, strings.Join(lines, "\n")))
}

func (b *Bar) line(st *theme.Styles, a *action.Action, on bool, w int) string {
	off := b.reg.Reason(a, b.scopes()...) != ""
	base, key, sign := st.Panel, st.PanelKey, " "
	switch {
	case on:
		base, key, sign = st.PanelOn, st.PanelOn, st.Glyphs.Cursor
	case off:
		base, key = st.PanelMuted, st.PanelMuted
	}
	label := a.Key()
	room := max(w-text.Width(label)-2, 0)
	title := text.Truncate(a.Title, max(room-1, 0))
	line := base.Append(nil, sign)
	line = mnemonic(line, base, key, title, a.Mnemonic)
	line = base.Append(line, text.Spaces(room-1-text.Width(title))+" "+label+" ")
	return text.Fit(string(line), w)
}
