//go:build unix

package clerk_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/config"
	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/store/batches"
	"contra/exporters/dashboard"
)

// The environment tells a copy of this test binary to be the victim.
const (
	victimAct    = "CONTRA_TEST_VICTIM_ACT" // export or send
	victimLedger = "CONTRA_TEST_VICTIM_LEDGER"
	victimGate   = "CONTRA_TEST_VICTIM_GATE"
	victimBatch  = "CONTRA_TEST_VICTIM_BATCH"
	victimPath   = "CONTRA_TEST_VICTIM_PATH"
	victimPoint  = "CONTRA_TEST_VICTIM_POINT" // the step at which it kills itself; 0: never
)

func TestMain(m *testing.M) {
	if os.Getenv(victimAct) != "" {
		victim()
	}
	os.Exit(m.Run())
}

func impatient(gate string) config.Config {
	return config.Config{Projects: []config.Project{{ID: desktest.Project}}, Batch: config.Batch{MaxRows: 2},
		Gate: config.Gate{URL: gate, Timeout: 250 * time.Millisecond, Description: "Refund"}}
}

// victim exports or sends a batch and kills itself with SIGKILL at the given step.
func victim() {
	last, _ := strconv.Atoi(os.Getenv(victimPoint))
	id, _ := strconv.ParseInt(os.Getenv(victimBatch), 10, 64)
	n := 0
	probe := func(string) {
		if n++; n == last {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	}
	d, err := desk.Open(bg, desk.Options{Ledger: os.Getenv(victimLedger), Config: impatient(os.Getenv(victimGate)), Operator: "victim", Files: dashboard.Files{}, Probe: probe})
	if err == nil {
		d.Secrets.Put(desktest.Project, desktest.Secret)
		if os.Getenv(victimAct) == "export" {
			_, _, err = d.Batches.Export(bg, id, clerk.Export{Path: os.Getenv(victimPath)})
		} else {
			var plan clerk.SendPlan
			if plan, err = d.Batches.PlanSend(bg, id); err == nil {
				if _, err = d.Batches.Start(bg, plan, 0, false, ""); err == nil {
					_, err = d.Batches.Work(bg, id, nil)
				}
			}
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// attack runs the victim and tells whether it was killed.
func (r *rig) attack(act string, id int64, path string, point int, after time.Duration) bool {
	r.T.Helper()
	ctx, cancel := context.WithCancel(bg)
	defer cancel()
	if after > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, after)
		defer stop()
	}
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), victimAct+"="+act, victimLedger+"="+r.Ledger, victimGate+"="+r.Rig.Gate.URL, victimBatch+"="+itoa(id), victimPath+"="+path,
		victimPoint+"="+strconv.Itoa(point))
	out, err := cmd.CombinedOutput()
	if err == nil {
		return false
	}
	var exit *exec.ExitError
	require.True(r.T, errors.As(err, &exit), "%v %s", err, out)
	status := exit.Sys().(syscall.WaitStatus)
	require.True(r.T, status.Signaled() && status.Signal() == syscall.SIGKILL, "the victim failed by itself: %s", out)
	return true
}

// whole requires that a file is not there or holds exactly these rows.
func whole(t *testing.T, path string, rows int) (there bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return false
	}
	require.NoError(t, err)
	in := csv.NewReader(strings.NewReader(string(data)))
	in.Comma = ';'
	all, err := in.ReadAll()
	require.NoError(t, err)
	require.Len(t, all, rows+1, "half a file under its name")
	return true
}

// An export is killed at every step and done again: no file is ever half
// written, no file exists whose rows are not reserved, nothing is reserved twice.
func TestKilledAtEveryStepOfAnExport(t *testing.T) {
	kills := 0
	for point := 1; ; point++ {
		r := newRig(t, "", sales(3)...)
		b := r.build("300", "400", "500").Batch
		path := r.path("a.csv")
		killed := r.attack("export", b.ID, path, point, 0)
		if killed {
			kills++
		}
		there := whole(t, r.path("a_1of2.csv"), 2)
		there = whole(t, r.path("a_2of2.csv"), 1) || there
		reserved := r.Payment("ORD-1").Reserved
		require.Contains(t, []int64{0, 300}, reserved)
		if there {
			require.EqualValues(t, 300, reserved, "point %d: a file whose rows are free", point)
		}
		if r.batch(b.ID).State != batch.Exported {
			_, _, err := r.Export(bg, b.ID, clerk.Export{Path: path, MaxRows: 2})
			require.NoError(t, err, "point %d", point)
		}
		require.Equal(t, batch.Exported, r.batch(b.ID).State)
		require.True(t, whole(t, r.path("a_1of2.csv"), 2) && whole(t, r.path("a_2of2.csv"), 1))
		require.EqualValues(t, 300, r.Payment("ORD-1").Reserved)
		r.honest(3)
		if !killed {
			break
		}
	}
	t.Logf("%d kills", kills)
	require.Greater(t, kills, 8)
}

