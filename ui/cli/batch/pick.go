package batch

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/store/batches"
	"contra/ui/cli/app"
)

// picking is which rows were asked for.
type picking struct {
	rows  []int64
	all   bool
	which string
}

func (p *picking) flags(cmd *cobra.Command) {
	cmd.Flags().Int64SliceVar(&p.rows, "row", nil, "these rows, by their `numbers` such as 3,4 (contra batch show lists them)")
	cmd.Flags().Lookup("row").DefValue = ""
	cmd.Flags().BoolVar(&p.all, "all", false, "all rows")
	cmd.Flags().StringVar(&p.which, "which", "", "these `rows`: "+strings.Join(choices, ", "))
	completeChoices(cmd, "which")
}

// pick checks which rows were asked for, and that there are any.
func (p *picking) pick(cmd *cobra.Command, d *desk.Desk, id int64) (clerk.Pick, error) {
	ctx := cmd.Context()
	given := 0
	for _, name := range []string{"row", "all", "which"} {
		if cmd.Flags().Changed(name) {
			given++
		}
	}
	if given != 1 || cmd.Flags().Changed("all") && !p.all {
		return clerk.Pick{}, app.Usage(cmd, "say which rows: one of --row N, --all, --which wrong")
	}
	if cmd.Flags().Changed("row") {
		slices.Sort(p.rows)
		p.rows = slices.Compact(p.rows)
		found, err := batches.RowsByN(ctx, d.Store, id, p.rows)
		if err != nil {
			return clerk.Pick{}, err
		}
		if len(found) < len(p.rows) {
			for _, n := range p.rows {
				if !slices.ContainsFunc(found, func(r batch.Row) bool { return r.N == n }) {
					return clerk.Pick{}, ledger.Errorf(ledger.ErrNotFound, "batch %s has no row %d", batch.Ref(id), n).WithHint("contra batch show %s lists the rows", batch.Ref(id))
				}
			}
		}
		return clerk.Pick{Rows: p.rows}, nil
	}
	which := batches.All
	if !p.all {
		var err error
		if which, err = choose(cmd, "which", p.which); err != nil {
			return clerk.Pick{}, err
		}
		// What is wrong is what is wrong now.
		if _, err := d.Batches.Check(ctx, id); err != nil {
			return clerk.Pick{}, err
		}
	}
	n, err := batches.CountViews(ctx, d.Store, id, which)
	if err == nil && n == 0 {
		err = ledger.Errorf(ledger.ErrNotFound, "batch %s has no such rows", batch.Ref(id))
	}
	return clerk.Pick{All: true, Which: which}, err
}
