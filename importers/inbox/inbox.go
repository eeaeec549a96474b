// Package inbox takes single files of callbacks and reports into a ledger, as
// they come into a folder that is watched.
package inbox

import (
	"context"
	"errors"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/report"
	"contra/importers/callbacks"
	"contra/importers/reading"
	"contra/importers/watch"
)

// Taken is what became of a file of callbacks or of one report in a file.
type Taken struct {
	watch.File
	Report   int64 // its id in the ledger; 0 for callbacks
	Again    bool  // the ledger has the report already, and nothing was read
	Read     int64
	Stored   int64
	Known    int64 // stored before
	Changed  int64 // rows that say something else than an earlier report
	Rejected int64
	Err      error // why the file, or the rest of it, was not taken in; else nil
}

// Taker takes files in.
type Taker struct {
	Reader  reading.Reader
	Secrets callbacks.Secrets
	Busy    func(error) // hears that a file has to wait for the ledger; may be nil
}

// Take takes one file in. What is wrong with the file is part of what it gives,
// after what was stored of it before. The error is watch.ErrLater when another process keeps
// the ledger from being written, or what ends the watching: ctx ended, or the ledger is damaged.
func (t Taker) Take(ctx context.Context, f watch.File) (all []Taken, err error) {
	if f.Kind == watch.Callbacks {
		all, err = t.callbacks(ctx, f)
	} else {
		all, err = t.reports(ctx, f)
	}
	switch {
	case err == nil:
		return all, nil
	case is(err, ledger.ErrBusy):
		if t.Busy != nil {
			t.Busy(err)
		}
		return nil, watch.ErrLater
	case ctx.Err() != nil, is(err, ledger.ErrDamaged):
		return nil, err
	}
	return append(all, Taken{File: f, Err: err}), nil
}

func is(err error, code ledger.Code) bool {
	var known *ledger.Error
	return errors.As(err, &known) && known.Code == code
}

// callbacks takes in a file of messages. Those that were stored before an error stay.
func (t Taker) callbacks(ctx context.Context, f watch.File) ([]Taken, error) {
	intake := t.desk().Intake(f.Path)
	_, err := callbacks.Run(ctx, callbacks.Inputs{Paths: []string{f.Path}}, t.Secrets, intake, nil)
	if closed := intake.Finish(ctx, err); err == nil {
		err = closed
	}
	r := intake.Record
	if err != nil && r.Read == 0 {
		return nil, err
	}
	return []Taken{{File: f, Read: r.Read, Stored: r.Stored, Known: r.Duplicate, Rejected: r.Rejected}}, err
}

// reports takes in a file of tables, each of which is a report.
func (t Taker) reports(ctx context.Context, f watch.File) (all []Taken, err error) {
	files, err := t.Reader.Open(ctx, []string{f.Path})
	if err != nil {
		return nil, err
	}
	defer files.Close()
	err = files.Each(ctx, func(r reading.Read) error {
		info, again, err := t.stored(ctx, r)
		if err != nil {
			return err
		}
		one := Taken{File: f, Report: info.ID, Again: again}
		if !again {
			one.Read, one.Stored, one.Known, one.Changed, one.Rejected = info.Read, info.Accepted-info.Known, info.Known, info.Changed, info.Rejected
		}
		all = append(all, one)
		return nil
	})
	return all, err
}

func (t Taker) stored(ctx context.Context, r reading.Read) (info report.Info, again bool, err error) {
	if r.Known != nil {
		return *r.Known, true, nil
	}
	return t.desk().Runs.Import(ctx, r.Body)
}

func (t Taker) desk() *desk.Desk { return t.Reader.Desk }
