package desktop

import (
	"io"

	"github.com/aymanbagabas/go-osc52/v2"
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/toast"
)

// maxCopied is as much as terminals take.
const maxCopied = 100_000

// copy hands text to the terminal's clipboard (OSC 52), which works over SSH
// too. Whether the terminal allows it cannot be known, so the message says how.
func (m *Model) copy(what, text string) tea.Cmd {
	if len(text) > maxCopied {
		return m.h.Say(toast.Warning, "%s is too long for the terminal's clipboard.", what)
	}
	if text == "" {
		return m.h.Say(toast.Info, "There is nothing to copy.")
	}
	out, tmux := m.o.Out, m.o.Getenv("TMUX") != ""
	write := func() tea.Msg {
		io.WriteString(out, osc52.New(text).String())
		if tmux { // for a tmux that lets sequences through instead of taking them itself
			io.WriteString(out, osc52.New(text).Tmux().String())
		}
		return nil
	}
	return tea.Batch(write, m.h.Say(toast.Success, "Copied %s, by the terminal's clipboard.", what))
}
