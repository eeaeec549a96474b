package watch

import (
	"context"
	"fmt"

	"contra/core/report"
	"contra/importers/callbacks"
	"contra/importers/watch"
	"contra/ui/cli/out"
	"contra/ui/cli/reading"
	"contra/ui/cli/view"
)

// callbacks takes in a file of messages. Those that were stored before an error stay.
func (t *taker) callbacks(ctx context.Context, path string) ([]view.WatchedFile, error) {
	intake := t.desk.Intake(path)
	_, err := callbacks.Run(ctx, callbacks.Inputs{Paths: []string{path}}, t.desk.Secrets, intake, nil)
	if closed := intake.Finish(ctx, err); err == nil {
		err = closed
	}
	r := intake.Record
	if err != nil && r.Read == 0 {
		return nil, err
	}
	return []view.WatchedFile{{File: path, Kind: string(watch.Callbacks), Read: r.Read, Stored: r.Stored, Known: r.Duplicate, Rejected: r.Rejected}}, err
}

// reports takes in a file of tables, each of which is a report.
func (t *taker) reports(ctx context.Context, path string) (taken []view.WatchedFile, err error) {
	files, err := reading.Open(ctx, t.app, t.desk, []string{path}, t.reading)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	err = files.Each(ctx, func(r reading.Read) error {
		info, again, err := t.stored(ctx, r)
		if err != nil {
			return err
		}
		w := view.WatchedFile{File: path, Kind: string(watch.Report), ReportID: info.ID, Again: again}
		if !again {
			w.Read, w.Stored, w.Known, w.Changed, w.Rejected = info.Read, info.Accepted-info.Known, info.Known, info.Changed, info.Rejected
		}
		taken = append(taken, w)
		return nil
	})
	return taken, err
}

func (t *taker) stored(ctx context.Context, r reading.Read) (info report.Info, again bool, err error) {
	if r.Known != nil {
		return *r.Known, true, nil
	}
	return t.desk.Runs.Import(ctx, r.Body)
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
