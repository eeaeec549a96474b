// Package pathdialog asks for a file or a folder and helps to type its name.
package pathdialog

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/input"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

const rows = 10 // names shown at once

// box is the dialog: a line, and below it the names that fit.
type box struct {
	title, about string
	line         input.Line
	look         page.Latest[string, []string]
	names        []string // full paths; folders end with a separator
	cur          int      // index into names, −1 for none
	problem      string
	w, h         int
	done         func(path string) tea.Cmd
}

// Open shows the dialog; done gets the path when the person chose one.
func Open(h *page.Host, title, about string, done func(path string) tea.Cmd) tea.Cmd {
	b := &box{title: title, about: about, cur: -1, done: done}
	b.look = page.Latest[string, []string]{Ctx: h.Ctx, Hasty: true, Read: list}
	h.Dialogs.Open(b)
	h.Follow(follower{h, b})
	return b.look.Ask("")
}

// follower brings names that were read to the dialog while it is open.
type follower struct {
	h *page.Host
	b *box
}

func (f follower) Follow(msg tea.Msg) (tea.Cmd, bool) {
	if a, cmd, ok := f.b.look.Update(msg); ok {
		f.b.names, f.b.cur = a.Value, -1
	} else if cmd != nil {
		return cmd, false
	}
	return nil, !f.h.Dialogs.Has(f.b)
}

// list gives the names that begin like the path. What cannot be read has none.
func list(ctx context.Context, typed string) ([]string, error) {
	path := expand(typed)
	dir, prefix := filepath.Split(path)
	where := dir
	if where == "" {
		where = "."
	}
	entries, err := os.ReadDir(where)
	if err != nil || ctx.Err() != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(strings.ToLower(name), strings.ToLower(prefix)) || prefix == "" && strings.HasPrefix(name, ".") {
			continue
		}
		if isDir(where, e) {
			name += string(filepath.Separator)
		}
		if out = append(out, dir+name); len(out) == 500 {
			break
		}
	}
	slices.Sort(out)
	return out, nil
}

func isDir(where string, e os.DirEntry) bool {
	if e.Type()&os.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(filepath.Join(where, e.Name()))
	return err == nil && info.IsDir()
}

// expand writes out ~ as the home folder.
func expand(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}

func (b *box) ID() string               { return "path" }
func (b *box) Title() string            { return b.title }
func (b *box) Size(w, h int) (int, int) { return min(w, 72), min(h, rows+4) }
func (b *box) SetSize(w, h int)         { b.w, b.h = w, h }

// Update takes keys.
func (b *box) Update(msg tea.Msg) (tea.Cmd, bool) {
	k, ok := msg.(action.KeyPress)
	if !ok {
		return nil, false
	}
	switch k.Key {
	case "esc":
		return nil, true
	case "down":
		b.cur = min(b.cur+1, len(b.names)-1)
		return nil, false
	case "up":
		b.cur = max(b.cur-1, -1)
		return nil, false
	case "tab":
		return b.complete(), false
	case "enter":
		if b.cur >= 0 && !strings.HasSuffix(b.names[b.cur], string(filepath.Separator)) {
			return b.done(b.names[b.cur]), true
		}
		if b.cur >= 0 {
			return b.complete(), false
		}
		path := strings.TrimSpace(b.line.Value())
		if path == "" {
			b.problem = "type a path, or choose one with ↓"
			return nil, false
		}
		return b.done(expand(path)), true
	}
	before := b.line.Value()
	if b.line.Update(k); b.line.Value() == before {
		return nil, false
	}
	b.problem = ""
	return b.look.Ask(b.line.Value()), false
}

// complete takes the chosen name, or as much as all names share.
func (b *box) complete() tea.Cmd {
	switch {
	case b.cur >= 0:
		b.line.SetValue(b.names[b.cur])
	case len(b.names) > 0:
		b.line.SetValue(shared(b.names))
	default:
		return nil
	}
	return b.look.Ask(b.line.Value())
}

func shared(names []string) string {
	s := names[0]
	for _, n := range names[1:] {
		for !strings.HasPrefix(n, s) {
			r := []rune(s)
			s = string(r[:len(r)-1])
		}
	}
	return s
}

// View draws the line, the names, and what to do.
func (b *box) View(st *theme.Styles) string {
	lines := []string{b.line.View(st, b.w, true)}
	room := max(b.h-2, 0)
	top := max(0, b.cur-room+1)
	for i := range room {
		s, style := "", st.Panel
		if n := top + i; n < len(b.names) {
			sign := "  "
			if n == b.cur {
				sign, style = st.Glyphs.Cursor+" ", st.PanelOn
			}
			s = sign + text.Clean(b.names[n])
		}
		lines = append(lines, style.Render(text.Pad(s, b.w, text.Left)))
	}
	note, style := b.about+"   Tab completes", st.PanelMuted
	if b.problem != "" {
		note, style = st.Attention+" "+b.problem, st.Panel.With(st.Tone(theme.Bad))
	}
	return strings.Join(append(lines, style.Render(text.Pad(note, b.w, text.Left))), "\n")
}

var _ dialog.Dialog = (*box)(nil)
