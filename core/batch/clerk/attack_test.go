package clerk_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/store/batches"
)

// Two people export, or send, lists of the same rows at the same moment. The
// amounts would fit twice, so that only the comparison of the rows stands between.
func TestTheSameRowsGoOutOnceAlsoInARace(t *testing.T) {
	for range 4 {
		r := newRig(t, "", sales(2)...)
		one, two := r.build("300", "400").Batch.ID, r.build("300", "400").Batch.ID
		other := r.Open("desk2", nil)
		plan, err := other.Batches.PlanSend(bg, two)
		require.NoError(t, err)
		var group sync.WaitGroup
		var mine, theirs error
		group.Go(func() { _, _, mine = r.Export(bg, one, clerk.Export{Path: r.path("a.csv")}) })
		group.Go(func() { _, theirs = other.Batches.Start(bg, plan, 0, false, "") })
		group.Wait()
		require.True(t, (mine == nil) != (theirs == nil), "%v, %v", mine, theirs)
		for _, err := range []error{mine, theirs} {
			if err != nil {
				require.Equal(t, ledger.ErrExported, code(t, err))
			}
		}
	}
	// The first is through between the second one's check and its reservation.
	r := newRig(t, "", sales(2)...)
	one, two := r.build("300", "400").Batch.ID, r.build("300", "400").Batch.ID
	plan, err := r.PlanSend(bg, two)
	require.NoError(t, err)
	r.export(one, "a.csv")
	_, err = r.Start(bg, plan, 0, false, "")
	require.Equal(t, ledger.ErrExported, code(t, err))
}

func (r *rig) exportParts(id int64, name string) []batches.File {
	r.T.Helper()
	_, files, err := r.Export(bg, id, clerk.Export{Path: r.path(name), MaxRows: 1})
	require.NoError(r.T, err)
	return files
}

