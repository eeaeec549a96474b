package recon_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/recon"
)

func netRow(kind string, gross, fee, net int64) recon.Record {
	f, n := money.New(fee, "EUR"), money.New(net, "EUR")
	r := recon.Record{TypeName: kind, StatusName: "success", Money: money.New(gross, "EUR"), Fee: &f, Net: &n}
	r.Seal()
	return r
}

func TestGrossLessRefundsAndFeesIsNet(t *testing.T) {
	extra := netRow("sale", 5_000, 50, 4_950)
	result := recon.Result{
		Pairs: []recon.Pair{{Report: []recon.Record{netRow("sale", 10_000, 175, 9_825)}}, {Report: []recon.Record{netRow("refund", 1_000, 25, -1_025)}},
			{Report: []recon.Record{netRow("refund", 2_000, 0, 2_000)}}, {Report: []recon.Record{{Money: money.New(7, "KRW")}}}},
		Breaks: []recon.Break{{Code: recon.NetDiff, Report: []recon.Record{netRow("sale", 3_000, 100, 2_950)}}, {Code: recon.DupInReport, Report: []recon.Record{extra}}},
	}
	nets, err := result.Nets()
	require.NoError(t, err)
	require.Equal(t, []recon.Net{{Currency: "EUR", Rows: 4, Gross: 13_000, Refunds: 3_000, Fees: 300, Other: 50, Net: 9_750}}, nets)
	check := nets[0].Check()
	require.True(t, check.Holds)
	require.Equal(t, "net 97.50 = gross 130.00 − refunds 30.00 − fees 3.00 + other 0.50", check.Words)

	result.Pairs = append(result.Pairs, recon.Pair{Report: []recon.Record{netRow("sale", math.MaxInt64, 0, math.MaxInt64)}})
	_, err = result.Nets()
	require.ErrorIs(t, err, money.ErrOverflow)
}
