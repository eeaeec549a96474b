package data

import (
	"context"
	"time"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/desk"
	"contra/core/store/pulls"
)

// facts are what stands beside the list.
type facts struct {
	loaded   bool
	coverage []pull.Coverage
	balances []dataapi.Balance
	looked   bool  // for the token
	token    error // why there is none, nil when there is one
}

func read(ctx context.Context, d *desk.Desk, token bool) (f facts, err error) {
	s, err := d.Pulls.Status(ctx, 0)
	if err != nil {
		return f, err
	}
	f = facts{loaded: true, coverage: s.Coverage}
	if f.balances, err = pulls.Balances(ctx, d.Store); err != nil {
		return f, err
	}
	if token {
		f.looked = true
		_, _, f.token = d.Secrets.Data()
	}
	return f, nil
}

// pulled tells whether there is something of a list for all of the projects, so
// that a pull can go on from there.
func (f *facts) pulled(kind dataapi.Kind, projects []int64) bool {
	for _, p := range projects {
		known := false
		for i := range f.coverage {
			known = known || f.coverage[i].Kind == kind && f.coverage[i].Project == p
		}
		if !known {
			return false
		}
	}
	return true
}

// until is the moment until which all that was ever pulled of a list is in the
// ledger, of the project that is farthest behind; zero when nothing was pulled.
func (f *facts) until(kind dataapi.Kind) (end time.Time) {
	for i := range f.coverage {
		if c := &f.coverage[i]; c.Kind == kind && (end.IsZero() || c.Until().Before(end)) {
			end = c.Until()
		}
	}
	return end
}

// asked is when the platform named the oldest of the balances.
func (f *facts) asked() (at time.Time) {
	for _, b := range f.balances {
		if at.IsZero() || b.At.Before(at) {
			at = b.At
		}
	}
	return at
}
