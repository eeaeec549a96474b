package report

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/importers/report"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

func profilesCmd(a *app.App) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:     "profiles",
		Short:   "List the profiles: those that were saved, then the ready ones",
		Example: "  contra report profiles\n  contra report profiles --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return profiles(cmd.Context(), a, limit)
		},
	}
	app.LimitFlag(cmd, &limit, "profiles")
	return cmd
}

func profiles(ctx context.Context, a *app.App, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := known(ctx, d)
	if err != nil {
		return err
	}
	total := int64(len(found))
	if limit >= 0 {
		found = found[:min(limit, len(found))]
	}
	shaped := view.Each(found, view.NewProfile)
	t := out.NewTable(out.Column{Title: "PROFILE"}, out.Column{Title: "VERSION", Right: true}, out.Column{Title: "COLUMNS", Right: true}, out.Column{Title: "UNIT"}, out.Column{Title: "ZONE"}, out.Column{Title: "TITLE"})
	for _, p := range shaped {
		version := "ready"
		if !p.BuiltIn {
			version = fmt.Sprint(p.Version)
		}
		t.Add(p.Name, version, fmt.Sprint(p.Columns), string(p.Unit), p.Zone, p.Title)
	}
	return app.List(a, shaped, total, t)
}

// known lists every profile.
func known(ctx context.Context, d *desk.Desk) ([]corereport.Profile, error) {
	saved, err := reports.Profiles(ctx, d.Store)
	return slices.Concat(saved, report.Profiles()), err
}

func profileShowCmd(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use:     "show NAME",
		Short:   "Show what a profile says",
		Example: "  contra report profile show finance --json",
		Args:    app.Want("NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.Open(ctx, false)
			if err != nil {
				return err
			}
			defer d.Close()
			all, err := known(ctx, d)
			if err != nil {
				return err
			}
			for _, p := range all {
				if p.Name == args[0] {
					return a.Result(p, func(w io.Writer) error { return app.Facts(w, facts(p)...) })
				}
			}
			return ledger.Errorf(ledger.ErrNotFound, "there is no profile %q", args[0]).WithHint("contra report profiles lists them")
		},
	}
}

func profileProposeCmd(a *app.App) *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:   "propose FILE",
		Short: "Show how a file would be read, with its first rows",
		Long: `propose looks at a file and says which profile fits it, or proposes one from the names of its
columns, with the first rows as they would be read. Nothing is stored.`,
		Example: "  contra report profile propose report.csv\n  contra report profile propose report.csv --profile finance --json",
		Args:    app.Want("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			d, err := a.Open(ctx, false)
			if err != nil {
				return err
			}
			defer d.Close()
			o, err := open(ctx, a, d, args[0], name)
			if err != nil {
				return err
			}
			defer o.Source.Close()
			v, err := look(o, o.Accepted())
			if err != nil {
				return err
			}
			return a.Result(v, func(w io.Writer) error { return writeLook(w, &v) })
		},
	}
	cmd.Flags().StringVar(&name, "profile", "", "the `name` of the profile to try (default the one that fits, or comes nearest)")
	return cmd
}

// open looks at the one table of a file.
func open(ctx context.Context, a *app.App, d *desk.Desk, path, profile string) (*report.Opened, error) {
	saved, err := reports.Profiles(ctx, d.Store)
	if err != nil {
		return nil, err
	}
	all, err := report.Open(path, a.Env.Stdin, report.Options{Profiles: saved, Profile: profile})
	if err != nil {
		return nil, err
	}
	for _, o := range all[1:] {
		o.Source.Close()
	}
	if len(all) > 1 {
		a.Say("%s holds %d tables; this is about %s", path, len(all), all[0].Source.Name)
	}
	return all[0], nil
}
