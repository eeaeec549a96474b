package run

import (
	"context"
	"slices"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store/local"
	"contra/core/store/reports"
	"contra/core/store/runs"
)

// shown opens the reports of a stored run to read their rows again.
func (r *Runner) shown(ctx context.Context, x archive.Run) (*comparison, error) {
	c := &comparison{r: r, period: x.Period, begun: x.Begun}
	for _, s := range x.Summary.Reports {
		src, _, err := r.stored(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		if err := src.load(ctx, r); err != nil {
			return nil, err
		}
		if src.reader, err = r.Reader.Rows(src.info.Profile, src.info.Header); err != nil {
			return nil, err
		}
		src.first = s.First
		c.all = append(c.all, src)
	}
	return c, nil
}

func (c *comparison) span() local.Span {
	return local.Span{From: c.period.From, To: c.period.To, Margin: margin, Begun: c.begun}
}

// Joined gives the pair that a row of a run, named by its number, was joined to by operation id.
func (r *Runner) Joined(ctx context.Context, x archive.Run, row int64) (recon.Pair, error) {
	pairs, err := runs.Pairs(ctx, r.Store, x.ID)
	if err != nil {
		return recon.Pair{}, err
	}
	if row < 0 || row >= int64(len(pairs)) || pairs[row] == 0 {
		return recon.Pair{}, ledger.Errorf(ledger.ErrNotFound, "row %d of run %d was not joined", row, x.ID)
	}
	c, err := r.shown(ctx, x)
	if err != nil {
		return recon.Pair{}, err
	}
	rec, err := c.row(ctx, row)
	if err != nil {
		return recon.Pair{}, err
	}
	ops, err := local.Records(ctx, r.Store, c.span(), []int64{int64(pairs[row])})
	return recon.Pair{By: recon.ByOperation, Report: []recon.Record{rec}, Local: ops}, err
}

// joinedAtOnce is how many joined rows are read together.
const joinedAtOnce = 5000

// EachJoined hands every row that a run joined by operation id to fn, with its
// operation as the ledger has it now, in the order of the reports.
func (r *Runner) EachJoined(ctx context.Context, x archive.Run, fn func(row, op recon.Record) error) error {
	pairs, err := runs.Pairs(ctx, r.Store, x.ID)
	if err != nil {
		return err
	}
	c, err := r.shown(ctx, x)
	if err != nil {
		return err
	}
	for from := 0; from < len(pairs); from += joinedAtOnce {
		var rows, ops []int64
		for i := from; i < min(len(pairs), from+joinedAtOnce); i++ {
			if pairs[i] != 0 {
				rows, ops = append(rows, int64(i)), append(ops, int64(pairs[i]))
			}
		}
		records, err := local.Records(ctx, r.Store, c.span(), ops)
		if err != nil {
			return err
		}
		byRow := make(map[int64]*recon.Record, len(records))
		for i := range records {
			byRow[records[i].Operation] = &records[i]
		}
		for i, row := range rows {
			rec, err := c.row(ctx, row)
			if err != nil {
				return err
			}
			if op := byRow[ops[i]]; op != nil {
				if err := fn(rec, *op); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Raw gives a row of a report as it was written, with its header.
func (r *Runner) Raw(ctx context.Context, id int64, line int) (header, cells []string, text string, err error) {
	s, _, err := r.stored(ctx, id)
	if err != nil {
		return nil, nil, "", err
	}
	if err := s.load(ctx, r); err != nil {
		return nil, nil, "", err
	}
	if i, ok := slices.BinarySearch(s.body.Lines, uint32(line)); ok {
		text, err := reports.OpenText(ctx, r.Store, r.Reader, s.info)
		if err != nil {
			return nil, nil, "", err
		}
		here, err := text.Row(ctx, uint32(line), s.body.Next(i))
		if err != nil {
			return nil, nil, "", err
		}
		reader, err := r.Reader.Rows(s.info.Profile, s.info.Header)
		if err != nil {
			return nil, nil, "", err
		}
		cells, raw := reader.Cells(here)
		return s.info.Header, cells, raw, nil
	}
	for _, x := range s.rejects {
		if x.Line == line {
			return s.info.Header, nil, x.Raw, nil
		}
	}
	return nil, nil, "", ledger.Errorf(ledger.ErrNotFound, "report %d has no row on line %d", id, line)
}
