// Package watch looks at folders again and again, and tells of each file of
// callbacks or reports that is new and written to its end. It moves and changes nothing.
package watch

import (
	"context"
	"errors"
	"time"
)

// DefaultEvery is the time from one look to the next.
const DefaultEvery = time.Second

// ErrLater is what a handler returns for a file that it could not take in now
// and that is to be handed to it again, such as when the ledger is busy.
var ErrLater = errors.New("the file is to be tried again later")

// File is one file that is new and whole.
type File struct {
	Path string
	Kind Kind
}

// Folder watches folders with all that is in them, but for hidden files.
type Folder struct {
	Paths   []string
	Every   time.Duration // from one look to the next; 0: DefaultEvery
	Trouble func(error)   // hears, once each time, that a folder cannot be read any more; may be nil

	seen map[string]*trace
}

// trace is what is known of one file.
type trace struct {
	stamp  stamp
	taken  bool // it was handed on as it is
	looked bool // the last look found it
}

// stamp tells whether a file changed.
type stamp struct {
	size int64
	at   time.Time
}

// Look looks once. It gives the files that are the same as at the look before and
// were not handed on yet, in the order of their paths. growing counts those that
// have to be looked at again before they can be given. The error is a *ledger.Error.
func (f *Folder) Look() (ready []File, growing int, err error) {
	found, err := walk(f.Paths)
	if err != nil {
		return nil, 0, err
	}
	if f.seen == nil {
		f.seen = map[string]*trace{}
	}
	for _, t := range f.seen {
		t.looked = false
	}
	for _, e := range found {
		t := f.seen[e.path]
		switch {
		case t == nil:
			f.seen[e.path], growing = &trace{stamp: e.stamp, looked: true}, growing+1
			continue
		case t.stamp != e.stamp:
			t.stamp, t.taken, growing = e.stamp, false, growing+1
		case t.taken:
		case e.stamp.size == 0: // its writer has only just begun
			growing++
		default:
			t.taken = true
			for _, kind := range kindsOf(e.path) {
				ready = append(ready, File{e.path, kind})
			}
		}
		t.looked = true
	}
	for path, t := range f.seen {
		if !t.looked {
			delete(f.seen, path)
		}
	}
	return ready, growing, nil
}

// Once hands on every file that is whole now, and tells how many are still being
// written. An error of the handler ends it, ErrLater too.
func (f *Folder) Once(ctx context.Context, handle func(context.Context, File) error) (growing int, err error) {
	if _, _, err := f.Look(); err != nil {
		return 0, err
	}
	if !f.pause(ctx) {
		return 0, ctx.Err()
	}
	ready, growing, err := f.Look()
	if err != nil {
		return 0, err
	}
	for _, file := range ready {
		if ctx.Err() != nil {
			return growing, ctx.Err()
		}
		if err := handle(ctx, file); err != nil {
			return growing, err
		}
	}
	return growing, nil
}

// Each hands on every file once, as it becomes whole, until ctx ends, which is no
// error. A file that changes is handed on again. An error of the handler other
// than ErrLater ends it, and so does a folder that cannot be read at the first
// look; later ones are told to Trouble, for a disk in the network may come back.
func (f *Folder) Each(ctx context.Context, handle func(context.Context, File) error) error {
	if _, _, err := f.Look(); err != nil {
		return err
	}
	troubled := false
	for f.pause(ctx) {
		ready, _, err := f.Look()
		if err != nil && !troubled && f.Trouble != nil {
			f.Trouble(err)
		}
		troubled = err != nil
		for _, file := range ready {
			err := handle(ctx, file)
			switch {
			case ctx.Err() != nil:
				return nil
			case errors.Is(err, ErrLater):
				f.seen[file.Path].taken = false
			case err != nil:
				return err
			}
		}
	}
	return nil
}

// pause waits for the next look; false when ctx ended.
func (f *Folder) pause(ctx context.Context) bool {
	every := f.Every
	if every <= 0 {
		every = DefaultEvery
	}
	timer := time.NewTimer(every)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
