package pull

import (
	"context"
	"time"

	"contra/core/dataapi"
	"contra/core/ledger"
	"contra/core/store/pulls"
)

// window is a piece of the interval that is read in one go.
type window struct{ from, to time.Time }

// halves cuts a window in two; ok is false when it is too short for that.
func (w window) halves() (first, second window, ok bool) {
	middle := w.from.Add(w.to.Sub(w.from) / 2).Truncate(time.Second)
	if !middle.After(w.from) || !middle.Before(w.to) {
		return w, w, false
	}
	return window{w.from, middle}, window{middle, w.to}, true
}

// begin decides what is pulled: the interval, and from where in it.
func (r *Runner) begin(ctx context.Context, o Options) (x pulls.Run, resumed bool, err error) {
	now := r.Store.Now().Truncate(time.Second)
	x = pulls.Run{Kind: o.Kind, From: o.From.UTC().Truncate(time.Second), To: o.To.UTC(), State: pulls.Running, Owner: string(r.Owner)}
	if x.Kind == "" {
		x.Kind = dataapi.Operations
	}
	if x.Projects, err = r.projects(o.Projects); err != nil {
		return x, false, err
	}
	if o.To.IsZero() || x.To.After(now) {
		x.To = now
	}
	if o.From.IsZero() {
		if x.From, err = r.goOn(ctx, x.Kind, x.Projects); err != nil {
			return x, false, err
		}
	}
	if !x.From.Before(x.To) {
		return x, false, ledger.Errorf(ledger.ErrUsage, "there is nothing between %s and %s", clock(x.From), clock(x.To)).
			WithHint("give a first day that is over or has begun, and a last day that is not before it")
	}
	x.Next = x.From
	if o.From.IsZero() {
		return x, false, nil
	}
	before, ok, err := pulls.Latest(ctx, r.Store, x.Kind, x.Projects, x.From)
	if err != nil || !ok || before.State == pulls.Done {
		return x, false, err
	}
	if again := before.Next.Add(-r.overlap()); again.After(x.From) && again.Before(x.To) {
		x.Next, resumed = again, true
	}
	return x, resumed, nil
}

// goOn is where an earlier pull ended, with some overlap: operations become
// visible some time after their date. Of several projects the one that is farthest behind counts.
func (r *Runner) goOn(ctx context.Context, kind dataapi.Kind, projects []int64) (from time.Time, err error) {
	spans, err := pulls.Spans(ctx, r.Store, kind)
	if err != nil {
		return from, err
	}
	for _, p := range projects {
		var end time.Time
		for _, s := range spans {
			if s.Project == p {
				end = s.To
			}
		}
		if end.IsZero() {
			return from, ledger.Errorf(ledger.ErrUsage, "nothing of project %d was pulled yet, so there is nothing to go on from", p).
				WithHint("give the first day: contra pull --from %s", r.Store.Now().AddDate(0, 0, -30).Format(time.DateOnly))
		}
		if from.IsZero() || end.Before(from) {
			from = end
		}
	}
	return from.Add(-r.overlap()).Truncate(time.Second), nil
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") }
