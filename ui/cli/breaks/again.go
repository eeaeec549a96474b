package breaks

import (
	"context"

	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/ui/cli/app"
	compare "contra/ui/cli/recon"
)

func again(ctx context.Context, a *app.App, name string) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := compare.Named(ctx, d, name)
	if err != nil {
		return err
	}
	x, err = compare.Compare(a, func(p run.Progress) (archive.Run, error) { return d.Runs.Again(ctx, x.ID, p) })
	if err != nil {
		return err
	}
	return compare.Print(ctx, a, d, x)
}
