package clerk_test

import (
	"errors"
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/ledger"
)

func TestAnExportIsRefusedWhileRowsHaveErrors(t *testing.T) {
	r := newRig(t, "", sales(3)...)
	built := r.build("300", "1001", "400")
	require.EqualValues(t, 1, built.Report.Errors)
	require.Equal(t, batch.OverRefund, built.Report.Findings[0].Code)
	require.Equal(t, 3, built.Report.Findings[0].Line)
	_, _, err := r.Export(bg, built.Batch.ID, clerk.Export{Path: r.path("a.csv")})
	require.Equal(t, ledger.ErrFindings, code(t, err))
	require.NoFileExists(t, r.path("a.csv"))
	require.Zero(t, r.Payment("ORD-1").Reserved)

	b, files, err := r.Export(bg, built.Batch.ID, clerk.Export{Path: r.path("a.csv"), OnlyGood: true})
	require.NoError(t, err)
	require.EqualValues(t, 2, files[0].Rows)
	require.Equal(t, batch.Exported, b.State)
	require.Zero(t, r.Payment("ORD-2").Reserved)

	left, err := r.BuildFailed(bg, b.ID, clerk.New{})
	require.NoError(t, err)
	require.EqualValues(t, 1, left.Report.Rows, "what was left out is not lost")
}

func TestTheSameRowsAreNotExportedTwice(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	first := r.build("300", "400").Batch
	r.export(first.ID, "a.csv")
	_, _, err := r.Export(bg, first.ID, clerk.Export{Path: r.path("b.csv")})
	require.Equal(t, ledger.ErrExported, code(t, err))

	// The amounts would fit once more, and the rows are in another order.
	list := wishes("300", "400")
	list[0], list[1] = list[1], list[0]
	twin, err := r.BuildList(bg, list, clerk.New{Source: "again.csv"})
	require.NoError(t, err)
	_, _, err = r.Export(bg, twin.Batch.ID, clerk.Export{Path: r.path("b.csv")})
	require.Equal(t, ledger.ErrExported, code(t, err))
	require.NoFileExists(t, r.path("b.csv"))
	_, err = r.Start(bg, clerk.SendPlan{Batch: twin.Batch, Report: twin.Report}, 0, false, "")
	require.Equal(t, ledger.ErrExported, code(t, err), "nor sent beside the file")
	require.EqualValues(t, 300, r.Payment("ORD-1").Reserved)
}

func TestAnExportNeverOverwritesAFile(t *testing.T) {
	r := newRig(t, "", sales(1)...)
	require.NoError(t, os.WriteFile(r.path("a.csv"), []byte("mine"), 0o600))
	b := r.build("300").Batch
	_, _, err := r.Export(bg, b.ID, clerk.Export{Path: r.path("a.csv")})
	require.Equal(t, ledger.ErrIO, code(t, err))
	require.Zero(t, r.Payment("ORD-1").Reserved, "nothing was reserved for a file that cannot be")
}

func TestAnExportThatCannotWriteGoesOnLater(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	b := r.build("300", "400").Batch
	r.Clerk.Probe = func(point string) {
		if point == "export: after the reservation" {
			require.NoError(t, os.WriteFile(r.path("a.csv"), []byte("in the way"), 0o600))
		}
	}
	_, _, err := r.Export(bg, b.ID, clerk.Export{Path: r.path("a.csv")})
	require.Equal(t, ledger.ErrIO, code(t, err))
	require.Equal(t, batch.Exporting, r.batch(b.ID).State)
	require.EqualValues(t, 300, r.Payment("ORD-1").Reserved, "reserved until it is finished or withdrawn")
	r.Clerk.Probe = nil
	require.NoError(t, os.Remove(r.path("a.csv")))
	files := r.export(b.ID, "a.csv")
	require.FileExists(t, files[0].Path)
	require.EqualValues(t, 300, r.Payment("ORD-1").Reserved)
}

