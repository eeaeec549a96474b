package imports

import (
	"context"
	"errors"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/importers/callbacks"
	"contra/ui/tui/action"
	"contra/ui/tui/page"
	"contra/ui/tui/pathdialog"
	"contra/ui/tui/task"
	"contra/ui/tui/toast"
)

// Actions is what can be done on the page.
func (p *Page) Actions() []action.Action {
	return []action.Action{
		{ID: "import.open", Scope: action.Global, Keys: []string{"ctrl+o"}, Title: "Import callbacks…", Menu: "File", Mnemonic: 'i', Disabled: p.busy, Run: p.ask},
		{ID: "import.replay", Scope: action.Global, Title: "Try rejected messages again", Menu: "File", Mnemonic: 'r', Disabled: p.replayable, Run: p.replay},
		{ID: "import.here", Scope: Scope, Keys: []string{"o"}, Title: "Import callbacks…", Hint: "import", Disabled: p.busy, Run: p.ask},
		{ID: "import.again", Scope: Scope, Keys: []string{"p"}, Title: "Try rejected messages again", Hint: "try again", Disabled: p.replayable, Run: p.replay},
		{ID: "import.raw", Scope: Scope, Keys: []string{"v"}, Title: "Show the rejected message", Hint: "raw",
			Disabled: func() string {
				if _, ok := p.rejected.Current(); !ok {
					return "no rejected message is chosen"
				}
				return ""
			}, Run: p.showRaw},
		{ID: "import.all", Scope: Scope, Keys: []string{"a"}, Title: "Rejected messages of all imports",
			Disabled: func() string {
				if p.only == 0 {
					return "all are shown"
				}
				return ""
			}, Run: func() tea.Cmd { return p.narrow(0) }},
	}
}

// TurnPane moves the focus to the other table.
func (p *Page) TurnPane() tea.Cmd {
	p.focus(!p.below)
	return nil
}

// busy says why nothing can be imported now.
func (p *Page) busy() string {
	switch {
	case p.h.ReadOnly() != "":
		return p.h.ReadOnly()
	case p.running != 0:
		return "an import is running"
	}
	return ""
}

func (p *Page) replayable() string {
	if why := p.busy(); why != "" {
		return why
	}
	if p.waiting == 0 {
		return "no rejected message waits"
	}
	return ""
}

func (p *Page) ask() tea.Cmd {
	return pathdialog.Open(p.h, "Import callbacks", "a file (JSON, one object a line, .gz, .zip) or a folder", func(path string) tea.Cmd { return p.take(path) })
}

type imported struct {
	record  ledger.Import
	ignored int
}

// take imports a path as a task. What is stored before a cancel stays, part by part.
func (p *Page) take(path string) tea.Cmd {
	d, secrets := p.h.Desk, p.secrets
	var cmd tea.Cmd
	p.running, cmd = task.Run(p.h.Tasks, "Importing", func(ctx context.Context, report func(task.Progress)) (imported, error) {
		intake := d.Intake(path)
		// Short parts, so that a refund does not wait long for the ledger.
		done, err := callbacks.Run(ctx, callbacks.Inputs{Paths: []string{path}, Part: 10_000}, secrets, intake, func(at callbacks.Progress) {
			report(task.Progress{Done: at.Bytes >> 10, Total: at.TotalBytes >> 10, Unit: "KiB", Note: page.Count(at.Read) + " messages"})
		})
		if closed := intake.Finish(ctx, err); err == nil {
			err = closed
		}
		return imported{intake.Record, len(done.Ignored)}, err
	})
	return cmd
}

// replay tries the rejected messages again as a task.
func (p *Page) replay() tea.Cmd {
	d, secrets := p.h.Desk, p.secrets
	var cmd tea.Cmd
	p.running, cmd = task.Run(p.h.Tasks, "Trying rejected messages again", func(ctx context.Context, _ func(task.Progress)) (desk.Replayed, error) {
		return d.Replay(ctx, func(source string, line int, raw []byte) ledger.Inbound {
			return callbacks.Check(secrets, source, line, raw)
		})
	})
	return cmd
}

// done says how an import or a replay ended.
func (p *Page) done(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case task.DoneMsg[imported]:
		if m.ID != p.running {
			return nil
		}
		p.running = 0
		r := m.Value.record
		said := fmt.Sprintf("%s read: %s stored, %s known already, %s rejected", page.Things(r.Read, "message", "messages"),
			page.Count(r.Stored), page.Count(r.Duplicate), page.Count(r.Rejected))
		if m.Value.ignored > 0 {
			said += fmt.Sprintf(", %s left out", page.Things(int64(m.Value.ignored), "file", "files"))
		}
		return tea.Batch(p.tell(said, r.Rejected > 0, m.Err), p.imports.Top(), p.rejected.Reload())
	case task.DoneMsg[desk.Replayed]:
		if m.ID != p.running {
			return nil
		}
		p.running = 0
		r := m.Value
		said := fmt.Sprintf("%s tried again: %s stored, %s known already, %s still rejected", page.Things(r.Read, "message", "messages"),
			page.Count(r.Stored), page.Count(r.Duplicate), page.Count(r.Rejected))
		return tea.Batch(p.tell(said, r.Rejected > 0, m.Err), p.imports.Top(), p.rejected.Reload())
	}
	return nil
}

func (p *Page) tell(said string, rejected bool, err error) tea.Cmd {
	var e *ledger.Error
	switch {
	case errors.Is(err, context.Canceled), errors.As(err, &e) && e.Code == ledger.ErrCancelled:
		return p.h.Say(toast.Warning, "Cancelled. %s. What is stored stays; importing it again takes in the rest.", said)
	case err != nil:
		return p.h.Fail(err)
	case rejected:
		return p.h.Say(toast.Warning, "%s. The Imports page says why.", said)
	}
	return p.h.Say(toast.Success, "%s", said)
}
