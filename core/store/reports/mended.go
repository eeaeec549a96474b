package reports

import (
	"context"

	"contra/core/ledger"
	"contra/core/report"
	"contra/core/report/block"
	"contra/core/store"
)

// mended reads the text of mended rows as older ledgers have it: all rows that were mended together in
// one block that is of no line, those that still could not be read among them.
func mended(ctx context.Context, q store.Querier, reader report.Reader, info report.Info, old *Text) (*Text, error) {
	rows, err := q.Query(ctx, "SELECT line FROM report_rejects WHERE mended = ? ORDER BY line", info.ID)
	lines, err := store.Collect(rows, err, func(r store.Scanner) (line uint32, err error) { return line, r.Scan(&line) })
	if err != nil {
		return nil, failed(err)
	}
	text, err := old.whole(ctx, 0)
	if err != nil {
		return nil, err
	}
	read, err := reader.Rows(info.Profile, info.Header)
	if err != nil {
		return nil, err
	}
	coder := block.NewEncoder(info.Profile.Delimiter[0])
	t := &Text{name: old.name}
	var blocks []report.Block
	for len(text) > 0 && len(blocks) < len(lines) {
		line := lines[len(blocks)]
		_, raw := read.Cells(text)
		row := text[:min(len(raw)+1, len(text))]
		if _, err := read.Row(text, int(line)); err == nil {
			t.starts = append(t.starts, line)
			blocks = append(blocks, report.Block{Line: int(line), Size: len(row), Data: coder.Encode(nil, row)})
		}
		text = text[len(row):]
	}
	if len(blocks) != len(lines) || int64(len(lines)) != info.Accepted {
		return nil, ledger.Errorf(ledger.ErrDamaged, "%s has %d rows in the ledger, not %d", old.name, len(blocks), info.Accepted)
	}
	t.fetch = func(_ context.Context, n int) (report.Block, error) { return blocks[n], nil }
	return t, nil
}
