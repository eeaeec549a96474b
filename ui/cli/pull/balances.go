package pull

import (
	"context"

	"github.com/spf13/cobra"

	"contra/core/dataapi"
	"contra/core/store/pulls"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Balances is contra balances.
func Balances(a *app.App) *cobra.Command {
	var known bool
	var limit int
	cmd := &cobra.Command{
		Use:   "balances",
		Short: "Ask what the platform holds for you",
		Long: `balances asks the platform's Data API for the balances and keeps them, so that contra batch
warns of refunds that they do not cover. The platform's figures may be half an hour old, and
it names the balances for payouts only: enough is no promise.`,
		Example: "  contra balances\n  contra balances --known --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return balances(cmd.Context(), a, known, limit)
		},
	}
	cmd.Flags().BoolVar(&known, "known", false, "show what it said last, and ask nothing")
	app.LimitFlag(cmd, &limit, "balances")
	return cmd
}

func balances(ctx context.Context, a *app.App, known bool, limit int) error {
	d, err := a.Open(ctx, !known)
	if err != nil {
		return err
	}
	defer d.Close()
	ask := d.Pulls.Balances
	if known {
		ask = func(ctx context.Context) ([]dataapi.Balance, error) { return pulls.Balances(ctx, d.Store) }
	}
	all, err := ask(ctx)
	if err != nil {
		return err
	}
	total := int64(len(all))
	if limit >= 0 {
		all = all[:min(limit, len(all))]
	}
	t := out.NewTable(out.Column{Title: "BALANCE"}, out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "ASKED (UTC)"})
	for _, b := range all {
		t.Add(b.Name, b.Amount.String(), app.Clock(b.At))
	}
	return app.List(a, view.Each(all, view.NewBalance), total, t)
}
