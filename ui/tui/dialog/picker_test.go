package dialog_test

import (
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
)

func TestPickerSearchesAndChooses(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	var chosen []string
	items := []dialog.Item{{ID: "1", Title: "Refund payment", Detail: "r"}, {ID: "2", Title: "고객 검색", Detail: "/"}, {ID: "3", Title: "Export refunds", Off: "the ledger is read-only"}}
	open := func() {
		stack.Open(dialog.NewPicker("p", "Go to", items, func(id string) tea.Cmd {
			chosen = append(chosen, id)
			return nil
		}))
	}
	open()
	d.Type("고객")
	d.RequireHides("Refund payment")
	d.Press("enter")
	require.Equal(t, []string{"2"}, chosen)
	d.RequireNoDialog()

	open()
	d.Type("expo")
	d.RequireShows("! the ledger is read-only")
	d.Press("enter")
	d.RequireDialog("Go to")
	require.Len(t, chosen, 1, "what is disabled cannot be chosen")
	d.Press("ctrl+u")
	d.Type("zzz")
	d.RequireShows("nothing matches")
	d.Press("enter", "down", "up", "pgdown", "esc")
	d.RequireNoDialog()

	open()
	d.Press("down")
	d.ClickOn("Refund payment")
	require.Equal(t, []string{"2", "1"}, chosen)
}

func TestPickerFitsAndScrolls(t *testing.T) {
	d, stack, _ := start(t, 60, 20)
	var items []dialog.Item
	for i := range 100 {
		items = append(items, dialog.Item{ID: fmt.Sprint(i), Title: fmt.Sprintf("작업 %d \x1b[2J", i), Detail: "Ctrl+X"})
	}
	stack.Open(dialog.NewPicker("p", "Go to", items, nil))
	for range 99 {
		d.Press("down")
		d.RequireFrameExact()
	}
	d.RequireShows("작업 99 ␛")
	for w := -5; w < 90; w += 4 {
		for h := -5; h < 25; h += 2 {
			d.Resize(w, h)
			d.RequireFrameExact()
		}
	}
}

func TestPaletteIsTheCatalogue(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	ran := 0
	reg := action.NewRegistry([]action.ScopeInfo{{Scope: "payments", Title: "Payments"}, {Scope: action.Global, Title: "Everywhere"}}, nil)
	run := func() tea.Cmd {
		ran++
		return nil
	}
	reg.Add(
		action.Action{ID: "payment.refund", Scope: "payments", Keys: []string{"r"}, Title: "Refund…", Run: run},
		action.Action{ID: "quit", Scope: action.Global, Keys: []string{"ctrl+q"}, Title: "Quit", Run: run},
	)
	stack.Open(dialog.NewPalette(reg, action.Global))
	d.RequireShows("Payments: Refund", "Quit", "Ctrl+Q", "! only on Payments")
	d.Press("enter")
	require.Zero(t, ran)
	d.Type("qt")
	d.Press("enter")
	require.Equal(t, 1, ran)
}
