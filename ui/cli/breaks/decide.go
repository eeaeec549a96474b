package breaks

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/recon/work"
	"contra/core/store/runs"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	compare "contra/ui/cli/recon"
	"contra/ui/cli/view"
)

// verbs are the decisions that many breaks at once can get.
var verbs = []string{string(archive.Accept), string(archive.Duplicate), string(archive.Exclude), string(archive.Contest), string(archive.Carry)}

// deciding is a decision as it was asked for.
type deciding struct {
	picking
	as, note string
	dry, yes bool
	limit    int
}

func decideCmd(a *app.App) *cobra.Command {
	var o deciding
	var meanings strings.Builder
	for _, v := range archive.Verbs()[:len(verbs)] {
		fmt.Fprintf(&meanings, "  %-9s  %s\n", v.Verb, v.Means)
	}
	cmd := &cobra.Command{
		Use:   "decide RUN",
		Short: "Decide about breaks, many at once if you like",
		Long: `decide notes what a person decided about breaks, and why. It shows what it would do first,
and asks; without a terminal it needs --yes.
` + aboutRun + `

` + meanings.String() + `
All that is decided at once is one act, which undo takes back as one.`,
		Example: `  contra breaks decide 12 --n 3,4 --as accept --note "agreed with the platform, ticket 123" --yes
  contra breaks decide 2026-10 --code WRONG_PERIOD --as carry --note "settled in November" --dry-run
  contra breaks decide 12 --all --currency JPY --as contest --note "asked the platform" --yes --json`,
		Args: app.Want("RUN"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := app.CheckLimit(cmd, o.limit); err != nil {
				return err
			}
			numbers, f, err := o.pick(cmd)
			if err != nil {
				return err
			}
			if o.as == "" {
				return app.Usage(cmd, "say what is decided: --as %s", strings.Join(verbs, ", "))
			}
			return decide(cmd.Context(), a, args[0], numbers, f, o)
		},
	}
	o.picking.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.as, "as", "", "the `decision`: "+strings.Join(verbs, ", "))
	f.StringVar(&o.note, "note", "", "why; whoever signs the month reads these `words`")
	f.BoolVar(&o.dry, "dry-run", false, "show what it would do and change nothing")
	f.BoolVar(&o.yes, "yes", false, "do it without asking")
	app.LimitFlag(cmd, &o.limit, "breaks")
	cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(verbs, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func decide(ctx context.Context, a *app.App, name string, numbers []int64, f runs.Filter, o deciding) error {
	d, err := a.Open(ctx, !o.dry)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := compare.Named(ctx, d, name)
	if err != nil {
		return err
	}
	plan, err := d.Breaks.Plan(ctx, x.ID, numbers, f, archive.Verb(strings.ToLower(o.as)), o.note)
	if err != nil {
		return err
	}
	v := decided(plan, o.limit)
	if o.dry {
		v.DryRun = true
		return printDecided(a, v)
	}
	if plan.Note == "" {
		return ledger.Errorf(ledger.ErrUsage, "--note is missing: why is it so?").WithHint("whoever signs the month will read it")
	}
	if len(plan.Findings) == 0 {
		return nothing(plan)
	}
	if err := agree(ctx, a, o.yes, string(plan.Verb), func(w io.Writer) error { return writeDecided(w, v) }); err != nil {
		return err
	}
	done, err := d.Breaks.Decide(ctx, plan)
	if err != nil {
		return err
	}
	v.Act = done[0].Bulk
	return printDecided(a, v)
}

// agree lets the person confirm by typing a word, unless --yes was given.
func agree(ctx context.Context, a *app.App, yes bool, word string, show func(io.Writer) error) error {
	switch {
	case yes:
		return nil
	case !a.CanAsk():
		return app.ErrCannotAsk
	}
	return a.ConfirmName(ctx, word, show)
}

// nothing says why a plan has nothing to decide.
func nothing(p work.Plan) error {
	if len(p.Refused) == 0 {
		return ledger.Errorf(ledger.ErrNotFound, "run %d has no such breaks", p.Run.ID).WithHint("contra breaks %d lists them", p.Run.ID)
	}
	r := p.Refused[0]
	return ledger.Errorf(ledger.ErrState, "nothing was decided: of %s, %s", ref(p.Run.ID, r.Finding.N), r.Why)
}

func decided(p work.Plan, limit int) view.Decided {
	v := view.Decided{RunID: view.RunID(p.Run.ID), As: p.Verb, Note: p.Note, Decided: len(p.Findings), Refused: []view.Refusal{},
		Sums: view.Each(p.Sums, view.NewStakeSum)}
	shown := p.Findings
	if limit >= 0 && len(shown) > limit {
		shown, v.Truncated = shown[:limit], true
	}
	v.Items = view.NewBreaks(shown, p.Run.Summary.Reports)
	for _, r := range p.Refused {
		v.Refused = append(v.Refused, view.Refusal{N: r.Finding.N, Code: r.Finding.Code, PaymentID: r.Finding.PaymentID, Why: r.Why})
	}
	return v
}

func printDecided(a *app.App, v view.Decided) error {
	if err := a.Result(v, func(w io.Writer) error { return writeDecided(w, v) }); err != nil || a.JSON {
		return err
	}
	switch {
	case v.DryRun:
		a.Say("nothing was changed")
	case v.Act != 0:
		a.Say("contra breaks undo %d takes it back; the next run shows the effect", v.Act)
	}
	return nil
}

func writeDecided(w io.Writer, v view.Decided) error {
	if err := compare.Breaks(v.Items).Write(w); err != nil {
		return err
	}
	if v.Truncated {
		fmt.Fprintf(w, "… %s of %s shown; --limit -1 shows all\n", out.Group(int64(len(v.Items))), out.Group(int64(v.Decided)))
	}
	for _, r := range v.Refused {
		fmt.Fprintf(w, "left as it is: %s/%d %s: %s\n", v.RunID, r.N, r.Code, r.Why)
	}
	lines := [][2]string{{"run", v.RunID}, {string(v.As), breaks(v.Decided)}}
	for _, s := range v.Sums {
		lines = append(lines, [2]string{string(s.Code), fmt.Sprintf("%s, %s at stake", breaks(int(s.Breaks)), cmp.Or(compare.Amount(s.Stake.Amount, s.Stake.Currency), "nothing known"))})
	}
	return app.Facts(w, append(lines, [2]string{"note", v.Note})...)
}

func breaks(n int) string {
	if n == 1 {
		return "1 break"
	}
	return out.Group(int64(n)) + " breaks"
}

// onRun opens the ledger to change it, and finds the run.
func onRun(ctx context.Context, a *app.App, name string, fn func(*desk.Desk, archive.Run) error) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := compare.Named(ctx, d, name)
	if err != nil {
		return err
	}
	return fn(d, x)
}
