package clerk_test

import (
	"bytes"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/store/batches"
)

func TestFromAListToTheOutcomeOfEveryRow(t *testing.T) {
	r := newRig(t, "decline@ORD-3", sales(4)...)
	built := r.build("300", "", "1000", "250")
	require.Zero(t, built.Report.Errors, built.Report.Findings)
	require.Equal(t, []batch.Total{{Currency: "KRW", Rows: 4, Amount: 2550}}, built.Report.Totals)
	require.Zero(t, r.Payment("ORD-1").Reserved, "a draft reserves nothing")

	files := r.export(built.Batch.ID, "refunds.csv")
	require.Len(t, files, 1)
	for id, reserved := range map[string]int64{"ORD-1": 300, "ORD-2": 1000, "ORD-3": 1000, "ORD-4": 250} {
		require.Equal(t, reserved, r.Payment(id).Reserved, id)
	}
	data, err := os.ReadFile(files[0].Path)
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(data, []byte("operation_type;general.project_id;method;general.payment_id;payment.amount;payment.currency;payment.description\r\n"+
		"refund;1234;wallet/kakaopay;ORD-1;300;KRW;event cancelled\r\n")), string(data))
	require.FileExists(t, files[0].Path+".json")

	b, err := r.MarkUploaded(bg, built.Batch.ID, 0, "77123")
	require.NoError(t, err)
	require.Equal(t, batch.Uploaded, b.State)
	r.upload(files[0].Path)
	require.Equal(t, map[string]ledger.RefundState{"ORD-1": ledger.Succeeded, "ORD-2": ledger.Succeeded, "ORD-3": ledger.Declined, "ORD-4": ledger.Succeeded}, r.states(b.ID))
	r.honest(4)
	progress, err := batches.Progress(bg, r.Store, b.ID)
	require.NoError(t, err)
	require.Zero(t, progress.Open())
	require.Equal(t, []batch.ProgressTotal{{Currency: "KRW", Asked: 2550, Succeeded: 1550, Declined: 1000}}, progress.Totals)
	outcomes, err := r.Results(bg, b.ID)
	require.NoError(t, err)
	for _, o := range outcomes {
		require.NotEmpty(t, o.Operation)
		require.Contains(t, o.Evidence, o.Operation, "the evidence is named")
	}

	next, err := r.BuildFailed(bg, b.ID, clerk.New{})
	require.NoError(t, err)
	require.EqualValues(t, 1, next.Report.Rows)
	require.Zero(t, next.Report.Errors, next.Report.Findings)
	require.Equal(t, b.ID, next.Batch.Parent)
	again := r.export(next.Batch.ID, "again.csv")
	require.NotEqual(t, files[0].SHA256, again[0].SHA256)
	require.EqualValues(t, 1000, r.Payment("ORD-3").Reserved)
}

