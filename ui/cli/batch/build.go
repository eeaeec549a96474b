package batch

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/query"
	"contra/ui/cli/app"
)

// building is how a batch was asked for.
type building struct {
	from, filter, declined string
	name, description      string
	columns                []string // role=HEADER
}

func buildCmd(a *app.App) *cobra.Command {
	var o building
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Build a batch from a list, a filter, or the declined rows of another one",
		Long: `build makes a draft and checks it. Nothing is reserved and nothing is sent.

--from takes a list with a header (CSV or .xlsx): payment_id, and if you like project_id,
amount, currency, description. A row without an amount asks for all that can be refunded.
amount is in major units (12.50 for EUR, 300 for KRW); a column called payment.amount is
in minor units. A file in the Dashboard's own layout is taken as it is.

When it is not clear which column is which, say it with --map; it is remembered for lists
with the same header. Exit 3 when rows have errors.`,
		Example: `  contra batch build --from wanted.csv --name "November returns"
  contra batch build --from orders.xlsx --map "payment_id=Order no" --map "amount=To refund"
  contra batch build --filter "method:kakaopay status:success date:2026-11-03"
  contra batch build --declined B1 --json`,
		Args: app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			given := 0
			for _, name := range []string{"from", "filter", "declined"} {
				if cmd.Flags().Changed(name) {
					given++
				}
			}
			switch {
			case given != 1:
				return app.Usage(cmd, "say what to build from: one of --from FILE, --filter FILTER, --declined ID")
			case len(o.columns) > 0 && !cmd.Flags().Changed("from"):
				return app.Usage(cmd, "--map goes with --from")
			case o.description != "" && cmd.Flags().Changed("declined"):
				return app.Usage(cmd, "--description does not go with --declined: its rows keep theirs")
			}
			return build(cmd, a, o)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.from, "from", "", "a list, or a `file` in the Dashboard's layout; - for stdin")
	f.StringVar(&o.filter, "filter", "", "take the payments that this `filter` finds, each with all that can be refunded")
	f.StringVar(&o.declined, "declined", "", "take the rows of this `batch` that were declined or left out")
	f.StringVar(&o.name, "name", "", "what to call it")
	f.StringVar(&o.description, "description", "", "what the refunds are for, where a row does not say (default the configuration's)")
	f.StringArrayVar(&o.columns, "map", nil, "which column is which, as `role=HEADER`; may be given several times")
	return cmd
}

func build(cmd *cobra.Command, a *app.App, o building) error {
	ctx := cmd.Context()
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	var built clerk.Built
	switch n := (clerk.New{Name: o.name, Description: o.description}); {
	case cmd.Flags().Changed("declined"):
		id, err := idOf(cmd, o.declined)
		if err != nil {
			return err
		}
		built, err = d.Batches.BuildFailed(ctx, id, n)
		if err != nil {
			return err
		}
	case cmd.Flags().Changed("filter"):
		built, err = buildFilter(ctx, d, o.filter, n)
	default:
		built, err = buildFile(ctx, a, d, o, n)
	}
	if err != nil {
		return err
	}
	return printBuilt(a, built, "")
}

func buildFilter(ctx context.Context, d *desk.Desk, text string, n clerk.New) (clerk.Built, error) {
	f, err := query.Parse(text, time.Now())
	if err != nil {
		var p *query.ParseError
		if errors.As(err, &p) {
			err = &ledger.Error{Code: ledger.ErrUsage, Message: "--filter: " + p.Message, Hint: p.Hint}
		}
		return clerk.Built{}, err
	}
	return d.Batches.BuildFilter(ctx, f, n)
}

func buildFile(ctx context.Context, a *app.App, d *desk.Desk, o building, n clerk.New) (clerk.Built, error) {
	data, err := load(a, o.from)
	if err != nil {
		return clerk.Built{}, err
	}
	n.Source = title(o.from)
	if isDashboards(data) {
		if len(o.columns) > 0 {
			return clerk.Built{}, ledger.Errorf(ledger.ErrUsage, "%s is in the Dashboard's layout, whose columns are known", n.Source).WithHint("leave out --map")
		}
		rows, err := dashboardRows(a, o.from, data, n.Description)
		if err != nil {
			return clerk.Built{}, err
		}
		return d.Batches.BuildRows(ctx, rows, n)
	}
	var wishes []batch.Wish
	if wishes, err = listed(ctx, d, o, data); err != nil {
		return clerk.Built{}, err
	}
	return d.Batches.BuildList(ctx, wishes, n)
}
