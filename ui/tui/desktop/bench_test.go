package desktop

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	"contra/ui/tui/term"
	"contra/ui/tui/theme"
)

const million = 1_000_000

var big struct {
	once sync.Once
	dir  string
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if big.dir != "" {
		os.RemoveAll(big.dir)
	}
	os.Exit(code)
}

// bigLedger is a ledger of a million payments, made once.
func bigLedger(b *testing.B) string {
	b.Helper()
	big.once.Do(func() {
		if big.dir, big.err = os.MkdirTemp("", "contra-bench-"); big.err == nil {
			big.err = fillLedger(filepath.Join(big.dir, "ledger.db"), million)
		}
	})
	require.NoError(b, big.err)
	return filepath.Join(big.dir, "ledger.db")
}

func openBig(b *testing.B, path string) *desk.Desk {
	b.Helper()
	d, err := openLedger(path)
	require.NoError(b, err)
	return d
}

func openLedger(path string) (*desk.Desk, error) {
	c, err := config.Load(filepath.Join(filepath.Dir(path), "none.toml"))
	if err != nil {
		return nil, err
	}
	c.Projects = []config.Project{{ID: 1234, Name: "Shop KR"}}
	return desk.Open(context.Background(), desk.Options{Ledger: path, Config: c, Operator: "bench"})
}

// fillLedger takes the events of n sales in, some with a refund.
func fillLedger(path string, n int) error {
	d, err := openLedger(path)
	if err != nil {
		return err
	}
	defer d.Close()
	r := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	intake := d.Intake("bench")
	batch := make([]ledger.Inbound, 0, 50_000)
	for i := range n {
		at := start.Add(time.Duration(i) * time.Minute)
		minor := 1_000 + 100*r.Int64N(3_000)
		batch = append(batch, inbound(i, 0, at, ledger.Sale, minor, minor, ledger.StatusSuccess))
		if i%7 == 0 {
			batch = append(batch, inbound(i, 1, at.Add(time.Hour), ledger.RefundOp, minor/2, minor-minor/2, ledger.StatusPartiallyRefunded))
		}
		if len(batch) >= cap(batch)-1 || i == n-1 {
			if err := intake.Store(context.Background(), batch); err != nil {
				return err
			}
			batch = make([]ledger.Inbound, 0, 50_000)
		}
	}
	return intake.Finish(context.Background(), nil)
}

func inbound(i, n int, at time.Time, kind string, minor, left int64, status string) ledger.Inbound {
	c, method := money.Currency("KRW"), "kakaopay"
	if i%11 == 0 {
		c, method = "EUR", "card"
	}
	sum := money.New(left, c)
	id := fmt.Sprintf("ORD-%s-%07d", at.Format("060102"), i)
	return ledger.Inbound{Source: "bench", Line: i, Raw: fmt.Appendf(nil, `{"i":%d,"n":%d}`, i, n), Events: []ledger.Event{{
		Project: 1234, PaymentID: id, PaymentType: "purchase", PaymentStatus: status, Method: method, CustomerID: fmt.Sprintf("고객%d", i%50_000),
		Description: "주문", Left: &sum, SignedOrder: "natural",
		Operation: ledger.Operation{ID: fmt.Sprintf("50288%010d%d", i, n), Type: kind, Status: ledger.StatusSuccess, Amount: money.New(minor, c), CreatedAt: at, Date: at},
	}}}
}

// program runs a model as bubbletea does: every command on its own goroutine.
type program struct {
	m    *Model
	msgs chan tea.Msg
}

func begin(b testing.TB, d *desk.Desk, w, h int) *program {
	b.Helper()
	m, err := New(context.Background(), Options{Desk: d, Secrets: d.Secrets, Look: term.Look{Dark: true, Depth: theme.Ansi256}})
	require.NoError(b, err)
	p := &program{m: m, msgs: make(chan tea.Msg, 1024)}
	p.update(tea.WindowSizeMsg{Width: w, Height: h})
	p.run(m.Init())
	return p
}

func (p *program) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { p.msgs <- cmd() }()
	}
}

func (p *program) update(msg tea.Msg) {
	switch x := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, c := range x {
			p.run(c)
		}
		return
	}
	if list, ok := opened(msg); ok {
		go func() {
			for _, c := range list {
				if c != nil {
					p.msgs <- c()
				}
			}
		}()
		return
	}
	_, cmd := p.m.Update(msg)
	p.run(cmd)
}

