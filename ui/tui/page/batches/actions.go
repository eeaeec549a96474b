package batches

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	"contra/ui/tui/action"
	"contra/ui/tui/batchdialog"
)

// Actions is what can be done on the page.
func (p *Page) Actions() []action.Action {
	return append(p.batchActions(), p.rowActions()...)
}

// chosen says why nothing can be done with a batch, empty when one is chosen.
func (p *Page) chosen() string {
	if _, ok := p.current(); !ok {
		return "no batch is chosen"
	}
	return ""
}

// row says why nothing can be done with a row.
func (p *Page) row() string {
	switch _, ok := p.rows.Current(); {
	case p.open == 0:
		return "open the batch first (Enter)"
	case !ok:
		return "no row is chosen"
	}
	return ""
}

// writes is an action on the batch that writes to the ledger, one at a time.
func (p *Page) writes(a action.Action, may func(batch.Batch) string, run func(batch.Batch) tea.Cmd) action.Action {
	return p.interrupts(a, func(b batch.Batch) string {
		if p.working(b.ID) {
			return "it is being worked on"
		}
		return may(b)
	}, run)
}

// interrupts is one that may come at any time, whatever else is being done to the batch.
func (p *Page) interrupts(a action.Action, may func(batch.Batch) string, run func(batch.Batch) tea.Cmd) action.Action {
	a.Scope = Scope
	a.Disabled = func() string {
		b, ok := p.current()
		switch {
		case !ok:
			return "no batch is chosen"
		case p.h.ReadOnly() != "":
			return p.h.ReadOnly()
		}
		return may(b)
	}
	a.Run = func() tea.Cmd { b, _ := p.current(); return run(b) }
	return a
}

// batchActions are those on the batch as a whole.
func (p *Page) batchActions() []action.Action {
	return []action.Action{
		{ID: "batch.open", Scope: Scope, Keys: []string{"enter"}, Title: "Open", Menu: "Batch", Mnemonic: 'o', Hint: "open", Disabled: p.mayOpen, Run: p.openIt},
		p.writes(action.Action{ID: "batch.export", Keys: []string{"x"}, Title: "Export for the Dashboard…", Menu: "Batch", Mnemonic: 'x', Hint: "export"}, p.mayExport, p.export),
		p.writes(action.Action{ID: "batch.upload", Keys: []string{"u"}, Title: "Mark as uploaded…", Menu: "Batch", Mnemonic: 'u', Hint: "uploaded"}, mayUpload, p.upload),
		p.writes(action.Action{ID: "batch.send", Keys: []string{"S"}, Title: "Send through Gate…", Menu: "Batch", Mnemonic: 's', Danger: true, Hint: "send"}, p.maySend, p.send),
		p.interrupts(action.Action{ID: "batch.pause", Keys: []string{"P"}, Title: "Pause or resume the sending", Menu: "Batch", Mnemonic: 'p', Hint: "pause/resume"}, p.mayPause, p.pauseOrResume),
		p.interrupts(action.Action{ID: "batch.stop", Keys: []string{"s"}, Title: "Stop the sending…", Menu: "Batch", Mnemonic: 't', Danger: true, Hint: "stop"}, mayStop, p.stop),
		p.writes(action.Action{ID: "batch.follow", Keys: []string{"f"}, Title: "Ask about all open rows", Menu: "Batch", Mnemonic: 'a', Hint: "ask"}, p.mayFollow, p.follow),
		p.writes(action.Action{ID: "batch.failed", Keys: []string{"n"}, Title: "Next batch of the failed rows…", Menu: "Batch", Mnemonic: 'n', Hint: "next batch"}, p.mayRepeat, p.repeat),
		{ID: "batch.result", Scope: Scope, Keys: []string{"r"}, Title: "Write the result…", Menu: "Batch", Mnemonic: 'r', Hint: "result", Disabled: p.chosen, Run: p.writeResult},
		p.writes(action.Action{ID: "batch.withdraw", Keys: []string{"W"}, Title: "Withdraw the export…", Menu: "Batch", Mnemonic: 'w', Danger: true, Hint: "withdraw"}, mayWithdraw, p.withdraw),
		{ID: "batch.layout", Scope: Scope, Title: "Layout of files…", Menu: "Batch", Mnemonic: 'l', Disabled: p.h.ReadOnly, Run: func() tea.Cmd { return batchdialog.Layout(p.h) }},
		p.writes(action.Action{ID: "batch.rename", Title: "Rename…", Menu: "Batch", Mnemonic: 'm'}, func(batch.Batch) string { return "" }, p.rename),
		p.writes(action.Action{ID: "batch.discard", Title: "Discard the draft…", Menu: "Batch", Mnemonic: 'i'}, mayDiscard, p.discard),
		{ID: "batch.copy", Scope: Scope, Keys: []string{"y"}, Title: "Copy the batch's number", Menu: "Edit", Mnemonic: 'b', Disabled: p.chosen,
			Run: func() tea.Cmd { b, _ := p.current(); return p.h.Copy("batch "+b.Ref(), b.Ref()) }},
		{ID: "batch.show", Scope: Scope, Keys: []string{"/"}, Title: "Show only rows…", Menu: "View", Mnemonic: 'r', Hint: "show only", Disabled: p.opened, Run: p.pickWhich},
		{ID: "batch.turn", Scope: Scope, Keys: []string{"F"}, Title: "Show the next kind of rows", Menu: "View", Mnemonic: 'n', Disabled: p.opened, Run: p.turnWhich},
	}
}

