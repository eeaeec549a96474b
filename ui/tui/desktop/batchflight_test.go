package desktop

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/desk/desktest"
	"contra/core/sandbox"
	stored "contra/core/store/batches"
	"contra/ui/tui/text"
	"contra/ui/tui/tuitest"
)

// until lets the program run until the screen shows a text.
func (p *program) until(t *testing.T, shown string) {
	t.Helper()
	limit := time.After(20 * time.Second)
	for !strings.Contains(text.Strip(p.m.View()), shown) {
		select {
		case msg := <-p.msgs:
			p.update(msg)
			require.NoError(t, tuitest.Exact(p.m.View(), p.m.w, p.m.h2))
		case <-limit:
			t.Fatalf("the screen never showed %q:\n%s", shown, text.Strip(p.m.View()))
		}
	}
}

// idle lets the program run until nothing is under way.
func (p *program) idle() {
	for p.m.batches.Flying() != "" || p.m.h.Tasks.Running() {
		p.update(<-p.msgs)
	}
}

func (p *program) press(keys ...string) {
	for _, k := range keys {
		switch k {
		case "enter":
			p.update(tea.KeyMsg{Type: tea.KeyEnter})
		case "tab":
			p.update(tea.KeyMsg{Type: tea.KeyTab})
		case "ctrl+a":
			p.update(tea.KeyMsg{Type: tea.KeyCtrlA})
		default:
			for _, r := range k {
				p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
			}
		}
	}
}

// While a batch is sent its keys pause it, take it up again and stop it; during
// the cool-off a stop makes it a draft again.
func TestKeysDuringTheFlight(t *testing.T) {
	var sales []sandbox.Payment
	for i := range 60 {
		sales = append(sales, desktest.Sale(fmt.Sprintf("ORD-%02d", i), 1000))
	}
	r := desktest.New(t, desktest.Options{}, sales...)
	r.Desk.Config.Batch.CoolOff = time.Minute
	r.Desk.Batches.Settings.PerSecond = 10
	state := func() batch.State {
		b, err := stored.Get(context.Background(), r.Desk.Store, 1)
		require.NoError(t, err)
		return b.State
	}
	p := begin(t, r.Desk, 120, 40)
	send := func() {
		p.press("S")
		p.until(t, "Type the number of rows")
		p.press("60", "tab", "60000", "tab", "tab", "enter")
	}
	p.until(t, "60 payments")
	p.press("ctrl+a", "b", "enter")
	p.until(t, "60 rows · 60 ok")
	send()
	p.until(t, "begins in 0:")
	p.press("s")
	p.until(t, "draft · 60 rows")
	require.Equal(t, batch.Draft, state())
	require.Empty(t, r.Platform.Requests())
	p.idle()

	r.Desk.Config.Batch.CoolOff = 0
	send()
	p.until(t, " taken  ")
	p.until(t, " left  ORD-")
	p.press("P")
	p.until(t, "P resumes at row")
	require.Equal(t, batch.Paused, state())
	p.idle()
	p.press("P")
	p.until(t, "sending ·")
	p.until(t, " taken  ")
	p.press("q")
	p.until(t, "Batch B1 is being sent.")
	p.press("n", "q")
	p.until(t, "Batch B1 is being sent.")
	p.press("y")
	p.idle()
	require.Equal(t, batch.Paused, state(), "leaving pauses")
	gone := len(r.Platform.Requests())

	p = begin(t, r.Desk, 120, 40) // the next start
	p.until(t, "60 payments")
	p.press("3")
	p.until(t, "B1 next: paused")
	p.press("enter")
	p.until(t, "paused: the program was left. P resumes at row")
	require.Len(t, r.Platform.Requests(), gone, "nothing was sent meanwhile")
	p.press("P")
	p.until(t, " taken  ")
	p.press("s")
	p.until(t, "Stop B1?")
	p.press("y")
	p.until(t, "stopped ·")
	require.Equal(t, batch.Stopped, state())
	p.until(t, "n makes the next batch of them")
	seen := map[string]bool{}
	for _, x := range r.Platform.Requests() {
		if x.RefundID != "" {
			require.False(t, seen[x.PaymentID], "%s twice", x.PaymentID)
			seen[x.PaymentID] = true
		}
	}
	require.Less(t, len(seen), 60)
}
