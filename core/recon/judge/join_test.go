package judge_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/recon"
	"contra/core/recon/judge"
)

// The join in front saves work and changes nothing: judging everything comes to
// the same totals and the same breaks.
func TestTheJoinOnlySavesWork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := recon.Input{Period: month, Rules: recon.Rules{Due: 3 * day}}
		for i := range rapid.IntRange(0, 12).Draw(t, "rows") {
			in.Report = append(in.Report, anyRow(t, i+1))
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "operations") {
			in.Local = append(in.Local, anyLocal(t, int64(i+1)))
		}
		want, err := judge.Judge(context.Background(), in)
		require.NoError(t, err)

		rest, joined := join(t, in)
		got, err := judge.Judge(context.Background(), rest)
		require.NoError(t, err)
		require.Equal(t, want.Matched, got.Matched)
		require.Equal(t, len(want.Pairs), len(got.Pairs)+joined)
		require.Equal(t, totals(want), totals(got))
		require.Equal(t, want.Sides, got.Sides)
		require.Equal(t, ids(want.Breaks), ids(got.Breaks))
		require.Equal(t, ids(want.Expected), ids(got.Expected))
		laws(t, rest, got)
	})
}

// join pairs what it can and leaves the rest.
func join(t *rapid.T, in recon.Input) (rest recon.Input, pairs int) {
	items := func(list []recon.Record) (all []recon.Item, at []int) {
		for i, r := range list {
			if r.Reject != "" || r.OperationID == "" && r.RefundID != "" {
				continue
			}
			if r.Fee != nil || r.Net != nil || r.RefundID != "" || r.Held {
				r.Item.Flags |= recon.Careful
			}
			all, at = append(all, r.Item), append(at, i)
		}
		return all, at
	}
	report, rows := items(in.Report)
	local, operations := items(in.Local)
	joined, err := recon.Join(context.Background(), report, local, nil)
	require.NoError(t, err)
	rest = recon.Input{Period: in.Period, Rules: in.Rules, Joined: joined.Totals, Rows: joined.Matched, Twins: map[uint64]recon.Record{}}
	gone, known := map[int]bool{}, map[int]bool{}
	for r, l := range joined.Match {
		if l >= 0 {
			gone[rows[r]], known[operations[l]] = true, true
		}
	}
	for i, r := range in.Report {
		if !gone[i] {
			rest.Report = append(rest.Report, r)
		}
	}
	for i, l := range in.Local {
		if !known[i] {
			rest.Local = append(rest.Local, l)
		}
	}
	for _, twin := range joined.Twins {
		r := in.Report[rows[twin]]
		// The operation knows the project that a row may leave out.
		r.Project = in.Local[operations[joined.Match[twin]]].Project
		rest.Twins[r.Op] = r
	}
	return rest, int(joined.Matched)
}

// totals are those of currencies that anything is in.
func totals(out recon.Result) (all []recon.Total) {
	for _, total := range out.Totals {
		if total != (recon.Total{Currency: total.Currency}) {
			all = append(all, total)
		}
	}
	return all
}

func ids(breaks []recon.Break) (all []string) {
	for _, b := range breaks {
		all = append(all, string(b.Code)+" "+b.ID)
	}
	return all
}