// One of two files was uploaded and paid, the other one is withdrawn. The list
// as a whole must not go out once more as if nothing had happened.
func TestWhatIsLeftOfAWithdrawnBatchStillCounts(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	id := r.build("300", "400").Batch.ID
	files := r.exportParts(id, "a.csv")
	_, err := r.MarkUploaded(bg, id, 1, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	b, err := r.Withdraw(bg, id, "the second file is deleted")
	require.NoError(t, err)
	require.Equal(t, batch.Withdrawn, b.State)
	require.Equal(t, map[string]ledger.RefundState{"ORD-1": ledger.Succeeded, "ORD-2": ledger.Cancelled}, r.states(id))

	again := r.build("300", "400")
	_, _, err = r.Export(bg, again.Batch.ID, clerk.Export{Path: r.path("b.csv")})
	require.Equal(t, ledger.ErrExported, code(t, err), "ORD-1 would be paid twice")
	_, _, err = r.Export(bg, again.Batch.ID, clerk.Export{Path: r.path("b.csv"), MaxRows: 1})
	require.Equal(t, ledger.ErrExported, code(t, err))
	left, err := r.BuildFailed(bg, id, clerk.New{})
	require.NoError(t, err)
	require.EqualValues(t, 1, left.Report.Rows, "only what was let go")
	r.export(left.Batch.ID, "c.csv")
	r.honest(2)
}

// The platform carries a file out already. A person who says that it was never
// uploaded is wrong, and letting the rest of it go could pay it twice.
func TestAFileThatThePlatformCarriesOutIsNotLetGo(t *testing.T) {
	r := newDeafRig(t, "", sales(3)...)
	id := r.build("300", "400", "500").Batch.ID
	_, files, err := r.Export(bg, id, clerk.Export{Path: r.path("a.csv"), MaxRows: 2})
	require.NoError(t, err)
	_, err = r.MarkUploaded(bg, id, 1, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	require.NoError(t, r.Runner.Refresh(bg, r.Payment("ORD-1").RowID)) // of ORD-2 nothing is known yet
	require.Equal(t, map[string]ledger.RefundState{"ORD-1": ledger.Succeeded, "ORD-2": ledger.Uploaded, "ORD-3": ledger.Exported}, r.states(id))

	b, err := r.Withdraw(bg, id, "I never uploaded anything")
	require.NoError(t, err)
	require.Equal(t, batch.Uploaded, b.State)
	require.Equal(t, map[string]ledger.RefundState{"ORD-1": ledger.Succeeded, "ORD-2": ledger.Uploaded, "ORD-3": ledger.Cancelled}, r.states(id))
	require.EqualValues(t, 400, r.Payment("ORD-2").Reserved)
	require.Zero(t, r.Payment("ORD-3").Reserved)
	_, err = r.Withdraw(bg, id, "really")
	require.Equal(t, ledger.ErrState, code(t, err))
	_, err = r.Follow(bg, id, nil)
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, r.states(id)["ORD-2"])
	left, err := r.BuildFailed(bg, id, clerk.New{})
	require.NoError(t, err)
	require.EqualValues(t, 1, left.Report.Rows)
	r.honest(3)
}

// A withdrawn file was uploaded after all, and its rows were paid.
func TestWithdrawnRowsThatWerePaidAreNotTriedAgain(t *testing.T) {
	r := newDeafRig(t, "", sales(2)...)
	id := r.build("300", "400").Batch.ID
	files := r.export(id, "a.csv")
	_, err := r.Withdraw(bg, id, "the wrong list")
	require.NoError(t, err)
	r.upload(files[0].Path)
	_, err = r.BuildFailed(bg, id, clerk.New{})
	require.Equal(t, ledger.ErrNotFound, code(t, err))
	same := r.build("300", "400")
	_, _, err = r.Export(bg, same.Batch.ID, clerk.Export{Path: r.path("b.csv")})
	require.Equal(t, ledger.ErrExported, code(t, err))
	r.honest(2)
}

// A row was noted as not taken, and the platform shows it later.
func TestARowNotedAsNotTakenThatWasPaidIsNotTriedAgain(t *testing.T) {
	r := newDeafRig(t, "", sales(1)...)
	id := r.build("300").Batch.ID
	files := r.export(id, "a.csv")
	_, err := r.MarkUploaded(bg, id, 0, "")
	require.NoError(t, err)
	_, err = r.Runner.NotTaken(bg, r.rows(id)[0].RefundID, "not in the Dashboard")
	require.NoError(t, err)
	r.upload(files[0].Path)
	_, err = r.BuildFailed(bg, id, clerk.New{})
	require.Equal(t, ledger.ErrNotFound, code(t, err))
	all, err := r.Results(bg, id)
	require.NoError(t, err)
	require.Contains(t, all[0].Hold, "not taken")
	r.honest(1)
}

// The platform said no, then yes, and a person has seen that.
func TestALateYesIsNotTriedAgain(t *testing.T) {
	r := newRig(t, "decline@ORD-1", sales(1)...)
	id := r.build("300").Batch.ID
	files := r.export(id, "a.csv")
	_, err := r.MarkUploaded(bg, id, 0, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	require.Equal(t, ledger.Declined, r.states(id)["ORD-1"])
	all, err := r.Results(bg, id)
	require.NoError(t, err)
	r.tell(all[0].Operation, "success")
	_, err = r.Runner.Acknowledge(bg, all[0].RefundID, "seen")
	require.NoError(t, err)
	_, err = r.BuildFailed(bg, id, clerk.New{})
	require.Equal(t, ledger.ErrNotFound, code(t, err))
	require.EqualValues(t, 300, r.Payment("ORD-1").Refunded)
}

// tell stores a message about an operation of ORD-1 that the platform did not send by itself.
func (r *rig) tell(operation, status string) {
	r.T.Helper()
	e := ledger.Event{Project: desktest.Project, PaymentID: "ORD-1", PaymentStatus: "partially refunded", Method: "kakaopay",
		Operation: ledger.Operation{ID: operation, Type: "refund", Status: status, Amount: *desktest.KRW(300), Date: r.Store.Now(), CreatedAt: r.Store.Now()}}
	in := r.Desk.Intake("test")
	require.NoError(r.T, in.Store(bg, []ledger.Inbound{{Source: "test", Line: 1, Raw: []byte("{}"), Events: []ledger.Event{e}}}))
	require.NoError(r.T, in.Finish(bg, nil))
}

// Nothing of a row of a file may ever go through Gate.
func TestARowOfAFileIsNeverSent(t *testing.T) {
	r := newRig(t, "", sales(1)...)
	id := r.build("300").Batch.ID
	r.export(id, "a.csv")
	refund := r.rows(id)[0].RefundID
	for _, step := range []string{"exported", "uploaded", "accepted", "in doubt"} {
		switch step {
		case "uploaded":
			_, err := r.MarkUploaded(bg, id, 0, "")
			require.NoError(t, err)
		case "accepted":
			r.tell("77", "processing")
			require.Equal(t, ledger.Accepted, r.states(id)["ORD-1"])
			_, err := r.Runner.NotTaken(bg, refund, "no")
			require.Equal(t, ledger.ErrState, code(t, err), "its operation is on its way")
		}
		require.NoError(t, r.Runner.Settle(bg, refund).Err, step)
		_, err := r.Runner.SettleAll(bg, nil)
		require.NoError(t, err)
		if step == "in doubt" { // from where a refund through Gate is sent again
			require.NoError(t, r.exec("UPDATE refunds SET state = 'in_doubt' WHERE id = ?", refund))
		}
		_, err = r.Runner.Resend(bg, refund)
		require.Equal(t, ledger.ErrState, code(t, err), step)
		_, err = r.Runner.Send(bg, refund)
		require.Equal(t, ledger.ErrState, code(t, err), step)
		_, err = r.Runner.Withdraw(bg, refund, "no")
		require.Equal(t, ledger.ErrState, code(t, err), step)
		require.Zero(t, r.made("ORD-1"), step)
		require.EqualValues(t, 300, r.Payment("ORD-1").Reserved, step)
	}
}

// A batch is stopped in the instant before its first row: it is a draft again,
// and the row does not go out behind the person's back.
func TestAStopInTheLastInstantHolds(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	id := r.build("300", "400").Batch.ID
	r.start(id, 0)
	other := r.Open("desk2", nil)
	stopped := false
	r.Runner.Probe = func(point string) {
		if point == "before the intent" && !stopped {
			stopped = true
			_, err := other.Batches.Stop(bg, id, "wrong list")
			require.NoError(t, err)
		}
	}
	_, err := r.Work(bg, id, nil)
	require.NoError(t, err)
	require.True(t, stopped)
	require.Equal(t, batch.Draft, r.batch(id).State)
	require.Zero(t, r.made("ORD-1"))
	for _, row := range r.rows(id) {
		require.Empty(t, row.RefundID)
		require.Empty(t, row.Refusal)
	}
	r.Runner.Probe = nil
	r.export(id, "a.csv")
}

// A rule forbids one row between its intent and its attempt; the others go on.
func TestARowForbiddenInTheLastInstantDoesNotEndTheSending(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	id := r.build("300", "400").Batch.ID
	r.start(id, 0)
	r.Clerk.Probe = func(point string) {
		if point == "send: after the link" {
			r.Clerk.Probe = nil
			r.tell("99", "chargeback") // speaks of a dispute
		}
	}
	at, err := r.Work(bg, id, nil)
	require.NoError(t, err)
	require.Equal(t, batch.Sent, at.Batch.State)
	require.Zero(t, r.made("ORD-1"))
	require.Equal(t, 1, r.made("ORD-2"))
	require.Equal(t, ledger.Cancelled, r.states(id)["ORD-1"])
}

// A failure of this machine ends the sending; the batch does not seem to go on.
func TestASendingThatFailsIsPaused(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	id := r.build("300", "400").Batch.ID
	r.start(id, 0)
	ctx, cancel := context.WithCancel(bg)
	defer cancel()
	r.Runner.Secret = func(int64) (string, error) { return "", ledger.Errorf(ledger.ErrNoSecret, "no secret") }
	_, err := r.Work(ctx, id, nil)
	require.Equal(t, ledger.ErrNoSecret, code(t, err))
	b := r.batch(id)
	require.Equal(t, batch.Paused, b.State)
	require.Contains(t, b.Why, "no secret")
	require.Zero(t, r.made("ORD-1"))
}

func TestNothingIsReservedForAFileThatCannotBe(t *testing.T) {
	r := newRig(t, "", sales(1)...)
	id := r.build("300").Batch.ID
	for _, name := range []string{"a.txt", "nowhere/a.csv", "a"} {
		_, _, err := r.Export(bg, id, clerk.Export{Path: r.path(name)})
		require.Error(t, err)
		require.Equal(t, batch.Draft, r.batch(id).State, name)
	}
	t.Chdir(r.folder)
	_, files, err := r.Export(bg, id, clerk.Export{Path: "a.csv", MaxRows: -3})
	require.NoError(t, err)
	require.Equal(t, r.path("a.csv"), files[0].Path, "the next process may be started elsewhere")
}

// A batch is withdrawn while its second file cannot be written.
func TestNoPartOfAWithdrawnExportStays(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	id := r.build("300", "400").Batch.ID
	other := r.Open("desk2", nil)
	r.Clerk.Probe = func(point string) {
		if point == "export: after the sidecar" {
			r.Clerk.Probe = nil
			_, err := other.Batches.Withdraw(bg, id, "stop that")
			require.NoError(t, err)
			// It comes back, as if it had been written a moment later.
			require.NoError(t, os.WriteFile(r.path("a_2of2.csv"), []byte("in the way"), 0o600))
		}
	}
	_, _, err := r.Export(bg, id, clerk.Export{Path: r.path("a.csv"), MaxRows: 1})
	require.Equal(t, ledger.ErrState, code(t, err))
	require.NoFileExists(t, r.path("a_1of2.csv"))
	require.FileExists(t, r.path("a_2of2.csv"), "what is not ours stays")
}

// Rows of equal amounts of one payment in two files: a person settles one, the
// other one follows by itself.
func TestTwoFilesWithTheSameAmountOfAPayment(t *testing.T) {
	r := newDeafRig(t, "", sales(2)...)
	one := r.build("300").Batch.ID
	r.export(one, "a.csv")
	_, err := r.MarkUploaded(bg, one, 0, "")
	require.NoError(t, err)
	two := r.build("300", "100").Batch.ID
	r.export(two, "b.csv")
	_, err = r.MarkUploaded(bg, two, 0, "")
	require.NoError(t, err)
	r.upload(r.path("a.csv"))
	r.upload(r.path("b.csv"))
	_, err = r.Follow(bg, one, nil)
	require.NoError(t, err)
	first := r.rows(one)[0].RefundID
	op := r.Platform.Books().Refunds(desktest.Project, "ORD-1")[1] // the wrong one, which nobody can tell
	f, err := r.Runner.Adopt(bg, first, itoa(op.ID), "")
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, f.State)
	_, err = r.Follow(bg, two, nil)
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, r.states(two)["ORD-1"])
	for _, id := range []int64{one, two} {
		all, err := r.Results(bg, id)
		require.NoError(t, err)
		require.Empty(t, all[0].Hold)
	}
	r.honest(2)
}

