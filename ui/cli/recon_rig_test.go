package cli_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox"
	"contra/core/sandbox/books"
	"contra/core/sandbox/reportfile"
	"contra/ui/cli"
)

// october is the month of the tests' reports; it is over for good.
var october = time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC)

const dayLong = 24 * time.Hour

// sold puts a payment of a day in October, counted from 1, with a sale and what
// came of it into the platform's books, and takes its callbacks in.
func (w *world) sold(id string, minor int64, c money.Currency, day int, more ...books.Operation) {
	w.t.Helper()
	w.soldAt(id, minor, c, october.Add(time.Duration(day-1)*dayLong+12*time.Hour), more...)
}

func (w *world) soldAt(id string, minor int64, c money.Currency, at time.Time, more ...books.Operation) {
	w.t.Helper()
	method := "kakaopay"
	if c != "KRW" {
		method = "card"
	}
	amount := money.New(minor, c)
	p := sandbox.Payment{Project: project, ID: id, Method: method, CustomerID: "customer1", Amount: amount, CreatedAt: at,
		Operations: []books.Operation{{Type: books.Sale, Status: books.Success, Amount: amount, CreatedAt: at, Date: at.Add(5 * time.Second)}}}
	for i, o := range more {
		if o.CreatedAt.IsZero() {
			o.CreatedAt = at.Add(time.Duration(i+1) * time.Hour)
			o.Date = o.CreatedAt.Add(5 * time.Second)
		}
		if o.Status == "" {
			o.Status = books.Success
		}
		o.Amount.Currency = c
		p.Operations = append(p.Operations, o)
	}
	require.NoError(w.t, w.platform.AddPayment(p))
	w.catchUp(id)
}

// back is a refund in the Dashboard.
func back(minor int64) books.Operation {
	return books.Operation{Type: books.Refund, Amount: money.Amount{Minor: minor}, Origin: books.ByDashboard}
}

// rows gives what a report of October tells of the platform's books.
func (w *world) rows() []reportfile.Row {
	return w.platform.ReportRows(october, october.AddDate(0, 1, 0))
}

// report writes rows in a layout, and gives the file's path.
func (w *world) report(name string, f reportfile.Format, rows []reportfile.Row) string {
	w.t.Helper()
	var b bytes.Buffer
	require.NoError(w.t, reportfile.Write(&b, f, rows))
	path := filepath.Join(w.folder, name)
	require.NoError(w.t, os.WriteFile(path, b.Bytes(), 0o600))
	return path
}

// dataAPI is the layout that is known without a profile.
func dataAPI() reportfile.Format { return reportfile.DataAPI.MustFormat() }

// reconciled decodes stdout as a comparison whose identities hold.
func (r ran) reconciled() (d reconciledDoc) {
	r.t.Helper()
	r.into(&d)
	require.NotEmpty(r.t, d.Identities)
	for _, i := range d.Identities {
		require.True(r.t, i.Holds, i.Words)
	}
	counted := map[string]int64{}
	for _, b := range d.Breaks {
		counted[b.Code]++
	}
	require.Equal(r.t, counted, d.Counts, "counts counts exactly the list")
	return d
}

// find gives the row of a payment's operation, to be changed; n counts the operations from 0.
func find(t *testing.T, rows []reportfile.Row, payment string, n int) *reportfile.Row {
	t.Helper()
	for i := range rows {
		if rows[i].PaymentID == payment {
			if n == 0 {
				return &rows[i]
			}
			n--
		}
	}
	require.Fail(t, "no row", payment)
	return nil
}

// without leaves the rows of a payment out.
func without(rows []reportfile.Row, payment string) (kept []reportfile.Row) {
	for _, r := range rows {
		if r.PaymentID != payment {
			kept = append(kept, r)
		}
	}
	return kept
}

// fromElsewhere takes the callbacks of a payment in that the world's own platform does not know.
func (w *world) fromElsewhere(p sandbox.Payment) {
	w.t.Helper()
	other := sandbox.New(sandbox.Options{Projects: map[int64]string{project: secret}})
	w.t.Cleanup(other.Close)
	require.NoError(w.t, other.AddPayment(p))
	w.run("import", "callbacks", w.file("elsewhere-"+p.ID+".ndjson", string(bytes.Join(other.Callbacks(p.ID), []byte("\n")))), "--json").exits(0)
}

// runFrom carries out one command line with a stdin of its own.
func (w *world) runFrom(ctx context.Context, stdin io.Reader, args ...string) ran {
	w.t.Helper()
	var out, err bytes.Buffer
	code := cli.Run(ctx, args, cli.Env{Stdin: stdin, Stdout: &out, Stderr: &err, Getenv: func(name string) string { return w.env[name] }})
	return w.remember(ran{w.t, code, out.String(), err.String()})
}

func split(args string) []string { return strings.Fields(args) }
