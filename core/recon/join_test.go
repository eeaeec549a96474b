package recon_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/recon"
)

func item(op uint64, amount int64) recon.Item {
	return recon.Item{Op: op, Amount: amount, Pay: uint32(op), Project: 1, Currency: recon.CurOf("KRW"), Type: recon.TypeCode("sale"), Status: recon.Success}
}

func join(t require.TestingT, report, local []recon.Item, apart ...uint64) recon.Joined {
	skip := map[uint64]bool{}
	for _, op := range apart {
		skip[op] = true
	}
	j, err := recon.Join(context.Background(), report, local, skip)
	require.NoError(t, err)
	return j
}

// Whatever one side says differently keeps the two apart.
func TestOnlyWhatAgreesInEveryRespectIsJoined(t *testing.T) {
	local := item(7, 100)
	require.EqualValues(t, 1, join(t, []recon.Item{local}, []recon.Item{local}).Matched)
	reversal := local
	reversal.Type = recon.TypeCode("reversal")
	refund := local
	refund.Type = recon.TypeCode("refund")
	require.EqualValues(t, 1, join(t, []recon.Item{reversal}, []recon.Item{refund}).Matched, "a reversal is a refund")
	vague := local
	vague.Pay, vague.Project = 0, 0
	require.EqualValues(t, 1, join(t, []recon.Item{vague}, []recon.Item{local}).Matched, "what a report leaves out contradicts nothing")
	for name, change := range map[string]func(*recon.Item){
		"amount":      func(i *recon.Item) { i.Amount++ },
		"currency":    func(i *recon.Item) { i.Currency = recon.CurOf("JPY") },
		"no currency": func(i *recon.Item) { i.Currency = 0 },
		"type":        func(i *recon.Item) { i.Type = recon.TypeCode("refund") },
		"other type":  func(i *recon.Item) { i.Type = recon.OtherName },
		"status":      func(i *recon.Item) { i.Status = recon.StatusCode("decline") },
		"no status":   func(i *recon.Item) { i.Status = 0 },
		"payment":     func(i *recon.Item) { i.Pay++ },
		"project":     func(i *recon.Item) { i.Project++ },
		"outside":     func(i *recon.Item) { i.Flags = recon.Outside },
		"careful":     func(i *recon.Item) { i.Flags = recon.Careful },
		"id":          func(i *recon.Item) { i.Op++ },
		"no id":       func(i *recon.Item) { i.Op = 0 },
	} {
		t.Run(name, func(t *testing.T) {
			other := local
			change(&other)
			j := join(t, []recon.Item{other}, []recon.Item{local})
			require.Zero(t, j.Matched)
			require.Equal(t, []int32{0}, j.RestReport)
			require.Equal(t, []int32{0}, j.RestLocal)
			require.Empty(t, j.Totals)
		})
	}
	require.Zero(t, join(t, []recon.Item{local}, []recon.Item{local}, 7).Matched, "a person keeps them apart")
	require.Zero(t, join(t, []recon.Item{local}, []recon.Item{local, local}).Matched, "twice in the ledger")
}

func TestASecondRowOfAnOperationIsLeftWithItsTwinNamed(t *testing.T) {
	wrong := item(7, 101)
	j := join(t, []recon.Item{wrong, item(7, 100), item(7, 100), item(8, 5)}, []recon.Item{item(7, 100), item(8, 5)})
	require.Equal(t, []int32{-1, 0, -1, 1}, j.Match)
	require.Equal(t, []int32{0, 2}, j.RestReport)
	require.Equal(t, []int32{1}, j.Twins)
	require.Empty(t, j.RestLocal)
	require.Equal(t, []recon.Total{{Currency: "KRW", Report: 105, Local: 105, Matched: 105}}, j.Totals)
}

func TestSumsThatAreTooLargeAreAnError(t *testing.T) {
	huge := []recon.Item{item(1, 1<<62), item(2, 1<<62)}
	_, err := recon.Join(context.Background(), huge, huge, nil)
	require.ErrorContains(t, err, "too large")
}

func TestACancelledJoinSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := recon.Join(ctx, []recon.Item{item(1, 1)}, []recon.Item{item(1, 1)}, nil)
	require.ErrorContains(t, err, "cancelled")
}

// The join is what a plain map would find, for any data, size and order.
func TestJoinIsWhatAMapWouldFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) recon.Item {
			return item(rapid.Uint64Range(0, 40).Draw(t, "op"), rapid.Int64Range(1, 2).Draw(t, "amount"))
		}), 0, 60)
		report, local := side.Draw(t, "report"), side.Draw(t, "local")
		compareWithMap(t, report, local)
	})
	// Large enough for several parts that work at once.
	rnd := rand.New(rand.NewPCG(3, 4))
	var report, local []recon.Item
	for range 40_000 {
		op := rnd.Uint64N(60_000)
		report = append(report, item(op, rnd.Int64N(2)))
		if rnd.IntN(10) > 0 {
			local = append(local, item(op, rnd.Int64N(2)))
		}
	}
	compareWithMap(t, report, local)
}

func compareWithMap(t require.TestingT, report, local []recon.Item) {
	byOp := map[uint64][]int{}
	for i := range local {
		byOp[local[i].Op] = append(byOp[local[i].Op], i)
	}
	matched, sum := int64(0), int64(0)
	done := map[uint64]bool{}
	for i := range report {
		op := report[i].Op
		if of := byOp[op]; op != 0 && len(of) == 1 && local[of[0]].Amount == report[i].Amount && !done[op] {
			done[op] = true
			matched++
			sum += report[i].Amount
		}
	}
	j := join(t, report, local)
	require.Equal(t, matched, j.Matched)
	require.Len(t, j.RestReport, len(report)-int(matched))
	require.Len(t, j.RestLocal, len(local)-int(matched))
	total := int64(0)
	for _, t := range j.Totals {
		total += t.Matched
	}
	require.Equal(t, sum, total)
	for r, l := range j.Match {
		if l >= 0 {
			require.Equal(t, report[r], local[l])
		}
	}
	left := map[uint64]bool{}
	for _, r := range j.RestReport {
		left[report[r].Op] = true
	}
	for _, r := range j.Twins {
		require.True(t, left[report[r].Op] && j.Match[r] >= 0)
	}
}

func TestKeysOfIDs(t *testing.T) {
	require.Equal(t, uint64(5028800010128225), recon.OpKey("5028800010128225"))
	require.True(t, recon.Exact(recon.OpKey("1")))
	for _, id := range []string{"txn_1", "012", "0", "9999999999999999999", "12 "} {
		require.False(t, recon.Exact(recon.OpKey(id)), id)
		require.NotZero(t, recon.OpKey(id), id)
	}
	require.NotEqual(t, recon.OpKey("12"), recon.OpKey("012"))
	require.Equal(t, recon.PayKey("ORD-1Ä"), recon.PayKey([]byte("ord-1ä")))
	require.Equal(t, recon.PayKey("ORD-1"), recon.PayKey("ord-1"))
	require.NotEqual(t, recon.PayKey("ORD-1"), recon.PayKey("ORD-2"))
	for _, c := range []string{"KRW", "AAA", "ZZZ"} {
		require.EqualValues(t, c, recon.CurOf(c).Currency())
	}
	require.Zero(t, recon.CurOf("krw"))
	require.Empty(t, recon.CurOf("KR").Currency())
}
