package desktop

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/gate/codes"
	"contra/core/query"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// helps are the actions of the Help menu.
func (m *Model) helps() []action.Action {
	return []action.Action{
		{ID: "help.palette", Scope: action.Global, Keys: []string{"ctrl+p", ":"}, Title: "Commands…", Menu: "Help", Mnemonic: 'c', Hint: "commands", Run: func() tea.Cmd {
			m.h.Dialogs.Open(dialog.NewPalette(m.reg, m.scopes()...))
			return nil
		}},
		{ID: "help.filter", Scope: action.Global, Title: "The filter language", Menu: "Help", Mnemonic: 'f', Run: func() tea.Cmd { return m.read("filter", "The filter language", filterHelp()) }},
		{ID: "help.codes", Scope: action.Global, Title: "Response codes of the platform", Menu: "Help", Mnemonic: 'r', Run: func() tea.Cmd { return m.read("codes", "Response codes", codeTable()) }},
		{ID: "help.signs", Scope: action.Global, Title: "Signs and states", Menu: "Help", Mnemonic: 's', Run: func() tea.Cmd { return m.read("signs", "Signs and states", m.signs()) }},
		{ID: "help.keys", Scope: action.Global, Keys: []string{"?", "f1"}, Title: "Keys", Menu: "Help", Mnemonic: 'k', Hint: "help", Run: func() tea.Cmd { return m.read("keys", "Keys", m.reg.Help(m.scopes()...)) }},
	}
}

func (m *Model) read(id, title, body string) tea.Cmd {
	m.h.Dialogs.Open(dialog.NewViewer(id, title, body, nil))
	return nil
}

func filterHelp() string {
	var b strings.Builder
	b.WriteString("Words separated by blanks must all hold. Values after one field are separated by commas,\nand one of them must hold. A - in front turns a word round. Quotes hold blanks together.\n\n")
	for _, f := range query.Fields() {
		fmt.Fprintf(&b, "  %-12s %s\n", f, f.About())
	}
	b.WriteString(`
Amounts are in major units with the currency's own decimals: amount:12.50EUR, amount:>50000,
amount:100..200. Days are in UTC, both ends included: date:2026-10, date:7d, date:2026-10-01..2026-10-07.

Examples
  method:kakaopay status:success,partial amount:>50000
  customer:고객42 -flag:disputed date:2026-10
  in_flight:>0
`)
	return b.String()
}

func codeTable() string {
	var b strings.Builder
	b.WriteString("What the platform's codes mean for a refund, and what to do next.\n")
	for _, c := range codes.All() {
		fmt.Fprintf(&b, "\n%6s  %s  (%s)\n        %s\n", c.Code, c.Meaning, strings.ReplaceAll(string(c.Class), "_", " "), c.Next)
	}
	return b.String()
}

func (m *Model) signs() string {
	st := m.h.Styles
	return strings.Join([]string{
		"Payments",
		"  " + st.Check + "  success, nothing refunded",
		"  ~  partially refunded or reversed",
		"  -  refunded or reversed, all of it",
		"  " + st.Cross + "  declined, expired, cancelled or failed",
		"  " + st.Dot + "  not ended yet",
		"  " + st.Attention + "  flagged: disputed, or figures that do not agree; the detail says which",
		"",
		"Refunds",
		"  " + st.Dot + "  prepared: stored with its id and its exact bytes, not sent yet",
		"  " + st.Dot + "  sent: an attempt is under way",
		"  " + st.Dot + "  accepted: the platform took it; the outcome is still to come",
		"  " + st.Dot + "  exported, uploaded: a row of a file for the Dashboard, that was written; that the platform has",
		"  " + st.Attention + "  in doubt: sent, and nobody knows what became of it; contra finds out",
		"  " + st.Check + "  succeeded, confirmed: the customer has the money; a report has shown it",
		"  " + st.Cross + "  declined, rejected: the platform said no; the amount is free again",
		"  -  withdrawn: nothing was sent, or its file was withdrawn",
		"  " + st.Attention + "  taken back: it had succeeded, and the platform undid it",
		"",
		"Reconcile",
		"  " + st.Attention + "  a break that somebody has to do something about; a month that needs you",
		"  " + st.Dot + "  a break of little weight, or a row that is expected, tolerated or of another month",
		"  ~  a break that was looked at and stays open: contested or carried forward",
		"  " + st.Check + "  a break that is settled, a pair, a month that is signed",
		"",
		"Amounts",
		"  captured    what the customer paid",
		"  refunded    what was given back, refunds and reversals",
		"  in flight   refunds on their way, ours and others'; held until their outcome is known",
		"  can refund  captured less refunded less in flight",
	}, "\n")
}

func (m *Model) about() tea.Cmd {
	s := m.o.Desk.Store
	line := func(name, value string) dialog.Line {
		return dialog.Line{Text: text.Pad(name, 11, text.Left) + value}
	}
	kind := map[string]string{"LIVE": "LIVE: refunds move real money", "TEST": "test projects: no money moves", "PRACTICE": "practice: the platform is a stand-in on this machine"}[m.badge()]
	mode := "reads and writes"
	if s.ReadOnly() {
		mode = "read-only"
	}
	m.h.Dialogs.Open(dialog.NewMessage("about", "About contra", []dialog.Line{
		{Text: "contra refunds payments on the ecommpay platform and keeps its own books.", Tone: theme.Strong}, {},
		line("ledger", s.Path()), line("mode", mode), line("operator", s.Operator()), line("platform", m.o.Desk.Config.Gate.URL), line("projects", m.title()), {},
		{Text: kind},
	}, nil))
	return nil
}

// showMessages lists what was said so far, the newest first.
func (m *Model) showMessages() tea.Cmd {
	var b strings.Builder
	history := m.h.Toasts.History()
	word := map[toast.Level]string{toast.Info: "", toast.Success: "done  ", toast.Warning: "warning  ", toast.Error: "error  "}
	for i := len(history) - 1; i >= 0; i-- {
		t := history[i]
		fmt.Fprintf(&b, "%s UTC  %s%s\n", t.At.UTC().Format("15:04:05"), word[t.Level], t.Text)
	}
	if len(history) == 0 {
		b.WriteString("nothing was said so far")
	}
	return m.read("messages", page.Things(int64(len(history)), "message", "messages"), b.String())
}
