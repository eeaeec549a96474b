// Package scan reads a whole table out of the ledger at several times the speed
// of database/sql: it steps through SQLite's own rows and copies nothing. It only
// reads, over connections of its own.
package scan

import (
	"context"
	"fmt"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"

	"contra/core/ledger"
)

// Conn is one connection. Only one goroutine may use it at a time.
type Conn struct {
	tls *libc.TLS
	db  uintptr
}

// busyMillis is how long a read waits for a lock, which in WAL mode it hardly ever meets.
const busyMillis = 15_000

// Open connects to the ledger in the file at path, which must be open elsewhere
// in this process, and begins a read: all that the connection tells is of one instant.
func Open(path string) (*Conn, error) {
	c := &Conn{tls: libc.NewTLS()}
	name, err := libc.CString(path)
	if err != nil {
		return nil, c.failed(err.Error())
	}
	defer libc.Xfree(c.tls, name)
	out := c.tls.Alloc(pointer)
	defer c.tls.Free(pointer)
	rc := sqlite3.Xsqlite3_open_v2(c.tls, name, out, sqlite3.SQLITE_OPEN_READWRITE|sqlite3.SQLITE_OPEN_NOMUTEX, 0)
	c.db = *(*uintptr)(at(out))
	if rc != sqlite3.SQLITE_OK {
		return nil, c.give(c.failed("the ledger cannot be opened"))
	}
	sqlite3.Xsqlite3_busy_timeout(c.tls, c.db, busyMillis)
	for _, q := range []string{"PRAGMA query_only = 1", "PRAGMA cache_size = -4096", "BEGIN", "SELECT 1 FROM sqlite_schema LIMIT 1"} {
		if err := c.Each(context.Background(), q, nil, func(Row) error { return nil }); err != nil {
			return nil, c.give(err)
		}
	}
	return c, nil
}

// Close ends the read and the connection.
func (c *Conn) Close() {
	if c.tls == nil {
		return
	}
	sqlite3.Xsqlite3_close_v2(c.tls, c.db)
	c.tls.Close()
	c.tls = nil
}

func (c *Conn) give(err error) error {
	c.Close()
	return err
}

// Row is the row on which a scan stands. It is valid until the function that
// got it returns.
type Row struct {
	tls  *libc.TLS
	stmt uintptr
}

// Int is the integer in column i; 0 for NULL.
func (r Row) Int(i int) int64 { return sqlite3.Xsqlite3_column_int64(r.tls, r.stmt, int32(i)) }

// Text is the text or blob in column i. It must be copied to be kept.
func (r Row) Text(i int) []byte {
	p := sqlite3.Xsqlite3_column_text(r.tls, r.stmt, int32(i))
	if p == 0 {
		return nil
	}
	n := sqlite3.Xsqlite3_column_bytes(r.tls, r.stmt, int32(i))
	return unsafe.Slice((*byte)(at(p)), int(n))
}

// often is after how many rows a scan looks whether it was cancelled.
const often = 4096

// Each hands every row of a query to fn.
func (c *Conn) Each(ctx context.Context, query string, args []int64, fn func(Row) error) error {
	text, err := libc.CString(query)
	if err != nil {
		return c.failed(err.Error())
	}
	defer libc.Xfree(c.tls, text)
	out := c.tls.Alloc(pointer)
	defer c.tls.Free(pointer)
	if rc := sqlite3.Xsqlite3_prepare_v2(c.tls, c.db, text, -1, out, 0); rc != sqlite3.SQLITE_OK {
		return c.failed("a query cannot be prepared")
	}
	row := Row{c.tls, *(*uintptr)(at(out))}
	defer sqlite3.Xsqlite3_finalize(c.tls, row.stmt)
	for i, a := range args {
		if rc := sqlite3.Xsqlite3_bind_int64(c.tls, row.stmt, int32(i+1), a); rc != sqlite3.SQLITE_OK {
			return c.failed("a query cannot be bound")
		}
	}
	for n := 0; ; n++ {
		if n%often == 0 && ctx.Err() != nil {
			return ledger.Errorf(ledger.ErrCancelled, "reading the ledger was cancelled")
		}
		switch rc := sqlite3.Xsqlite3_step(c.tls, row.stmt); rc {
		case sqlite3.SQLITE_ROW:
			if err := fn(row); err != nil {
				return err
			}
		case sqlite3.SQLITE_DONE:
			return nil
		default:
			return c.failed("the ledger cannot be read")
		}
	}
}

func (c *Conn) failed(doing string) error {
	e := ledger.Errorf(ledger.ErrIO, "%s", doing)
	if c.db != 0 {
		e.Err = fmt.Errorf("%s", libc.GoString(sqlite3.Xsqlite3_errmsg(c.tls, c.db)))
	}
	return e
}

const pointer = 8

// at turns an address of SQLite's memory, which is not Go's and never moves, into a pointer.
func at(address uintptr) unsafe.Pointer {
	return *(*unsafe.Pointer)(unsafe.Pointer(&address))
}