func TestLongBatchesAreSplitIntoNumberedParts(t *testing.T) {
	r := newRig(t, "", sales(5)...)
	b := r.build("100", "200", "300", "400", "500").Batch
	_, files, err := r.Export(bg, b.ID, clerk.Export{Path: r.path("a.csv"), MaxRows: 2})
	require.NoError(t, err)
	require.Len(t, files, 3)
	require.Equal(t, r.path("a_2of3.csv"), files[1].Path)
	one, err := r.MarkUploaded(bg, b.ID, 2, "5")
	require.NoError(t, err)
	require.Equal(t, batch.Exported, one.State, "two files are still to be uploaded")
	r.upload(files[1].Path)
	states := r.states(b.ID)
	require.Equal(t, ledger.Succeeded, states["ORD-3"])
	require.Equal(t, ledger.Exported, states["ORD-5"])
	all, err := r.MarkUploaded(bg, b.ID, 0, "")
	require.NoError(t, err)
	require.Equal(t, batch.Uploaded, all.State)
}

// Many desks export drafts for the same money at the same moment.
func TestRacingExportsNeverReserveMoreThanThereIs(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	const desks = 6
	var group sync.WaitGroup
	errs := make([]error, desks)
	ids := make([]int64, desks)
	for i := range desks {
		// Different amounts, so that the content differs and only the money is in the way.
		ids[i] = r.build(itoa(int64(600+i)), itoa(int64(600+i))).Batch.ID
	}
	for i := range desks {
		d := r.Open("desk"+itoa(int64(i)), nil)
		group.Go(func() {
			_, _, errs[i] = d.Batches.Export(bg, ids[i], clerk.Export{Path: r.path(itoa(int64(i)) + ".csv")})
		})
	}
	group.Wait()
	won := 0
	for i, err := range errs {
		if err == nil {
			won++
			continue
		}
		require.NoFileExists(t, r.path(itoa(int64(i))+".csv"))
		var said *ledger.Error
		require.True(t, errors.As(err, &said))
		require.Contains(t, []ledger.Code{ledger.ErrChanged, ledger.ErrFindings}, said.Code)
	}
	require.Equal(t, 1, won)
	p := r.Payment("ORD-1")
	require.LessOrEqual(t, p.Reserved, p.Captured)
}

func TestWhatWentThroughGateIsNotExportedAfterwards(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	first := r.build("300", "400").Batch
	r.start(first.ID, 0)
	_, err := r.Work(bg, first.ID, nil)
	require.NoError(t, err)
	twin := r.build("300", "400")
	require.True(t, twin.Report.Blocked(), "the check says so already: %v", twin.Report.Findings)
	_, _, err = r.Export(bg, twin.Batch.ID, clerk.Export{Path: r.path("b.csv")})
	require.Equal(t, ledger.ErrExported, code(t, err))
	_, _, err = r.Export(bg, twin.Batch.ID, clerk.Export{Path: r.path("b.csv"), OnlyGood: true, MaxRows: 1})
	require.Equal(t, ledger.ErrExported, code(t, err), "other parts, the same money")
	b, _, err := r.Export(bg, twin.Batch.ID, clerk.Export{Path: r.path("b.csv"), Again: "the second evening was cancelled too"})
	require.NoError(t, err)
	require.Equal(t, "the second evening was cancelled too", b.Why)
}

func TestAFileOfAWithdrawnExportDoesNotStay(t *testing.T) {
	for _, at := range []string{"export: before the file", "export: after the sidecar"} {
		r := newRig(t, "", sales(1)...)
		id := r.build("300").Batch.ID
		other := r.Open("desk2", nil)
		r.Clerk.Probe = func(point string) {
			if point == at {
				_, err := other.Batches.Withdraw(bg, id, "stop that")
				require.NoError(t, err)
			}
		}
		_, _, err := r.Export(bg, id, clerk.Export{Path: r.path("a.csv")})
		require.Equal(t, ledger.ErrState, code(t, err), at)
		require.NoFileExists(t, r.path("a.csv"), at)
		require.NoFileExists(t, r.path("a.csv.json"), at)
		require.Zero(t, r.Payment("ORD-1").Reserved)
	}
}
