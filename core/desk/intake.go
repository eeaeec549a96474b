package desk

import (
	"context"
	"errors"

	"contra/core/dataapi/pull"
	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store/local"
)

// Intake stores the messages of one import, part by part; each part is one
// transaction with all its consequences.
type Intake struct {
	desk   *Desk
	Record ledger.Import
}

// Intake begins an import. Nothing is stored until the first part comes.
func (d *Desk) Intake(source string) *Intake {
	return &Intake{desk: d, Record: ledger.Import{Source: source}}
}

// Store takes in one part. It returns after the part is synced to disk.
func (i *Intake) Store(ctx context.Context, batch []ledger.Inbound) error {
	_, err := intake.Take(ctx, i.desk.Store, &i.Record, batch, "")
	return err
}

// Finish closes the record of the import: done when err is nil, else
// cancelled or failed. What was stored before stays stored, whole.
func (i *Intake) Finish(ctx context.Context, err error) error {
	state := "done"
	var known *ledger.Error
	switch {
	case errors.As(err, &known) && known.Code == ledger.ErrCancelled:
		state = "cancelled"
	case err != nil:
		state = "failed"
	}
	if i.Record.RowID == 0 && state != "done" {
		return nil // nothing was stored, so there is nothing to close
	}
	ctx = context.WithoutCancel(ctx)
	if _, err = intake.Take(ctx, i.desk.Store, &i.Record, nil, state); err != nil || i.Record.Stored < worthPacking {
		return err
	}
	return local.Refresh(ctx, i.desk.Store)
}

// worthPacking is after how many new messages operations are packed for the next comparison.
const worthPacking = 1000

// again tries a rejected message once more, by the way on which it came.
func (d *Desk) again(r ledger.Rejection, check func(source string, line int, raw []byte) ledger.Inbound) ledger.Inbound {
	if pull.Pulled(r) {
		return d.Pulls.Check(r)
	}
	return check(r.Source, r.Line, r.Raw)
}

// Replayed says what became of the rejected messages that were tried again.
type Replayed struct {
	Read, Stored, Duplicate, Rejected int64
	Still                             []ledger.Rejection // with today's reason
}

// Replay tries every waiting rejected message again through check, which is the
// importers' own. Those that hold now are taken in and no longer wait.
func (d *Desk) Replay(ctx context.Context, check func(source string, line int, raw []byte) ledger.Inbound) (Replayed, error) {
	const page = 1000
	var out Replayed
	record := ledger.Import{Source: "replay"}
	for after := int64(0); ; {
		waiting, err := d.Store.Rejections(ctx, 0, after, page)
		if err != nil {
			return out, err
		}
		if len(waiting) == 0 {
			break
		}
		after = waiting[len(waiting)-1].RowID
		good, bad := []ledger.Inbound{}, []ledger.Rejection{}
		var rows []int64
		for _, r := range waiting {
			if r.Reason == ledger.CardData {
				bad = append(bad, r) // its raw text is masked, so no signature can hold again
				continue
			}
			m := d.again(r, check)
			if m.Reject == nil {
				good, rows = append(good, m), append(rows, r.RowID)
				continue
			}
			r.Reason, r.Detail = m.Reject.Reason, m.Reject.Detail
			bad = append(bad, r)
		}
		result, err := intake.Replay(ctx, d.Store, &record, good, rows, bad)
		if err != nil {
			return out, err
		}
		out.Read += int64(len(waiting))
		out.Stored += result.Stored
		out.Duplicate += result.Duplicate
		out.Rejected += int64(len(bad))
		out.Still = append(out.Still, bad...)
	}
	return out, nil
}
