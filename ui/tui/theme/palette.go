package theme

import "strconv"

// Depth is how many colours a terminal shows: 0 (none), 16 or 256.
type Depth int

// The depths that exist.
const (
	NoColor Depth = 0
	Ansi16  Depth = 16
	Ansi256 Depth = 256
)

// colour is one token in both depths; −1 is the terminal's own.
type colour struct{ c256, c16 int }

var own = colour{-1, -1}

// palette is the vocabulary of meanings that every theme fills.
type palette struct {
	text, muted, strong    colour
	good, warn, bad, info  colour
	accent, live, practice colour
	barText, barBack       colour
	focusText, focusBack   colour
	dimText, dimBack       colour
	fieldText, fieldBack   colour
	panelText, panelBack   colour
	border, borderFocus    colour
	dangerText, dangerBack colour
	boldAll                bool
}

// The hues are those of Okabe and Ito, which people with any of the usual kinds
// of colour blindness tell apart, at the nearest of the 256 fixed colours.
var (
	dark = palette{
		text: own, muted: colour{248, 7}, strong: colour{255, 15},
		good: colour{43, 14}, warn: colour{214, 11}, bad: colour{209, 9}, info: colour{75, 12},
		accent: colour{117, 14}, live: colour{209, 9}, practice: colour{43, 14},
		barText: colour{255, 15}, barBack: colour{24, 4},
		focusText: colour{16, 0}, focusBack: colour{117, 14},
		dimText: colour{255, 15}, dimBack: colour{239, 8},
		fieldText: colour{255, 15}, fieldBack: colour{237, 0},
		panelText: colour{254, 15}, panelBack: colour{236, 0},
		border: colour{243, 8}, borderFocus: colour{117, 14},
		dangerText: colour{16, 0}, dangerBack: colour{209, 9},
	}
	light = palette{
		text: own, muted: colour{241, 8}, strong: colour{16, 0},
		good: colour{23, 6}, warn: colour{94, 3}, bad: colour{124, 1}, info: colour{25, 4},
		accent: colour{25, 4}, live: colour{124, 1}, practice: colour{23, 6},
		barText: colour{231, 15}, barBack: colour{25, 4},
		focusText: colour{231, 15}, focusBack: colour{25, 4},
		dimText: colour{16, 0}, dimBack: colour{252, 7},
		fieldText: colour{16, 0}, fieldBack: colour{254, 7},
		panelText: colour{16, 0}, panelBack: colour{255, 15},
		border: colour{246, 8}, borderFocus: colour{25, 4},
		dangerText: colour{231, 15}, dangerBack: colour{124, 1},
	}
	highDark = palette{
		text: colour{231, 15}, muted: colour{252, 7}, strong: colour{231, 15},
		good: colour{51, 14}, warn: colour{226, 11}, bad: colour{217, 9}, info: colour{123, 14},
		accent: colour{226, 11}, live: colour{217, 9}, practice: colour{51, 14},
		barText: colour{16, 0}, barBack: colour{231, 15},
		focusText: colour{16, 0}, focusBack: colour{226, 11},
		dimText: colour{16, 0}, dimBack: colour{252, 7},
		fieldText: colour{231, 15}, fieldBack: colour{16, 0},
		panelText: colour{231, 15}, panelBack: colour{16, 0},
		border: colour{231, 15}, borderFocus: colour{226, 11},
		dangerText: colour{16, 0}, dangerBack: colour{217, 9}, boldAll: true,
	}
	highLight = palette{
		text: colour{16, 0}, muted: colour{236, 0}, strong: colour{16, 0},
		good: colour{22, 2}, warn: colour{52, 1}, bad: colour{88, 1}, info: colour{18, 4},
		accent: colour{18, 4}, live: colour{88, 1}, practice: colour{22, 2},
		barText: colour{231, 15}, barBack: colour{16, 0},
		focusText: colour{231, 15}, focusBack: colour{18, 4},
		dimText: colour{231, 15}, dimBack: colour{236, 0},
		fieldText: colour{16, 0}, fieldBack: colour{231, 15},
		panelText: colour{16, 0}, panelBack: colour{231, 15},
		border: colour{16, 0}, borderFocus: colour{18, 4},
		dangerText: colour{231, 15}, dangerBack: colour{88, 1}, boldAll: true,
	}
)

// attr is a set of text attributes that need no colour.
type attr uint8

const (
	bold attr = 1 << iota
	faint
	underline
	reverse
)

// style builds the escape sequences of a foreground, a background and attributes.
func style(d Depth, fg, bg colour, a attr) Style {
	var seq []byte
	add := func(s string) {
		if len(seq) > 0 {
			seq = append(seq, ';')
		}
		seq = append(seq, s...)
	}
	for i, code := range []string{"1", "2", "4", "7"} {
		if a&(1<<i) != 0 {
			add(code)
		}
	}
	switch d {
	case Ansi256:
		if fg.c256 >= 0 {
			add("38;5;" + strconv.Itoa(fg.c256))
		}
		if bg.c256 >= 0 {
			add("48;5;" + strconv.Itoa(bg.c256))
		}
	case Ansi16:
		if fg.c16 >= 0 {
			add(strconv.Itoa(base(fg.c16, 30)))
		}
		if bg.c16 >= 0 {
			add(strconv.Itoa(base(bg.c16, 40)))
		}
	}
	if len(seq) == 0 {
		return Style{}
	}
	return Style{on: "\x1b[" + string(seq) + "m", off: "\x1b[0m"}
}

// base is the SGR code of one of the sixteen colours; the bright ones start at 90 and 100.
func base(c, plain int) int {
	if c < 8 {
		return plain + c
	}
	return plain + 60 + c - 8
}
