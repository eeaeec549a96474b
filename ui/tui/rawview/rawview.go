// Package rawview shows a message as it came: JSON laid out in lines with its
// keys in their own order, card numbers masked, whatever else it is as text.
package rawview

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"contra/importers/card"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
)

// maxShown is as much of a message as is laid out.
const maxShown = 1 << 20

// Text is the message for reading.
func Text(raw []byte) string {
	if len(raw) == 0 {
		return "(nothing came back)"
	}
	cut := ""
	if len(raw) > maxShown {
		cut = fmt.Sprintf("\n… %d more bytes", len(raw)-maxShown)
		raw = raw[:maxShown]
	}
	raw = card.Mask(raw)
	var b bytes.Buffer
	switch {
	case json.Indent(&b, raw, "", "  ") == nil:
		return b.String() + cut
	case utf8.Valid(raw):
		return string(raw) + cut
	}
	return fmt.Sprintf("%d bytes that are no text:\n%s", len(raw), hex.Dump(raw[:min(len(raw), 4096)])) + cut
}

// Viewer is the dialog that shows it; y copies the whole text.
type Viewer struct {
	*dialog.Viewer
	body string
	copy func(text string) tea.Cmd
}

// New makes the dialog. about stands above the message and may be empty.
func New(title, about string, raw []byte, copy func(text string) tea.Cmd) *Viewer {
	body := Text(raw)
	shown := body
	if about != "" {
		shown = about + "\n\n" + body
	}
	return &Viewer{dialog.NewViewer("raw", title, shown+"\n\ny copies it", nil), body, copy}
}

// Update takes y besides what every viewer takes.
func (v *Viewer) Update(msg tea.Msg) (tea.Cmd, bool) {
	if k, ok := msg.(action.KeyPress); ok && k.Key == "y" && v.copy != nil && !v.Searching() {
		return v.copy(v.body), false
	}
	return v.Viewer.Update(msg)
}