// A batch is killed at every step of every row and resumed: each row is refunded
// at most once, and the platform's books add up to what the ledger says.
func TestKilledAtEveryStepOfSending(t *testing.T) {
	rounds := 1
	if n, err := strconv.Atoi(os.Getenv("CONTRA_TEST_KILL_ROUNDS")); err == nil {
		rounds = n
	}
	for _, faults := range []string{"", "timeout_after@ORD-2:1", "http_502@ORD-1:1", "decline@ORD-2", "error=3285@ORD-2", "reset_after@ORD-3:1;callback_lost@ORD-3"} {
		t.Run(faults, func(t *testing.T) {
			t.Parallel()
			kills := 0
			for round := range rounds {
				for point := 1; ; point++ {
					r := newRig(t, fmt.Sprintf("%s;seed=%d", faults, round), sales(3)...)
					id := r.build("300", "400", "500").Batch.ID
					killed := r.attack("send", id, "", point, 0)
					if killed {
						kills++
					}
					r.recover(id, fmt.Sprintf("point %d", point))
					if !killed {
						break
					}
				}
			}
			t.Logf("%d kills", kills)
			require.Greater(t, kills, 20)
		})
	}
}

// recover does what the next person does, then compares with the platform.
func (r *rig) recover(id int64, when string) {
	r.T.Helper()
	r.Config = impatient(r.Rig.Gate.URL)
	d := r.Open("desk2", nil)
	ctx, cancel := context.WithTimeout(bg, time.Minute)
	defer cancel()
	switch b := r.batch(id); b.State {
	case batch.Draft:
		plan, err := d.Batches.PlanSend(ctx, id)
		require.NoError(r.T, err, when)
		_, err = d.Batches.Start(ctx, plan, 0, false, "")
		require.NoError(r.T, err, when)
		_, err = d.Batches.Work(ctx, id, nil)
		require.NoError(r.T, err, when)
	case batch.Cooling, batch.Sending:
		require.True(r.T, d.Batches.Orphaned(b), when)
		_, err := d.Batches.Resume(ctx, id)
		require.NoError(r.T, err, when)
		_, err = d.Batches.Work(ctx, id, nil)
		require.NoError(r.T, err, when)
	default:
		require.Equal(r.T, batch.Sent, b.State, when)
	}
	require.Equal(r.T, batch.Sent, r.batch(id).State, when)
	require.NoError(r.T, r.Platform.Drain(ctx), when)
	var outcomes []batches.Outcome
	for waiting := true; waiting; {
		_, err := d.Batches.Follow(ctx, id, nil)
		require.NoError(r.T, err, when)
		outcomes, err = batches.Outcomes(ctx, r.Store, id)
		require.NoError(r.T, err)
		waiting = false
		for _, o := range outcomes {
			waiting = waiting || o.State.Open() && o.Hold == "" // what is held waits for a person
		}
	}
	require.Len(r.T, outcomes, 3)
	for _, o := range outcomes {
		succeeded := int64(0)
		for _, op := range r.Platform.Books().Refunds(desktest.Project, o.PaymentID) {
			if op.Status == "success" {
				succeeded += op.Amount.Minor
			}
		}
		switch {
		case o.State == ledger.Succeeded:
			require.Equal(r.T, o.Amount.Minor, succeeded, "%s: %s", when, o.PaymentID)
		case o.State.Final():
			require.Zero(r.T, succeeded, "%s: %s is %s", when, o.PaymentID, o.State)
		default:
			require.Equal(r.T, ledger.InDoubt, o.State, "%s: %s", when, o.PaymentID)
			require.LessOrEqual(r.T, succeeded, o.Amount.Minor, "%s: %s", when, o.PaymentID)
		}
	}
	r.honest(3)
}
