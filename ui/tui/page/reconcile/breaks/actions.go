package breaks

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/ui/tui/action"
	"contra/ui/tui/text"
)

// Actions is what can be done in the view.
func (p *Page) Actions() []action.Action {
	return append(append(p.decisions(), p.matches()...), p.looks()...)
}

// acts is an action that changes what is decided.
func (p *Page) acts(a action.Action, may func() string, run func() tea.Cmd) action.Action {
	a.Scope, a.Menu = Scope, "Reconcile"
	a.Disabled = func() string {
		switch {
		case p.facts == nil:
			return "nothing is compared yet"
		case p.h.ReadOnly() != "":
			return p.h.ReadOnly()
		case p.facts.locked():
			return p.facts.name + " is signed by " + p.facts.close.Operator + ": P reopens it"
		}
		if why := may(); why != "" {
			return why
		}
		return p.work.MayAct()
	}
	a.Run = run
	return a
}

// decisions are those on breaks.
func (p *Page) decisions() []action.Action {
	verb := func(v archive.Verb, key, title string, letter rune, hint string) action.Action {
		return p.acts(action.Action{ID: "break." + string(v), Keys: []string{key}, Title: title, Mnemonic: letter, Hint: hint}, p.mayDecide,
			func() tea.Cmd { return p.decide(v) })
	}
	return []action.Action{
		{ID: "break.open", Scope: Scope, Keys: []string{"enter"}, Title: "Open", Hint: "open", Disabled: p.chosen, Run: p.open},
		p.acts(action.Action{ID: "break.mend", Keys: []string{"w"}, Title: "Mend the row…", Mnemonic: 'h', Hint: "mend"}, p.mayMend, p.mend),
		verb(archive.Accept, "a", "Accept as it is…", 'a', "accept"),
		verb(archive.Contest, "C", "Contest with the platform…", 'c', "contest"),
		verb(archive.Carry, "c", "Carry forward…", 'f', "carry"),
		verb(archive.Duplicate, "t", "The same thing twice…", 't', ""),
		verb(archive.Exclude, "X", "Leave out…", 'l', ""),
	}
}

// matches are those that put sides together, and apart.
func (p *Page) matches() []action.Action {
	return []action.Action{
		p.acts(action.Action{ID: "break.match", Keys: []string{"m"}, Title: "Match by hand…", Mnemonic: 'm', Hint: "match"}, p.mayMatch, p.match),
		p.acts(action.Action{ID: "break.apart", Keys: []string{"U"}, Title: "Keep a pair apart…", Mnemonic: 'k', Hint: "keep apart"}, p.mayPart, p.part),
		p.acts(action.Action{ID: "break.ask", Keys: []string{"q"}, Title: "Ask the platform", Mnemonic: 'p', Hint: "ask"}, p.mayAsk, func() tea.Cmd { return p.work.Ask(p.picked(), p.h.Clock.Now()) }),
		p.acts(action.Action{ID: "break.ask-all", Keys: []string{"Q"}, Title: "Ask the platform about all…", Mnemonic: 'o'}, p.mayAskAll, func() tea.Cmd { return p.work.Ask(p.everything(), p.h.Clock.Now()) }),
		p.acts(action.Action{ID: "break.adopt", Keys: []string{"T"}, Title: "Take into the ledger…", Mnemonic: 'g', Hint: "adopt"}, p.mayAdopt, p.adopt),
		p.acts(action.Action{ID: "break.undo", Keys: []string{"u", "ctrl+z"}, Title: "Take back the last decision…", Mnemonic: 'b', Hint: "undo"}, func() string { return "" }, p.undo),
	}
}

