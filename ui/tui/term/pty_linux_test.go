package term

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// openPTY opens a pseudo terminal: what a program writes to tty is read from terminal.
func openPTY(t *testing.T) (terminal, tty *os.File) {
	t.Helper()
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = terminal.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(terminal.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(terminal.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = tty.Close() })
	return terminal, tty
}

// firstLine runs a program of testdata on a terminal that answers nothing and
// gives what it writes up to the first newline, or up to its first question.
func firstLine(t *testing.T, program string) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), program)
	out, err := exec.Command("go", "build", "-o", bin, "./testdata/"+program).CombinedOutput()
	require.NoError(t, err, "%s", out)
	terminal, tty := openPTY(t)
	cmd := exec.Command(bin)
	// In a build farm's environment the library asks nothing, which would prove nothing.
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "CI=")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	var got []byte
	buf := make([]byte, 256)
	for !strings.ContainsAny(string(got), "\n\x1b") {
		n, err := terminal.Read(buf)
		require.NoError(t, err, "so far: %q", got)
		got = append(got, buf[:n]...)
	}
	return string(got)
}

func TestNoByteBeforeTheData(t *testing.T) {
	require.Equal(t, "{\"ok\":true}\r\n", firstLine(t, "guarded"))
}

// Without the guard the question is the first thing written, which shows that
// the test above can fail.
func TestWithoutTheGuardBubbleteaAsks(t *testing.T) {
	require.True(t, strings.HasPrefix(firstLine(t, "bare"), "\x1b]11;?"))
}
