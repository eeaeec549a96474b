package purchases

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/core/store/purchases"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// states are the states that a stored purchase can be in, as it goes through them.
var states = []ledger.PurchaseState{ledger.PurchasePrepared, ledger.PurchaseSent, ledger.PurchaseWaiting, ledger.PurchaseInDoubt,
	ledger.PurchaseSucceeded, ledger.PurchaseDeclined, ledger.PurchaseExpired, ledger.PurchaseRejected, ledger.PurchaseCancelled}

// List is contra purchases.
func List(a *app.App) *cobra.Command {
	var limit int
	var given []string
	words := make([]string, len(states))
	for i, s := range states {
		words[i] = string(s)
	}
	cmd := &cobra.Command{
		Use:   "purchases",
		Short: "List our purchases and links, and decide about those in doubt",
		Long: `purchases lists what was asked of customers through contra, by Gate and by link, newest first.
contra settle asks the platform about those whose outcome is still to come.`,
		Example: `  contra purchases
  contra purchases --state waiting,in_doubt --json
  contra purchases show 0199c0de-0000-7000-8000-000000000000 --qr`,
		Args: app.CommandOnly,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			wanted, err := parseStates(cmd, given, words)
			if err != nil {
				return err
			}
			return list(cmd.Context(), a, wanted, limit)
		},
		SuggestionsMinimumDistance: 2,
	}
	app.LimitFlag(cmd, &limit, "purchases")
	cmd.Flags().StringSliceVar(&given, "state", nil, "only purchases in this `state`: "+strings.Join(words, ", "))
	cmd.RegisterFlagCompletionFunc("state", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	})
	cmd.AddCommand(showCmd(a))
	cmd.AddCommand(deciding(a)...)
	return cmd
}

func parseStates(cmd *cobra.Command, given, known []string) (wanted []ledger.PurchaseState, err error) {
	for _, s := range given {
		s = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "-", "_")
		if !slices.Contains(known, s) {
			return nil, app.Usage(cmd, "there is no state %q: there is %s", s, strings.Join(known, ", "))
		}
		if !slices.Contains(wanted, ledger.PurchaseState(s)) {
			wanted = append(wanted, ledger.PurchaseState(s))
		}
	}
	return wanted, nil
}

func list(ctx context.Context, a *app.App, wanted []ledger.PurchaseState, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := purchases.List(ctx, d.Store, purchases.Window{States: wanted, Limit: limit})
	if err != nil {
		return err
	}
	counts, err := purchases.Counts(ctx, d.Store)
	if err != nil {
		return err
	}
	total := int64(0)
	for state, n := range counts {
		if len(wanted) == 0 || slices.Contains(wanted, state) {
			total += n
		}
	}
	return app.List(a, view.Each(found, view.NewPurchase), total, Table(found))
}

// Table lists purchases for people.
func Table(found []ledger.Purchase) *out.Table {
	t := out.NewTable(out.Column{Title: "PURCHASE"}, out.Column{Title: "CREATED (UTC)"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "PROJECT"},
		out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "STATE"}, out.Column{Title: "VIA"}, out.Column{Title: "BY"}, out.Column{Title: "ANSWER"}, out.Column{Title: "ATTENTION"})
	for _, p := range found {
		t.Add(p.ID, app.Clock(p.CreatedAt), p.PaymentID, fmt.Sprint(p.Project), p.Amount.String(), string(p.State), string(p.Via), p.Operator,
			strings.TrimSpace(p.Code+" "+p.Message), p.Hold)
	}
	return t
}
