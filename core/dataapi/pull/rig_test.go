package pull_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/store"
)

var (
	bg    = context.Background()
	march = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
)

const project = int64(1234)

func day(n int) time.Time { return march.AddDate(0, 0, n) }

// entry is one operation on the platform.
type entry struct {
	id      int
	at      time.Time // last acted on
	kind    string
	status  string
	minor   int64
	payment string
	raw     string // instead of all that
}

func (e entry) text() string {
	if e.raw != "" {
		return e.raw
	}
	completed := ""
	if final, _ := ledger.OperationFinal(e.status); final {
		completed = fmt.Sprintf(`,"operation_completed_at":%q`, e.at.Format("2006-01-02 15:04:05"))
	}
	return fmt.Sprintf(`{"project_id":%d,"operation_id":%d,"payment_id":%q,"operation_type":%q,"operation_status":%q,"operation_created_at":%q%s,"sum_initial":{"amount":"%d","currency":"KRW"},"transaction_status":"success","payment_method_type":"wallet","payment_method_name":"KakaoPay"}`,
		project, e.id, e.payment, e.kind, e.status, e.at.Format("2006-01-02 15:04:05"), completed, e.minor)
}

func sale(id int, at time.Time) entry {
	return entry{id: id, at: at, kind: "sale", status: "success", minor: int64(1000 + id%977), payment: fmt.Sprintf("ORD-%d", id)}
}

// sales makes n of them, evenly over days.
func sales(n, days int) []entry {
	all := make([]entry, n)
	apart := time.Duration(days) * 24 * time.Hour / time.Duration(n)
	for i := range all {
		all[i] = sale(i+1, march.Add(time.Duration(i)*apart).Truncate(time.Second))
	}
	return all
}

// platform is the other side: a list that is sorted by when operations were last
// acted on, and that moves as it likes.
type platform struct {
	mu        sync.Mutex
	list      []entry
	financial []entry
	balances  []dataapi.Balance
	asked     []dataapi.Query
	before    func(n int) error // called before the n-th answer; an error is the answer
}

func (p *platform) Operations(_ context.Context, q dataapi.Query) (dataapi.Page, error) {
	return p.answer(dataapi.Operations, &p.list, q)
}

func (p *platform) FinancialOperations(_ context.Context, q dataapi.Query) (dataapi.Page, error) {
	return p.answer(dataapi.Financial, &p.financial, q)
}

func (p *platform) Balances(context.Context) ([]dataapi.Balance, error) { return p.balances, nil }

func (p *platform) answer(kind dataapi.Kind, list *[]entry, q dataapi.Query) (dataapi.Page, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, q)
	if p.before != nil {
		if err := p.before(len(p.asked)); err != nil {
			return dataapi.Page{}, err
		}
	}
	var page dataapi.Page
	for _, e := range cutOut(*list, q) {
		page.Rows = append(page.Rows, dataapi.ReadRow(kind, []byte(e.text()), time.UTC))
	}
	return page, nil
}

// cutOut is the page that a query asks for. Both ends of an interval count.
func cutOut(list []entry, q dataapi.Query) []entry {
	in := slices.Clone(list)
	in = slices.DeleteFunc(in, func(e entry) bool { return e.at.Before(q.From) || e.at.After(q.To) })
	slices.SortStableFunc(in, func(a, b entry) int { return a.at.Compare(b.at) })
	in = in[min(q.Offset, len(in)):]
	return in[:min(q.Limit, len(in))]
}

// rig is a ledger that pulls from a platform.
type rig struct {
	t *testing.T
	*pull.Runner
	platform *platform
	path     string
	now      time.Time
}

func newRig(t *testing.T, list ...entry) *rig {
	r := &rig{t: t, platform: &platform{list: list}, path: filepath.Join(t.TempDir(), "ledger.db"), now: day(31)}
	r.open()
	return r
}

func (r *rig) open() {
	r.t.Helper()
	s, err := store.Open(bg, r.path, store.Options{Operator: "tester", Now: func() time.Time { return r.now }})
	require.NoError(r.t, err)
	r.t.Cleanup(func() { s.Close() })
	r.Runner = &pull.Runner{Store: s, API: func() (pull.API, error) { return r.platform, nil }, Methods: ledger.NewMethods(), Projects: []int64{project}, PageSize: 10, Owner: owner.Self()}
}

func (r *rig) pull(from, to time.Time) pull.Report {
	r.t.Helper()
	report, err := r.Run(bg, pull.Options{From: from, To: to})
	require.NoError(r.t, err)
	require.Equal(r.t, report.Read, report.Stored+report.Duplicate+report.Rejected, "nothing is skipped")
	require.Equal(r.t, report.To, report.Next)
	return report
}

// holds requires that the ledger has exactly these operations, each once.
func (r *rig) holds(list []entry) {
	r.t.Helper()
	want := map[string]int64{}
	for _, e := range list {
		want[fmt.Sprint(e.id)] = e.minor
	}
	rows, err := r.Store.Query(bg, "SELECT operation_id, amount FROM operations")
	type has struct {
		id     string
		amount int64
	}
	all, err := store.Collect(rows, err, func(s store.Scanner) (h has, err error) {
		err = s.Scan(&h.id, &h.amount)
		return h, err
	})
	require.NoError(r.t, err)
	require.Len(r.t, all, len(want), "none lost, none twice")
	for _, h := range all {
		require.Equal(r.t, want[h.id], h.amount, h.id)
	}
}

func (r *rig) payment(id string) ledger.Payment {
	r.t.Helper()
	found, err := r.Store.Find(bg, project, id)
	require.NoError(r.t, err)
	require.Len(r.t, found, 1)
	return found[0]
}

func code(t *testing.T, err error) ledger.Code {
	t.Helper()
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	return said.Code
}
