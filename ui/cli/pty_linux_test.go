package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// openPTY gives both ends of a pseudo-terminal.
func openPTY(t *testing.T) (master, terminal *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	require.NoError(t, unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() {
		master.Close()
		terminal.Close()
	})
	return master, terminal
}

// screen collects what is written to a terminal, and answers nothing that the
// program might ask the terminal.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}
}

func watch(master *os.File) *screen {
	s := &screen{more: make(chan struct{}, 1)}
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := master.Read(b)
			s.mu.Lock()
			s.text.Write(b[:n])
			s.mu.Unlock()
			if err != nil {
				close(s.more)
				return
			}
			select {
			case s.more <- struct{}{}:
			default:
			}
		}
	}()
	return s
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// until waits until the text stands on the screen.
func (s *screen) until(t *testing.T, text string) {
	t.Helper()
	for !strings.Contains(s.String(), text) {
		_, open := <-s.more
		require.True(t, open || strings.Contains(s.String(), text), "no %q on the screen:\n%s", text, s)
	}
}

// onTerminal starts a process with everything, or all but stdout, on a terminal.
func (w *world) onTerminal(stdout io.Writer, args ...string) (*exec.Cmd, *os.File, *screen) {
	w.t.Helper()
	master, terminal := openPTY(w.t)
	cmd := w.command(args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = terminal, terminal, terminal
	if stdout != nil {
		cmd.Stdout = stdout
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(w.t, cmd.Start())
	require.NoError(w.t, terminal.Close()) // the process has it now, and its end ends the reading
	w.t.Cleanup(func() { cmd.Process.Kill() })
	return cmd, master, watch(master)
}

// The terminal answers no question, as in a test runner or behind a slow line:
// nothing may be asked, and no byte may stand before the document.
func TestNoByteBeforeTheDocumentOnATerminal(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	for _, args := range []string{"payments --json", "show ABC123 --json", "refunds --json", "payments --nonsense --json", "version --json"} {
		cmd, _, s := w.onTerminal(nil, strings.Fields(args)...)
		exitCode(t, cmd.Wait())
		for open := true; open; {
			_, open = <-s.more
		}
		require.True(t, strings.HasPrefix(s.String(), "{"), "%q", s.String())
		require.NotContains(t, s.String(), "\x1b")
		require.True(t, json.Valid([]byte(s.String())), s.String())
	}
}

func TestRefundAsksOnATerminal(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	var out bytes.Buffer
	cmd, master, s := w.onTerminal(&out, "refund", "ABC123", "--amount", "300", "--json")
	s.until(t, "to confirm (300)")
	require.Contains(t, s.String(), "700 KRW", "what it leaves")
	io.WriteString(master, "3000\n")
	require.Equal(t, 130, exitCode(t, cmd.Wait()))
	var doc errorDoc
	require.NoError(t, json.Unmarshal(out.Bytes(), &doc))
	require.Equal(t, "cancelled", doc.Error.Code)
	require.Zero(t, w.requests())

	out.Reset()
	cmd, master, s = w.onTerminal(&out, "refund", "ABC123", "--amount", "300", "--json")
	s.until(t, "to confirm (300)")
	io.WriteString(master, "300\n")
	require.Equal(t, 0, exitCode(t, cmd.Wait()))
	ran{t, 0, out.String(), ""}.refund()
	require.Equal(t, 1, w.requests())
}

// Somebody else refunds while the question stands: the answer is not carried out.
func TestAChangedPaymentIsAskedAgain(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	var out bytes.Buffer
	cmd, master, s := w.onTerminal(&out, "refund", "ABC123", "--amount", "300", "--json")
	s.until(t, "to confirm")
	w.run("refund", "ABC123", "--amount", "100", "--yes", "--json").exits(0)
	io.WriteString(master, "300\n")
	require.Equal(t, 4, exitCode(t, cmd.Wait()))
	ran{t, 4, out.String(), ""}.fails(4, "changed")
	require.Equal(t, 1, w.requests())
}

func TestCtrlCAtTheQuestion(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	var out bytes.Buffer
	cmd, master, s := w.onTerminal(&out, "refund", "ABC123", "--json")
	s.until(t, "to confirm")
	master.Write([]byte{3})
	require.Equal(t, 130, exitCode(t, cmd.Wait()))
	ran{t, 130, out.String(), ""}.fails(130, "cancelled")
	require.Zero(t, w.requests())
}

// A batch is confirmed by its number of rows and its total; anything else is a no.
func TestABatchAsksOnATerminal(t *testing.T) {
	w := shop(t, "")
	w.run("batch", "build", "--from", w.file("a.csv", "payment_id,amount\nA1,300\nA2,1000\n"), "--json").exits(0)
	var out bytes.Buffer
	for _, no := range []string{"", "2", "1300", "2 1,300", "3 1300", "y"} {
		out.Reset()
		cmd, master, s := w.onTerminal(&out, "batch", "send", "B1", "--json")
		s.until(t, "to confirm (2 1300)")
		require.Contains(t, s.String(), "1,300 KRW in 2 rows")
		io.WriteString(master, no+"\n")
		require.Equal(t, 130, exitCode(t, cmd.Wait()))
		ran{t, 130, out.String(), ""}.fails(130, "cancelled")
	}
	require.Zero(t, w.requests())
	out.Reset()
	cmd, master, s := w.onTerminal(&out, "batch", "send", "B1", "--json")
	s.until(t, "to confirm (2 1300)")
	io.WriteString(master, "2 1300\n")
	require.Equal(t, 0, exitCode(t, cmd.Wait()), s.String())
	require.EqualValues(t, 2, ran{t, 0, out.String(), ""}.sending().Succeeded)
}

// Ctrl-C in the cool-off and between rows pauses; resume waits for the rest of the cool-off, then sends the rest, once.
func TestCtrlCPausesABatch(t *testing.T) {
	w := newWorld(t, "", "[batch]\nper_second = 0.01")
	for _, id := range []string{"A1", "A2", "A3"} {
		w.pay(id, 1000, "KRW")
	}
	w.run("batch", "build", "--from", w.file("a.csv", "payment_id,amount\nA1,300\nA2,400\nA3,500\n"), "--json").exits(0)
	var out bytes.Buffer
	cmd, master, s := w.onTerminal(&out, "batch", "send", "B1", "--cool-off", "4s", "--yes", "--json")
	s.until(t, "Nothing is sent before")
	master.Write([]byte{3})
	require.Equal(t, 130, exitCode(t, cmd.Wait()))
	ran{t, 130, out.String(), ""}.fails(130, "cancelled")
	require.Zero(t, w.requests())

	out.Reset()
	cmd, master, _ = w.onTerminal(&out, "batch", "resume", "B1", "--json")
	require.Eventually(t, func() bool { return w.requests() > 0 }, time.Minute, time.Millisecond)
	master.Write([]byte{3})
	require.Equal(t, 130, exitCode(t, cmd.Wait()))
	at := ran{t, 130, out.String(), ""}.sending()
	require.Equal(t, "paused", at.State)
	require.EqualValues(t, 2, at.Waiting)
	config, err := os.ReadFile(w.env["CONTRA_CONFIG"])
	require.NoError(t, err)
	w.env["CONTRA_CONFIG"] = w.file("quick.toml", strings.Replace(string(config), "0.01", "50", 1))
	require.EqualValues(t, 3, w.run("batch", "resume", "B1", "--wait", "30s", "--json").exits(0).sending().Succeeded)
	require.Equal(t, 3, w.requests())
}

func TestWithdrawingAsksForTheName(t *testing.T) {
	w := shop(t, "")
	w.run("batch", "build", "--filter", "payment:A1", "--json").exits(0)
	w.run("batch", "export", "B1", "--out", w.folder+"/refunds.csv", "--json").exits(0)
	var out bytes.Buffer
	cmd, master, s := w.onTerminal(&out, "batch", "withdraw", "B1", "--reason", "deleted", "--json")
	s.until(t, "Type B1 to confirm")
	require.Contains(t, s.String(), "paid twice")
	io.WriteString(master, "yes\n")
	require.Equal(t, 130, exitCode(t, cmd.Wait()))
	require.EqualValues(t, 1000, w.payment("A1").InFlight)
	cmd, master, s = w.onTerminal(&out, "batch", "withdraw", "B1", "--reason", "deleted", "--json")
	s.until(t, "Type B1 to confirm")
	io.WriteString(master, "B1\n")
	require.Equal(t, 0, exitCode(t, cmd.Wait()))
	require.Zero(t, w.payment("A1").InFlight)
}
