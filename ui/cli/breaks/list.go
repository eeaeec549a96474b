package breaks

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	compare "contra/ui/cli/recon"
	"contra/ui/cli/view"
)

// kinds are what a run finds.
var kinds = []string{string(archive.Broken), string(archive.Expected), string(archive.Tolerated), string(archive.Paired)}

// filter is which findings were asked for.
type filter struct {
	code, currency, find, kind string
	open                       bool
}

func (f *filter) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.code, "code", "", "only those with this `code`, such as AMOUNT_DIFF")
	cmd.Flags().StringVar(&f.currency, "currency", "", "only those in this `currency`, such as KRW")
	cmd.Flags().StringVar(&f.find, "find", "", "only those in whose payment or operation id this `text` stands")
	cmd.RegisterFlagCompletionFunc("code", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return codes(), cobra.ShellCompDirectiveNoFileComp
	})
}

func codes() []string {
	var all []string
	for _, c := range recon.Codes() {
		all = append(all, string(c.Code))
	}
	return all
}

// filter checks what was asked for.
func (f *filter) filter(cmd *cobra.Command) (runs.Filter, error) {
	code := strings.ToUpper(f.code)
	if code != "" && !slices.Contains(codes(), code) {
		return runs.Filter{}, app.Usage(cmd, "there is no code %q: there is %s", f.code, strings.Join(codes(), ", "))
	}
	if f.kind != "" && !slices.Contains(kinds, f.kind) {
		return runs.Filter{}, app.Usage(cmd, "--kind %q: there is %s", f.kind, strings.Join(kinds, ", "))
	}
	kind := archive.Kind(f.kind)
	if kind == "" {
		kind = kindOf(recon.Code(code))
	}
	return runs.Filter{Kind: kind, Code: code, Currency: strings.ToUpper(f.currency), Text: f.find, Open: f.open}, nil
}

// kindOf is what findings with a code are; without one breaks are meant.
func kindOf(code recon.Code) archive.Kind {
	switch code {
	case recon.NotYetReported:
		return archive.Expected
	case recon.WithinTolerance:
		return archive.Tolerated
	}
	return archive.Broken
}

func listCmd(a *app.App) *cobra.Command {
	var f filter
	var limit int
	cmd := &cobra.Command{
		Use:   "breaks [RUN]",
		Short: "List what a comparison found, and decide about it",
		Long: `breaks lists the breaks of a run, of the latest one if none is named.
` + aboutRun + `
With --kind it lists what is only expected, what is tolerated, or what was matched by more than
an operation id.

A decision never changes a run: the next one shows its effect. Every decision has a note, and
every one can be undone.`,
		Example: `  contra breaks
  contra breaks 12 --open --currency KRW
  contra breaks 2026-10 --kind expected --json
  contra breaks show 12/3
  contra breaks decide 12 --code WRONG_PERIOD --as carry --note "settled in November"`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return app.Usage(cmd, "%q is one argument too many", args[1])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			want, err := f.filter(cmd)
			if err != nil {
				return err
			}
			return list(cmd.Context(), a, strings.Join(args, ""), want, limit)
		},
		SuggestionsMinimumDistance: 2,
	}
	f.flags(cmd)
	cmd.Flags().BoolVar(&f.open, "open", false, "only those that somebody still has to do something about")
	cmd.Flags().StringVar(&f.kind, "kind", "", "what `kind` of finding: break, expected, tolerated or pair (default break, or what the code is)")
	cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(kinds, cobra.ShellCompDirectiveNoFileComp))
	app.LimitFlag(cmd, &limit, "findings")
	return cmd
}

func list(ctx context.Context, a *app.App, name string, f runs.Filter, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := compare.Named(ctx, d, name)
	if err != nil {
		return err
	}
	found, total, err := some(ctx, d, x.ID, f, limit)
	if err != nil {
		return err
	}
	v := view.Findings{RunID: view.RunID(x.ID), Total: total, Truncated: int64(len(found)) < total}
	table := new(out.Table)
	if f.Kind == archive.Paired {
		pairs := make([]view.Pair, len(found))
		for i := range found {
			pairs[i] = view.NewPair(&found[i])
		}
		v.Items, table = pairs, compare.Pairs(pairs)
	} else {
		breaks := view.NewBreaks(found, x.Summary.Reports)
		v.Items, table = breaks, compare.Breaks(breaks)
	}
	if err := a.Result(v, func(w io.Writer) error { return table.Write(w) }); err != nil || a.JSON {
		return err
	}
	switch {
	case total == 0:
		a.Say("run %d has found none", x.ID)
	case v.Truncated:
		a.Say("%s of %s shown; --limit -1 shows all", out.Group(int64(len(found))), out.Group(total))
	}
	return nil
}

// some gives the first findings, and how many there are in all.
func some(ctx context.Context, d *desk.Desk, run int64, f runs.Filter, limit int) ([]archive.Finding, int64, error) {
	if f.Text != "" || f.Kind == archive.Paired || limit < 0 {
		found, err := runs.Findings(ctx, d.Store, run, f, 0, -1)
		total := int64(len(found))
		if limit >= 0 {
			found = found[:min(limit, len(found))]
		}
		return found, total, err
	}
	sums, err := runs.Sums(ctx, d.Store, run)
	if err != nil {
		return nil, 0, err
	}
	var total int64
	for _, s := range sums {
		if s.Kind != f.Kind || f.Code != "" && s.Code != f.Code || f.Currency != "" && string(s.Currency) != f.Currency {
			continue
		}
		if f.Open {
			total += s.Open
		} else {
			total += s.Findings
		}
	}
	found, err := runs.Findings(ctx, d.Store, run, f, 0, limit)
	return found, total, err
}
