package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/report/rows"
	"contra/importers/table"
)

// Mend reads the mended texts of rejected rows alone: fixed[i] is that of rejects[i]. The
// rows keep their line numbers, and are a body of their own. A text must be one row; an
// empty one leaves its row out. Every error is a *ledger.Error.
func (o *Opened) Mend(ctx context.Context, rejects []corereport.Reject, fixed []string, opt Options) (*corereport.Body, error) {
	if len(rejects) != len(fixed) {
		return nil, ledger.Errorf(ledger.ErrUsage, "%d rows were rejected, and %d are mended", len(rejects), len(fixed)).WithHint("give one text for each row")
	}
	if err := o.settled(); err != nil {
		return nil, err
	}
	p := opt.over(o.Profile)
	plan, err := rows.Compile(p, o.Header)
	if err != nil {
		return nil, err
	}
	w := newWorker(plan, o.Look.Delimiter)
	w.begin()
	text, starts := o.joined(fixed)
	var blocks []corereport.Block
	for i, at := range starts {
		if ctx.Err() != nil {
			return nil, o.failed(ctx.Err())
		}
		line, accepted := rejects[i].Line, len(w.items)
		size, _ := w.row(text, at, line)
		if w.unknown() {
			return nil, o.noUnit(w, line)
		}
		if end := at + size; i+1 < len(starts) && end != starts[i+1] || i+1 == len(starts) && end != len(text) {
			return nil, ledger.Errorf(ledger.ErrUsage, "%s, line %d: the mended text is not one row", o.Source.Name, line).
				WithHint("put a value with a line break into quotes, and close every quote")
		}
		if len(w.items) > accepted { // its line is found by its block: others are not beside it
			row := w.text(text)[at : at+size]
			w.coder.Cut(row)
			blocks = append(blocks, w.code(row, line))
		}
	}
	a := assembly{body: &corereport.Body{Name: o.Source.Name + " (mended)", Profile: p, Header: o.Header}}
	a.add(0, &w.part, corereport.Block{}, len(text))
	a.body.Blocks = blocks
	hash := sha256.Sum256(text)
	return a.finish(table.Sum{SHA256: hex.EncodeToString(hash[:]), Bytes: int64(len(text))}), nil
}

// joined puts texts of rows together, and tells where each begins.
func (o *Opened) joined(fixed []string) (text []byte, starts []int) {
	for _, row := range fixed {
		starts = append(starts, len(text))
		text = append(append(text, strings.TrimRight(row, "\r\n")...), '\n')
	}
	return text, starts
}
