package dialog

import (
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// button is one of the answers at the foot of a dialog.
type button struct {
	label string
	risky bool
	off   bool
}

// hit is a piece of a line that can be clicked.
type hit struct{ from, to, target int }

// buttonLine draws buttons at the right edge of w columns and says where they are.
func buttonLine(st *theme.Styles, w int, buttons []button, focus int) (string, []hit) {
	need := 0
	for i, b := range buttons {
		if i > 0 {
			need++
		}
		need += text.Width(b.label) + 4
	}
	x := max(w-need, 0)
	line := []byte(st.Panel.Render(text.Spaces(x)))
	hits := make([]hit, 0, len(buttons))
	for i, b := range buttons {
		if i > 0 {
			line = st.Panel.Append(line, " ")
			x++
		}
		style, open, shut := st.Button, "[ ", " ]"
		switch {
		case b.off && i == focus:
			style = st.CursorIdle
		case b.off:
			style = st.ButtonOff
		case i == focus && b.risky:
			style = st.ButtonRisky
		case i == focus:
			style = st.ButtonOn
		}
		if i == focus { // seen without any colour or attribute too
			open, shut = "[>", "<]"
		}
		line = style.Append(line, open+b.label+shut)
		n := text.Width(b.label) + 4
		hits = append(hits, hit{x, x + n, i})
		x += n
	}
	return text.Fit(string(line), w), hits
}

func target(hits []hit, x int) (int, bool) {
	for _, h := range hits {
		if x >= h.from && x < h.to {
			return h.target, true
		}
	}
	return 0, false
}
