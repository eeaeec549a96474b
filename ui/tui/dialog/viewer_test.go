package dialog_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/stretchr/testify/require"

	"contra/ui/tui/dialog"
)

func TestViewerScrollsSearchesAndCloses(t *testing.T) {
	d, stack, _ := start(t, 60, 20)
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, "\t\"field%d\": \"값 %d\",\n", i, i)
	}
	b.WriteString("\x1b]52;c;c2VjcmV0\x07 Needle in \u202ethe end")
	closed := 0
	stack.Open(dialog.NewViewer("raw", "Raw callback", b.String(), func() tea.Cmd {
		closed++
		return nil
	}))
	d.RequireFrameExact()
	d.RequireShows("Raw callback", "field0", "1-17 of 201")
	d.Press("end")
	d.RequireShows("␛ Needle in �the end", "of 201")
	d.RequireFrameExact()
	d.Press("home", "/")
	d.Type("needle")
	d.RequireShows("Find: needle")
	d.Press("enter")
	d.RequireShows("Needle")
	d.Press("home", "/")
	d.Type("field150")
	d.Press("enter", "n", "N")
	d.RequireShows("field150")
	d.Wheel(30, 10, 3)
	d.Press("pgdown", "pgup", "down", "up")
	d.Press("/", "esc")
	d.RequireDialog("Raw callback")
	d.Press("esc")
	require.Equal(t, 1, closed)
	d.RequireNoDialog()
}

func TestViewerFrames(t *testing.T) {
	d, stack, _ := start(t, 80, 24)
	stack.Open(dialog.NewViewer("v", "한글 제목", strings.Repeat("사회과학원 어학연구소 and a long line that must be wrapped somewhere ", 20), nil))
	for w := -5; w < 130; w += 3 {
		for h := -5; h < 40; h += 3 {
			d.Resize(w, h)
			d.RequireFrameExact()
			d.Press("pgdown", "/", "x", "enter", "n", "up")
		}
	}
}
