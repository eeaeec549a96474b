package recon

import (
	"context"
	"regexp"
	"strconv"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/store/runs"
)

var month = regexp.MustCompile(`^\d{4}-\d{2}$`)

// Named gives the run that a person names: by its number, or the latest one of a
// month such as 2026-10, or, without a name, the latest of all.
func Named(ctx context.Context, d *desk.Desk, name string) (archive.Run, error) {
	if name == "" {
		all, err := runs.List(ctx, d.Store, 0, 1)
		if err == nil && len(all) == 0 {
			err = ledger.Errorf(ledger.ErrNotFound, "nothing was compared yet").WithHint("contra reconcile REPORT compares")
		}
		if err != nil {
			return archive.Run{}, err
		}
		return all[0], nil
	}
	if month.MatchString(name) {
		x, ok, err := runs.Latest(ctx, d.Store, name)
		if err == nil && !ok {
			err = ledger.Errorf(ledger.ErrNotFound, "%s was not compared yet", name).WithHint("contra reconcile --month %s compares it", name)
		}
		return x, err
	}
	id, err := strconv.ParseInt(name, 10, 64)
	if err != nil || id <= 0 {
		return archive.Run{}, ledger.Errorf(ledger.ErrUsage, "%q is no run: runs have numbers, and a month such as 2026-10 stands for its latest one", name).WithHint("contra runs lists them")
	}
	return runs.Get(ctx, d.Store, id)
}
