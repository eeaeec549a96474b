package clerk_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/dataapi"
	"contra/core/money"
	"contra/core/store"
	"contra/core/store/pulls"
)

func (r *rig) holds(won int64) {
	r.T.Helper()
	require.NoError(r.T, r.Store.Write(bg, "test", func(tx *store.Tx) error {
		tx.Record("balances", "", 1)
		return pulls.SaveBalances(bg, tx, []dataapi.Balance{{Name: "Main", Amount: money.New(won, "KRW"), At: time.Now()}})
	}))
}

func TestAShortBalanceIsWarnedOfAndForbidsNothing(t *testing.T) {
	r := newRig(t, "", sales(3)...)
	require.Empty(t, r.build("300", "400", "500").Report.Findings, "no balance is known")
	r.holds(1199)
	built := r.build("300", "400", "500")
	require.Len(t, built.Report.Findings, 1)
	f := built.Report.Findings[0]
	require.Equal(t, []any{batch.FundsShort, batch.Warning, int64(0), 0}, []any{f.Code, f.Severity, f.N, f.Line})
	require.Contains(t, f.Message, "1,200 KRW")
	require.Contains(t, f.Message, "1,199 KRW")
	require.False(t, built.Report.Blocked())
	plan, err := r.PlanSend(bg, built.Batch.ID)
	require.NoError(t, err)
	require.Equal(t, batch.FundsShort, plan.Report.Findings[0].Code)
	r.holds(1200)
	again, err := r.Check(bg, built.Batch.ID)
	require.NoError(t, err)
	require.Empty(t, again.Report.Findings)
	r.holds(0)
	_, _, err = r.Export(bg, built.Batch.ID, clerk.Export{Path: r.path("a.csv")})
	require.NoError(t, err)
}
