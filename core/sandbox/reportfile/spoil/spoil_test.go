package spoil_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/books"
	"contra/core/sandbox/plant"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/spoil"
)

var (
	from = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	to   = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
)

// rows is a shop's September.
func rows(t *testing.T, seed uint64, payments int) (all []reportfile.Row) {
	b := books.New(seed)
	for _, p := range plant.Payments(plant.Options{Count: payments, Seed: seed, Until: to.Add(-time.Second), Span: to.Sub(from) - time.Second, Projects: []int64{1, 2}}) {
		require.NoError(t, b.Add(p))
		p, _ = b.Payment(p.Project, p.ID)
		for i := range p.Operations {
			all = append(all, reportfile.Of(&p, &p.Operations[i]))
		}
	}
	return all
}

func plan(layout reportfile.Layout, seed uint64) spoil.Plan {
	return spoil.Plan{Seed: seed, Format: layout.MustFormat(), From: from, To: to}
}

func count(planted []spoil.Planted) map[spoil.Code]int {
	n := map[spoil.Code]int{}
	for _, p := range planted {
		n[p.Code]++
	}
	return n
}

// what a row says, as a comparison would see it.
func what(r *reportfile.Row) string {
	s := fmt.Sprint(r.Type, "|", r.Status, "|", r.Amount, "|", r.When().Format(time.RFC3339), "|", r.Written)
	if r.Fee != nil {
		s += fmt.Sprint("|", *r.Fee, "|", *r.Net)
	}
	return s
}

func TestEveryDifferenceIsPlantedAndNothingElseIsChanged(t *testing.T) {
	for seed := range uint64(12) {
		truth := rows(t, seed, 900)
		before := slices.Clone(truth)
		p := plan(reportfile.Titles, seed)
		p.Each = 3
		s := p.Spoil(truth)
		require.Equal(t, before, truth, "the rows given stay")
		require.Equal(t, s, p.Spoil(truth), "the same seed, the same differences")

		n := count(s.Planted)
		for _, c := range spoil.Codes() {
			want := 3
			if c == spoil.Ambiguous {
				want = 0 // the operation ids tell twins apart
			}
			require.Equal(t, want, n[c], "seed %d: %s", seed, c)
		}
		payments := map[string]bool{}
		byOperation := map[string]spoil.Planted{}
		for _, x := range s.Planted {
			require.NotEmpty(t, x.What)
			if x.PaymentID == "" {
				continue // the row of which nothing can be read
			}
			require.False(t, payments[x.PaymentID], "seed %d: %s has two differences", seed, x.PaymentID)
			payments[x.PaymentID], byOperation[x.OperationID] = true, x
		}

		report := map[string][]reportfile.Row{}
		for _, r := range s.Rows {
			id := r.OperationID
			if blank, ok := r.Written[reportfile.OperationID]; ok {
				id = blank
			}
			report[id] = append(report[id], r)
		}
		require.Len(t, report[""], 1, "nothing can be read")
		delete(report, "")
		for i := range truth {
			r := &truth[i]
			got := report[r.OperationID]
			delete(report, r.OperationID)
			x, planted := byOperation[r.OperationID]
			if !planted {
				require.Len(t, got, 1, "seed %d", seed)
				require.Equal(t, what(r), what(&got[0]), "seed %d", seed)
				continue
			}
			switch x.Code {
			case spoil.MissingInReport, spoil.NotYetReported, spoil.SplitIncomplete:
				require.Empty(t, got)
			case spoil.DupInReport:
				require.Len(t, got, 2)
				require.Equal(t, what(r), what(&got[0]))
			case spoil.SameIDChanged:
				require.Len(t, got, 1)
				e := slices.IndexFunc(s.Earlier, func(e reportfile.Row) bool { return e.OperationID == r.OperationID })
				require.NotEqual(t, what(&got[0]), what(&s.Earlier[e]))
			default:
				require.Len(t, got, 1)
				require.NotEqual(t, what(r), what(&got[0]), "seed %d: %s", seed, x.Code)
			}
			delete(byOperation, r.OperationID)
		}
		parts := 0
		for id, extra := range report {
			if x, planted := byOperation[id]; planted {
				require.Contains(t, []spoil.Code{spoil.ForeignRefund, spoil.RefundReversed, spoil.MissingLocal}, x.Code)
				continue
			}
			require.Len(t, extra, 1)
			parts++
		}
		require.Equal(t, 2+3+2, parts, "the parts of the sales that came in parts")
	}
}

