package desktop

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/purchase"
	"contra/core/refund"
	"contra/ui/tui/page"
	"contra/ui/tui/purchasedialog"
	"contra/ui/tui/refunddialog"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// every is how often the desktop looks whether the ledger changed, and whether a
// refund has to be asked about.
const every = 2 * time.Second

// watch is what goes on without anybody asking.
type watch struct {
	looking  bool // the version is being read
	reading  bool // a snapshot is being read
	again    bool // look again as soon as it is read
	known    bool // there is a snapshot
	snap     page.Snapshot
	settling uint64               // the task that settles, 0 for none
	asked    map[string]time.Time // when each open refund was last settled here
	filed    time.Time            // when rows of uploaded files were last asked about
	files    fileMarks            // the last of these; the next pass goes on after them
	paying   map[string]time.Time // when each open purchase was last asked about here
}

type tickMsg struct{}

// version is the ledger's present version.
type version struct {
	n   int64
	err error
}

// seen is a snapshot, with the refunds that ended since the one before.
type seen struct {
	page.Snapshot
	ended []ledger.Refund
	paid  []ledger.Purchase // whose outcome came since
	err   error
}

type settled struct {
	refund.Report
	files fileMarks
	paid  purchase.Report
}

func (m *Model) tick() tea.Cmd { return m.h.Clock.After(every, tickMsg{}) }

func (m *Model) ticked() tea.Cmd {
	return tea.Batch(m.tick(), m.look(), m.settle(), m.unheard(), m.collect())
}

// look asks whether the ledger changed.
func (m *Model) look() tea.Cmd {
	if m.watch.looking || m.watch.reading {
		m.watch.again = true
		return nil
	}
	m.watch.looking = true
	ctx, s := m.h.Ctx, m.h.Desk.Store
	return func() tea.Msg {
		n, err := s.DataVersion(ctx)
		return version{n, err}
	}
}

// compared reads anew when the version is another one.
func (m *Model) compared(v version) tea.Cmd {
	m.watch.looking = false
	if v.err != nil || m.watch.known && v.n == m.watch.snap.Version {
		m.watch.again = false
		return nil // a ledger that is busy now is looked at again at the next tick
	}
	m.watch.reading = true
	ctx, d, before := m.h.Ctx, m.h.Desk, m.watch.snap
	return func() tea.Msg {
		s, err := page.Read(ctx, d)
		out := seen{Snapshot: s, err: err}
		if err == nil {
			out.ended, out.err = ended(ctx, m, before, s)
		}
		if out.err == nil {
			out.paid, out.err = m.endedPurchases(ctx, before, s)
		}
		return out
	}
}

// ended reads the refunds that were open before and are not now.
func ended(ctx context.Context, m *Model, before, now page.Snapshot) (out []ledger.Refund, err error) {
	open := map[string]bool{}
	for _, f := range now.Open {
		open[f.ID] = true
	}
	for _, f := range before.Open {
		if open[f.ID] || before.InBatch[f.ID] { // a batch tells of its rows by itself
			continue
		}
		g, err := m.h.Desk.Store.Refund(ctx, f.ID)
		if err != nil {
			return out, err
		}
		out = append(out, g)
	}
	return out, nil
}

// background takes what the watching brought.
func (m *Model) background(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case seen:
		return m.saw(x)
	case task.DoneMsg[settled]:
		if x.ID == m.watch.settling {
			m.watch.settling = 0
			m.watch.files = x.Value.files
			m.remember(x.Value.Items)
			m.rememberPurchases(x.Value.paid.Items)
		}
	case listening:
		return m.heard(x)
	case watching:
		return m.watched(x)
	case practised:
		return m.played(x)
	case leaveNowMsg:
		return tea.Quit
	}
	return nil
}

// saw spreads a snapshot and tells of what moved.
func (m *Model) saw(x seen) tea.Cmd {
	m.watch.reading = false
	var cmds []tea.Cmd
	if m.watch.again {
		m.watch.again = false
		cmds = append(cmds, m.look())
	}
	if x.err != nil {
		return tea.Batch(cmds...)
	}
	before, first := m.watch.snap, !m.watch.known
	m.watch.snap, m.watch.known = x.Snapshot, true
	for _, p := range m.pages {
		cmds = append(cmds, p.Update(x.Snapshot))
	}
	if first {
		return tea.Batch(append(cmds, m.greet(x.Snapshot), m.settle())...)
	}
	for i, p := range m.pages {
		if i == m.at {
			cmds = append(cmds, p.Refresh())
		} else if m.begun[i] {
			m.old[i] = true
		}
	}
	cmds = append(cmds, m.h.Pass(page.ChangedMsg{Version: x.Version}))
	for _, f := range x.ended {
		cmds = append(cmds, refunddialog.Tell(m.h, f))
	}
	for _, p := range x.paid {
		cmds = append(cmds, purchasedialog.Tell(m.h, p))
	}
	return tea.Batch(append(cmds, m.news(before, x.Snapshot), m.purchaseNews(before, x.Snapshot))...)
}

