package months_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/months"
	"contra/core/sandbox/reportfile/spoil"
)

func TestTheSameSeedGivesTheSameMonths(t *testing.T) {
	require.Equal(t, months.Plant(3, 0), months.Plant(3, 0))
	require.NotEqual(t, months.Plant(3, 0)[0].Truth, months.Plant(4, 0)[0].Truth)
}

func TestEveryMonthHasEveryDifferenceTwice(t *testing.T) {
	for seed := range uint64(6) {
		operations, payments := map[string]string{}, map[string]string{}
		for _, m := range months.Plant(seed, 0) {
			require.Greater(t, len(m.Truth), 1_000)
			n := map[spoil.Code]int{}
			for _, p := range m.Planted {
				n[p.Code]++
			}
			for _, c := range spoil.Codes() {
				require.GreaterOrEqual(t, n[c], 2, "seed %d, %s: %s", seed, m.Name, c)
			}
			currencies := map[string]bool{}
			for i := range m.Truth {
				r := &m.Truth[i]
				currencies[string(r.Amount.Currency)] = true
				require.Empty(t, operations[r.OperationID], "an operation has one row in all months")
				operations[r.OperationID] = m.Name
				if was := payments[strings.ToLower(r.PaymentID)]; was != "" {
					require.Equal(t, m.Name, was)
				}
				payments[strings.ToLower(r.PaymentID)] = m.Name
				require.False(t, r.When().Before(m.From.AddDate(0, 0, -1)) || r.When().After(m.To.AddDate(0, 0, 1)))
			}
			require.Len(t, currencies, 4)
		}
	}
}

// All that is not planted stands in the files as the ledger has it: every
// operation once in a file, and in two where they overlap.
func TestTheFilesTellTheTruthButForWhatIsPlanted(t *testing.T) {
	for _, m := range months.Plant(9, 1_500) {
		planted := map[string]bool{}
		for _, p := range m.Planted {
			planted[p.PaymentID] = true
		}
		told, files := map[string]reportfile.Row{}, map[string]map[string]int{}
		for _, f := range m.Files {
			require.Nil(t, f.Rows[len(f.Rows)-1].Written, "what ends the rows can be read")
			for _, r := range f.Rows {
				if r.Written != nil {
					continue // cannot be read
				}
				if files[r.OperationID] == nil {
					files[r.OperationID] = map[string]int{}
				}
				told[r.OperationID] = r
				files[r.OperationID][f.Name]++
			}
		}
		whole, twice := 0, 0
		for i := range m.Truth {
			r := &m.Truth[i]
			if planted[r.PaymentID] {
				continue
			}
			got, found := told[r.OperationID]
			if !found {
				whole++ // came in parts
				continue
			}
			require.Equal(t, fmt.Sprint(r.Project, r.PaymentID, r.Type, r.Status, r.Amount, r.When()), fmt.Sprint(got.Project, got.PaymentID, got.Type, got.Status, got.Amount, got.When()))
			for name, n := range files[r.OperationID] {
				require.Equal(t, 1, n, "%s in %s", r.OperationID, name)
			}
			if len(files[r.OperationID]) == 2 {
				twice++
			}
		}
		require.Greater(t, whole, len(m.Files))
		require.Greater(t, twice, 10)
		require.NotEmpty(t, m.Earlier)
	}
}

func TestEveryFileCanBeWritten(t *testing.T) {
	layouts := map[reportfile.Layout]bool{}
	for _, m := range months.Plant(2, 0) {
		for _, f := range append(m.Files, m.Earlier...) {
			var b bytes.Buffer
			require.NoError(t, f.Write(&b), f.Name)
			require.Greater(t, b.Len(), 500)
			layouts[f.Format.Layout] = true
		}
		require.Equal(t, 48*time.Hour, m.Rules.Due)
	}
	require.Len(t, layouts, len(reportfile.Layouts()))
}
