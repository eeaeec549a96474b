package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/report/rows"
	"contra/importers/table"
)

// Read reads all rows. The layout must be settled: without Missing, without Drift. While the
// unit is not known, amounts in currencies without decimals are read, for they are the same
// in both; the first amount of another currency ends the reading with a usage error. Every
// error is a *ledger.Error.
func (o *Opened) Read(ctx context.Context, opt Options) (*corereport.Body, error) {
	p := opt.over(o.Profile)
	if err := o.settled(); err != nil {
		return nil, err
	}
	plan, err := rows.Compile(p, o.Header)
	if err != nil {
		return nil, err
	}
	r := reader{opened: o, plan: plan, b: assembly{body: &corereport.Body{Name: o.Source.Name, Profile: p, Header: o.Header}}}
	sum, err := o.Source.Chunks(ctx, o.Look, opt.workers(), r.progress(opt.Progress), r.chunk)
	if err != nil {
		return nil, o.failed(err)
	}
	return r.b.finish(sum), nil
}

// settled tells why the layout cannot be read yet.
func (o *Opened) settled() error {
	name := o.Source.Name
	switch {
	case o.Drift != nil:
		return ledger.Errorf(ledger.ErrUsage, "the header of %s is not the one that the profile %s was made for", name, o.Profile.Name).
			WithHint("compare the two headers, and save a new version of the profile if the columns still mean the same")
	case len(o.Missing) > 0:
		return ledger.Errorf(ledger.ErrUsage, "no column of %s is known to be %s", name, o.Missing[0].Means()).
			WithHint("choose the columns, and save that as a profile")
	}
	return nil
}

// failed makes an error of reading fit for the caller.
func (o *Opened) failed(err error) error {
	var known *ledger.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &ledger.Error{Code: ledger.ErrCancelled, Message: "reading " + o.Source.Name + " was cancelled", Err: err}
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "cannot read " + o.Source.Name, Err: err}
}

func (o *Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// reader reads chunks, several at once, and puts what they hold together in the order of the file.
type reader struct {
	opened *Opened
	plan   *rows.Plan

	mu   sync.Mutex
	idle []*worker
	b    assembly
}

func (r *reader) progress(tell func(done, total int64)) func(done, total int64) {
	return func(done, total int64) {
		r.mu.Lock()
		r.b.total = total
		r.mu.Unlock()
		if tell != nil {
			tell(done, total)
		}
	}
}

// chunk reads one chunk.
func (r *reader) chunk(c table.Chunk) error {
	w := r.worker()
	w.begin()
	line, ok := w.rows(c)
	if !ok {
		return r.opened.noUnit(w, line)
	}
	block := w.code(w.text(c.Data), c.Line)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.b.add(c.N, &w.part, block, len(c.Data))
	r.idle = append(r.idle, w)
	return nil
}

// rows reads the rows of a chunk. It ends in the line of an amount whose unit is not known; then
// ok is false.
func (w *worker) rows(c table.Chunk) (line int, ok bool) {
	line = c.Line
	if w.coder.Cut(c.Data); bytes.IndexByte(c.Data, '"') < 0 { // then every line is a row
		for i := range w.coder.Lines() {
			bounds, size := w.coder.Line(i)
			w.scanner.Take(c.Data, bounds)
			if w.decode(c.Data, int(bounds[0])+1, size, line); w.unknown() {
				return line, false
			}
			line++
		}
		return line, true
	}
	for at := 0; at < len(c.Data); {
		size, lines := w.row(c.Data, at, line)
		if w.unknown() {
			return line, false
		}
		at, line = at+size, line+lines
	}
	return line, true
}

// unknown tells whether the last row has an amount whose unit is not known.
func (w *worker) unknown() bool { return w.Fault != nil && w.Fault.NoUnit }

func (r *reader) worker() *worker {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.idle); n > 0 {
		w := r.idle[n-1]
		r.idle = r.idle[:n-1]
		return w
	}
	return newWorker(r.plan, r.opened.Look.Delimiter)
}

// code makes a block of the text of rows as it is kept, which was cut before.
func (w *worker) code(text []byte, line int) corereport.Block {
	w.coded = w.coder.EncodeCut(w.coded[:0], text)
	return corereport.Block{Line: line, Size: len(text), Data: append([]byte(nil), w.coded...)}
}

func (o *Opened) noUnit(w *worker, line int) error {
	return ledger.Errorf(ledger.ErrUsage, "%s, line %d: %s", o.Source.Name, line, w.Fault.Detail).
		WithHint("say whether %s is in minor or in major units", fmt.Sprintf("%q", o.Header[w.Fault.Column]))
}