// looks change nothing.
func (p *Page) looks() []action.Action {
	return []action.Action{
		{ID: "break.raw", Scope: Scope, Keys: []string{"v"}, Title: "The row as it was written", Menu: "Reconcile", Mnemonic: 'r', Hint: "raw", Disabled: p.mayShowRaw, Run: p.showRaw},
		{ID: "break.explain", Scope: Scope, Keys: []string{"e"}, Title: "Explain", Menu: "Reconcile", Mnemonic: 'e', Hint: "explain", Disabled: p.mayExplain, Run: p.explain},
		{ID: "break.payment", Scope: Scope, Keys: []string{"p"}, Title: "Go to its payment", Menu: "Reconcile", Mnemonic: 'y', Hint: "payment", Disabled: p.mayGo, Run: p.goToPayment},
		{ID: "break.copy", Scope: Scope, Keys: []string{"y"}, Title: "Copy the operation id", Menu: "Edit", Mnemonic: 'y', Disabled: p.oneChosen, Run: p.copy},
		{ID: "break.all", Scope: Scope, Keys: []string{"A"}, Title: "Select all that is shown", Disabled: p.mayPick, Run: func() tea.Cmd { return p.list.Do(selectAll) }},
		{ID: "break.search", Scope: Scope, Keys: []string{"/"}, Title: "Find a payment or operation…", Menu: "View", Mnemonic: 'i', Hint: "find", Disabled: p.compared, Run: p.search},
		{ID: "break.show", Scope: Scope, Keys: []string{"f", "F"}, Title: "Show only breaks…", Menu: "View", Mnemonic: 'b', Hint: "show only", Disabled: p.compared, Run: p.pickChoice},
		{ID: "break.show-open", Scope: Scope, Keys: []string{"O"}, Title: "Only open breaks, or all", Menu: "View", Mnemonic: 'o', Disabled: p.mayNarrow, Run: p.toggleOpen},
	}
}

func (p *Page) compared() string {
	if p.facts == nil {
		return "nothing is compared yet: o imports a report"
	}
	return ""
}

// chosen says why there is nothing under the cursor.
func (p *Page) chosen() string {
	if why := p.compared(); why != "" {
		return why
	}
	if p.inside {
		return p.oneChosen()
	}
	if _, ok := p.groups.Current(); !ok {
		return "nothing is chosen"
	}
	return ""
}

// oneChosen says why no finding is under the cursor.
func (p *Page) oneChosen() string {
	if why := p.compared(); why != "" {
		return why
	}
	if !p.inside {
		return "open the list first (Enter)"
	}
	if _, ok := p.current(); !ok {
		return "no break is chosen"
	}
	return ""
}

func (p *Page) mayExplain() string {
	if why := p.oneChosen(); why != "" {
		return why
	}
	return p.work.MayAct()
}

func (p *Page) open() tea.Cmd {
	if p.inside {
		return p.OpenDetail()
	}
	g, _ := p.groups.Current()
	return p.enter(g.choice)
}

func (p *Page) mayPick() string {
	if !p.inside {
		return "open the list first (Enter)"
	}
	return p.chosen()
}

func (p *Page) mayNarrow() string {
	switch {
	case !p.inside:
		return "open the list first (Enter)"
	case p.choice.filter.Kind != archive.Broken:
		return "only breaks can be open"
	}
	return ""
}

func (p *Page) mayGo() string {
	if why := p.oneChosen(); why != "" {
		return why
	}
	if f, _ := p.current(); paymentRow(f) == 0 {
		return "the ledger does not have its payment"
	}
	return ""
}

// paymentRow is the ledger's row of the payment of a finding, 0 when it has none.
func paymentRow(f archive.Finding) int64 {
	for _, side := range sides(f) {
		for i := range side {
			if side[i].Payment != 0 {
				return side[i].Payment
			}
		}
	}
	return 0
}

func (p *Page) goToPayment() tea.Cmd {
	f, _ := p.current()
	return p.h.ShowPayment(paymentRow(f))
}

func (p *Page) copy() tea.Cmd {
	f, _ := p.current()
	if f.OperationID == "" {
		return p.h.Copy("payment id "+text.Clean(f.PaymentID), f.PaymentID)
	}
	return p.h.Copy("operation id "+text.Clean(f.OperationID), f.OperationID)
}
