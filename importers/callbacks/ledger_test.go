package callbacks_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/gate"
	"contra/core/ledger"
	"contra/importers/callbacks"
)

// open opens the ledger file for the given projects, whose secret is "secret".
func open(t testing.TB, path string, projects ...int64) *desk.Desk {
	t.Helper()
	c := config.Config{Path: filepath.Join(filepath.Dir(path), "none.toml")}
	for _, p := range projects {
		c.Projects = append(c.Projects, config.Project{ID: p})
	}
	d, err := desk.Open(context.Background(), desk.Options{Ledger: path, Config: c, Operator: "tester"})
	require.NoError(t, err)
	t.Cleanup(func() { d.Close() })
	for _, p := range projects {
		d.Secrets.Put(p, "secret")
	}
	return d
}

func take(t testing.TB, d *desk.Desk, in callbacks.Inputs) *desk.Intake {
	t.Helper()
	sink := d.Intake("test")
	_, err := callbacks.Run(context.Background(), in, d.Secrets, sink, nil)
	require.NoError(t, sink.Finish(context.Background(), err))
	require.NoError(t, err)
	return sink
}

// message is what the platform says of payment n: its sale, or a partial refund.
func message(t testing.TB, project int64, n int, kind, status string, extra string) string {
	t.Helper()
	id, amount, left := 5028800010000000+2*n, 1000, 1000
	if kind == "refund" {
		id, amount = id+1, 300
	}
	if kind == "refund" && status == "success" {
		left = 700
	}
	signed, err := gate.Sign("secret", fmt.Appendf(nil,
		`{"project_id":%d,"payment":{"id":"P%d","type":"purchase","status":"success","method":"kakaopay","sum":{"amount":%d,"currency":"KRW"}%s},"operation":{"id":%d,"type":"%s","status":"%s","date":"2026-01-02T10:%02d:00+0000","sum_initial":{"amount":%d,"currency":"KRW"},"code":"0"}}`,
		project, n, left, extra, id, kind, status, len(status), amount), gate.AtTop)
	require.NoError(t, err)
	return string(signed)
}

func stdin(text string, part int) callbacks.Inputs {
	return callbacks.Inputs{Paths: []string{"-"}, Stdin: strings.NewReader(text), Part: part}
}

func figures(t testing.TB, d *desk.Desk, n int) (out []string) {
	t.Helper()
	for i := range n {
		p, err := d.Lookup(context.Background(), 1234, fmt.Sprintf("P%d", i))
		require.NoError(t, err)
		out = append(out, fmt.Sprintf("%s captured %d refunded %d left %d", p.ID, p.Captured, p.Refunded, p.Refundable()))
	}
	return out
}

// Repeated, late and reordered callbacks change nothing twice, in whatever parts they come.
func TestRepeatedAndReorderedCallbacks(t *testing.T) {
	const payments = 20
	var all []string
	for n := range payments {
		all = append(all, message(t, 1234, n, "sale", "processing", ""), message(t, 1234, n, "sale", "success", ""),
			message(t, 1234, n, "refund", "processing", ""), message(t, 1234, n, "refund", "success", ""))
	}
	d := open(t, filepath.Join(t.TempDir(), "a.db"), 1234)
	first := take(t, d, stdin(strings.Join(all, "\n"), 0))
	require.EqualValues(t, len(all), first.Record.Stored)
	want := figures(t, d, payments)
	require.Equal(t, "P0 captured 1000 refunded 300 left 700", want[0])
	again := take(t, d, stdin("["+strings.Join(all, ",")+"]", 7))
	require.Zero(t, again.Record.Stored)
	require.EqualValues(t, len(all), again.Record.Duplicate)
	require.Equal(t, want, figures(t, d, payments))

	r := rand.New(rand.NewPCG(3, 4))
	twice := append(append([]string{}, all...), all...)
	r.Shuffle(len(twice), func(i, j int) { twice[i], twice[j] = twice[j], twice[i] })
	other := open(t, filepath.Join(t.TempDir(), "b.db"), 1234)
	mixed := take(t, other, stdin(strings.Join(twice, "\n"), 13))
	require.EqualValues(t, len(all), mixed.Record.Stored)
	require.EqualValues(t, len(all), mixed.Record.Duplicate)
	require.Equal(t, want, figures(t, other, payments))
}

