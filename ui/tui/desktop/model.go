package desktop

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/menu"
	"contra/ui/tui/page"
	"contra/ui/tui/page/batches"
	"contra/ui/tui/page/data"
	"contra/ui/tui/page/imports"
	"contra/ui/tui/page/journal"
	"contra/ui/tui/page/payments"
	"contra/ui/tui/page/purchases"
	"contra/ui/tui/page/reconcile"
	"contra/ui/tui/page/refunds"
	"contra/ui/tui/task"
	"contra/ui/tui/toast"
)

// Model is the desktop, the only model of the program.
type Model struct {
	o   Options
	h   *page.Host
	reg *action.Registry
	bar *menu.Bar

	payments  *payments.Page
	refunds   *refunds.Page
	batches   *batches.Page
	recon     *reconcile.Page
	purchases *purchases.Page
	pages     []page.Page
	at        int
	begun     []bool // pages that were shown before
	old       []bool // pages whose rows are older than the ledger

	w, h2   int
	theme   string
	mouse   bool
	watch   watch
	inbox   listener
	folder  watcher
	quiet   page.Sending // what settles in the background
	leaving bool

	frame string // what was drawn last
	drawn bool   // nothing changed since
}

// New makes the desktop. It reads and writes nothing; Init says what to read.
func New(ctx context.Context, o Options) (*Model, error) {
	o.defaults()
	st, err := o.Look.Theme(o.Theme)
	if err != nil {
		return nil, err
	}
	m := &Model{o: o, theme: o.Theme, mouse: true}
	m.h = &page.Host{Ctx: ctx, Desk: o.Desk, Clock: o.Clock, Styles: st, Tasks: task.NewRunner(ctx, o.Clock), Toasts: toast.New(o.Clock),
		Dialogs: dialog.NewStack(o.Clock), Sending: &page.Sending{}, Zones: &page.Zones{},
		Copy: m.copy, ShowPayment: m.showPayment, ShowRefund: m.showRefund, ShowBatch: m.showBatch, ShowRun: m.showRun, ShowPurchase: m.showPurchase}
	m.h.Stakes = m.badge()
	m.h.Symbols, m.h.Plain = symbols(o.Look)
	m.payments, m.refunds, m.batches, m.recon = payments.New(m.h), refunds.New(m.h), batches.New(m.h), reconcile.New(m.h)
	m.purchases = purchases.New(m.h)
	m.pages = []page.Page{m.payments, m.refunds, m.batches, m.recon, imports.New(m.h, o.Secrets), journal.New(m.h), m.purchases, data.New(m.h)}
	m.begun, m.old = make([]bool, len(m.pages)), make([]bool, len(m.pages))
	m.reg = m.catalogue()
	m.bar = menu.New(m.reg, "", m.scopes)
	return m, nil
}

// Dialogs is the open dialogs.
func (m *Model) Dialogs() *dialog.Stack { return m.h.Dialogs }

// Registry is the catalogue of everything that can be done.
func (m *Model) Registry() *action.Registry { return m.reg }

func (m *Model) page() page.Page { return m.pages[m.at] }

func (m *Model) scopes() []action.Scope { return page.Scopes(m.page()) }

// Init reads the first rows, then looks at the ledger now and then.
func (m *Model) Init() tea.Cmd {
	m.begun[m.at] = true
	return tea.Batch(tea.Sequence(m.page().Init(), m.look(), m.tick()), m.open())
}

// Update takes one message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	before := m.drawn
	m.drawn = false
	var cmds []tea.Cmd
	switch x := msg.(type) {
	case tea.WindowSizeMsg:
		return m, m.resize(x.Width, x.Height)
	case tea.KeyMsg, tea.MouseMsg:
		for _, in := range action.Input(msg) {
			cmds = append(cmds, m.input(in))
		}
		return m, tea.Batch(cmds...)
	case tickMsg:
		m.drawn = before // looking at the clock changes nothing on the screen
		return m, m.ticked()
	case version:
		m.drawn = before
		return m, m.compared(x)
	}
	running := len(m.h.Tasks.Jobs())
	cmds = append(cmds, m.h.Tasks.Update(msg), m.h.Toasts.Update(msg), m.background(msg), m.h.Pass(msg))
	for _, p := range m.pages {
		cmds = append(cmds, p.Update(msg))
	}
	if len(m.h.Tasks.Jobs()) < running { // something ended, and may have written
		cmds = append(cmds, m.look(), m.leave())
	}
	return m, tea.Batch(cmds...)
}

func (m *Model) resize(w, h int) tea.Cmd {
	m.w, m.h2 = max(w, 0), max(h, 0)
	m.bar.SetSize(m.w, m.h2)
	m.h.Dialogs.SetSize(m.w, m.h2)
	var cmds []tea.Cmd
	for _, p := range m.pages {
		cmds = append(cmds, p.SetSize(m.w, max(m.h2-edges, 0)))
	}
	return tea.Batch(cmds...)
}

// goTo shows a page; one that was never shown or is older than the ledger reads.
func (m *Model) goTo(i int) tea.Cmd {
	if i < 0 || i >= len(m.pages) {
		return nil
	}
	m.at = i
	m.bar.Close()
	switch {
	case !m.begun[i]:
		m.begun[i] = true
		return m.page().Init()
	case m.old[i]:
		m.old[i] = false
		return m.page().Refresh()
	}
	return nil
}

func (m *Model) showPayment(row int64) tea.Cmd {
	return tea.Batch(m.goTo(0), m.payments.GoTo(row))
}

func (m *Model) showRefund(id string) tea.Cmd {
	return tea.Batch(m.goTo(1), m.refunds.GoTo(id))
}

// showBatch opens a batch on its page, whose list is read with it.
func (m *Model) showBatch(id int64) tea.Cmd {
	m.begun[2], m.old[2] = true, false
	return tea.Batch(m.goTo(2), m.batches.GoTo(id))
}

// showRun goes to a comparison on its page.
func (m *Model) showRun(id int64) tea.Cmd {
	m.begun[3], m.old[3] = true, false
	return tea.Batch(m.goTo(3), m.recon.ShowRun(id))
}

// setTheme draws with other styles from now on. Everybody holds the same pointer.
func (m *Model) setTheme(name string) tea.Cmd {
	st, err := m.o.Look.Theme(name)
	if err != nil {
		return m.h.Fail(err)
	}
	m.theme = name
	*m.h.Styles = *st
	return nil
}

// patience is how long a refund on its way is waited for when the person leaves.
func (m *Model) patience() time.Duration { return m.h.Desk.Runner.Timeout + 10*time.Second }

var _ tea.Model = (*Model)(nil)