func TestTheDifferencesAreWhatTheirCodesSay(t *testing.T) {
	truth := rows(t, 5, 900)
	ledger := map[string]reportfile.Row{}
	for _, r := range truth {
		ledger[r.OperationID] = r
	}
	p := plan(reportfile.Titles, 5)
	p.Each, p.Whole = 4, 3
	s := p.Spoil(truth)
	code := map[string]spoil.Code{}
	for _, x := range s.Planted {
		code[x.OperationID] = x.Code
	}
	sums := map[string]int64{}
	for _, r := range s.Rows {
		was, known := ledger[r.OperationID]
		at := r.When()
		switch code[r.OperationID] {
		case spoil.CurrencyDiff:
			require.Equal(t, was.Amount.Minor, r.Amount.Minor)
			require.NotEqual(t, was.Amount.Currency, r.Amount.Currency)
		case spoil.ExponentSuspect:
			require.True(t, r.Amount.Minor == 100*was.Amount.Minor || 10*r.Amount.Minor == was.Amount.Minor)
		case spoil.AmountDiff:
			require.Greater(t, r.Amount.Minor, was.Amount.Minor+1)
			require.Less(t, r.Amount.Minor, 10*was.Amount.Minor)
		case spoil.WithinTolerance:
			off := r.Amount.Minor - was.Amount.Minor
			require.Equal(t, int64(1), off*off)
			require.Nil(t, r.Fee, "a fee would not fit any more")
		case spoil.StatusDiff:
			require.Equal(t, []string{"success", "decline"}, []string{was.Status, r.Status})
		case spoil.TypeDiff:
			require.Equal(t, []string{"sale", "capture"}, []string{was.Type, r.Type})
		case spoil.FeeDiff:
			require.NotEqual(t, was.Fee, r.Fee)
			require.Equal(t, r.Amount.Minor, r.Fee.Minor+r.Net.Minor)
		case spoil.NetDiff:
			require.Equal(t, was.Fee, r.Fee)
			require.NotEqual(t, r.Amount.Minor, r.Fee.Minor+r.Net.Minor)
		case spoil.WrongPeriod:
			inside := func(at time.Time) bool { return !at.Before(from) && at.Before(to) }
			require.True(t, inside(was.When()))
			require.False(t, inside(at))
		case spoil.ForeignRefund, spoil.RefundReversed, spoil.MissingLocal:
			require.False(t, known)
			require.True(t, at.After(from) && at.Before(to))
		case "":
			if !known {
				sums[r.PaymentID] += r.Amount.Minor
				require.Equal(t, r.Amount.Minor, r.Fee.Minor+r.Net.Minor)
			}
		}
	}
	whole := 0
	for _, r := range truth {
		if sum, parts := sums[r.PaymentID]; parts && code[r.OperationID] == "" {
			require.Equal(t, r.Amount.Minor, sum)
			whole++
		} else if parts {
			require.Equal(t, spoil.SplitIncomplete, code[r.OperationID])
			require.Equal(t, r.Amount.Minor-r.Amount.Minor/5, sum)
		}
	}
	require.Equal(t, 3, whole)
	for _, r := range truth {
		if code[r.OperationID] == spoil.NotYetReported {
			require.True(t, r.When().Add(spoil.StandardRules().Due).After(to))
		}
		if code[r.OperationID] == spoil.MissingInReport {
			require.False(t, r.When().Add(spoil.StandardRules().Due).After(to))
		}
	}
}

func TestAFileWithoutOperationIDsHasOnlyWhatItCanTell(t *testing.T) {
	truth := rows(t, 3, 900)
	sold := slices.IndexFunc(truth, func(r reportfile.Row) bool {
		return r.Type == books.Sale && r.Status == books.Success && *r.Remaining == r.Amount.Minor && r.When().Day() == 9
	})
	for i := range 2 {
		back := truth[sold]
		back.OperationID, back.Type, back.Fee, back.Net = fmt.Sprint(i), books.Refund, nil, nil
		back.Amount.Minor /= 4
		truth = append(truth, back)
	}
	s := plan(reportfile.Few, 3).Spoil(truth)
	require.Equal(t, map[spoil.Code]int{spoil.RowRejected: 2, spoil.Ambiguous: 1, spoil.SplitIncomplete: 2, spoil.ForeignRefund: 2,
		spoil.RefundReversed: 2, spoil.NotYetReported: 2, spoil.MissingInReport: 2, spoil.MissingLocal: 2}, count(s.Planted))
	twins := 0
	for _, r := range s.Rows {
		if r.PaymentID == truth[sold].PaymentID && r.Type == books.Refund {
			twins++
		}
	}
	require.Equal(t, 1, twins)
	require.Nil(t, s.Earlier)
}

func TestFewRowsGetFewDifferences(t *testing.T) {
	require.Empty(t, plan(reportfile.Titles, 1).Spoil(nil).Planted)
	truth := rows(t, 1, 20)
	p := plan(reportfile.DataAPI, 1)
	p.Codes = []spoil.Code{spoil.AmountDiff, spoil.FeeDiff}
	p.Each = 1_000
	s := p.Spoil(truth)
	require.Equal(t, len(s.Planted), count(s.Planted)[spoil.AmountDiff], "the Data API tells no fees")
	require.NotEmpty(t, s.Planted)
	require.Len(t, s.Rows, len(truth))

	p = spoil.Plan{Format: reportfile.DataAPI.MustFormat()}
	n := count(p.Spoil(rows(t, 1, 900)).Planted)
	require.Zero(t, n[spoil.WrongPeriod]+n[spoil.NotYetReported], "without a period nothing is about time")
	require.Equal(t, 2, n[spoil.MissingLocal])
}
