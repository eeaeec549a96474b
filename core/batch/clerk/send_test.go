package clerk_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/store/batches"
)

func (r *rig) start(id int64, coolOff time.Duration) {
	r.T.Helper()
	plan, err := r.PlanSend(bg, id)
	require.NoError(r.T, err)
	_, err = r.Start(bg, plan, coolOff, false, "")
	require.NoError(r.T, err)
}

// refundsOf is how many refund operations the platform has of all payments.
func (r *rig) made(id string) int { return len(r.Platform.Books().Refunds(desktest.Project, id)) }

func TestABatchGoesThroughGateRowByRow(t *testing.T) {
	r := newRig(t, "decline@ORD-2;error=3285@ORD-3", sales(4)...)
	id := r.build("300", "400", "500", "").Batch.ID
	r.start(id, 0)
	var seen []clerk.Sending
	at, err := r.Work(bg, id, func(s clerk.Sending) { seen = append(seen, s) })
	require.NoError(t, err)
	require.Equal(t, batch.Sent, at.Batch.State)
	require.EqualValues(t, 4, at.Done)
	require.EqualValues(t, 1, at.Rejected)
	require.NotEmpty(t, seen)
	ctx, cancel := context.WithTimeout(bg, 10*time.Second)
	defer cancel()
	require.NoError(t, r.Platform.Drain(ctx))
	_, err = r.Follow(bg, id, nil)
	require.NoError(t, err)
	require.Equal(t, map[string]ledger.RefundState{"ORD-1": ledger.Succeeded, "ORD-2": ledger.Declined, "ORD-3": ledger.Rejected, "ORD-4": ledger.Succeeded}, r.states(id))
	r.honest(4)
	_, err = r.Work(bg, id, nil)
	require.NoError(t, err)
	require.Equal(t, 1, r.made("ORD-1"), "nothing is left to do")
}

func TestRowsAreCheckedAgainWhenTheyAreSent(t *testing.T) {
	r := newRig(t, "", sales(3)...)
	id := r.build("800", "800", "800").Batch.ID
	r.start(id, 0)
	_, _, err := r.Desk.PlanNow(bg, r.Payment("ORD-2").RowID, desktest.KRW(500), "meanwhile")
	require.NoError(t, err)
	at, err := r.Work(bg, id, nil)
	require.NoError(t, err)
	require.EqualValues(t, 1, at.Refused)
	rows := r.rows(id)
	require.Contains(t, rows[1].Refusal, "more than can be refunded")
	require.Empty(t, rows[1].RefundID)
	require.Equal(t, 1, r.made("ORD-2"))
	r.honest(3)
}

func TestAnyoneCanStopTheCoolOff(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	id := r.build("300", "400").Batch.ID
	r.start(id, time.Hour)
	other := r.Open("desk2", nil)
	ended := make(chan error)
	cooling := make(chan bool, 1)
	go func() {
		_, err := r.Work(bg, id, func(s clerk.Sending) {
			select {
			case cooling <- s.Cooling > 0:
			default:
			}
		})
		ended <- err
	}()
	require.True(t, <-cooling)
	b, err := other.Batches.Stop(bg, id, "wrong list")
	require.NoError(t, err)
	require.NoError(t, <-ended)
	require.Equal(t, batch.Draft, b.State, "nothing was sent, so it is a draft again")
	require.Zero(t, r.made("ORD-1"))
	require.Zero(t, r.Payment("ORD-1").Reserved)
}

func TestPauseResumeAndStop(t *testing.T) {
	r := newRig(t, "", sales(4)...)
	id := r.build("100", "200", "300", "400").Batch.ID
	r.start(id, 0)
	at, err := r.Work(bg, id, func(s clerk.Sending) {
		if s.Done == 1 && s.Batch.State == batch.Sending {
			r.Pause(bg, id, "lunch")
		}
	})
	require.NoError(t, err)
	require.Equal(t, batch.Paused, at.Batch.State)
	require.Equal(t, "lunch", at.Batch.Why)
	require.Equal(t, 0, r.made("ORD-2"))
	_, err = r.Resume(bg, id)
	require.NoError(t, err)
	_, err = r.Work(bg, id, func(s clerk.Sending) {
		if s.Done == 3 && s.Batch.State == batch.Sending {
			r.Stop(bg, id, "enough")
		}
	})
	require.NoError(t, err)
	require.Equal(t, batch.Stopped, r.batch(id).State)
	require.Equal(t, []int{1, 1, 1, 0}, []int{r.made("ORD-1"), r.made("ORD-2"), r.made("ORD-3"), r.made("ORD-4")})
	_, err = r.Resume(bg, id)
	require.Equal(t, ledger.ErrState, code(t, err))
	left, err := r.BuildFailed(bg, id, clerk.New{})
	require.NoError(t, err)
	require.EqualValues(t, 1, left.Report.Rows)
}