// What fails waits with its line and reason, and goes in once the cause is mended.
func TestReplayAfterTheCauseIsMended(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	in := message(t, 1234, 1, "sale", "success", "") + "\n{\"cut\n" + message(t, 99, 2, "sale", "success", "") + "\n"
	d := open(t, path, 1234)
	require.EqualValues(t, 2, take(t, d, stdin(in, 0)).Record.Rejected)
	require.NoError(t, d.Close())

	d = open(t, path, 1234, 99)
	check := func(source string, line int, raw []byte) ledger.Inbound {
		return callbacks.Check(d.Secrets, source, line, raw)
	}
	done, err := d.Replay(context.Background(), check)
	require.NoError(t, err)
	require.EqualValues(t, 1, done.Stored)
	require.Len(t, done.Still, 1)
	require.Equal(t, 2, done.Still[0].Line)
	require.Equal(t, ledger.BadJSON, done.Still[0].Reason)
	require.Equal(t, `{"cut`, string(done.Still[0].Raw))
	p, err := d.Lookup(context.Background(), 99, "P2")
	require.NoError(t, err)
	require.EqualValues(t, 1000, p.Captured)
	done, err = d.Replay(context.Background(), check)
	require.NoError(t, err)
	require.Zero(t, done.Stored)
}

func TestNoCardDataReachesTheDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	d := open(t, path, 1234)
	const pan = "5555555555554444"
	in := message(t, 1234, 1, "sale", "success", `,"description":"`+pan+`"`) + "\n" +
		message(t, 99, 2, "sale", "success", `,"note":"`+pan+`"`) + "\n" +
		`{"account":{"number":"` + pan + "\"}\n" + `{"` + pan + `":1}` + "\n" + pan + "\n" +
		message(t, 1234, 3, "sale", "success", `,"account":{"number":"555555******4444"}`)
	got := take(t, d, stdin(in, 0))
	require.EqualValues(t, 5, got.Record.Rejected)
	require.EqualValues(t, 1, got.Record.Stored)
	require.NoError(t, d.Close())
	found, err := filepath.Glob(path + "*")
	require.NoError(t, err)
	for _, name := range found {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.False(t, bytes.Contains(data, []byte(pan)), name)
		require.True(t, bytes.Contains(data, []byte("555555******4444")), name)
	}
}

// A cancelled import leaves whole parts; the same files again take in the rest.
func TestCancelLeavesNothingHalfStored(t *testing.T) {
	const payments = 60
	var all []string
	for n := range payments {
		all = append(all, message(t, 1234, n, "sale", "success", ""))
	}
	d := open(t, filepath.Join(t.TempDir(), "a.db"), 1234)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	sink := d.Intake("test")
	report, err := callbacks.Run(ctx, stdin(strings.Join(all, "\n"), 10), d.Secrets, &cancelling{sink, cancel, 3}, nil)
	var e *ledger.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, ledger.ErrCancelled, e.Code)
	require.NoError(t, sink.Finish(context.Background(), err))
	require.Equal(t, "cancelled", sink.Record.State)
	require.EqualValues(t, 20, report.Read)
	require.EqualValues(t, 20, sink.Record.Stored)
	rest := take(t, d, stdin(strings.Join(all, "\n"), 10))
	require.EqualValues(t, payments-20, rest.Record.Stored)
	require.EqualValues(t, 20, rest.Record.Duplicate)
	figures(t, d, payments)
}

// cancelling cancels in the middle of a part.
type cancelling struct {
	callbacks.Sink
	cancel func()
	at     int
}

func (c *cancelling) Store(ctx context.Context, batch []ledger.Inbound) error {
	if c.at--; c.at == 0 {
		c.cancel()
	}
	return c.Sink.Store(ctx, batch)
}

// The whole way from a file into a ledger.
func BenchmarkImport(b *testing.B) {
	const n = 100_000
	var in strings.Builder
	for i := range n {
		in.WriteString(message(b, 1234, i, "sale", "success", `,"description":"`+strings.Repeat("x", 300)+`"`) + "\n")
	}
	path := filepath.Join(b.TempDir(), "in.ndjson")
	require.NoError(b, os.WriteFile(path, []byte(in.String()), 0o644))
	for b.Loop() {
		d := open(b, filepath.Join(b.TempDir(), "a.db"), 1234)
		require.EqualValues(b, n, take(b, d, callbacks.Inputs{Paths: []string{path}}).Record.Stored)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}