func TestARowThatNoCallbackToldOfIsFoundByAsking(t *testing.T) {
	r := newDeafRig(t, "", sales(3)...)
	b := r.build("300", "400", "500").Batch
	files := r.export(b.ID, "refunds.csv")
	_, err := r.MarkUploaded(bg, b.ID, 0, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	for _, s := range r.states(b.ID) {
		require.Equal(t, ledger.Uploaded, s, "time proves nothing")
	}
	at, err := r.Follow(bg, b.ID, nil)
	require.NoError(t, err)
	require.Equal(t, clerk.Following{Asked: 3, Total: 3, Settled: 3}, at)
	r.honest(3)
}

func TestAFileMarkedLateFindsWhatCameBefore(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	b := r.build("300", "400").Batch
	files := r.export(b.ID, "refunds.csv")
	r.upload(files[0].Path)
	all, err := r.Results(bg, b.ID)
	require.NoError(t, err)
	for _, o := range all {
		require.Equal(t, ledger.Exported, o.State)
		require.Contains(t, o.Hold, "not marked as uploaded")
	}
	require.EqualValues(t, 1000-300-300, r.Payment("ORD-1").Refundable(), "until somebody says so, both may be true")
	_, err = r.MarkUploaded(bg, b.ID, 0, "")
	require.NoError(t, err)
	for _, s := range r.states(b.ID) {
		require.Equal(t, ledger.Succeeded, s)
	}
	require.EqualValues(t, 700, r.Payment("ORD-1").Refundable())
	r.honest(2)
}

func TestRowsThatFitTwoRefundsAreAskedAbout(t *testing.T) {
	r := newDeafRig(t, "", sales(1)...)
	b := r.build("300").Batch
	files := r.export(b.ID, "refunds.csv")
	_, err := r.MarkUploaded(bg, b.ID, 0, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	require.NoError(t, r.Platform.DashboardRefund(desktest.Project, "ORD-1", 300))
	_, err = r.Follow(bg, b.ID, nil)
	require.NoError(t, err)
	all, err := r.Results(bg, b.ID)
	require.NoError(t, err)
	require.Equal(t, ledger.Uploaded, all[0].State)
	require.Contains(t, all[0].Hold, "choose which is which")
	require.EqualValues(t, 100, r.Payment("ORD-1").Refundable(), "two are refunded, one row waits")

	op := r.Platform.Books().Refunds(desktest.Project, "ORD-1")[0]
	f, err := r.Runner.Adopt(bg, all[0].RefundID, itoa(op.ID), "seen in the Dashboard")
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, f.State)
	require.EqualValues(t, 400, r.Payment("ORD-1").Refundable())
	r.honest(1)
}

func TestADeclineThatMayBeAnothersIsNotTriedAgain(t *testing.T) {
	r := newDeafRig(t, "decline@ORD-1", sales(1)...)
	b := r.build("300").Batch
	files := r.export(b.ID, "refunds.csv")
	_, err := r.MarkUploaded(bg, b.ID, 0, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	_, err = r.Follow(bg, b.ID, nil)
	require.NoError(t, err)
	require.Equal(t, ledger.Declined, r.states(b.ID)["ORD-1"])
	// A second refund of the amount shows only when the platform is asked again.
	require.NoError(t, r.Platform.DashboardRefund(desktest.Project, "ORD-1", 300))
	_, err = r.BuildFailed(bg, b.ID, clerk.New{})
	require.Equal(t, ledger.ErrNotFound, code(t, err))
	all, err := r.Results(bg, b.ID)
	require.NoError(t, err)
	require.Contains(t, all[0].Hold, "fits this row as well")
}

func TestAWithdrawnBatchLetsGoAndStaysInSight(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	b := r.build("300", "400").Batch
	files := r.export(b.ID, "refunds.csv")
	_, err := r.Withdraw(bg, b.ID, "  ")
	require.Equal(t, ledger.ErrUsage, code(t, err))
	out, err := r.Withdraw(bg, b.ID, "the wrong list")
	require.NoError(t, err)
	require.Equal(t, batch.Withdrawn, out.State)
	require.Zero(t, r.Payment("ORD-1").Reserved)

	again := r.build("300", "400")
	require.Zero(t, again.Report.Errors, again.Report.Findings)
	r.export(again.Batch.ID, "again.csv")

	r.upload(files[0].Path) // somebody uploads the withdrawn file after all
	all, err := r.Results(bg, b.ID)
	require.NoError(t, err)
	for _, o := range all {
		require.Contains(t, o.Hold, "withdrawn")
	}
	r.honest(2)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// The balance was short, so every row was declined; once it is topped up the
// same rows go out again, without anybody giving a reason.
func TestABatchThatFailedWholeGoesOutAgain(t *testing.T) {
	r := newRig(t, "decline=20504@ORD-1:1;decline=20504@ORD-2:1", sales(2)...)
	b := r.build("300", "400").Batch
	files := r.export(b.ID, "a.csv")
	_, err := r.MarkUploaded(bg, b.ID, 0, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	require.Equal(t, map[string]ledger.RefundState{"ORD-1": ledger.Declined, "ORD-2": ledger.Declined}, r.states(b.ID))
	next, err := r.BuildFailed(bg, b.ID, clerk.New{})
	require.NoError(t, err)
	require.False(t, next.Report.Blocked(), "%v", next.Report.Findings)
	files = r.export(next.Batch.ID, "b.csv")
	_, err = r.MarkUploaded(bg, next.Batch.ID, 0, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	require.Equal(t, map[string]ledger.RefundState{"ORD-1": ledger.Succeeded, "ORD-2": ledger.Succeeded}, r.states(next.Batch.ID))
	third := r.build("300", "400")
	require.True(t, third.Report.Blocked(), "now they were paid")
	r.honest(2)
}
