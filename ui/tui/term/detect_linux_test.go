package term

import (
	"context"
	"io"
	"os"
	"testing"

	"github.com/charmbracelet/x/term"
	"github.com/stretchr/testify/require"
)

func xterm(k string) string {
	return map[string]string{"TERM": "xterm-256color", "LANG": "ko_KR.UTF-8"}[k]
}

// answerWith plays a terminal that gives these bytes once it was asked.
func answerWith(terminal *os.File, answer string) {
	go func() {
		_, _ = io.ReadFull(terminal, make([]byte, len(query)))
		_, _ = terminal.WriteString(answer)
	}()
}

func TestDetectAsksTheTerminal(t *testing.T) {
	for answer, dark := range map[string]bool{
		"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c": false,
		"\x1b]11;rgb:1e1e/1e1e/2e2e\x07\x1b[?6c":       true,
		"\x1b]11;rgb:ff/fa/e0\x07\x1b[?1;2c":           false,
		"\x1b[?1;2c":                                   true, // no answer about colours: dark is assumed
	} {
		terminal, tty := openPTY(t)
		answerWith(terminal, answer)
		look, in := Detect(context.Background(), tty, tty, xterm, "auto")
		require.Equal(t, dark, look.Dark, "%q", answer)
		require.False(t, in.waiting(), "%q", answer)
	}
}

func TestDetectDoesNotAskWhenItKnows(t *testing.T) {
	for theme, env := range map[string]map[string]string{
		"dark": {"TERM": "xterm"},
		"mono": {"TERM": "xterm"},
		"":     {"TERM": "xterm", "COLORFGBG": "0;15"},
		"auto": {"TERM": "xterm", "NO_COLOR": "1"},
	} {
		terminal, tty := openPTY(t)
		look, in := Detect(context.Background(), tty, tty, func(k string) string { return env[k] }, theme)
		require.False(t, in.waiting(), theme)
		require.Equal(t, theme != "", look.Dark, theme)
		_, err := tty.WriteString("end")
		require.NoError(t, err)
		buf := make([]byte, 64)
		n, err := terminal.Read(buf)
		require.NoError(t, err)
		require.Equal(t, "end", string(buf[:n]), "nothing was written before")
	}
}

// A terminal that says nothing costs the wait and no more; what it says later is
// taken out between the keys.
func TestLateAnswerNeverReachesTheProgram(t *testing.T) {
	terminal, tty := openPTY(t)
	ctx, stop := context.WithCancel(context.Background())
	stop() // the wait is over at once
	look, in := Detect(ctx, tty, tty, xterm, "")
	require.True(t, look.Dark)
	require.True(t, in.waiting())
	state, err := term.MakeRaw(tty.Fd()) // as the program does
	require.NoError(t, err)
	defer func() { require.NoError(t, term.Restore(tty.Fd(), state)) }()
	_, err = terminal.WriteString("j\x1b]11;rgb:ffff/ffff/ffff\x1b\\k\x1b[?62;22cr")
	require.NoError(t, err)
	got := ""
	for len(got) < 3 {
		buf := make([]byte, 64)
		n, err := in.Read(buf)
		require.NoError(t, err)
		got += string(buf[:n])
	}
	require.Equal(t, "jkr", got)
}
