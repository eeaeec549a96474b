package desktop

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/importers/inbox"
	folders "contra/importers/watch"
)

func TestManyFilesAtOnceAreToldOfTogether(t *testing.T) {
	m, d, _ := small(t)
	m.folder = watcher{paths: []string{"/in/inbox"}, news: &tray{}, stop: func() {}, done: make(chan error, 1)}
	for i := range 5 {
		m.folder.news.put([]inbox.Taken{{File: folders.File{Path: fmt.Sprintf("/in/inbox/%d.ndjson", i), Kind: folders.Callbacks}, Read: 1_000, Stored: 999, Rejected: 1}})
		m.folder.news.put([]inbox.Taken{{File: folders.File{Path: fmt.Sprintf("/in/inbox/%d.csv", i), Kind: folders.Report}, Err: ledger.Errorf(ledger.ErrLayout, "long")}})
	}
	m.folder.news.put([]inbox.Taken{{File: folders.File{Path: "/in/inbox/old.csv", Kind: folders.Report}, Report: 7, Again: true}})
	d.Resize(160, 40)
	d.Advance(2 * time.Second)
	d.Press("ctrl+e")
	d.RequireShows("From inbox: 6 files and reports, 4,995 new, 0 known before, 5 rejected; 1 report is in the ledger already.",
		"5 files were not taken in: 0.csv, 1.csv, 2.csv, 3.csv, 4.csv.", "o on Reconcile (4)", "2 messages")
	require.Equal(t, int64(6), m.folder.files)
	d.Press("esc")
	m.folder.done <- ledger.Errorf(ledger.ErrDamaged, "the ledger is damaged")
	d.Advance(2 * time.Second)
	d.RequireShows("The ledger is damaged")
	d.RequireHides("watches inbox")
}
