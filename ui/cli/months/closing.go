package months

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/money"
	"contra/core/recon/closing"
	"contra/core/recon/run"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	compare "contra/ui/cli/recon"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// signing is how a signature was asked for.
type signing struct {
	closing.Request
	dry   bool
	limit int
}

// Close is contra close.
func Close(a *app.App) *cobra.Command {
	var o signing
	cmd := &cobra.Command{
		Use:   "close MONTH",
		Short: "Sign a month as it is now",
		Long: `close compares all reports of a month once more, shows the identities, the open breaks and what is
carried forward, and signs the month. An identity that does not hold is in the way, and so is a
break that nobody decided about, unless --undecided and a note say why it is signed anyway.

A signed month takes no decisions. What comes in later is never refused: it is kept, the month
is stale, and it is signed anew. --dry-run signs nothing; it stores the comparison.`,
		Example: `  contra close 2026-10 --dry-run
  contra close 2026-10 --note "agreed with the bank statement of 3 November"
  contra close 2026-10 --zone Asia/Seoul --undecided --note "two breaks wait for the platform" --json`,
		Args: app.Want("MONTH"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkMonth(cmd, args[0]); err != nil {
				return err
			}
			if err := app.CheckLimit(cmd, o.limit); err != nil {
				return err
			}
			o.Month = args[0]
			return sign(cmd.Context(), a, o)
		},
	}
	zoneFlag(cmd, &o.Zone)
	f := cmd.Flags()
	f.StringVar(&o.Note, "note", "", "`words` that stay with the signature")
	f.BoolVar(&o.Undecided, "undecided", false, "sign although nobody decided about some breaks; needs a note")
	f.BoolVar(&o.dry, "dry-run", false, "show what would be signed, and sign nothing")
	app.LimitFlag(cmd, &o.limit, "open breaks")
	return cmd
}

func sign(ctx context.Context, a *app.App, o signing) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	o.Zone = zoneOf(d, o.Zone)
	var look closing.Readiness
	err = compare.Watch(a, func(p run.Progress) (err error) {
		look, err = d.Months.Look(ctx, o.Month, o.Zone, p)
		return err
	})
	if err != nil {
		return err
	}
	v := view.NewClosing(&look, o.limit)
	if v.DryRun = o.dry; !o.dry {
		signed, err := d.Months.Sign(ctx, o.Request, nil)
		if err != nil {
			if !a.JSON {
				writeClosing(a.Env.Stderr, &v) // what is in the way
			}
			return err
		}
		v = v.Signed(&signed)
	}
	if err := a.Result(v, func(w io.Writer) error { return writeClosing(w, &v) }); err != nil {
		return err
	}
	if o.dry && (len(v.Blockers) > 0 || v.Undecided > 0) {
		return app.Outcome(app.ExitFindings)
	}
	return nil
}

func writeClosing(w io.Writer, v *view.Closing) error {
	lines := [][2]string{{"month", v.Month + " in " + v.Period.Zone}, {"stands", string(v.Standing)}, {"by", v.By}, {"at", app.Clock(time.Time(v.At))}, {"note", v.Note}, {"run", v.RunID},
		{"matched", fmt.Sprintf("%s of %s rows", out.Group(v.Matched), out.Group(v.Rows.Read))}}
	if n := len(v.Open); n > 0 {
		lines = append(lines, [2]string{"open", fmt.Sprintf("%d breaks, %d of them undecided", n, v.Undecided)})
	}
	for _, f := range v.Carried {
		a := func(minor int64) string { return money.New(minor, f.Currency).Format() }
		lines = append(lines, [2]string{strings.TrimSpace("carried " + string(f.Currency)), fmt.Sprintf("opening %d (%s), new %d (%s), cleared %d (%s), closing %d (%s)",
			f.Opening.Breaks, a(f.Opening.Minor), f.New.Breaks, a(f.New.Minor), f.Cleared.Breaks, a(f.Cleared.Minor), f.Closing.Breaks, a(f.Closing.Minor))})
	}
	if v.AuditHead != "" {
		lines = append(lines, [2]string{"audit chain", fmt.Sprintf("entry %d, %s", v.AuditSeq, v.AuditHead)})
	}
	if err := app.Facts(w, lines...); err != nil {
		return err
	}
	if err := compare.Identities(w, v.Identities); err != nil {
		return err
	}
	open := out.NewTable(out.Column{Title: "OPEN"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "OPERATION"}, out.Column{Title: "AT STAKE", Right: true},
		out.Column{Title: "SINCE (UTC)"}, out.Column{Title: "FROM"}, out.Column{Title: "NOTE"})
	for _, o := range v.Open {
		open.Add(string(o.Code), o.PaymentID, o.OperationID, compare.Amount(o.Stake.Amount, o.Stake.Currency), app.Clock(time.Time(o.Since)), o.From, o.Note)
	}
	changes := out.NewTable(out.Column{Title: "CHANGED"}, out.Column{Title: "SIGNED"}, out.Column{Title: "NOW"})
	for _, c := range v.Changes {
		changes.Add(c.What, c.Signed, c.Now)
	}
	for _, t := range []*out.Table{open, changes} {
		if t.Len() > 0 {
			fmt.Fprintln(w)
			if err := t.Write(w); err != nil {
				return err
			}
		}
	}
	for _, b := range v.Blockers {
		fmt.Fprintf(w, "in the way: %s\n", text.Clean(strings.TrimSpace(b)))
	}
	return nil
}

// Reopen is contra reopen.
func Reopen(a *app.App) *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use:     "reopen MONTH",
		Short:   "Take the signature under a month back",
		Long:    "reopen takes a signature out of force; it stays in the ledger, with the note that says why.",
		Example: `  contra reopen 2026-10 --note "the report of the 31st was missing"`,
		Args:    app.Want("MONTH"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkMonth(cmd, args[0]); err != nil {
				return err
			}
			if strings.TrimSpace(note) == "" {
				return app.Usage(cmd, "--note is missing: why is %s reopened?", args[0])
			}
			ctx := cmd.Context()
			d, err := a.Open(ctx, true)
			if err != nil {
				return err
			}
			defer d.Close()
			x, err := d.Months.Reopen(ctx, args[0], note)
			if err != nil {
				return err
			}
			v := view.Reopened{Month: x.Month, Standing: x.Standing, RunID: view.RunID(x.Run), By: d.Store.Operator(), SignedBy: x.Operator, SignedAt: view.Time(x.At), Why: x.Why, At: view.Time(x.Changed)}
			return a.Result(v, func(w io.Writer) error {
				_, err := fmt.Fprintf(w, "%s is open again; it was signed by %s on %s\n", x.Month, text.Clean(x.Operator), app.Clock(x.At))
				return err
			})
		},
	}
	cmd.Flags().StringVar(&note, "note", "", "why; these `words` stay with the signature")
	return cmd
}
