package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	"modernc.org/sqlite/vtab"

	"contra/core/ledger"
)

// Options says how to open a ledger. The zero value is for normal use.
type Options struct {
	ReadOnly bool
	Operator string           // who is named in the audit chain
	Now      func() time.Time // nil: time.Now
	Wait     time.Duration    // how long a write waits for another process's; 0: 15 seconds
	// Probe is called at numbered points around a commit, so that tests can kill the process there.
	Probe func(point string)
}

// Store is an open ledger.
type Store struct {
	path  string
	opt   Options
	write *sql.DB
	read  *sql.DB
	bulk  *bulkSource
	name  string
	turn  turns
	apart sync.WaitGroup // checkpoints that are being made
}

var opened atomic.Int64

// busyTimeout is how long a write waits for another process's transaction.
const busyTimeout = 15 * time.Second

// Open opens the ledger in the file at path, creates it when there is none
// (unless ReadOnly), and brings its schema up to date.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Wait <= 0 {
		opt.Wait = busyTimeout
	}
	if opt.ReadOnly {
		if _, err := os.Stat(path); err != nil {
			return nil, &ledger.Error{Code: ledger.ErrNotFound, Message: "there is no ledger at " + path,
				Hint: "give its path with --ledger, or leave out --read-only to create one", Err: err}
		}
	} else if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, &ledger.Error{Code: ledger.ErrIO, Message: "the ledger's folder cannot be made", Err: err}
	}
	if !opt.ReadOnly {
		// Customers' names are in it, so it is its owner's alone from the first byte.
		if f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600); err == nil {
			f.Close()
		}
	}
	s := &Store{path: path, opt: opt, name: fmt.Sprintf("bulk_%d", opened.Add(1)), bulk: &bulkSource{}}
	bulkSources.Store(s.name, s.bulk)
	registerBulk()
	var err error
	if s.write, err = sql.Open("sqlite", dsn(path, opt.ReadOnly, opt.Wait)); err != nil {
		return nil, s.openFailed(err)
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", dsn(path, true, opt.Wait)); err != nil {
		return nil, s.openFailed(err)
	}
	s.read.SetMaxOpenConns(4)
	s.read.SetMaxIdleConns(4)
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func dsn(path string, queryOnly bool, wait time.Duration) string {
	q := url.Values{}
	q.Set("_busy_timeout", fmt.Sprint(wait.Milliseconds()))
	q.Set("_foreign_keys", "on")
	q.Set("_dqs", "0")
	q.Add("_pragma", "temp_store(MEMORY)")
	if queryOnly {
		q.Add("_pragma", "query_only(1)")
		q.Add("_pragma", "cache_size(-16384)")
		q.Add("_pragma", "mmap_size(268435456)")
	} else {
		q.Set("_txlock", "immediate")
		q.Set("_journal_mode", "WAL")
		q.Set("_synchronous", "FULL")
		q.Add("_pragma", "cache_size(-65536)")
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// Path is the ledger's file.
func (s *Store) Path() string { return s.path }

// Operator is who is named in the audit chain.
func (s *Store) Operator() string { return s.opt.Operator }

// ReadOnly tells whether writes are refused.
func (s *Store) ReadOnly() bool { return s.opt.ReadOnly }

// Now is the store's clock, in UTC and to the millisecond that is stored.
func (s *Store) Now() time.Time { return s.opt.Now().UTC().Truncate(time.Millisecond) }

// Close releases the file.
func (s *Store) Close() error {
	s.apart.Wait()
	var errs []error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	bulkSources.Delete(s.name)
	return errors.Join(errs...)
}

func (s *Store) openFailed(err error) error {
	s.Close()
	return wrap(err, "the ledger "+s.path+" cannot be opened")
}

// wrap puts an SQLite failure into words with a next step.
func wrap(err error, doing string) error {
	var known *ledger.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return &ledger.Error{Code: ledger.ErrCancelled, Message: doing + ": cancelled", Err: err}
	}
	var se *sqlite.Error
	if errors.As(err, &se) {
		switch se.Code() & 0xff {
		case 5, 6: // SQLITE_BUSY, SQLITE_LOCKED
			return &ledger.Error{Code: ledger.ErrBusy, Message: doing + ": another process holds the ledger", Hint: "try again when its import is done", Err: err}
		case 11, 26: // SQLITE_CORRUPT, SQLITE_NOTADB
			return &ledger.Error{Code: ledger.ErrDamaged, Message: doing + ": the file is damaged or not a ledger", Hint: "keep the file, restore the newest backup beside it and import again what came since", Err: err}
		case 8: // SQLITE_READONLY
			return &ledger.Error{Code: ledger.ErrReadOnly, Message: doing + ": the ledger's file or folder may not be written", Hint: "check its owner and permissions, or open it with --read-only", Err: err}
		case 10: // SQLITE_IOERR
			return &ledger.Error{Code: ledger.ErrIO, Message: doing + ": the disk failed", Hint: "check its free space, quota and health; nothing was changed", Err: err}
		case 14: // SQLITE_CANTOPEN
			return &ledger.Error{Code: ledger.ErrIO, Message: doing + ": the ledger's file cannot be opened", Hint: "check that the folder exists and that you may write to it", Err: err}
		case 13: // SQLITE_FULL
			return &ledger.Error{Code: ledger.ErrIO, Message: doing + ": the disk is full", Hint: "free some space; nothing was changed", Err: err}
		}
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: doing, Err: err}
}

func registerBulk() {
	registerOnce.Do(func() {
		if err := vtab.RegisterModule(nil, "contra_bulk", bulkModule{}); err != nil {
			panic(err)
		}
	})
}
