package journal

import (
	"context"
	"encoding/hex"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/store"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/rawview"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Actions is what can be done on the page.
func (p *Page) Actions() []action.Action {
	chosen := func() string {
		if _, ok := p.grid.Current(); !ok {
			return "no entry is chosen"
		}
		return ""
	}
	busy := func() string {
		if p.check != 0 {
			return "the journal is being verified"
		}
		return ""
	}
	return []action.Action{
		{ID: "journal.verify", Scope: action.Global, Title: "Verify the journal", Menu: "contra", Mnemonic: 'v', Disabled: busy, Run: p.verify},
		{ID: "journal.verify-here", Scope: Scope, Keys: []string{"V"}, Title: "Verify the journal", Hint: "verify", Disabled: busy, Run: p.verify},
		{ID: "journal.open", Scope: Scope, Keys: []string{"enter"}, Title: "Open the entry", Hint: "open", Disabled: chosen, Run: p.open},
		{ID: "journal.raw", Scope: Scope, Keys: []string{"v"}, Title: "What changed, as it was recorded", Hint: "raw", Disabled: chosen, Run: p.showRaw},
	}
}

func (p *Page) open() tea.Cmd {
	if p.split.OnDetail {
		return p.showRaw()
	}
	p.split.Open()
	return p.lay()
}

// TurnPane moves the focus to the other pane.
func (p *Page) TurnPane() tea.Cmd {
	p.split.Turn()
	return p.lay()
}

// ToggleDetail shows the entry beside the journal, or puts it away.
func (p *Page) ToggleDetail() tea.Cmd {
	p.split.Toggle()
	return p.lay()
}

func (p *Page) showRaw() tea.Cmd {
	e, _ := p.grid.Current()
	about := fmt.Sprintf("%s  %s\n%s UTC, by %s\nfollows %s\nhash    %s", e.Kind, text.Clean(e.Subject), page.Moment(e.At), text.Clean(e.Operator),
		hex.EncodeToString(e.Prev), hex.EncodeToString(e.Hash))
	p.h.Dialogs.Open(rawview.New("Entry "+page.Count(e.Seq), about, e.Payload, func(body string) tea.Cmd { return p.h.Copy("what was recorded", body) }))
	return nil
}

// verify walks the chain as a task.
func (p *Page) verify() tea.Cmd {
	s := p.h.Desk.Store
	var cmd tea.Cmd
	p.check, cmd = task.Run(p.h.Tasks, "Verifying the journal", func(ctx context.Context, _ func(task.Progress)) (store.Chain, error) { return s.VerifyChain(ctx) })
	return cmd
}

func (p *Page) verified(msg tea.Msg) tea.Cmd {
	m, ok := msg.(task.DoneMsg[store.Chain])
	if !ok || m.ID != p.check {
		return nil
	}
	p.check = 0
	if m.Err != nil {
		return p.h.Fail(m.Err)
	}
	c := m.Value
	lines := []dialog.Line{
		{Text: p.h.Styles.Check + " " + page.Things(c.Entries, "entry holds", "entries hold") + ".", Tone: theme.Good}, {},
		{Text: "The newest hash:"}, {Text: hex.EncodeToString(c.Head), Tone: theme.Strong}, {},
		{Text: "Write number and hash down: a journal whose end was cut off, or an older copy of the file, can only be seen by comparing them.", Tone: theme.Muted},
	}
	if c.Bad != nil {
		lines = []dialog.Line{
			{Text: fmt.Sprintf("%s Entry %d does not hold: %s.", p.h.Styles.Cross, c.Bad.Seq, c.Why), Tone: theme.Bad}, {},
			{Text: fmt.Sprintf("The %s before it hold. Keep this file as it is, and find out who could write to it.", page.Things(c.Entries, "entry", "entries"))},
		}
	}
	p.h.Dialogs.OpenUnasked(dialog.NewMessage("verified", "The journal", lines, nil))
	return nil
}
