package dialog

import (
	"strings"

	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// row is one line of a form and the field that it belongs to.
type row struct {
	s      string
	field  int // −1 when it is nothing to click on
	option int // of a Choice
}

const formFoot = 2 // what is wrong, and the buttons

// Size is the fields and the foot.
func (f *Form) Size(w, h int) (int, int) {
	want := f.spec.Width
	if want <= 0 {
		want = 60
	}
	want = min(want, w)
	f.tall = max(f.tall, len(f.rows(&theme.Styles{}, want)))
	return want, min(f.tall+formFoot, h)
}

// SetSize tells what it got.
func (f *Form) SetSize(w, h int) { f.w, f.h = w, h }

// rows draws all fields in w columns.
func (f *Form) rows(st *theme.Styles, w int) []row {
	v := f.Values()
	label := 0
	for _, s := range f.fields {
		if s.Kind == Text || s.Kind == Typed { // also one that is hidden now: nothing moves when it comes
			label = max(label, text.Width(s.Label))
		}
	}
	label = min(label, w/2)
	var out []row
	for i, s := range f.fields {
		if s.visible(v) {
			out = append(out, f.field(st, i, s, v, label, w)...)
		}
	}
	return out
}

func (f *Form) field(st *theme.Styles, i int, s *state, v Values, label, w int) []row {
	on := i == f.at
	var out []row
	switch s.Kind {
	case Note:
		if s.Text == nil {
			return []row{{st.Panel.Render(text.Spaces(w)), -1, 0}}
		}
		for _, l := range wrapLines(s.Text(v), w) {
			out = append(out, row{panelLine(st, l, w), -1, 0})
		}
		return out
	case Choice:
		if s.Label != "" {
			out = append(out, row{panelLine(st, Line{Text: text.Clean(s.Label)}, w), i, -1})
		}
		for n, o := range s.Options {
			out = append(out, row{optionLine(st, o, o.Value == s.value, on, w), i, n})
		}
		return out
	case Check:
		sign := st.BoxOff
		if s.value == "yes" {
			sign = st.BoxOn
		}
		out = append(out, row{chosenLine(st, sign+" "+text.Clean(s.Label), on, w), i, 0})
	default:
		out = append(out, f.textRows(st, i, s, label, w)...)
	}
	if why := s.problem(v); why != "" && s.saysSo(f.tried) {
		for n, l := range text.Wrap(text.Clean(why), max(w-4, 1)) {
			sign := st.Attention
			if n > 0 {
				sign = " "
			}
			out = append(out, row{panelLine(st, Line{"  " + sign + " " + l, theme.Bad}, w), i, 0})
		}
	}
	return out
}

// textRows is the label beside the field, or above it where it is narrow.
func (f *Form) textRows(st *theme.Styles, i int, s *state, label, w int) []row {
	name := text.Clean(s.Label)
	unit := text.Clean(s.Unit)
	tail := 0
	if unit != "" {
		tail = text.Width(unit) + 1
	}
	var out []row
	x := label + 1
	if label == 0 || text.Width(name) > label || w-x-tail < 14 {
		x = 0
		if name != "" {
			out = append(out, row{panelLine(st, Line{Text: name}, w), i, 0})
		}
	}
	var b strings.Builder
	if x > 0 {
		b.WriteString(st.Panel.Render(text.Pad(name, x, text.Left)))
	}
	// The brackets show where the field is without any colour.
	b.WriteString(st.Panel.Render("[") + s.line.View(st, max(w-x-tail-2, 1), i == f.at) + st.Panel.Render("]"))
	if unit != "" {
		b.WriteString(st.Panel.Render(" " + unit))
	}
	return append(out, row{text.Fit(b.String(), w), i, 0})
}

func optionLine(st *theme.Styles, o Option, chosen, on bool, w int) string {
	sign := st.RadioOff
	if chosen {
		sign = st.RadioOn
	}
	s := sign + " " + text.Clean(o.Label)
	if o.Off != "" {
		return panelLine(st, Line{s + "  (" + text.Clean(o.Off) + ")", theme.Muted}, w)
	}
	return chosenLine(st, s, chosen && on, w)
}

func chosenLine(st *theme.Styles, s string, on bool, w int) string {
	if on {
		return st.PanelOn.Render(text.Pad(s, w, text.Left))
	}
	return st.Panel.Render(text.Pad(s, w, text.Left))
}

func (f *Form) buttons() []button {
	return []button{{label: f.spec.Cancel}, {label: f.spec.Submit, risky: f.spec.Risky, off: f.Problem() != ""}}
}

// View draws the fields, scrolled so that the focus is seen, and the foot.
func (f *Form) View(st *theme.Styles) string {
	rows := f.rows(st, f.w)
	room := max(f.h-formFoot, 0)
	f.scroll(rows, room)
	out := make([]string, 0, f.h)
	for y := range room {
		if n := f.top + y; n < len(rows) {
			out = append(out, rows[n].s)
		} else {
			out = append(out, st.Panel.Render(text.Spaces(f.w)))
		}
	}
	if f.h > 1 {
		out = append(out, f.foot(st, len(rows), room))
	}
	buttons, _ := buttonLine(st, f.w, f.buttons(), f.at-f.cancelAt())
	return strings.Join(append(out, buttons), "\n")
}

// foot says why the act is not possible, once it was tried or is in sight, unless that
// is seen below the field already.
func (f *Form) foot(st *theme.Styles, rows, room int) string {
	note := Line{}
	at, why := f.problem()
	seen := at >= 0 && rows <= room && f.fields[at].saysSo(f.tried)
	if why != "" && !seen && (f.tried || f.at >= f.cancelAt()) {
		note = Line{st.Attention + " " + text.Clean(why), theme.Bad}
	} else if rows > f.top+room {
		note = Line{st.Down + " more", theme.Muted}
	}
	return panelLine(st, note, f.w)
}

// scroll keeps all rows of the focused field in sight.
func (f *Form) scroll(rows []row, room int) {
	first, last := -1, -1
	for n, r := range rows {
		if r.field == f.at {
			if first < 0 {
				first = n
			}
			last = n
		}
	}
	if f.at >= f.cancelAt() {
		first, last = len(rows)-1, len(rows)-1
	}
	if last >= f.top+room {
		f.top = last - room + 1
	}
	if first >= 0 && first < f.top {
		f.top = first
	}
	f.top = max(0, min(f.top, len(rows)-room))
}
