package action

import (
	"sort"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// KeyPress is one key in the words of the catalogue, with what it would type.
type KeyPress struct {
	Key   string // canonical, e.g. "r", "R", "space", "ctrl+p", "shift+tab"; empty for a paste
	Text  string // what a text field inserts; empty for keys that type nothing
	Paste bool
}

// Input translates what the terminal sent into KeyPress and Mouse values. Fast
// typing arrives as one message of several characters and becomes one KeyPress
// for each; any other message is given back as it is. This file and mouse.go
// are the only places that look inside bubbletea's input messages.
func Input(msg tea.Msg) []tea.Msg {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return keys(m)
	case tea.MouseMsg:
		return []tea.Msg{mouse(m)}
	}
	return []tea.Msg{msg}
}

func keys(m tea.KeyMsg) []tea.Msg {
	if m.Paste {
		return []tea.Msg{KeyPress{Text: string(m.Runes), Paste: true}}
	}
	if m.Type != tea.KeyRunes && m.Type != tea.KeySpace {
		return []tea.Msg{KeyPress{Key: Canon(m.String())}}
	}
	if m.Alt {
		return []tea.Msg{KeyPress{Key: Canon("alt+" + string(m.Runes))}}
	}
	out := make([]tea.Msg, 0, len(m.Runes))
	for _, r := range m.Runes {
		out = append(out, KeyPress{Key: Canon(string(r)), Text: string(r)})
	}
	return out
}

var aliases = map[string]string{
	" ": "space", "escape": "esc", "return": "enter", "pgdn": "pgdown", "pagedown": "pgdown",
	"pageup": "pgup", "del": "delete", "ins": "insert", "bs": "backspace",
	"ctrl+@": "ctrl+space", "ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc",
	"ctrl+?": "backspace", "ctrl+/": "ctrl+_",
}

// Canon is the one spelling of a key: modifiers in the order ctrl, alt, shift,
// common names of the same key folded, "shift+a" as "A". Old terminals send
// ctrl+h for Backspace and NUL for ctrl+space.
func Canon(key string) string {
	if len(key) < 2 {
		if key == " " {
			return "space"
		}
		return key
	}
	base, mods := key, []string(nil)
	for {
		i := strings.IndexByte(base, '+')
		if i <= 0 || i == len(base)-1 {
			break
		}
		m := strings.ToLower(base[:i])
		if m != "ctrl" && m != "alt" && m != "shift" {
			break
		}
		mods = append(mods, m)
		base = base[i+1:]
	}
	if len([]rune(base)) > 1 {
		base = strings.ToLower(base)
	}
	if a, ok := aliases[base]; ok {
		base = a
	}
	sort.Slice(mods, func(i, j int) bool { return order(mods[i]) < order(mods[j]) })
	if len(mods) == 1 && mods[0] == "shift" && len([]rune(base)) == 1 {
		return strings.ToUpper(base)
	}
	if len(mods) == 0 {
		return base
	}
	if mods[0] == "ctrl" && len(base) == 1 {
		base = strings.ToLower(base)
	}
	full := strings.Join(mods, "+") + "+" + base
	if a, ok := aliases[full]; ok {
		return a
	}
	return full
}

func order(mod string) int { return strings.Index("ctrl alt shift", mod) }

// dubeolsik is where the letters of the Korean two-set layout lie on a Latin
// keyboard, so that commands work while Hangul is switched on.
var dubeolsik = map[rune]rune{
	'ㅂ': 'q', 'ㅈ': 'w', 'ㄷ': 'e', 'ㄱ': 'r', 'ㅅ': 't', 'ㅛ': 'y', 'ㅕ': 'u', 'ㅑ': 'i', 'ㅐ': 'o', 'ㅔ': 'p',
	'ㅁ': 'a', 'ㄴ': 's', 'ㅇ': 'd', 'ㄹ': 'f', 'ㅎ': 'g', 'ㅗ': 'h', 'ㅓ': 'j', 'ㅏ': 'k', 'ㅣ': 'l',
	'ㅋ': 'z', 'ㅌ': 'x', 'ㅊ': 'c', 'ㅍ': 'v', 'ㅠ': 'b', 'ㅜ': 'n', 'ㅡ': 'm',
	'ㅃ': 'Q', 'ㅉ': 'W', 'ㄸ': 'E', 'ㄲ': 'R', 'ㅆ': 'T', 'ㅒ': 'O', 'ㅖ': 'P',
}

// latin gives the key that a Hangul letter shares, or the key itself.
func latin(key string) string {
	mods, base := "", key
	if i := strings.LastIndexByte(key, '+'); i > 0 && i < len(key)-1 {
		mods, base = key[:i+1], key[i+1:]
	}
	r := []rune(base)
	if len(r) != 1 {
		return key
	}
	if l, ok := dubeolsik[r[0]]; ok {
		return mods + string(l)
	}
	return key
}

var labels = map[string]string{
	"up": "↑", "down": "↓", "left": "←", "right": "→", "pgup": "PgUp", "pgdown": "PgDn", "esc": "Esc",
	"enter": "Enter", "space": "Space", "tab": "Tab", "home": "Home", "end": "End", "delete": "Del",
	"insert": "Ins", "backspace": "Backspace", "ctrl": "Ctrl", "alt": "Alt", "shift": "Shift",
}

// Label writes a key for people: "ctrl+p" as Ctrl+P, "pgdown" as PgDn.
func Label(key string) string {
	key = Canon(key)
	parts := []string{key}
	if len(key) > 1 && !strings.HasSuffix(key, "++") {
		parts = strings.Split(key, "+")
	}
	for i, p := range parts {
		switch l, ok := labels[p]; {
		case ok:
			parts[i] = l
		case len(parts) > 1 && len(p) == 1, len(p) > 1 && p[0] == 'f':
			parts[i] = strings.ToUpper(p)
		}
	}
	return strings.Join(parts, "+")
}
