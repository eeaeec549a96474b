package theme

import "strings"

// Glyphs are the signs that stand beside words, and what frames are made of.
// Each is one column wide.
type Glyphs struct {
	Cursor, Picked, Check, Cross, Attention, Dot, Up, Down, Left, Right string
	Waiting, Over                                                       string // for somebody; its time is
	RadioOn, RadioOff, BoxOn, BoxOff                                    string // three columns
	H, V, TL, TR, BL, BR, TeeL, TeeR                                    string
	Thumb, Track, BarFull, BarEmpty, Caret, Sep                         string
}

var unicodeGlyphs = Glyphs{
	Cursor: "▸", Picked: "✓", Check: "✓", Cross: "×", Attention: "!", Dot: "·",
	Waiting: "◦", Over: "∅",
	Up: "▴", Down: "▾", Left: "◂", Right: "▸",
	RadioOn: "(•)", RadioOff: "( )", BoxOn: "[x]", BoxOff: "[ ]",
	H: "─", V: "│", TL: "┌", TR: "┐", BL: "└", BR: "┘", TeeL: "├", TeeR: "┤",
	Thumb: "█", Track: " ", BarFull: "█", BarEmpty: "░", Caret: "▏", Sep: "│",
}

var asciiGlyphs = Glyphs{
	Cursor: ">", Picked: "*", Check: "+", Cross: "x", Attention: "!", Dot: ".",
	Waiting: "o", Over: "0",
	Up: "^", Down: "v", Left: "<", Right: ">",
	RadioOn: "(*)", RadioOff: "( )", BoxOn: "[x]", BoxOff: "[ ]",
	H: "-", V: "|", TL: "+", TR: "+", BL: "+", BR: "+", TeeL: "+", TeeR: "+",
	Thumb: "#", Track: " ", BarFull: "#", BarEmpty: "-", Caret: "|", Sep: "|",
}

// plain spells in ASCII what the desktop itself writes besides glyphs, column
// for column; letters of data stay.
func plain() *strings.Replacer {
	return strings.NewReplacer("…", "~", "·", ".", "×", "x", "•", "*", "→", ">", "←", "<", "↑", "^", "↓", "v", "–", "-", "−", "-", "≠", "!",
		"─", "-", "│", "|", "┌", "+", "┐", "+", "└", "+", "┘", "+", "├", "+", "┤", "+", "█", "#", "░", "-",
		"▸", ">", "◂", "<", "▴", "^", "▾", "v", "✓", "+", "␛", "?", "⏎", "?", "\uFFFD", "?")
}

// Finish is the last step of a frame: without Unicode, what is left of it in the
// desktop's own words becomes ASCII. Otherwise the frame is given back as it is.
func (s *Styles) Finish(frame string) string {
	if s.ascii == nil {
		return frame
	}
	return s.ascii.Replace(frame)
}
