package clerk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"contra/core/batch"
	"contra/core/owner"
	"contra/core/store"
	"contra/core/store/batches"
)

// SendPlan is a batch that was looked at and not sent yet: what the person
// confirms by typing its count and total.
type SendPlan struct {
	Batch  batch.Batch
	Report batch.Report
	Rows   int64         // that will be sent
	Totals []batch.Total // of these
	Needs  time.Duration // at the pace of the settings, at least
}

// PlanSend checks a batch for sending it through Gate. Nothing is stored but
// what the check found.
func (c *Clerk) PlanSend(ctx context.Context, id int64) (SendPlan, error) {
	built, err := c.Check(ctx, id)
	if err != nil {
		return SendPlan{}, err
	}
	p := SendPlan{Batch: built.Batch, Report: built.Report}
	if b := built.Batch; b.State != batch.Draft {
		return p, wrongState(b, "only a draft can be sent").WithHint("one that paused goes on with resume")
	}
	for _, t := range built.Report.Good {
		p.Rows += t.Rows
	}
	p.Totals = built.Report.Good
	p.Needs = time.Duration(p.Rows) * c.gap()
	return p, nil
}

func (c *Clerk) gap() time.Duration {
	if c.Settings.PerSecond <= 0 {
		return 0
	}
	return time.Duration(float64(time.Second) / c.Settings.PerSecond)
}

// Start begins the cool-off of a confirmed plan, during which anyone can stop
// it. Work sends the rows once it is over. onlyGood leaves rows with errors out;
// again says why rows that went out before go out once more, empty refuses them.
func (c *Clerk) Start(ctx context.Context, plan SendPlan, coolOff time.Duration, onlyGood bool, again string) (batch.Batch, error) {
	rows, err := batches.Rows(ctx, c.Store, plan.Batch.ID)
	if err != nil {
		return batch.Batch{}, err
	}
	good, err := passing(plan.Batch, rows, plan.Report, onlyGood, again != "")
	if err != nil {
		return batch.Batch{}, err
	}
	content := batch.Content(good)
	send := map[int64]bool{}
	for i := range good {
		send[good[i].N] = true
	}
	return c.change(ctx, "starting the batch", plan.Batch.ID, plan.Batch.Version, "batch.started", func(tx *store.Tx, b *batch.Batch) (string, error) {
		if b.State != batch.Draft {
			return "", wrongState(*b, "only a draft can be sent")
		}
		if again == "" {
			if err := unknown(ctx, tx, b.ID, content); err != nil {
				return "", err
			}
			if err := unknownFile(ctx, tx, batches.File{File: batch.File{Content: content}}); err != nil {
				return "", err
			}
		}
		for i := range rows {
			if !send[rows[i].N] {
				if err := batches.Refuse(ctx, tx, b.ID, rows[i].N, "it had errors when the batch was started"); err != nil {
					return "", err
				}
			}
		}
		if err := batches.SetContent(ctx, tx, b.ID, content); err != nil {
			return "", err
		}
		b.State, b.StartsAt, b.Owner, b.Why = batch.Cooling, tx.Now().Add(coolOff), string(c.Runner.Owner), again
		return strings.TrimSpace(fmt.Sprintf("%d rows, cool-off %s %s", len(good), coolOff, again)), nil
	})
}

// Pause lets the row under way end and sends no other until Resume.
func (c *Clerk) Pause(ctx context.Context, id int64, why string) (batch.Batch, error) {
	return c.change(ctx, "pausing the batch", id, 0, "batch.paused", func(_ *store.Tx, b *batch.Batch) (string, error) {
		if b.State != batch.Cooling && b.State != batch.Sending {
			return "", wrongState(*b, "it is not being sent")
		}
		b.State, b.Why = batch.Paused, why
		return why, nil
	})
}

// Stop ends the sending for good: rows that had no turn will not be sent. During
// the cool-off nothing was sent yet, and the batch is a draft again.
func (c *Clerk) Stop(ctx context.Context, id int64, why string) (batch.Batch, error) {
	return c.change(ctx, "stopping the batch", id, 0, "batch.stopped", func(tx *store.Tx, b *batch.Batch) (string, error) {
		switch b.State {
		case batch.Cooling, batch.Sending, batch.Paused:
		default:
			return "", wrongState(*b, "it is not being sent")
		}
		p, err := batches.Progress(ctx, tx, id)
		if err != nil {
			return "", err
		}
		if p.Wait == p.Rows {
			b.State, b.StartsAt, b.Owner, b.Why = batch.Draft, time.Time{}, "", why
			return why, tx.Exec(ctx, "UPDATE batch_rows SET refusal = '' WHERE batch = ? AND refund = ''", id)
		}
		b.State, b.Why = batch.Stopped, why
		return why, nil
	})
}

// Resume takes a batch that paused, or whose program died, up again. Work goes
// on at the row where it ended.
func (c *Clerk) Resume(ctx context.Context, id int64) (batch.Batch, error) {
	return c.change(ctx, "resuming the batch", id, 0, "batch.resumed", func(tx *store.Tx, b *batch.Batch) (string, error) {
		switch {
		case b.State == batch.Paused:
		case (b.State == batch.Sending || b.State == batch.Cooling) && !c.busy(*b):
		default:
			return "", wrongState(*b, "it has nothing to resume")
		}
		b.State = batch.Sending
		if b.StartsAt.After(tx.Now()) { // the rest of the cool-off is still to come
			b.State = batch.Cooling
		}
		b.Owner, b.Why = string(c.Runner.Owner), ""
		return "", nil
	})
}

// busy tells whether another process that lives sends the batch.
func (c *Clerk) busy(b batch.Batch) bool {
	return b.Owner != "" && b.Owner != string(c.Runner.Owner) && owner.Process(b.Owner).Alive()
}

// Orphaned tells whether a batch was being sent by a process that is gone.
func (c *Clerk) Orphaned(b batch.Batch) bool {
	return (b.State == batch.Sending || b.State == batch.Cooling) && b.Owner != string(c.Runner.Owner) && !owner.Process(b.Owner).Alive()
}
