package balance

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/batch"
	"contra/core/dataapi"
	"contra/core/money"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func has(minor int64, c money.Currency, hour int) dataapi.Balance {
	return dataapi.Balance{Name: "Main", Amount: money.New(minor, c), At: noon.Add(time.Duration(hour) * time.Hour)}
}

func needs(minor int64, c money.Currency) batch.Total { return batch.Total{Currency: c, Amount: minor} }

func TestABatchThatTheBalancesDoNotCoverIsWarnedOf(t *testing.T) {
	krw, eur := has(1000, "KRW", 0), has(5, "EUR", 1)
	for name, c := range map[string]struct {
		totals   []batch.Total
		balances []dataapi.Balance
		want     []Warning
	}{
		"enough":                        {[]batch.Total{needs(1000, "KRW"), needs(5, "EUR")}, []dataapi.Balance{krw, eur}, nil},
		"one too few":                   {[]batch.Total{needs(1001, "KRW"), needs(5, "EUR")}, []dataapi.Balance{krw, eur}, []Warning{{money.New(1001, "KRW"), money.New(1000, "KRW"), noon}}},
		"another currency does not pay": {[]batch.Total{needs(1, "USD")}, []dataapi.Balance{krw, eur}, []Warning{{Needs: money.New(1, "USD"), Has: money.New(0, "USD")}}},
		"two balances add up":           {[]batch.Total{needs(1500, "KRW")}, []dataapi.Balance{krw, has(500, "KRW", 2)}, nil},
		"a debt counts":                 {[]batch.Total{needs(1000, "KRW")}, []dataapi.Balance{krw, has(-1, "KRW", -3)}, []Warning{{money.New(1000, "KRW"), money.New(999, "KRW"), noon.Add(-3 * time.Hour)}}},
		"nothing known":                 {[]batch.Total{needs(1000, "KRW")}, nil, nil},
		"more than can be counted":      {[]batch.Total{needs(math.MaxInt64, "KRW")}, []dataapi.Balance{has(math.MaxInt64, "KRW", 0), krw}, nil},
	} {
		require.Equal(t, c.want, Short(c.totals, c.balances), name)
	}
	require.Contains(t, Warning{money.New(1001, "KRW"), money.New(1000, "KRW"), noon}.String(), "1,001 KRW are to be refunded, and the balances in KRW held 1,000 KRW at 2026-11-21 12:00 UTC")
	require.Contains(t, Warning{Needs: money.New(1, "USD")}.String(), "no balance in USD")
}

func TestMoreFundsNeverAddAWarning(t *testing.T) {
	currencies := []money.Currency{"KRW", "EUR", "USD"}
	rapid.Check(t, func(t *rapid.T) {
		var totals []batch.Total
		for _, c := range currencies[:rapid.IntRange(1, 3).Draw(t, "currencies")] {
			totals = append(totals, needs(rapid.Int64Range(1, 5000).Draw(t, "needs"), c))
		}
		balances := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) dataapi.Balance {
			return has(rapid.Int64Range(-1000, 5000).Draw(t, "has"), rapid.SampledFrom(currencies).Draw(t, "in"), 0)
		}), 1, 6).Draw(t, "balances")
		before := Short(totals, balances)
		for _, w := range before {
			require.Less(t, w.Has.Minor, w.Needs.Minor)
		}
		after := Short(totals, append(balances, has(rapid.Int64Range(0, 9000).Draw(t, "more"), rapid.SampledFrom(currencies).Draw(t, "of"), 0)))
		require.LessOrEqual(t, len(after), len(before))
	})
}
