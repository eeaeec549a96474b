package theme

import (
	"fmt"
	"strings"
)

// Tone is the meaning of a piece of text. A tone is never the only carrier of a
// fact: a glyph or a word always says the same.
type Tone uint8

// The tones.
const (
	Plain Tone = iota
	Muted
	Strong
	Good
	Warn
	Bad
	Info
	Accent
	tones
)

// Styles is every style of one theme, and the glyphs to draw with.
type Styles struct {
	Name  string // "dark", "light", "mono", "contrast"
	Color bool   // false under NO_COLOR: attributes only
	Glyphs

	Tones [tones]Style // by Tone

	Title       Style // of a pane or dialog
	TitleFocus  Style
	Border      Style
	BorderFocus Style

	Bar      Style // menu bar, status line
	BarKey   Style // a mnemonic in the bar
	BarOpen  Style // the menu that is open
	Tab      Style
	TabOn    Style
	Live     Style // the badge of a real project
	Practice Style // the badge of the stand-in platform
	ReadOnly Style

	Header     Style // column titles
	HeaderOn   Style // the focused column's title
	Cursor     Style // the row under the cursor of the focused grid
	CursorIdle Style // the same while another pane has the focus
	Picked     Style // a selected row

	Panel       Style // the inside of dialogs and menus
	PanelKey    Style // a mnemonic or key in a panel
	PanelMuted  Style
	PanelOn     Style // the chosen item
	Field       Style // a text field
	FieldOn     Style // with the focus
	Caret       Style
	Button      Style
	ButtonOn    Style
	ButtonRisky Style // the focused button that moves money or destroys
	ButtonOff   Style // disabled
	Key         Style // a key in hints
	Hint        Style
	Backdrop    Style // what lies behind a dialog

	ascii *strings.Replacer // nil with Unicode
}

// Tone gives the style of a tone.
func (s *Styles) Tone(t Tone) Style {
	if t >= tones {
		return Style{}
	}
	return s.Tones[t]
}

// Options choose a theme.
type Options struct {
	Name  string // "", "auto", "dark", "light", "mono", "contrast"
	Dark  bool   // the terminal's background, used by "auto" and "contrast"
	Depth Depth
	ASCII bool // draw with ASCII only
}

// Names lists what Options.Name may be.
func Names() []string { return []string{"auto", "dark", "light", "contrast", "mono"} }

// New builds the styles. An unknown name is an error; no depth means mono.
func New(o Options) (*Styles, error) {
	p := light
	name := o.Name
	switch name {
	case "", "auto":
		name = "light"
		if o.Dark {
			name, p = "dark", dark
		}
	case "dark":
		p = dark
	case "light", "mono":
	case "contrast":
		p = highLight
		if o.Dark {
			p = highDark
		}
	default:
		return nil, fmt.Errorf("unknown theme %q: use one of %v", o.Name, Names())
	}
	s := &Styles{}
	if name == "mono" || o.Depth == NoColor {
		s = mono()
	} else {
		s = coloured(p, o.Depth)
		s.Name = name
	}
	s.Glyphs = unicodeGlyphs
	if o.ASCII {
		s.Glyphs = asciiGlyphs
		s.ascii = plain()
	}
	return s, nil
}
