package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/core/store"
	"contra/core/store/reports"
	"contra/importers/report"
	"contra/ui/cli/app"
	"contra/ui/cli/reading"
	"contra/ui/cli/view"
)

// saving is what a person says of a layout.
type saving struct {
	from                          string
	columns, defaults             []string
	types, statuses, ignore       []string
	unit, zone, decimal, grouping string
	sign, title                   string
	dry                           bool
}

func profileSaveCmd(a *app.App) *cobra.Command {
	var o saving
	cmd := &cobra.Command{
		Use:   "save NAME",
		Short: "Save how a layout is understood, from a file in that layout",
		Long: `save takes the profile of that name, or the one that fits the file or is proposed for it, with what
the flags change, and keeps it for all files with this header. A new version is made when it says
something new; reports that were read before stay as they are. Fields are those that
contra report profile propose shows; an empty column takes a field away.`,
		Example: `  contra report profile save finance --from report.csv
  contra report profile save finance --from report.csv --map "payment_id=Order no,amount=Sum" --unit major --zone Asia/Seoul
  contra report profile save finance --from report.csv --type 환불=refund --status 성공=success --default currency=KRW`,
		Args: app.Want("NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.from == "" {
				return app.Usage(cmd, "--from FILE is missing: a profile is made for the header of a file")
			}
			return save(cmd.Context(), a, args[0], o)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.from, "from", "", "a `file` in the layout")
	f.StringSliceVar(&o.columns, "map", nil, "which column holds what, as `FIELD=HEADER`, separated by commas; may be given several times")
	f.StringVar(&o.unit, "unit", "", "the `unit` of amounts: minor (1250 is 12.50 EUR) or major")
	f.StringVar(&o.zone, "zone", "", "the time `zone` of times that do not say, such as Asia/Seoul")
	f.StringVar(&o.decimal, "decimal", "", "the decimal `mark`, such as ,")
	f.StringVar(&o.grouping, "grouping", "", "the thousands `mark`, such as .")
	f.StringVar(&o.sign, "sign", "", "how a row tells which `way` the money went: by_type, as_written or columns")
	f.StringArrayVar(&o.defaults, "default", nil, "what holds for every row, as `FIELD=VALUE`, such as currency=KRW; may be given several times")
	f.StringArrayVar(&o.types, "type", nil, "what a word for the type means, as `WORD=TYPE`, such as 환불=refund; may be given several times")
	f.StringArrayVar(&o.statuses, "status", nil, "what a word for the status means, as `WORD=STATUS`; may be given several times")
	f.StringArrayVar(&o.ignore, "ignore", nil, "rows that are left out, as `HEADER=VALUE`; may be given several times")
	f.StringVar(&o.title, "title", "", "what to call it for people")
	f.BoolVar(&o.dry, "dry-run", false, "show it and save nothing")
	reading.UnitValues(cmd)
	cmd.RegisterFlagCompletionFunc("sign", cobra.FixedCompletions([]string{string(corereport.SignByType), string(corereport.SignAsWrites), string(corereport.SignColumns)}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func save(ctx context.Context, a *app.App, name string, o saving) error {
	d, err := a.Open(ctx, !o.dry)
	if err != nil {
		return err
	}
	defer d.Close()
	opened, err := base(ctx, a, d, o.from, name)
	if err != nil {
		return err
	}
	defer opened.Source.Close()
	p, err := o.over(opened.Accepted(), opened.Header)
	if err != nil {
		return err
	}
	p.Name, p.BuiltIn = name, false
	opened.Use(p)
	if len(opened.Missing) > 0 {
		f := opened.Missing[0]
		return ledger.Errorf(ledger.ErrLayout, "no column of %s is known to be %s", opened.Source.Name, f.Means()).
			WithHint(`say which column it is: --map "%s=HEADER"`, f)
	}
	p = opened.Profile
	v := view.ProfileSaved{Name: name, DryRun: o.dry}
	if v.ProfileLook, err = look(opened, p); err != nil {
		return err
	}
	if !o.dry {
		if v.Changed, err = keepProfile(ctx, d, &p); err != nil {
			return err
		}
		v.Profile, v.Version = p, p.Version
	}
	if err := a.Result(v, func(w io.Writer) error { return writeLook(w, &v.ProfileLook) }); err != nil || a.JSON {
		return err
	}
	switch {
	case o.dry:
		a.Say("nothing was saved")
	case v.Changed:
		a.Say("profile %s is saved, version %d", name, v.Version)
	default:
		a.Say("profile %s says so already, in version %d", name, v.Version)
	}
	return nil
}

// base looks at the file with the profile of that name, if there is one.
func base(ctx context.Context, a *app.App, d *desk.Desk, path, name string) (*report.Opened, error) {
	if name == "" {
		return nil, ledger.Errorf(ledger.ErrUsage, "a profile needs a name")
	}
	is := func(p corereport.Profile) bool { return p.Name == name }
	if slices.ContainsFunc(report.Profiles(), is) {
		return nil, ledger.Errorf(ledger.ErrUsage, "%s is a ready profile, which cannot be changed", name).WithHint("save yours under another name")
	}
	saved, err := reports.Profiles(ctx, d.Store)
	if err != nil {
		return nil, err
	}
	profile := ""
	if slices.ContainsFunc(saved, is) {
		profile = name
	}
	return open(ctx, a, d, path, profile)
}

// keepProfile stores a profile, and tells whether it says something new.
func keepProfile(ctx context.Context, d *desk.Desk, p *corereport.Profile) (changed bool, err error) {
	err = d.Store.Write(ctx, "saving the profile", func(tx *store.Tx) error {
		err := reports.SaveProfile(ctx, tx, p)
		if changed = err == nil; !changed {
			if errors.Is(err, store.ErrNothing) {
				return err
			}
			return fmt.Errorf("profile %s: %w", p.Name, err)
		}
		tx.Record("report.profile", p.Name, p)
		return nil
	})
	return changed, err
}
