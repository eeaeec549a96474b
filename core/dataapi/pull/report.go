package pull

import (
	"context"
	"fmt"
	"strings"
	"time"

	"contra/core/dataapi"
	"contra/core/ledger"
	"contra/core/store/pulls"
)

// Rows are pulled operations of an interval, to be compared like those of a
// report. Those that could not be accepted are among them, with their faults.
type Rows struct {
	Kind     dataapi.Kind
	Projects []int64
	From, To time.Time // [From, To); To is as far as was pulled, at most as asked for
	// Each hands the rows to take, one at a time, until it fails.
	Each func(ctx context.Context, take func(dataapi.Row) error) error
}

// AsReport gives what was pulled of [from, to). The financial list goes before the
// other, because it is the platform's final word. Time that was not pulled would
// look like missing operations, so a gap is an error; only the end may be open.
func (r *Runner) AsReport(ctx context.Context, from, to time.Time, projects []int64) (Rows, error) {
	projects, err := r.projects(projects)
	if err != nil {
		return Rows{}, err
	}
	var best Rows
	for _, kind := range []dataapi.Kind{dataapi.Financial, dataapi.Operations} {
		end, err := r.covered(ctx, kind, projects, from, to)
		if err != nil {
			return Rows{}, err
		}
		if end.After(best.To) {
			best = Rows{Kind: kind, Projects: projects, From: from.UTC(), To: end}
		}
	}
	if best.Kind == "" {
		return Rows{}, ledger.Errorf(ledger.ErrNotFound, "not all of %s to %s was pulled for %s", clock(from), clock(to), named(projects)).
			WithHint("pull it first: contra pull --financial --from %s --to %s", from.UTC().Format(time.DateOnly), to.Add(-time.Millisecond).UTC().Format(time.DateOnly))
	}
	best.Each = func(ctx context.Context, take func(dataapi.Row) error) error {
		return pulls.Each(ctx, r.Store, best.Kind, projects, best.From, best.To, func(raw []byte) error {
			if ctx.Err() != nil {
				return &ledger.Error{Code: ledger.ErrCancelled, Message: "reading what was pulled was cancelled", Err: ctx.Err()}
			}
			return take(dataapi.ReadRow(best.Kind, raw, time.UTC))
		})
	}
	return best, nil
}

// covered tells how far all of the projects are covered from a moment on, at most
// to another; zero when they are not, or when there is a gap before later time that is.
func (r *Runner) covered(ctx context.Context, kind dataapi.Kind, projects []int64, from, to time.Time) (end time.Time, err error) {
	spans, err := pulls.Spans(ctx, r.Store, kind)
	if err != nil {
		return end, err
	}
	end = to.UTC()
	for _, p := range projects {
		var reach time.Time
		for _, s := range spans {
			switch {
			case s.Project != p || !s.From.Before(to):
			case !s.From.After(from) && s.To.After(from):
				reach = s.To
			case s.From.After(from):
				return time.Time{}, nil
			}
		}
		if reach.Before(end) {
			end = reach
		}
	}
	if !end.After(from) {
		return time.Time{}, nil
	}
	return end, nil
}

func named(projects []int64) string {
	if len(projects) == 1 {
		return fmt.Sprintf("project %d", projects[0])
	}
	return "projects " + strings.Trim(strings.Join(strings.Fields(fmt.Sprint(projects)), ", "), "[]")
}
