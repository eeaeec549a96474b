package watch

import (
	"fmt"

	"contra/importers/inbox"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// watched is what became of one file, as it is printed.
func watched(f inbox.Taken) view.WatchedFile {
	w := view.WatchedFile{File: f.Path, Kind: string(f.Kind), ReportID: f.Report, Again: f.Again,
		Read: f.Read, Stored: f.Stored, Known: f.Known, Changed: f.Changed, Rejected: f.Rejected}
	if f.Err != nil {
		e := view.NewError(app.Coded(f.Err))
		w.Error = &e
	}
	return w
}

// line says what became of one file.
func line(w view.WatchedFile) string {
	switch {
	case w.Error != nil && w.Error.Hint != "":
		return fmt.Sprintf("%s: not taken in: %s (%s)", w.File, w.Error.Message, w.Error.Hint)
	case w.Error != nil:
		return fmt.Sprintf("%s: not taken in: %s", w.File, w.Error.Message)
	case w.Again:
		return fmt.Sprintf("%s: report %d is in the ledger already", w.File, w.ReportID)
	case w.ReportID != 0:
		return fmt.Sprintf("%s: report %d, %s", w.File, w.ReportID, figures(w))
	}
	return fmt.Sprintf("%s: callbacks, %s", w.File, figures(w))
}

func figures(w view.WatchedFile) string {
	words := fmt.Sprintf("%s read, %s new, %s known before, %s rejected", out.Group(w.Read), out.Group(w.Stored), out.Group(w.Known), out.Group(w.Rejected))
	if w.Changed > 0 {
		words += fmt.Sprintf(", %s say something else than an earlier report", out.Group(w.Changed))
	}
	return words
}
