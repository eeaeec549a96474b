package data

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// Actions is what can be done on the page.
func (p *Page) Actions() []action.Action {
	return []action.Action{
		{ID: "data.pull", Scope: Scope, Keys: []string{"p"}, Title: "Pull operations…", Menu: "File", Mnemonic: 'o', Hint: "pull", Disabled: p.askable, Run: p.askPull},
		{ID: "data.balances", Scope: Scope, Keys: []string{"u"}, Title: "Ask for the balances now", Menu: "File", Mnemonic: 'b', Hint: "balances", Disabled: p.askable, Run: p.askBalances},
		{ID: "data.token", Scope: Scope, Keys: []string{"t"}, Title: "Token of the Data API…", Menu: "File", Mnemonic: 't', Hint: "token", Disabled: p.work.Busy, Run: p.lookForToken},
		{ID: "data.open", Scope: Scope, Keys: []string{"enter"}, Title: "Open", Hint: "open", Run: p.OpenDetail},
	}
}

// askable says why the platform cannot be asked now.
func (p *Page) askable() string {
	switch {
	case p.h.ReadOnly() != "":
		return p.h.ReadOnly()
	case p.work.Busy() != "":
		return p.work.Busy()
	case p.facts.token != nil:
		return "no token of the Data API is set: t tells how"
	}
	return ""
}

// lookForToken looks once more, since it may have been set meanwhile, and tells.
func (p *Page) lookForToken() tea.Cmd {
	d := p.h.Desk
	return page.Do(&p.work, "Looking for the token", func(ctx context.Context, _ func(task.Progress)) (facts, error) { return read(ctx, d, true) },
		func(f facts, err error) tea.Cmd {
			if err != nil {
				return p.h.Fail(err)
			}
			p.take(f)
			if f.token == nil {
				return p.h.Say(toast.Success, "The token of the Data API and its secret are there.")
			}
			p.h.Dialogs.OpenUnasked(dialog.NewMessage("token", "Token of the Data API", tokenHelp(f.token), nil))
			return nil
		})
}

// tokenHelp says where a token comes from and where it is put.
func tokenHelp(missing error) []dialog.Line {
	return []dialog.Line{
		{Text: page.Explain(missing), Tone: theme.Warn}, {},
		{Text: "The platform's Dashboard gives out the token with a secret of its own, which is not the secret of a project. contra needs both."}, {},
		{Text: "In the environment they are CONTRA_DATA_TOKEN and CONTRA_DATA_SECRET; start contra again after setting them. What is put into the OS keyring or a file is found at once: press t again."}, {},
		{Text: "Without a token everything else works: callbacks and reports come in as files.", Tone: theme.Muted},
	}
}
