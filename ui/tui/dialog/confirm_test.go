package dialog_test

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/dialog"
	"contra/ui/tui/theme"
)

func question(answers *[]bool, change ...func(*dialog.ConfirmSpec)) *dialog.Confirm {
	spec := dialog.ConfirmSpec{
		ID: "send", Title: "Send the refund?", Yes: "Send", Risky: true,
		Lines: []dialog.Line{{Text: "25,000 KRW to 고객39, cannot be undone."}},
		Done: func(yes bool) tea.Cmd {
			*answers = append(*answers, yes)
			return nil
		},
	}
	for _, c := range change {
		c(&spec)
	}
	return dialog.NewConfirm(spec)
}

func TestConfirmFrame(t *testing.T) {
	d, stack, _ := start(t, 60, 20)
	stack.Open(question(new([]bool)))
	d.RequireFrameExact()
	require.Equal(t, strings.Join([]string{
		"뒤에 있 ┌ Send the refund? ───────────────────────┐         ",
		"뒤에 있 │ 25,000 KRW to 고객39, cannot be undone. │         ",
		"뒤에 있 │                                         │         ",
		"뒤에 있 │                     [>Cancel<] [ Send ] │         ",
		"뒤에 있 └─────────────────────────────────────────┘         ",
	}, "\n"), lines(d, 7, 12))
}

func TestTheAnswerStartsAtNo(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want bool
	}{
		{[]string{"enter"}, false}, {[]string{"esc"}, false}, {[]string{"n"}, false}, {[]string{"tab", "tab", "enter"}, false},
		{[]string{"y"}, true}, {[]string{"Y"}, true}, {[]string{"tab", "enter"}, true}, {[]string{"right", "enter"}, true}, {[]string{"x", "space", "y"}, true},
	} {
		d, stack, _ := start(t, 80, 24)
		var answers []bool
		stack.Open(question(&answers))
		d.Press(c.keys...)
		require.Equal(t, []bool{c.want}, answers, "%v", c.keys)
		d.RequireNoDialog()
	}
}

func TestTheKeyThatOpenedNeverConfirms(t *testing.T) {
	for _, trigger := range []string{"y", "Y"} {
		d, stack, _ := start(t, 80, 24)
		var answers []bool
		stack.Open(question(&answers, func(s *dialog.ConfirmSpec) { s.Trigger = trigger }))
		d.Press("y", "Y", "y")
		require.Empty(t, answers)
		d.Press("tab", "enter")
		require.Equal(t, []bool{true}, answers)
	}
	d, stack, _ := start(t, 80, 24)
	var answers []bool
	stack.Open(question(&answers, func(s *dialog.ConfirmSpec) { s.Trigger = "enter" }))
	d.Press("enter")
	require.Equal(t, []bool{false}, answers)
}

func TestClickingAButton(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	var answers []bool
	stack.Open(question(&answers))
	d.Click(0, 0)
	require.Empty(t, answers, "beside the dialog nothing happens")
	d.ClickOn("Send ]")
	require.Equal(t, []bool{true}, answers)
	stack.Open(question(&answers))
	d.ClickOn("Cancel")
	require.Equal(t, []bool{true, false}, answers)
}

func TestMessageOnlyCloses(t *testing.T) {
	d, stack, _ := start(t, 60, 20)
	stack.Open(dialog.NewMessage("m", "Note", []dialog.Line{{Text: "one\ntwo", Tone: theme.Good}}, nil))
	d.Press("y", "tab")
	d.RequireDialog("Note")
	d.RequireShows("one", "two", "[>Close<]")
	d.Press("enter")
	d.RequireNoDialog()
}

func TestLongTextScrollsAndTheButtonsStay(t *testing.T) {
	d, stack, _ := start(t, 60, 12)
	text := ""
	for range 40 {
		text += "line of the text\n"
	}
	stack.Open(question(new([]bool), func(s *dialog.ConfirmSpec) { s.Lines = []dialog.Line{{Text: text + "the last line"}} }))
	d.RequireFrameExact()
	d.RequireShows("Send", "Cancel", "more")
	d.RequireHides("the last line")
	for range 60 {
		d.Press("down")
	}
	d.RequireShows("the last line", "Send")
	d.RequireHides("more")
}

// A dialog that opens by itself takes no key that was meant for something else.
func TestGrace(t *testing.T) {
	d, stack, clock := start(t, 80, 24)
	var answers []bool
	stack.OpenUnasked(question(&answers))
	d.Press("y") // typed in the moment it opened
	for range 3 {
		clock.Set(clock.Now().Add(300 * time.Millisecond))
		d.Press("y", "enter", "esc")
	}
	d.ClickOn("Send ]")
	require.Empty(t, answers, "still typing")
	clock.Set(clock.Now().Add(426 * time.Millisecond))
	d.Press("y")
	require.Equal(t, []bool{true}, answers, "quiet for 425 ms")
}

func TestGraceEndsAtLast(t *testing.T) {
	d, stack, clock := start(t, 80, 24)
	var answers []bool
	stack.OpenUnasked(question(&answers))
	n := 0
	for len(answers) == 0 {
		clock.Set(clock.Now().Add(100 * time.Millisecond))
		d.Press("n")
		n++
	}
	require.Equal(t, 15, n, "a second and a half")
}

func TestDialogsTheStackOpensItselfOnTop(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	stack.Open(question(new([]bool), func(s *dialog.ConfirmSpec) {
		s.Done = func(yes bool) tea.Cmd {
			stack.Open(dialog.NewMessage("sent", "Sent", nil, nil))
			return nil
		}
	}))
	d.RequireDialog("Send the refund?")
	d.Confirm("Send the refund?")
	d.RequireDialog("Sent")
	d.Press("esc")
	d.RequireNoDialog()
	stack.Open(question(new([]bool)))
	stack.Open(question(new([]bool)))
	d.Press("esc")
	d.RequireNoDialog()
}
