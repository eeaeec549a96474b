package action

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"
)

const payments, refunds Scope = "payments", "refunds"

func catalogue(ran *[]string) *Registry {
	r := NewRegistry(
		[]ScopeInfo{{payments, "Payments"}, {refunds, "Refunds"}, {Global, "Everywhere"}},
		[]MenuInfo{{"File", 'f'}, {"Payment", 'p'}},
	)
	run := func(id string) func() tea.Cmd {
		return func() tea.Cmd {
			*ran = append(*ran, id)
			return nil
		}
	}
	r.Add(
		Action{ID: "payment.refund", Scope: payments, Keys: []string{"r"}, Title: "Refund…", Menu: "Payment", Mnemonic: 'r', Danger: true, Hint: "refund", Run: run("refund")},
		Action{ID: "payment.note", Scope: payments, Keys: []string{"n", "|"}, Title: "Note", Hint: "note", Run: run("note"), Disabled: func() string { return "read-only" }},
		Action{ID: "refund.ask", Scope: refunds, Keys: []string{"q"}, Title: "Ask for the status", Run: run("ask")},
		Action{ID: "quit", Scope: Global, Keys: []string{"ctrl+q", "q"}, Title: "Quit", Menu: "File", Mnemonic: 'q', Run: run("quit")},
		Action{ID: "help", Scope: Global, Keys: []string{"?"}, Title: "Help", Hint: "help", Run: run("help")},
	)
	return r
}

func TestDispatchLooksFromTheInsideOut(t *testing.T) {
	var ran []string
	r := catalogue(&ran)
	require.NoError(t, r.Check())
	r.Dispatch("q", refunds, Global).Run()
	r.Dispatch("q", payments, Global).Run()
	r.Dispatch("r", payments, Global).Run()
	require.Equal(t, []string{"ask", "quit", "refund"}, ran)
	require.False(t, r.Dispatch("r", refunds, Global).Found(), "a key of another page means nothing")
}

func TestDisabledActionsSayWhyAndDoNothing(t *testing.T) {
	var ran []string
	r := catalogue(&ran)
	o := r.Dispatch("n", payments, Global)
	require.True(t, o.Found())
	require.Equal(t, "read-only", o.Reason)
	o.Run()
	require.Equal(t, "only on Payments", r.Reason(r.Get("payment.refund"), refunds, Global))
	r.Outcome(r.Get("payment.refund"), refunds).Run()
	require.Empty(t, ran)
	require.Empty(t, r.Reason(r.Get("quit"), refunds), "what is global can be done everywhere")
	require.Equal(t, "not available", (&Action{}).Reason())
	require.Nil(t, Outcome{}.Run())
	require.Nil(t, r.Get("nothing"))
}

func TestCommandsWorkWhileHangulIsOn(t *testing.T) {
	var ran []string
	r := catalogue(&ran)
	for _, k := range []string{"ㄱ", "ㅂ", "ctrl+ㅂ"} {
		r.Dispatch(k, payments, Global).Run()
	}
	require.Equal(t, []string{"refund", "quit", "quit"}, ran)
	require.False(t, r.Dispatch("가", payments, Global).Found(), "a whole syllable is text")
}

func TestCheckFindsMistakes(t *testing.T) {
	var ran []string
	for want, a := range map[string]Action{
		"used twice":         {ID: "quit", Title: "x", Scope: Global},
		"lacks an id":        {ID: "x", Scope: Global},
		"share the key":      {ID: "x", Title: "x", Scope: payments, Keys: []string{"shift+r", "r"}},
		"unknown scope":      {ID: "x", Title: "x", Scope: "nowhere"},
		"unknown menu":       {ID: "x", Title: "x", Scope: Global, Menu: "Edit"},
		"share the letter q": {ID: "x", Title: "x", Scope: Global, Menu: "File", Mnemonic: 'q'},
	} {
		r := catalogue(&ran)
		r.Add(a)
		require.ErrorContains(t, r.Check(), want)
	}
}

func TestHintsHelpAndMarkdownComeFromTheCatalogue(t *testing.T) {
	var ran []string
	r := catalogue(&ran)
	require.Equal(t, []Hint{{"r", "refund", false}, {"n", "note", true}, {"?", "help", false}}, r.Hints(payments, Global))
	help := r.Help(refunds, Global)
	require.Less(t, strings.Index(help, "Refunds"), strings.Index(help, "Payments"), "what is active comes first")
	require.Contains(t, help, "(read-only)")
	require.Equal(t, 1, strings.Count(help, "Everywhere"))
	md := r.Markdown()
	require.Contains(t, md, "| r | Refund |")
	require.Contains(t, md, `| n, \| | Note |`)
	require.Contains(t, md, "| Ctrl+Q, q | Quit |")
	require.Equal(t, []*Action{r.Get("payment.refund")}, r.InMenu("Payment"))
}
