//go:build unix

package refund_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
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
	raceRounds  = "CONTRA_TEST_RACE_ROUNDS" // default 300
)

// racer refunds, for each payment row that it reads, all that it saw to be
// refundable when it read it, and prints how that went. It never sends: the
// race is about the reservation.
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
		row, _ := strconv.ParseInt(in.Text(), 10, 64)
		plan, err := d.Plan(ctx, row, nil, "")
		if err == nil {
			_, err = d.Runner.Prepare(ctx, plan)
		}
		var refused *ledger.Error
		switch {
		case err == nil:
			fmt.Println("won")
		case errors.As(err, &refused):
			fmt.Println("refused", refused.Code, strings.ReplaceAll(refused.Message+"; "+refused.Hint, "\n", " "))
		default:
			fmt.Println("failed", err)
		}
	}
	os.Exit(0)
}

type runner struct {
	in  io.WriteCloser
	out *bufio.Scanner
}

func startRacer(t *testing.T, r *desktest.Rig, name string) runner {
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
	s := runner{in, bufio.NewScanner(out)}
	require.Equal(t, "ready", s.answer(t))
	return s
}

func (s runner) answer(t *testing.T) string {
	t.Helper()
	require.True(t, s.out.Scan(), "the process ended early")
	return s.out.Text()
}

// Two processes refund the same remainder at the same moment, again and again:
// exactly one wins, and the other is told who it was.
func TestTwoProcessesOneRemainder(t *testing.T) {
	rounds := 300
	if n, err := strconv.Atoi(os.Getenv(raceRounds)); err == nil {
		rounds = n
	}
	r := desktest.New(t, desktest.Options{})
	names := [2]string{"desk-a", "desk-b"}
	racers := [2]runner{startRacer(t, r, names[0]), startRacer(t, r, names[1])}
	wins := [2]int{}
	for round := range rounds {
		id := fmt.Sprintf("ORD-%d", round)
		require.NoError(t, r.Platform.AddPayment(desktest.Sale(id, 1000)))
		r.Import(r.Platform.Callbacks(id)...)
		row := r.Payment(id).RowID
		for i := range racers {
			k := (i + round) % 2
			_, err := fmt.Fprintln(racers[k].in, row)
			require.NoError(t, err)
		}
		said := [2]string{racers[0].answer(t), racers[1].answer(t)}
		winner := 0
		if said[1] == "won" {
			winner = 1
		}
		wins[winner]++
		require.Equal(t, "won", said[winner])
		loser := said[1-winner]
		require.True(t, strings.HasPrefix(loser, "refused "), loser)
		require.Contains(t, loser, names[winner], "the loser is told by whom")
		p := r.Payment(id)
		require.EqualValues(t, []int64{1000, 0}, []int64{p.Reserved, p.Refundable()})
		refunds, err := r.Desk.Store.RefundsOf(context.Background(), row)
		require.NoError(t, err)
		require.Len(t, refunds, 1)
	}
	t.Logf("%d rounds: 0 over-refunds; %s won %d, %s won %d", rounds, names[0], wins[0], names[1], wins[1])
}
