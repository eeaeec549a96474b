package desktop_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// The batches' page and dialogs are exactly as large as the terminal, whatever
// the data.
func TestBatchFramesAreExact(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			home := t.TempDir()
			t.Setenv("HOME", home)
			require.NoError(t, os.Mkdir(filepath.Join(home, "Downloads"), 0o755))
			path := filepath.Join(home, "목록.csv")
			var list string
			for i, s := range hostile {
				list += fmt.Sprintf("\"ORD-%02d\",%d,\"%s\"\n", i, 100*i, s)
			}
			require.NoError(t, os.WriteFile(path, []byte("\"\x1b[2Jref\",\u202eback,why\n"+list), 0o644))
			w := hostileWorld(t).start(size[0], size[1])
			exact := func(keys ...string) {
				t.Helper()
				for _, k := range keys {
					w.Press(k)
					w.RequireFrameExact()
				}
			}
			exact("ctrl+a", "b", "tab", "esc", "b", "enter")
			exact("down", "W", "esc", "right", "right", "right", "d", "d", "enter", "pgdown", "esc", "/", "esc", "F", "F", "F", "F", "F", "F", "F", "e", "tab", "esc",
				"A", "tab", "esc", "D", "esc", "a", "esc", "x", "esc", "S", "tab", "esc", "c", "R", "z", "Z", "z", "space", "down", "space", "X", "z", "R")
			exact("x", "tab", "tab", "enter", "enter", "down", "W", "down", "esc", "u", "esc", "H", "f", "k", "esc", "N", "esc", "n", "esc", "r", "esc", "p", "3", "esc", "enter", "esc", "down", "up", "2", "3")
			exact("o")
			w.Type(path)
			exact("enter", "down", "pgdown", "up", "enter", "down", "esc", "esc", "o")
			w.Paste(path)
			exact("enter")
			w.Type("payment id")
			exact("enter", "enter")
			w.Type("use these")
			exact("enter", "pgdown", "d", "d", "esc", "C")
			w.Type(path)
			exact("enter", "pgdown", "esc", "f10", "esc")
		})
	}
}