// settle goes on until the rows and the story are there, and draws.
func (p *program) settle() {
	for {
		select {
		case msg := <-p.msgs:
			p.update(msg)
			continue
		default:
		}
		if p.m.payments.Reading() || p.m.payments.Empty() {
			p.update(<-p.msgs)
			continue
		}
		p.m.View()
		return
	}
}

// rest takes what comes during d.
func (p *program) rest(d time.Duration) {
	end := time.After(d)
	for {
		select {
		case msg := <-p.msgs:
			p.update(msg)
		case <-end:
			return
		}
	}
}

func report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	at := func(percent int) float64 {
		return float64(times[min(len(times)*percent/100, len(times)-1)].Microseconds()) / 1000
	}
	b.ReportMetric(at(50), "p50-ms")
	b.ReportMetric(at(99), "p99-ms")
	b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "max-ms")
}

var walk = []tea.KeyMsg{
	{Type: tea.KeyDown}, {Type: tea.KeyDown}, {Type: tea.KeyDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyPgDown}, {Type: tea.KeyUp}, {Type: tea.KeyPgUp},
	{Type: tea.KeySpace, Runes: []rune{' '}}, {Type: tea.KeyEnd}, {Type: tea.KeyPgUp}, {Type: tea.KeyPgUp}, {Type: tea.KeyUp}, {Type: tea.KeyHome}, {Type: tea.KeyDown}, {Type: tea.KeyPgDown},
	{Type: tea.KeyRunes, Runes: []rune{'S'}}, {Type: tea.KeyPgDown}, {Type: tea.KeyEnd}, {Type: tea.KeyHome}, {Type: tea.KeyRight}, {Type: tea.KeyRight}, {Type: tea.KeyRunes, Runes: []rune{'S'}}, {Type: tea.KeyPgDown},
}

// BenchmarkKeyToFrame measures from a key to the finished frame, with its rows
// and the story of the payment under the cursor, over a million payments.
func BenchmarkKeyToFrame(b *testing.B) {
	d := openBig(b, bigLedger(b))
	defer d.Close()
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			p := begin(b, d, size[0], size[1])
			p.settle()
			p.rest(3 * time.Second) // the sums
			var times []time.Duration
			b.ResetTimer()
			for i := range b.N {
				t := time.Now()
				p.update(walk[i%len(walk)])
				p.settle()
				times = append(times, time.Since(t))
			}
			b.StopTimer()
			report(b, times)
			var mem runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&mem)
			b.ReportMetric(float64(mem.HeapAlloc>>10)/1024, "heap-MB")
			runtime.KeepAlive(p)
		})
	}
}

// BenchmarkKeyWhileAddingUp is the same while the sums of a million are made
// again and again.
func BenchmarkKeyWhileAddingUp(b *testing.B) {
	d := openBig(b, bigLedger(b))
	defer d.Close()
	p := begin(b, d, 120, 40)
	p.settle()
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				_, _ = d.Store.Totals(context.Background(), p.m.payments.Filter())
			}
		}
	}()
	defer close(stop)
	var times []time.Duration
	b.ResetTimer()
	for i := range b.N {
		t := time.Now()
		p.update(walk[i%len(walk)])
		p.settle()
		times = append(times, time.Since(t))
	}
	b.StopTimer()
	report(b, times)
}

// BenchmarkTyping measures a letter typed into the filter to its frame.
func BenchmarkTyping(b *testing.B) {
	d := openBig(b, bigLedger(b))
	defer d.Close()
	p := begin(b, d, 120, 40)
	p.settle()
	p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'/'}})
	var times []time.Duration
	letters := []rune("method:kakaopay amount:>50000 ")
	b.ResetTimer()
	for i := range b.N {
		t := time.Now()
		p.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: letters[i%len(letters) : i%len(letters)+1]})
		p.m.View()
		times = append(times, time.Since(t))
		if i%len(letters) == len(letters)-1 {
			p.update(tea.KeyMsg{Type: tea.KeyCtrlU})
		}
	}
	b.StopTimer()
	report(b, times)
}

// BenchmarkFirstScreen measures from opening the ledger to the first frame with rows.
func BenchmarkFirstScreen(b *testing.B) {
	path := bigLedger(b)
	var times []time.Duration
	b.ResetTimer()
	for range b.N {
		t := time.Now()
		d := openBig(b, path)
		p := begin(b, d, 120, 40)
		p.settle()
		times = append(times, time.Since(t))
		b.StopTimer()
		p.rest(time.Second)
		d.Close()
		b.StartTimer()
	}
	b.StopTimer()
	report(b, times)
}