// greet tells once, at the start, what waits for a person.
func (m *Model) greet(s page.Snapshot) tea.Cmd {
	if n := s.BatchesNeed(); n > 0 {
		return m.h.Say(toast.Warning, "%s: see Batches (3).", page.Things(n, "batch needs you", "batches need you"))
	}
	if n := len(s.Needs()); n > 0 {
		return m.h.Say(toast.Warning, "%s: see Refunds (2).", page.Things(int64(n), "refund needs you", "refunds need you"))
	}
	if n := s.PurchasesNeed(); n > 0 {
		return m.h.Say(toast.Warning, "%s: see Purchases (7).", page.Things(n, "purchase needs you", "purchases need you"))
	}
	return nil
}

// news tells of refunds that came into doubt or need a person since.
func (m *Model) news(before, now page.Snapshot) tea.Cmd {
	var cmds []tea.Cmd
	doubt, held := map[string]bool{}, map[string]bool{}
	for _, f := range before.Open {
		doubt[f.ID] = f.State == ledger.InDoubt
	}
	for _, f := range before.Held {
		held[f.ID] = true
	}
	for _, f := range now.Open {
		if f.State == ledger.InDoubt && f.Hold == "" && !doubt[f.ID] && !now.InBatch[f.ID] {
			cmds = append(cmds, refunddialog.Tell(m.h, f))
		}
	}
	rows := int64(0)
	for _, f := range now.Held {
		if !held[f.ID] && now.InBatch[f.ID] {
			rows++
		} else if !held[f.ID] {
			m.h.Told(f.ID, f.State)
			cmds = append(cmds, m.h.Say(toast.Warning, "Refund of %s on %s needs you: %s", f.Amount, text.Clean(f.PaymentID), f.Hold))
		}
	}
	if rows > 0 {
		cmds = append(cmds, m.h.Say(toast.Warning, "%s: see Batches (3).", page.Things(rows, "row of a batch needs you", "rows of batches need you")))
	}
	return tea.Batch(cmds...)
}

// settle takes the open refunds that are due a step further.
func (m *Model) settle() tea.Cmd {
	if m.watch.settling != 0 || m.leaving || m.h.ReadOnly() != "" {
		return nil
	}
	files := m.filesDue()
	if !files && !m.anyDue() && !m.purchasesDue() {
		return nil
	}
	var cmd tea.Cmd
	after := m.watch.files
	runner, buying, due := m.h.Desk.Runner, m.h.Desk.Purchases, m.due // the runners remember when they asked
	m.watch.settling, cmd = task.Run(m.h.Tasks, "Settling what is open", func(ctx context.Context, _ func(task.Progress)) (settled, error) {
		m.quiet.Begin() // a resend may be among it
		defer m.quiet.End()
		r, err := settleOpen(ctx, runner, due)
		out := settled{Report: r, files: after}
		if err == nil && files {
			out.files, err = settleFiles(ctx, runner, after)
		}
		if err == nil {
			out.paid, err = buying.SettleAll(ctx, m.purchaseDue)
		}
		return out, err
	})
	return cmd
}

// remember notes when refunds were asked about: an answer without news is not
// written down.
func (m *Model) remember(list []ledger.Refund) {
	asked := make(map[string]time.Time, len(m.watch.snap.Open))
	for _, f := range m.watch.snap.Open {
		asked[f.ID] = m.watch.asked[f.ID]
	}
	for _, f := range list {
		asked[f.ID] = m.h.Desk.Store.Now()
	}
	m.watch.asked = asked
}

func (m *Model) anyDue() bool {
	for _, f := range m.watch.snap.Open {
		if at := m.watch.asked[f.ID]; at.After(f.CheckedAt) {
			f.CheckedAt = at
		}
		if m.due(f) {
			return true
		}
	}
	return false
}

// due tells whether a refund has to be asked about. One whose attempt is under
// way is left alone until its time is up.
func (m *Model) due(f ledger.Refund) bool {
	now := m.h.Desk.Store.Now()
	if f.State == ledger.Sent && now.Before(f.SentAt.Add(m.h.Desk.Runner.Timeout+5*time.Second)) {
		return false
	}
	return refund.Due(f, now)
}
