//go:build unix

package purchase_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
)

const (
	racerLedger = "CONTRA_TEST_RACER_LEDGER"
	racerGate   = "CONTRA_TEST_RACER_GATE"
	racerName   = "CONTRA_TEST_RACER_NAME"
)

// racer makes a purchase under each payment id that it reads, and prints how that went.
func racer() {
	ctx := context.Background()
	d, err := desk.Open(ctx, desk.Options{Ledger: os.Getenv(racerLedger), Config: impatient(os.Getenv(racerGate)), Operator: os.Getenv(racerName)})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	d.Secrets.Put(desktest.Project, desktest.Secret)
	fmt.Println("ready")
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		plan, err := d.Purchases.Plan(ctx, wish(in.Text()))
		var p ledger.Purchase
		if err == nil {
			if p, err = d.Purchases.Prepare(ctx, plan); err == nil {
				_, err = d.Purchases.Send(ctx, p.ID)
			}
		}
		var refused *ledger.Error
		switch {
		case err == nil:
			fmt.Println("won")
		case errors.As(err, &refused):
			fmt.Println("refused", refused.Message)
		default:
			fmt.Println("failed", err)
		}
	}
	os.Exit(0)
}

type process struct {
	in  io.WriteCloser
	out *bufio.Scanner
}

func startRacer(t *testing.T, r *desktest.Rig, name string) process {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self, "-test.run=^$")
	cmd.Env = append(os.Environ(), racerLedger+"="+r.Ledger, racerGate+"="+r.Gate.URL, racerName+"="+name)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	s := process{in, bufio.NewScanner(out)}
	require.Equal(t, "ready", s.answer(t))
	return s
}

func (s process) answer(t *testing.T) string {
	t.Helper()
	require.True(t, s.out.Scan(), "the process ended early")
	return s.out.Text()
}

// Two processes use the same payment id at the same moment, again and again, in
// different capitals: exactly one asks the platform, and the other is told who it was.
func TestTwoProcessesOnePaymentID(t *testing.T) {
	r := desktest.New(t, desktest.Options{})
	names := [2]string{"desk-a", "desk-b"}
	racers := [2]process{startRacer(t, r, names[0]), startRacer(t, r, names[1])}
	for round := range 60 {
		ids := [2]string{fmt.Sprintf("ord-%d", round), fmt.Sprintf("ORD-%d", round)}
		for i := range racers {
			k := (i + round) % 2
			_, err := fmt.Fprintln(racers[k].in, ids[k])
			require.NoError(t, err)
		}
		said := [2]string{racers[0].answer(t), racers[1].answer(t)}
		winner := 0
		if said[1] == "won" {
			winner = 1
		}
		require.Equal(t, "won", said[winner])
		require.Contains(t, said[1-winner], names[winner], "the loser is told by whom")
	}
	require.Len(t, r.Platform.Requests(), 60)
}
