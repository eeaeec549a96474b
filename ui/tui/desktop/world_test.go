package desktop_test

import (
	"bytes"
	"context"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/sandbox"
	"contra/exporters/dashboard"
	"contra/importers/callbacks"
	"contra/importers/card"
	"contra/importers/report"
	"contra/ui/tui/desktop"
	"contra/ui/tui/term"
	"contra/ui/tui/theme"
	"contra/ui/tui/tuitest"
)

const (
	shop    = int64(1234)
	timeout = 400 * time.Millisecond

	dataToken, dataSecret = "TokenOfTheDataAPI1234567890123", "data"
)

var morning = time.Date(2026, 11, 21, 18, 30, 0, 0, time.UTC)

// world is a ledger beside the stand-in platform, and the desktop on both.
type world struct {
	*testing.T
	*tuitest.Driver
	path     string
	config   config.Config
	desk     *desk.Desk
	platform *sandbox.Platform
	clock    *tuitest.Clock
	now      atomic.Int64 // the same time, for other goroutines
	out      bytes.Buffer
	look     term.Look
}

// colours is a dark terminal of 256 colours.
var colours = term.Look{Dark: true, Depth: theme.Ansi256}

// newWorld serves a platform with these payments and takes their callbacks in.
func newWorld(t *testing.T, faults string, payments ...sandbox.Payment) *world {
	t.Helper()
	script, err := sandbox.ParseScript(faults)
	require.NoError(t, err)
	w := &world{T: t, clock: tuitest.NewClock(morning), path: filepath.Join(t.TempDir(), "ledger.db"), look: colours}
	w.now.Store(morning.UnixMilli())
	ctx, stop := context.WithCancel(context.Background())
	w.platform = sandbox.New(sandbox.Options{Projects: map[int64]string{shop: "s"}, Faults: script, Seed: 7, Now: w.time,
		Tokens: map[string]sandbox.Token{dataToken: {Secret: dataSecret}}})
	url, wait, err := w.platform.Serve(ctx, "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() {
		stop()
		require.NoError(t, wait())
	})
	for _, p := range payments {
		require.NoError(t, w.platform.AddPayment(p))
	}
	w.config, err = config.Load(filepath.Join(t.TempDir(), "none.toml"))
	require.NoError(t, err)
	w.config.Gate.URL, w.config.Gate.Timeout, w.config.Gate.ResendAfter = url, timeout, time.Minute
	w.config.Projects = []config.Project{{ID: shop, Name: "Shop KR"}}
	w.desk = w.openDesk("desk1", false)
	w.takeIn()
	return w
}

func (w *world) time() time.Time { return time.UnixMilli(w.now.Load()).UTC() }

// openDesk opens the ledger as somebody.
func (w *world) openDesk(operator string, readOnly bool) *desk.Desk {
	w.T.Helper()
	d, err := desk.Open(context.Background(), desk.Options{Ledger: w.path, Config: w.config, Operator: operator, ReadOnly: readOnly, Now: w.time, Files: dashboard.Files{},
		Reports: report.Rereader{}, Cards: card.Mask, Program: "contra test"})
	require.NoError(w.T, err)
	w.T.Cleanup(func() { require.NoError(w.T, d.Close()) })
	d.Secrets.Put(shop, "s")
	d.Secrets.PutData(dataToken, dataSecret)
	return d
}

// takeIn imports everything that the platform would have called back so far.
func (w *world) takeIn() {
	w.T.Helper()
	intake := w.desk.Intake("history.ndjson")
	var batch []ledger.Inbound
	line := 0
	w.platform.AllCallbacks(func(raw []byte) bool {
		line++
		batch = append(batch, callbacks.Check(w.desk.Secrets, "history.ndjson", line, raw))
		return true
	})
	require.NoError(w.T, intake.Store(context.Background(), batch))
	require.NoError(w.T, intake.Finish(context.Background(), nil))
}

// start opens the desktop at a size.
func (w *world) start(width, height int) *world {
	w.T.Helper()
	w.Driver = tuitest.New(w.T, w.model(), width, height, w.clock)
	return w
}

func (w *world) model() *desktop.Model {
	w.T.Helper()
	m, err := desktop.New(context.Background(), desktop.Options{Desk: w.desk, Secrets: w.desk.Secrets, Practice: true, Demo: w.platform,
		Theme: "dark", WatchEvery: 20 * time.Millisecond, Out: &w.out, Getenv: func(string) string { return "" }, Clock: w.clock, Look: w.look})
	require.NoError(w.T, err)
	return m
}

// pass lets time go by for everybody.
func (w *world) pass(d time.Duration) {
	w.T.Helper()
	w.now.Add(d.Milliseconds())
	w.Advance(d)
}

// sale is a payment of so many minor units.
func sale(id string, minor int64, c money.Currency, customer string) sandbox.Payment {
	method := "kakaopay"
	if c != "KRW" {
		method = "card"
	}
	return sandbox.Payment{Project: shop, ID: id, Method: method, Amount: money.New(minor, c), CustomerID: customer, Description: "주문 " + id, CreatedAt: morning.Add(-48 * time.Hour)}
}

// stored is a payment as the ledger has it.
func (w *world) stored(id string) ledger.Payment {
	w.T.Helper()
	p, err := w.desk.Lookup(context.Background(), shop, id)
	require.NoError(w.T, err)
	return p
}

// refunds are those of a payment.
func (w *world) refunds(id string) []ledger.Refund {
	w.T.Helper()
	list, err := w.desk.Store.RefundsOf(context.Background(), w.stored(id).RowID)
	require.NoError(w.T, err)
	return list
}

// asked is how many refund requests the platform got for a payment.
func (w *world) asked(id string) (n int) {
	for _, r := range w.platform.Requests() {
		if r.PaymentID == id && r.RefundID != "" {
			n++
		}
	}
	return n
}

// told requires that a message was shown, whether it still is or not.
func (w *world) told(texts ...string) {
	w.T.Helper()
	w.Press("ctrl+e")
	w.RequireShows(texts...)
	w.Press("esc")
}

// confirm does what the dialog offers, and lets its outcome be read.
func (w *world) confirm(title string) {
	w.T.Helper()
	w.RequireDialog(title)
	w.Confirm(title)
	w.pass(500 * time.Millisecond)
}

// find types a filter and lets the list follow it.
func (w *world) find(filter string) {
	w.T.Helper()
	w.Press("/")
	w.Type(filter)
	w.Press("enter")
	w.pass(200 * time.Millisecond)
}

// fillRefund opens the dialog and asks for a part, up to the confirmation.
func (w *world) fillRefund(amount, description, confirm string) {
	w.T.Helper()
	w.Press("r", "down", "tab")
	w.Type(amount)
	w.Press("tab")
	w.Type(description)
	w.Press("tab")
	w.Type(confirm)
}