// Two rows of one payment, the first of which does not end: whoever pauses the
// batch meanwhile does not wait for it.
func TestAPauseDoesNotWaitForAnEarlierRefund(t *testing.T) {
	r := newRig(t, "pending@ORD-1", sales(1)...)
	list := append(wishes("300"), batch.Wish{Line: 3, PaymentID: "ORD-1", Amount: "200", Description: "the rest"})
	built, err := r.BuildList(bg, list, clerk.New{Source: "list.csv"})
	require.NoError(t, err)
	id := built.Batch.ID
	r.start(id, 0)
	other := r.Open("desk2", nil)
	began := time.Now()
	paused := make(chan error, 1)
	at, err := r.Work(bg, id, func(s clerk.Sending) {
		if s.Done == 1 && s.Batch.State == batch.Sending {
			time.AfterFunc(time.Second, func() {
				_, err := other.Batches.Pause(bg, id, "lunch")
				select {
				case paused <- err:
				default:
				}
			})
		}
	})
	require.NoError(t, err)
	require.NoError(t, <-paused)
	require.Equal(t, batch.Paused, at.Batch.State)
	require.Less(t, time.Since(began), 20*time.Second)
	require.Equal(t, 1, r.made("ORD-1"))
}

// A row took an operation that is on its way, and a person finds that another one
// is its own. What was let go may still give money back, so it stays reserved.
func TestAPersonMayChooseAnotherOperation(t *testing.T) {
	r := newDeafRig(t, "", sales(1)...)
	id := r.build("300").Batch.ID
	r.export(id, "a.csv")
	_, err := r.MarkUploaded(bg, id, 0, "")
	require.NoError(t, err)
	r.tell("77", "processing")
	r.tell("78", "success")
	f, err := r.Runner.Adopt(bg, r.rows(id)[0].RefundID, "78", "the number in the Dashboard")
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, f.State)
	require.Equal(t, "78", f.OperationID)
	p := r.Payment("ORD-1")
	require.Equal(t, []int64{300, 300, 400}, []int64{p.Refunded, p.Reserved, p.Refundable()})
}
