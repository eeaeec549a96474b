//go:build unix

package pull_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/store"
	"contra/core/store/pulls"
)

// The environment tells a copy of this test binary to be the victim.
const (
	victimLedger = "CONTRA_TEST_VICTIM_LEDGER"
	victimURL    = "CONTRA_TEST_VICTIM_URL"
	victimPoint  = "CONTRA_TEST_VICTIM_POINT" // the step at which it kills itself
)

func TestMain(m *testing.M) {
	if os.Getenv(victimLedger) != "" {
		victim()
	}
	os.Exit(m.Run())
}

// puller opens a ledger that pulls by HTTP.
func puller(path, url string, probe func(string)) (*pull.Runner, error) {
	clock := &jumping{now: day(31)}
	s, err := store.Open(bg, path, store.Options{Operator: "victim", Now: clock.Now, Probe: probe})
	if err != nil {
		return nil, err
	}
	client := &dataapi.Client{URL: url, Token: token, Secret: secret, Clock: clock}
	return &pull.Runner{Store: s, API: func() (pull.API, error) { return client, nil }, Methods: ledger.NewMethods(), Projects: []int64{project}, PageSize: 10,
		Owner: owner.Self(), Probe: probe}, nil
}

// victim pulls two days and kills itself with SIGKILL at the given step.
func victim() {
	last, _ := strconv.Atoi(os.Getenv(victimPoint))
	n := 0
	r, err := puller(os.Getenv(victimLedger), os.Getenv(victimURL), func(string) {
		if n++; n == last {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	})
	if err == nil {
		_, err = r.Run(bg, pull.Options{From: day(0), To: day(2)})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// A pull is killed at every step and made again: nothing is lost, nothing is
// twice, and nobody sees that it happened but in the list of pulls.
func TestKilledAtEveryStep(t *testing.T) {
	_, url := standIn(t, &jumping{now: day(31)}, -1, "", 25, 2)
	kills := 0
	for point := 1; ; point++ {
		path := filepath.Join(t.TempDir(), "ledger.db")
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), victimLedger+"="+path, victimURL+"="+url, fmt.Sprintf("%s=%d", victimPoint, point))
		out, err := cmd.CombinedOutput()
		if err == nil {
			break
		}
		var exit *exec.ExitError
		require.True(t, errors.As(err, &exit), "%v %s", err, out)
		status := exit.Sys().(syscall.WaitStatus)
		require.True(t, status.Signaled() && status.Signal() == syscall.SIGKILL, "the victim failed by itself: %s", out)
		kills++
		recovered(t, path, url, sales(25, 2), fmt.Sprintf("killed at step %d", point))
	}
	t.Logf("%d kills", kills)
	require.Greater(t, kills, 15)
}

// recovered pulls again, as the next person does, and compares with the platform.
func recovered(t *testing.T, path, url string, list []entry, when string) {
	t.Helper()
	r, err := puller(path, url, nil)
	require.NoError(t, err, when)
	defer r.Store.Close()
	before, err := pulls.Spans(bg, r.Store, dataapi.Operations)
	require.NoError(t, err)
	count := func() (n int64) {
		require.NoError(t, r.Store.QueryRow(bg, "SELECT count(*) FROM operations").Scan(&n))
		return n
	}
	had := count()
	report, err := r.Run(bg, pull.Options{From: day(0), To: day(2)})
	require.NoError(t, err, when)
	require.Equal(t, int64(len(list)), had+report.Stored, "%s: %d were there, %+v", when, had, report)
	require.Equal(t, int64(len(list)), count(), when)
	for _, e := range list {
		found, err := r.Store.Find(bg, project, e.payment)
		require.NoError(t, err)
		require.Len(t, found, 1, when)
		require.EqualValues(t, []int64{e.minor, 1}, []int64{found[0].Captured, found[0].Version}, "%s: written once", when)
		told, err := r.Store.Callbacks(bg, found[0].RowID)
		require.NoError(t, err)
		require.Len(t, told, 1, when)
	}
	spans, err := pulls.Spans(bg, r.Store, dataapi.Operations)
	require.NoError(t, err)
	require.Equal(t, []pulls.Span{{Project: project, From: day(0), To: day(2)}}, spans, when)
	if len(before) == 1 && before[0].To.Before(day(2)) {
		require.True(t, report.Resumed, "%s: what was covered is not read again", when)
	}
	imports, err := r.Store.Imports(bg, 0, 10)
	require.NoError(t, err)
	for _, i := range imports {
		require.NotEqual(t, "running", i.State, when)
	}
	chain, err := r.Store.VerifyChain(bg)
	require.NoError(t, err)
	require.Nil(t, chain.Bad, when)
}
