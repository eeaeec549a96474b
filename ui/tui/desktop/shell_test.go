package desktop_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/ui/tui/desktop"
	"contra/ui/tui/term"
	"contra/ui/tui/tuitest"
)

func TestTheCatalogueIsSound(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	require.NoError(t, w.model().Registry().Check())
}

// What kind of money is at stake is never left out.
func TestTheBadge(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	for want, o := range map[string]desktop.Options{
		"LIVE": {}, "PRACTICE": {Practice: true}, "TEST": {},
	} {
		w.desk.Config.Projects = []config.Project{{ID: shop, Name: "A shop with a very long name indeed", Test: want == "TEST"}, {ID: 2, Name: "Another shop", Test: want == "TEST"}}
		o.Desk, o.Secrets, o.Clock, o.Getenv = w.desk, w.desk.Secrets, w.clock, func(string) string { return "" }
		m, err := desktop.New(context.Background(), o)
		require.NoError(t, err)
		for _, size := range append(sizes, [2]int{40, 10}) {
			d := tuitest.New(t, m, size[0], size[1], w.clock)
			d.RequireShows(want)
		}
	}
	require.Contains(t, w.model().View(), "")
}

func TestMenusByKeysAndMouse(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"), sale("ORD-2", 64_000, "KRW", "b")).start(100, 30)
	w.Press("f10", "right", "right")
	w.RequireShows("Select everything in the filter")
	w.Press("esc", "alt+h")
	w.RequireShows("The filter language")
	w.Press("r", "/")
	w.Type("3288")
	w.RequireShows("3288", "the payment is disputed by a chargeback")
	w.Press("esc")
	w.Press("esc")
	w.ClickOn("Payment ")
	w.ClickOn("Refund…")
	w.RequireDialog("Refund ORD-2")
	w.ClickOn("Cancel")
	w.RequireNoDialog()
	w.ClickOn("2 Refunds")
	w.RequireShows("no refund was made with contra yet")
	w.ClickOn("1 Payments")
	w.ClickOn("ORD-1")
	w.RequireShows("can refund 250,000 KRW")
	w.ClickOn("captured can") // the title of the column
	w.RequireShows("captured amount, ")
	w.Wheel(5, 6, 3)
	w.RequireFrameExact()
}

func TestThePaletteSaysWhyNot(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(100, 30)
	w.Press("ctrl+p")
	w.Type("resend")
	w.RequireShows("only on Refunds")
	w.Press("enter")
	w.RequireShows("Commands")
	w.Press("esc", "ctrl+p")
	w.Type("view.page-4")
	w.Press("enter")
	w.RequireNoDialog()
}

// While nothing happens nothing is drawn.
func TestIdleDrawsNothing(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(100, 30)
	w.pass(30 * time.Second)
	frame := w.FrameANSI()
	require.Zero(t, testing.AllocsPerRun(10, func() { w.Model().View() }))
	w.pass(10 * time.Second)
	require.Equal(t, frame, w.FrameANSI())
	require.Zero(t, testing.AllocsPerRun(1, func() { w.Model().View() }), "the ticks did not ask for a new frame")
}

func TestQuit(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(80, 24)
	w.Press("q")
	require.True(t, w.Quit())
}

func TestThemesAreNamed(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	_, err := desktop.New(context.Background(), desktop.Options{Desk: w.desk, Secrets: w.desk.Secrets, Theme: "pink", Look: term.Look{}})
	require.ErrorContains(t, err, "pink")
}
