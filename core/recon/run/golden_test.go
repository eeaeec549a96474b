package run_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/core/sandbox/reportfile/months"
	"contra/core/store/runs"
	"contra/importers/report/reporttest"
)

// Three months with differences of every code that a report can cause, in
// several currencies, layouts and overlapping files: each difference is found with its
// code, and nothing else, whatever the order of the rows and of the files.
func TestPlantedMonthsAreFoundExactly(t *testing.T) {
	for _, seed := range []uint64{1, 2} {
		all := months.Plant(seed, 700)
		r := reporttest.New(t)
		for _, m := range all {
			r.Know(m.Truth...)
		}
		for _, m := range all {
			t.Run(fmt.Sprint(seed, " ", m.Name), func(t *testing.T) {
				r.T = t
				for _, f := range m.Earlier {
					_, _, err := r.Run.Import(context.Background(), r.Read(f))
					require.NoError(t, err)
				}
				want := planted(m)
				first := compare(r, m, m.Files)
				same(t, want, found(first))
				for _, k := range first.Summary.Checks {
					require.True(t, k.Holds, "%s: %s", k.Name, k.Words)
				}
				require.NotZero(t, first.Summary.Joined)

				rnd := rand.New(rand.NewPCG(seed, 9))
				files := slices.Clone(m.Files)
				for i := range files {
					files[i].Rows = slices.Clone(files[i].Rows)
					files[i].Name = "again-" + files[i].Name
					rnd.Shuffle(len(files[i].Rows), func(a, b int) { files[i].Rows[a], files[i].Rows[b] = files[i].Rows[b], files[i].Rows[a] })
				}
				slices.Reverse(files)
				second := compare(r, m, files)
				same(t, want, found(second))
				require.Equal(t, first.Summary.Totals, second.Summary.Totals)
				require.Equal(t, first.Summary.Matched, second.Summary.Matched)
				same(t, keys(first), keys(second))
			})
		}
	}
}

func compare(r *reporttest.Rig, m months.Month, files []months.File) archive.Run {
	r.T.Helper()
	q := run.Request{Period: recon.Period{From: m.From, To: m.To}, Rules: reporttest.Rules(m)}
	for _, f := range files {
		q.Bodies = append(q.Bodies, r.Read(f))
	}
	x, err := r.Run.Run(context.Background(), q, nil)
	require.NoError(r.T, err)
	var read int64
	for _, b := range q.Bodies {
		read += b.Read
	}
	require.Equal(r.T, read, x.Summary.Rows.Read)
	stored, err := runs.Findings(context.Background(), r.Store, x.ID, runs.Filter{}, 0, -1)
	require.NoError(r.T, err)
	require.Len(r.T, x.Found, len(stored))
	for i := range stored {
		require.Equal(r.T, plain(stored[i]), plain(x.Found[i]))
	}
	return x
}

// plain leaves out what only the comparison itself needed.
func plain(f archive.Finding) archive.Finding {
	for _, side := range []*[]recon.Record{&f.Break.Report, &f.Break.Local, &f.Break.Near, &f.Pair.Report, &f.Pair.Local} {
		*side = slices.Clone(*side)
		for i := range *side {
			(*side)[i].Item = recon.Item{}
		}
	}
	return f
}

// same compares two sorted lists, and shows only what differs.
func same(t *testing.T, want, got []string) {
	t.Helper()
	missed, invented := less(want, got), less(got, want)
	require.Empty(t, append(missed, invented...), "%d not found, then %d found that were not planted", len(missed), len(invented))
}

// less gives what is in a and not, or not as often, in b.
func less(a, b []string) []string {
	n := map[string]int{}
	for _, x := range b {
		n[x]++
	}
	var rest []string
	for _, x := range a {
		if n[x]--; n[x] < 0 {
			rest = append(rest, x)
		}
	}
	return rest
}

func planted(m months.Month) []string {
	var all []string
	for _, p := range m.Planted {
		all = append(all, fmt.Sprint(p.Code, " ", p.OperationID, " ", strings.ToLower(p.PaymentID)))
	}
	slices.Sort(all)
	return all
}

func found(x archive.Run) []string {
	var all []string
	for _, f := range archive.Findings(&x.Result) {
		if f.Kind == archive.Paired {
			continue
		}
		operation := f.OperationID
		for _, side := range [][]recon.Record{f.Break.Report, f.Break.Local} { // the ledger's id, where it knows the operation
			for _, rec := range side {
				if rec.OperationID != "" {
					operation = rec.OperationID
				}
			}
		}
		all = append(all, fmt.Sprint(f.Code, " ", operation, " ", strings.ToLower(f.PaymentID)))
	}
	slices.Sort(all)
	return all
}

func keys(x archive.Run) []string {
	var all []string
	for _, b := range x.Result.Breaks {
		all = append(all, string(b.Code)+" "+b.ID)
	}
	slices.Sort(all)
	return all
}