func TestARowInDoubtIsNeverSentAgainWithTheRest(t *testing.T) {
	r := newRig(t, "http_502_after@ORD-1;http_502_after@ORD-2", sales(3)...)
	id := r.build("300", "300", "300").Batch.ID
	r.start(id, 0)
	at, err := r.Work(bg, id, nil)
	require.NoError(t, err)
	require.EqualValues(t, 2, at.Doubt)
	again, err := r.BuildFailed(bg, id, clerk.New{})
	require.Equal(t, ledger.ErrNotFound, code(t, err), "nothing failed for certain: %v", again)
	require.Equal(t, 1, r.made("ORD-1"))
}

func TestTooManyDoubtsPause(t *testing.T) {
	r := newRig(t, "http_502", sales(8)...)
	r.Settings.PerSecond = 0
	id := r.build("1", "2", "3", "4", "5", "6", "7", "8").Batch.ID
	r.start(id, 0)
	ctx, cancel := context.WithTimeout(bg, time.Minute)
	defer cancel()
	at, err := r.Work(ctx, id, nil)
	require.NoError(t, err)
	require.Equal(t, batch.Paused, at.Batch.State)
	require.Contains(t, at.Batch.Why, "no clear answer")
	require.EqualValues(t, 5, at.Done)
}

func TestTwoProcessesSendABatchOnce(t *testing.T) {
	r := newRig(t, "", sales(12)...)
	amounts := make([]string, 12)
	for i := range amounts {
		amounts[i] = "100"
	}
	id := r.build(amounts...).Batch.ID
	r.start(id, 0)
	other := r.Open("desk2", nil)
	ended := make(chan error)
	go func() { _, err := other.Batches.Work(bg, id, nil); ended <- err }()
	_, mine := r.Work(bg, id, nil)
	theirs := <-ended
	require.True(t, (mine == nil) != (theirs == nil), "one of them is told: %v, %v", mine, theirs)
	p, err := batches.Progress(bg, r.Store, id)
	require.NoError(t, err)
	require.Zero(t, p.Wait)
	for i := range amounts {
		require.Equal(t, 1, r.made("ORD-"+itoa(int64(i+1))))
	}
}

func TestLeavingPauses(t *testing.T) {
	r := newRig(t, "", sales(3)...)
	id := r.build("100", "200", "300").Batch.ID
	r.start(id, 0)
	ctx, cancel := context.WithCancel(bg)
	_, err := r.Work(ctx, id, func(s clerk.Sending) {
		if s.Done == 1 {
			cancel()
		}
	})
	require.Equal(t, ledger.ErrCancelled, code(t, err))
	b := r.batch(id)
	require.Equal(t, batch.Paused, b.State)
	require.Equal(t, 0, r.made("ORD-3"))
}

func TestAPauseDoesNotShortenTheCoolOff(t *testing.T) {
	r := newRig(t, "", sales(1)...)
	id := r.build("300").Batch.ID
	r.start(id, time.Hour)
	_, err := r.Pause(bg, id, "wait")
	require.NoError(t, err)
	b, err := r.Resume(bg, id)
	require.NoError(t, err)
	require.Equal(t, batch.Cooling, b.State)
	_, err = r.Stop(bg, id, "no")
	require.NoError(t, err)
	require.Zero(t, r.made("ORD-1"))
}

func TestAFinishedBatchCannotBeWithdrawn(t *testing.T) {
	r := newRig(t, "", sales(1)...)
	id := r.build("300").Batch.ID
	files := r.export(id, "a.csv")
	_, err := r.MarkUploaded(bg, id, 0, "")
	require.NoError(t, err)
	r.upload(files[0].Path)
	_, err = r.Withdraw(bg, id, "too late")
	require.Equal(t, ledger.ErrState, code(t, err))
	require.Equal(t, batch.Uploaded, r.batch(id).State)
}