// rowActions are those on rows.
func (p *Page) rowActions() []action.Action {
	edit := func(id string, keys []string, title string, letter rune, hint string, run func(batch.Batch) tea.Cmd) action.Action {
		return p.writes(action.Action{ID: "batch." + id, Keys: keys, Title: title, Menu: "Edit", Mnemonic: letter, Hint: hint}, p.mayEdit, run)
	}
	pick := func(id string, keys []string, title string, letter rune, hint string, run func(batch.Batch) tea.Cmd) action.Action {
		return p.writes(action.Action{ID: "batch." + id, Keys: keys, Title: title, Menu: "Edit", Mnemonic: letter, Hint: hint}, p.mayEditRow, run)
	}
	return []action.Action{
		pick("edit", []string{"e"}, "Edit the row…", 'e', "edit", p.edit),
		pick("amount", []string{"A"}, "Set the amount of rows…", 'm', "", p.setAmount),
		pick("description", []string{"D"}, "Set the description of rows…", 'd', "", p.setDescription),
		p.writes(action.Action{ID: "batch.remove", Keys: []string{"X", "delete"}, Title: "Remove rows, or discard the draft", Menu: "Edit", Mnemonic: 'v', Hint: "remove"}, p.mayRemove, p.remove),
		edit("remove-wrong", []string{"R"}, "Remove the rows with errors", 'w', "", p.removeWrong),
		edit("add", []string{"a"}, "Add rows…", 't', "add", p.add),
		edit("undo", []string{"z", "ctrl+z"}, "Undo the last edit", 'u', "undo", func(b batch.Batch) tea.Cmd { return p.undo(b, false) }),
		edit("redo", []string{"Z", "ctrl+y"}, "Redo", 'o', "", func(b batch.Batch) tea.Cmd { return p.undo(b, true) }),
		edit("recheck", []string{"c"}, "Check the batch again", 'k', "check", func(batch.Batch) tea.Cmd { return p.checkNow(true) }),
		p.writes(action.Action{ID: "batch.choose", Keys: []string{"k"}, Title: "Decide about the row…", Menu: "Batch", Mnemonic: 'c', Danger: true, Hint: "decide"}, p.mayChoose, p.decide),
		p.writes(action.Action{ID: "batch.not-taken", Keys: []string{"N"}, Title: "Note that the row was not taken…", Menu: "Batch", Mnemonic: 'k', Danger: true, Hint: "not taken"}, p.mayDeny, p.notTaken),
		{ID: "batch.payment", Scope: Scope, Keys: []string{"p"}, Title: "Go to the row's payment", Menu: "Batch", Mnemonic: 'y', Hint: "payment", Disabled: p.mayGo, Run: p.goToPayment},
		{ID: "batch.list", Scope: Scope, Keys: []string{"o"}, Title: "Build from a list…", Menu: "Batch", Mnemonic: 'b', Hint: "from a list", Disabled: p.h.ReadOnly, Run: p.fromList},
		{ID: "batch.check-file", Scope: Scope, Keys: []string{"C"}, Title: "Check a Dashboard file…", Menu: "Batch", Mnemonic: 'd', Run: p.checkFile},
	}
}

func (p *Page) opened() string {
	if p.open == 0 {
		return "open the batch first (Enter)"
	}
	return ""
}

func (p *Page) mayOpen() string {
	if p.open != 0 {
		return p.row()
	}
	return p.chosen()
}

// openIt opens the batch's rows, or the row's detail.
func (p *Page) openIt() tea.Cmd {
	if p.open != 0 {
		return p.enter()
	}
	if p.split.OnDetail && p.split.Full {
		p.split.Back()
	}
	b, _ := p.current()
	return p.show(b.ID)
}

func (p *Page) mayGo() string {
	if why := p.row(); why != "" {
		return why
	}
	if p.story == nil || p.story.payment == nil {
		return "the ledger does not know the row's payment"
	}
	return ""
}

func (p *Page) goToPayment() tea.Cmd { return p.h.ShowPayment(p.story.payment.RowID) }
