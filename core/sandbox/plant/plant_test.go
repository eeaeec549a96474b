package plant_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/plant"
)

var now = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

func options(count int, seed uint64) plant.Options {
	return plant.Options{Count: count, Seed: seed, Until: now, Projects: []int64{1234, 210}}
}

func TestTheSameSeedGivesTheSamePast(t *testing.T) {
	require.Equal(t, plant.Payments(options(300, 7)), plant.Payments(options(300, 7)))
	require.NotEqual(t, plant.Payments(options(300, 7)), plant.Payments(options(300, 8)))
	require.Len(t, plant.Payments(options(0, 7)), 400)
	require.Empty(t, plant.Payments(plant.Options{Count: 5}))
}

func TestThePastIsPossibleAndHasEverything(t *testing.T) {
	for seed := range uint64(40) {
		count := 20 + int(seed)*10
		b := books.New(seed)
		statuses, types, currencies := map[string]int{}, map[string]int{}, map[money.Currency]int{}
		disputed, fullOnly, never := 0, 0, 0
		for i, p := range plant.Payments(options(count, seed)) {
			require.NoError(t, b.Add(p), "seed %d payment %d", seed, i)
			require.False(t, p.CreatedAt.After(now) || p.CreatedAt.Before(now.AddDate(0, 0, -61)))
			require.NotEmpty(t, p.CustomerID)
			require.NotEmpty(t, p.Description)
			require.Equal(t, p.Method == "kakaopay", p.Amount.Currency == "KRW")
			last := p.CreatedAt
			for _, o := range p.Operations {
				require.False(t, o.CreatedAt.Before(last), "seed %d: operations follow one another", seed)
				require.False(t, o.Date.After(now), "seed %d: nothing lies in the future", seed)
				last = o.CreatedAt
				types[o.Type+" "+o.Status]++
			}
			added, found := b.Payment(p.Project, p.ID)
			require.True(t, found)
			statuses[added.Status()]++
			currencies[p.Amount.Currency]++
			if p.Disputed {
				disputed++
			}
			if p.FullOnly {
				fullOnly++
			}
			if p.NoRefunds {
				never++
			}
		}
		require.NoError(t, b.Check())
		for _, status := range []string{"success", "refunded", "partially refunded", "reversed", "decline", "processing"} {
			require.Positive(t, statuses[status], "seed %d: %s in %v", seed, status, statuses)
		}
		for _, kind := range []string{"refund decline", "refund processing", "refund reverse success"} {
			require.Positive(t, types[kind], "seed %d: %s in %v", seed, kind, types)
		}
		require.Len(t, currencies, 4)
		require.Greater(t, currencies["KRW"], count/2)
		require.Positive(t, min(disputed, fullOnly, never))
	}
}

func TestIDsAreUniqueAndNamesKorean(t *testing.T) {
	seen := map[string]bool{}
	korean := 0
	for _, p := range plant.Payments(options(2000, 3)) {
		require.False(t, seen[strings.ToLower(p.ID)], p.ID)
		seen[strings.ToLower(p.ID)] = true
		if strings.ContainsAny(p.CustomerID, "김이박최정") {
			korean++
		}
	}
	require.Greater(t, korean, 300)
}
