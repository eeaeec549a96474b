package pull_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/owner"
	"contra/core/sandbox"
	"contra/core/store"
)

const token, secret = "0123456789abcdefghijklmnopqrst", "the token's own secret"

// jumping is a clock on which nobody waits.
type jumping struct {
	mu  sync.Mutex
	now time.Time
}

func (c *jumping) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *jumping) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

// standIn serves the stand-in platform with n sales, evenly over days.
func standIn(t *testing.T, clock *jumping, rate int, faults string, n, days int) (*sandbox.Platform, string) {
	t.Helper()
	script, err := sandbox.ParseScript(faults)
	require.NoError(t, err)
	p := sandbox.New(sandbox.Options{Projects: map[int64]string{project: "s"}, Tokens: map[string]sandbox.Token{token: {Secret: secret}}, DataRate: rate, Forms: "mixed",
		Faults: script, Now: clock.Now})
	server := httptest.NewServer(p.Handler())
	t.Cleanup(func() { p.Close(); server.CloseClientConnections(); server.Close() })
	for _, e := range sales(n, days) {
		amount := money.New(e.minor, "KRW")
		require.NoError(t, p.AddPayment(sandbox.Payment{Project: project, ID: e.payment, Method: "kakaopay", Amount: amount, CustomerID: "고객", CreatedAt: e.at,
			Operations: []sandbox.Operation{{Type: "sale", Status: "success", Amount: amount, Code: "0", CreatedAt: e.at, Date: e.at}}}))
	}
	return p, server.URL
}

// holdsTheBooks requires that the ledger has exactly the operations of the
// platform's books, each once.
func holdsTheBooks(t *testing.T, s *store.Store, p *sandbox.Platform) (n int) {
	t.Helper()
	want := map[string]string{}
	for _, payment := range p.Books().Payments() {
		for _, o := range payment.Operations {
			want[fmt.Sprint(o.ID)] = fmt.Sprintf("%s %s %s %s", payment.ID, o.Type, o.Status, o.Amount)
		}
	}
	n = len(want)
	rows, err := s.Query(bg, "SELECT o.operation_id, p.payment_id, o.type, o.status, o.amount, o.currency FROM operations o JOIN payments p ON p.id = o.payment")
	_, err = store.Collect(rows, err, func(r store.Scanner) (none struct{}, err error) {
		var id, payment, kind, status string
		var amount money.Amount
		err = r.Scan(&id, &payment, &kind, &status, &amount.Minor, &amount.Currency)
		require.Equal(t, want[id], fmt.Sprintf("%s %s %s %s", payment, kind, status, amount), id)
		delete(want, id)
		return none, err
	})
	require.NoError(t, err)
	require.Empty(t, want, "lost")
	return n
}

func TestAHundredThousandOperationsComeInWhateverTheNetworkDoes(t *testing.T) {
	clock := &jumping{now: day(31)}
	platform, url := standIn(t, clock, 60, "dataapi_429:0.06;dataapi_reset:0.04;dataapi_500:0.04;dataapi_cut_json:0.03;dataapi_wrong_signature:0.03;dataapi_shift:0.03", many, manyDays)
	s, err := store.Open(bg, filepath.Join(t.TempDir(), "ledger.db"), store.Options{Now: clock.Now})
	require.NoError(t, err)
	defer s.Close()
	network := &patchy{RoundTripper: http.DefaultTransport, chance: rand.New(rand.NewPCG(1, 2))}
	client := &dataapi.Client{URL: url, Token: token, Secret: secret, Clock: clock, Attempts: 20, HTTP: &http.Client{Transport: network}}
	r := &pull.Runner{Store: s, API: func() (pull.API, error) { return client, nil }, Methods: ledger.NewMethods(), Projects: []int64{project}, Owner: owner.Self()}
	first, err := r.Run(bg, pull.Options{From: day(0)})
	require.NoError(t, err)
	require.Equal(t, first.Read, first.Stored+first.Duplicate+first.Rejected)
	require.Zero(t, first.Rejected)
	clock.Sleep(bg, time.Minute)
	second, err := r.Run(bg, pull.Options{}) // what was acted on meanwhile
	require.NoError(t, err)
	have := holdsTheBooks(t, s, platform)
	require.GreaterOrEqual(t, have, many)
	require.EqualValues(t, have, first.Stored+second.Stored, "none twice")
	rows, err := r.AsReport(bg, day(0), clock.Now(), nil)
	require.NoError(t, err)
	require.Len(t, all(t, rows), have, "each is a row of a report, once")
	asked, faults := 0, 0
	for _, q := range platform.Requests() {
		if asked++; q.HTTP != http.StatusOK {
			require.NotEmpty(t, q.Faults, "refused for being one too many")
			faults++
		}
	}
	require.Positive(t, faults)
	require.Positive(t, network.lost)
	t.Logf("%d operations, %d of them while it was pulled; %d questions, %d of them refused or spoiled, %d timed out; %s waited on a clock that jumps",
		have, have-many, asked, faults, network.lost, first.Waited+second.Waited)
}

// patchy is a network in which answers get lost: now and then a question never
// arrives, or its answer never comes, until the time for it is over.
type patchy struct {
	http.RoundTripper
	chance *rand.Rand
	lost   int
}

func (p *patchy) RoundTrip(r *http.Request) (*http.Response, error) {
	before, after := p.chance.IntN(40) == 0, p.chance.IntN(40) == 0
	if before {
		p.lost++
		return nil, os.ErrDeadlineExceeded
	}
	answer, err := p.RoundTripper.RoundTrip(r)
	if err != nil || !after {
		return answer, err
	}
	p.lost++
	answer.Body.Close()
	return nil, os.ErrDeadlineExceeded
}
