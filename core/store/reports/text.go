package reports

import (
	"context"
	"fmt"
	"slices"

	"contra/core/ledger"
	"contra/core/report"
	"contra/core/report/block"
	"contra/core/store"
)

func addText(ctx context.Context, tx *store.Tx, id int64, b *report.Body) error {
	for n, block := range b.Blocks {
		if err := tx.Exec(ctx, "INSERT INTO report_blocks (report, n, line, size, data) VALUES (?,?,?,?,?)", id, n, block.Line, block.Size, block.Data); err != nil {
			return err
		}
	}
	return nil
}

// Text reads the text of a report by its lines. It belongs to one goroutine.
type Text struct {
	name   string
	starts []uint32 // the line in which each block begins
	fetch  func(ctx context.Context, n int) (report.Block, error)

	n     int // the block at hand
	block *block.Block
	line  []byte
}

// TextOf reads the text of a report that is not in the ledger yet.
func TextOf(b *report.Body) *Text {
	t := &Text{name: b.Name, fetch: func(_ context.Context, n int) (report.Block, error) { return b.Blocks[n], nil }}
	for _, block := range b.Blocks {
		t.starts = append(t.starts, uint32(block.Line))
	}
	return t
}

// OpenText reads the text of a report of the ledger.
func OpenText(ctx context.Context, q store.Querier, reader report.Reader, info report.Info) (*Text, error) {
	id := info.ID
	t := &Text{name: fmt.Sprintf("report %d", id)}
	t.fetch = func(ctx context.Context, n int) (b report.Block, err error) {
		err = q.QueryRow(ctx, "SELECT line, size, data FROM report_blocks WHERE report = ? AND n = ?", id, n).Scan(&b.Line, &b.Size, &b.Data)
		return b, failed(err)
	}
	rows, err := q.Query(ctx, "SELECT line FROM report_blocks WHERE report = ? ORDER BY n", id)
	t.starts, err = store.Collect(rows, err, func(r store.Scanner) (line uint32, err error) { return line, r.Scan(&line) })
	if err == nil && len(t.starts) == 1 && t.starts[0] == 0 {
		return mended(ctx, q, reader, info, t)
	}
	return t, failed(err)
}

// Twin reads the same text for another goroutine.
func (t *Text) Twin() *Text { return &Text{name: t.name, starts: t.starts, fetch: t.fetch} }

// Row gives the text from a line on, as far as the line in which the next row begins; 0: there is no
// next one, or it is not known. It is good until the next call.
func (t *Text) Row(ctx context.Context, line, next uint32) ([]byte, error) {
	n, exact := slices.BinarySearch(t.starts, line)
	if !exact {
		n--
	}
	if n < 0 {
		return nil, t.lost(line)
	}
	if err := t.open(ctx, n); err != nil {
		return nil, err
	}
	from, to := int(line-t.starts[n]), t.block.Lines()
	if next > line && (n+1 == len(t.starts) || next < t.starts[n+1]) { // a mended row may have more lines than it had
		to = min(to, int(next-t.starts[n]))
	}
	var err error
	if t.line, err = t.block.Append(t.line[:0], from, to); err != nil {
		return nil, t.damaged(n, err)
	}
	if len(t.line) == 0 {
		return nil, t.lost(line)
	}
	return t.line, nil
}

// whole gives the text of a block. It is good until the next call.
func (t *Text) whole(ctx context.Context, n int) (text []byte, err error) {
	if err := t.open(ctx, n); err != nil {
		return nil, err
	}
	if t.line, err = t.block.Text(t.line[:0]); err != nil {
		return nil, t.damaged(n, err)
	}
	return t.line, nil
}

func (t *Text) damaged(n int, err error) error {
	return ledger.Errorf(ledger.ErrDamaged, "block %d of %s cannot be read: %s", n, t.name, err).
		WithHint("keep the ledger's file, restore the newest backup beside it and import again what came since")
}

func (t *Text) lost(line uint32) error {
	return ledger.Errorf(ledger.ErrDamaged, "line %d of %s is not where it should be", line, t.name)
}

func (t *Text) open(ctx context.Context, n int) error {
	if t.block != nil && t.n == n {
		return nil
	}
	t.block = nil
	b, err := t.fetch(ctx, n)
	if err != nil {
		return err
	}
	if t.block, err = block.Open(b.Data, b.Size); err != nil {
		t.block = nil
		return t.damaged(n, err)
	}
	t.n = n
	return nil
}
