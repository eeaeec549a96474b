package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"

	"modernc.org/sqlite/vtab"
)

// A bulk is a virtual table that feeds rows of Go memory into
// INSERT … SELECT, which costs half of what prepared inserts do. Its columns
// are named c0, c1, … and have no type of their own.

const bulkColumns = 24

var (
	registerOnce sync.Once
	bulkSources  sync.Map // name of the table -> *bulkSource
)

// bulkSource is what the next statement on the table reads. One connection
// writes, so one statement reads it at a time.
type bulkSource struct {
	n     int
	value func(row, col int) any
}

// feed runs one statement in which the table "bulk" has n rows.
func (t *Tx) feed(ctx context.Context, n int, value func(row, col int) any, query string, args ...any) (sql.Result, error) {
	if err := t.openBulk(ctx); err != nil {
		return nil, err
	}
	t.s.bulk.n, t.s.bulk.value = n, value
	defer func() { t.s.bulk.n, t.s.bulk.value = 0, nil }()
	return t.tx.ExecContext(ctx, strings.Replace(query, "bulk", "temp."+t.s.name, 1), args...)
}

// probe runs one query in which the table "bulk" has n rows.
func (t *Tx) probe(ctx context.Context, n int, value func(row, col int) any, query string, scan func(*sql.Rows) error) error {
	if err := t.openBulk(ctx); err != nil {
		return err
	}
	t.s.bulk.n, t.s.bulk.value = n, value
	defer func() { t.s.bulk.n, t.s.bulk.value = 0, nil }()
	rows, err := t.tx.QueryContext(ctx, strings.Replace(query, "bulk", "temp."+t.s.name+" AS b", 1))
	if err != nil {
		return err
	}
	return each(rows, scan)
}

func (t *Tx) openBulk(ctx context.Context) error {
	_, err := t.tx.ExecContext(ctx, "CREATE VIRTUAL TABLE IF NOT EXISTS temp."+t.s.name+" USING contra_bulk("+t.s.name+")")
	return err
}

type bulkModule struct{}

func (bulkModule) Create(ctx vtab.Context, args []string) (vtab.Table, error) {
	return bulkModule{}.Connect(ctx, args)
}

func (bulkModule) Connect(ctx vtab.Context, args []string) (vtab.Table, error) {
	src, ok := bulkSources.Load(args[len(args)-1])
	if !ok {
		return nil, fmt.Errorf("no rows are registered under %q", args[len(args)-1])
	}
	cols := make([]string, bulkColumns)
	for i := range cols {
		cols[i] = fmt.Sprintf("c%d", i)
	}
	if err := ctx.Declare("CREATE TABLE x(" + strings.Join(cols, ",") + ")"); err != nil {
		return nil, err
	}
	return bulkTable{src.(*bulkSource)}, nil
}

type bulkTable struct{ src *bulkSource }

func (t bulkTable) BestIndex(info *vtab.IndexInfo) error {
	// A scan that looks costly is put on the outside of a join, where the
	// indexes of the real tables answer.
	info.EstimatedCost, info.EstimatedRows = 1e9, int64(max(1, t.src.n))
	return nil
}
func (t bulkTable) Open() (vtab.Cursor, error) { return &bulkCursor{src: t.src}, nil }
func (t bulkTable) Disconnect() error          { return nil }
func (t bulkTable) Destroy() error             { return nil }

type bulkCursor struct {
	src *bulkSource
	row int
}

func (c *bulkCursor) Filter(int, string, []vtab.Value) error { c.row = 0; return nil }
func (c *bulkCursor) Next() error                            { c.row++; return nil }
func (c *bulkCursor) Eof() bool                              { return c.row >= c.src.n }

func (c *bulkCursor) Column(col int) (vtab.Value, error) {
	v := c.src.value(c.row, col)
	if n, ok := v.(int); ok {
		return int64(n), nil
	}
	return v, nil
}

func (c *bulkCursor) Rowid() (int64, error) { return int64(c.row), nil }
func (c *bulkCursor) Close() error          { return nil }
