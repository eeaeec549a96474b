package purchases

import (
	"context"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/qr"
	"contra/core/qr/blocks"
	picture "contra/exporters/qr"
	"contra/ui/tui/advice"
	"contra/ui/tui/dialog"
	"contra/ui/tui/pane"
	"contra/ui/tui/pathdialog"
	"contra/ui/tui/qrview"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// scannable is what the customer's QR code says, empty when there is nothing to
// scan: the link while it can be paid, or what the platform wants to be shown.
func scannable(x ledger.Purchase) string {
	if !x.State.Open() {
		return ""
	}
	if x.Via == ledger.ViaLink {
		return string(x.Body)
	}
	for _, d := range x.Display {
		if d.Type == "qr_img" {
			return d.Data
		}
	}
	return ""
}

// showCode shows the QR code on the whole screen. What stands beside it follows
// the purchase, so that a payment is seen at once.
func (p *Page) showCode() tea.Cmd {
	s := p.story
	p.h.Dialogs.Open(qrview.New(qrview.Spec{
		Symbol: *s.code, Look: p.h.Symbols, Lines: func() []dialog.Line { return p.caption(s.purchase) }, Said: p.said,
		Copy: func() tea.Cmd { return p.copied(s.purchase) }, Save: func() tea.Cmd { return p.saveAs(s) },
	}))
	return nil
}

// caption says what the code is for, and how the purchase stands by now.
func (p *Page) caption(x ledger.Purchase) []dialog.Line {
	if p.story != nil && p.story.purchase.ID == x.ID {
		x = p.story.purchase
	}
	lines := []dialog.Line{{Text: x.Amount.String(), Tone: theme.Strong}, {Text: x.PaymentID}, {},
		{Text: advice.PurchaseGlyph(p.h.Styles, x.State) + " " + advice.PurchaseWord(x.State), Tone: advice.PurchaseTone(x.State)}}
	switch left := remaining(x, p.h.Now()); left {
	case "":
		return lines
	case "over":
		return append(lines, dialog.Line{Text: "the time is over", Tone: theme.Warn})
	default:
		return append(lines, dialog.Line{Text: "time left " + left, Tone: theme.Accent})
	}
}

// said is the newest message that is still shown.
func (p *Page) said() []dialog.Line {
	shown := p.h.Toasts.Shown()
	if len(shown) == 0 {
		return nil
	}
	t := shown[len(shown)-1]
	return []dialog.Line{{Text: t.Text, Tone: map[toast.Level]theme.Tone{toast.Info: theme.Info, toast.Success: theme.Good, toast.Warning: theme.Warn, toast.Error: theme.Bad}[t.Level]}}
}

func (p *Page) copyCode() tea.Cmd { return p.copied(p.story.purchase) }

func (p *Page) copied(x ledger.Purchase) tea.Cmd {
	what := "what the QR code says"
	if x.Via == ledger.ViaLink {
		what = "the link"
	}
	return p.h.Copy(what, scannable(x))
}

func (p *Page) saveCode() tea.Cmd { return p.saveAs(p.story) }

// saveAs asks for a name and writes the code there.
func (p *Page) saveAs(s *story) tea.Cmd {
	return pathdialog.Open(p.h, "Save the QR code of "+text.Clean(s.purchase.PaymentID), "a new file ending in .png or .svg", func(path string) tea.Cmd { return p.write(*s.code, path) })
}

// written is the file that was written.
type written struct{ path string }

func (p *Page) write(code qr.Symbol, path string) tea.Cmd {
	id, cmd := task.Run(p.h.Tasks, "Saving the QR code", func(context.Context, func(task.Progress)) (written, error) {
		return written{path}, picture.WriteFile(path, code)
	})
	p.h.Follow(&saving{p, id})
	return cmd
}

// saving waits for the end of the writing.
type saving struct {
	p  *Page
	id uint64
}

// Follow says how it ended.
func (s *saving) Follow(msg tea.Msg) (tea.Cmd, bool) {
	m, ok := msg.(task.DoneMsg[written])
	switch {
	case !ok || m.ID != s.id:
		return nil, false
	case m.Err != nil:
		return s.p.h.Fail(m.Err), true
	}
	return s.p.h.Say(toast.Success, "The QR code is in %s.", text.Clean(filepath.Base(m.Value.path))), true
}

// picture is the QR code where the pane has room for all of it at once. A pane
// has the screen's own colours, so the code is drawn without any.
func (p *Page) picture(s *story, w int) []pane.Line {
	if s.code == nil {
		return nil
	}
	look := p.h.Symbols
	look.Ink = p.h.Plain
	pic, err := blocks.Draw(*s.code, w-3, p.Split.H-6, look)
	if err != nil {
		return nil // what comes next says how to see it
	}
	var out []pane.Line
	for _, l := range pic.Lines {
		out = append(out, pane.Plain(theme.Plain, l))
	}
	return append(out, pane.Plain(theme.Plain, ""))
}
