package breaks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/recon/work"
	"contra/core/store/runs"
	"contra/exporters/statement"
	"contra/ui/cli/app"
	compare "contra/ui/cli/recon"
	"contra/ui/cli/view"
)

func importCmd(a *app.App) *cobra.Command {
	var dry, yes bool
	cmd := &cobra.Command{
		Use:   "import FILE [RUN]",
		Short: "Take over the decisions that were written into an exported table of breaks",
		Long: `import reads a table of breaks back, breaks.csv or breaks.xlsx as contra reconcile --out wrote
them, in which the columns decision and note were filled in. It shows what it would do first, and
asks; without a terminal it needs --yes. A break that changed since the table was written, or
about which somebody else decided meanwhile, is refused, and then nothing is taken over (exit 4).
RUN is the run that the table is of (default the latest one).`,
		Example: "  contra breaks import october/breaks.xlsx 12 --dry-run\n  contra breaks import october/breaks.csv --yes --json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				return nil
			}
			return app.Want("FILE")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return takeOver(cmd.Context(), a, args[0], strings.Join(args[1:], ""), dry, yes)
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what it would do and change nothing")
	cmd.Flags().BoolVar(&yes, "yes", false, "do it without asking")
	return cmd
}

func takeOver(ctx context.Context, a *app.App, path, name string, dry, yes bool) error {
	edits, err := edited(a, path)
	if err != nil {
		return err
	}
	d, err := a.Open(ctx, !dry)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := compare.Named(ctx, d, name)
	if err != nil {
		return err
	}
	acts, same, err := meant(ctx, d, x, edits)
	if err != nil {
		return err
	}
	v := view.TakenOver{RunID: view.RunID(x.ID), Read: len(edits), Same: same, DryRun: dry, Acts: []view.Decided{}}
	for _, act := range acts {
		v.Acts = append(v.Acts, decided(act, -1))
	}
	if !dry && len(acts) > 0 {
		if err := agree(ctx, a, yes, fmt.Sprint(len(edits)-same), func(w io.Writer) error { return writeTakenOver(w, v) }); err != nil {
			return err
		}
		for i, act := range acts {
			if v.Acts[i].Act, err = carryOut(ctx, d, act); err != nil {
				return err
			}
		}
	}
	return a.Result(v, func(w io.Writer) error { return writeTakenOver(w, v) })
}

// edited reads the decisions of a table.
func edited(a *app.App, path string) ([]statement.Edit, error) {
	if path == "-" {
		return statement.ReadDecisions(a.Env.Stdin)
	}
	f, err := os.Open(path)
	if err != nil {
		var at *os.PathError
		if errors.Is(err, os.ErrNotExist) {
			return nil, ledger.Errorf(ledger.ErrNotFound, "there is no file %q", path).WithHint("check the path")
		}
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, &ledger.Error{Code: ledger.ErrIO, Message: path + " cannot be read", Err: err}
	}
	defer f.Close()
	return statement.ReadDecisions(f)
}

// meant finds the breaks that the edits are about, and puts equal decisions into
// one act. Anything that does not fit is told, all of it, and then nothing is done.
func meant(ctx context.Context, d *desk.Desk, x archive.Run, edits []statement.Edit) (acts []work.Plan, same int, err error) {
	found, err := runs.Findings(ctx, d.Store, x.ID, runs.Filter{Kind: archive.Broken}, 0, -1)
	if err != nil {
		return nil, 0, err
	}
	byKey := map[string]*archive.Finding{}
	for i := range found {
		byKey[found[i].Key] = &found[i]
	}
	type act struct {
		verb archive.Verb
		note string
		only string // of an adoption, which goes one by one
	}
	var order []act
	numbers := map[act][]int64{}
	var faults statement.Faults
	for _, e := range edits {
		f := byKey[e.Key]
		wrong := func(what string, args ...any) {
			faults = append(faults, statement.Fault{Sheet: e.Sheet, Line: e.Line, What: fmt.Sprintf(what, args...)})
		}
		switch {
		case f == nil:
			wrong("run %d has no such break", x.ID)
			continue
		case f.Decision != nil && f.Decision.Verb == e.Verb && f.Decision.Note == e.Note:
			same++
			continue
		case statement.Version(f) != e.Version:
			wrong("%s changed since the table was written", ref(x.ID, f.N))
			continue
		}
		key := act{verb: e.Verb, note: e.Note}
		if e.Verb == archive.Adopt {
			key.only = e.Key
		}
		if numbers[key] == nil {
			order = append(order, key)
		}
		numbers[key] = append(numbers[key], f.N)
	}
	if len(faults) > 0 {
		return nil, 0, &ledger.Error{Code: ledger.ErrFindings, Message: "no decision was taken over", Hint: "export the breaks again, or name the run that the table is of", Err: faults}
	}
	slices.SortStableFunc(order, func(a, b act) int { return strings.Compare(b.only, a.only) }) // adoptions, which may be refused, go first
	for _, key := range order {
		plan, err := planned(ctx, d, x, numbers[key], key.verb, key.note)
		if err != nil {
			return nil, 0, err
		}
		acts = append(acts, plan)
	}
	return acts, same, nil
}

func planned(ctx context.Context, d *desk.Desk, x archive.Run, numbers []int64, verb archive.Verb, note string) (work.Plan, error) {
	if verb != archive.Adopt {
		return d.Breaks.Plan(ctx, x.ID, numbers, runs.Filter{}, verb, note)
	}
	f, err := runs.Finding(ctx, d.Store, x.ID, numbers[0])
	return work.Plan{Run: x, Verb: verb, Note: note, Findings: []archive.Finding{f}}, err
}

func carryOut(ctx context.Context, d *desk.Desk, p work.Plan) (act int64, err error) {
	if p.Verb == archive.Adopt {
		_, err := d.Breaks.Adopt(ctx, p.Run.ID, p.Findings[0].N, p.Note)
		return 0, err
	}
	done, err := d.Breaks.Decide(ctx, p)
	if err != nil {
		return 0, err
	}
	return done[0].Bulk, nil
}

func writeTakenOver(w io.Writer, v view.TakenOver) error {
	for _, act := range v.Acts {
		if err := writeDecided(w, act); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	changed := "taken over"
	if v.DryRun {
		changed = "to be taken over; nothing was changed"
	}
	_, err := fmt.Fprintf(w, "%d decisions in the table: %d decided so already, %d %s\n", v.Read, v.Same, v.Read-v.Same, changed)
	return err
}
