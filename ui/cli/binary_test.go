package cli_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// binary builds the real program, once for all tests that need a process of its own.
var binary = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "contra-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "contra")
	build := exec.Command("go", "build", "-o", path, "contra")
	if said, err := build.CombinedOutput(); err != nil {
		return "", errors.New(string(said))
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := binary(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// command prepares a process of the real program.
func (w *world) command(args ...string) *exec.Cmd {
	w.t.Helper()
	path, err := binary()
	require.NoError(w.t, err)
	cmd := exec.Command(path, args...)
	cmd.Env = []string{"HOME=" + w.folder, "TERM=xterm-256color"}
	for name, value := range w.env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd
}

func exitCode(t *testing.T, err error) int {
	t.Helper()
	var failed *exec.ExitError
	if err == nil {
		return 0
	}
	require.ErrorAs(t, err, &failed)
	return failed.ExitCode()
}

// Many processes want all that is left of one payment: one gets it, the others
// are refused, and the platform hears of one refund only.
func TestProcessesRaceForOnePayment(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	const racers = 4
	results := make([]ran, racers)
	var done sync.WaitGroup
	for i := range racers {
		cmd := w.command("refund", "ABC123", "--amount", "600", "--yes", "--json")
		var out, said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &said
		done.Go(func() {
			err := cmd.Run()
			results[i] = w.remember(ran{t, exitCode(t, err), out.String(), said.String()})
		})
	}
	done.Wait()
	won := 0
	for _, r := range results {
		if r.code == 0 {
			won++
			require.Equal(t, "succeeded", r.refund().State)
			continue
		}
		r.exits(4)
		var doc errorDoc
		r.into(&doc)
		require.Contains(t, []string{"over_refund", "lost_race"}, doc.Error.Code)
	}
	require.Equal(t, 1, won)
	require.Equal(t, 1, w.requests())
	require.EqualValues(t, 600, w.platform.Books().Refunded(project, "ABC123"))
	w.run("audit", "verify", "--json").exits(0)
}

// The program dies after the platform took the refund and before it heard the
// answer. The next settle finds out, and nothing is refunded twice.
func TestAKilledProcess(t *testing.T) {
	w := newWorld(t, "timeout_after:1", "")
	w.pay("ABC123", 1000, "KRW")
	cmd := w.command("refund", "ABC123", "--amount", "300", "--yes", "--json")
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool { return w.requests() > 0 }, time.Minute, time.Millisecond)
	require.NoError(t, cmd.Process.Kill())
	require.Error(t, cmd.Wait())
	var left refundsDoc
	w.run("refunds", "--json").exits(0).into(&left)
	require.Equal(t, "sent", left.Items[0].State)
	require.EqualValues(t, 300, w.payment("ABC123").InFlight)
	var s settleDoc
	w.run("settle", "--json").exits(0).into(&s)
	require.Equal(t, "succeeded", s.Items[0].State)
	require.Equal(t, 1, w.requests())
	require.EqualValues(t, 300, w.platform.Books().Refunded(project, "ABC123"))
}

// A reader that goes away early does not change what the program does.
func TestAClosedPipe(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	r, write, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, r.Close())
	defer write.Close()
	cmd := w.command("refund", "ABC123", "--yes", "--json")
	cmd.Stdout, cmd.Stderr = write, write
	require.Equal(t, 0, exitCode(t, cmd.Run()), "the refund succeeded, whoever reads of it")
	require.EqualValues(t, 1000, w.platform.Books().Refunded(project, "ABC123"))
	cmd = w.command("payments", "--json")
	cmd.Stdout = write
	require.Equal(t, 1, exitCode(t, cmd.Run()))
}

func TestEverySecretStaysInside(t *testing.T) {
	w := newWorld(t, "timeout_after@LATE:1;wrong_signature@BAD", impatient)
	w.pay("ABC123", 1000, "KRW")
	w.pay("LATE", 1000, "KRW")
	w.pay("BAD", 1000, "KRW")
	for _, args := range [][]string{{"refund", "ABC123", "--yes"}, {"refund", "LATE", "--yes", "--wait", "0"}, {"refund", "BAD", "--yes", "--wait", "0"}, {"settle"},
		{"payments"}, {"show", "ABC123"}, {"refunds"}, {"config"}, {"config", "--json"}, {"audit", "verify"}, {"sandbox", "--addr", "nowhere"}, {"refund", "--nonsense"}} {
		w.run(args...)
		w.run(append(args, "--json")...)
	}
	for _, text := range w.said {
		require.NotContains(t, text, secret)
	}
	files, err := filepath.Glob(w.ledger + "*")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		require.False(t, bytes.Contains(raw, []byte(secret)), name)
	}
}
