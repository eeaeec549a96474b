package dialog

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/input"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Item is one entry of a picker.
type Item struct {
	ID     string
	Title  string
	Detail string // at the right, e.g. the key
	Off    string // why it cannot be chosen, empty when it can
}

// Picker is a list that is searched by typing.
type Picker struct {
	id, title string
	items     []Item
	shown     []Item
	query     input.Line
	cur, top  int
	w, h      int
	done      func(id string) tea.Cmd
}

// NewPicker makes a picker; done gets the id of the chosen item, and is not
// called when the person gives up.
func NewPicker(id, title string, items []Item, done func(id string) tea.Cmd) *Picker {
	p := &Picker{id: id, title: title, items: items, done: done}
	p.query.Placeholder = "type to search"
	p.filter()
	return p
}

// At puts the cursor on an item.
func (p *Picker) At(id string) *Picker {
	for i, it := range p.shown {
		if it.ID == id {
			p.cur = i
		}
	}
	return p
}

// NewPalette makes a picker of everything in the catalogue.
func NewPalette(r *action.Registry, scopes ...action.Scope) *Picker {
	var items []Item
	for _, a := range r.All() {
		title := strings.TrimSuffix(a.Title, "…")
		if a.Scope != action.Global {
			title = r.ScopeTitle(a.Scope) + ": " + title
		}
		items = append(items, Item{a.ID, title, a.Key(), r.Reason(a, scopes...)})
	}
	return NewPicker("palette", "Commands", items, func(id string) tea.Cmd {
		return r.Outcome(r.Get(id), scopes...).Run()
	})
}

// ID names the dialog.
func (p *Picker) ID() string { return p.id }

// Title stands in the frame.
func (p *Picker) Title() string { return p.title }

// Size is wide enough to read and high enough for a dozen items.
func (p *Picker) Size(w, h int) (int, int) {
	return min(w, 70), min(h, max(len(p.items), 3)+3, 18)
}

// SetSize tells what it got.
func (p *Picker) SetSize(w, h int) {
	p.w, p.h = w, h
	p.follow()
}

func (p *Picker) room() int { return max(p.h-3, 0) }

func (p *Picker) follow() {
	p.cur = max(0, min(p.cur, len(p.shown)-1))
	p.top = max(min(p.top, p.cur), p.cur-p.room()+1, 0)
}

// filter keeps the matching items, the best first; without a query the order of
// the items stays.
func (p *Picker) filter() {
	q := p.query.Value()
	p.cur, p.top = 0, 0
	if q == "" {
		p.shown = p.items
		return
	}
	type scored struct {
		item  Item
		score int
	}
	var hits []scored
	for _, it := range p.items {
		if n := fuzzy(q, it.Title+" "+it.ID); n >= 0 {
			hits = append(hits, scored{it, n})
		}
	}
	slices.SortStableFunc(hits, func(a, b scored) int { return b.score - a.score })
	p.shown = make([]Item, len(hits))
	for i, h := range hits {
		p.shown[i] = h.item
	}
}

// Update takes keys and clicks.
func (p *Picker) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case action.KeyPress:
		return p.key(m)
	case action.Mouse:
		switch {
		case m.Kind == action.WheelDown:
			p.cur++
		case m.Kind == action.WheelUp:
			p.cur--
		case m.Click() && m.Y >= 1 && m.Y <= p.room() && p.top+m.Y-1 < len(p.shown) && m.X >= 0 && m.X < p.w:
			p.cur = p.top + m.Y - 1
			return p.choose()
		}
		p.follow()
	}
	return nil, false
}

func (p *Picker) key(k action.KeyPress) (tea.Cmd, bool) {
	switch k.Key {
	case "esc":
		return nil, true
	case "enter":
		return p.choose()
	case "down", "ctrl+n", "tab":
		p.cur++
	case "up", "ctrl+p", "shift+tab":
		p.cur--
	case "pgdown":
		p.cur += p.room()
	case "pgup":
		p.cur -= p.room()
	default:
		if p.query.Update(k) {
			p.filter()
		}
	}
	p.follow()
	return nil, false
}

// choose closes with the item under the cursor, unless it cannot be chosen.
func (p *Picker) choose() (tea.Cmd, bool) {
	if p.cur >= len(p.shown) || p.shown[p.cur].Off != "" {
		return nil, false
	}
	if p.done == nil {
		return nil, true
	}
	return p.done(p.shown[p.cur].ID), true
}

// View draws the query, the items, and why the chosen one cannot be chosen.
func (p *Picker) View(st *theme.Styles) string {
	lines := []string{p.query.View(st, p.w, true)}
	for i := range p.room() {
		n := p.top + i
		if n >= len(p.shown) {
			lines = append(lines, st.Panel.Render(text.Spaces(p.w)))
			continue
		}
		it := p.shown[n]
		detail := text.Clean(it.Detail)
		sign := "  "
		if n == p.cur {
			sign = st.Glyphs.Cursor + " "
		}
		room := max(p.w-text.Width(detail)-1, 0)
		line := text.Pad(sign+text.Clean(it.Title), room, text.Left) + " " + detail
		style := st.Panel
		switch {
		case n == p.cur:
			style = st.PanelOn
		case it.Off != "":
			style = st.PanelMuted
		}
		lines = append(lines, style.Render(text.Pad(line, p.w, text.Left)))
	}
	note := ""
	switch {
	case len(p.shown) == 0:
		note = "nothing matches"
	case p.shown[p.cur].Off != "":
		note = st.Attention + " " + p.shown[p.cur].Off
	}
	if p.h >= 3 {
		lines = append(lines, st.Panel.Render(text.Spaces(p.w)))
	}
	lines = append(lines, st.PanelMuted.Render(text.Pad(text.Clean(note), p.w, text.Left)))
	return strings.Join(lines, "\n")
}
