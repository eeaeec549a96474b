// Package term finds out what the terminal is like, once, when the desktop
// starts, and keeps its answers away from the keyboard. Importing it, or
// anything of the desktop, also keeps bubbletea from asking on its own; see
// package guard.
package term

import (
	"strings"

	"contra/ui/tui/theme"

	// The guard must be in every program that links bubbletea.
	_ "contra/ui/tui/term/guard"
)

// Look is what matters of a terminal for drawing.
type Look struct {
	Dark    bool
	NoColor bool // NO_COLOR is set, or the terminal has no colours
	Depth   theme.Depth
	ASCII   bool // the locale has no Unicode
}

// Theme makes the styles for this terminal; name is that of --theme.
func (l Look) Theme(name string) (*theme.Styles, error) {
	return theme.New(theme.Options{Name: name, Dark: l.Dark, Depth: l.Depth, ASCII: l.ASCII})
}

// Env is what the environment alone tells. known is false when it does not say
// whether the background is dark; then dark is assumed.
func Env(getenv func(string) string) (look Look, known bool) {
	look = Look{Dark: true, Depth: depth(getenv)}
	look.NoColor = look.Depth == theme.NoColor
	look.ASCII = ascii(getenv)
	if look.NoColor {
		return look, true
	}
	if dark, ok := colorFGBG(getenv("COLORFGBG")); ok {
		look.Dark = dark
		return look, true
	}
	return look, false
}

func depth(getenv func(string) string) theme.Depth {
	name := getenv("TERM")
	switch {
	case getenv("NO_COLOR") != "", name == "dumb":
		return theme.NoColor
	case getenv("COLORTERM") != "", strings.Contains(name, "256color"), strings.Contains(name, "direct"), getenv("WT_SESSION") != "":
		return theme.Ansi256
	}
	for _, s := range []string{"kitty", "ghostty", "alacritty", "foot", "wezterm", "contour", "iterm"} {
		if strings.Contains(name, s) {
			return theme.Ansi256
		}
	}
	return theme.Ansi16
}

// ascii tells whether the locale names a character set other than UTF-8. The
// first of the three variables that is set decides; none set says nothing.
func ascii(getenv func(string) string) bool {
	for _, k := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(getenv(k)); v != "" {
			return !strings.Contains(v, "utf-8") && !strings.Contains(v, "utf8")
		}
	}
	return false
}

// colorFGBG reads rxvt's variable: the last number is the background's colour,
// of which 7 and 9 to 15 are light.
func colorFGBG(v string) (dark, ok bool) {
	bg := v[strings.LastIndexByte(v, ';')+1:]
	switch bg {
	case "0", "1", "2", "3", "4", "5", "6", "8":
		return true, true
	case "7", "9", "10", "11", "12", "13", "14", "15":
		return false, true
	}
	return false, false
}

// NoWrap and Wrap switch the terminal's own line breaks off and on. Off, a
// letter that a terminal draws wider than everybody else is cut at the edge
// instead of pushing the rest of the screen down. Write the one before the
// program starts, the other when it has ended.
const (
	NoWrap = "\x1b[?7l"
	Wrap   = "\x1b[?7h"
)
