package desktop_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/store/reports"
)

// drop puts a file into a folder whole.
func drop(t *testing.T, folder, name, text string) {
	t.Helper()
	part := filepath.Join(folder, name+".part")
	require.NoError(t, os.WriteFile(part, []byte(text), 0o600))
	require.NoError(t, os.Rename(part, filepath.Join(folder, name)))
}

// until lets time go by, without a key, until the screen shows something.
func (w *world) until(shows string) {
	w.T.Helper()
	require.Eventually(w.T, func() bool {
		w.pass(2 * time.Second)
		return strings.Contains(w.Frame(), shows)
	}, 10*time.Second, 5*time.Millisecond, "%s", shows)
}

// watching opens the desktop and has it watch a folder of its own.
func (w *world) watching() (folder string) {
	w.T.Helper()
	folder = filepath.Join(w.T.TempDir(), "inbox")
	require.NoError(w.T, os.Mkdir(folder, 0o700))
	w.start(160, 40)
	w.Press("ctrl+w")
	w.RequireDialog("Watch a folder")
	w.Type(folder)
	w.Press("enter")
	w.RequireNoDialog()
	w.RequireShows("What is put into inbox is taken in.", "watches inbox: 0 files taken in")
	return folder
}

func TestFilesOfAWatchedFolderMoveTheScreenWithoutAKey(t *testing.T) {
	w := reconWorld(t, "")
	require.NoError(t, w.platform.AddPayment(october(20, 77_000, "KRW")))
	folder := w.watching()
	w.RequireHides("KP-20")
	drop(t, folder, "day.ndjson", string(bytes.Join(w.platform.Callbacks("KP-20"), []byte("\n"))))
	w.until("watches inbox: 1 file taken in")
	w.until("KP-20")
	w.told("day.ndjson: callbacks")

	w.Press("4")
	text, err := os.ReadFile(w.write("october.csv", known, w.rows(days(1, 12)...)...))
	require.NoError(t, err)
	drop(t, folder, "october.csv", string(text))
	w.until("watches inbox: 2 files taken in")
	w.told("october.csv: report 1, 12 new")

	w.Press("ctrl+w")
	w.RequireShows("The folder is not watched any more")
	require.Eventually(t, func() bool {
		w.pass(2 * time.Second)
		return !strings.Contains(w.Frame(), "watches inbox")
	}, 5*time.Second, 5*time.Millisecond)
}

func TestAWatchedFileOfAnUnknownLayoutIsNamedAndNotImported(t *testing.T) {
	w := reconWorld(t, "")
	folder := w.watching()
	drop(t, folder, "strange.csv", "alpha,beta\n1,2\n")
	w.until("strange.csv was not taken in")
	w.told("strange.csv was not taken in: its layout is not known for sure", "o on Reconcile (4)")
	w.RequireShows("watches inbox: 0 files taken in")
	stored, err := reports.List(context.Background(), w.desk.Store, 0, 10)
	require.NoError(t, err)
	require.Empty(t, stored)
}

func TestTheConfigurationStartsTheFolderAndTheListener(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	folder := t.TempDir()
	w.desk.Config.Desktop = config.Desktop{Watch: []string{folder}, Listen: "127.0.0.1:0"}
	require.NoError(t, w.platform.AddPayment(sale("ORD-9", 77_000, "KRW", "late")))
	w.start(200, 40)
	w.until("watches " + filepath.Base(folder))
	at := regexp.MustCompile(`takes callbacks at (127\.0\.0\.1:\d+)`).FindStringSubmatch(w.Frame())
	require.NotNil(t, at, "%s", w.Frame())
	answer, err := http.Post("http://"+at[1]+"/callbacks", "application/json", bytes.NewReader(w.platform.Callbacks("ORD-9")[0]))
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	w.until("ORD-9")
}

func TestAFolderThatIsNotThereIsSaidAtOnce(t *testing.T) {
	w := newWorld(t, "")
	w.start(160, 40)
	w.Press("ctrl+w")
	w.Type(filepath.Join(t.TempDir(), "none"))
	w.Press("enter")
	w.told("cannot be read")
	w.RequireHides("watches none")
}
